#ifndef SERVICES_TRACEABILITY_CONVERT_CONVERT_H_
#define SERVICES_TRACEABILITY_CONVERT_CONVERT_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/traceability/graph/facts.h"
#include "suyuan/certificates/v1/certificates.pb.h"
#include "suyuan/registry/v1/people.pb.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/schemes.pb.h"

// Where the feeds' messages become facts. The services that own the records
// have validated them; what cannot be read here all the same (a unit of a later
// version) is left unknown, never guessed.

namespace suyuan::traceability {

// What a unit text is worth, in coherent SI units.
struct UnitValue {
  DimensionText dimension;    // absent: the unit cannot be read
  std::string inferred_kind;  // metrology::InferredKind, may be empty
  double factor = 1;
  double zero = 0;  // of the scale: 273.15 for degrees Celsius

  double Value(double v) const { return v * factor + zero; }
  double Difference(double v) const { return v * factor; }
};

// Reads each unit text once. Not thread-safe.
class UnitReader {
 public:
  // Valid until the next call.
  const UnitValue& Read(const std::string& text);

 private:
  absl::flat_hash_map<std::string, UnitValue> units_;
};

absl::Time InstantOf(const google::protobuf::Timestamp& timestamp);
Day DayOf(const std::string& text);

CertificateFacts ToFacts(const certificates::v1::Certificate& certificate,
                         absl::Time recorded_at, UnitReader& units);
StatusFacts ToFacts(const certificates::v1::CertificateStatusChange& change,
                    absl::Time recorded_at);
InstitutionFacts ToFacts(const registry::v1::Institution& record);
PersonFacts ToFacts(const registry::v1::Person& record, UnitReader& units);
CompetenceFacts ToFacts(const registry::v1::Competence& record,
                        UnitReader& units);
StandardFacts ToFacts(const registry::v1::Standard& record, UnitReader& units);
ReferenceMaterialFacts ToFacts(const registry::v1::ReferenceMaterial& record,
                               UnitReader& units);
SpecificationFacts ToFacts(const registry::v1::Specification& record,
                           UnitReader& units);
InstrumentFacts ToFacts(const registry::v1::Instrument& record,
                        UnitReader& units);
CatalogueFacts ToFacts(const registry::v1::MandatoryCatalogue& record);
VerificationSchemeFacts ToFacts(const registry::v1::VerificationScheme& record);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_CONVERT_H_
