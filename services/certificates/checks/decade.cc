#include "services/certificates/checks/decade.h"

#include <cmath>
#include <optional>

namespace suyuan::certificates::checks {
namespace {

constexpr double kTellingSteps = 10;

bool IsThousandfold(double a, double b, const Thresholds& thresholds) {
  if (a == 0 || b == 0) return false;
  const double decades = std::abs(std::log10(std::abs(a / b)));
  return std::abs(decades - 3) <= thresholds.decade_width;
}

// The ratio is told by digits that are there: a difference of few steps of the
// last digit could be anything.
bool IsSlipInItself(const CheckedResult& r, const Thresholds& thresholds) {
  const std::optional<double> steps = r.StepsOff();
  if (!steps.has_value() || !r.error.has_value()) return false;
  const double difference = r.indication->value() - r.value->value();
  return std::abs(*steps) >= kTellingSteps &&
         IsThousandfold(difference, r.error->value(), thresholds);
}

const Visit* NewestBefore(const ArtefactHistory& history, const Visit& visit) {
  const Visit* newest = nullptr;
  for (const Visit& other : history.visits) {
    if (other.certificate != visit.certificate && other.end <= visit.end) {
      newest = &other;
    }
  }
  return newest;
}

bool IsSlip(const HistoryPoint& now, const HistoryPoint& before,
            const Thresholds& thresholds) {
  const bool is_range_change =
      now.standard_uncertainty > 0 && before.standard_uncertainty > 0 &&
      IsThousandfold(now.standard_uncertainty, before.standard_uncertainty,
                     thresholds);
  return now.key == before.key && now.unit == before.unit &&
         IsThousandfold(now.value, before.value, thresholds) &&
         !is_range_change;
}

}  // namespace

std::vector<Finding> CheckDecadeInItself(const CheckedCertificate& c,
                                         const Thresholds& thresholds) {
  Finding finding = FindingOn(c, "A_DECADE", c.id.text(), FindingKind::kAnomaly,
                              Severity::kMinor);
  for (const CheckedResult& result : c.results) {
    if (finding.points.size() == Finding::kMostNamed) break;
    if (!IsSlipInItself(result, thresholds)) continue;
    if (finding.points.empty()) {
      finding.figures = {
          FigureOf("printed_error", result.error->value()),
          FigureOf("indication_less_value",
                   result.indication->value() - result.value->value())};
    }
    finding.points.push_back(result.id);
  }
  if (finding.points.empty()) return {};
  return {std::move(finding)};
}

std::vector<Finding> CheckDecade(const CheckedCertificate& c,
                                 const Visit& visit,
                                 const ArtefactHistory& history,
                                 const Thresholds& thresholds) {
  const Visit* before = NewestBefore(history, visit);
  if (before == nullptr) return {};
  for (const HistoryPoint& now : visit.points) {
    for (const HistoryPoint& then : before->points) {
      if (!now.is_measure || !IsSlip(now, then, thresholds)) continue;
      Finding finding = FindingOn(c, "A_DECADE", c.id.text(),
                                  FindingKind::kAnomaly, Severity::kMinor);
      finding.certificates.push_back(IdOf(*before));
      finding.figures = {FigureOf("value", now.value),
                         FigureOf("earlier_value", then.value)};
      return {std::move(finding)};
    }
  }
  return {};
}

}  // namespace suyuan::certificates::checks
