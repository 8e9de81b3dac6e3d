#ifndef SERVICES_SUYUANCTL_WORLD_RECORD_KIND_H_
#define SERVICES_SUYUANCTL_WORLD_RECORD_KIND_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "suyuan/registry/v1/registry.pb.h"

// The registry's records without regard to their kind.

namespace suyuan::world {

using registry::v1::Record;

// "standard" for "standards/1234": the field of Record and of requests that
// holds records of its kind. "" for a name of no collection of the registry or
// without a last part.
absl::string_view FieldOfName(absl::string_view name);

// The last part of a name: "1234".
absl::string_view IdOfName(absl::string_view name);

// `message`, which is of one of the kinds, as a Record.
Record ToRecord(const google::protobuf::Message& message);

// What the record holds; the record must hold something.
const google::protobuf::Message& Inside(const Record& record);

// The field of Record that is set: "standard".
absl::string_view FieldOf(const Record& record);
std::string NameOf(const Record& record);
const registry::v1::RecordMeta& MetaOf(const Record& record);
registry::v1::RecordMeta& MutableMetaOf(Record& record);
// The period's last day; "" is open.
std::string LastDayOf(const Record& record);
void SetLastDay(Record& record, absl::string_view day);

// Whether both say the same, whatever the service keeps about them. A part that
// is absent and one that is empty say the same.
bool SameContent(const Record& a, const Record& b);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_RECORD_KIND_H_
