#include "services/suyuanctl/commands/prove.h"

#include <fstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/cli/published_log.h"
#include "services/suyuanctl/cli/trace_tree.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/profiles/load.h"
#include "services/traceability/proof/check.h"
#include "suyuan/traceability/v1/proofs.grpc.pb.h"

namespace suyuan::ctl {
namespace {

using traceability::CheckedProof;
using traceability::v1::ChainProofs;
using traceability::v1::ProveChainRequest;
using traceability::v1::TraceResponse;

constexpr absl::string_view kFirstLine = "suyuan-proof/";

absl::StatusOr<ProveChainRequest> ToRequest(const ProveOptions& options) {
  ProveChainRequest request;
  SUYUAN_RETURN_IF_ERROR(Put(options.question, request));
  request.set_without_documents(options.without_documents);
  return request;
}

std::string OutputOf(const ProveOptions& options) {
  if (!options.output.empty()) return options.output;
  const std::string& target = options.question.target;
  const size_t slash = target.rfind('/');
  return absl::StrCat(
      slash == std::string::npos ? target : target.substr(slash + 1), ".proof");
}

absl::StatusOr<tlog::NoteVerifier> OperatorKey(
    const VerifyProofOptions& options) {
  if (options.operator_key.empty() == options.operator_key_file.empty()) {
    return InvalidField(
        "--operator-key",
        "the key that signs proofs, or a file with it, is wanted: verifierKey "
        "of GET /v1/traceability/proofKey");
  }
  std::string text = options.operator_key;
  if (text.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(text, ReadWholeFile(options.operator_key_file));
  }
  return tlog::NoteVerifier::Parse(absl::StripAsciiWhitespace(text));
}

void Tell(const CheckedProof& proof, const TraceResponse& answer,
          absl::string_view operator_name, Console& console) {
  const TreeLines lines = console.utf8() ? BoxLines() : AsciiLines();
  for (const std::string& line : DrawTrace(answer, console.words(), lines)) {
    console.Print(line);
  }
  const traceability::Claims& claims = proof.claims;
  console.Print(console.Say(
      "proof.known_at", {traceability::InstantText(claims.question.known_at)}));
  console.Print(console.Say(
      "proof.proven",
      {absl::StrCat(proof.proven_certificates),
       absl::StrCat(claims.certificates.size()),
       absl::StrCat(proof.proven_records), absl::StrCat(claims.records.size()),
       absl::StrCat(proof.checkpoint.size), proof.checkpoint.origin}));
  console.Print(console.Say("proof.asserted", {operator_name}));
  console.Print(console.Say("proof.holds"));
}

}  // namespace

absl::StatusOr<bool> Prove(const ProveOptions& options,
                           Connections& connections, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const ProveChainRequest request, ToRequest(options));
  const world::Peer& peer = connections.traceability_peer();
  const auto proofs = ChainProofs::NewStub(rpc::MakeChannel(peer.address));
  google::api::HttpBody body;
  SUYUAN_RETURN_IF_ERROR(world::CallPeer(
      peer, connections.settings(), [&](grpc::ClientContext& context) {
        return proofs->ProveChain(&context, request, &body);
      }));
  const std::string path = OutputOf(options);
  SUYUAN_ASSIGN_OR_RETURN(const auto output, OutputFile::Open(path, console));
  SUYUAN_RETURN_IF_ERROR(output->Write(body.data()));
  SUYUAN_RETURN_IF_ERROR(output->Close());
  console.Note(
      console.Say("proof.written", {path, absl::StrCat(body.data().size())}));
  return true;
}

bool IsProof(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string begin(kFirstLine.size(), '\0');
  return file.read(begin.data(), static_cast<std::streamsize>(begin.size())) &&
         begin == kFirstLine;
}

absl::StatusOr<bool> VerifyProof(const VerifyProofOptions& options,
                                 Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(tlog::NoteVerifier operator_key,
                          OperatorKey(options));
  SUYUAN_ASSIGN_OR_RETURN(
      tlog::Policy log,
      ReadTrust({options.key, options.key_file, options.policy}));
  SUYUAN_ASSIGN_OR_RETURN(const std::string bytes, ReadWholeFile(options.path));
  traceability::Profiles profiles;
  SUYUAN_RETURN_IF_ERROR(
      traceability::LoadProfiles(options.profiles, profiles));
  const traceability::ProofTrust trust{.log = std::move(log),
                                       .operator_key = std::move(operator_key),
                                       .profiles = &profiles};
  TraceResponse answer;
  SUYUAN_ASSIGN_OR_RETURN(
      const CheckedProof proof,
      traceability::CheckProof(
          bytes, trust,
          [&](const auto& graph, const auto& context, const auto& judged) {
            traceability::FillAnswer(graph, context, judged,
                                     traceability::v1::VIEW_CHAIN, answer);
          }));
  answer.set_target(proof.claims.question.target);
  answer.set_profile(proof.claims.question.profile);
  answer.set_as_of(proof.claims.question.as_of);
  Tell(proof, answer, trust.operator_key.name(), console);
  return true;
}

}  // namespace suyuan::ctl
