#include "services/traceability/recall/affected.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/base/status.h"
#include "services/traceability/recall/affected_source.h"
#include "services/traceability/settled/blocks.h"

namespace suyuan::traceability {
namespace {

class Walk {
 public:
  Walk(const Graph& graph, const AffectedQuestion& question,
       const AffectedSource& source)
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

  std::vector<AffectedCertificate> TakeFound() {
    std::vector<AffectedCertificate> out;
    out.reserve(found_.size());
    for (auto& [certificate, affected] : found_) {
      out.push_back(std::move(affected));
    }
    return out;
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
    const CertificateRow& row = graph_.certificate(user);
    if (InWindow(question_, row.work_begin()) &&
        IsFaultyUse(question_, source_, row)) {
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

  const Graph& graph_;
  const AffectedQuestion& question_;
  const AffectedSource& source_;
  std::deque<CertificateIndex> todo_;
  absl::flat_hash_set<CertificateIndex> queued_;
  absl::flat_hash_map<ResultIndex, uint32_t> depths_;
  absl::flat_hash_map<CertificateIndex, AffectedCertificate> found_;
};

// Whether it can be the newest certificate of something (docs/rules.md 1).
bool Counts(const Graph& graph, CertificateIndex c,
            const AffectedQuestion& question) {
  const CertificateRow& row = graph.certificate(c);
  return row.kind != CertificateKind::kComparison && row.work_end() != kNoDay &&
         row.work_end() <= question.as_of &&
         graph.Known(c, question.known_at) &&
         graph.VoidFrom(c, question.known_at) > question.as_of;
}

// Whether no other certificate of the artefact is newer.
bool IsNewest(const Graph& graph, CertificateIndex c,
              absl::Span<const uint32_t> keys,
              const AffectedQuestion& question) {
  bool newest = true;
  for (const uint32_t key : keys) {
    graph.VisitItemsByKey(key, [&](ItemIndex item) {
      const CertificateIndex other = graph.item(item).certificate;
      newest = other == c || !Newer(graph, other, c) ||
               !Counts(graph, other, question);
      return newest;
    });
    if (!newest) return false;
  }
  return true;
}

// Whether it is the newest certificate of one of its items.
bool IsCurrent(const Graph& graph, CertificateIndex c,
               const AffectedQuestion& question) {
  const CertificateRow& row = graph.certificate(c);
  const bool counts = Counts(graph, c, question);
  for (uint32_t i = 0; i < row.items; ++i) {
    const auto keys = graph.list(graph.item(row.first_item + i).keys);
    if (keys.empty() || (counts && IsNewest(graph, c, keys, question))) {
      return true;
    }
  }
  return row.items == 0;
}

// Items are told apart by their first key; one without is one of its own.
int64_t CountItems(const Graph& graph,
                   const std::vector<AffectedCertificate>& affected) {
  Blocks<uint8_t> seen;  // by key
  seen.GrowTo(graph.keys());
  int64_t count = 0;
  for (const AffectedCertificate& a : affected) {
    const CertificateRow& row = graph.certificate(a.certificate);
    for (uint32_t i = 0; i < row.items; ++i) {
      const auto keys = graph.list(graph.item(row.first_item + i).keys);
      if (!keys.empty() && seen[keys.front()]++ != 0) {
        seen[keys.front()] = 1;
        continue;
      }
      ++count;
    }
  }
  return count;
}

// What a certificate is sorted by: its day, then its name, whose first letters
// mostly decide.
struct Rank {
  DayNumber day;
  uint64_t letters;
  uint32_t place;
};

Rank RankOf(const Graph& graph, const std::vector<AffectedCertificate>& all,
            uint32_t place) {
  constexpr size_t kPrefix = sizeof("certificates/") - 1;
  const CertificateRow& row = graph.certificate(all[place].certificate);
  const absl::string_view name = graph.text(row.name);
  uint64_t letters = 0;
  for (size_t i = kPrefix; i < kPrefix + sizeof(letters); ++i) {
    letters = letters << 8 | (i < name.size() ? uint8_t(name[i]) : 0);
  }
  return {row.work_end(), letters, place};
}

void SortByDayAndName(const Graph& graph,
                      std::vector<AffectedCertificate>& all) {
  std::vector<Rank> ranks;
  ranks.reserve(all.size());
  for (uint32_t i = 0; i < all.size(); ++i) {
    ranks.push_back(RankOf(graph, all, i));
  }
  const auto name = [&](const Rank& rank) {
    return graph.text(graph.certificate(all[rank.place].certificate).name);
  };
  std::sort(ranks.begin(), ranks.end(), [&](const Rank& a, const Rank& b) {
    if (a.day != b.day) return a.day < b.day;
    if (a.letters != b.letters) return a.letters < b.letters;
    return name(a) < name(b);
  });
  std::vector<AffectedCertificate> sorted;
  sorted.reserve(all.size());
  for (const Rank& rank : ranks) sorted.push_back(std::move(all[rank.place]));
  all = std::move(sorted);
}

}  // namespace

absl::StatusOr<AffectedAnswer> FindAffected(const Graph& graph,
                                            const AffectedQuestion& question,
                                            const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const AffectedSource source,
                          FindSource(graph, question));
  Walk walk(graph, question, source);
  SUYUAN_RETURN_IF_ERROR(walk.Run(deadline));
  std::vector<AffectedCertificate> found = walk.TakeFound();
  AddTargets(graph, question, source, found);
  return ToAnswer(graph, question, std::move(found));
}

AffectedAnswer ToAnswer(const Graph& graph, const AffectedQuestion& question,
                        std::vector<AffectedCertificate> found) {
  AffectedAnswer out;
  for (AffectedCertificate& affected : found) {
    affected.current = IsCurrent(graph, affected.certificate, question);
    if (question.current_only && !affected.current) continue;
    std::sort(affected.results.begin(), affected.results.end());
    out.certificates.push_back(std::move(affected));
  }
  SortByDayAndName(graph, out.certificates);
  out.items = CountItems(graph, out.certificates);
  return out;
}

}  // namespace suyuan::traceability
