#ifndef TESTS_BENCH_TELL_ENGINE_H_
#define TESTS_BENCH_TELL_ENGINE_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "services/traceability/engine.h"
#include "services/traceability/graph/facts.h"
#include "tests/bench/region.h"
#include "tests/bench/region_facts.h"

// A region told to an engine, as its followers would.

namespace suyuan::bench {

// The last day of a region and of the questions about it.
absl::CivilDay LastDay();

// Institutions, competences, specifications, standards and instruments.
void ApplyRegistry(const Region& region, const RegionFacts& facts,
                   traceability::Engine& engine);

void ApplyBatch(const std::vector<traceability::CertificateFacts>& batch,
                traceability::Engine& engine);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_TELL_ENGINE_H_
