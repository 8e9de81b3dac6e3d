#ifndef LIBS_METROLOGY_CALENDAR_H_
#define LIBS_METROLOGY_CALENDAR_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

// Legal dates are civil days of Asia/Shanghai, wherever the instrument and
// whatever zone the machine is in: not Asia/Urumqi, not
// the container's UTC.

namespace suyuan::metrology {

// UTC+8, always. The zone's summer times of 1986 to 1991 are left out: a day
// printed on a certificate of then is a civil day already, and no instant of
// those years enters this system.
absl::TimeZone LegalZone();

// The civil day that `instant` falls on in China.
absl::CivilDay LegalDay(absl::Time instant);

// The instants [begin, end) of a civil day in China.
absl::Time BeginOf(absl::CivilDay day);
absl::Time EndOf(absl::CivilDay day);

// 有效期至: usable to the end of that day. 2025-06-30T15:59Z is within a
// validity to 2025-06-30, 16:00Z is not.
bool IsWithinValidity(absl::CivilDay valid_to, absl::Time instant);

// The same day `months` later (earlier where negative), or that month's last
// day if it is shorter: January 31 plus one month is February 28 or 29.
absl::CivilDay MonthsLater(absl::CivilDay day, int months);

// The last usable day of a period of `months` that begins on `start`: usual
// practice is date + period - 1 day, so a year from 2024-03-11 ends on
// 2025-03-10.
absl::CivilDay LastDayOfPeriod(absl::CivilDay start, int months);

// A closed span of days; an absent end is open.
struct DaySpan {
  absl::optional<absl::CivilDay> from;
  absl::optional<absl::CivilDay> to;

  bool Contains(absl::CivilDay day) const;
  bool Contains(const DaySpan& other) const;
  bool Overlaps(const DaySpan& other) const;
};

// "2025-06-30": four, two and two digits of a day that exists, years 1900 to
// 2999. DATE_INVALID with the text and what is wrong (no 30th of February; 13
// is no month). O(1).
absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text);

// xs:date: as ParseDate, with an optional zone (Z, +08:00) that is checked and
// dropped: a document's date is the day it prints.
absl::StatusOr<absl::CivilDay> ParseXmlDate(absl::string_view text);

// "2025-06-30".
std::string FormatDate(absl::CivilDay day);

// A span of calendar time as ISO 8601 and xs:duration write it: P1Y6M, P30D,
// PT12H. Months and days do not convert into each other.
struct CalendarPeriod {
  int months = 0;  // years are twelve
  int days = 0;    // weeks are seven
  absl::Duration time;

  friend bool operator==(const CalendarPeriod&,
                         const CalendarPeriod&) = default;
};

// Not negative, at least one part, at most 200 years; weeks (P2W) stand alone;
// only seconds may have a fraction. DURATION_INVALID with the place.
absl::StatusOr<CalendarPeriod> ParsePeriod(absl::string_view text);

// "P1Y6M2DT3H". "P0D" for none.
std::string FormatPeriod(const CalendarPeriod& period);

// Months first, then days and whole days of the time (xs:dateTime rules).
absl::CivilDay Later(absl::CivilDay day, const CalendarPeriod& period);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_CALENDAR_H_
