#ifndef SERVICES_REGISTRY_CONVERT_DUE_H_
#define SERVICES_REGISTRY_CONVERT_DUE_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/due/due.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/people.pb.h"
#include "suyuan/registry/v1/queries.pb.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// What of a valid record can end.
DueFacts DueFactsOf(const proto::Competence& message);
DueFacts DueFactsOf(const proto::Standard& message);
DueFacts DueFactsOf(const proto::ReferenceMaterial& message);
DueFacts DueFactsOf(const proto::Specification& message);
DueFacts DueFactsOf(const proto::Person& message);
DueFacts DueFactsOf(const proto::Declaration& message);
// Of any other kind: nothing.
inline DueFacts DueFactsOf(const google::protobuf::Message&) { return {}; }

// A record that something can end of has a term for each of its last days,
// "2026-05-01". It is no field, so no filter asks for it.
inline constexpr absl::string_view kDueTerm = "#due";
template <typename Message>
void FindByDue(const Message& message, Drafting& drafting) {
  for (const DueItem& item : DueItems(DueFactsOf(message))) {
    drafting.FindBy(kDueTerm, rpc::DayText(item.last_day));
  }
}

// The kind of the records that can have this end.
RecordKind KindOfDue(DueReason reason);

// nullopt for the value that says nothing.
std::optional<DueReason> ToDueReason(proto::DueRecord::Reason reason);
proto::DueRecord::Reason ToProto(DueReason reason);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_DUE_H_
