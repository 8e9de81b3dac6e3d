#ifndef SERVICES_REGISTRY_CONVERT_MESSAGES_H_
#define SERVICES_REGISTRY_CONVERT_MESSAGES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/record.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// What differs between the kinds of records on the wire, so that all else is
// written once. kField is the field that holds the message in its create and
// update requests and in proto::Record.
template <typename Message>
struct KindOf;

#define SUYUAN_REGISTRY_KIND(Message, field, plural)               \
  template <>                                                      \
  struct KindOf<proto::Message> {                                  \
    static constexpr RecordKind kKind = RecordKind::k##Message;    \
    static constexpr absl::string_view kField = #field;            \
    /* The record of a create or update request. */                \
    template <typename Request>                                    \
    static const proto::Message& Of(const Request& request) {      \
      return request.field();                                      \
    }                                                              \
    template <typename CreateRequest>                              \
    static const std::string& IdOf(const CreateRequest& request) { \
      return request.field##_id();                                 \
    }                                                              \
    static bool IsIn(const proto::Record& record) {                \
      return record.has_##field();                                 \
    }                                                              \
    static proto::Message* In(proto::Record& record) {             \
      return record.mutable_##field();                             \
    }                                                              \
    template <typename ListResponse>                               \
    static proto::Message* AddTo(ListResponse& list) {             \
      return list.add_##plural();                                  \
    }                                                              \
  };

SUYUAN_REGISTRY_KIND(Institution, institution, institutions)
SUYUAN_REGISTRY_KIND(Competence, competence, competences)
SUYUAN_REGISTRY_KIND(Standard, standard, standards)
SUYUAN_REGISTRY_KIND(ReferenceMaterial, reference_material, reference_materials)
SUYUAN_REGISTRY_KIND(Specification, specification, specifications)
SUYUAN_REGISTRY_KIND(Instrument, instrument, instruments)
SUYUAN_REGISTRY_KIND(Person, person, persons)
SUYUAN_REGISTRY_KIND(Declaration, declaration, declarations)
SUYUAN_REGISTRY_KIND(VerificationScheme, verification_scheme,
                     verification_schemes)
SUYUAN_REGISTRY_KIND(MandatoryCatalogue, mandatory_catalogue,
                     mandatory_catalogues)
SUYUAN_REGISTRY_KIND(Comparison, comparison, comparisons)
SUYUAN_REGISTRY_KIND(IndicatorEntry, indicator_entry, indicator_entries)
SUYUAN_REGISTRY_KIND(IndicatorReport, indicator_report, indicator_reports)
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
    case RecordKind::kPerson:
      return use(static_cast<proto::Person*>(nullptr));
    case RecordKind::kDeclaration:
      return use(static_cast<proto::Declaration*>(nullptr));
    case RecordKind::kVerificationScheme:
      return use(static_cast<proto::VerificationScheme*>(nullptr));
    case RecordKind::kMandatoryCatalogue:
      return use(static_cast<proto::MandatoryCatalogue*>(nullptr));
    case RecordKind::kComparison:
      return use(static_cast<proto::Comparison*>(nullptr));
    case RecordKind::kIndicatorEntry:
      return use(static_cast<proto::IndicatorEntry*>(nullptr));
    case RecordKind::kIndicatorReport:
      return use(static_cast<proto::IndicatorReport*>(nullptr));
    case RecordKind::kInstitution:
      break;
  }
  return use(static_cast<proto::Institution*>(nullptr));
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_MESSAGES_H_
