#include "services/certificates/convert/check_remote_link.h"

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/metrology/calendar.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::Timestamp;

constexpr int kMostSpells = 1000;
constexpr int kMostComparisons = 20000;

absl::Time InstantOf(const Timestamp& from) {
  return absl::FromUnixSeconds(from.seconds()) +
         absl::Nanoseconds(from.nanos());
}

std::string Shown(absl::Time instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", instant, absl::UTCTimeZone());
}

// True where it is an instant.
bool CheckInstant(const FieldPath& path, const Timestamp& from,
                  Violations& found) {
  static const absl::Time first =
      metrology::BeginOf(absl::CivilDay(1900, 1, 1));
  static const absl::Time last = metrology::EndOf(absl::CivilDay(2999, 12, 31));
  constexpr int kNanosInSecond = 1000000000;
  if (from.nanos() >= 0 && from.nanos() < kNanosInSecond &&
      InstantOf(from) >= first && InstantOf(from) < last) {
    return true;
  }
  found.Add(path, absl::StrCat(from.seconds(), " s and ", from.nanos(), " ns"),
            "an instant of the years 1900 to 2999");
  return false;
}

// In order and after one another; only the last has no end.
void CheckSpells(const FieldPath& path, const v1::RemoteLink& link,
                 Violations& found) {
  absl::Time free_from = absl::InfinitePast();
  for (int i = 0; i < link.spells_size(); ++i) {
    const v1::RemoteLinkSpell& spell = link.spells(i);
    const FieldPath from = path.At(i).Field("from");
    const FieldPath to = path.At(i).Field("to");
    if (!spell.has_from()) {
      found.AddMissing(from, "the instant at which the link came up");
      continue;
    }
    if (!CheckInstant(from, spell.from(), found)) continue;
    const absl::Time begin = InstantOf(spell.from());
    if (begin < free_from) {
      found.Add(from, Shown(begin),
                free_from == absl::InfiniteFuture()
                    ? "no spell after one that has no end"
                    : absl::StrCat("not before ", Shown(free_from)));
    }
    free_from = absl::InfiniteFuture();
    if (!spell.has_to() || !CheckInstant(to, spell.to(), found)) continue;
    free_from = InstantOf(spell.to());
    if (free_from <= begin) {
      found.Add(to, Shown(free_from), absl::StrCat("after ", Shown(begin)));
    }
  }
}

void CheckComparisons(const FieldPath& path, const v1::RemoteLink& link,
                      Violations& found) {
  absl::Time last = absl::InfinitePast();
  for (int i = 0; i < link.comparisons_size(); ++i) {
    const v1::RemoteLinkComparison& one = link.comparisons(i);
    const FieldPath at = path.At(i);
    found.CheckDecimal(at.Field("difference"), one.difference());
    found.CheckNotNegative(at.Field("standard_uncertainty"),
                           one.standard_uncertainty());
    const FieldPath time = at.Field("time");
    if (!one.has_time()) {
      found.AddMissing(time, "the instant of the comparison");
      continue;
    }
    if (!CheckInstant(time, one.time(), found)) continue;
    const absl::Time instant = InstantOf(one.time());
    if (instant <= last) {
      found.Add(time, Shown(instant), absl::StrCat("after ", Shown(last)));
    }
    last = instant;
  }
}

// A month is no time of known length.
void CheckGap(const FieldPath& path, const std::string& text,
              Violations& found) {
  if (text.empty()) {
    return found.AddMissing(path, "a period of time (PT24H)");
  }
  const absl::StatusOr<metrology::CalendarPeriod> gap =
      metrology::ParsePeriod(text);
  if (!gap.ok()) return found.Add(path, gap.status());
  if (gap->months != 0 ||
      (gap->days == 0 && gap->time == absl::ZeroDuration())) {
    found.Add(path, text, "days, hours, minutes or seconds, above 0");
  }
}

}  // namespace

void CheckRemoteLink(const FieldPath& path, const v1::RemoteLink& link,
                     Violations& found) {
  const FieldPath spells = path.Field("spells");
  const FieldPath comparisons = path.Field("comparisons");
  if (link.spells().empty()) found.AddMissing(spells, "at least one spell");
  found.CheckCount(spells, link.spells_size(), kMostSpells);
  found.CheckCount(comparisons, link.comparisons_size(), kMostComparisons);
  CheckSpells(spells, link, found);
  CheckComparisons(comparisons, link, found);
  CheckGap(path.Field("maximum_gap"), link.maximum_gap(), found);
  found.CheckUnit(path.Field("unit"), link.unit());
  if (!link.unit().empty()) return;
  for (const v1::RemoteLinkComparison& one : link.comparisons()) {
    if (one.difference().empty() && one.standard_uncertainty().empty()) {
      continue;
    }
    return found.AddMissing(path.Field("unit"),
                            "the D-SI unit of the comparisons");
  }
}

}  // namespace suyuan::certificates
