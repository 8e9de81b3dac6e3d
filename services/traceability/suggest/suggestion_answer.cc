#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/suggest/convert_suggestion.h"

namespace suyuan::traceability {
namespace {

v1::ChainCandidate::Zone ToProto(Zone zone) {
  switch (zone) {
    case Zone::kCounty:
      return v1::ChainCandidate::ZONE_COUNTY;
    case Zone::kPrefecture:
      return v1::ChainCandidate::ZONE_PREFECTURE;
    case Zone::kRegion:
      return v1::ChainCandidate::ZONE_REGION;
    case Zone::kOutside:
      return v1::ChainCandidate::ZONE_OUTSIDE;
    case Zone::kUnknown:
      return v1::ChainCandidate::ZONE_UNKNOWN;
  }
  return v1::ChainCandidate::ZONE_UNSPECIFIED;
}

// A difference in coherent units, in the unit of the answer; "" for NaN.
std::string InUnit(const UnitValue& unit, double value) {
  return NumberText(value / unit.factor);
}

std::string RatioText(const SuggestionQuestion& question,
                      const StandardNumbers& numbers) {
  if (!question.maximum_permissible_error) return "";
  const double figure = question.ratio.basis_is_mpe
                            ? numbers.maximum_permissible_error
                            : 2 * numbers.standard_uncertainty;
  return NumberText(figure / *question.maximum_permissible_error);
}

void Fill(const AskedSuggestion& asked, const Candidate& candidate,
          v1::ChainCandidate& out) {
  out.set_standard(candidate.standard);
  auto& title = *out.mutable_title()->mutable_texts();
  if (!candidate.title_zh.empty()) title["zh"] = candidate.title_zh;
  if (!candidate.title_en.empty()) title["en"] = candidate.title_en;
  out.set_holder(candidate.holder);
  out.set_division(candidate.division);
  out.set_zone(ToProto(candidate.zone));
  if (candidate.kilometres) {
    out.set_kilometres(std::round(*candidate.kilometres));
  }
  const StandardNumbers& numbers = candidate.numbers;
  out.set_expanded_uncertainty(
      InUnit(asked.unit, 2 * numbers.standard_uncertainty));
  out.set_maximum_permissible_error(
      InUnit(asked.unit, numbers.maximum_permissible_error));
  out.set_from_certificates(numbers.from_certificates);
  out.set_ratio(RatioText(asked.question, numbers));
  out.set_valid_to(DayText(candidate.valid_to));
  if (candidate.chain_judged) {
    out.set_chain_verdict(traceability::ToProto(candidate.chain));
  }
  out.set_expected_verdict(traceability::ToProto(ExpectedOf(candidate)));
  out.set_hops(candidate.hops);
  for (const Finding& finding : candidate.findings) {
    FillFinding(finding, *out.add_checks());
  }
}

void FillAsked(const AskedSuggestion& asked, v1::SuggestChainResponse& out) {
  const SuggestionQuestion& question = asked.question;
  out.mutable_kind()->set_code(question.kind.code);
  for (const auto& [key, value] : question.kind.qualifiers) {
    (*out.mutable_kind()->mutable_qualifiers())[key] = value;
  }
  out.set_unit(asked.unit_text);
  if (!question.maximum_permissible_error) return;
  out.set_maximum_permissible_error(
      InUnit(asked.unit, *question.maximum_permissible_error));
  out.set_ratio(
      absl::StrCat(question.ratio.numerator, "/", question.ratio.denominator));
}

}  // namespace

void FillSuggestion(const AskedSuggestion& asked, const Suggestion& suggestion,
                    v1::SuggestChainResponse& out) {
  FillAsked(asked, out);
  for (const Candidate& c : suggestion.candidates) {
    Fill(asked, c, *out.add_candidates());
  }
  for (const Candidate& c : suggestion.near_misses) {
    Fill(asked, c, *out.add_near_misses());
  }
  for (const FlatOption& option : suggestion.flat) {
    v1::FlatOption& to = *out.add_flat_options();
    Fill(asked, option.candidate, *to.mutable_candidate());
    to.set_hops_saved(option.hops_saved);
    to.set_expanded_uncertainty_saved(
        InUnit(asked.unit, 2 * option.uncertainty_saved));
  }
  out.set_standards(suggestion.standards);
  out.set_suitable(suggestion.suitable);
  out.set_suitable_outside(suggestion.suitable_outside);
  out.set_not_judged(suggestion.not_judged);
}

}  // namespace suyuan::traceability
