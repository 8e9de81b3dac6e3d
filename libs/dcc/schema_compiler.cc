#include "libs/dcc/schema_compiler.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlerror.h>

#include <atomic>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/mutex.h"
#include "libs/base/status.h"

namespace suyuan::dcc {
namespace {

// What one thread compiles.
struct Compilation {
  const SchemaFiles& files;
  std::vector<std::string> missing;
  std::string first_error;
};

thread_local Compilation* compiling = nullptr;

// Whom to ask on threads that compile nothing.
std::atomic<xmlExternalEntityLoader> others_loader{nullptr};

xmlParserInput* InputOf(const std::string& bytes, const char* address,
                        xmlParserCtxt* parser) {
  xmlParserInputBuffer* buffer = xmlParserInputBufferCreateMem(
      bytes.data(), static_cast<int>(bytes.size()), XML_CHAR_ENCODING_NONE);
  if (buffer == nullptr) return nullptr;
  xmlParserInput* input =
      xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);
  if (input == nullptr) {
    xmlFreeParserInputBuffer(buffer);
    return nullptr;
  }
  // The base of further relative addresses.
  input->filename = reinterpret_cast<char*>(
      xmlStrdup(reinterpret_cast<const xmlChar*>(address)));
  return input;
}

xmlParserInput* Load(const char* address, const char* id,
                     xmlParserCtxt* parser) {
  if (compiling == nullptr) {
    const xmlExternalEntityLoader other = others_loader.load();
    return other == nullptr ? nullptr : other(address, id, parser);
  }
  const absl::string_view wanted = address == nullptr ? "" : address;
  const SchemaFile* file = compiling->files.Resolve(wanted);
  if (file == nullptr) {
    compiling->missing.emplace_back(wanted);
    return nullptr;
  }
  const auto bytes = compiling->files.Read(*file);
  if (!bytes.ok()) {
    compiling->missing.push_back(file->path);
    return nullptr;
  }
  return InputOf(*bytes, absl::StrCat(kSchemaScheme, file->path).c_str(),
                 parser);
}

void OnError(void* context, xmlErrorPtr error) {
  auto& compilation = *static_cast<Compilation*>(context);
  if (!compilation.first_error.empty() || error->message == nullptr ||
      error->level == XML_ERR_WARNING) {
    return;
  }
  compilation.first_error = absl::StrCat(
      error->file == nullptr ? "" : error->file, " line ", error->line, ": ",
      absl::StripAsciiWhitespace(error->message));
}

// While it lives, this thread loads from `compilation` alone and its errors
// go there. Held under the process's lock.
class Scope {
 public:
  explicit Scope(Compilation& compilation)
      : loader_(xmlGetExternalEntityLoader()),
        on_error_(xmlStructuredError),
        error_context_(xmlStructuredErrorContext) {
    others_loader.store(loader_);
    compiling = &compilation;
    xmlSetExternalEntityLoader(Load);
    xmlSetStructuredErrorFunc(&compilation, OnError);
  }
  ~Scope() {
    xmlSetStructuredErrorFunc(error_context_, on_error_);
    // Somebody may have set one of their own meanwhile.
    if (xmlGetExternalEntityLoader() == Load) {
      xmlSetExternalEntityLoader(loader_);
    }
    compiling = nullptr;
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  const xmlExternalEntityLoader loader_;
  const xmlStructuredErrorFunc on_error_;
  void* const error_context_;
};

Mutex& CompilerLock() {
  static auto& lock = *new Mutex();
  return lock;
}

struct FreeSchemaParser {
  void operator()(xmlSchemaParserCtxt* parser) const {
    xmlSchemaFreeParserCtxt(parser);
  }
};

absl::Status Unusable(const SchemaFile& main, const Compilation& compilation) {
  std::string why = compilation.first_error;
  if (why.empty()) why = "it cannot be read as a schema";
  if (!compilation.missing.empty()) {
    absl::StrAppend(&why, "; not in the folder: ",
                    absl::StrJoin(compilation.missing, ", "));
  }
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(main.path, ": ", why)),
      "SCHEMA_UNUSABLE");
}

}  // namespace

absl::StatusOr<CompiledSchema> CompileSchema(const SchemaFiles& files,
                                             const SchemaFile& main) {
  Compilation compilation{files, {}, {}};
  MutexLock lock(CompilerLock());
  xmlInitParser();
  const Scope scope(compilation);
  const std::string address = absl::StrCat(kSchemaScheme, main.path);
  const std::unique_ptr<xmlSchemaParserCtxt, FreeSchemaParser> parser(
      xmlSchemaNewParserCtxt(address.c_str()));
  if (parser == nullptr) return absl::ResourceExhaustedError("no memory");
  xmlSchemaSetParserStructuredErrors(parser.get(), OnError, &compilation);
  CompiledSchema schema(xmlSchemaParse(parser.get()));
  if (schema == nullptr) return Unusable(main, compilation);
  return schema;
}

}  // namespace suyuan::dcc
