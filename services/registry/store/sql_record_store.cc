#include "services/registry/store/sql_record_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/crypto/random.h"
#include "libs/sql/idempotency.h"
#include "libs/sql/journal.h"
#include "libs/sql/search_index.h"
#include "libs/sql/term_walk.h"
#include "libs/sql/versioned.h"
#include "libs/text/search_tokens.h"
#include "services/registry/errors.h"
#include "services/registry/store/old_records.h"
#include "services/registry/store/record_rows.h"
#include "services/registry/store/stored_record.h"

namespace suyuan::registry {
namespace {

constexpr absl::string_view kService = "registry";
// How long the answer to a request_id is kept at least.
constexpr absl::Duration kAnswerLife = absl::Hours(24 * 8);

sql::ListQuery ToListQuery(const ScanQuery& query) {
  sql::ListQuery list;
  list.kind = std::string(CollectionOf(query.kind));
  for (const TermMatch& match : query.terms) {
    list.terms.push_back({match.term.field, match.term.value, match.is_prefix});
  }
  list.in_force_on = query.as_of;
  list.known_at = query.known_at;
  if (!query.after_name.empty()) list.after_id = KeyOf(query.after_name).id;
  list.page_size = query.page_size;
  list.max_scanned = query.max_scanned;
  return list;
}

sql::WordQuery ToWordQuery(const SearchQuery& query,
                           const std::vector<text::QueryToken>& wanted) {
  sql::WordQuery words;
  for (const text::QueryToken& token : wanted) {
    words.words.push_back({token.text, token.is_prefix});
  }
  for (const RecordKind kind : query.kinds) {
    words.labels.push_back(SearchLabel(kind));
  }
  return words;
}

// Where the walk of one kind begins. Names begin with the collections of their
// kinds, so of a value all records of one kind come before those of another.
sql::TermWalk ToTermWalk(const WalkQuery& query,
                         const WalkQuery::Source& source) {
  sql::TermWalk walk;
  walk.kind = std::string(CollectionOf(source.kind));
  walk.field = query.field;
  walk.after_value = query.after_value;
  if (!query.after_name.empty()) {
    const sql::RecordKey after = KeyOf(query.after_name);
    if (walk.kind == after.kind) walk.after_id = after.id;
    if (walk.kind < after.kind) walk.after_id = std::string(kAfterAll);
  }
  walk.last_value = query.last_value;
  walk.terms = TermsOf(source.terms);
  walk.limit = query.limit;
  return walk;
}

absl::Status AddWalked(sql::VersionedRecords& records,
                       sql::Transaction& transaction, const WalkQuery& query,
                       const WalkQuery::Source& source,
                       std::vector<WalkedTerm>& walked) {
  const sql::TermWalk walk = ToTermWalk(query, source);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::WalkedTerm> terms,
                          records.Walk(transaction, walk));
  for (const sql::WalkedTerm& term : terms) {
    walked.push_back({term.value, absl::StrCat(walk.kind, "/", term.id)});
  }
  return absl::OkStatus();
}

// The place in the order of a search after which a page begins.
absl::StatusOr<int64_t> SearchStart(sql::VersionedRecords& records,
                                    sql::Transaction& transaction,
                                    absl::string_view after_name) {
  if (after_name.empty()) return 0;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<sql::Revision> last,
                          FindRow(records, transaction, after_name));
  if (!last.has_value()) return RecordNotFound(after_name);
  return last->first_position;
}

// The page of `query` that begins where `words` does.
absl::StatusOr<ScanPage> SearchPage(sql::VersionedRecords& records,
                                    sql::Transaction& transaction,
                                    const SearchQuery& query,
                                    sql::WordQuery words,
                                    const Deadline& deadline) {
  ScanPage page;
  int64_t left = std::max<int64_t>(query.max_scanned, 1);
  // One more than the page, to know whether it is the last.
  words.max_count = query.page_size + 1;
  while (true) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<int64_t> numbers,
                            sql::FindByWords(transaction, words));
    for (const int64_t number : numbers) {
      SUYUAN_RETURN_IF_ERROR(deadline.Check());
      if (static_cast<int>(page.records.size()) == query.page_size ||
          left-- == 0) {
        return page;
      }
      SUYUAN_ASSIGN_OR_RETURN(const sql::Revision newest,
                              records.FindByFirst(transaction, number));
      SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(newest));
      page.next_after_name = record.name;
      if (query.as_of.has_value() && !record.period.Contains(*query.as_of)) {
        continue;
      }
      page.records.push_back(std::move(record));
    }
    if (static_cast<int64_t>(numbers.size()) < words.max_count) break;
    words.after = numbers.back();
  }
  page.next_after_name.clear();
  return page;
}

absl::Status MakeSecret(sql::Transaction& transaction) {
  crypto::SystemRandom random;
  return transaction
      .Execute("INSERT INTO registry_secret (name, value) VALUES ($1, $2)",
               {"page tokens", sql::Value::Bytes(random.Bytes(32))})
      .status();
}

absl::StatusOr<std::string> ReadSecret(sql::Database& database) {
  std::string secret;
  SUYUAN_RETURN_IF_ERROR(database.Read([&](sql::Transaction& transaction) {
    return transaction.Query(
        "SELECT value FROM registry_secret WHERE name = $1", {"page tokens"},
        [&](const sql::Row& row) {
          secret = std::string(row.Bytes(0));
          return absl::OkStatus();
        });
  }));
  return secret;
}

}  // namespace

class SqlRecordStore::Transaction : public RecordTransaction {
 public:
  Transaction(SqlRecordStore& store, sql::Transaction& transaction)
      : transaction_(transaction),
        positions_(*store.positions_),
        records_(*store.records_) {}

  absl::StatusOr<std::optional<Record>> Find(absl::string_view name) override {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<sql::Revision> row,
                            FindRow(records_, transaction_, name));
    if (!row.has_value()) return std::nullopt;
    SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(*row));
    return record;
  }

  absl::StatusOr<bool> Has(absl::string_view name) override {
    if (!IsRecordName(name)) return false;
    return records_.Has(transaction_, KeyOf(name));
  }

  absl::StatusOr<std::optional<Record>> FindRevision(
      absl::string_view name, int64_t revision) override {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::vector<sql::Revision> rows,
        records_.History(transaction_, KeyOf(name),
                         {.after_number = revision - 1, .max_count = 1}));
    if (rows.empty() || rows[0].number != revision) return std::nullopt;
    SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(rows[0]));
    return record;
  }

  absl::StatusOr<bool> HasTerm(absl::string_view name,
                               const IndexTerm& term) override {
    return records_.HasTerm(transaction_, KeyOf(name),
                            {term.field, term.value});
  }

  absl::StatusOr<std::optional<std::string>> FindOther(
      RecordKind kind, const IndexTerm& term, absl::string_view name) override {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::optional<std::string> id,
        records_.FindOther(transaction_,
                           {std::string(CollectionOf(kind)), KeyOf(name).id},
                           {term.field, term.value}, &terms_));
    if (!id.has_value()) return std::nullopt;
    return absl::StrCat(CollectionOf(kind), "/", *id);
  }

  absl::StatusOr<int64_t> Append(
      const Record& record, const std::vector<IndexTerm>& terms,
      const std::vector<std::string>& search_tokens) override {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t position,
                            positions_.Next(transaction_));
    const std::string stored = EncodeStored(record, position);
    const std::vector<sql::Term> found_by = TermsOf(terms);
    SUYUAN_ASSIGN_OR_RETURN(const int64_t first,
                            records_.Add(transaction_, KeyOf(record.name),
                                         {.position = position,
                                          .number = record.revision,
                                          .recorded_at = record.recorded_at,
                                          .valid_from = record.period.from,
                                          .valid_to = record.period.to,
                                          .principal = record.principal,
                                          .payload = stored,
                                          .terms = found_by},
                                         &terms_));
    // The search index puts down what it holds back at every savepoint, and
    // each unit has one: so all at once at the end.
    transaction_.BeforeCommit(
        [first, is_new = record.revision == 1,
         set = SearchSet(record.kind, search_tokens)](sql::Transaction& t) {
          return is_new ? sql::AddToSearch(t, first, set)
                        : sql::ReplaceInSearch(t, first, set);
        });
    return position;
  }

  absl::StatusOr<std::optional<std::string>> FindAnswer(
      const RequestKey& key) override {
    return sql::FindResponse(transaction_,
                             {key.request_id, key.method, key.digest});
  }

  absl::Status KeepAnswer(const RequestKey& key, absl::string_view answer,
                          absl::Time now) override {
    // Two go for one that comes, so what is kept stays bounded by a week's.
    SUYUAN_RETURN_IF_ERROR(
        sql::ExpireResponses(transaction_, now - kAnswerLife, 2).status());
    return sql::StoreResponse(
        transaction_, {key.request_id, key.method, key.digest}, answer, now);
  }

  // When the unit has done all.
  absl::Status Finish() { return terms_.Write(transaction_); }

 private:
  sql::Transaction& transaction_;
  sql::FeedPositions& positions_;
  sql::VersionedRecords& records_;
  sql::TermBatch terms_;
};

std::vector<sql::Phase> RegistrySchema() {
  return {
      sql::Journal::SchemaPhase(),
      sql::IdempotencyPhase(),
      OldRecordsPhase(),
      {.name = "registry secret",
       .script = "CREATE TABLE registry_secret (name TEXT PRIMARY KEY, "
                 "value BLOB NOT NULL)",
       .run = MakeSecret},
      sql::SearchIndexPhase(),
      IndexingPhase(),
      RecordsByPositionPhase(),
  };
}

absl::StatusOr<std::unique_ptr<SqlRecordStore>> SqlRecordStore::Open(
    sql::Database& database, absl::Time now, const Indexing& indexing) {
  SUYUAN_RETURN_IF_ERROR(
      sql::Migrate(database, kService, RegistrySchema(), now).status());
  SUYUAN_ASSIGN_OR_RETURN(std::unique_ptr<sql::VersionedRecords> records,
                          sql::VersionedRecords::Open(database));
  SUYUAN_RETURN_IF_ERROR(Reindex(database, *records, indexing));
  SUYUAN_ASSIGN_OR_RETURN(
      std::unique_ptr<sql::FeedPositions> positions,
      sql::FeedPositions::Open(database, sql::VersionedRecords::kTable));
  SUYUAN_ASSIGN_OR_RETURN(std::string secret, ReadSecret(database));
  return std::unique_ptr<SqlRecordStore>(new SqlRecordStore(
      database, std::move(positions), std::move(records), std::move(secret)));
}

void SqlRecordStore::Write(Unit unit, Done done) {
  database_.WriteAsync(
      [this, unit = std::move(unit)](sql::Transaction& transaction) mutable {
        Transaction records(*this, transaction);
        SUYUAN_RETURN_IF_ERROR(unit(records));
        return records.Finish();
      },
      std::move(done));
}

absl::StatusOr<std::optional<Record>> SqlRecordStore::Find(
    absl::string_view name, std::optional<absl::Time> known_at,
    const Deadline& deadline) {
  std::optional<sql::Revision> row;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            row, FindRow(*records_, transaction, name, known_at));
        return absl::OkStatus();
      },
      deadline));
  if (!row.has_value()) return std::nullopt;
  SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(*row));
  return record;
}

absl::StatusOr<std::vector<Record>> SqlRecordStore::History(
    absl::string_view name, int64_t before, int limit,
    const Deadline& deadline) {
  std::vector<sql::Revision> rows;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(const std::optional<sql::Revision> newest,
                                FindRow(*records_, transaction, name));
        if (!newest.has_value()) return absl::OkStatus();
        const int64_t end = before == 0 ? newest->number + 1 : before;
        // Revisions count from 1 without gaps.
        const int64_t first = std::max<int64_t>(end - limit, 1);
        SUYUAN_ASSIGN_OR_RETURN(
            rows, records_->History(
                      transaction, newest->key,
                      {.after_number = first - 1, .max_count = end - first}));
        return absl::OkStatus();
      },
      deadline));
  std::reverse(rows.begin(), rows.end());
  return ToRecords(rows);
}

absl::StatusOr<ScanPage> SqlRecordStore::Scan(const ScanQuery& query, Keep keep,
                                              const Deadline& deadline) {
  ScanPage page;
  const sql::ListQuery list = ToListQuery(query);
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        page.records.clear();
        // Made from its row once, whether to be judged or to be kept.
        SUYUAN_ASSIGN_OR_RETURN(
            const sql::ListPage found,
            records_->List(
                transaction, list,
                [&](const sql::Revision& revision) -> absl::StatusOr<bool> {
                  SUYUAN_ASSIGN_OR_RETURN(Record record, ToRecord(revision));
                  SUYUAN_ASSIGN_OR_RETURN(const bool is_kept, keep(record));
                  if (is_kept) page.records.push_back(std::move(record));
                  return is_kept;
                }));
        page.next_after_name =
            found.next_after_id.empty()
                ? ""
                : absl::StrCat(list.kind, "/", found.next_after_id);
        return absl::OkStatus();
      },
      deadline));
  return page;
}

absl::Status SqlRecordStore::EachTerm(const TermQuery& query, UseTerm use,
                                      const Deadline& deadline) {
  const std::string kind(CollectionOf(query.kind));
  const sql::TermsQuery terms = {kind, query.field, query.prefix,
                                 query.known_at};
  return database_.Read(
      [&](sql::Transaction& transaction) {
        std::string name = absl::StrCat(kind, "/");
        return records_->EachTerm(
            transaction, terms,
            [&](absl::string_view value, absl::string_view id) {
              name.resize(kind.size() + 1);
              name.append(id.data(), id.size());
              return use(value, name);
            });
      },
      deadline);
}

absl::StatusOr<ScanPage> SqlRecordStore::Search(const SearchQuery& query,
                                                const Deadline& deadline) {
  ScanPage page;
  const std::vector<text::QueryToken> wanted = text::QueryTokens(query.text);
  if (wanted.empty()) return page;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        sql::WordQuery words = ToWordQuery(query, wanted);
        SUYUAN_ASSIGN_OR_RETURN(
            words.after, SearchStart(*records_, transaction, query.after_name));
        SUYUAN_ASSIGN_OR_RETURN(page, SearchPage(*records_, transaction, query,
                                                 std::move(words), deadline));
        return absl::OkStatus();
      },
      deadline));
  return page;
}

absl::StatusOr<std::vector<WalkedTerm>> SqlRecordStore::Walk(
    const WalkQuery& query, const Deadline& deadline) {
  std::vector<WalkedTerm> walked;
  SUYUAN_RETURN_IF_ERROR(database_.Read(
      [&](sql::Transaction& transaction) -> absl::Status {
        walked.clear();
        for (const WalkQuery::Source& source : query.sources) {
          SUYUAN_RETURN_IF_ERROR(
              AddWalked(*records_, transaction, query, source, walked));
        }
        return absl::OkStatus();
      },
      deadline));
  std::sort(walked.begin(), walked.end());
  if (walked.size() > static_cast<size_t>(query.limit)) {
    walked.resize(static_cast<size_t>(query.limit));
  }
  return walked;
}

absl::StatusOr<absl::Time> SqlRecordStore::LastRecordedAt() {
  const int64_t last = last_position();
  if (last == 0) return absl::InfinitePast();
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Record> changes,
                          Changes(last - 1, 1, 1));
  SUYUAN_CHECK(!changes.empty());
  return changes[0].recorded_at;
}

absl::StatusOr<std::vector<Record>> SqlRecordStore::Changes(int64_t after,
                                                            int max_count,
                                                            int64_t max_bytes) {
  std::vector<sql::Revision> rows;
  SUYUAN_RETURN_IF_ERROR(
      database_.Read([&](sql::Transaction& transaction) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            rows, records_->Feed(transaction, after, max_count, max_bytes));
        return absl::OkStatus();
      }));
  return ToRecords(rows);
}

}  // namespace suyuan::registry
