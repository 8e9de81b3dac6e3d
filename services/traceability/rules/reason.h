#ifndef SERVICES_TRACEABILITY_RULES_REASON_H_
#define SERVICES_TRACEABILITY_RULES_REASON_H_

#include <array>
#include <cstdint>
#include <vector>

#include "services/traceability/rules/rule.h"

namespace suyuan::traceability {

// Findings that were broken or unknown, put together by rule, outcome and
// severity.
struct Reason {
  Finding first;
  int32_t count = 0;
  // That the first is about; kNone: the target as a whole.
  CertificateIndex certificate = kNone;
};

// Counts findings to reasons. Used again it allocates for new reasons only.
class ReasonTally {
 public:
  ReasonTally() { places_.fill(kNowhere); }

  // A finding that was made so often, first about the certificate. Passes over
  // what was held or not applicable.
  void Add(const Finding& finding, CertificateIndex certificate,
           int32_t count = 1);
  // Worst first, then by rule. Begins anew.
  std::vector<Reason> Take();
  void Clear();

 private:
  static constexpr uint16_t kNowhere = 0xffff;
  static size_t SlotOf(const Finding& finding);

  // Of `reasons_`, by rule, outcome and severity.
  std::array<uint16_t, kRules * 2 * 3> places_;
  std::vector<Reason> reasons_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_REASON_H_
