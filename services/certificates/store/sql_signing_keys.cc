#include "services/certificates/store/sql_signing_keys.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/store/sql_fact_uses.h"

namespace suyuan::certificates {
namespace {

using sql::Row;
using sql::Transaction;

// Titles stand one a line. Days are day numbers, instants microseconds.
constexpr char kTables[] = R"sql(
CREATE TABLE registry_signer (
  name TEXT PRIMARY KEY,
  titles TEXT NOT NULL,
  revision INTEGER NOT NULL
);
CREATE TABLE registry_signing_key (
  signer TEXT NOT NULL,
  key_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  revoked_at INTEGER,
  compromised INTEGER NOT NULL,
  PRIMARY KEY (signer, key_id)
) WITHOUT ROWID;
)sql";

constexpr char kKeys[] =
    "SELECT signer, key_id, public_key, from_day, to_day, revoked_at, "
    "compromised FROM registry_signing_key";
constexpr char kKeysOf[] =
    "SELECT signer, key_id, public_key, from_day, to_day, revoked_at, "
    "compromised FROM registry_signing_key WHERE signer = $1";

KeyTerms TermsOf(const Row& row) {
  KeyTerms terms;
  if (!row.IsNull(3)) terms.from = row.Day(3);
  if (!row.IsNull(4)) terms.to = row.Day(4);
  if (!row.IsNull(5)) terms.revoked_at = row.Time(5);
  terms.compromised = row.Integer(6) != 0;
  return terms;
}

absl::StatusOr<std::map<std::string, KeyTerms>> HeldTerms(
    Transaction& transaction, const std::string& signer) {
  std::map<std::string, KeyTerms> held;
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(kKeysOf, {signer}, [&held](const Row& row) {
        held.emplace(std::string(row.Text(1)), TermsOf(row));
        return absl::OkStatus();
      }));
  return held;
}

absl::StatusOr<int64_t> HeldRevision(Transaction& transaction,
                                     const std::string& signer) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::optional<int64_t> revision,
      sql::QueryInteger(transaction,
                        "SELECT revision FROM registry_signer WHERE name = $1",
                        {signer}));
  return revision.value_or(0);
}

// Signatures by a key that was not known before may be of any time.
absl::Status TellChanges(Transaction& transaction,
                         const SigningInstitution& signer, int64_t known_at) {
  SUYUAN_ASSIGN_OR_RETURN(const auto held, HeldTerms(transaction, signer.name));
  for (const InstitutionKey& key : signer.keys) {
    const auto before = held.find(key.key.id());
    if (before != held.end() && before->second == key.terms) continue;
    const absl::Time first = before == held.end()
                                 ? absl::InfinitePast()
                                 : FirstAffected(before->second, key.terms);
    SUYUAN_RETURN_IF_ERROR(
        FactChanged(transaction,
                    {.key = checks::SigningKeyFactKey(key.key.id()),
                     .from = absl::ToUnixMicros(first)},
                    known_at));
  }
  return absl::OkStatus();
}

absl::Status StoreKeys(Transaction& transaction,
                       const SigningInstitution& signer) {
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("DELETE FROM registry_signing_key WHERE signer = $1",
                   {signer.name})
          .status());
  for (const InstitutionKey& key : signer.keys) {
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute(
                "INSERT INTO registry_signing_key (signer, key_id, public_key, "
                "from_day, to_day, revoked_at, compromised) VALUES ($1, $2, "
                "$3, $4, $5, $6, $7) ON CONFLICT (signer, key_id) DO NOTHING",
                {signer.name, key.key.id(), key.key.Pem(), key.terms.from,
                 key.terms.to, key.terms.revoked_at, key.terms.compromised})
            .status());
  }
  return absl::OkStatus();
}

absl::Status TakeOne(Transaction& transaction, const SigningInstitution& signer,
                     int64_t known_at) {
  SUYUAN_ASSIGN_OR_RETURN(const int64_t held,
                          HeldRevision(transaction, signer.name));
  if (held > signer.revision) return absl::OkStatus();
  SUYUAN_RETURN_IF_ERROR(TellChanges(transaction, signer, known_at));
  SUYUAN_RETURN_IF_ERROR(StoreKeys(transaction, signer));
  return transaction
      .Execute(
          "INSERT INTO registry_signer (name, titles, revision) VALUES ($1, "
          "$2, $3) ON CONFLICT (name) DO UPDATE SET titles = $2, revision = $3",
          {signer.name, absl::StrJoin(signer.titles, "\n"), signer.revision})
      .status();
}

}  // namespace

sql::Phase SigningKeysPhase() {
  return {.name = "keys of institutions", .script = kTables};
}

absl::Status SqlSigningKeys::Load(Transaction& transaction, int64_t position) {
  std::map<std::string, SigningInstitution> signers;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT name, titles, revision FROM registry_signer", {},
      [&signers](const Row& row) {
        SigningInstitution& signer = signers[std::string(row.Text(0))];
        signer.name = std::string(row.Text(0));
        signer.titles = absl::StrSplit(row.Text(1), '\n', absl::SkipEmpty());
        signer.revision = row.Integer(2);
        return absl::OkStatus();
      }));
  SUYUAN_RETURN_IF_ERROR(
      transaction.Query(kKeys, {}, [&signers](const Row& row) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(crypto::VerifyingKey key,
                                crypto::VerifyingKey::FromPem(row.Text(2)));
        signers[std::string(row.Text(0))].keys.push_back(
            {std::move(key), TermsOf(row)});
        return absl::OkStatus();
      }));
  for (auto& [name, signer] : signers) keys_.Put(std::move(signer));
  keys_.Reached(position);
  return absl::OkStatus();
}

absl::Status SqlSigningKeys::Keep(const RegistryBatch& batch,
                                  Transaction& transaction) {
  for (const RegistryChange& change : batch.changes) {
    if (!change.signer.has_value()) continue;
    SUYUAN_RETURN_IF_ERROR(
        TakeOne(transaction, *change.signer, change.position));
  }
  return absl::OkStatus();
}

void SqlSigningKeys::Kept(const RegistryBatch& batch) {
  for (const RegistryChange& change : batch.changes) {
    if (change.signer.has_value()) keys_.Put(*change.signer);
  }
  keys_.Reached(batch.position);
}

absl::Status SqlSigningKeys::Take(std::vector<SigningInstitution> institutions,
                                  sql::Database& database) {
  SUYUAN_RETURN_IF_ERROR(database.Write([&](Transaction& t) -> absl::Status {
    for (const SigningInstitution& signer : institutions) {
      SUYUAN_RETURN_IF_ERROR(TakeOne(t, signer, 0));
    }
    return absl::OkStatus();
  }));
  for (SigningInstitution& signer : institutions) keys_.Put(std::move(signer));
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
