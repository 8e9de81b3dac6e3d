#include "services/certificates/checks/dates_order.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates::checks {
namespace {

using metrology::FormatDate;
using Day = std::optional<absl::CivilDay>;

// Gathers what must not come after what.
class Order {
 public:
  explicit Order(Finding& finding) : finding_(finding) {}

  void NotAfter(absl::string_view first_name, const Day& first,
                absl::string_view second_name, const Day& second,
                Severity severity) {
    if (!first.has_value() || !second.has_value() || *first <= *second) return;
    finding_.severity = std::max(finding_.severity, severity);
    finding_.figures.push_back(
        {std::string(first_name), FormatDate(*first),
         absl::StrCat(second_name, " ", FormatDate(*second)), ""});
  }

 private:
  Finding& finding_;
};

}  // namespace

std::vector<Finding> CheckDatesOrder(const CheckedCertificate& c,
                                     const Thresholds& thresholds) {
  Finding finding =
      FindingOn(c, "V21", c.id.text(), FindingKind::kHard, Severity::kMajor);
  Order order(finding);
  const Day held_here = metrology::LegalDay(c.recorded_at);
  order.NotAfter("begin", c.begin, "end", c.end, Severity::kBlocker);
  order.NotAfter("end", c.end, "issued", c.issued, Severity::kBlocker);
  order.NotAfter("begin", c.begin, "issued", c.issued, Severity::kBlocker);
  order.NotAfter("received", c.received, "issued", c.issued,
                 Severity::kBlocker);
  order.NotAfter("received", c.received, "begin", c.begin, Severity::kMajor);
  order.NotAfter("received", c.received, "held_here", held_here,
                 Severity::kBlocker);
  order.NotAfter("end", c.end, "held_here", held_here, Severity::kBlocker);
  order.NotAfter("issued", c.issued, "held_here", held_here,
                 Severity::kBlocker);
  if (c.trusted_time.has_value() && c.issued.has_value()) {
    const absl::CivilDay stamped = metrology::LegalDay(*c.trusted_time);
    order.NotAfter("issued", c.issued, "timestamp", stamped, Severity::kMajor);
    order.NotAfter("timestamp", stamped, "latest_timestamp",
                   *c.issued + thresholds.timestamp_days, Severity::kMajor);
  }
  if (finding.figures.empty()) return {};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
