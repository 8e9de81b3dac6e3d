#ifndef TESTS_UNIT_REGISTRY_KCDB_ANY_CMC_H_
#define TESTS_UNIT_REGISTRY_KCDB_ANY_CMC_H_

#include "services/registry/kcdb/cmc.h"

namespace suyuan::registry::kcdb::testing {

// A CMC that can be told whole; change one field. Invented, in the register's
// shape.
inline Cmc AnyCmc() {
  Cmc cmc;
  cmc.kcdb_code = "APMP-EM-CN-0000012A-1";
  cmc.nmi_code = "NIM";
  cmc.nmi_name = "National Institute of Metrology";
  cmc.country = "China";
  cmc.domain = "PHYSICS";
  cmc.area = "EM";
  cmc.service_category = "EM/DC-1.1.1";
  cmc.physics_code = "1.1.1";
  cmc.services = {"DC voltage", "DC voltage sources", "Single value source"};
  cmc.quantity = "DC voltage, single value source";
  cmc.instrument = "Solid state voltage standard";
  cmc.range = {"1", "10", "V"};
  cmc.uncertainty = {"0.05", "0.05", "µV/V"};
  cmc.uncertainty_mode = "Relative";
  cmc.coverage_factor = "2";
  cmc.confidence_level = "95";
  cmc.approval_date = "2010-05-01";
  cmc.publication_date = "2010-06-15";
  cmc.status = "Published";
  cmc.status_date = "2010-06-15";
  return cmc;
}

}  // namespace suyuan::registry::kcdb::testing

#endif  // TESTS_UNIT_REGISTRY_KCDB_ANY_CMC_H_
