#ifndef LIBS_DCC_LINT_H_
#define LIBS_DCC_LINT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/deadline.h"
#include "libs/dcc/document.h"
#include "libs/dcc/document_kind.h"
#include "libs/dcc/limits.h"
#include "libs/dcc/schema_folder.h"

namespace suyuan::dcc {

// What a check of a document says. The checks do not imply each other: real
// certificates are valid against their schema and contradict themselves, or
// are sound and invalid because their schema has no place for a signature.
enum class Verdict {
  // Not looked at: there was nothing to check it with or by.
  kNotChecked,
  kValid,
  kInvalid,
  // A DCC or D-SI in a version whose schema is not at hand.
  kUnknownVersion,
  // Another type of document, whose schema is not at hand.
  kOtherDocument,
};

// "NOT_CHECKED", "VALID", ...
const char* VerdictName(Verdict verdict);

struct CheckReport {
  Verdict verdict = Verdict::kNotChecked;
  std::vector<Finding> findings;
};

struct SchemaReport {
  Verdict verdict = Verdict::kNotChecked;
  std::vector<Finding> findings;
  // Version of the schema that was applied; "" where none was.
  std::string schema_version;
  // What the schema refuses, listed or not.
  int errors = 0;
  // Of a signed document whose schema has no place for a signature (before
  // 3.2), and is therefore invalid: whether that is all.
  std::optional<bool> valid_without_signature;
};

struct LintReport {
  DocumentKind kind = DocumentKind::kOther;
  // Of the root element; "" where the document has none.
  std::string root_name;
  std::string root_namespace;
  // As SchemaVersion (document.h); "" where it says none.
  std::string version;
  CheckReport well_formed;
  SchemaReport schema;
  // Whether the document contradicts itself: kInvalid where a finding is a
  // DEFECT. Of D-SI values without a certificate, the values alone.
  CheckReport semantic;
  // Every ds:Signature; none of them has been checked.
  std::vector<SignaturePresence> signatures;
};

// Judges `bytes`, whatever they are: that a document is not well-formed is an
// answer. `schemas` null leaves the schema unchecked. Each list of findings is
// bounded by limits.max_findings, and says where it was cut.
//
// Time and memory are linear in `bytes`; a certificate of 50 KB takes about a
// millisecond, and the first of its schema's version 20 ms more. `deadline`
// is asked between the checks, and its status alone is an error.
absl::StatusOr<LintReport> Lint(absl::string_view bytes, const Limits& limits,
                                const SchemaFolder* schemas,
                                const Deadline& deadline);

// The schema's verdict alone, for those who read the document otherwise. DCC_*
// where it is not well-formed or over a limit.
absl::StatusOr<SchemaReport> LintSchemaAlone(absl::string_view bytes,
                                             const Limits& limits,
                                             const SchemaFolder& schemas);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_LINT_H_
