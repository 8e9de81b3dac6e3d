#ifndef LIBS_DCC_SCHEMA_FILES_H_
#define LIBS_DCC_SCHEMA_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::dcc {

// An XML Schema in a folder, by what it says of itself.
struct SchemaFile {
  // From the folder, with '/': "dcc/v3.2.1/dcc.xsd".
  std::string path;
  // targetNamespace and version of its root element; "" where not given.
  std::string target_namespace;
  std::string version;
};

// Inside libs/dcc: the XSD files below a folder, however an operator laid them
// out. What is not among them when the folder is read is never opened.
class SchemaFiles {
 public:
  // Reads the root element of every *.xsd below `folder`; files that are no
  // XML Schema are left out, links that lead out of the folder too.
  // Refused: NOT_FOUND SCHEMA_FOLDER_MISSING; RESOURCE_EXHAUSTED
  // SCHEMA_FOLDER_TOO_LARGE over 1000 files. O(bytes of the files).
  static absl::StatusOr<SchemaFiles> In(const std::string& folder);

  // In the order of their paths.
  const std::vector<SchemaFile>& all() const { return files_; }

  // The schema of that namespace and version, the first by path where there
  // are copies; null where there is none.
  const SchemaFile* Find(absl::string_view target_namespace,
                         absl::string_view version) const;

  // The file that an import means by `address`: "schemas:/" and a path in
  // this folder, else the file whose path ends like the address, by the most
  // parts and at least by its name ("https://ptb.de/si/v2.1.0/SI_Format.xsd"
  // is dsi/v2.1.0/SI_Format.xsd). Null where none does, or where several that
  // are not copies of each other do equally. O(files).
  const SchemaFile* Resolve(absl::string_view address) const;

  // The bytes, at most 4 MiB. NOT_FOUND SCHEMA_FILE_UNREADABLE where the file
  // has gone.
  absl::StatusOr<std::string> Read(const SchemaFile& file) const;

 private:
  std::string folder_;
  std::vector<SchemaFile> files_;
};

// What stands before the path of a file of the folder in addresses.
inline constexpr char kSchemaScheme[] = "schemas:/";

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_SCHEMA_FILES_H_
