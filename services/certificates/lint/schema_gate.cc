#include "services/certificates/lint/schema_gate.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/lint.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kMostTold = 10;

}  // namespace

absl::Status SchemaGate::Check(absl::string_view document,
                               const dcc::Limits& limits) const {
  if (schemas_ == nullptr) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const dcc::SchemaReport report,
                          dcc::LintSchemaAlone(document, limits, *schemas_));
  if (report.verdict != dcc::Verdict::kInvalid ||
      report.valid_without_signature.value_or(false)) {
    return absl::OkStatus();
  }
  absl::Status refusal = SchemaInvalid(report.schema_version, report.errors);
  for (const dcc::Finding& finding : report.findings) {
    refusal = WithViolation(
        std::move(refusal),
        {"document", absl::StrCat("line ", finding.line, ", ", finding.path,
                                  ": ", finding.message_en)});
    if (ViolationsOf(refusal).size() == kMostTold) break;
  }
  return refusal;
}

}  // namespace suyuan::certificates
