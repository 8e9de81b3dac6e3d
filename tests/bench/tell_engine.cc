#include "tests/bench/tell_engine.h"

#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::bench {
namespace {

using traceability::CertificateFacts;
using traceability::Engine;
using traceability::Graph;

constexpr absl::Time kFirst = absl::UnixEpoch();

}  // namespace

absl::CivilDay LastDay() { return absl::CivilDay(kFirstYear + 5, 6, 1); }

void ApplyRegistry(const Region& region, const RegionFacts& facts,
                   Engine& engine) {
  const absl::Status applied = engine.Apply([&](Graph& graph, auto&) {
    for (uint32_t i = 0; i < region.institutions(); ++i) {
      graph.Apply(kFirst, facts.Institution(i));
      graph.Apply(kFirst, facts.Competence(i));
    }
    for (size_t k = 0; k < region.kinds(); ++k) {
      graph.Apply(kFirst, facts.Specification(static_cast<int>(k)));
    }
    for (ItemId id = 0; id < region.items().size(); ++id) {
      if (region.items()[id].tier == kInstruments) {
        graph.Apply(kFirst, facts.Instrument(id));
      } else {
        graph.Apply(kFirst, facts.Standard(id));
      }
    }
    return absl::OkStatus();
  });
  SUYUAN_CHECK(applied.ok());
}

void ApplyBatch(const std::vector<CertificateFacts>& batch, Engine& engine) {
  const absl::Status applied = engine.Apply([&batch](Graph& graph, auto&) {
    for (const CertificateFacts& c : batch) {
      SUYUAN_RETURN_IF_ERROR(graph.Apply(c));
    }
    return absl::OkStatus();
  });
  SUYUAN_CHECK(applied.ok());
}

}  // namespace suyuan::bench
