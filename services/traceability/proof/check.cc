#include "services/traceability/proof/check.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/tlog/many_proof.h"
#include "nlohmann/json.hpp"
#include "services/traceability/convert/question.h"
#include "services/traceability/errors.h"
#include "services/traceability/proof/claimed_graph.h"
#include "services/traceability/proof/closure.h"
#include "services/traceability/proof/described_answer.h"

namespace suyuan::traceability {
namespace {

absl::string_view WordOfKind(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kUnspecified:
      return "";
    case CertificateKind::kVerification:
      return "VERIFICATION";
    case CertificateKind::kVerificationFail:
      return "VERIFICATION_FAIL";
    case CertificateKind::kCalibration:
      return "CALIBRATION";
    case CertificateKind::kCrm:
      return "CRM";
    case CertificateKind::kComparison:
      return "COMPARISON";
  }
  return "";
}

absl::Status CheckInTree(const Claims& claims,
                         const tlog::Checkpoint& checkpoint) {
  tlog::LeafHashes leaves;
  for (const ClaimedLeaf* leaf : claims.Leaves()) {
    const auto index = static_cast<uint64_t>(leaf->index);
    if (!leaves.emplace(index, tlog::HashLeaf(leaf->entry)).second) {
      return ProofUnbound(absl::StrCat("the leaf ", index),
                          "is claimed for two things");
    }
  }
  SUYUAN_ASSIGN_OR_RETURN(
      const tlog::Hash root,
      tlog::RootOfMany(leaves, checkpoint.size, claims.proof));
  if (root == checkpoint.root) return absl::OkStatus();
  return ProofUnbound("the leaves", "are not in the tree of the checkpoint");
}

absl::Status CheckTime(const std::string& what, absl::Time time,
                       const Claims& claims) {
  if (time <= claims.question.known_at) return absl::OkStatus();
  return ProofUnbound(what, "was not known at the time of the question");
}

// What a statement calls itself; "" where it does not.
std::string KindSaid(const std::string& statement) {
  const auto said = nlohmann::json::parse(statement, nullptr, false);
  if (!said.is_object()) return "";
  const auto kind = said.find("kind");
  return kind != said.end() && kind->is_string() ? kind->get<std::string>()
                                                 : "";
}

// Those that came after the time of the question are not known yet: they are
// there so that all leaves about the certificate are.
absl::Status CheckChange(const ClaimedCertificate& certificate,
                         const ClaimedChange& change) {
  const std::string what = absl::StrCat("the leaf ", change.leaf.index);
  SUYUAN_ASSIGN_OR_RETURN(const LeafEntry entry, ParseLeafEntry(change.leaf));
  if (entry.digest != certificate.digest) {
    return ProofUnbound(what,
                        absl::StrCat("is not about ", NameOf(certificate)));
  }
  if (entry.statement != crypto::Sha256(change.statement).Hex()) {
    return ProofUnbound(what, "does not say what is claimed that it says");
  }
  if (KindSaid(change.statement) != entry.kind) {
    return ProofUnbound(what, "is of another kind of change");
  }
  return absl::OkStatus();
}

absl::Status CheckCertificate(const ClaimedCertificate& certificate,
                              const Claims& claims, UnitReader& units,
                              CheckedProof& out) {
  const std::string what = absl::StrCat("the leaf ", certificate.leaf.index);
  SUYUAN_ASSIGN_OR_RETURN(const LeafEntry entry,
                          ParseLeafEntry(certificate.leaf));
  if (entry.digest != certificate.digest || !entry.statement.empty()) {
    return ProofUnbound(
        what, absl::StrCat("is not of the import of ", NameOf(certificate)));
  }
  SUYUAN_ASSIGN_OR_RETURN(const CertificateFacts facts,
                          FactsOf(certificate, units));
  if (entry.kind != WordOfKind(facts.kind)) {
    return ProofUnbound(what, "is of another kind of certificate");
  }
  SUYUAN_RETURN_IF_ERROR(CheckTime(what, entry.time, claims));
  if (crypto::Sha256(certificate.document).Hex() == certificate.digest) {
    ++out.proven_certificates;
  }
  for (const ClaimedChange& change : certificate.changes) {
    SUYUAN_RETURN_IF_ERROR(CheckChange(certificate, change));
  }
  return absl::OkStatus();
}

absl::Status CheckRecord(const ClaimedRecord& record, const Claims& claims,
                         CheckedProof& out) {
  if (!record.leaf.has_value()) return absl::OkStatus();
  const std::string what = absl::StrCat("the leaf ", record.leaf->index);
  SUYUAN_ASSIGN_OR_RETURN(const LeafEntry entry, ParseLeafEntry(*record.leaf));
  if (entry.kind != absl::StrCat("RECORD_", record.kind) ||
      entry.digest != crypto::Sha256(record.content).Hex()) {
    return ProofUnbound(
        what, absl::StrCat("is not of the record ", record.kind, " claimed"));
  }
  ++out.proven_records;
  return CheckTime(what, entry.time, claims);
}

// Certificates are told to the graph in this order, and the first recorded of
// one key counts.
absl::Status CheckOrder(const Claims& claims) {
  int64_t last = -1;
  for (const ClaimedCertificate& certificate : claims.certificates) {
    if (certificate.leaf.index <= last) {
      return ProofUnbound(NameOf(certificate),
                          "is not in the order of the log");
    }
    last = certificate.leaf.index;
  }
  return absl::OkStatus();
}

absl::StatusOr<TraceQuestion> QuestionOf(const ClaimedQuestion& claimed,
                                         const Profiles& profiles) {
  v1::TraceRequest request;
  request.set_target(claimed.target);
  request.set_issuer(claimed.issuer);
  request.set_profile(claimed.profile);
  request.set_result_id(claimed.result_id);
  request.set_view(v1::VIEW_FULL);
  SUYUAN_ASSIGN_OR_RETURN(QuestionTimes times,
                          TimesOf(claimed.as_of, false, {}, claimed.known_at));
  times.known_at = claimed.known_at;
  return ToQuestion(request, times, profiles);
}

// The first finding, or other part, in which two answers differ: for people.
std::string FirstDifference(const std::string& claimed,
                            const std::string& judged) {
  const auto patch = nlohmann::json::diff(nlohmann::json::parse(judged),
                                          nlohmann::json::parse(claimed));
  if (patch.empty()) return "it is written otherwise";
  const auto& first = patch.front();
  return absl::StrCat("at ", first.value("path", ""), " it claims ",
                      first.contains("value") ? first["value"].dump() : "none");
}

}  // namespace

absl::StatusOr<CheckedProof> CheckBindings(Claims claims,
                                           const tlog::Checkpoint& checkpoint) {
  CheckedProof out{.checkpoint = checkpoint};
  UnitReader units;
  SUYUAN_RETURN_IF_ERROR(CheckInTree(claims, checkpoint));
  SUYUAN_RETURN_IF_ERROR(CheckOrder(claims));
  for (const ClaimedCertificate& certificate : claims.certificates) {
    SUYUAN_RETURN_IF_ERROR(CheckCertificate(certificate, claims, units, out));
  }
  for (const ClaimedRecord& record : claims.records) {
    SUYUAN_RETURN_IF_ERROR(CheckRecord(record, claims, out));
  }
  out.claims = std::move(claims);
  return out;
}

absl::Status CheckAnswer(const Claims& claims, const Profiles& profiles,
                         const Engine::UseAnswer& use) {
  if (claims.rule_version != kRuleVersion) {
    return ProofRulesDiffer(claims.rule_version, kRuleVersion);
  }
  SUYUAN_ASSIGN_OR_RETURN(const TraceQuestion question,
                          QuestionOf(claims.question, profiles));
  // Currency, the one answer that depends on today, is not claimed.
  const FakeClock clock(claims.question.known_at);
  Engine engine(clock);
  SUYUAN_RETURN_IF_ERROR(engine.Apply(
      [&](Graph& graph, Positions&) { return TellClaims(claims, graph); }));
  absl::Status same = absl::OkStatus();
  const absl::Status judged = engine.Trace(
      question, Deadline::Infinite(),
      [&](const Graph& graph, const RuleContext& context,
          const TraceAnswer& answer) {
        const std::string described = DescribeAnswer(graph, answer);
        if (described != claims.answer) {
          same = ProofAnswerDiffers(FirstDifference(claims.answer, described));
        } else if (use != nullptr) {
          use(graph, context, answer);
        }
      });
  if (!judged.ok()) return ProofAnswerDiffers(judged.message());
  return same;
}

absl::StatusOr<CheckedProof> CheckProof(absl::string_view bytes,
                                        const ProofTrust& trust,
                                        const Engine::UseAnswer& use) {
  SUYUAN_ASSIGN_OR_RETURN(const ProofFile file, ProofFile::Parse(bytes));
  SUYUAN_ASSIGN_OR_RETURN(
      const tlog::Note statement,
      tlog::OpenNote(file.statement,
                     absl::MakeConstSpan(&trust.operator_key, 1)));
  SUYUAN_ASSIGN_OR_RETURN(Claims claims, Claims::Parse(file.claims));
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Checkpoint checkpoint,
                          tlog::OpenByPolicy(claims.checkpoint, trust.log));
  if (statement.text != StatementOf(claims, file.claims, checkpoint.origin,
                                    checkpoint.size, checkpoint.root)) {
    return ProofUnbound("the operator's statement", "is about other claims");
  }
  SUYUAN_ASSIGN_OR_RETURN(CheckedProof out,
                          CheckBindings(std::move(claims), checkpoint));
  SUYUAN_RETURN_IF_ERROR(CheckAnswer(out.claims, *trust.profiles, use));
  return out;
}

}  // namespace suyuan::traceability
