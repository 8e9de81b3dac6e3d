#include "services/traceability/convert/remote_link.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "libs/metrology/calendar.h"

namespace suyuan::traceability {
namespace {

namespace certs = certificates::v1;

absl::Duration GapOf(const std::string& text) {
  const auto period = metrology::ParsePeriod(text);
  if (!period.ok() || period->months != 0) return absl::ZeroDuration();
  return period->days * absl::Hours(24) + period->time;
}

RemoteLinkFacts::Comparison ToComparison(
    const certs::RemoteLinkComparison& from, const UnitValue& unit) {
  RemoteLinkFacts::Comparison out{InstantOf(from.time()), from.accepted(), {}};
  double u;
  if (unit.dimension && absl::SimpleAtod(from.standard_uncertainty(), &u) &&
      std::isfinite(u) && u >= 0) {
    out.standard_uncertainty = unit.Difference(u);
  }
  return out;
}

}  // namespace

RemoteLinkFacts ToRemoteLink(const certs::RemoteLink& from, UnitReader& units) {
  const UnitValue unit = units.Read(from.unit());
  RemoteLinkFacts out;
  out.maximum_gap = GapOf(from.maximum_gap());
  out.dimension = unit.dimension;
  for (const certs::RemoteLinkSpell& spell : from.spells()) {
    out.spells.push_back(
        {InstantOf(spell.from()),
         spell.has_to() ? InstantOf(spell.to()) : absl::InfiniteFuture()});
  }
  for (const certs::RemoteLinkComparison& one : from.comparisons()) {
    out.comparisons.push_back(ToComparison(one, unit));
  }
  return out;
}

}  // namespace suyuan::traceability
