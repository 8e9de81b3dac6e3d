#include "services/certificates/convert/issued.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/certificates/errors.h"
#include "services/certificates/table/issued_reader.h"

namespace suyuan::certificates {
namespace {

constexpr int64_t kMostBytes = 4 << 20;
constexpr size_t kMostIssuerBytes = 1000;
constexpr char kMethod[] = "certificates.ImportIssuedNumbers";

absl::StatusOr<IssuedFormat> FormatOf(const google::api::HttpBody& list) {
  const auto bytes = static_cast<int64_t>(list.data().size());
  if (bytes > kMostBytes) return DocumentTooLarge(bytes, kMostBytes);
  const std::vector<absl::string_view> parts =
      absl::StrSplit(list.content_type(), absl::MaxSplits(';', 1));
  const std::string type =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
  if (type == "text/csv") return IssuedFormat::kCsv;
  if (type == "application/x-ndjson") return IssuedFormat::kJsonLines;
  return InvalidField("list.content_type",
                      absl::StrCat("is \"", type.substr(0, 100),
                                   "\"; text/csv or application/x-ndjson is "
                                   "wanted"));
}

absl::StatusOr<Issuer> ToIssuer(const v1::Party& issuer) {
  const auto check = [](absl::string_view field, const std::string& text) {
    return text.empty() ? absl::OkStatus()
                        : rpc::CheckText(field, text, kMostIssuerBytes);
  };
  SUYUAN_RETURN_IF_ERROR(check("issuer.institution", issuer.institution()));
  SUYUAN_RETURN_IF_ERROR(check("issuer.title", issuer.title()));
  SUYUAN_RETURN_IF_ERROR(check("issuer.code", issuer.code()));
  Issuer out{issuer.institution(), issuer.title(), issuer.code()};
  if (IssuerForms(out).empty()) {
    return InvalidField("issuer",
                        "is empty; an institution, title or code is wanted");
  }
  return out;
}

absl::StatusOr<IssuedCoverage> ToCoverage(
    const v1::ImportIssuedNumbersRequest& request, absl::Time now) {
  IssuedCoverage coverage;
  SUYUAN_ASSIGN_OR_RETURN(coverage.issuer, ToIssuer(request.issuer()));
  SUYUAN_ASSIGN_OR_RETURN(coverage.from, rpc::ParseDay("from", request.from()));
  SUYUAN_ASSIGN_OR_RETURN(coverage.to, rpc::ParseDay("to", request.to()));
  const absl::CivilDay today = metrology::LegalDay(now);
  if (coverage.to < coverage.from || coverage.to > today) {
    return InvalidField(
        "to", absl::StrCat("is ", request.to(), "; a day from ", request.from(),
                           " to ", metrology::FormatDate(today), " is wanted"));
  }
  for (int i = 0; i < request.kinds_size(); ++i) {
    const int kind = request.kinds(i);
    if (!v1::Certificate::Kind_IsValid(kind) ||
        kind == v1::Certificate::KIND_UNSPECIFIED) {
      return InvalidField(
          absl::StrCat("kinds[", i, "]"),
          absl::StrCat("is ", kind, "; one of the kinds is wanted"));
    }
    coverage.kinds.push_back(static_cast<CertificateKind>(kind));
  }
  return coverage;
}

}  // namespace

absl::StatusOr<IssuedOrder> ToOrder(
    const v1::ImportIssuedNumbersRequest& request, absl::string_view principal,
    absl::Time now) {
  SUYUAN_RETURN_IF_ERROR(rpc::CheckRequestId(request.request_id()));
  SUYUAN_ASSIGN_OR_RETURN(const IssuedFormat format, FormatOf(request.list()));
  IssuedOrder order;
  IssuedSpan& span = order.span;
  SUYUAN_ASSIGN_OR_RETURN(span.coverage, ToCoverage(request, now));
  SUYUAN_ASSIGN_OR_RETURN(
      order.numbers, ReadIssued(request.list().data(), format, span.coverage));
  span.numbers = static_cast<int64_t>(order.numbers.size());
  span.digest = Digest::Of(request.list().data()).hex();
  // As finely as it is kept, so that a repeat is answered alike.
  span.recorded_at = absl::FromUnixMicros(absl::ToUnixMicros(now));
  span.principal = std::string(principal);
  v1::ImportIssuedNumbersRequest without_id = request;
  without_id.clear_request_id();
  order.request = {request.request_id(), kMethod,
                   Digest::Of(rpc::CanonicalBytes(without_id)).hex()};
  return order;
}

v1::IssuedSpan ToProto(const IssuedSpan& span) {
  v1::IssuedSpan out;
  if (span.sequence > 0) {
    out.set_name(absl::StrCat("issuedSpans/", span.sequence));
    out.set_token(feed::ReadToken(kIssuedFeed, span.sequence).ToString());
  }
  out.mutable_issuer()->set_institution(span.coverage.issuer.institution);
  out.mutable_issuer()->set_title(span.coverage.issuer.title);
  out.mutable_issuer()->set_code(span.coverage.issuer.code);
  out.set_from(rpc::DayText(span.coverage.from));
  out.set_to(rpc::DayText(span.coverage.to));
  for (const CertificateKind kind : span.coverage.kinds) {
    out.add_kinds(static_cast<v1::Certificate::Kind>(kind));
  }
  out.set_numbers(span.numbers);
  out.set_digest(span.digest);
  *out.mutable_recorded_at() = rpc::InstantProto(span.recorded_at);
  out.set_principal(span.principal);
  return out;
}

}  // namespace suyuan::certificates
