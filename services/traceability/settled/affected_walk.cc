#include "services/traceability/settled/affected_walk.h"

#include <algorithm>
#include <utility>

#include "libs/base/status.h"
#include "services/traceability/chain/resolution.h"
#include "services/traceability/chain/support.h"
#include "services/traceability/settled/blocks.h"

namespace suyuan::traceability {
namespace {

// Level by level: first what rests on the source, then what rests on that. So
// each result is met first by its shortest way.
class Walk {
 public:
  Walk(const Graph& graph, const Settled& settled,
       const AffectedQuestion& question, const AffectedSource& source)
      : graph_(graph), settled_(settled), question_(question), source_(source) {
    depths_.GrowTo(graph.results());
    places_.GrowTo(graph.certificates());
  }

  absl::Status Run(const Deadline& deadline) {
    for (const CertificateIndex c : source_.certificates) {
      settled_.ForEachUser(c, [this](CertificateIndex u) { VisitDirect(u); });
    }
    if (!source_.record.empty()) VisitUsersOfRecord();
    for (uint32_t depth = 1; !next_.empty(); ++depth) {
      const std::vector<CertificateIndex> level = std::exchange(next_, {});
      for (size_t i = 0; i < level.size(); ++i) {
        if (i % 1024 == 1023) SUYUAN_RETURN_IF_ERROR(deadline.Check());
        settled_.ForEachUser(level[i],
                             [&](CertificateIndex u) { VisitAbove(u, depth); });
      }
    }
    return absl::OkStatus();
  }

  std::vector<AffectedCertificate> TakeFound() { return std::move(found_); }

 private:
  template <typename IsAffected>
  void Visit(CertificateIndex user, uint32_t depth, IsAffected&& is_affected) {
    const ResultIndex end = settled_.end_result(user);
    for (ResultIndex r = settled_.first_result(user); r < end; ++r) {
      if (depths_[r] == 0 && is_affected(r)) Add(user, r, depth);
    }
  }

  // What rests on the source itself.
  void VisitDirect(CertificateIndex user) {
    if (!InWindow(question_, settled_.work_begin(user)) ||
        !IsFaultyUse(question_, source_, graph_.certificate(user))) {
      return;
    }
    Visit(user, 1, [&](ResultIndex r) {
      bool leads = false;
      settled_.ForEachLink(r, [&](Link link) {
        const CertificateIndex to = settled_.certificate(link.result());
        leads = leads || (to != user && source_.certificates.contains(to));
      });
      return leads;
    });
  }

  // What rests on results that were found to be affected at `depth`.
  void VisitAbove(CertificateIndex user, uint32_t depth) {
    Visit(user, depth + 1, [&](ResultIndex r) {
      bool leads = false;
      settled_.ForEachLink(r, [&](Link link) {
        leads = leads || (!link.bare() && depths_[link.result()] == depth);
      });
      return leads;
    });
  }

  // Legs that end at the record are not kept as links; they are few.
  void VisitUsersOfRecord() {
    std::vector<ReferenceIndex> citing;
    graph_.CitingRecord(source_.record, citing);
    for (const ReferenceIndex reference : citing) {
      const CertificateIndex user = graph_.reference(reference).certificate;
      if (!InWindow(question_, settled_.work_begin(user)) ||
          !IsFaultyUse(question_, source_, graph_.certificate(user))) {
        continue;
      }
      Visit(user, 1, [&](ResultIndex r) {
        return settled_.judgement(r).at_record() && EndsAtRecord(user, r);
      });
    }
  }

  bool EndsAtRecord(CertificateIndex user, ResultIndex r) const {
    const std::vector<Leg> legs = LegsOf(graph_, user, absl::InfiniteFuture());
    const std::vector<Support> supports = SupportsOf(graph_, r, legs);
    return std::any_of(supports.begin(), supports.end(), [&](const Support& s) {
      return legs[s.leg].state == LegState::kTerminal &&
             legs[s.leg].record == source_.record;
    });
  }

  void Add(CertificateIndex certificate, ResultIndex result, uint32_t depth) {
    depths_[result] = depth;
    uint32_t& place = places_[certificate];  // 1 + that in found_
    if (place == 0) {
      AffectedCertificate& added = found_.emplace_back();
      added.certificate = certificate;
      added.depth = depth;
      place = static_cast<uint32_t>(found_.size());
    }
    found_[place - 1].results.push_back(result);
    if (next_.empty() || next_.back() != certificate) {
      next_.push_back(certificate);
    }
  }

  const Graph& graph_;
  const Settled& settled_;
  const AffectedQuestion& question_;
  const AffectedSource& source_;
  Blocks<uint32_t> depths_;  // of results; 0: not affected
  Blocks<uint32_t> places_;  // of certificates
  std::vector<AffectedCertificate> found_;
  std::vector<CertificateIndex> next_;
};

}  // namespace

absl::StatusOr<std::vector<AffectedCertificate>> WalkAffected(
    const Graph& graph, Settled& settled, const AffectedQuestion& question,
    const AffectedSource& source, const Deadline& deadline) {
  constexpr size_t kAtOnce = 256;
  while (settled.SettlePending(graph, kAtOnce) > 0) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
  }
  Walk walk(graph, settled, question, source);
  SUYUAN_RETURN_IF_ERROR(walk.Run(deadline));
  return walk.TakeFound();
}

}  // namespace suyuan::traceability
