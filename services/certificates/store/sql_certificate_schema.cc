#include <vector>

#include "libs/sql/follower_position.h"
#include "libs/sql/idempotency.h"
#include "libs/sql/journal.h"
#include "libs/sql/schema.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_fact_uses.h"
#include "services/certificates/store/sql_finding_store.h"
#include "services/certificates/store/sql_issued_store.h"
#include "services/certificates/store/sql_record_leaves.h"
#include "services/certificates/store/sql_registry_facts.h"
#include "services/certificates/store/sql_signing_keys.h"

namespace suyuan::certificates {
namespace {

// Days are day numbers, instants microseconds, digests raw bytes. `position` is
// that of the import in the feed, whose entry holds the document.
constexpr char kCertificates[] = R"sql(
CREATE TABLE certificate (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL,
  kind INTEGER NOT NULL,
  number TEXT NOT NULL,
  number_key TEXT NOT NULL,
  issuer_institution TEXT NOT NULL,
  issuer_title TEXT NOT NULL,
  issuer_code TEXT NOT NULL,
  item_title TEXT NOT NULL,
  begin_day INTEGER,
  end_day INTEGER,
  issued_day INTEGER,
  valid_to_day INTEGER,
  replaces_kind INTEGER,
  replaces_number TEXT,
  item_numbers TEXT NOT NULL,
  reference_numbers TEXT NOT NULL,
  media_type TEXT NOT NULL,
  original_bytes INTEGER NOT NULL,
  log_index INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  principal TEXT NOT NULL
);
CREATE TABLE certificate_original (
  position INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
);
CREATE TABLE certificate_term (
  term INTEGER NOT NULL,
  value TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (term, value, position)
) WITHOUT ROWID;
CREATE TABLE certificate_status (
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  void_from_day INTEGER,
  replaced_by TEXT,
  reason TEXT NOT NULL,
  log_index INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  principal TEXT NOT NULL,
  PRIMARY KEY (id, position)
) WITHOUT ROWID;
)sql";

// Hashes by tile level (libs/tlog): those of level 0 are the leaves'. One head.
constexpr char kLog[] = R"sql(
CREATE TABLE log_leaf (
  leaf_index INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL
);
CREATE TABLE log_hash (
  level INTEGER NOT NULL,
  hash_index INTEGER NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (level, hash_index)
) WITHOUT ROWID;
CREATE TABLE log_head (
  only INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  note TEXT NOT NULL
);
)sql";

// One checkpoint a stage, with its signatures.
constexpr char kWitnesses[] = R"sql(
CREATE TABLE log_witness (
  stage INTEGER PRIMARY KEY,
  note TEXT NOT NULL
);
)sql";

// Signatures that were added or judged again, beside their changes of status.
constexpr char kSignatures[] = R"sql(
CREATE TABLE certificate_signature (
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  algorithm INTEGER,
  key_id TEXT NOT NULL,
  signature BLOB NOT NULL,
  signed_at INTEGER,
  signer TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (id, position)
) WITHOUT ROWID;
)sql";

// Before, only valid ones were kept: SignatureState::kValid is 3.
constexpr char kSignatureVerdicts[] = R"sql(
ALTER TABLE certificate_signature ADD COLUMN verdict INTEGER NOT NULL DEFAULT 1;
ALTER TABLE certificate_signature ADD COLUMN state INTEGER NOT NULL DEFAULT 3;
)sql";

}  // namespace

std::vector<sql::Phase> CertificateSchema() {
  return {sql::Journal::SchemaPhase(),
          sql::IdempotencyPhase(),
          {.name = "certificates", .script = kCertificates},
          {.name = "transparency log", .script = kLog},
          {.name = "witnesses of the log", .script = kWitnesses},
          FindingPhase(),
          {.name = "added signatures", .script = kSignatures},
          sql::FollowerPositionPhase(),
          RegistryFactsPhase(),
          FactUsePhase(),
          IssuedPhase(),
          RecordLeavesPhase(),
          {.name = "verdicts on signatures", .script = kSignatureVerdicts},
          SigningKeysPhase()};
}

}  // namespace suyuan::certificates
