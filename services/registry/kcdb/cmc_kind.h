#ifndef SERVICES_REGISTRY_KCDB_CMC_KIND_H_
#define SERVICES_REGISTRY_KCDB_CMC_KIND_H_

#include <optional>

#include "libs/metrology/unit.h"
#include "services/registry/kcdb/cmc.h"
#include "suyuan/metrology/v1/quantity.pb.h"

namespace suyuan::registry::kcdb {

// Of which kind of quantity a CMC is, by the words of its quantity, sub-service
// and service and the categories of electricity: the first of them that names a
// kind to which `unit` belongs. nullopt where none does: a guess would let the
// CMC support what it does not cover.
std::optional<metrology::v1::QuantityKind> KindOfCmc(
    const Cmc& cmc, const metrology::Unit& unit);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_CMC_KIND_H_
