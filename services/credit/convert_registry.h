#ifndef SERVICES_CREDIT_CONVERT_REGISTRY_H_
#define SERVICES_CREDIT_CONVERT_REGISTRY_H_

#include <optional>

#include "services/credit/comparison_facts.h"
#include "services/credit/subject.h"
#include "suyuan/registry/v1/comparison.pb.h"
#include "suyuan/registry/v1/records.pb.h"

// What the registry's records mean here.

namespace suyuan::credit {

// nullopt before CONSEQUENCES: what is not decided is no fact.
std::optional<ComparisonReport> ToReport(
    const registry::v1::Comparison& comparison);

// The subject that an institution is where nobody has recorded one: its id, its
// name, and the types that its kind tells. Who takes part in a comparison holds
// a measurement standard, so that is what any other kind of institution is.
CreditSubject ToSubject(const registry::v1::Institution& institution);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CONVERT_REGISTRY_H_
