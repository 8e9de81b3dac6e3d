#ifndef TESTS_BENCH_REGION_FACTS_H_
#define TESTS_BENCH_REGION_FACTS_H_

#include <string>
#include <vector>

#include "services/traceability/graph/facts.h"
#include "tests/bench/region.h"

namespace suyuan::bench {

// A region as the traceability service comes to know it: what the messages of
// region_messages.h become behind both feeds, and besides a record of each
// instrument and as many points on a certificate as are wanted. Under CN_LEGAL
// a certificate is traceable unless a reference was late for its recalibration.
class RegionFacts {
 public:
  // A certificate has 1 to `most_points` results, one of a standard 2 or more,
  // so that its ends are covered. Borrows the region.
  RegionFacts(const Region& region, int most_points);

  traceability::InstitutionFacts Institution(uint32_t institution) const;
  traceability::CompetenceFacts Competence(uint32_t institution) const;
  traceability::SpecificationFacts Specification(int kind) const;
  // Of an item above the instruments.
  traceability::StandardFacts Standard(ItemId item) const;
  traceability::InstrumentFacts Instrument(ItemId item) const;
  traceability::CertificateFacts Certificate(
      const Calibration& calibration) const;

 private:
  traceability::ArtefactName NameOf(ItemId item) const;
  traceability::ReferenceFacts Reference(const Calibration::Use& use,
                                         int place) const;
  std::vector<traceability::ResultFacts> Results(ItemId item) const;

  const Region& region_;
  const int most_points_;
  // By kind of quantity.
  std::vector<traceability::Kind> kinds_;
  std::vector<std::string> dimensions_;
};

// "instruments/i7".
std::string InstrumentRecordName(ItemId item);
// "certificates/...", spread evenly over all names.
std::string CertificateResourceName(int64_t number);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_REGION_FACTS_H_
