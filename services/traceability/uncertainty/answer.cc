#include "services/traceability/uncertainty/answer.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/uncertainty.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/uncertainty/notes.h"

namespace suyuan::traceability {
namespace {

constexpr int kMostContributions = 200;

using Contributed = v1::UncertaintyContribution;
using Distribution = certificates::v1::BudgetComponent;

Contributed::Kind ToProto(SourceKind kind) {
  switch (kind) {
    case SourceKind::kStated:
      return Contributed::KIND_STATED;
    case SourceKind::kClass:
      return Contributed::KIND_CLASS;
    case SourceKind::kBudget:
      return Contributed::KIND_BUDGET;
    case SourceKind::kRemainder:
      return Contributed::KIND_REMAINDER;
    case SourceKind::kDrift:
      return Contributed::KIND_DRIFT;
    case SourceKind::kLink:
      return Contributed::KIND_LINK;
  }
  return Contributed::KIND_UNSPECIFIED;
}

Distribution::Distribution ToProto(InputDistribution distribution) {
  switch (distribution) {
    case InputDistribution::kNormal:
      return Distribution::DISTRIBUTION_NORMAL;
    case InputDistribution::kRectangular:
      return Distribution::DISTRIBUTION_RECTANGULAR;
    case InputDistribution::kTriangular:
      return Distribution::DISTRIBUTION_TRIANGULAR;
    case InputDistribution::kUShaped:
      return Distribution::DISTRIBUTION_U_SHAPED;
    case InputDistribution::kStudentT:
      return Distribution::DISTRIBUTION_STUDENT_T;
    case InputDistribution::kUnspecified:
      return Distribution::DISTRIBUTION_UNSPECIFIED;
  }
  return Distribution::DISTRIBUTION_UNSPECIFIED;
}

metrology::InputShape ToShape(InputDistribution distribution) {
  switch (distribution) {
    case InputDistribution::kRectangular:
      return metrology::InputShape::kRectangular;
    case InputDistribution::kTriangular:
      return metrology::InputShape::kTriangular;
    case InputDistribution::kUShaped:
      return metrology::InputShape::kUShaped;
    case InputDistribution::kStudentT:
      return metrology::InputShape::kStudentT;
    default:
      return metrology::InputShape::kNormal;
  }
}

void SetText(metrology::v1::LocalizedText& out, absl::string_view zh,
             absl::string_view en) {
  if (!zh.empty()) (*out.mutable_texts())["zh"] = std::string(zh);
  if (!en.empty()) (*out.mutable_texts())["en"] = std::string(en);
}

std::string ReferenceId(const Graph& graph, ReferenceIndex reference) {
  return reference == kNone
             ? std::string()
             : std::string(graph.text(graph.reference(reference).id));
}

const CertificateRow& CertificateOf(const Graph& graph, ResultIndex result) {
  return graph.certificate(graph.result(result).certificate);
}

template <typename Note>
void FillNote(const Graph& graph, const Note& note, v1::UncertaintyNote& out) {
  const NoteText text = TextOf(note.kind);
  out.set_code(std::string(text.code));
  out.set_certificate(
      std::string(graph.text(CertificateOf(graph, note.result).name)));
  out.set_result_id(std::string(graph.text(graph.result(note.result).id)));
  out.set_reference_id(ReferenceId(graph, note.reference));
  SetText(*out.mutable_message(), text.zh, text.en);
}

void FillContribution(const Graph& graph, const UncertaintySource& source,
                      const Contribution& one, double factor,
                      Contributed& out) {
  out.set_kind(ToProto(source.kind));
  const CertificateRow& certificate = CertificateOf(graph, source.result);
  out.set_certificate(std::string(graph.text(certificate.name)));
  out.set_number(std::string(graph.text(certificate.printed_number)));
  out.set_result_id(std::string(graph.text(graph.result(source.result).id)));
  out.set_reference_id(ReferenceId(graph, source.reference));
  if (source.component != nullptr) {
    out.set_component_id(source.component->id);
    SetText(*out.mutable_title(), source.component->title_zh,
            source.component->title_en);
  }
  out.set_amount(NumberText(one.amount / factor));
  out.set_exact(std::isinf(source.degrees_of_freedom));
  if (!out.exact()) {
    out.set_degrees_of_freedom(NumberText(source.degrees_of_freedom));
  }
  out.set_distribution(ToProto(source.distribution));
  out.set_paths(one.paths);
}

void FillContributions(const Graph& graph, const Recomputation& all,
                       const RecomputedResult& result, double factor,
                       v1::RecomputedUncertainty& out) {
  const double variance =
      result.standard_uncertainty * result.standard_uncertainty;
  // Where any two correlate, the parts of the variance are nobody's own.
  const bool shares =
      variance > 0 && CorrelationsAmong(all, result.contributions).empty();
  for (const Contribution& one : result.contributions) {
    if (out.contributions_size() == kMostContributions) break;
    Contributed& to = *out.add_contributions();
    FillContribution(graph, all.sources[one.source], one, factor, to);
    if (shares) to.set_share(NumberText(one.amount * one.amount / variance));
  }
  out.set_more(static_cast<int32_t>(result.contributions.size()) -
               out.contributions_size());
}

void FillStated(const Graph& graph, const ResultRow& row,
                v1::RecomputedUncertainty& out) {
  const auto printed = graph.list({row.printed, 5});
  out.set_value(std::string(graph.text(printed[0])));
  out.set_unit(std::string(graph.text(printed[1])));
  const absl::string_view expanded = graph.text(printed[2]);
  const absl::string_view standard = graph.text(printed[4]);
  if (expanded.empty() && standard.empty()) return;
  metrology::v1::Uncertainty& stated = *out.mutable_stated();
  stated.set_expanded(std::string(expanded));
  stated.set_coverage_factor(std::string(graph.text(printed[3])));
  stated.set_standard(std::string(standard));
}

void FillCombined(const Recomputation& all, const RecomputedResult& result,
                  double probability, double factor,
                  metrology::v1::Uncertainty& out) {
  const double u = result.standard_uncertainty / factor;
  out.set_standard(NumberText(u));
  const auto degrees = metrology::DegreesOfFreedom::From(
      EffectiveDegreesOfFreedom(all, result.contributions));
  if (!degrees.ok()) return;
  if (!degrees->IsInfinite()) {
    out.set_degrees_of_freedom(NumberText(degrees->value()));
  }
  const auto k =
      metrology::CoverageFactorFor(probability, degrees->Truncated());
  if (!k.ok()) return;
  out.set_coverage_factor(metrology::FormatToDigit(k->value(), -2));
  out.set_coverage_probability(absl::StrFormat("%.6g", probability));
  out.set_expanded(NumberText(k->value() * u));
}

absl::optional<SimulationInputs> InputsOf(const Recomputation& all,
                                          const RecomputedResult& result,
                                          double estimate, double factor) {
  SimulationInputs out;
  out.estimate = estimate;
  for (const Contribution& one : result.contributions) {
    const UncertaintySource& source = all.sources[one.source];
    metrology::RandomInput input;
    input.amount = one.amount / factor;
    input.shape = ToShape(source.distribution);
    const auto degrees =
        metrology::DegreesOfFreedom::From(source.degrees_of_freedom);
    if (degrees.ok()) input.degrees_of_freedom = *degrees;
    out.inputs.push_back(input);
  }
  out.correlations = CorrelationsAmong(all, result.contributions);
  return out;
}

// To four digits of the uncertainty.
std::string ToDigitsOf(double u, double value) {
  if (!(u > 0)) return absl::StrFormat("%.15g", value);
  return metrology::FormatToDigit(
      value, static_cast<int>(std::floor(std::log10(u))) - 3);
}

void FillInterval(const metrology::CoverageInterval& interval, double u,
                  v1::UncertaintyInterval& out) {
  out.set_low(ToDigitsOf(u, interval.low));
  out.set_high(ToDigitsOf(u, interval.high));
}

}  // namespace

absl::optional<SimulationInputs> FillRecomputed(
    const Graph& graph, const Recomputation& all,
    const RecomputedResult& result, double probability, UnitReader& units,
    v1::RecomputedUncertainty& out) {
  const ResultRow& row = graph.result(result.result);
  const CertificateRow& certificate = graph.certificate(row.certificate);
  out.set_certificate(std::string(graph.text(certificate.name)));
  out.set_number(std::string(graph.text(certificate.printed_number)));
  out.set_result_id(std::string(graph.text(row.id)));
  FillStated(graph, row, out);
  for (const Gap& gap : result.gaps) FillNote(graph, gap, *out.add_missing());
  for (const Assumption& one : result.assumptions) {
    FillNote(graph, one, *out.add_assumed());
  }
  const UnitValue unit = units.Read(out.unit());
  const double u = result.standard_uncertainty;
  if (!unit.dimension || std::isnan(u)) return absl::nullopt;
  out.set_complete(result.complete());
  FillCombined(all, result, probability, unit.factor,
               *out.mutable_recomputed());
  if (row.standard_uncertainty > 0) {
    out.set_ratio(NumberText(u / row.standard_uncertainty));
  }
  FillContributions(graph, all, result, unit.factor, out);
  double estimate;
  if (!absl::SimpleAtod(out.value(), &estimate) || !std::isfinite(estimate)) {
    return absl::nullopt;
  }
  return InputsOf(all, result, estimate, unit.factor);
}

void FillSimulated(const metrology::MonteCarloResult& result, uint64_t seed,
                   v1::SimulatedUncertainty& out) {
  const double u = result.standard_uncertainty;
  out.set_trials(result.trials);
  out.set_seed(seed);
  out.set_mean(ToDigitsOf(u, result.mean));
  out.set_standard_uncertainty(NumberText(u));
  FillInterval(result.symmetric, u, *out.mutable_symmetric());
  FillInterval(result.shortest, u, *out.mutable_shortest());
  out.set_stable(result.stable);
}

}  // namespace suyuan::traceability
