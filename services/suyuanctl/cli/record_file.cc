#include "services/suyuanctl/cli/record_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "suyuan/registry/v1/record.pb.h"

namespace suyuan::ctl {
namespace {

using registry::v1::FileFormat;
using registry::v1::RecordType;
using Json = nlohmann::json;

struct Collection {
  const char* name;
  RecordType type;
};
constexpr Collection kCollections[] = {
    {"institutions", registry::v1::RECORD_TYPE_INSTITUTION},
    {"competences", registry::v1::RECORD_TYPE_COMPETENCE},
    {"standards", registry::v1::RECORD_TYPE_STANDARD},
    {"referenceMaterials", registry::v1::RECORD_TYPE_REFERENCE_MATERIAL},
    {"specifications", registry::v1::RECORD_TYPE_SPECIFICATION},
    {"instruments", registry::v1::RECORD_TYPE_INSTRUMENT},
    {"persons", registry::v1::RECORD_TYPE_PERSON},
    {"declarations", registry::v1::RECORD_TYPE_DECLARATION},
    {"verificationSchemes", registry::v1::RECORD_TYPE_VERIFICATION_SCHEME},
    {"mandatoryCatalogues", registry::v1::RECORD_TYPE_MANDATORY_CATALOGUE},
    {"comparisons", registry::v1::RECORD_TYPE_COMPARISON},
    {"indicatorEntries", registry::v1::RECORD_TYPE_INDICATOR_ENTRY},
    {"indicatorReports", registry::v1::RECORD_TYPE_INDICATOR_REPORT},
};

// Rows collected into parts.
class Parts {
 public:
  Parts(std::string begin, std::string end, const PartLimits& limits)
      : begin_(std::move(begin)), end_(std::move(end)), limits_(limits) {}

  void Add(absl::string_view row, absl::string_view separator = "") {
    const size_t size =
        part_.content.size() + separator.size() + row.size() + end_.size();
    const bool is_full = part_.rows == static_cast<int64_t>(limits_.rows) ||
                         size > limits_.bytes;
    if (part_.rows > 0 && is_full) Flush();
    absl::StrAppend(&part_.content, part_.rows == 0 ? begin_ : separator, row);
    ++part_.rows;
  }
  std::vector<FilePart> Finish() {
    if (part_.rows > 0) Flush();
    return std::move(parts_);
  }

 private:
  void Flush() {
    absl::StrAppend(&part_.content, end_);
    const int64_t before = part_.rows_before + part_.rows;
    parts_.push_back(std::exchange(part_, {}));
    part_.rows_before = before;
  }

  const std::string begin_;
  const std::string end_;
  const PartLimits limits_;
  FilePart part_;
  std::vector<FilePart> parts_;
};

absl::StatusOr<std::vector<FilePart>> CutCsv(const std::string& file,
                                             const PartLimits& limits) {
  const text::Decoded decoded = text::DecodeFile(file);
  if (decoded.broken_at.has_value()) {
    const csv::Place at = csv::PlaceOf(file, *decoded.broken_at);
    return InvalidField(
        "FILE",
        absl::StrCat("row ", at.row, ", cell ", at.cell, ": byte ",
                     *decoded.broken_at + 1, " is no ", decoded.encoding,
                     "; a file in UTF-8 or GB18030 is wanted"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<size_t> ends,
                          csv::RowEnds(decoded.utf8));
  if (ends.empty()) return std::vector<FilePart>();
  const absl::string_view text = decoded.utf8;
  Parts parts(std::string(text.substr(0, ends[0])), "", limits);
  for (size_t i = 1; i < ends.size(); ++i) {
    parts.Add(text.substr(ends[i - 1], ends[i] - ends[i - 1]));
  }
  return parts.Finish();
}

std::vector<FilePart> CutLines(absl::string_view file,
                               const PartLimits& limits) {
  Parts parts("", "", limits);
  while (!file.empty()) {
    const size_t end = std::min(file.find('\n'), file.size() - 1) + 1;
    const absl::string_view line = file.substr(0, end);
    if (!absl::StripAsciiWhitespace(line).empty()) parts.Add(line);
    file.remove_prefix(end);
  }
  return parts.Finish();
}

absl::StatusOr<std::vector<FilePart>> CutKcdb(const std::string& file,
                                              const PartLimits& limits) {
  const Json answer = Json::parse(file, nullptr, /*allow_exceptions=*/false);
  const Json* data = &answer;
  if (answer.is_object() && answer.contains("data")) data = &answer["data"];
  if (!data->is_array()) {
    return InvalidField("FILE",
                        "has no list \"data\"; an answer of the KCDB to a "
                        "search for CMCs is wanted");
  }
  Parts parts("{\"data\":[", "]}", limits);
  for (const Json& cmc : *data) parts.Add(cmc.dump(), ",");
  return parts.Finish();
}

}  // namespace

absl::StatusOr<RecordType> ParseRecordType(absl::string_view text) {
  std::vector<std::string> names;
  for (const Collection& each : kCollections) {
    if (text == each.name || text == registry::v1::RecordType_Name(each.type)) {
      return each.type;
    }
    names.push_back(each.name);
  }
  return InvalidField("--type",
                      absl::StrCat("\"", text, "\" is no kind of records; ",
                                   absl::StrJoin(names, ", "), " is wanted"));
}

absl::StatusOr<FileFormat> ParseFileFormat(absl::string_view text,
                                           absl::string_view path) {
  const std::string name = absl::AsciiStrToLower(path);
  const auto is = [&](absl::string_view format,
                      std::initializer_list<absl::string_view> suffixes) {
    if (!text.empty()) return text == format;
    return std::any_of(
        suffixes.begin(), suffixes.end(),
        [&](absl::string_view suffix) { return absl::EndsWith(name, suffix); });
  };
  if (is("csv", {".csv"})) return registry::v1::FILE_FORMAT_CSV;
  if (is("jsonl", {".jsonl", ".ndjson"})) {
    return registry::v1::FILE_FORMAT_JSON_LINES;
  }
  if (is("kcdb", {".json"})) return registry::v1::FILE_FORMAT_KCDB_JSON;
  return InvalidField(
      "--format",
      text.empty()
          ? absl::StrCat("is not told by the name \"", path,
                         "\"; csv, jsonl or kcdb is wanted")
          : absl::StrCat("\"", text, "\"; csv, jsonl or kcdb is wanted"));
}

absl::StatusOr<std::vector<FilePart>> CutFile(const std::string& file,
                                              FileFormat format,
                                              const PartLimits& limits) {
  switch (format) {
    case registry::v1::FILE_FORMAT_JSON_LINES:
      return CutLines(file, limits);
    case registry::v1::FILE_FORMAT_KCDB_JSON:
      return CutKcdb(file, limits);
    default:
      return CutCsv(file, limits);
  }
}

}  // namespace suyuan::ctl
