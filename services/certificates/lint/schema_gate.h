#ifndef SERVICES_CERTIFICATES_LINT_SCHEMA_GATE_H_
#define SERVICES_CERTIFICATES_LINT_SCHEMA_GATE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/limits.h"
#include "libs/dcc/schema_folder.h"

namespace suyuan::certificates {

// Keeps documents out that their own schema refuses, where the operator wants
// that. Thread-safe. Borrows the schemas; without them all pass.
class SchemaGate {
 public:
  explicit SchemaGate(const dcc::SchemaFolder* schemas) : schemas_(schemas) {}

  // SCHEMA_INVALID, with a violation of `document` for each of the first
  // findings, where the schema of the document's version refuses it. One that
  // is invalid for its signature alone passes, and so does one of a version
  // whose schema is not at hand. Some milliseconds for 50 KB.
  absl::Status Check(absl::string_view document,
                     const dcc::Limits& limits) const;

 private:
  const dcc::SchemaFolder* const schemas_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_LINT_SCHEMA_GATE_H_
