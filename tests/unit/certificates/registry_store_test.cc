// What is kept of the registry's records.

#include <limits>

#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/metrology/identifiers.h"
#include "services/certificates/log/leaf.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_fact_uses.h"
#include "services/certificates/store/sql_registry_facts.h"
#include "services/certificates/store/sql_registry_log.h"
#include "services/certificates/store/sql_registry_store.h"
#include "services/certificates/store/sql_signing_keys.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::kNow;

RegistryBatch Told(
    int64_t position,
    std::variant<std::monostate, SpecificationEdition, InstitutionRecord>
        record) {
  RegistryBatch batch;
  batch.position = position;
  batch.changes = {{position, kNow, std::move(record)}};
  return batch;
}

SpecificationEdition Edition(int months) {
  return {.name = "specifications/jjg-52-2013",
          .number = "JJG 52-2013",
          .in_force = {absl::CivilDay(2013, 12, 27), {}},
          .verification_months = months};
}

InstitutionRecord Institution(std::vector<std::string> signing_keys) {
  return {.name = "institutions/tianshan",
          .names = {"天山计量院"},
          .signing_keys = std::move(signing_keys)};
}

// Fails on what it is told to.
class FailingPart final : public SqlRegistryPart {
 public:
  absl::Status Load(sql::Transaction&, int64_t) override {
    return absl::OkStatus();
  }
  absl::Status Keep(const RegistryBatch&, sql::Transaction&) override {
    return absl::InternalError("the part fails");
  }
  void Kept(const RegistryBatch&) override {}
};

// What a service that starts now knows.
struct Known {
  explicit Known(sql::Database& database, SqlRegistryPart* more = nullptr) {
    std::vector<SqlRegistryPart*> parts = {&facts};
    if (more != nullptr) parts.push_back(more);
    auto opened = SqlRegistryStore::Open(database, parts);
    REQUIRE_THAT(StatusOf(opened), IsOk());
    records = *std::move(opened);
  }
  std::optional<int> Months() const {
    return book.VerificationMonths(metrology::ReadSpecificationNumber("JJG 52"),
                                   absl::CivilDay(2024, 3, 11));
  }

  checks::RegistryBook book;
  SqlRegistryFacts facts{book};
  std::unique_ptr<SqlRegistryStore> records;
};

// The keys under which certificates are to be looked at again.
std::vector<std::string> Changed(sql::Database& database) {
  std::vector<std::string> keys;
  REQUIRE_THAT(database.Read([&](sql::Transaction& t) {
    return t.Query("SELECT key FROM check_fact_change ORDER BY key", {},
                   [&keys](const sql::Row& row) {
                     keys.emplace_back(row.Text(0));
                     return absl::OkStatus();
                   });
  }),
               IsOk());
  return keys;
}

TEST_CASE("What the registry told is kept with how far it was followed") {
  testing::Sqlite sqlite;
  sql::Database& database = sqlite.owned->database();
  Known known(database);
  CHECK(known.records->Position().value() == 0);
  CHECK_FALSE(known.Months().has_value());
  REQUIRE_THAT(known.records->Keep(Told(7, Edition(6))), IsOk());
  CHECK(known.records->Position().value() == 7);
  CHECK(known.Months() == 6);
  CHECK(known.book.known_at() == 7);
  REQUIRE_THAT(known.records->Keep(Told(9, Edition(12))), IsOk());
  REQUIRE_THAT(known.records->Keep(Told(10, Institution({"ab", "cd"}))),
               IsOk());
  CHECK_THAT(known.records->Keep(Told(8, Edition(24))),
             HasReason("POSITION_BACKWARDS"));
  const Known again(database);
  CHECK(again.Months() == 12);
  CHECK(again.book.known_at() == 10);
  REQUIRE(again.book.HoldersOf("cd").size() == 1);
  CHECK(again.book.HoldersOf("cd")[0].institution == "institutions/tianshan");
  CHECK(again.book.HoldersOf("cd")[0].names ==
        std::vector<std::string>{"天山计量院"});
}

TEST_CASE("Where one part fails nothing of the batch is kept") {
  testing::Sqlite sqlite;
  FailingPart failing;
  Known known(sqlite.owned->database(), &failing);
  CHECK_FALSE(known.records->Keep(Told(7, Edition(6))).ok());
  CHECK(known.records->Position().value() == 0);
  CHECK_FALSE(known.Months().has_value());
  CHECK_FALSE(Known(sqlite.owned->database()).Months().has_value());
  CHECK(Changed(sqlite.owned->database()).empty());
}

RegistryBatch Logged(int64_t position, const std::string& content) {
  RegistryBatch batch = Told(position, std::monostate());
  batch.changes[0].logged = LoggedRecord{"COMPETENCE", Digest::Of(content)};
  return batch;
}

std::vector<std::string> Leaves(CertificateStore& store) {
  std::vector<std::string> leaves;
  REQUIRE_THAT(store.Read(
                   [&](CertificateReader& reader) -> absl::Status {
                     SUYUAN_ASSIGN_OR_RETURN(leaves, reader.LogLeaves(0, 100));
                     return absl::OkStatus();
                   },
                   Deadline::Infinite()),
               IsOk());
  return leaves;
}

TEST_CASE("Each revision that rules read is a leaf, once and in order") {
  testing::Sqlite sqlite;
  SqlRegistryLog log(*sqlite.owned);
  Known known(sqlite.owned->database(), &log);
  REQUIRE_THAT(known.records->Keep(Logged(1, "a")), IsOk());
  REQUIRE_THAT(known.records->Keep(Told(2, Edition(6))), IsOk());  // not logged
  REQUIRE_THAT(known.records->Keep(Logged(3, "b")), IsOk());
  const std::vector<std::string> leaves = {
      RecordLeaf({"COMPETENCE", Digest::Of("a")}, kNow),
      RecordLeaf({"COMPETENCE", Digest::Of("b")}, kNow)};
  CHECK(Leaves(sqlite.store) == leaves);
  // What was kept comes again from a position that is passed: refused whole.
  CHECK_FALSE(known.records->Keep(Logged(2, "c")).ok());
  CHECK(Leaves(sqlite.store) == leaves);
  SECTION("with its position or not at all") {
    FailingPart failing;
    SqlRegistryFacts facts(known.book);
    const auto records = *SqlRegistryStore::Open(sqlite.owned->database(),
                                                 {&facts, &log, &failing});
    CHECK_FALSE(records->Keep(Logged(4, "c")).ok());
    CHECK(Leaves(sqlite.store) == leaves);
    CHECK(records->Position().value() == 3);
    REQUIRE_THAT(known.records->Keep(Logged(4, "c")), IsOk());
    CHECK(Leaves(sqlite.store).size() == 3);
  }
}

// The institution with a key of these terms, as the registry tells of it.
RegistryBatch Signer(int64_t position, const crypto::SigningKey& key,
                     const KeyTerms& terms) {
  RegistryBatch batch = Told(position, Institution({}));
  batch.changes[0].signer =
      SigningInstitution{.name = "institutions/tianshan",
                         .titles = {"天山计量院", "天山所"},
                         .keys = {{key.verifying_key(), terms}},
                         .revision = position};
  return batch;
}

// The earliest signing time from which certificates are looked at again.
std::optional<int64_t> ChangedFrom(sql::Database& database) {
  std::optional<int64_t> from;
  REQUIRE_THAT(database.Write([&](sql::Transaction& t) -> absl::Status {
    SUYUAN_ASSIGN_OR_RETURN(
        from,
        sql::QueryInteger(
            t,
            "SELECT from_rank FROM check_fact_change WHERE key LIKE 'signing%'",
            {}));
    return t.Execute("DELETE FROM check_fact_change", {}).status();
  }),
               IsOk());
  return from;
}

TEST_CASE("The keys of institutions are kept, and known after a restart") {
  testing::Sqlite sqlite;
  sql::Database& database = sqlite.owned->database();
  const auto key =
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kSm2Sm3);
  const std::string& id = key.verifying_key().id();
  KeyTerms terms{.from = absl::CivilDay(2025, 1, 1),
                 .to = absl::CivilDay(2025, 12, 31),
                 .revoked_at = kNow,
                 .compromised = true};
  InstitutionKeys keys;
  SqlSigningKeys part(keys);
  const auto records = *SqlRegistryStore::Open(database, {&part});
  REQUIRE_THAT(records->Keep(Signer(3, key, terms)), IsOk());
  CHECK(keys.known_at() == 3);
  CHECK(keys.Find(id).size() == 1);
  InstitutionKeys again;
  SqlSigningKeys other(again);
  REQUIRE_THAT(StatusOf(SqlRegistryStore::Open(database, {&other})), IsOk());
  CHECK(again.known_at() == 3);
  REQUIRE(again.Find(id).size() == 1);
  const RegisteredKey found = again.Find(id)[0];
  CHECK(found.key->terms == terms);
  CHECK(found.institution->titles ==
        std::vector<std::string>{"天山计量院", "天山所"});
  CHECK(found.institution->revision == 3);
  SECTION("an older file does not take their place") {
    KeyTerms old;
    std::vector<SigningInstitution> file = {
        *Signer(2, key, old).changes[0].signer};
    REQUIRE_THAT(other.Take(file, database), IsOk());
    CHECK(again.Find(id)[0].key->terms == terms);
    file[0].revision = 3;
    REQUIRE_THAT(other.Take(file, database), IsOk());
    CHECK(again.Find(id)[0].key->terms == old);
  }
}

TEST_CASE("Other terms of a key have what they may concern looked at again") {
  testing::Sqlite sqlite;
  sql::Database& database = sqlite.owned->database();
  const auto key =
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  InstitutionKeys keys;
  SqlSigningKeys part(keys);
  const auto records = *SqlRegistryStore::Open(database, {&part});
  KeyTerms terms;
  REQUIRE_THAT(records->Keep(Signer(1, key, terms)), IsOk());
  CHECK(ChangedFrom(database) == std::numeric_limits<int64_t>::min());
  REQUIRE_THAT(records->Keep(Signer(2, key, terms)), IsOk());
  CHECK(ChangedFrom(database) == std::nullopt);
  terms.revoked_at = kNow;
  REQUIRE_THAT(records->Keep(Signer(3, key, terms)), IsOk());
  CHECK(ChangedFrom(database) == absl::ToUnixMicros(kNow));
}

TEST_CASE("A part that is new is told the feed from its beginning, alone") {
  testing::Sqlite sqlite;
  sql::Database& database = sqlite.owned->database();
  const auto key =
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  SqlRegistryLog log(*sqlite.owned);
  Known before(database, &log);
  REQUIRE_THAT(before.records->Keep(Signer(1, key, {})), IsOk());
  REQUIRE_THAT(before.records->Keep(Logged(2, "a")), IsOk());
  InstitutionKeys keys;
  SqlSigningKeys part(keys);
  checks::RegistryBook book;
  SqlRegistryFacts facts(book);
  const auto records = *SqlRegistryStore::Open(database, {&part, &facts, &log});
  CHECK(records->Position().value() == 0);
  CHECK(book.known_at() == 2);
  // What it knows before it has caught up may be outdated: nobody is told.
  REQUIRE_THAT(records->Keep(Signer(1, key, {})), IsOk());
  CHECK(records->Position().value() == 1);
  CHECK(keys.Find(key.verifying_key().id()).empty());
  CHECK(keys.known_at() == 0);
  REQUIRE_THAT(records->Keep(Logged(2, "a")), IsOk());
  CHECK(keys.Find(key.verifying_key().id()).size() == 1);
  CHECK(keys.known_at() == 2);
  CHECK(Leaves(sqlite.store).size() == 1);
  CHECK_THAT(records->Keep(Logged(2, "a")), HasReason("POSITION_BACKWARDS"));
}

TEST_CASE("Only what changes a fact has certificates looked at again") {
  testing::Sqlite sqlite;
  sql::Database& database = sqlite.owned->database();
  Known known(database);
  REQUIRE_THAT(known.records->Keep(Told(1, Edition(6))), IsOk());
  CHECK(Changed(database) ==
        std::vector<std::string>{"specification JJG52",
                                 "specification JJG52-2013"});
  REQUIRE_THAT(database.Write([](sql::Transaction& t) {
    return t.Execute("DELETE FROM check_fact_change", {}).status();
  }),
               IsOk());
  REQUIRE_THAT(known.records->Keep(Told(2, Edition(6))), IsOk());
  REQUIRE_THAT(known.records->Keep(Told(3, std::monostate())), IsOk());
  REQUIRE_THAT(known.records->Keep(Told(4, Institution({}))), IsOk());
  CHECK(Changed(database).empty());
  REQUIRE_THAT(known.records->Keep(Told(5, Institution({"ab"}))), IsOk());
  REQUIRE_THAT(known.records->Keep(Told(6, Institution({"cd"}))), IsOk());
  CHECK(Changed(database) ==
        std::vector<std::string>{"signer ab", "signer cd"});
}

}  // namespace
}  // namespace suyuan::certificates
