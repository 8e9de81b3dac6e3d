#include "services/traceability/convert/record.h"

namespace suyuan::traceability {

void ApplyRecord(const registry::v1::Record& record, absl::Time recorded_at,
                 UnitReader& units, Graph& graph) {
  using registry::v1::Record;
  switch (record.record_case()) {
    case Record::kInstitution:
      return graph.Apply(recorded_at, ToFacts(record.institution()));
    case Record::kCompetence:
      return graph.Apply(recorded_at, ToFacts(record.competence(), units));
    case Record::kStandard:
      return graph.Apply(recorded_at, ToFacts(record.standard(), units));
    case Record::kReferenceMaterial:
      return graph.Apply(recorded_at,
                         ToFacts(record.reference_material(), units));
    case Record::kSpecification:
      return graph.Apply(recorded_at, ToFacts(record.specification(), units));
    case Record::kInstrument:
      return graph.Apply(recorded_at, ToFacts(record.instrument(), units));
    case Record::kPerson:
      return graph.Apply(recorded_at, ToFacts(record.person(), units));
    case Record::kVerificationScheme:
      return graph.Apply(recorded_at, ToFacts(record.verification_scheme()));
    case Record::kMandatoryCatalogue:
      return graph.Apply(recorded_at, ToFacts(record.mandatory_catalogue()));
    case Record::kDeclaration:
    case Record::kComparison:
    case Record::kIndicatorEntry:
    case Record::kIndicatorReport:
      return;  // of no weight for a chain
    case Record::RECORD_NOT_SET:
      return;  // of a kind that a later registry knows
  }
}

}  // namespace suyuan::traceability
