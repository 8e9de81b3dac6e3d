#include "libs/dcc/schema_folder.h"

#include <mutex>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/schema_compiler.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {

struct SchemaFolder::Compiled {
  std::once_flag once;
  absl::StatusOr<CompiledSchema> schema = absl::UnknownError("not compiled");
};

SchemaFolder::SchemaFolder(SchemaFiles files) : files_(std::move(files)) {}
SchemaFolder::~SchemaFolder() = default;

absl::StatusOr<std::unique_ptr<SchemaFolder>> SchemaFolder::Open(
    const std::string& folder) {
  SUYUAN_ASSIGN_OR_RETURN(SchemaFiles files, SchemaFiles::In(folder));
  std::unique_ptr<SchemaFolder> opened(new SchemaFolder(std::move(files)));
  if (opened->VersionsOf(kDccNamespace).empty()) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            folder, " holds no XML schema of ", kDccNamespace,
            "; wanted at least one *.xsd with that targetNamespace")),
        "SCHEMA_FOLDER_EMPTY");
  }
  return opened;
}

std::vector<std::string> SchemaFolder::VersionsOf(
    absl::string_view target_namespace) const {
  std::set<std::string> versions;
  for (const SchemaFile& file : files_.all()) {
    if (file.target_namespace == target_namespace) {
      versions.insert(file.version);
    }
  }
  return {versions.begin(), versions.end()};
}

absl::StatusOr<xmlSchema*> SchemaFolder::Find(
    absl::string_view target_namespace, absl::string_view version) const {
  const SchemaFile* file = files_.Find(target_namespace, version);
  if (file == nullptr) return nullptr;
  Compiled* compiled = nullptr;
  {
    MutexLock lock(mutex_);
    std::unique_ptr<Compiled>& entry = compiled_[file];
    if (entry == nullptr) entry = std::make_unique<Compiled>();
    compiled = entry.get();
  }
  std::call_once(compiled->once,
                 [&] { compiled->schema = CompileSchema(files_, *file); });
  if (!compiled->schema.ok()) return compiled->schema.status();
  return compiled->schema->get();
}

}  // namespace suyuan::dcc
