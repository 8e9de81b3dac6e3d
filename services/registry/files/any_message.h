#ifndef SERVICES_REGISTRY_FILES_ANY_MESSAGE_H_
#define SERVICES_REGISTRY_FILES_ANY_MESSAGE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/queries.pb.h"

// Messages of a kind that is known only at run time.

namespace suyuan::registry {

using AnyMessage = std::unique_ptr<google::protobuf::Message>;

// INVALID_FIELD (type) where a request names none.
absl::StatusOr<RecordKind> KindOfType(v1::RecordType type);

AnyMessage NewMessage(RecordKind kind);
// As it is stored, without meta.
AnyMessage StoredMessage(const Record& record);
// As a reader is shown it, meta and all.
AnyMessage ShownMessage(const Record& record);
// convert.h's ToDraft of the kind.
absl::StatusOr<Draft> DraftOfMessage(RecordKind kind,
                                     const google::protobuf::Message& message);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_ANY_MESSAGE_H_
