#include "services/certificates/store/memory_certificate_store.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "libs/base/check.h"
#include "libs/base/request_id.h"
#include "libs/base/status.h"

namespace suyuan::certificates {

// Copied before a unit of work and put back where it fails: slow and plain.
struct MemoryCertificateStore::State {
  struct Row {
    KeptCertificate kept;
    // Shared between copies of the state; never changed.
    std::shared_ptr<const std::string> original;
  };
  struct Entry {
    FeedEntry::Kind kind = FeedEntry::Kind::kImport;
    CertificateId certificate;
    absl::Time recorded_at;
    std::shared_ptr<const std::string> payload;
  };
  struct Remembered {
    std::string method;
    std::string digest;
    std::string answer;
  };
  std::map<CertificateId, Row> rows;
  std::map<int64_t, CertificateId> by_position;
  std::map<TermValue, std::vector<int64_t>> by_term;
  std::map<CertificateId, std::vector<StatusChange>> changes;
  std::vector<Entry> feed;
  std::map<std::string, Remembered> answers;
  std::vector<std::string> leaves;
  std::map<std::pair<int, int64_t>, tlog::Hash> nodes;
  std::optional<SignedHead> head;
  std::map<WitnessStage, std::string> witness_notes;
};

class MemoryCertificateStore::Unit : public CertificateWriter {
 public:
  explicit Unit(State& state) : state_(state) {}

  absl::StatusOr<std::optional<KeptCertificate>> Find(
      const CertificateId& id) override {
    const auto found = state_.rows.find(id);
    if (found == state_.rows.end()) return std::nullopt;
    return found->second.kept;
  }

  absl::StatusOr<std::vector<KeptCertificate>> Scan(
      const std::optional<TermValue>& term, int64_t before,
      int64_t limit) override {
    std::vector<KeptCertificate> found;
    const std::vector<int64_t> positions = PositionsOf(term);
    for (auto p = positions.rbegin(); p != positions.rend(); ++p) {
      if (static_cast<int64_t>(found.size()) == limit) break;
      if (*p >= before) continue;
      found.push_back(state_.rows.at(state_.by_position.at(*p)).kept);
    }
    return found;
  }

  absl::StatusOr<std::vector<StatusChange>> Changes(
      const CertificateId& id) override {
    const auto found = state_.changes.find(id);
    if (found == state_.changes.end()) return std::vector<StatusChange>();
    return found->second;
  }

  absl::StatusOr<std::string> Document(const KeptCertificate& kept) override {
    return *state_.feed[kept.position - 1].payload;
  }

  absl::StatusOr<std::string> Original(const KeptCertificate& kept) override {
    return *state_.rows.at(kept.id).original;
  }

  absl::StatusOr<int64_t> LastPosition() override {
    return static_cast<int64_t>(state_.feed.size());
  }

  absl::StatusOr<std::vector<FeedEntry>> FeedAfter(int64_t after,
                                                   int64_t max_count,
                                                   int64_t max_bytes) override {
    std::vector<FeedEntry> entries;
    int64_t bytes = 0;
    for (size_t i = std::max<int64_t>(after, 0); i < state_.feed.size(); ++i) {
      const State::Entry& entry = state_.feed[i];
      bytes += static_cast<int64_t>(entry.payload->size());
      if (static_cast<int64_t>(entries.size()) == max_count) break;
      if (!entries.empty() && bytes > max_bytes) break;
      entries.push_back({static_cast<int64_t>(i) + 1, entry.kind,
                         entry.certificate, entry.recorded_at, *entry.payload});
    }
    return entries;
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RememberedRequest& request) override {
    const auto found = state_.answers.find(request.request_id);
    if (found == state_.answers.end()) return std::nullopt;
    if (found->second.method != request.method ||
        found->second.digest != request.digest) {
      return RequestIdReused(request.request_id);
    }
    return found->second.answer;
  }

  absl::StatusOr<int64_t> LogSize() override {
    return static_cast<int64_t>(state_.leaves.size());
  }

  absl::StatusOr<std::vector<std::string>> LogLeaves(int64_t start,
                                                     int64_t count) override {
    const int64_t size = static_cast<int64_t>(state_.leaves.size());
    const int64_t from = std::clamp<int64_t>(start, 0, size);
    const int64_t to = std::min(size, from + std::max<int64_t>(count, 0));
    return std::vector<std::string>(state_.leaves.begin() + from,
                                    state_.leaves.begin() + to);
  }

  absl::StatusOr<std::vector<tlog::Hash>> LogHashes(int level, int64_t first,
                                                    int count) override {
    std::vector<tlog::Hash> hashes;
    for (int64_t index = first; index < first + count; ++index) {
      const auto found = state_.nodes.find({level, index});
      SUYUAN_CHECK(found != state_.nodes.end());
      hashes.push_back(found->second);
    }
    return hashes;
  }

  absl::StatusOr<std::optional<SignedHead>> Head() override {
    return state_.head;
  }

  absl::StatusOr<std::optional<std::string>> WitnessNote(
      WitnessStage stage) override {
    const auto found = state_.witness_notes.find(stage);
    if (found == state_.witness_notes.end()) return std::nullopt;
    return found->second;
  }

  absl::Status Keep(const KeptCertificate& kept, absl::string_view original,
                    absl::string_view payload) override {
    SUYUAN_CHECK(state_.rows.count(kept.id) == 0);
    Append(kept.position, FeedEntry::Kind::kImport, kept.id, kept.recorded_at,
           payload);
    for (const TermValue& term : TermsOf(kept.particulars)) {
      state_.by_term[term].push_back(kept.position);
    }
    state_.by_position.emplace(kept.position, kept.id);
    state_.rows.emplace(
        kept.id, State::Row{kept, std::make_shared<std::string>(original)});
    return absl::OkStatus();
  }

  absl::Status KeepChange(const CertificateId& id, const StatusChange& change,
                          absl::string_view payload) override {
    SUYUAN_CHECK(state_.rows.count(id) == 1);
    Append(change.position, FeedEntry::Kind::kStatus, id, change.recorded_at,
           payload);
    state_.changes[id].push_back(change);
    return absl::OkStatus();
  }

  absl::Status KeepAnswer(const RememberedRequest& request,
                          absl::string_view answer, absl::Time) override {
    const bool is_new =
        state_.answers
            .emplace(request.request_id,
                     State::Remembered{request.method, request.digest,
                                       std::string(answer)})
            .second;
    SUYUAN_CHECK(is_new);
    return absl::OkStatus();
  }

  absl::Status PutLogLeaf(int64_t index, absl::string_view leaf) override {
    SUYUAN_CHECK(index == static_cast<int64_t>(state_.leaves.size()));
    state_.leaves.emplace_back(leaf);
    return absl::OkStatus();
  }

  absl::Status PutLogHash(const tlog::StoredHash& stored) override {
    const auto index = static_cast<int64_t>(stored.index);
    SUYUAN_CHECK(
        state_.nodes.emplace(std::pair(stored.level, index), stored.hash)
            .second);
    return absl::OkStatus();
  }

  absl::StatusOr<bool> AdvanceHead(int64_t expected,
                                   const SignedHead& next) override {
    const int64_t stored = state_.head.has_value() ? state_.head->size : 0;
    if (stored != expected) return false;
    state_.head = next;
    return true;
  }

  absl::Status PutWitnessNote(WitnessStage stage,
                              absl::string_view note) override {
    state_.witness_notes.erase(stage);
    if (!note.empty()) state_.witness_notes[stage] = std::string(note);
    return absl::OkStatus();
  }

 private:
  std::vector<int64_t> PositionsOf(const std::optional<TermValue>& term) const {
    if (term.has_value()) {
      const auto found = state_.by_term.find(*term);
      return found == state_.by_term.end() ? std::vector<int64_t>()
                                           : found->second;
    }
    std::vector<int64_t> all;
    for (const auto& entry : state_.by_position) all.push_back(entry.first);
    return all;
  }

  void Append(int64_t position, FeedEntry::Kind kind, const CertificateId& id,
              absl::Time recorded_at, absl::string_view payload) {
    SUYUAN_CHECK(position == static_cast<int64_t>(state_.feed.size()) + 1);
    state_.feed.push_back(
        {kind, id, recorded_at, std::make_shared<std::string>(payload)});
  }

  State& state_;
};

MemoryCertificateStore::MemoryCertificateStore()
    : state_(std::make_unique<State>()) {}

MemoryCertificateStore::~MemoryCertificateStore() = default;

absl::Status MemoryCertificateStore::Read(ReadWork work,
                                          const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  MutexLock lock(mutex_);
  Unit unit(*state_);
  return work(unit);
}

absl::Status MemoryCertificateStore::Run(WriteWork& work) {
  int64_t position = 0;
  {
    MutexLock lock(mutex_);
    auto before = std::make_unique<State>(*state_);
    Unit unit(*state_);
    if (absl::Status status = work(unit); !status.ok()) {
      state_ = std::move(before);
      return status;
    }
    position = static_cast<int64_t>(state_->feed.size());
    moved_.NotifyAll();
  }
  MutexLock lock(subscribers_mutex_);
  for (const auto& [number, moved] : subscribers_) moved(position);
  return absl::OkStatus();
}

void MemoryCertificateStore::WriteAsync(WriteWork work, Done done) {
  done(Run(work));
}

absl::Status MemoryCertificateStore::Write(WriteWork work,
                                           const Deadline& deadline) {
  SUYUAN_RETURN_IF_ERROR(deadline.Check());
  return Run(work);
}

int64_t MemoryCertificateStore::last_position() const {
  MutexLock lock(mutex_);
  return static_cast<int64_t>(state_->feed.size());
}

int64_t MemoryCertificateStore::Subscribe(std::function<void(int64_t)> moved) {
  MutexLock lock(subscribers_mutex_);
  subscribers_.emplace(next_subscription_, std::move(moved));
  return next_subscription_++;
}

void MemoryCertificateStore::Unsubscribe(int64_t subscription) {
  MutexLock lock(subscribers_mutex_);
  subscribers_.erase(subscription);
}

absl::Status MemoryCertificateStore::WaitFor(int64_t position,
                                             const Deadline& deadline) {
  MutexLock lock(mutex_);
  while (static_cast<int64_t>(state_->feed.size()) < position) {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    moved_.WaitFor(mutex_, absl::Milliseconds(50));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
