#include "services/registry/convert/convert.h"

#include <type_traits>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/comparison_rules.h"
#include "services/registry/convert/drafting.h"

namespace suyuan::registry {

absl::Span<const absl::string_view> IndexedFields(RecordKind kind) {
  return WithMessageOf(kind, [](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    return IndexedFieldsOf<Message>();
  });
}

namespace {

// Of all kinds but comparisons everything is shown.
void HideResults(google::protobuf::Message&) {}

}  // namespace

template <typename Message>
Message StoredMessage(const Record& record) {
  Message message;
  // Written by ToDraft, and nothing stored is changed.
  SUYUAN_CHECK(message.ParseFromString(record.payload));
  return message;
}

template <typename Message>
Message ToMessage(const Record& record) {
  Message message = StoredMessage<Message>(record);
  HideResults(message);
  proto::RecordMeta& meta = *message.mutable_meta();
  meta.set_etag(EtagOf(record));
  meta.set_revision(record.revision);
  *meta.mutable_create_time() = rpc::InstantProto(record.created_at);
  *meta.mutable_update_time() = rpc::InstantProto(record.recorded_at);
  meta.set_principal(record.principal);
  if (record.position > 0) meta.set_token(ToToken(record.position));
  meta.set_end_reason(record.end_reason);
  return message;
}

#define SUYUAN_REGISTRY_MESSAGE(Message)                       \
  template proto::Message StoredMessage(const Record& record); \
  template proto::Message ToMessage(const Record& record);

SUYUAN_REGISTRY_MESSAGE(Institution)
SUYUAN_REGISTRY_MESSAGE(Competence)
SUYUAN_REGISTRY_MESSAGE(Standard)
SUYUAN_REGISTRY_MESSAGE(ReferenceMaterial)
SUYUAN_REGISTRY_MESSAGE(Specification)
SUYUAN_REGISTRY_MESSAGE(Instrument)
SUYUAN_REGISTRY_MESSAGE(Person)
SUYUAN_REGISTRY_MESSAGE(Declaration)
SUYUAN_REGISTRY_MESSAGE(VerificationScheme)
SUYUAN_REGISTRY_MESSAGE(MandatoryCatalogue)
SUYUAN_REGISTRY_MESSAGE(Comparison)
SUYUAN_REGISTRY_MESSAGE(IndicatorEntry)
SUYUAN_REGISTRY_MESSAGE(IndicatorReport)
#undef SUYUAN_REGISTRY_MESSAGE

proto::Record ToAnyMessage(const Record& record) {
  proto::Record any;
  WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    *KindOf<Message>::In(any) = ToMessage<Message>(record);
  });
  return any;
}

absl::StatusOr<Draft> DraftOf(const Record& record) {
  return WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    absl::StatusOr<Draft> draft = ToDraft(StoredMessage<Message>(record));
    if (draft.ok()) draft->end_reason = record.end_reason;
    return draft;
  });
}

std::string ToChange(const Record& record) {
  proto::Change change;
  *change.mutable_recorded_at() = rpc::InstantProto(record.recorded_at);
  Record unplaced = record;
  unplaced.position = 0;
  *change.mutable_record() = ToAnyMessage(unplaced);
  return rpc::CanonicalBytes(change);
}

namespace {

// Null where the record holds nothing.
proto::RecordMeta* MetaOf(proto::Record& record) {
  for (const RecordKind kind : kRecordKinds) {
    auto* meta = WithMessageOf(kind, [&](auto* none) -> proto::RecordMeta* {
      using Kind = KindOf<std::remove_pointer_t<decltype(none)>>;
      return Kind::IsIn(record) ? Kind::In(record)->mutable_meta() : nullptr;
    });
    if (meta != nullptr) return meta;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<proto::Change> ToWatched(int64_t position,
                                        absl::string_view change) {
  proto::Change watched;
  proto::RecordMeta* meta = nullptr;
  if (watched.ParseFromArray(change.data(), static_cast<int>(change.size()))) {
    meta = MetaOf(*watched.mutable_record());
  }
  if (meta == nullptr) {
    return WithReason(
        absl::DataLossError(absl::StrCat("the change at position ", position,
                                         " cannot be read")),
        "STORE_CORRUPT");
  }
  watched.set_position(position);
  meta->set_token(ToToken(position));
  return watched;
}

std::string ToToken(int64_t position) {
  return feed::ReadToken(kFeed, position).ToString();
}

}  // namespace suyuan::registry
