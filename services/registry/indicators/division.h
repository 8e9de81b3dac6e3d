#ifndef SERVICES_REGISTRY_INDICATORS_DIVISION_H_
#define SERVICES_REGISTRY_INDICATORS_DIVISION_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/indicators/facts.h"

// What a code of GB/T 2260 says by its digits alone: two for the province or
// region, two for the prefecture, two for the county; zeros where it is not so
// narrow.

namespace suyuan::registry::indicators {

// The digits that all divisions under `division` begin with: "6531" for
// "653100", "65" for "650000". "" for "".
absl::string_view DivisionPrefix(absl::string_view division);
// Whether `division` is `outer` or lies in it. Nothing is known of "": it lies
// in no division, and every division lies in "".
bool IsWithin(absl::string_view division, absl::string_view outer);
// "653101" and "653100" give "653100", "650000" itself; "" gives "".
std::string PrefectureOf(absl::string_view division);
// Region, prefecture or county; unspecified for what is no code.
Tier TierOf(absl::string_view division);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_DIVISION_H_
