#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/check.h"
#include "tests/bench/peers/peer.h"
#include "tests/bench/peers/peer_sql.h"
#include "tests/bench/peers/rows.h"

namespace suyuan::bench {
namespace {

// Unlogged: nothing has to survive. JIT costs more than it saves in recursion,
// and one plan serves every parameter.
constexpr char kTables[] = R"(
  SET client_min_messages = warning;
  DROP TABLE IF EXISTS instruments, certificates, links;
  CREATE UNLOGGED TABLE instruments (id bigint NOT NULL);
  CREATE UNLOGGED TABLE certificates (
    id bigint NOT NULL, item bigint NOT NULL, begins bigint NOT NULL,
    ends bigint NOT NULL, valid_to bigint NOT NULL, void_from bigint NOT NULL,
    is_root bigint NOT NULL);
  CREATE UNLOGGED TABLE links (
    certificate bigint NOT NULL, reference bigint NOT NULL);)";

// Every question is answered by indexes alone.
constexpr char kIndexes[] = R"(
  SET maintenance_work_mem = '1GB';
  CREATE UNIQUE INDEX instruments_by_id ON instruments (id);
  CREATE UNIQUE INDEX certificates_by_id ON certificates (id)
    INCLUDE (begins, ends, valid_to, void_from, is_root);
  CREATE INDEX certificates_by_item ON certificates (item, ends)
    INCLUDE (id, valid_to, void_from);
  CREATE UNIQUE INDEX links_by_certificate ON links (certificate, reference);
  CREATE UNIQUE INDEX links_by_reference ON links (reference, certificate);)";

constexpr char kSettings[] = R"(
  SET jit = off;
  SET random_page_cost = 1.1;
  SET plan_cache_mode = force_generic_plan;)";

// By the number of links: a recursion makes room for the rows it may see by the
// planner's guess, which is wide of the mark, so that more than a small region
// needs costs it most of a second; less than a large one needs goes to files.
std::string WorkMemory(int64_t links) {
  constexpr int64_t kBytesALink = 256;
  const int64_t megabytes = links * kBytesALink / 1'000'000;
  return absl::StrCat("SET work_mem = '",
                      std::clamp<int64_t>(megabytes, 64, 2048), "MB'");
}

class Connection {
 public:
  explicit Connection(const std::string& where)
      : connection_(PQconnectdb(where.c_str())) {
    if (PQstatus(connection_) != CONNECTION_OK) {
      Give(PQerrorMessage(connection_));
    }
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { PQfinish(connection_); }

  void Execute(const char* sql) { PQclear(Checked(PQexec(connection_, sql))); }

  void Prepare(const char* name, const char* sql) {
    PQclear(Checked(PQprepare(connection_, name, sql, 0, nullptr)));
  }

  // Calls `on_row` with the values of each row, which are integers of 64 bits
  // in their binary form.
  template <typename OnRow>
  void Ask(const char* name, int64_t parameter, OnRow on_row) {
    const uint64_t big_endian = htobe64(static_cast<uint64_t>(parameter));
    const char* const values[] = {reinterpret_cast<const char*>(&big_endian)};
    const int lengths[] = {sizeof(big_endian)};
    const int binary[] = {1};
    PGresult* const result = Checked(PQexecPrepared(
        connection_, name, 1, values, lengths, binary, /*resultFormat=*/1));
    const int rows = PQntuples(result);
    for (int row = 0; row < rows; ++row) {
      on_row(
          [result, row](int column) { return Integer(result, row, column); });
    }
    PQclear(result);
  }

  // Between StartCopy() and EndCopy() this connection takes lines alone.
  void StartCopy(const char* sql) {
    PGresult* const result = PQexec(connection_, sql);
    SUYUAN_CHECK(PQresultStatus(result) == PGRES_COPY_IN);
    PQclear(result);
  }
  void CopyLine(const std::string& line) {
    SUYUAN_CHECK(PQputCopyData(connection_, line.data(),
                               static_cast<int>(line.size())) == 1);
  }
  void EndCopy() {
    SUYUAN_CHECK(PQputCopyEnd(connection_, nullptr) == 1);
    while (PGresult* const result = PQgetResult(connection_)) {
      PQclear(Checked(result));
    }
  }

 private:
  [[noreturn]] static void Give(const char* why) {
    std::fprintf(stderr, "PostgreSQL: %s", why);
    std::abort();
  }
  PGresult* Checked(PGresult* result) {
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      Give(PQerrorMessage(connection_));
    }
    return result;
  }
  static int64_t Integer(const PGresult* result, int row, int column) {
    if (PQgetlength(result, row, column) == sizeof(uint32_t)) {
      uint32_t value;
      std::memcpy(&value, PQgetvalue(result, row, column), sizeof(value));
      return static_cast<int32_t>(ntohl(value));
    }
    SUYUAN_CHECK(PQgetlength(result, row, column) == sizeof(uint64_t));
    uint64_t value;
    std::memcpy(&value, PQgetvalue(result, row, column), sizeof(value));
    return static_cast<int64_t>(be64toh(value));
  }

  PGconn* const connection_;
};

class PostgresPeer : public Peer {
 public:
  explicit PostgresPeer(const std::string& where)
      : connection_(where), certificates_(where), links_(where) {
    connection_.Execute(kTables);
    certificates_.StartCopy("COPY certificates FROM STDIN");
    links_.StartCopy("COPY links FROM STDIN");
    connection_.StartCopy("COPY instruments FROM STDIN");
  }

  std::string name() const override { return "postgresql"; }

  void AddInstrument(ItemId item) override {
    connection_.CopyLine(absl::StrCat(item, "\n"));
  }

  void AddCertificate(const CertificateOfRegion& c) override {
    const Calibration& made = c.calibration;
    certificates_.CopyLine(
        absl::StrJoin(
            std::make_tuple(made.number, made.item, made.day - 1, made.day,
                            c.valid_to, c.void_from, c.tier == 0 ? 1 : 0),
            "\t") +
        "\n");
    count_ += made.use_count;
    for (int i = 0; i < made.use_count; ++i) {
      links_.CopyLine(
          absl::StrCat(made.number, "\t", made.uses[i].number, "\n"));
    }
  }

  void Finish() override {
    connection_.EndCopy();
    certificates_.EndCopy();
    links_.EndCopy();
    connection_.Execute(kIndexes);
    for (const char* sql : {"VACUUM (ANALYZE, FREEZE) instruments",
                            "VACUUM (ANALYZE, FREEZE) certificates",
                            "VACUUM (ANALYZE, FREEZE) links"}) {
      connection_.Execute(sql);
    }
    connection_.Execute(kSettings);
    connection_.Execute(WorkMemory(count_).c_str());
    connection_.Prepare("chain", kChainSql);
    connection_.Prepare("affected", kAffectedSql);
    connection_.Prepare("count_affected", kCountAffectedSql);
    connection_.Prepare("coverage", kCoverageSql);
    connection_.Prepare("bytes", R"(
      SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
      WHERE relname IN ('instruments', 'certificates', 'links')
            AND $1::bigint = 0)");
  }

  int64_t Bytes() override { return AskOne("bytes", 0); }

  ChainAnswer Chain(int64_t certificate) override {
    std::vector<ChainRow> rows;
    connection_.Ask("chain", certificate, [&rows](const auto& column) {
      rows.push_back({column(0), column(1), column(2)});
    });
    return ToChainAnswer(rows);
  }

  std::vector<int64_t> Affected(ItemId standard) override {
    std::vector<int64_t> out;
    connection_.Ask("affected", standard,
                    [&out](const auto& column) { out.push_back(column(0)); });
    std::sort(out.begin(), out.end());
    return out;
  }

  int64_t CountAffected(ItemId standard) override {
    return AskOne("count_affected", standard);
  }

  CoverageAnswer Coverage(int32_t day) override {
    CoverageAnswer out;
    connection_.Ask("coverage", day, [&out](const auto& column) {
      out = {column(0), column(1)};
    });
    return out;
  }

 private:
  int64_t AskOne(const char* question, int64_t parameter) {
    int64_t out = 0;
    connection_.Ask(question, parameter,
                    [&out](const auto& column) { out = column(0); });
    return out;
  }

  Connection connection_;
  int64_t count_ = 0;  // links
  // Two tables are filled at once.
  Connection certificates_;
  Connection links_;
};

}  // namespace

std::unique_ptr<Peer> MakePostgresPeer(const std::string& connection) {
  return std::make_unique<PostgresPeer>(connection);
}

}  // namespace suyuan::bench
