#include "services/traceability/proof/prover.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/crypto/encoding.h"
#include "libs/tlog/many_proof.h"
#include "libs/tlog/tile_reader.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/errors.h"
#include "services/traceability/proof/check.h"
#include "services/traceability/proof/described_answer.h"

namespace suyuan::traceability {
namespace {

constexpr int kAttempts = 3;

v1::TraceRequest AsTrace(const v1::ProveChainRequest& request) {
  v1::TraceRequest out;
  out.set_target(request.target());
  out.set_issuer(request.issuer());
  out.set_profile(request.profile());
  out.set_result_id(request.result_id());
  out.set_view(v1::VIEW_FULL);
  return out;
}

// What a checkpoint's note says; nobody here need be convinced of who signed.
absl::StatusOr<tlog::Checkpoint> ReadCheckpoint(absl::string_view note) {
  const size_t end = note.find("\n\n");
  if (end == absl::string_view::npos) {
    return ProofMalformed("its checkpoint is no note");
  }
  return tlog::Checkpoint::Parse(note.substr(0, end + 1));
}

// The changes that the tree holds, each with the statement of its leaf.
absl::Status AddChanges(const ProofSources::Paper& paper,
                        std::vector<ClaimedLeaf> leaves,
                        ClaimedCertificate& out) {
  for (ClaimedLeaf& leaf : leaves) {
    if (leaf.index == out.leaf.index) continue;
    const auto statement = paper.changes.find(leaf.index);
    if (statement == paper.changes.end()) return ProofChanged("a certificate");
    out.changes.push_back({std::move(leaf), statement->second});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Prover::Answered> Prover::Answer(
    const v1::ProveChainRequest& request, Claims& claims,
    const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(QuestionTimes times,
                          TimesOf(request.as_of(), request.has_known_at(),
                                  request.known_at(), engine_.clock().Now()));
  // The log and the records know microseconds; what was told just now may be
  // of a clock that is ahead of ours.
  times.known_at =
      absl::FromUnixMicros(absl::ToUnixMicros(times.shown_known_at));
  if (!request.has_known_at()) {
    engine_.Read([&](const Graph& graph) {
      times.known_at = std::max(times.known_at, graph.newest());
    });
  }
  SUYUAN_ASSIGN_OR_RETURN(TraceQuestion question,
                          ToQuestion(AsTrace(request), times, profiles_));
  claims.question = {.target = request.target(),
                     .issuer = request.issuer(),
                     .result_id = request.result_id(),
                     .profile = question.profile->id,
                     .as_of = DayText(times.as_of),
                     .known_at = times.known_at};
  claims.rule_version = std::string(kRuleVersion);
  Answered out;
  SUYUAN_RETURN_IF_ERROR(engine_.Trace(
      question, call.deadline(),
      [&](const Graph& graph, const RuleContext& context,
          const TraceAnswer& answer) {
        claims.answer = DescribeAnswer(graph, answer);
        const Closure closure = ClosureOf(graph, context, question, answer);
        for (const CertificateIndex c : closure.certificates) {
          const CertificateRow& row = graph.certificate(c);
          out.certificates.push_back(
              {std::string(graph.text(row.name)),
               crypto::ToHex({reinterpret_cast<const char*>(row.digest.data()),
                              row.digest.size()}),
               row.signature});
        }
        out.records.assign(closure.records.begin(), closure.records.end());
      }));
  return out;
}

absl::Status Prover::AddRecords(const Answered& answered, const rpc::Call& call,
                                Claims& claims) const {
  for (const auto& [kind, name] : answered.records) {
    SUYUAN_ASSIGN_OR_RETURN(
        std::string content,
        sources_.Record(kind, name, claims.question.known_at, call));
    claims.records.push_back(
        {std::string(WordOf(kind)), std::move(content), std::nullopt});
  }
  return absl::OkStatus();
}

absl::Status Prover::AddCertificates(const Answered& answered, bool whole,
                                     const rpc::Call& call,
                                     Claims& claims) const {
  std::vector<std::string> digests;
  for (const Answered::Certificate& c : answered.certificates) {
    digests.push_back(c.digest);
  }
  for (const ClaimedRecord& record : claims.records) {
    digests.push_back(crypto::Sha256(record.content).Hex());
  }
  SUYUAN_ASSIGN_OR_RETURN(ProofSources::Leaves found,
                          sources_.FindLeaves(digests, call));
  claims.checkpoint = std::move(found.note);
  for (const Answered::Certificate& c : answered.certificates) {
    const std::vector<ClaimedLeaf>& of = found.by_digest[c.digest];
    if (of.empty()) return ProofChanged(c.name);
    ClaimedCertificate claimed{
        .digest = c.digest, .signature = c.signature, .leaf = of.front()};
    SUYUAN_ASSIGN_OR_RETURN(ProofSources::Paper paper,
                            sources_.Certificate(c.name, whole, call));
    SUYUAN_RETURN_IF_ERROR(AddChanges(paper, of, claimed));
    claimed.document = std::move(paper.document);
    claims.certificates.push_back(std::move(claimed));
  }
  size_t next = answered.certificates.size();
  for (ClaimedRecord& record : claims.records) {
    const auto of = found.by_digest.find(digests[next++]);
    if (of != found.by_digest.end()) record.leaf = of->second.front();
  }
  return absl::OkStatus();
}

absl::Status Prover::AddProof(const rpc::Call& call, Claims& claims) const {
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Checkpoint checkpoint,
                          ReadCheckpoint(claims.checkpoint));
  std::vector<uint64_t> indexes;
  for (const ClaimedLeaf* leaf : claims.Leaves()) {
    indexes.push_back(static_cast<uint64_t>(leaf->index));
  }
  std::sort(indexes.begin(), indexes.end());
  const auto fetch = [&](absl::string_view path) {
    return sources_.LogFile(path, call);
  };
  tlog::TileHashes tiles(checkpoint.size, fetch);
  SUYUAN_ASSIGN_OR_RETURN(
      claims.proof, tlog::ProveMany(indexes, checkpoint.size, tiles.Reader()));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Prover::TryProve(
    const v1::ProveChainRequest& request, const rpc::Call& call) const {
  Claims claims;
  SUYUAN_ASSIGN_OR_RETURN(const Answered answered,
                          Answer(request, claims, call));
  SUYUAN_RETURN_IF_ERROR(AddRecords(answered, call, claims));
  SUYUAN_RETURN_IF_ERROR(
      AddCertificates(answered, !request.without_documents(), call, claims));
  SUYUAN_RETURN_IF_ERROR(AddProof(call, claims));
  // What nobody could check is not given: the reader will judge as we do.
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Checkpoint checkpoint,
                          ReadCheckpoint(claims.checkpoint));
  const absl::Status bound = CheckBindings(claims, checkpoint).status();
  if (!bound.ok()) return ProofChanged(bound.message());
  const absl::Status same = CheckAnswer(claims, profiles_, nullptr);
  if (!same.ok()) return ProofChanged(same.message());
  ProofFile file{.claims = claims.Text()};
  SUYUAN_ASSIGN_OR_RETURN(
      file.statement,
      tlog::SignNote(StatementOf(claims, file.claims, checkpoint.origin,
                                 checkpoint.size, checkpoint.root),
                     absl::MakeConstSpan(&*signer_, 1)));
  return file.Bytes();
}

absl::StatusOr<std::string> Prover::Prove(const v1::ProveChainRequest& request,
                                          const rpc::Call& call) const {
  if (!signer_.has_value()) return ProofKeyMissing();
  absl::StatusOr<std::string> proved = TryProve(request, call);
  for (int attempt = 1;
       attempt < kAttempts && ReasonOf(proved.status()) == "PROOF_CHANGED";
       ++attempt) {
    SUYUAN_RETURN_IF_ERROR(call.deadline().Check());
    proved = TryProve(request, call);
  }
  return proved;
}

}  // namespace suyuan::traceability
