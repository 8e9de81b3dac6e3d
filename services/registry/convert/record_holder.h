#ifndef SERVICES_REGISTRY_CONVERT_RECORD_HOLDER_H_
#define SERVICES_REGISTRY_CONVERT_RECORD_HOLDER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/record.pb.h"

// What records of all kinds are called and whose they are.

namespace suyuan::registry {

// The field that names the institution whose a record of this kind is, by its
// proto path; records are found by it. "" where there is none.
absl::string_view HolderFieldOf(RecordKind kind);

// "" where the record names none.
std::string HolderOf(const google::protobuf::Message& record, RecordKind kind);

// Its title; nullptr where records of its kind have none.
const metrology::v1::LocalizedText* TitleOf(
    const google::protobuf::Message& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_RECORD_HOLDER_H_
