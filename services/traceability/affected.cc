#include "services/traceability/affected.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "libs/base/status.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

// What is faulty: certificates, and records that end chains without one.
struct Source {
  absl::flat_hash_set<CertificateIndex> certificates;
  std::string record;  // empty: none
  std::vector<uint32_t> keys;
};

void AddAllOfKeys(const Graph& graph, const std::vector<uint32_t>& keys,
                  absl::Time known_at, Source& out) {
  std::vector<ItemIndex> items;
  for (const uint32_t key : keys) graph.ItemsByKey(key, items);
  for (const ItemIndex item : items) {
    const CertificateIndex c = graph.item(item).certificate;
    if (graph.Known(c, known_at)) out.certificates.insert(c);
  }
  out.keys = keys;
}

absl::StatusOr<Source> OfIssuer(const Graph& graph, absl::string_view name,
                                absl::Time known_at) {
  const InstitutionFacts* institution = graph.Institution(name, known_at);
  if (institution == nullptr) return TargetNotFound(name);
  std::vector<TextId> texts{graph.FindText(name)};
  for (const std::string& t : institution->titles) {
    texts.push_back(graph.FindText(t));
  }
  for (const CompetenceFacts* c : graph.CompetencesOf(name, known_at)) {
    texts.push_back(graph.FindText(c->number));
  }
  std::vector<CertificateIndex> candidates;
  for (const TextId t : texts) {
    if (t != kNoText) graph.ByIssuerText(t, candidates);
  }
  Source out;
  for (const CertificateIndex c : candidates) {
    if (graph.Known(c, known_at) &&
        graph.ResolveParty(graph.certificate(c).issuer, known_at) ==
            institution) {
      out.certificates.insert(c);
    }
  }
  return out;
}

absl::StatusOr<Source> FindSource(const Graph& graph,
                                  const AffectedQuestion& question) {
  const absl::string_view target = question.target;
  const absl::Time known_at = question.known_at;
  if (absl::StartsWith(target, "institutions/")) {
    return OfIssuer(graph, target, known_at);
  }
  SUYUAN_ASSIGN_OR_RETURN(const Target found,
                          FindTarget(graph, {question.target, question.issuer,
                                             question.as_of, known_at}));
  Source out;
  if (absl::StartsWith(target, "instruments/") ||
      absl::StartsWith(target, "standards/") ||
      absl::StartsWith(target, "referenceMaterials/")) {
    out.record = question.target;
    AddAllOfKeys(graph, found.keys, known_at, out);
    return out;
  }
  out.certificates.insert(found.certificates.begin(), found.certificates.end());
  out.certificates.insert(found.candidates.begin(), found.candidates.end());
  return out;
}

class Walk {
 public:
  Walk(const Graph& graph, const AffectedQuestion& question,
       const Source& source)
      : graph_(graph), question_(question), source_(source) {}

  absl::Status Run(const Deadline& deadline) {
    for (const CertificateIndex c : source_.certificates) Push(c);
    if (!source_.record.empty()) PushCitingRecord(source_.record);
    for (size_t steps = 0; !todo_.empty(); ++steps) {
      if (steps % 256 == 255) SUYUAN_RETURN_IF_ERROR(deadline.Check());
      const CertificateIndex c = todo_.front();
      todo_.pop_front();
      queued_.erase(c);
      Visit(c);
    }
    return absl::OkStatus();
  }

  // The affected results of each affected certificate.
  absl::flat_hash_map<CertificateIndex, AffectedCertificate>& found() {
    return found_;
  }

 private:
  // Certificates that may rest on `c` are looked at (again).
  void Push(CertificateIndex c) {
    std::vector<ReferenceIndex> citing;
    const CertificateRow& row = graph_.certificate(c);
    graph_.CitingNumber(row.number, citing);
    Enqueue(citing);
    citing.clear();
    for (uint32_t i = 0; i < row.items; ++i) {
      for (const uint32_t key :
           graph_.list(graph_.item(row.first_item + i).keys)) {
        PushCitingKey(key, citing);
      }
    }
    citing.erase(std::remove_if(citing.begin(), citing.end(),
                                [&](ReferenceIndex r) {
                                  return !MayLeadByArtefact(r, row);
                                }),
                 citing.end());
    Enqueue(citing);
  }

  // A standard is cited in all its years, mostly with the number of the
  // certificate that counted then. False where the reference cannot lead to
  // `found` by its artefact: used before that work had ended, or leading to
  // what its numbers name.
  bool MayLeadByArtefact(ReferenceIndex r, const CertificateRow& found) const {
    const ReferenceRow& reference = graph_.reference(r);
    const DayNumber used =
        graph_.certificate(reference.certificate).work_begin();
    if (used == kNoDay || found.work_end() == kNoDay ||
        used < found.work_end()) {
      return false;
    }
    const PartyRow& issuer = reference.issuer;
    if (issuer.institution != kNoText || issuer.title != kNoText ||
        issuer.code != kNoText) {
      return true;  // it may narrow the numbers to none
    }
    std::vector<CertificateIndex> numbered;
    for (const uint32_t number : graph_.list(reference.numbers)) {
      graph_.ByNumber(number, numbered);
    }
    return std::none_of(numbered.begin(), numbered.end(),
                        [&](CertificateIndex c) {
                          return graph_.Known(c, question_.known_at);
                        });
  }

  // A reference may name the artefact by its key, or by a record that has it.
  void PushCitingKey(uint32_t key, std::vector<ReferenceIndex>& citing) {
    graph_.CitingKey(key, citing);
    const absl::string_view text = graph_.key(key);
    graph_.CitingRecord(text, citing);
    for (const auto* s : graph_.StandardsByKey(text, question_.known_at)) {
      graph_.CitingRecord(s->name, citing);
    }
    for (const auto* i : graph_.InstrumentsByKey(text, question_.known_at)) {
      graph_.CitingRecord(i->name, citing);
    }
  }

  void PushCitingRecord(absl::string_view record) {
    std::vector<ReferenceIndex> citing;
    graph_.CitingRecord(record, citing);
    Enqueue(citing);
  }

  void Enqueue(const std::vector<ReferenceIndex>& citing) {
    for (const ReferenceIndex r : citing) {
      const CertificateIndex user = graph_.reference(r).certificate;
      if (graph_.Known(user, question_.known_at) &&
          queued_.insert(user).second) {
        todo_.push_back(user);
      }
    }
  }

  // Looks at every result of `c` that is not known to be affected yet.
  void Visit(CertificateIndex c) {
    const std::vector<Leg> legs = LegsOf(graph_, c, question_.known_at);
    bool more = false;
    for (const ResultIndex r : CountingResults(graph_, c)) {
      uint32_t depth = kNone;
      for (const Support& support : SupportsOf(graph_, r, legs)) {
        depth = std::min(depth, DepthThrough(c, legs[support.leg], support));
      }
      if (depth == kNone) continue;
      const auto [at, added] = depths_.try_emplace(r, depth);
      if (!added && at->second <= depth) continue;
      at->second = depth;
      AffectedCertificate& affected = found_[c];
      if (added) affected.results.push_back(r);
      affected.depth = affected.certificate == kNone
                           ? depth
                           : std::min(affected.depth, depth);
      affected.certificate = c;
      more = true;
    }
    if (more) Push(c);
  }

  // Links to the target through this leg; kNone where it does not lead there.
  uint32_t DepthThrough(CertificateIndex user, const Leg& leg,
                        const Support& support) const {
    if (InWindow(user)) {
      if (leg.state == LegState::kTerminal && leg.record == source_.record) {
        return 1;
      }
      if (leg.state == LegState::kResolved && leg.certificate != user &&
          source_.certificates.contains(leg.certificate)) {
        return 1;
      }
    }
    uint32_t depth = kNone;
    for (const ResultIndex used : support.used) {
      const auto found = depths_.find(used);
      if (found != depths_.end()) depth = std::min(depth, found->second + 1);
    }
    return depth;
  }

  bool InWindow(CertificateIndex user) const {
    const DayNumber day = graph_.certificate(user).work_begin();
    return (question_.from == kNoDay ||
            (day != kNoDay && day >= question_.from)) &&
           (question_.to == kNoDay || (day != kNoDay && day <= question_.to));
  }

  const Graph& graph_;
  const AffectedQuestion& question_;
  const Source& source_;
  std::deque<CertificateIndex> todo_;
  absl::flat_hash_set<CertificateIndex> queued_;
  absl::flat_hash_map<ResultIndex, uint32_t> depths_;
  absl::flat_hash_map<CertificateIndex, AffectedCertificate> found_;
};

// Whether it is the newest certificate of one of its items.
bool IsCurrent(const Graph& graph, CertificateIndex c,
               const AffectedQuestion& question) {
  const CertificateRow& row = graph.certificate(c);
  for (uint32_t i = 0; i < row.items; ++i) {
    const auto keys = graph.list(graph.item(row.first_item + i).keys);
    if (keys.empty() || NewestFor(graph, {keys.begin(), keys.end()},
                                  question.as_of, question.known_at) == c) {
      return true;
    }
  }
  return row.items == 0;
}

int64_t CountItems(const Graph& graph,
                   const std::vector<AffectedCertificate>& affected) {
  absl::flat_hash_set<uint64_t> different;
  for (const AffectedCertificate& a : affected) {
    const CertificateRow& row = graph.certificate(a.certificate);
    for (uint32_t i = 0; i < row.items; ++i) {
      const ItemIndex item = row.first_item + i;
      const auto keys = graph.list(graph.item(item).keys);
      constexpr uint64_t kWithoutKey = uint64_t{1} << 32;
      different.insert(keys.empty() ? kWithoutKey | item : keys.front());
    }
  }
  return static_cast<int64_t>(different.size());
}

}  // namespace

absl::StatusOr<AffectedAnswer> FindAffected(const Graph& graph,
                                            const AffectedQuestion& question,
                                            const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const Source source, FindSource(graph, question));
  Walk walk(graph, question, source);
  SUYUAN_RETURN_IF_ERROR(walk.Run(deadline));
  AffectedAnswer out;
  for (auto& [certificate, affected] : walk.found()) {
    affected.current = IsCurrent(graph, certificate, question);
    if (question.current_only && !affected.current) continue;
    std::sort(affected.results.begin(), affected.results.end());
    out.certificates.push_back(std::move(affected));
  }
  std::sort(
      out.certificates.begin(), out.certificates.end(),
      [&graph](const AffectedCertificate& a, const AffectedCertificate& b) {
        const CertificateRow& x = graph.certificate(a.certificate);
        const CertificateRow& y = graph.certificate(b.certificate);
        return std::tuple(x.work_end(), graph.text(x.name)) <
               std::tuple(y.work_end(), graph.text(y.name));
      });
  out.items = CountItems(graph, out.certificates);
  return out;
}

}  // namespace suyuan::traceability
