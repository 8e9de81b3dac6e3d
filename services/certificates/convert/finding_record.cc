#include "services/certificates/convert/finding_record.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"

namespace suyuan::certificates {
namespace {

constexpr absl::string_view kCollection = "findings/";
constexpr size_t kMostReasonBytes = 2000;

void AddParts(const checks::Finding& finding, v1::Finding& out) {
  const checks::FindingText* text = checks::TextOf(finding.code);
  if (text != nullptr) {
    auto& texts = *out.mutable_message()->mutable_texts();
    texts["zh"] = std::string(text->zh);
    texts["en"] = std::string(text->en);
  }
  for (const CertificateId& id : finding.certificates) {
    out.add_certificates(id.name());
  }
  for (const std::string& point : finding.points) out.add_points(point);
  for (const checks::Figure& figure : finding.figures) {
    v1::FindingFigure& one = *out.add_figures();
    one.set_name(figure.name);
    one.set_value(figure.value);
    one.set_limit(figure.limit);
    one.set_unit(figure.unit);
  }
}

}  // namespace

v1::Finding ToProto(const checks::FindingRecord& record) {
  const checks::Finding& finding = record.finding;
  v1::Finding out;
  out.set_name(absl::StrCat(kCollection, record.id));
  out.set_code(finding.code);
  out.set_kind(static_cast<v1::Finding::Kind>(finding.kind));
  out.set_severity(static_cast<v1::Finding::Severity>(finding.severity));
  out.set_is_lead(finding.is_lead());
  out.set_state(static_cast<v1::Finding::State>(record.state));
  out.set_issuer(finding.issuer);
  AddParts(finding, out);
  out.set_rules_version(record.rules_version);
  *out.mutable_found_at() = rpc::InstantProto(record.found_at);
  *out.mutable_recorded_at() = rpc::InstantProto(record.recorded_at);
  out.set_revision(record.revision);
  for (const checks::FindingReview& review : record.reviews) {
    v1::FindingReview& one = *out.add_reviews();
    one.set_state(static_cast<v1::Finding::State>(review.state));
    one.set_actor(review.actor);
    one.set_reason(review.reason);
    *one.mutable_reviewed_at() = rpc::InstantProto(review.at);
  }
  out.set_etag(record.Etag());
  return out;
}

absl::StatusOr<std::string> FindingIdOf(absl::string_view name) {
  SUYUAN_ASSIGN_OR_RETURN(std::string id,
                          rpc::ParseId("name", name, "findings/{finding}"));
  const bool is_hex =
      id.size() == 32 &&
      id.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex) {
    return InvalidField("name", absl::StrCat("is \"", name,
                                             "\"; findings/ and 32 lower-case "
                                             "hex digits are wanted"));
  }
  return id;
}

absl::StatusOr<checks::ReviewOrder> ToOrder(
    const v1::ReviewFindingRequest& request, absl::string_view principal) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(std::string id, FindingIdOf(request.name()));
  if (request.state() == v1::Finding::STATE_UNSPECIFIED ||
      !v1::Finding::State_IsValid(request.state())) {
    return InvalidField("state", absl::StrCat("is ", request.state(),
                                              "; one of the states is wanted"));
  }
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("reason", request.reason(), kMostReasonBytes));
  v1::ReviewFindingRequest without_id = request;
  without_id.clear_request_id();
  return checks::ReviewOrder{
      .finding = std::move(id),
      .state = static_cast<checks::FindingState>(request.state()),
      .actor = std::string(principal),
      .reason = request.reason(),
      .etag = request.etag(),
      .request = {request.request_id(), "findings.Review",
                  Digest::Of(rpc::CanonicalBytes(without_id)).hex()}};
}

}  // namespace suyuan::certificates
