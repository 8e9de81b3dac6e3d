#ifndef SERVICES_REGISTRY_CONVERT_RECORD_TYPE_H_
#define SERVICES_REGISTRY_CONVERT_RECORD_TYPE_H_

#include <optional>

#include "services/registry/records/record.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

// nullopt for the value that says nothing, and for one that is not known here.
std::optional<RecordKind> ToRecordKind(suyuan::registry::v1::RecordType type);
suyuan::registry::v1::RecordType ToRecordType(RecordKind kind);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_RECORD_TYPE_H_
