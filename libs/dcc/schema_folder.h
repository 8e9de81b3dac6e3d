#ifndef LIBS_DCC_SCHEMA_FOLDER_H_
#define LIBS_DCC_SCHEMA_FOLDER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/mutex.h"
#include "libs/dcc/schema_files.h"

typedef struct _xmlSchema xmlSchema;

namespace suyuan::dcc {

// The XML schemas (XSD) that an operator put into a folder: those of the DCC
// and of D-SI are published by PTB and are no part of this project. Each is
// told by the targetNamespace and version that it states, so the folder may be
// laid out in any way; imports are found in it and nowhere else
// (schema_files.h). Files that change later are not noticed once their version
// was used.
//
// Thread-safe: a schema is compiled once, when first asked for, and many
// threads may check documents with it.
class SchemaFolder {
 public:
  // Refusals are those of SchemaFiles::In, and FAILED_PRECONDITION
  // SCHEMA_FOLDER_EMPTY where no schema of the DCC is in it.
  static absl::StatusOr<std::unique_ptr<SchemaFolder>> Open(
      const std::string& folder);

  ~SchemaFolder();

  // The versions of the schemas of that namespace, each once, sorted.
  std::vector<std::string> VersionsOf(absl::string_view target_namespace) const;

  // Inside libs/dcc: the compiled schema, which lives as long as this; null
  // where the folder has none of that namespace and version. SCHEMA_UNUSABLE,
  // time after time, for one that cannot be compiled.
  absl::StatusOr<xmlSchema*> Find(absl::string_view target_namespace,
                                  absl::string_view version) const;

 private:
  struct Compiled;

  explicit SchemaFolder(SchemaFiles files);

  const SchemaFiles files_;
  mutable Mutex mutex_;
  // By file; an entry is made under the lock and compiled outside of it, once.
  mutable std::map<const SchemaFile*, std::unique_ptr<Compiled>> compiled_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_SCHEMA_FOLDER_H_
