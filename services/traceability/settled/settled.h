#ifndef SERVICES_TRACEABILITY_SETTLED_SETTLED_H_
#define SERVICES_TRACEABILITY_SETTLED_SETTLED_H_

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

#include "services/traceability/graph/array.h"
#include "services/traceability/graph/graph.h"
#include "services/traceability/settled/artefact_classes.h"
#include "services/traceability/settled/blocks.h"
#include "services/traceability/settled/finding_lists.h"
#include "services/traceability/settled/judgement.h"

namespace suyuan::traceability {

// Local judgements and resolved links of the certificates of a graph, as they
// are with everything known, under the built-in profiles: what chains are made
// of, so that a verdict is a walk over 32-bit numbers
// (docs/adr/0007-settled-judgements.md).
//
// A certificate is settled when somebody first needs it, and unsettled by what
// it may rest on changing (touched.h). All but Follow() run while the graph is
// held still and may run at once: a certificate is settled by one thread, under
// a lock that nobody waits for in Settle(), and published by a release.
class Settled {
 public:
  // After changes were applied; alone with the graph and with this.
  void Follow(const Graph& graph, const std::vector<Change>& changes);

  // Settles a certificate that is not. False where another thread is settling.
  bool Settle(const Graph& graph, CertificateIndex certificate);
  // Settles up to `most` of those that wait, and waits for its turn. The number
  // that still wait.
  size_t SettlePending(const Graph& graph, size_t most);

  // --- of certificates ------------------------------------------------------
  bool settled(CertificateIndex c) const { return Paper(c) != 0; }
  // Findings on its paper. Settled ones only, as all below.
  uint32_t findings(CertificateIndex c) const { return Paper(c) - 1; }
  DayNumber work_begin(CertificateIndex c) const {
    return certificates_[c].work_begin;
  }
  // The same for all certificates of one artefact, kNone: of nothing else.
  uint32_t artefact(CertificateIndex c) const {
    return artefacts_.ClassOf(certificates_[c].artefact);
  }
  // Calls `visit` with the certificates that rest on it, and perhaps with some
  // that did once, or twice with one.
  template <typename Visit>
  void ForEachUser(CertificateIndex c, Visit&& visit) const {
    for (uint32_t at = Users(c); at != 0; at = users_[at - 1].next) {
      visit(users_[at - 1].certificate);
    }
  }

  // Its results are those from the first on, before `end`.
  ResultIndex first_result(CertificateIndex c) const {
    return certificates_[c].first_result;
  }
  ResultIndex end_result(CertificateIndex c) const {
    return c + 1 < certificates_.size()
               ? certificates_[c + 1].first_result
               : static_cast<ResultIndex>(results_.size());
  }

  // --- of results -----------------------------------------------------------
  CertificateIndex certificate(ResultIndex r) const {
    return results_[r].certificate;
  }
  ResultJudgement judgement(ResultIndex r) const {
    return results_[r].judgement;
  }
  // Calls `visit` with each link, in the order of supports and used results.
  template <typename Visit>
  void ForEachLink(ResultIndex r, Visit&& visit) const {
    uint32_t at = results_[r].links;
    if (at == 0) return;
    for (bool more = true; more; ++at) {
      const Link link = links_[at - 1];
      visit(link);
      more = !link.last();
    }
  }
  const FindingLists& finding_lists() const { return finding_lists_; }

  // Bytes of the arrays; of results and their links to results apart from what
  // a certificate takes.
  struct Bytes {
    int64_t certificates = 0;
    int64_t results = 0;
    int64_t links = 0;
    int64_t users = 0;
    int64_t others = 0;  // classes of artefacts, lists of findings

    int64_t total() const {
      return certificates + results + links + users + others;
    }
  };
  // While somebody settles or Hold() is held, as it was before.
  Bytes bytes() const;

  // Nobody settles until it is released.
  std::unique_lock<std::mutex> Hold() const {
    return std::unique_lock<std::mutex>(settling_);
  }
  // Calls `visit` with the name and the value of each part that is not made of
  // others: what a snapshot keeps. Under Hold(), or alone with it.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("certificates", self.certificates_);
    visit("results", self.results_);
    visit("links", self.links_);
    visit("users", self.users_);
    visit("finding_lists", self.finding_lists_);
    visit("artefacts", self.artefacts_);
    visit("pending", self.pending_);
    visit("settled", self.settled_);
  }

 private:
  struct CertificateEntry {
    uint32_t paper;  // 0: not settled; else 1 + its list of findings
    uint32_t artefact;
    DayNumber work_begin;
    uint32_t users;  // 1 + the newest of its users; 0: none
    ResultIndex first_result;
  };
  struct ResultEntry {
    ResultJudgement judgement;
    uint32_t links;  // 1 + the first; 0: none
    CertificateIndex certificate;
  };
  struct UserEntry {
    CertificateIndex certificate;
    uint32_t next;  // as CertificateEntry::users
  };

  uint32_t Paper(CertificateIndex c) const {
    return std::atomic_ref(const_cast<uint32_t&>(certificates_[c].paper))
        .load(std::memory_order_acquire);
  }
  uint32_t Users(CertificateIndex c) const {
    return std::atomic_ref(const_cast<uint32_t&>(certificates_[c].users))
        .load(std::memory_order_acquire);
  }

  void Add(const Graph& graph, CertificateIndex certificate);
  void Unsettle(CertificateIndex certificate);
  void SettleAlone(const Graph& graph, CertificateIndex certificate);
  void KeepLinks(ResultIndex result, const std::vector<Link>& links);
  void AddUser(CertificateIndex of, CertificateIndex user);
  // The certificates that its links lead to, sorted.
  std::vector<CertificateIndex> RestsOn(CertificateIndex c) const;

  Blocks<CertificateEntry> certificates_;
  Blocks<ResultEntry> results_;
  Blocks<Link> links_;
  Blocks<UserEntry> users_;
  FindingLists finding_lists_;
  ArtefactClasses artefacts_;
  Array<CertificateIndex> pending_;  // some may be settled already
  size_t settled_ = 0;
  // Held by who settles. std's, since it is tried, too.
  mutable std::mutex settling_;
  mutable std::mutex counting_;
  mutable Bytes counted_;  // under counting_
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_SETTLED_H_
