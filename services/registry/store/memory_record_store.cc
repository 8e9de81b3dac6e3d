#include "services/registry/store/memory_record_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/request_id.h"
#include "libs/base/status.h"
#include "libs/text/search_tokens.h"
#include "services/registry/errors.h"

namespace suyuan::registry {
namespace {

bool HasTermLike(const std::vector<IndexTerm>& terms, const TermMatch& match) {
  return std::any_of(terms.begin(), terms.end(), [&](const IndexTerm& term) {
    if (term.field != match.term.field) return false;
    return match.is_prefix ? absl::StartsWith(term.value, match.term.value)
                           : term.value == match.term.value;
  });
}

bool IsFoundBy(const std::vector<std::string>& tokens,
               const std::vector<text::QueryToken>& wanted) {
  const auto has = [&](const text::QueryToken& w) {
    return std::any_of(tokens.begin(), tokens.end(), [&](const auto& token) {
      return w.is_prefix ? absl::StartsWith(token, w.text) : token == w.text;
    });
  };
  return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), has);
}

bool IsAsked(RecordKind kind, const std::vector<RecordKind>& kinds) {
  return kinds.empty() ||
         std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool IsWalked(const WalkQuery& query, RecordKind kind,
              const std::vector<IndexTerm>& terms) {
  return std::any_of(query.sources.begin(), query.sources.end(),
                     [&](const WalkQuery::Source& source) {
                       return source.kind == kind &&
                              std::all_of(
                                  source.terms.begin(), source.terms.end(),
                                  [&](const IndexTerm& term) {
                                    return HasTermLike(terms, {term, false});
                                  });
                     });
}

}  // namespace

// Works on the state in place and takes back what it did if the unit fails.
class MemoryRecordStore::Transaction : public RecordTransaction {
 public:
  explicit Transaction(State& state) : state_(state) {}

  absl::StatusOr<std::optional<Record>> Find(absl::string_view name) override {
    const Stored* newest = Newest(name);
    if (newest == nullptr) return std::nullopt;
    return newest->record;
  }

  absl::StatusOr<bool> Has(absl::string_view name) override {
    return Newest(name) != nullptr;
  }

  absl::StatusOr<std::optional<Record>> FindRevision(
      absl::string_view name, int64_t revision) override {
    const auto found = state_.records.find(std::string(name));
    if (found == state_.records.end() || revision < 1 ||
        revision > static_cast<int64_t>(found->second.size())) {
      return std::nullopt;
    }
    return found->second[revision - 1].record;
  }

  absl::StatusOr<bool> HasTerm(absl::string_view name,
                               const IndexTerm& term) override {
    const Stored* newest = Newest(name);
    return newest != nullptr && HasTermLike(newest->terms, {term, false});
  }

  absl::StatusOr<std::optional<std::string>> FindOther(
      RecordKind kind, const IndexTerm& term, absl::string_view name) override {
    for (const auto& [other, revisions] : state_.records) {
      const Stored& newest = revisions.back();
      if (newest.record.kind == kind && other != name &&
          HasTermLike(newest.terms, {term, false})) {
        return other;
      }
    }
    return std::nullopt;
  }

  absl::StatusOr<int64_t> Append(
      const Record& record, const std::vector<IndexTerm>& terms,
      const std::vector<std::string>& search_tokens) override {
    Stored stored{record, terms, search_tokens};
    stored.record.position = static_cast<int64_t>(state_.changes.size()) + 1;
    state_.changes.push_back(stored.record);
    state_.records[record.name].push_back(std::move(stored));
    appended_.push_back(record.name);
    last_recorded_at_ = std::max(last_recorded_at_, record.recorded_at);
    return state_.changes.size();
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RequestKey& key) override {
    const auto found = state_.answers.find(key.request_id);
    if (found == state_.answers.end()) return std::nullopt;
    if (found->second.key.method != key.method ||
        found->second.key.digest != key.digest) {
      return RequestIdReused(key.request_id);
    }
    return found->second.text;
  }

  absl::Status KeepAnswer(const RequestKey& key, absl::string_view answer,
                          absl::Time /*now*/) override {
    state_.answers[key.request_id] = {key, std::string(answer)};
    kept_.push_back(key.request_id);
    return absl::OkStatus();
  }

  void Commit() {
    state_.last_recorded_at =
        std::max(state_.last_recorded_at, last_recorded_at_);
  }
  void RollBack() {
    for (const std::string& name : appended_) {
      std::vector<Stored>& revisions = state_.records[name];
      revisions.pop_back();
      if (revisions.empty()) state_.records.erase(name);
      state_.changes.pop_back();
    }
    for (const std::string& id : kept_) state_.answers.erase(id);
  }

 private:
  const Stored* Newest(absl::string_view name) const {
    const auto found = state_.records.find(std::string(name));
    return found == state_.records.end() ? nullptr : &found->second.back();
  }

  State& state_;
  std::vector<std::string> appended_;
  std::vector<std::string> kept_;
  absl::Time last_recorded_at_ = absl::InfinitePast();
};

void MemoryRecordStore::Write(Unit unit, Done done) {
  absl::Status status;
  {
    const MutexLock lock(mutex_);
    Transaction transaction(state_);
    const size_t before = state_.changes.size();
    status = unit(transaction);
    if (status.ok()) {
      transaction.Commit();
    } else {
      transaction.RollBack();
    }
    if (state_.changes.size() > before) {
      for (const auto& [id, on_change] : subscribers_) {
        on_change(static_cast<int64_t>(state_.changes.size()));
      }
    }
  }
  done(std::move(status));
}

const MemoryRecordStore::Stored* MemoryRecordStore::AsKnown(
    const std::vector<Stored>& revisions, std::optional<absl::Time> known_at) {
  if (!known_at.has_value()) return &revisions.back();
  const Stored* known = nullptr;
  for (const Stored& stored : revisions) {
    if (stored.record.recorded_at <= *known_at) known = &stored;
  }
  return known;
}

absl::StatusOr<std::optional<Record>> MemoryRecordStore::Find(
    absl::string_view name, std::optional<absl::Time> known_at,
    const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  const auto found = state_.records.find(std::string(name));
  if (found == state_.records.end()) return std::nullopt;
  const Stored* known = AsKnown(found->second, known_at);
  if (known == nullptr) return std::nullopt;
  return known->record;
}

absl::StatusOr<std::vector<Record>> MemoryRecordStore::History(
    absl::string_view name, int64_t before, int limit,
    const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  std::vector<Record> out;
  const auto found = state_.records.find(std::string(name));
  if (found == state_.records.end()) return out;
  const std::vector<Stored>& revisions = found->second;
  for (auto it = revisions.rbegin(); it != revisions.rend(); ++it) {
    if (static_cast<int>(out.size()) == limit) break;
    if (before > 0 && it->record.revision >= before) continue;
    out.push_back(it->record);
  }
  return out;
}

absl::StatusOr<ScanPage> MemoryRecordStore::Scan(const ScanQuery& query,
                                                 Keep keep,
                                                 const Deadline& deadline) {
  const MutexLock lock(mutex_);
  ScanPage page;
  const std::string first = query.after_name.empty()
                                ? absl::StrCat(CollectionOf(query.kind), "/")
                                : query.after_name;
  int64_t scanned = 0;
  std::string last;
  for (auto it = state_.records.upper_bound(first);
       it != state_.records.end() && KindOfName(it->first) == query.kind;
       ++it) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    const Stored* known = AsKnown(it->second, query.known_at);
    if (known == nullptr) continue;
    const bool fits = std::all_of(query.terms.begin(), query.terms.end(),
                                  [&](const TermMatch& m) {
                                    return HasTermLike(known->terms, m);
                                  }) &&
                      (!query.as_of.has_value() ||
                       known->record.period.Contains(*query.as_of));
    if (!fits) continue;
    if (static_cast<int>(page.records.size()) == query.page_size ||
        scanned == query.max_scanned) {
      page.next_after_name = last;
      return page;
    }
    ++scanned;
    last = it->first;
    SUYUAN_ASSIGN_OR_RETURN(const bool kept, keep(known->record));
    if (kept) page.records.push_back(known->record);
  }
  return page;
}

absl::Status MemoryRecordStore::EachTerm(const TermQuery& query, UseTerm use,
                                         const Deadline& deadline) {
  const MutexLock lock(mutex_);
  std::vector<std::pair<absl::string_view, absl::string_view>> found;
  for (const auto& [name, revisions] : state_.records) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    const Stored* known = AsKnown(revisions, query.known_at);
    if (known == nullptr || known->record.kind != query.kind) continue;
    for (const IndexTerm& term : known->terms) {
      if (term.field == query.field &&
          absl::StartsWith(term.value, query.prefix)) {
        found.emplace_back(term.value, name);
      }
    }
  }
  std::sort(found.begin(), found.end());
  for (const auto& [value, name] : found) {
    SUYUAN_RETURN_IF_ERROR(use(value, name));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WalkedTerm>> MemoryRecordStore::Walk(
    const WalkQuery& query, const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  const WalkedTerm after{query.after_value, query.after_name};
  std::vector<WalkedTerm> walked;
  for (const auto& [name, revisions] : state_.records) {
    if (!IsWalked(query, revisions.back().record.kind,
                  revisions.back().terms)) {
      continue;
    }
    for (const IndexTerm& term : revisions.back().terms) {
      WalkedTerm here{term.value, name};
      if (term.field == query.field && after < here &&
          here.value <= query.last_value) {
        walked.push_back(std::move(here));
      }
    }
  }
  std::sort(walked.begin(), walked.end());
  if (walked.size() > static_cast<size_t>(query.limit)) {
    walked.resize(static_cast<size_t>(query.limit));
  }
  return walked;
}

std::vector<const MemoryRecordStore::Stored*> MemoryRecordStore::Found(
    const SearchQuery& query) const {
  const std::vector<text::QueryToken> wanted = text::QueryTokens(query.text);
  std::map<int64_t, const Stored*> found;
  for (const auto& [name, revisions] : state_.records) {
    const Stored& newest = revisions.back();
    if (IsAsked(newest.record.kind, query.kinds) &&
        IsFoundBy(newest.search_tokens, wanted)) {
      found[revisions.front().record.position] = &newest;
    }
  }
  std::vector<const Stored*> in_order;
  for (const auto& [first, newest] : found) in_order.push_back(newest);
  return in_order;
}

absl::StatusOr<ScanPage> MemoryRecordStore::Search(const SearchQuery& query,
                                                   const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  const MutexLock lock(mutex_);
  int64_t after = 0;
  if (!query.after_name.empty()) {
    const auto last = state_.records.find(query.after_name);
    if (last == state_.records.end()) return RecordNotFound(query.after_name);
    after = last->second.front().record.position;
  }
  ScanPage page;
  int64_t scanned = 0;
  std::string last;
  for (const Stored* stored : Found(query)) {
    const Record& record = stored->record;
    if (state_.records[record.name].front().record.position <= after) continue;
    if (static_cast<int>(page.records.size()) == query.page_size ||
        scanned == query.max_scanned) {
      page.next_after_name = last;
      return page;
    }
    ++scanned;
    last = record.name;
    if (!query.as_of.has_value() || record.period.Contains(*query.as_of)) {
      page.records.push_back(record);
    }
  }
  return page;
}

int64_t MemoryRecordStore::last_position() const {
  const MutexLock lock(mutex_);
  return static_cast<int64_t>(state_.changes.size());
}

absl::StatusOr<absl::Time> MemoryRecordStore::LastRecordedAt() {
  const MutexLock lock(mutex_);
  return state_.last_recorded_at;
}

absl::StatusOr<std::vector<Record>> MemoryRecordStore::Changes(
    int64_t after, int max_count, int64_t max_bytes) {
  const MutexLock lock(mutex_);
  std::vector<Record> out;
  int64_t bytes = 0;
  for (int64_t i = after; i < static_cast<int64_t>(state_.changes.size());
       ++i) {
    const Record& change = state_.changes[i];
    bytes += static_cast<int64_t>(change.payload.size());
    if (!out.empty() && bytes > max_bytes) break;
    if (static_cast<int>(out.size()) == max_count) break;
    out.push_back(change);
  }
  return out;
}

int64_t MemoryRecordStore::Subscribe(std::function<void(int64_t)> on_change) {
  const MutexLock lock(mutex_);
  subscribers_[next_subscription_] = std::move(on_change);
  return next_subscription_++;
}

void MemoryRecordStore::Unsubscribe(int64_t subscription) {
  const MutexLock lock(mutex_);
  subscribers_.erase(subscription);
}

}  // namespace suyuan::registry
