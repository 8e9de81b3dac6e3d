#include "services/suyuanctl/commands/evidence.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/evidence/evidence_check.h"
#include "services/suyuanctl/evidence/evidence_pack.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::ChainCertificate;
using traceability::v1::TraceRequest;

constexpr int64_t kMostPackBytes = int64_t{1} << 30;

absl::StatusOr<TraceRequest> ToRequest(const EvidenceOptions& options) {
  TraceRequest request;
  SUYUAN_RETURN_IF_ERROR(Put(options.question, request));
  request.set_view(traceability::v1::VIEW_FULL);
  return request;
}

// What the certificates service says of one certificate. A document that may
// not be seen is left out and said to be; that the service does not answer is a
// failure.
class Collector {
 public:
  Collector(Connections& connections, bool documents)
      : connections_(connections), documents_(documents) {}

  absl::Status Collect(const std::string& name, CertificateEvidence& out) {
    SUYUAN_RETURN_IF_ERROR(TakeReceipt(name, out));
    if (documents_) return TakeDocument(name, out);
    out.why_missing = "NOT_ASKED_FOR";
    return absl::OkStatus();
  }

 private:
  absl::Status TakeDocument(const std::string& name, CertificateEvidence& out) {
    certificates::v1::GetOriginalRequest request;
    request.set_name(name);
    google::api::HttpBody body;
    const absl::Status got = Call([&](grpc::ClientContext& context) {
      return connections_.certificates().GetOriginal(&context, request, &body);
    });
    if (absl::IsPermissionDenied(got) || absl::IsNotFound(got)) {
      out.why_missing = ReasonOf(got);
      return absl::OkStatus();
    }
    SUYUAN_RETURN_IF_ERROR(got);
    out.document = body.data();
    out.document_is_json = absl::StrContains(body.content_type(), "json");
    return absl::OkStatus();
  }

  absl::Status TakeReceipt(const std::string& name, CertificateEvidence& out) {
    certificates::v1::GetReceiptRequest request;
    request.set_name(name);
    certificates::v1::Receipt receipt;
    const absl::Status got = Call([&](grpc::ClientContext& context) {
      return connections_.certificates().GetReceipt(&context, request,
                                                    &receipt);
    });
    if (absl::IsPermissionDenied(got) || absl::IsNotFound(got)) {
      return absl::OkStatus();
    }
    SUYUAN_RETURN_IF_ERROR(got);
    SUYUAN_ASSIGN_OR_RETURN(out.receipt, ToJson(receipt, /*indented=*/false));
    return absl::OkStatus();
  }

  absl::Status Call(
      absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
    return world::CallPeer(connections_.certificates_peer(),
                           connections_.settings(), attempt);
  }

  Connections& connections_;
  const bool documents_;
};

absl::StatusOr<bool> Pack(const EvidenceOptions& options,
                          Connections& connections, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const TraceRequest request, ToRequest(options));
  world::GrpcJudge judge(connections.traceability(),
                         connections.traceability_peer(),
                         connections.settings());
  Evidence evidence;
  SUYUAN_ASSIGN_OR_RETURN(evidence.chain, judge.Trace(request));
  Collector collector(connections, options.documents);
  for (const ChainCertificate& c : evidence.chain.certificates()) {
    SUYUAN_RETURN_IF_ERROR(collector.Collect(
        c.certificate(), evidence.certificates[c.certificate()]));
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto files, PackEvidence(evidence));
  SUYUAN_ASSIGN_OR_RETURN(const std::string archive, zip::Write(files));
  SUYUAN_ASSIGN_OR_RETURN(const auto output,
                          OutputFile::Open(options.file, console));
  SUYUAN_RETURN_IF_ERROR(output->Write(archive));
  SUYUAN_RETURN_IF_ERROR(output->Close());
  console.Note(console.Say(
      "evidence.packed",
      {absl::StrCat(evidence.chain.certificates_size()),
       console.words().SayEnum(
           "verdict", Verdict_Name(evidence.chain.verdict()), "VERDICT_"),
       ManifestDigest(files)}));
  return evidence.chain.candidates().empty();
}

absl::StatusOr<std::optional<tlog::NoteVerifier>> GivenKey(
    const EvidenceOptions& options) {
  std::string key = options.key;
  if (!options.key_file.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(key, ReadWholeFile(options.key_file));
  }
  if (key.empty()) return std::optional<tlog::NoteVerifier>();
  SUYUAN_ASSIGN_OR_RETURN(
      tlog::NoteVerifier log,
      tlog::NoteVerifier::Parse(absl::StripAsciiWhitespace(key)));
  return std::make_optional(std::move(log));
}

absl::StatusOr<bool> Check(const EvidenceOptions& options, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const auto log, GivenKey(options));
  SUYUAN_ASSIGN_OR_RETURN(const std::string archive,
                          ReadWholeFile(options.check));
  SUYUAN_ASSIGN_OR_RETURN(const auto files, zip::Read(archive, kMostPackBytes));
  SUYUAN_ASSIGN_OR_RETURN(const CheckedEvidence checked,
                          CheckEvidence(files, log));
  console.Print(console.Say(
      "evidence.holds",
      {absl::StrCat(checked.chain.certificates_size()),
       absl::StrCat(checked.documents), absl::StrCat(checked.receipts),
       console.words().SayEnum("verdict", Verdict_Name(checked.chain.verdict()),
                               "VERDICT_"),
       checked.manifest_digest}));
  if (checked.receipts_not_checked > 0) {
    console.Note(console.Say("evidence.receipts_not_checked",
                             {absl::StrCat(checked.receipts_not_checked)}));
  }
  return true;
}

}  // namespace

absl::StatusOr<bool> PackOrCheckEvidence(const EvidenceOptions& options,
                                         Connections& connections,
                                         Console& console) {
  if (options.question.target.empty() == options.check.empty()) {
    return InvalidField("NUMBER",
                        "a target, or a pack with --check, is wanted");
  }
  if (!options.check.empty()) return Check(options, console);
  return Pack(options, connections, console);
}

}  // namespace suyuan::ctl
