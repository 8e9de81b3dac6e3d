#include "services/traceability/recall/frozen_affected.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {
namespace {

constexpr char kFormat[] = "suyuan-affected-1";
// Some 64 KiB.
constexpr size_t kCertificatesAPiece = 256;

void Fill(const Graph& graph, const AffectedCertificate& affected,
          v1::FrozenAffectedCertificate& out) {
  const CertificateRow& row = graph.certificate(affected.certificate);
  out.set_certificate(std::string(graph.text(row.name)));
  out.set_digest(crypto::Digest{row.digest}.Hex());
  out.set_number(std::string(graph.text(row.printed_number)));
  out.set_issuer(std::string(graph.text(row.printed_issuer)));
  for (const ResultIndex r : affected.results) {
    out.add_result_ids(std::string(graph.text(graph.result(r).id)));
  }
  out.set_depth(static_cast<int32_t>(affected.depth));
  out.set_current(affected.current);
}

}  // namespace

v1::ListAffectedRequest Pinned(const v1::ListAffectedRequest& request,
                               const QuestionTimes& times) {
  v1::ListAffectedRequest out = request;
  out.set_as_of(DayText(times.as_of));
  *out.mutable_known_at() = rpc::InstantProto(times.shown_known_at);
  out.clear_token();
  return out;
}

FrozenAffected::FrozenAffected(const Engine& engine,
                               v1::ListAffectedRequest question,
                               AffectedAnswer answer)
    : engine_(&engine),
      question_(std::move(question)),
      answer_(std::move(answer)) {}

absl::StatusOr<bool> FrozenAffected::operator()(google::api::HttpBody& piece) {
  if (done_) return false;
  piece.set_content_type("application/x-ndjson");
  std::string& out = *piece.mutable_data();
  if (!begun_) AddHeader(out);
  AddCertificates(out);
  if (next_ == answer_.certificates.size()) AddSummary(out);
  return true;
}

void FrozenAffected::AddLine(const v1::FrozenAffectedLine& line,
                             std::string& out) {
  const size_t at = out.size();
  json::AppendCanonicalJson(line, out);
  out += '\n';
  document_.Update(absl::string_view(out).substr(at));
}

void FrozenAffected::AddHeader(std::string& out) {
  v1::FrozenAffectedLine line;
  v1::FrozenAffectedHeader& header = *line.mutable_header();
  header.set_format(kFormat);
  *header.mutable_question() = question_;
  header.set_token(TokenOf(answer_.positions));
  AddLine(line, out);
  begun_ = true;
}

void FrozenAffected::AddCertificates(std::string& out) {
  const size_t end =
      std::min(next_ + kCertificatesAPiece, answer_.certificates.size());
  engine_->Read([&](const Graph& graph) {
    for (; next_ < end; ++next_) {
      v1::FrozenAffectedLine line;
      Fill(graph, answer_.certificates[next_], *line.mutable_certificate());
      names_.Update(absl::StrCat(line.certificate().certificate(), "\n"));
      AddLine(line, out);
    }
  });
}

void FrozenAffected::AddSummary(std::string& out) {
  v1::FrozenAffectedLine line;
  v1::FrozenAffectedSummary& summary = *line.mutable_summary();
  summary.set_certificates(static_cast<int64_t>(next_));
  summary.set_items(answer_.items);
  summary.set_digest(names_.Finish().Hex());
  summary.set_document_digest(document_.Finish().Hex());
  json::AppendCanonicalJson(line, out);
  out += '\n';
  done_ = true;
}

}  // namespace suyuan::traceability
