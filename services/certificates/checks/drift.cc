#include "services/certificates/checks/drift.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace suyuan::certificates::checks {
namespace {

struct Dated {
  double day = 0;
  double value = 0;
  double standard_uncertainty = 0;
};

// How far `now` is off the line through `before`, in standard uncertainties of
// the difference: the scatter about the line, but never less than what the
// values state, carried to the day of `now`.
double DeviationFromDrift(const std::vector<Dated>& before, const Dated& now) {
  const double n = static_cast<double>(before.size());
  double day = 0, value = 0, stated = 0;
  for (const Dated& d : before) {
    day += d.day / n;
    value += d.value / n;
    stated += d.standard_uncertainty * d.standard_uncertainty / n;
  }
  double days = 0, products = 0;
  for (const Dated& d : before) {
    days += (d.day - day) * (d.day - day);
    products += (d.day - day) * (d.value - value);
  }
  const double slope = days > 0 ? products / days : 0;
  double squares = 0;
  for (const Dated& d : before) {
    const double off = d.value - value - slope * (d.day - day);
    squares += off * off;
  }
  const double variance = std::max(n > 2 ? squares / (n - 2) : 0, stated);
  const double carried =
      days > 0 ? (now.day - day) * (now.day - day) / days : 0;
  const double u_squared = variance * (1 / n + carried) +
                           now.standard_uncertainty * now.standard_uncertainty;
  if (u_squared <= 0) return 0;
  const double expected = value + slope * (now.day - day);
  return std::abs(now.value - expected) / std::sqrt(u_squared);
}

double DayOf(const Visit& visit) {
  return static_cast<double>(visit.end - absl::CivilDay());
}

// Values at one point from earlier visits in the state and unit of now.
std::vector<Dated> ValuesBefore(const ArtefactHistory& history,
                                const Visit& visit, const HistoryPoint& now) {
  std::vector<Dated> values;
  for (const Visit& other : history.visits) {
    if (other.certificate == visit.certificate || other.end >= visit.end ||
        other.state != visit.state) {
      continue;
    }
    // A declared adjustment begins a new line.
    if (other.is_adjusted) values.clear();
    for (const HistoryPoint& point : other.points) {
      if (point.key == now.key && point.unit == now.unit &&
          point.standard_uncertainty > 0) {
        values.push_back(
            {DayOf(other), point.value, point.standard_uncertainty});
        break;
      }
    }
  }
  return values;
}

bool IsNewest(const Visit& visit, const ArtefactHistory& history) {
  return std::all_of(
      history.visits.begin(), history.visits.end(),
      [&visit](const Visit& other) { return other.end <= visit.end; });
}

}  // namespace

std::vector<Finding> CheckHiddenAdjustment(const CheckedCertificate& c,
                                           const Visit& visit,
                                           const ArtefactHistory& history,
                                           const Thresholds& thresholds) {
  if (visit.is_adjusted || !IsNewest(visit, history)) return {};
  double worst = 0;
  size_t values = 0;
  for (const HistoryPoint& point : visit.points) {
    if (point.standard_uncertainty <= 0) continue;
    const std::vector<Dated> before = ValuesBefore(history, visit, point);
    if (static_cast<int>(before.size()) < thresholds.drift_values) continue;
    const double deviation = DeviationFromDrift(
        before, {DayOf(visit), point.value, point.standard_uncertainty});
    if (deviation <= worst) continue;
    worst = deviation;
    values = before.size();
  }
  if (worst <= thresholds.drift_uncertainties) return {};
  Finding finding = FindingOn(c, "A_HIDDEN_ADJ", c.id.text(),
                              FindingKind::kAnomaly, Severity::kMinor);
  for (auto other = history.visits.rbegin(); other != history.visits.rend();
       ++other) {
    if (other->certificate != visit.certificate) {
      finding.certificates.push_back(IdOf(*other));
    }
  }
  finding.figures = {FigureOf("standard_uncertainties_off", worst,
                              thresholds.drift_uncertainties),
                     FigureOf("earlier_values", static_cast<double>(values))};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
