#include "services/credit/fact.h"

#include <array>
#include <utility>

namespace suyuan::credit {
namespace {

constexpr std::array<std::pair<FactStatus, const char*>, 5> kStatusCodes = {{
    {FactStatus::kConfirmed, "CONFIRMED"},
    {FactStatus::kDisputed, "DISPUTED"},
    {FactStatus::kWithdrawn, "WITHDRAWN"},
    {FactStatus::kRepaired, "REPAIRED"},
    {FactStatus::kExpired, "EXPIRED"},
}};

// China has kept one offset since 1991; legal dates before it do not occur.
absl::TimeZone Beijing() { return absl::FixedTimeZone(8 * 60 * 60); }

}  // namespace

absl::string_view CodeOf(FactStatus status) {
  return kStatusCodes[static_cast<size_t>(status)].second;
}

bool ParseFactStatus(absl::string_view code, FactStatus* status) {
  for (const auto& [value, name] : kStatusCodes) {
    if (code == name) {
      *status = value;
      return true;
    }
  }
  return false;
}

FactKey KeyOf(const Fact& fact) {
  return {fact.source_system, fact.document_no, fact.indicator_id};
}

std::string FormatDay(absl::CivilDay day) { return absl::FormatCivilTime(day); }

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  absl::CivilDay day;
  // ParseCivilTime takes "2026-6-1" and blanks too: one text for one day.
  if (!absl::ParseCivilTime(text, &day) || FormatDay(day) != text) {
    return std::nullopt;
  }
  return day;
}

absl::CivilDay DayOf(absl::Time instant) {
  return absl::ToCivilDay(instant, Beijing());
}

absl::Time StartOf(absl::CivilDay day) {
  return absl::FromCivil(absl::CivilSecond(day), Beijing());
}

}  // namespace suyuan::credit
