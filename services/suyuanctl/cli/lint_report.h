#ifndef SERVICES_SUYUANCTL_CLI_LINT_REPORT_H_
#define SERVICES_SUYUANCTL_CLI_LINT_REPORT_H_

#include <string>
#include <vector>

#include "libs/dcc/lint.h"
#include "services/suyuanctl/cli/words.h"
#include "suyuan/certificates/v1/lint.pb.h"

namespace suyuan::ctl {

// What libs/dcc says of a document, as the service would say it. Signatures are
// not checked: NOT_CHECKED where there is one.
certificates::v1::LintDocumentResponse ToMessage(const dcc::LintReport& report);

// False where a verdict is INVALID, a finding is a DEFECT, or the document is
// no certificate at all. What nobody checked does not count against it.
bool IsSound(const certificates::v1::LintDocumentResponse& report);

// The report for people: a line a verdict, two a finding.
std::vector<std::string> LintLines(
    const certificates::v1::LintDocumentResponse& report, const Words& words);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_LINT_REPORT_H_
