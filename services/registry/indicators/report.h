#ifndef SERVICES_REGISTRY_INDICATORS_REPORT_H_
#define SERVICES_REGISTRY_INDICATORS_REPORT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/registry/indicators/indicator_value.h"

// 评估报告 (art. 34): the indicators of a day, frozen, and how people read
// them.

namespace suyuan::registry::indicators {

struct Report {
  enum class Kind { kUnspecified, kQuarterly, kMidTerm, kFinal };
  std::string name;  // "indicatorReports/2024-q4"
  Kind kind = Kind::kUnspecified;
  absl::CivilDay as_of;
  absl::Time known_at;
  Text title;
  std::string evaluator;
  std::vector<std::string> findings;
  std::vector<std::string> measures;
  std::string supersedes;
  std::vector<IndicatorValue> values;
  size_t evidence_count = 0;
  std::string evidence_root;  // 64 hexadecimal digits
};

enum class Language { kChinese, kEnglish };

// Whether any record that the report counts stands for nothing real.
bool IsSample(const Report& report);

// What a division is called; its code where that is not known.
using DivisionTitle = absl::FunctionRef<std::string(const std::string& code)>;

// The report as one page of HTML that is well-formed XML too, without anything
// from elsewhere: to read, print and keep. Stamped where IsSample.
std::string ReportPage(const Report& report, Language language,
                       DivisionTitle title_of);

// The indicators as CSV (RFC 4180) with a byte order mark for spreadsheets:
// one row an indicator for the region, then one for each prefecture.
std::string ReportTable(const Report& report, Language language,
                        DivisionTitle title_of);

// One indicator in two reports.
struct IndicatorDifference {
  Indicator indicator = Indicator::kInnovationBases;
  std::string before;  // "" where it could not be said, or is not there
  std::string after;
  std::vector<std::string> added;    // names of records, sorted
  std::vector<std::string> removed;  // names of records, sorted
  bool definition_changed = false;
};

// What changed, for each indicator of `after`, in its order.
std::vector<IndicatorDifference> Compare(
    absl::Span<const IndicatorValue> before,
    absl::Span<const IndicatorValue> after);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_REPORT_H_
