#include "tests/conformance/proof/proof_region.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/rpc/call.h"
#include "libs/rpc/fields.h"
#include "libs/tlog/tile.h"
#include "libs/tlog/tree.h"
#include "nlohmann/json.hpp"
#include "services/traceability/convert/record.h"
#include "services/traceability/proof/documents.h"
#include "services/traceability/proof/prover.h"

namespace suyuan::traceability::testing {
namespace {

namespace certs = certificates::v1;
namespace reg = registry::v1;

const absl::Time kBeginning = absl::FromUnixSeconds(1793581200);  // 2026-11-02

tlog::NoteSigner SignerOf(absl::string_view name, uint64_t seed) {
  const auto key = crypto::Ed25519PrivateKey::FromSeed(
      crypto::Sha256(absl::StrCat(name, " ", seed)).view());
  return *tlog::NoteSigner::From(name, *key);
}

struct Kept {
  RecordKind kind;
  std::string name;
  std::string content;
};

template <typename Message>
Kept KeptAs(RecordKind kind, Message message, absl::Time now) {
  message.mutable_meta()->set_revision(1);
  *message.mutable_meta()->mutable_update_time() = rpc::InstantProto(now);
  return {kind, message.name(), RecordContent(message)};
}

Kept ToKept(const reg::Record& record, absl::Time now) {
  switch (record.record_case()) {
    case reg::Record::kInstitution:
      return KeptAs(RecordKind::kInstitution, record.institution(), now);
    case reg::Record::kCompetence:
      return KeptAs(RecordKind::kCompetence, record.competence(), now);
    case reg::Record::kStandard:
      return KeptAs(RecordKind::kStandard, record.standard(), now);
    case reg::Record::kReferenceMaterial:
      return KeptAs(RecordKind::kReferenceMaterial, record.reference_material(),
                    now);
    case reg::Record::kSpecification:
      return KeptAs(RecordKind::kSpecification, record.specification(), now);
    case reg::Record::kInstrument:
      return KeptAs(RecordKind::kInstrument, record.instrument(), now);
    case reg::Record::kPerson:
      return KeptAs(RecordKind::kPerson, record.person(), now);
    case reg::Record::kVerificationScheme:
      return KeptAs(RecordKind::kVerificationScheme,
                    record.verification_scheme(), now);
    default:
      SUYUAN_CHECK(false);
  }
}

}  // namespace

ProofRegion::ProofRegion(uint64_t seed, uint64_t stride)
    : stride_(stride),
      clock_(kBeginning),
      log_(SignerOf("proofs.example/log", seed)),
      operator_(SignerOf("proofs.example/operator", seed)),
      engine_(clock_) {}

int64_t ProofRegion::Log(const std::string& kind, const std::string& digest,
                         const std::string& issuer,
                         const std::string& statement) {
  nlohmann::ordered_json leaf;
  leaf["kind"] = kind;
  leaf["digest"] = digest;
  leaf["time"] = InstantText(clock_.Now());
  leaf["issuer"] = issuer;
  if (!statement.empty()) leaf["statement"] = statement;
  const uint64_t index = leaves_.size() * stride_;
  leaves_[index] = leaf.dump();
  by_digest_[digest].push_back({static_cast<int64_t>(index), leaves_[index]});
  return static_cast<int64_t>(index);
}

void ProofRegion::Tell(const reg::Record& record) {
  clock_.Advance(absl::Minutes(1));
  const Kept kept = ToKept(record, clock_.Now());
  records_[{kept.kind, kept.name}] = kept.content;
  if (kept.kind != RecordKind::kPerson) {
    Log(absl::StrCat("RECORD_", WordOf(kept.kind)),
        crypto::Sha256(kept.content).Hex(), "registry", "");
  }
  SUYUAN_CHECK(engine_
                   .Apply([&](Graph& graph, Positions&) {
                     ApplyRecord(record, clock_.Now(), units_, graph);
                     return absl::OkStatus();
                   })
                   .ok());
}

std::string ProofRegion::Tell(const certs::Certificate& certificate) {
  clock_.Advance(absl::Minutes(1));
  certs::Certificate kept = certificate;
  const std::string digest = crypto::Sha256(CanonicalText(certificate)).Hex();
  const std::string kind(
      absl::StripPrefix(certs::Certificate::Kind_Name(kept.kind()), "KIND_"));
  kept.set_log_index(Log(kind, digest, kept.issuer().title(), ""));
  kept.set_digest(digest);
  kept.set_name(absl::StrCat("certificates/", digest.substr(0, 32)));
  SUYUAN_CHECK(engine_
                   .Apply([&](Graph& graph, Positions&) {
                     return graph.Apply(ToFacts(kept, clock_.Now(), units_));
                   })
                   .ok());
  certificates_[kept.name()] = kept;
  return kept.name();
}

void ProofRegion::Tell(const std::string& name,
                       const certs::StatusChange& change) {
  clock_.Advance(absl::Minutes(1));
  certs::Certificate& certificate = certificates_.at(name);
  const std::string kind(absl::StripPrefix(
      certs::StatusChange::Kind_Name(change.kind()), "KIND_"));
  certs::StatusChange& kept = *certificate.add_status_changes();
  kept = change;
  kept.set_log_index(Log(kind, certificate.digest(),
                         certificate.issuer().title(),
                         crypto::Sha256(StatementText(change)).Hex()));
  certs::CertificateStatusChange told;
  told.set_certificate(name);
  *told.mutable_change() = change;
  SUYUAN_CHECK(engine_
                   .Apply([&](Graph& graph, Positions&) {
                     return graph.Apply(ToFacts(told, clock_.Now()));
                   })
                   .ok());
}

absl::StatusOr<std::string> ProofRegion::Prove(
    const v1::ProveChainRequest& request) const {
  const std::optional<tlog::NoteSigner> signer = operator_;
  const rpc::Call call =
      rpc::Call::Local("Prove", rpc::kAnonymous, Deadline::Infinite());
  return Prover(engine_, *this, profiles_, signer).Prove(request, call);
}

void ProofRegion::Add(Profile profile) {
  SUYUAN_CHECK(profiles_.Add(std::move(profile)).ok());
}

ProofTrust ProofRegion::Trust() const {
  return {.log = *tlog::Policy::Parse(
              absl::StrCat("log ", log_.verifier().Text(), "\nquorum none\n")),
          .operator_key = operator_.verifier()};
}

absl::StatusOr<std::string> ProofRegion::Record(RecordKind kind,
                                                const std::string& name,
                                                absl::Time,
                                                const rpc::Call&) const {
  return records_.at({kind, name});
}

absl::StatusOr<ProofSources::Paper> ProofRegion::Certificate(
    const std::string& name, bool whole, const rpc::Call&) const {
  certs::Certificate certificate = certificates_.at(name);
  Paper out;
  for (const certs::StatusChange& change : certificate.status_changes()) {
    out.changes.emplace(change.log_index(), StatementText(change));
  }
  if (!whole) {
    out.document = ReducedDocument(certificate);
    return out;
  }
  certificate.clear_status_changes();
  certificate.clear_log_index();
  certificate.clear_digest();
  certificate.clear_name();
  out.document = CanonicalText(certificate);
  return out;
}

absl::StatusOr<ProofSources::Leaves> ProofRegion::FindLeaves(
    const std::vector<std::string>& digests, const rpc::Call&) const {
  Leaves out;
  for (const std::string& digest : digests) {
    const auto found = by_digest_.find(digest);
    if (found != by_digest_.end()) out.by_digest.insert(*found);
  }
  const auto read = [this](int level, uint64_t first, int count) {
    return Hashes(level, first, count);
  };
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Hash root, tlog::RootAt(size(), read));
  SUYUAN_ASSIGN_OR_RETURN(
      out.note,
      tlog::SignCheckpoint(
          {.origin = log_.verifier().name(), .size = size(), .root = root},
          log_));
  return out;
}

absl::StatusOr<std::string> ProofRegion::LogFile(absl::string_view path,
                                                 const rpc::Call&) const {
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Tile tile, tlog::ParseTilePath(path));
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<tlog::Hash> hashes,
      Hashes(*tile.level, tile.index * tlog::kTileWidth, tile.width));
  std::string out;
  for (const tlog::Hash& hash : hashes) absl::StrAppend(&out, hash.view());
  return out;
}

absl::StatusOr<std::vector<tlog::Hash>> ProofRegion::Hashes(int level,
                                                            uint64_t first,
                                                            int count) const {
  std::vector<tlog::Hash> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(HashAt(level * tlog::kTileHeight, first + i));
  }
  return out;
}

tlog::Hash ProofRegion::HashAt(int height, uint64_t index) const {
  const auto first = leaves_.lower_bound(index << height);
  const bool is_empty = first == leaves_.end() || first->first >= (index + 1)
                                                                      << height;
  // Of those that a log stores: what lies between is made of them.
  if (is_empty && height % tlog::kTileHeight == 0) {
    return crypto::Sha256(absl::StrCat("made up ", height, " ", index));
  }
  if (height == 0) return tlog::HashLeaf(first->second);
  return tlog::HashNode(HashAt(height - 1, 2 * index),
                        HashAt(height - 1, 2 * index + 1));
}

v1::ProveChainRequest Asking(const std::string& target) {
  v1::ProveChainRequest request;
  request.set_target(target);
  request.set_as_of("2026-11-02");
  return request;
}

}  // namespace suyuan::traceability::testing
