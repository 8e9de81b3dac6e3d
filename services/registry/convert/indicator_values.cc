#include "services/registry/convert/indicator_values.h"

#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"

namespace suyuan::registry {
namespace {

using metrology::FormatDate;
using ::suyuan::metrology::v1::LocalizedText;

// Of a report that this service made.
absl::CivilDay DayOf(const std::string& text) {
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  return day.ok() ? *day : absl::CivilDay();
}

int64_t WholeOf(const std::string& text) {
  int64_t value = 0;
  return absl::SimpleAtoi(text, &value) ? value : 0;
}

LocalizedText ToProto(const indicators::Text& text) {
  LocalizedText out;
  (*out.mutable_texts())["zh"] = text.zh;
  (*out.mutable_texts())["en"] = text.en;
  return out;
}

indicators::Text ToText(const LocalizedText& text) {
  indicators::Text out;
  for (const auto& [language, words] : text.texts()) {
    if (language == "zh") out.zh = words;
    if (language == "en") out.en = words;
  }
  // Any language rather than none.
  if (out.zh.empty() && out.en.empty() && !text.texts().empty()) {
    out.zh = text.texts().begin()->second;
  }
  return out;
}

proto::IndicatorDefinition ToProto(const indicators::Definition& definition) {
  proto::IndicatorDefinition out;
  out.set_indicator(static_cast<proto::Indicator>(definition.indicator));
  out.set_version(definition.version);
  *out.mutable_title() = ToProto(definition.title);
  *out.mutable_unit() = ToProto(definition.unit);
  *out.mutable_formula() = ToProto(definition.formula);
  out.set_inferred(definition.inferred);
  out.set_base(absl::StrCat(definition.base));
  out.set_target(absl::StrCat(definition.target));
  out.set_base_day(FormatDate(definition.base_day));
  out.set_target_day(FormatDate(definition.target_day));
  return out;
}

indicators::Definition ToDefinition(const proto::IndicatorDefinition& message) {
  indicators::Definition out;
  out.indicator = static_cast<indicators::Indicator>(message.indicator());
  out.version = message.version();
  out.title = ToText(message.title());
  out.unit = ToText(message.unit());
  out.formula = ToText(message.formula());
  out.inferred = message.inferred();
  out.base = WholeOf(message.base());
  out.target = WholeOf(message.target());
  out.base_day = DayOf(message.base_day());
  out.target_day = DayOf(message.target_day());
  return out;
}

// Both enums count alike; the contract's numbers never change.
static_assert(static_cast<int>(indicators::Light::kNotMet) ==
              proto::IndicatorValue::LIGHT_NOT_MET);
static_assert(static_cast<int>(indicators::Indicator::kMandatoryCoverage) ==
              proto::INDICATOR_MANDATORY_COVERAGE);
static_assert(static_cast<int>(indicators::Report::Kind::kFinal) ==
              proto::IndicatorReport::KIND_FINAL);

}  // namespace

proto::IndicatorValue ToProto(const indicators::IndicatorValue& value) {
  const indicators::Progress& progress = value.progress;
  proto::IndicatorValue out;
  *out.mutable_definition() = ToProto(value.definition);
  out.set_value(value.value);
  if (progress.progress.has_value()) out.set_progress(*progress.progress);
  out.set_time_share(progress.time_share);
  if (progress.status_ratio.has_value()) {
    out.set_status_ratio(*progress.status_ratio);
  }
  out.set_light(static_cast<proto::IndicatorValue::Light>(progress.light));
  out.mutable_evidence()->Assign(value.evidence.begin(), value.evidence.end());
  for (const indicators::Part& part : value.parts) {
    proto::IndicatorValue::Part& added = *out.add_parts();
    added.set_division(part.division);
    added.set_value(absl::StrCat(part.value));
  }
  out.mutable_notes()->Assign(value.notes.begin(), value.notes.end());
  return out;
}

indicators::IndicatorValue ToValue(const proto::IndicatorValue& message) {
  indicators::IndicatorValue out;
  out.definition = ToDefinition(message.definition());
  out.value = message.value();
  if (message.has_progress()) out.progress.progress = message.progress();
  out.progress.time_share = message.time_share();
  if (message.has_status_ratio()) {
    out.progress.status_ratio = message.status_ratio();
  }
  out.progress.light = static_cast<indicators::Light>(message.light());
  out.evidence.assign(message.evidence().begin(), message.evidence().end());
  for (const proto::IndicatorValue::Part& part : message.parts()) {
    out.parts.push_back({part.division(), WholeOf(part.value())});
  }
  out.notes.assign(message.notes().begin(), message.notes().end());
  return out;
}

std::vector<indicators::IndicatorValue> ValuesOf(
    const proto::IndicatorReport& message) {
  std::vector<indicators::IndicatorValue> out;
  for (const proto::IndicatorValue& value : message.values()) {
    out.push_back(ToValue(value));
  }
  return out;
}

indicators::Report ToReport(const proto::IndicatorReport& message) {
  indicators::Report out;
  out.name = message.name();
  out.kind = static_cast<indicators::Report::Kind>(message.kind());
  out.as_of = DayOf(message.as_of());
  const absl::StatusOr<absl::Time> known_at =
      rpc::ParseInstant("known_at", message.known_at());
  out.known_at = known_at.ok() ? *known_at : absl::UnixEpoch();
  out.title = ToText(message.title());
  out.evaluator = message.evaluator();
  out.findings.assign(message.findings().begin(), message.findings().end());
  out.measures.assign(message.measures().begin(), message.measures().end());
  out.supersedes = message.supersedes();
  out.values = ValuesOf(message);
  out.evidence_count = message.evidence_size();
  out.evidence_root = message.evidence_root();
  return out;
}

proto::IndicatorDifference ToProto(
    const indicators::IndicatorDifference& difference) {
  proto::IndicatorDifference out;
  out.set_indicator(static_cast<proto::Indicator>(difference.indicator));
  out.set_before(difference.before);
  out.set_after(difference.after);
  out.mutable_added()->Assign(difference.added.begin(), difference.added.end());
  out.mutable_removed()->Assign(difference.removed.begin(),
                                difference.removed.end());
  out.set_definition_changed(difference.definition_changed);
  return out;
}

}  // namespace suyuan::registry
