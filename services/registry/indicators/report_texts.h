#ifndef SERVICES_REGISTRY_INDICATORS_REPORT_TEXTS_H_
#define SERVICES_REGISTRY_INDICATORS_REPORT_TEXTS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/indicators/progress.h"
#include "services/registry/indicators/report.h"

// The words around the figures of a report.

namespace suyuan::registry::indicators {

struct ReportTexts {
  absl::string_view language;  // as HTML names it
  absl::string_view plan;      // of what the report is
  absl::string_view as_of;
  absl::string_view known_at;
  absl::string_view evaluator;
  absl::string_view supersedes;
  absl::string_view number;
  absl::string_view indicator;
  absl::string_view unit;
  absl::string_view base;  // "2021", the year comes before or after
  absl::string_view value;
  absl::string_view target;
  absl::string_view progress;
  absl::string_view time_share;
  absl::string_view status_ratio;
  absl::string_view light;
  absl::string_view version;
  absl::string_view formula;
  absl::string_view inferred;
  absl::string_view division;
  absl::string_view whole_region;
  absl::string_view own_of_region;  // what lies in no single prefecture
  absl::string_view not_placed;
  absl::string_view notes;
  absl::string_view records;
  absl::string_view findings;
  absl::string_view measures;
  absl::string_view evidence;
  absl::string_view root;
  absl::string_view expected;     // 预期性
  absl::string_view not_decided;  // in place of a number
  absl::string_view sample;       // the stamp
};

const ReportTexts& TextsIn(Language language);

absl::string_view KindText(Report::Kind kind, Language language);
absl::string_view LightText(Light light, Language language);
// In the language, or the other one where it is not there.
const std::string& In(Language language, const Text& text);

// What a part of a breakdown is called.
std::string PartText(const Part& part, Language language,
                     DivisionTitle title_of);

// "52.94 %"; the text for what is not decided where it is absent.
std::string PercentText(std::optional<double> share, Language language);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_REPORT_TEXTS_H_
