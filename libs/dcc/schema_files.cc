#include "libs/dcc/schema_files.h"

#include <libxml/xmlreader.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"

namespace suyuan::dcc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 1000;
constexpr std::size_t kMostBytes = 4 << 20;
constexpr char kXsdNamespace[] = "http://www.w3.org/2001/XMLSchema";

absl::Status FolderMissing(const std::string& folder) {
  return WithReason(absl::NotFoundError(absl::StrCat(
                        folder,
                        " is no folder that can be read; wanted one "
                        "with XML schemas (*.xsd)")),
                    "SCHEMA_FOLDER_MISSING");
}

absl::Status TooManyFiles(const std::string& folder) {
  return WithReason(
      absl::ResourceExhaustedError(absl::StrCat(folder, " holds more than ",
                                                kMostFiles, " *.xsd files")),
      "SCHEMA_FOLDER_TOO_LARGE");
}

absl::StatusOr<std::string> ReadBounded(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  std::string bytes;
  if (!error && size > 0 && size <= kMostBytes) {
    bytes.resize(size);
    std::ifstream file(path, std::ios::binary);
    file.read(bytes.data(), static_cast<std::streamsize>(size));
    if (file) return bytes;
  }
  return WithReason(absl::NotFoundError(absl::StrCat(
                        path.string(), " cannot be read; wanted 1 to ",
                        kMostBytes, " bytes")),
                    "SCHEMA_FILE_UNREADABLE");
}

struct FreeReader {
  void operator()(xmlTextReader* reader) const { xmlFreeTextReader(reader); }
};

std::string Text(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string AttributeNow(xmlTextReader* reader, const char* name) {
  const std::unique_ptr<xmlChar, decltype(xmlFree)> value(
      xmlTextReaderGetAttribute(reader, reinterpret_cast<const xmlChar*>(name)),
      xmlFree);
  return Text(value.get());
}

// What the root element says; nullopt where it is no xs:schema.
std::optional<SchemaFile> Inspect(const std::string& bytes, std::string path) {
  const std::unique_ptr<xmlTextReader, FreeReader> reader(xmlReaderForMemory(
      bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr,
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (reader == nullptr) return std::nullopt;
  while (xmlTextReaderRead(reader.get()) == 1) {
    if (xmlTextReaderNodeType(reader.get()) != XML_READER_TYPE_ELEMENT) {
      continue;
    }
    if (Text(xmlTextReaderConstLocalName(reader.get())) != "schema" ||
        Text(xmlTextReaderConstNamespaceUri(reader.get())) != kXsdNamespace) {
      return std::nullopt;
    }
    return SchemaFile{std::move(path),
                      AttributeNow(reader.get(), "targetNamespace"),
                      AttributeNow(reader.get(), "version")};
  }
  return std::nullopt;
}

// Where `entry` is inside `root`, links followed; "" where it is not.
std::string PathInside(const fs::path& root, const fs::path& entry) {
  std::error_code error;
  const fs::path real = fs::canonical(entry, error);
  if (error) return "";
  std::string path = fs::relative(real, root, error).generic_string();
  if (error || absl::StartsWith(path, "../")) return "";
  return path;
}

std::vector<absl::string_view> PartsOf(absl::string_view path) {
  return absl::StrSplit(path, '/', absl::SkipEmpty());
}

// How many parts two addresses have in common, counted from their ends.
std::size_t CommonTail(const std::vector<absl::string_view>& a,
                       const std::vector<absl::string_view>& b) {
  std::size_t common = 0;
  while (common < a.size() && common < b.size() &&
         a[a.size() - 1 - common] == b[b.size() - 1 - common]) {
    ++common;
  }
  return common;
}

bool AreCopies(const SchemaFile& a, const SchemaFile& b) {
  return a.target_namespace == b.target_namespace && a.version == b.version;
}

}  // namespace

absl::StatusOr<SchemaFiles> SchemaFiles::In(const std::string& folder) {
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error || !fs::is_directory(root, error)) return FolderMissing(folder);
  std::vector<std::string> paths;
  fs::recursive_directory_iterator at(
      root, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (at->path().extension() != ".xsd") continue;
    if (std::string path = PathInside(root, at->path()); !path.empty()) {
      paths.push_back(std::move(path));
    }
    if (paths.size() > kMostFiles) return TooManyFiles(folder);
  }
  if (error) return FolderMissing(folder);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  SchemaFiles files;
  files.folder_ = root.string();
  for (std::string& path : paths) {
    const absl::StatusOr<std::string> bytes = ReadBounded(root / path);
    if (!bytes.ok()) continue;
    if (auto file = Inspect(*bytes, std::move(path))) {
      files.files_.push_back(*std::move(file));
    }
  }
  return files;
}

const SchemaFile* SchemaFiles::Find(absl::string_view target_namespace,
                                    absl::string_view version) const {
  for (const SchemaFile& file : files_) {
    if (file.target_namespace == target_namespace && file.version == version) {
      return &file;
    }
  }
  return nullptr;
}

const SchemaFile* SchemaFiles::Resolve(absl::string_view address) const {
  absl::string_view path = address;
  const bool is_ours = absl::ConsumePrefix(&path, kSchemaScheme);
  for (const SchemaFile& file : files_) {
    if (is_ours && file.path == path) return &file;
  }
  const std::vector<absl::string_view> wanted = PartsOf(path);
  const SchemaFile* best = nullptr;
  std::size_t most = 0;
  bool is_ambiguous = false;
  for (const SchemaFile& file : files_) {
    const std::size_t common = CommonTail(wanted, PartsOf(file.path));
    if (common == 0 || common < most) continue;
    is_ambiguous = common == most && (is_ambiguous || !AreCopies(*best, file));
    if (common > most) best = &file;
    most = common;
  }
  return is_ambiguous ? nullptr : best;
}

absl::StatusOr<std::string> SchemaFiles::Read(const SchemaFile& file) const {
  return ReadBounded(fs::path(folder_) / file.path);
}

}  // namespace suyuan::dcc
