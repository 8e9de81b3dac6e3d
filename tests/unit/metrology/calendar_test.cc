#include "libs/metrology/calendar.h"

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using absl::CivilDay;
using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;

absl::Time Instant(absl::string_view text) {
  absl::Time time;
  std::string error;
  REQUIRE(absl::ParseTime(absl::RFC3339_full, text, &time, &error));
  return time;
}

TEST_CASE("有效期至 is the last usable day, in China's time (vector 11)") {
  const CivilDay valid_to(2025, 6, 30);
  CHECK(IsWithinValidity(valid_to, Instant("2025-06-30T15:59:00Z")));
  CHECK(IsWithinValidity(valid_to, Instant("2025-06-30T15:59:59.999Z")));
  CHECK_FALSE(IsWithinValidity(valid_to, Instant("2025-06-30T16:00:00Z")));
  CHECK_FALSE(IsWithinValidity(valid_to, Instant("2025-06-30T16:30:00Z")));
}

TEST_CASE("A legal day begins and ends at midnight in Shanghai") {
  CHECK(LegalDay(Instant("2025-06-30T15:59:59Z")) == CivilDay(2025, 6, 30));
  CHECK(LegalDay(Instant("2025-06-30T16:00:00Z")) == CivilDay(2025, 7, 1));
  CHECK(BeginOf(CivilDay(2025, 7, 1)) == Instant("2025-06-30T16:00:00Z"));
  CHECK(EndOf(CivilDay(2025, 6, 30)) == BeginOf(CivilDay(2025, 7, 1)));
  // Summer time of 1988 is left out on purpose.
  CHECK(LegalDay(Instant("1988-07-01T15:30:00Z")) == CivilDay(1988, 7, 1));
}

TEST_CASE("A month later is the same day or the last of a shorter month") {
  struct Case {
    CivilDay day;
    int months;
    CivilDay later;
  };
  const auto c = GENERATE(values<Case>({
      {CivilDay(2024, 3, 11), 12, CivilDay(2025, 3, 11)},
      {CivilDay(2024, 1, 31), 1, CivilDay(2024, 2, 29)},
      {CivilDay(2025, 1, 31), 1, CivilDay(2025, 2, 28)},
      {CivilDay(2024, 2, 29), 12, CivilDay(2025, 2, 28)},
      {CivilDay(2024, 2, 29), 48, CivilDay(2028, 2, 29)},
      {CivilDay(2024, 10, 31), 4, CivilDay(2025, 2, 28)},
      {CivilDay(2024, 3, 31), -1, CivilDay(2024, 2, 29)},
      {CivilDay(2024, 1, 15), -1, CivilDay(2023, 12, 15)},
      {CivilDay(2024, 5, 5), 0, CivilDay(2024, 5, 5)},
  }));
  CHECK(MonthsLater(c.day, c.months) == c.later);
}

TEST_CASE("A year's period ends the day before its anniversary") {
  CHECK(LastDayOfPeriod(CivilDay(2024, 3, 11), 12) == CivilDay(2025, 3, 10));
  CHECK(LastDayOfPeriod(CivilDay(2024, 3, 1), 6) == CivilDay(2024, 8, 31));
}

TEST_CASE("A span holds its first and last day and none beside") {
  const DaySpan year = {CivilDay(2024, 1, 1), CivilDay(2024, 12, 31)};
  CHECK(year.Contains(CivilDay(2024, 1, 1)));
  CHECK(year.Contains(CivilDay(2024, 12, 31)));
  CHECK_FALSE(year.Contains(CivilDay(2023, 12, 31)));
  CHECK_FALSE(year.Contains(CivilDay(2025, 1, 1)));
  const DaySpan open;
  CHECK(open.Contains(CivilDay(1900, 1, 1)));
  CHECK(open.Contains(year));
  CHECK_FALSE(year.Contains(open));
  CHECK(year.Contains(year));
  CHECK_FALSE(year.Contains({CivilDay(2024, 1, 1), absl::nullopt}));
  CHECK(year.Overlaps({CivilDay(2024, 12, 31), absl::nullopt}));
  CHECK_FALSE(year.Overlaps({CivilDay(2025, 1, 1), absl::nullopt}));
  CHECK(year.Overlaps({absl::nullopt, CivilDay(2024, 1, 1)}));
  CHECK_FALSE(year.Overlaps({absl::nullopt, CivilDay(2023, 12, 31)}));
}

TEST_CASE("A date is read strictly and printed back") {
  CHECK(ParseDate("2024-02-29").value() == CivilDay(2024, 2, 29));
  CHECK(FormatDate(CivilDay(2024, 2, 29)) == "2024-02-29");
  CHECK_THAT(StatusOf(ParseDate("1900-01-01")), IsOk());
  CHECK_THAT(StatusOf(ParseDate("2999-12-31")), IsOk());
  struct Case {
    const char* text;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"2025-02-29", "day 29; 2025-02 has days 1 to 28"},
      {"2025-04-31", "days 1 to 30"},
      {"2025-01-00", "days 1 to 31"},
      {"2025-13-01", "month 13; 1 to 12"},
      {"2025-00-01", "month 0"},
      {"1899-12-31", "year 1899"},
      {"3000-01-01", "year 3000"},
      {"2025-6-30", "YYYY-MM-DD"},
      {"20250630", "YYYY-MM-DD"},
      {"2025/06/30", "YYYY-MM-DD"},
      {"2025-06-30T00:00:00", "YYYY-MM-DD"},
      {"", "YYYY-MM-DD"},
      {"-025-06-30", "YYYY-MM-DD"},
      {"2025年6月", "YYYY-MM-DD"},
  }));
  CAPTURE(c.text);
  const absl::Status failed = StatusOf(ParseDate(c.text));
  CHECK_THAT(failed, HasReason("DATE_INVALID"));
  CHECK_THAT(std::string(failed.message()), Catch::Contains(c.message));
}

TEST_CASE("A date in XML may carry a zone, which moves no day") {
  for (const char* text :
       {"2025-06-30", "2025-06-30Z", "2025-06-30+08:00", "2025-06-30-14:00"}) {
    CAPTURE(text);
    CHECK(ParseXmlDate(text).value() == CivilDay(2025, 6, 30));
  }
  for (const char* text : {"2025-06-30+14:01", "2025-06-30+8:00", "2025-06-30z",
                           "2025-06-30+08:60", "2025-06-3Z"}) {
    CAPTURE(text);
    CHECK_THAT(StatusOf(ParseXmlDate(text)), HasReason("DATE_INVALID"));
  }
}

TEST_CASE("A period is read from ISO 8601 and written back") {
  struct Case {
    const char* text;
    CalendarPeriod period;
    const char* written;
  };
  const auto c = GENERATE(values<Case>({
      {"P1Y", {12, 0, {}}, "P1Y"},
      {"P12M", {12, 0, {}}, "P1Y"},
      {"P1Y6M", {18, 0, {}}, "P1Y6M"},
      {"P30D", {0, 30, {}}, "P30D"},
      {"P2W", {0, 14, {}}, "P14D"},
      {"PT12H", {0, 0, absl::Hours(12)}, "PT12H"},
      {"P1DT2H3M4.5S",
       {0, 1, absl::Hours(2) + absl::Minutes(3) + absl::Seconds(4.5)},
       "P1DT2H3M4.5S"},
      {"P0D", {}, "P0D"},
      {"PT1M", {0, 0, absl::Minutes(1)}, "PT1M"},
      {"P200Y", {2400, 0, {}}, "P200Y"},
  }));
  CAPTURE(c.text);
  CHECK(ParsePeriod(c.text).value() == c.period);
  CHECK(FormatPeriod(c.period) == c.written);
}

TEST_CASE("What is no period is refused with the place") {
  const auto text = GENERATE(
      "", "P", "1Y", "PT", "P1", "PY", "-P1Y", "P1.5Y", "P1M1Y", "P1Y1Y", "P1H",
      "PT1D", "P1YT", "P1D2W", "P201Y", "P2401M", "PT1S1S", "PT1.S", "PT.5S",
      "p1y", "P1Y ", "P99999999999Y", "P1W1D", "PT1Y", "P1S");
  CAPTURE(text);
  CHECK_THAT(StatusOf(ParsePeriod(text)), HasReason("DURATION_INVALID"));
}

TEST_CASE("Months are added before days") {
  const CivilDay day(2024, 1, 31);
  CHECK(Later(day, ParsePeriod("P1M1D").value()) == CivilDay(2024, 3, 1));
  CHECK(Later(day, ParsePeriod("PT49H").value()) == CivilDay(2024, 2, 2));
}

}  // namespace
}  // namespace suyuan::metrology
