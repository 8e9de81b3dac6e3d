#ifndef SERVICES_REGISTRY_STORE_STORED_RECORD_H_
#define SERVICES_REGISTRY_STORE_STORED_RECORD_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// The part of a record that the tables of libs/sql have no column for: when its
// first revision was known, its position, why it ended and the payload, as one
// text of bytes. The first byte is the version of this form.
// `position` is the one that it gets.
std::string EncodeStored(const Record& record, int64_t position);
// Sets these four. DataLoss STORE_CORRUPT for bytes of another form.
absl::Status DecodeStored(absl::string_view stored, Record& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_STORE_STORED_RECORD_H_
