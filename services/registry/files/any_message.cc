#include "services/registry/files/any_message.h"

#include <type_traits>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/messages.h"

namespace suyuan::registry {

absl::StatusOr<RecordKind> KindOfType(v1::RecordType type) {
  // The types are numbered from 1 in the order of the kinds.
  const int number = static_cast<int>(type) - 1;
  if (number >= 0 && number < static_cast<int>(kRecordKinds.size())) {
    return kRecordKinds[static_cast<size_t>(number)];
  }
  return InvalidField("type", absl::StrCat("is ", static_cast<int>(type),
                                           "; wanted a kind of records such as "
                                           "RECORD_TYPE_STANDARD"));
}

AnyMessage NewMessage(RecordKind kind) {
  return WithMessageOf(kind, [](auto* none) -> AnyMessage {
    return std::make_unique<std::remove_pointer_t<decltype(none)>>();
  });
}

AnyMessage StoredMessage(const Record& record) {
  AnyMessage message = NewMessage(record.kind);
  // Written by ToDraft, and nothing stored is changed.
  SUYUAN_CHECK(message->ParseFromString(record.payload));
  return message;
}

AnyMessage ShownMessage(const Record& record) {
  return WithMessageOf(record.kind, [&](auto* none) -> AnyMessage {
    using Message = std::remove_pointer_t<decltype(none)>;
    return std::make_unique<Message>(ToMessage<Message>(record));
  });
}

absl::StatusOr<Draft> DraftOfMessage(RecordKind kind,
                                     const google::protobuf::Message& message) {
  return WithMessageOf(kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    return ToDraft(static_cast<const Message&>(message));
  });
}

}  // namespace suyuan::registry
