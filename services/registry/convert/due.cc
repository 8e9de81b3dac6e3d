#include "services/registry/convert/due.h"

#include <type_traits>

#include "services/registry/convert/convert.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

// A record that is itself what ends.
template <typename Message>
DueFacts WholeRecord(const Message& message, DueReason reason,
                     const std::string& number) {
  DueFacts facts;
  facts.spells = SpellsOf(message);
  facts.grants = {{reason, number, PeriodOf(message.period())}};
  return facts;
}

DueReason ReasonOf(proto::Competence::Kind kind) {
  switch (kind) {
    case proto::Competence::KIND_AUTHORISATION:
      return DueReason::kAuthorisation;
    case proto::Competence::KIND_ACCREDITATION:
      return DueReason::kAccreditation;
    default:
      return DueReason::kOtherCompetence;
  }
}

void AddAssessments(
    DueReason reason,
    const google::protobuf::RepeatedPtrField<proto::Assessment>& assessments,
    DueFacts& facts) {
  for (const proto::Assessment& assessment : assessments) {
    facts.grants.push_back(
        {reason, assessment.number(), PeriodOf(assessment.period())});
  }
}

}  // namespace

DueFacts DueFactsOf(const proto::Competence& message) {
  return WholeRecord(message, ReasonOf(message.kind()), message.number());
}

DueFacts DueFactsOf(const proto::Standard& message) {
  DueFacts facts;
  facts.period = PeriodOf(message.period());
  facts.spells = SpellsOf(message);
  AddAssessments(DueReason::kAssessment, message.assessments(), facts);
  AddAssessments(DueReason::kPublicCertificate, message.public_certificates(),
                 facts);
  return facts;
}

DueFacts DueFactsOf(const proto::ReferenceMaterial& message) {
  return WholeRecord(message, DueReason::kReferenceMaterial, message.number());
}

DueFacts DueFactsOf(const proto::Specification& message) {
  return WholeRecord(message, DueReason::kSpecification, message.number());
}

DueFacts DueFactsOf(const proto::Person& message) {
  return WholeRecord(message, DueReason::kRegistration,
                     message.registration_number());
}

DueFacts DueFactsOf(const proto::Declaration& message) {
  return WholeRecord(message, DueReason::kDeclaration, message.number());
}

RecordKind KindOfDue(DueReason reason) {
  switch (reason) {
    case DueReason::kAssessment:
    case DueReason::kPublicCertificate:
      return RecordKind::kStandard;
    case DueReason::kAuthorisation:
    case DueReason::kAccreditation:
    case DueReason::kOtherCompetence:
      return RecordKind::kCompetence;
    case DueReason::kRegistration:
      return RecordKind::kPerson;
    case DueReason::kReferenceMaterial:
      return RecordKind::kReferenceMaterial;
    case DueReason::kSpecification:
      return RecordKind::kSpecification;
    case DueReason::kDeclaration:
      break;
  }
  return RecordKind::kDeclaration;
}

std::optional<DueReason> ToDueReason(proto::DueRecord::Reason reason) {
  for (const DueReason each : kDueReasons) {
    if (ToProto(each) == reason) return each;
  }
  return std::nullopt;
}

proto::DueRecord::Reason ToProto(DueReason reason) {
  switch (reason) {
    case DueReason::kAssessment:
      return proto::DueRecord::REASON_ASSESSMENT;
    case DueReason::kPublicCertificate:
      return proto::DueRecord::REASON_PUBLIC_CERTIFICATE;
    case DueReason::kAuthorisation:
      return proto::DueRecord::REASON_AUTHORISATION;
    case DueReason::kAccreditation:
      return proto::DueRecord::REASON_ACCREDITATION;
    case DueReason::kOtherCompetence:
      return proto::DueRecord::REASON_OTHER_COMPETENCE;
    case DueReason::kRegistration:
      return proto::DueRecord::REASON_REGISTRATION;
    case DueReason::kReferenceMaterial:
      return proto::DueRecord::REASON_REFERENCE_MATERIAL;
    case DueReason::kSpecification:
      return proto::DueRecord::REASON_SPECIFICATION;
    case DueReason::kDeclaration:
      return proto::DueRecord::REASON_DECLARATION;
  }
  return proto::DueRecord::REASON_UNSPECIFIED;
}

}  // namespace suyuan::registry
