#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "services/traceability/engine.h"
#include "services/traceability/transport/inventory_methods.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/region_facts.h"
#include "tests/bench/tell_engine.h"

namespace suyuan::bench {
namespace {

using traceability::Engine;
using traceability::Graph;
using traceability::TraceAnswer;

// The number in CertificateResourceName.
int64_t NumberIn(absl::string_view name) {
  int64_t number = 0;
  SUYUAN_CHECK(absl::SimpleHexAtoi(name.substr(name.size() - 16), &number));
  return number;
}

bool Holds(const TraceAnswer& answer) {
  return answer.verdict <= traceability::Verdict::kWithReservations;
}

class SettledEngine : public EnginePeer {
 public:
  SettledEngine(const Region& region, int most_points)
      : facts_(region, most_points),
        clock_(absl::FromCivil(LastDay(), absl::FixedTimeZone(8 * 60 * 60))),
        engine_(clock_),
        inventory_(engine_, traceability::Profiles::BuiltIn()) {
    ApplyRegistry(region, facts_, engine_);
  }

  std::string name() const override { return "engine"; }

  // All of the registry is told before the first certificate.
  void AddInstrument(ItemId) override {}

  void AddCertificate(const CertificateOfRegion& c) override {
    waiting_.push_back(facts_.Certificate(c.calibration));
    if (c.void_from != kNeverVoid) voids_.push_back(Void(c));
    if (waiting_.size() == kBatch) Tell();
  }

  void Finish() override {
    Tell();
    while (engine_.SettlePending(kBatch) > 0) {
    }
  }

  int64_t Bytes() override { return engine_.size().bytes; }

  bool IsSound(int64_t certificate) override {
    bool out = false;
    Trace(certificate, /*verdict_only=*/true,
          [&out](const Graph&, const auto&, const TraceAnswer& answer) {
            out = Holds(answer);
          });
    return out;
  }

  ChainAnswer Chain(int64_t certificate) override {
    ChainAnswer out;
    Trace(certificate, /*verdict_only=*/false,
          [&out](const Graph& graph, const auto&, const TraceAnswer& answer) {
            out.sound = Holds(answer);
            for (const auto& c : answer.chain.certificates) {
              out.certificates.push_back(NumberOf(graph, c.index));
            }
          });
    std::sort(out.certificates.begin(), out.certificates.end());
    return out;
  }

  std::vector<int64_t> Affected(ItemId standard) override {
    const traceability::AffectedAnswer answer = Ask(standard);
    std::vector<int64_t> out;
    engine_.Read([&](const Graph& graph) {
      for (const auto& c : answer.certificates) {
        out.push_back(NumberOf(graph, c.certificate));
      }
    });
    std::sort(out.begin(), out.end());
    return out;
  }

  int64_t CountAffected(ItemId standard) override {
    return static_cast<int64_t>(Ask(standard).certificates.size());
  }

  // Of the last day, which the clock says is today.
  CoverageAnswer Coverage(int32_t) override {
    traceability::v1::ChainCoverage response;
    const rpc::Call call =
        rpc::Call::Local("Coverage", rpc::kAnonymous, Deadline::Infinite());
    SUYUAN_CHECK(inventory_.ComputeChainCoverage({}, response, call).ok());
    return {response.total().instruments(), response.total().sound()};
  }

 private:
  static constexpr size_t kBatch = 1000;

  static int64_t NumberOf(const Graph& graph,
                          traceability::CertificateIndex certificate) {
    return NumberIn(graph.text(graph.certificate(certificate).name));
  }

  traceability::StatusFacts Void(const CertificateOfRegion& c) const {
    traceability::StatusFacts out;
    out.certificate = CertificateResourceName(c.calibration.number);
    out.void_from = absl::CivilDay(kFirstYear, 1, 1) + c.void_from;
    out.recorded_at = clock_.Now();
    return out;
  }

  void Tell() {
    ApplyBatch(waiting_, engine_);
    const absl::Status applied = engine_.Apply([this](Graph& graph, auto&) {
      for (const traceability::StatusFacts& one : voids_) {
        SUYUAN_CHECK(graph.Apply(one).ok());
      }
      return absl::OkStatus();
    });
    SUYUAN_CHECK(applied.ok());
    waiting_.clear();
    voids_.clear();
  }

  void Trace(int64_t certificate, bool verdict_only,
             const Engine::UseAnswer& use) const {
    traceability::TraceQuestion question;
    question.target = {CertificateResourceName(certificate),
                       {},
                       traceability::ToDayNumber(LastDay()),
                       absl::InfiniteFuture()};
    question.profile = &traceability::BuiltInProfiles()[0];
    question.verdict_only = verdict_only;
    SUYUAN_CHECK(engine_.Trace(question, Deadline::Infinite(), use).ok());
  }

  traceability::AffectedAnswer Ask(ItemId standard) const {
    traceability::AffectedQuestion question;
    question.target = absl::StrCat("standards/s", standard);
    question.as_of = traceability::ToDayNumber(LastDay());
    question.known_at = absl::InfiniteFuture();
    auto answer = engine_.ListAffected(question, Deadline::Infinite());
    SUYUAN_CHECK(answer.ok());
    return *std::move(answer);
  }

  const RegionFacts facts_;
  const FakeClock clock_;
  Engine engine_;
  const traceability::InventoryMethods inventory_;
  std::vector<traceability::CertificateFacts> waiting_;
  std::vector<traceability::StatusFacts> voids_;
};

}  // namespace

std::unique_ptr<EnginePeer> MakeEnginePeer(const Region& region,
                                           int most_points) {
  return std::make_unique<SettledEngine>(region, most_points);
}

}  // namespace suyuan::bench
