#include "services/credit/sql_credit_store.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/random.h"
#include "libs/sql/follower_position.h"
#include "libs/sql/idempotency.h"
#include "services/credit/sql_rows.h"

namespace suyuan::credit {
namespace {

constexpr absl::string_view kService = "credit";
// How long the answer to a request_id is kept at least.
constexpr absl::Duration kAnswerLife = absl::Hours(24 * 8);
// Kinds in the change feed.
constexpr absl::string_view kSubject = "creditSubject";
constexpr absl::string_view kFact = "creditFact";
// Rows a page is read in: more than a page, few enough to hold.
constexpr int64_t kScanChunk = 500;

template <typename T>
std::optional<T> FirstOf(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

absl::StatusOr<ChangeEntry> EntryAt(sql::Transaction& transaction,
                                    int64_t position) {
  ChangeEntry entry;
  entry.position = position;
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<StoredFact> facts,
      SelectFacts(transaction, " WHERE f.position = $1", {position}));
  if (!facts.empty()) {
    entry.fact = std::move(facts.front());
    return entry;
  }
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<StoredSubject> subjects,
      SelectSubjects(transaction, " WHERE s.position = $1", {position}));
  // Every position of the feed is one of the two, written with it.
  SUYUAN_CHECK(!subjects.empty());
  entry.subject = std::move(subjects.front());
  return entry;
}

absl::StatusOr<std::optional<StoredSubject>> NewestSubject(
    sql::Transaction& transaction, absl::string_view subject_id) {
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<StoredSubject> found,
      SelectSubjects(transaction,
                     " WHERE s.subject_id = $1 AND s.is_newest = 1",
                     {subject_id}));
  return FirstOf(std::move(found));
}

absl::Status MakeSecret(sql::Transaction& transaction) {
  crypto::SystemRandom random;
  return transaction
      .Execute("INSERT INTO credit_secret (name, value) VALUES ($1, $2)",
               {"page tokens", sql::Value::Bytes(random.Bytes(32))})
      .status();
}

absl::StatusOr<std::string> ReadSecret(sql::Database& database) {
  std::string secret;
  SUYUAN_RETURN_IF_ERROR(database.Read([&](sql::Transaction& transaction) {
    return transaction.Query("SELECT value FROM credit_secret WHERE name = $1",
                             {"page tokens"}, [&](const sql::Row& row) {
                               secret = std::string(row.Bytes(0));
                               return absl::OkStatus();
                             });
  }));
  return secret;
}

}  // namespace

class SqlCreditStore::Transaction : public CreditTransaction {
 public:
  Transaction(sql::Transaction& transaction, sql::Journal& journal)
      : transaction_(transaction), journal_(journal) {}

  absl::StatusOr<std::optional<StoredSubject>> FindSubject(
      absl::string_view subject_id) override {
    return NewestSubject(transaction_, subject_id);
  }
  absl::StatusOr<std::optional<StoredSubject>> FindByInstitution(
      absl::string_view institution) override {
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<StoredSubject> found,
        SelectSubjects(transaction_,
                       " WHERE s.institution = $1 AND s.is_newest = 1 "
                       "ORDER BY s.subject_id LIMIT 1",
                       {institution}));
    return FirstOf(std::move(found));
  }
  absl::StatusOr<std::optional<StoredFact>> FindFact(
      absl::string_view fact_id) override {
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<StoredFact> found,
        SelectFacts(transaction_,
                    " WHERE f.fact_id = $1 AND f.version = (SELECT "
                    "MAX(version) FROM credit_fact WHERE fact_id = $1)",
                    {fact_id}));
    return FirstOf(std::move(found));
  }
  absl::StatusOr<std::optional<StoredFact>> FindByKey(
      const FactKey& key) override {
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<StoredFact> found,
        SelectFacts(transaction_,
                    " WHERE f.source_system = $1 AND f.document_no = $2 AND "
                    "f.indicator_id = $3 AND f.version = 1",
                    {key.source_system, key.document_no, key.indicator_id}));
    return FirstOf(std::move(found));
  }
  absl::StatusOr<ChangeEntry> ChangeAt(int64_t position) override {
    return EntryAt(transaction_, position);
  }

  absl::StatusOr<int64_t> Append(const StoredSubject& subject) override {
    StoredSubject stored = subject;
    SUYUAN_ASSIGN_OR_RETURN(
        stored.position,
        journal_.Append(transaction_, kSubject, subject.subject.subject_id,
                        subject.recorded_at, absl::StrCat(subject.version)));
    SUYUAN_RETURN_IF_ERROR(InsertSubject(transaction_, stored));
    return stored.position;
  }
  absl::StatusOr<int64_t> Append(const Fact& fact) override {
    SUYUAN_ASSIGN_OR_RETURN(
        const int64_t position,
        journal_.Append(transaction_, kFact, fact.fact_id, fact.recorded_at,
                        absl::StrCat(fact.version)));
    SUYUAN_RETURN_IF_ERROR(InsertFact(transaction_, {fact, position}));
    return position;
  }

  absl::StatusOr<std::optional<int64_t>> FindAnswer(
      const RequestKey& key) override {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<std::string> answer,
        sql::FindResponse(transaction_,
                          {key.request_id, key.method, key.digest}));
    if (!answer.has_value()) return std::nullopt;
    int64_t position = 0;
    SUYUAN_CHECK(absl::SimpleAtoi(*answer, &position));
    return position;
  }
  absl::Status KeepAnswer(const RequestKey& key, int64_t position,
                          absl::Time now) override {
    // Two go for one that comes, so what is kept stays bounded by a week's.
    SUYUAN_RETURN_IF_ERROR(
        sql::ExpireResponses(transaction_, now - kAnswerLife, 2).status());
    return sql::StoreResponse(transaction_,
                              {key.request_id, key.method, key.digest},
                              absl::StrCat(position), now);
  }

  absl::StatusOr<int64_t> FollowedPosition(absl::string_view feed) override {
    return sql::LoadPosition(transaction_, feed);
  }
  absl::Status KeepFollowedPosition(absl::string_view feed,
                                    int64_t position) override {
    return sql::StorePosition(transaction_, feed, position);
  }

 private:
  sql::Transaction& transaction_;
  sql::Journal& journal_;
};

std::vector<sql::Phase> CreditSchema() {
  return {
      sql::Journal::SchemaPhase(),
      sql::IdempotencyPhase(),
      sql::FollowerPositionPhase(),
      CreditTables(),
      {.name = "credit secret",
       .script = "CREATE TABLE credit_secret (name TEXT PRIMARY KEY, "
                 "value BLOB NOT NULL)",
       .run = MakeSecret},
  };
}

absl::StatusOr<std::unique_ptr<SqlCreditStore>> SqlCreditStore::Open(
    sql::Database& database, absl::Time now) {
  SUYUAN_RETURN_IF_ERROR(
      sql::Migrate(database, kService, CreditSchema(), now).status());
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<sql::Journal> journal,
                          sql::Journal::Open(database));
  SUYUAN_ASSIGN_OR_RETURN(std::string secret, ReadSecret(database));
  return std::unique_ptr<SqlCreditStore>(
      new SqlCreditStore(database, std::move(journal), std::move(secret)));
}

void SqlCreditStore::Write(Unit unit, Done done) {
  database_.WriteAsync(
      [this, unit = std::move(unit)](sql::Transaction& transaction) mutable {
        Transaction credit(transaction, *journal_);
        return unit(credit);
      },
      std::move(done));
}

absl::StatusOr<std::optional<StoredSubject>> SqlCreditStore::FindSubject(
    absl::string_view subject_id, const Deadline& deadline) {
  std::optional<StoredSubject> found;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(found, NewestSubject(transaction, subject_id));
        return absl::OkStatus();
      },
      deadline));
  return found;
}

absl::StatusOr<SubjectPage> SqlCreditStore::Scan(const SubjectScan& scan,
                                                 Keep keep,
                                                 const Deadline& deadline) {
  SubjectPage page;
  const auto read = [&](sql::Transaction& transaction) -> absl::Status {
    page = SubjectPage();
    std::string after = scan.after_id;
    int64_t scanned = 0;
    while (true) {
      SUYUAN_RETURN_IF_ERROR(deadline.Check());
      SUYUAN_ASSIGN_OR_RETURN(
          const std::vector<StoredSubject> chunk,
          SelectSubjects(transaction,
                         " WHERE s.subject_id > $1 AND s.is_newest = 1 "
                         "ORDER BY s.subject_id LIMIT $2",
                         {after, kScanChunk}));
      for (const StoredSubject& subject : chunk) {
        if (static_cast<int>(page.subjects.size()) == scan.page_size ||
            scanned == scan.max_scanned) {
          page.next_after_id = after;
          return absl::OkStatus();
        }
        ++scanned;
        after = subject.subject.subject_id;
        SUYUAN_ASSIGN_OR_RETURN(const bool kept, keep(subject));
        if (kept) page.subjects.push_back(subject);
      }
      if (static_cast<int64_t>(chunk.size()) < kScanChunk) {
        return absl::OkStatus();
      }
    }
  };
  SUYUAN_RETURN_IF_ERROR(database_.Read(read, deadline));
  return page;
}

absl::StatusOr<std::vector<StoredFact>> SqlCreditStore::FactsOf(
    absl::string_view subject_id, const Deadline& deadline) {
  std::vector<StoredFact> facts;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            facts,
            SelectFacts(transaction, " WHERE f.subject_id = $1", {subject_id}));
        return absl::OkStatus();
      },
      deadline));
  return facts;
}

absl::StatusOr<int64_t> SqlCreditStore::FollowedPosition(
    absl::string_view feed) {
  int64_t position = 0;
  SUYUAN_RETURN_IF_ERROR(
      database_.Read([&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(position, sql::LoadPosition(transaction, feed));
        return absl::OkStatus();
      }));
  return position;
}

absl::StatusOr<absl::Time> SqlCreditStore::LastRecordedAt() {
  const int64_t last = last_position();
  if (last == 0) return absl::InfinitePast();
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Change> changes,
                          journal_->Read(last - 1, 1, 1));
  SUYUAN_CHECK(!changes.empty());
  return changes[0].recorded_at;
}

absl::StatusOr<std::vector<ChangeEntry>> SqlCreditStore::Changes(
    int64_t after, int max_count) {
  std::vector<ChangeEntry> entries;
  const auto read = [&](sql::Transaction& transaction) -> absl::Status {
    entries.clear();
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<StoredFact> facts,
        SelectFacts(transaction,
                    " WHERE f.position > $1 AND f.position <= $1 + $2",
                    {after, max_count}));
    SUYUAN_ASSIGN_OR_RETURN(
        std::vector<StoredSubject> subjects,
        SelectSubjects(transaction,
                       " WHERE s.position > $1 AND s.position <= $1 + $2 "
                       "ORDER BY s.position",
                       {after, max_count}));
    size_t fact = 0;
    size_t subject = 0;
    while (fact < facts.size() || subject < subjects.size()) {
      const bool take_fact =
          subject == subjects.size() ||
          (fact < facts.size() &&
           facts[fact].position < subjects[subject].position);
      ChangeEntry& entry = entries.emplace_back();
      if (take_fact) {
        entry.position = facts[fact].position;
        entry.fact = std::move(facts[fact++]);
      } else {
        entry.position = subjects[subject].position;
        entry.subject = std::move(subjects[subject++]);
      }
    }
    return absl::OkStatus();
  };
  SUYUAN_RETURN_IF_ERROR(database_.Read(read));
  return entries;
}

}  // namespace suyuan::credit
