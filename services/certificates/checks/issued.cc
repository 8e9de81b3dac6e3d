#include "services/certificates/checks/issued.h"

namespace suyuan::certificates::checks {

std::vector<Finding> CheckIssued(const CheckedCertificate& c) {
  if (c.on_register != OnRegister::kNotNamed &&
      c.on_register != OnRegister::kOtherBytes) {
    return {};
  }
  Finding finding = FindingOn(c, "NOT_ISSUED", c.id.text(), FindingKind::kCross,
                              Severity::kMajor);
  finding.figures = {FigureOf("how", c.on_register == OnRegister::kNotNamed
                                         ? "not_named"
                                         : "other_bytes")};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
