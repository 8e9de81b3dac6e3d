#ifndef SERVICES_REGISTRY_MESSAGES_H_
#define SERVICES_REGISTRY_MESSAGES_H_

#include "absl/strings/string_view.h"
#include "services/registry/record.h"
#include "suyuan/registry/v1/registry.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// What differs between the six kinds of records on the wire, so that all else
// is written once. kField is the field that holds the message in its create and
// update requests and in proto::Record.
template <typename Message>
struct KindOf;

#define SUYUAN_REGISTRY_KIND(Message, field, plural)                      \
  template <>                                                             \
  struct KindOf<proto::Message> {                                         \
    static constexpr RecordKind kKind = RecordKind::k##Message;           \
    static constexpr absl::string_view kField = #field;                   \
    static const proto::Message& Of(                                      \
        const proto::Create##Message##Request& request) {                 \
      return request.field();                                             \
    }                                                                     \
    static const proto::Message& Of(                                      \
        const proto::Update##Message##Request& request) {                 \
      return request.field();                                             \
    }                                                                     \
    static const std::string& IdOf(                                       \
        const proto::Create##Message##Request& request) {                 \
      return request.field##_id();                                        \
    }                                                                     \
    static proto::Message* In(proto::Record& record) {                    \
      return record.mutable_##field();                                    \
    }                                                                     \
    static proto::Message* AddTo(proto::List##Message##sResponse& list) { \
      return list.add_##plural();                                         \
    }                                                                     \
  };

SUYUAN_REGISTRY_KIND(Institution, institution, institutions)
SUYUAN_REGISTRY_KIND(Competence, competence, competences)
SUYUAN_REGISTRY_KIND(Standard, standard, standards)
SUYUAN_REGISTRY_KIND(ReferenceMaterial, reference_material, reference_materials)
SUYUAN_REGISTRY_KIND(Specification, specification, specifications)
SUYUAN_REGISTRY_KIND(Instrument, instrument, instruments)
#undef SUYUAN_REGISTRY_KIND

// Calls `use` with a null pointer to the message type of `kind`:
//   WithMessageOf(kind, [&](auto* none) {
//     using Message = std::remove_pointer_t<decltype(none)>;
template <typename Use>
auto WithMessageOf(RecordKind kind, Use use) {
  switch (kind) {
    case RecordKind::kCompetence:
      return use(static_cast<proto::Competence*>(nullptr));
    case RecordKind::kStandard:
      return use(static_cast<proto::Standard*>(nullptr));
    case RecordKind::kReferenceMaterial:
      return use(static_cast<proto::ReferenceMaterial*>(nullptr));
    case RecordKind::kSpecification:
      return use(static_cast<proto::Specification*>(nullptr));
    case RecordKind::kInstrument:
      return use(static_cast<proto::Instrument*>(nullptr));
    case RecordKind::kInstitution:
      break;
  }
  return use(static_cast<proto::Institution*>(nullptr));
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_MESSAGES_H_
