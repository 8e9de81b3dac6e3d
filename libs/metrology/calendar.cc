#include "libs/metrology/calendar.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/text/display.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2999;
constexpr int kMostMonths = 200 * 12;
constexpr int kMostDays = 200 * 366;

absl::Status Invalid(absl::string_view text, absl::string_view what,
                     absl::string_view reason) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          "'", text::Truncate(text::ReplaceBadBytes(text), 60), "': ", what)),
      reason);
}

absl::Status NoDate(absl::string_view text, absl::string_view what) {
  return Invalid(text, what, "DATE_INVALID");
}

absl::Status NoPeriod(absl::string_view text, absl::string_view what) {
  return Invalid(text, what, "DURATION_INVALID");
}

bool IsDigit(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c));
}

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

bool IsZone(absl::string_view zone) {
  if (zone.empty() || zone == "Z") return true;
  int hours = 0;
  int minutes = 0;
  return zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') &&
         zone[3] == ':' && AllDigits(zone.substr(1, 2)) &&
         AllDigits(zone.substr(4, 2)) &&
         absl::SimpleAtoi(zone.substr(1, 2), &hours) &&
         absl::SimpleAtoi(zone.substr(4, 2), &minutes) && minutes < 60 &&
         hours * 60 + minutes <= 14 * 60;
}

}  // namespace

absl::TimeZone LegalZone() { return absl::FixedTimeZone(8 * 60 * 60); }

absl::CivilDay LegalDay(absl::Time instant) {
  return absl::ToCivilDay(instant, LegalZone());
}

absl::Time BeginOf(absl::CivilDay day) {
  return absl::FromCivil(day, LegalZone());
}

absl::Time EndOf(absl::CivilDay day) { return BeginOf(day + 1); }

bool IsWithinValidity(absl::CivilDay valid_to, absl::Time instant) {
  return instant < EndOf(valid_to);
}

absl::CivilDay MonthsLater(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

absl::CivilDay LastDayOfPeriod(absl::CivilDay start, int months) {
  return MonthsLater(start, months) - 1;
}

bool DaySpan::Contains(absl::CivilDay day) const {
  return (!from || *from <= day) && (!to || day <= *to);
}

bool DaySpan::Contains(const DaySpan& other) const {
  const bool from_holds = !from || (other.from && *from <= *other.from);
  const bool to_holds = !to || (other.to && *other.to <= *to);
  return from_holds && to_holds;
}

bool DaySpan::Overlaps(const DaySpan& other) const {
  const bool begins = !from || !other.to || *from <= *other.to;
  const bool ends = !to || !other.from || *other.from <= *to;
  return begins && ends;
}

absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text) {
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-' &&
                      AllDigits(text.substr(0, 4)) &&
                      AllDigits(text.substr(5, 2)) &&
                      AllDigits(text.substr(8, 2));
  int year = 0;
  int month = 0;
  int day = 0;
  if (!shaped || !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return NoDate(text, "a date YYYY-MM-DD is wanted");
  }
  if (year < kFirstYear || year > kLastYear) {
    return NoDate(text, absl::StrCat("year ", year, "; ", kFirstYear, " to ",
                                     kLastYear, " is wanted"));
  }
  if (month < 1 || month > 12) {
    return NoDate(text, absl::StrCat("month ", month, "; 1 to 12 is wanted"));
  }
  const absl::CivilDay last =
      absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1;
  if (day < 1 || day > last.day()) {
    return NoDate(text, absl::StrFormat("day %d; %d-%02d has days 1 to %d", day,
                                        year, month, last.day()));
  }
  return absl::CivilDay(year, month, day);
}

absl::StatusOr<absl::CivilDay> ParseXmlDate(absl::string_view text) {
  const absl::string_view zone =
      text.size() > 10 ? text.substr(10) : absl::string_view();
  if (!IsZone(zone)) {
    return NoDate(text, absl::StrCat("'", text::ReplaceBadBytes(zone),
                                     "' is no zone; Z or +hh:mm is wanted"));
  }
  return ParseDate(text.substr(0, 10));
}

std::string FormatDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

namespace {

// One "12Y" of a period.
struct Part {
  absl::string_view digits;
  char letter = 0;
};

absl::StatusOr<Part> TakePart(absl::string_view* rest,
                              absl::string_view whole) {
  size_t end = 0;
  while (end < rest->size() && (IsDigit((*rest)[end]) || (*rest)[end] == '.')) {
    ++end;
  }
  if (end == 0 || end == rest->size()) {
    return NoPeriod(whole, "a number with a letter behind it is wanted");
  }
  const Part part = {rest->substr(0, end), (*rest)[end]};
  rest->remove_prefix(end + 1);
  return part;
}

absl::StatusOr<int> Whole(const Part& part, absl::string_view whole) {
  int number = 0;
  if (!AllDigits(part.digits) || !absl::SimpleAtoi(part.digits, &number) ||
      number > 10000000) {
    return NoPeriod(
        whole, absl::StrCat("'", part.digits, "' is no whole number in range"));
  }
  return number;
}

absl::Status AddDatePart(const Part& part, absl::string_view whole,
                         CalendarPeriod* period) {
  SUYUAN_ASSIGN_OR_RETURN(const int number, Whole(part, whole));
  switch (part.letter) {
    case 'Y':
      period->months += std::min(number, kMostMonths) * 12;
      return absl::OkStatus();
    case 'M':
      period->months += number;
      return absl::OkStatus();
    case 'D':
      period->days += number;
      return absl::OkStatus();
    default:
      return NoPeriod(whole, "Y, M or D is wanted before T");
  }
}

absl::Status AddTimePart(const Part& part, absl::string_view whole,
                         CalendarPeriod* period) {
  if (part.letter == 'S') {
    double seconds = 0;
    if (part.digits.front() == '.' || part.digits.back() == '.' ||
        !absl::SimpleAtod(part.digits, &seconds) || seconds > 1e10) {
      return NoPeriod(whole, "no number of seconds");
    }
    period->time += absl::Seconds(seconds);
    return absl::OkStatus();
  }
  SUYUAN_ASSIGN_OR_RETURN(const int number, Whole(part, whole));
  if (part.letter == 'H') {
    period->time += absl::Hours(number);
  } else if (part.letter == 'M') {
    period->time += absl::Minutes(number);
  } else {
    return NoPeriod(whole, "H, M or S is wanted after T");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CalendarPeriod> ParsePeriod(absl::string_view text) {
  absl::string_view rest = text;
  if (!absl::ConsumePrefix(&rest, "P") || rest.empty()) {
    return NoPeriod(text, "a period such as P1Y6M or P30D is wanted");
  }
  CalendarPeriod period;
  if (rest.back() == 'W') {
    SUYUAN_ASSIGN_OR_RETURN(
        const int weeks,
        Whole({.digits = rest.substr(0, rest.size() - 1)}, text));
    period.days = std::min(weeks, kMostDays) * 7;
    rest = "";
  }
  constexpr absl::string_view kOrder = "YMDTHMS";
  size_t next = 0;
  bool in_time = false;
  while (!rest.empty()) {
    if (!in_time && absl::ConsumePrefix(&rest, "T")) {
      in_time = true;
      next = kOrder.find('T') + 1;
      if (rest.empty()) return NoPeriod(text, "nothing stands after T");
      continue;
    }
    SUYUAN_ASSIGN_OR_RETURN(const Part part, TakePart(&rest, text));
    SUYUAN_RETURN_IF_ERROR(in_time ? AddTimePart(part, text, &period)
                                   : AddDatePart(part, text, &period));
    const size_t place = kOrder.find(part.letter, next);
    if (place == absl::string_view::npos ||
        (!in_time && place > kOrder.find('T'))) {
      return NoPeriod(text, absl::StrCat("'", std::string(1, part.letter),
                                         "' is out of order or twice"));
    }
    next = place + 1;
  }
  if (period.months > kMostMonths || period.days > kMostDays ||
      period.time > absl::Hours(24) * kMostDays) {
    return NoPeriod(text, "longer than 200 years");
  }
  return period;
}

std::string FormatPeriod(const CalendarPeriod& period) {
  if (period == CalendarPeriod()) return "P0D";
  std::string text = "P";
  const auto add = [&text](int64_t number, absl::string_view letter) {
    if (number != 0) absl::StrAppend(&text, number, letter);
  };
  add(period.months / 12, "Y");
  add(period.months % 12, "M");
  add(period.days, "D");
  if (period.time == absl::ZeroDuration()) return text;
  absl::StrAppend(&text, "T");
  absl::Duration rest = period.time;
  add(absl::IDivDuration(rest, absl::Hours(1), &rest), "H");
  add(absl::IDivDuration(rest, absl::Minutes(1), &rest), "M");
  if (rest != absl::ZeroDuration()) {
    absl::StrAppend(&text, absl::ToDoubleSeconds(rest), "S");
  }
  return text;
}

absl::CivilDay Later(absl::CivilDay day, const CalendarPeriod& period) {
  absl::Duration rest;
  const int64_t whole_days =
      absl::IDivDuration(period.time, absl::Hours(24), &rest);
  return MonthsLater(day, period.months) + period.days + whole_days;
}

}  // namespace suyuan::metrology
