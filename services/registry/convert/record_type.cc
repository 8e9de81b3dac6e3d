#include "services/registry/convert/record_type.h"

namespace suyuan::registry {

using v1::RecordType;

std::optional<RecordKind> ToRecordKind(RecordType type) {
  for (const RecordKind kind : kRecordKinds) {
    if (ToRecordType(kind) == type) return kind;
  }
  return std::nullopt;
}

RecordType ToRecordType(RecordKind kind) {
  switch (kind) {
    case RecordKind::kInstitution:
      return RecordType::RECORD_TYPE_INSTITUTION;
    case RecordKind::kCompetence:
      return RecordType::RECORD_TYPE_COMPETENCE;
    case RecordKind::kStandard:
      return RecordType::RECORD_TYPE_STANDARD;
    case RecordKind::kReferenceMaterial:
      return RecordType::RECORD_TYPE_REFERENCE_MATERIAL;
    case RecordKind::kSpecification:
      return RecordType::RECORD_TYPE_SPECIFICATION;
    case RecordKind::kInstrument:
      return RecordType::RECORD_TYPE_INSTRUMENT;
    case RecordKind::kPerson:
      return RecordType::RECORD_TYPE_PERSON;
    case RecordKind::kDeclaration:
      return RecordType::RECORD_TYPE_DECLARATION;
    case RecordKind::kVerificationScheme:
      return RecordType::RECORD_TYPE_VERIFICATION_SCHEME;
    case RecordKind::kMandatoryCatalogue:
      return RecordType::RECORD_TYPE_MANDATORY_CATALOGUE;
    case RecordKind::kComparison:
      return RecordType::RECORD_TYPE_COMPARISON;
    case RecordKind::kIndicatorEntry:
      return RecordType::RECORD_TYPE_INDICATOR_ENTRY;
    case RecordKind::kIndicatorReport:
      return RecordType::RECORD_TYPE_INDICATOR_REPORT;
  }
  return RecordType::RECORD_TYPE_UNSPECIFIED;
}

}  // namespace suyuan::registry
