#ifndef SERVICES_REGISTRY_INDICATORS_DEMAND_ROW_H_
#define SERVICES_REGISTRY_INDICATORS_DEMAND_ROW_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/registry/indicators/facts.h"

namespace suyuan::registry::indicators {

// The index term of an instrument that holds all that is counted of it, so that
// a million of them are counted from the index alone.
inline constexpr absl::string_view kDemandTerm = "#demand";

// What an instrument asks of the region's standards. Borrows its texts.
struct DemandRow {
  // Which record: first in the term, so that the index grows at one end.
  absl::string_view name;
  absl::string_view item;             // id in the mandatory catalogue, or ""
  absl::string_view equipment_class;  // or ""
  absl::string_view division;         // of the place of use, or ""
  absl::string_view owner;            // "institutions/urumqi-grid", or ""
  absl::string_view from;             // "2021-03-01", or "": since ever
  absl::string_view to;               // the last day, or "": open
  Purpose purpose = Purpose::kUnspecified;
  int64_t quantity = 1;  // pieces that the record stands for

  // Whether the instrument is in use on the day "2024-03-11".
  bool IsInUseOn(absl::string_view day) const {
    return from <= day && (to.empty() || day <= to);
  }
};

// The value of the term. No text may hold '|'.
std::string EncodeDemand(const DemandRow& row);
// Borrows `term`; nullopt for what EncodeDemand does not make.
std::optional<DemandRow> DecodeDemand(absl::string_view term);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_DEMAND_ROW_H_
