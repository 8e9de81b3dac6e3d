#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/peers/peer_sql.h"
#include "tests/bench/peers/rows.h"

namespace suyuan::bench {
namespace {

// Nothing has to survive: no journal while loading. Afterwards all of it is
// mapped and cached, and a link is found in both directions by an index that
// covers it.
constexpr char kTables[] = R"(
  PRAGMA page_size = 8192;
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -1048576;
  PRAGMA mmap_size = 1099511627776;
  CREATE TABLE instruments (id INTEGER PRIMARY KEY);
  CREATE TABLE certificates (
    id INTEGER PRIMARY KEY, item INTEGER NOT NULL, begins INTEGER NOT NULL,
    ends INTEGER NOT NULL, valid_to INTEGER NOT NULL,
    void_from INTEGER NOT NULL, is_root INTEGER NOT NULL);
  CREATE TABLE links (
    certificate INTEGER NOT NULL, reference INTEGER NOT NULL,
    PRIMARY KEY (certificate, reference)) WITHOUT ROWID;
  BEGIN;)";

constexpr char kIndexes[] = R"(
  COMMIT;
  CREATE INDEX links_by_reference ON links (reference, certificate);
  CREATE INDEX certificates_by_item
    ON certificates (item, ends, void_from, valid_to);
  ANALYZE;)";

// A statement that is kept. Its columns are integers.
class Statement {
 public:
  Statement(sqlite3* db, const char* sql) {
    SUYUAN_CHECK(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                    &statement_, nullptr) == SQLITE_OK);
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  // Calls `on_row` with the statement for each row.
  template <typename OnRow>
  void Run(std::initializer_list<int64_t> parameters, OnRow on_row) {
    int place = 0;
    for (const int64_t value : parameters) {
      sqlite3_bind_int64(statement_, ++place, value);
    }
    int state;
    while ((state = sqlite3_step(statement_)) == SQLITE_ROW) on_row(*this);
    SUYUAN_CHECK(state == SQLITE_DONE);
    sqlite3_reset(statement_);
  }
  void Run(std::initializer_list<int64_t> parameters) {
    Run(parameters, [](const Statement&) {});
  }
  int64_t column(int at) const { return sqlite3_column_int64(statement_, at); }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

class SqlitePeer : public Peer {
 public:
  explicit SqlitePeer(const std::string& folder)
      : path_(absl::StrCat(folder, "/region.db")) {
    SUYUAN_CHECK(sqlite3_open(path_.c_str(), &db_) == SQLITE_OK);
    Execute(kTables);
    add_instrument_ = Prepared("INSERT INTO instruments VALUES (?)");
    add_certificate_ =
        Prepared("INSERT INTO certificates VALUES (?, ?, ?, ?, ?, ?, ?)");
    add_link_ = Prepared("INSERT INTO links VALUES (?, ?)");
  }
  ~SqlitePeer() override {
    for (std::unique_ptr<Statement>* one :
         {&add_instrument_, &add_certificate_, &add_link_, &chain_, &affected_,
          &count_affected_, &coverage_}) {
      one->reset();
    }
    sqlite3_close(db_);
  }

  std::string name() const override { return "sqlite"; }

  void AddInstrument(ItemId item) override { add_instrument_->Run({item}); }

  void AddCertificate(const CertificateOfRegion& c) override {
    const Calibration& made = c.calibration;
    add_certificate_->Run({made.number, made.item, made.day - 1, made.day,
                           c.valid_to, c.void_from, c.tier == 0 ? 1 : 0});
    for (int i = 0; i < made.use_count; ++i) {
      add_link_->Run({made.number, made.uses[i].number});
    }
  }

  void Finish() override {
    Execute(kIndexes);
    chain_ = Prepared(kChainSql);
    affected_ = Prepared(kAffectedSql);
    count_affected_ = Prepared(kCountAffectedSql);
    coverage_ = Prepared(kCoverageSql);
  }

  int64_t Bytes() override {
    return static_cast<int64_t>(std::filesystem::file_size(path_));
  }

  ChainAnswer Chain(int64_t certificate) override {
    std::vector<ChainRow> rows;
    chain_->Run({certificate}, [&rows](const Statement& row) {
      rows.push_back({row.column(0), row.column(1), row.column(2)});
    });
    return ToChainAnswer(rows);
  }

  std::vector<int64_t> Affected(ItemId standard) override {
    std::vector<int64_t> out;
    affected_->Run({standard}, [&out](const Statement& row) {
      out.push_back(row.column(0));
    });
    std::sort(out.begin(), out.end());
    return out;
  }

  int64_t CountAffected(ItemId standard) override {
    int64_t out = 0;
    count_affected_->Run({standard},
                         [&out](const Statement& row) { out = row.column(0); });
    return out;
  }

  CoverageAnswer Coverage(int32_t day) override {
    CoverageAnswer out;
    coverage_->Run({day}, [&out](const Statement& row) {
      out = {row.column(0), row.column(1)};
    });
    return out;
  }

 private:
  void Execute(const char* sql) {
    SUYUAN_CHECK(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) ==
                 SQLITE_OK);
  }
  std::unique_ptr<Statement> Prepared(const char* sql) {
    return std::make_unique<Statement>(db_, sql);
  }

  const std::string path_;
  sqlite3* db_ = nullptr;
  std::unique_ptr<Statement> add_instrument_;
  std::unique_ptr<Statement> add_certificate_;
  std::unique_ptr<Statement> add_link_;
  std::unique_ptr<Statement> chain_;
  std::unique_ptr<Statement> affected_;
  std::unique_ptr<Statement> count_affected_;
  std::unique_ptr<Statement> coverage_;
};

}  // namespace

std::unique_ptr<Peer> MakeSqlitePeer(const std::string& folder) {
  return std::make_unique<SqlitePeer>(folder);
}

}  // namespace suyuan::bench
