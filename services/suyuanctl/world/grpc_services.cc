#include "services/suyuanctl/world/grpc_services.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"

namespace suyuan::world {
namespace {

using certificates::v1::Certificate;
using certificates::v1::ImportCertificateRequest;
using certificates::v1::ImportCertificateResponse;
using traceability::v1::AffectedCertificate;
using traceability::v1::ListAffectedRequest;
using traceability::v1::ListAffectedResponse;
using traceability::v1::TraceRequest;
using traceability::v1::TraceResponse;

absl::Status NoRecordName(absl::string_view name) {
  return InvalidField(
      "name", absl::StrCat("\"", name, "\" is not the name of a record"));
}

absl::Status StaysAsItIs(absl::string_view name) {
  return InvalidField("name", absl::StrCat(name,
                                           " is frozen and stays as it "
                                           "is; make another one"));
}

// One unary call whose answer is a value.
template <typename Response, typename Attempt>
absl::StatusOr<Response> Ask(const Peer& peer, const CallSettings& settings,
                             Attempt attempt) {
  Response response;
  SUYUAN_RETURN_IF_ERROR(
      CallPeer(peer, settings, [&](grpc::ClientContext& context) {
        response = Response();
        return attempt(context, response);
      }));
  return response;
}

bool IsOfIssuer(const Certificate& certificate, absl::string_view issuer) {
  return issuer.empty() || certificate.issuer().institution() == issuer ||
         text::NormaliseName(certificate.issuer().title()) ==
             text::NormaliseName(issuer);
}

}  // namespace

std::string FilterText(absl::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

absl::StatusOr<Record> GrpcRecords::Create(const Record& record) {
  const std::string request_id = NewRequestId();
  const std::string id(IdOfName(NameOf(record)));
  return Ask<Record>(peer_, settings_, [&](auto& context, Record& out) {
    return CallsOf(FieldOf(record))
        ->create(stubs_, context, record, id, request_id, out);
  });
}

absl::StatusOr<Record> GrpcRecords::Get(absl::string_view name) {
  const RecordCalls* calls = CallsOf(FieldOfName(name));
  if (calls == nullptr) return NoRecordName(name);
  return Ask<Record>(peer_, settings_, [&](auto& context, Record& out) {
    return calls->get(stubs_, context, std::string(name), "", out);
  });
}

absl::StatusOr<Record> GrpcRecords::Update(const Record& record,
                                           absl::string_view etag) {
  const RecordCalls* calls = CallsOf(FieldOf(record));
  if (calls->update == nullptr) return StaysAsItIs(NameOf(record));
  const std::string request_id = NewRequestId();
  Record with_etag = record;
  MutableMetaOf(with_etag).Clear();
  MutableMetaOf(with_etag).set_etag(std::string(etag));
  return Ask<Record>(peer_, settings_, [&](auto& context, Record& out) {
    return calls->update(stubs_, context, with_etag, request_id, out);
  });
}

absl::StatusOr<Record> GrpcRecords::End(absl::string_view name,
                                        absl::string_view day,
                                        absl::string_view reason) {
  const RecordCalls* calls = CallsOf(FieldOfName(name));
  if (calls == nullptr) return NoRecordName(name);
  if (calls->end == nullptr) return StaysAsItIs(name);
  const std::string request_id = NewRequestId();
  return Ask<Record>(peer_, settings_, [&](auto& context, Record& out) {
    return calls->end(stubs_, context, std::string(name), std::string(day),
                      std::string(reason), request_id, out);
  });
}

absl::StatusOr<ImportCertificateResponse> GrpcCertificates::Import(
    const ImportCertificateRequest& request) {
  ImportCertificateRequest own = request;
  own.set_request_id(NewRequestId());
  return Ask<ImportCertificateResponse>(
      peer_, settings_, [&](auto& context, ImportCertificateResponse& out) {
        return stub_.ImportCertificate(&context, own, &out);
      });
}

absl::StatusOr<std::vector<Certificate>> GrpcCertificates::Find(
    absl::string_view number, absl::string_view issuer) {
  certificates::v1::ListCertificatesRequest request;
  request.set_filter(absl::StrCat("number = ", FilterText(number)));
  request.set_page_size(500);
  std::vector<Certificate> found;
  do {
    SUYUAN_ASSIGN_OR_RETURN(
        auto page, Ask<certificates::v1::ListCertificatesResponse>(
                       peer_, settings_, [&](auto& context, auto& out) {
                         return stub_.ListCertificates(&context, request, &out);
                       }));
    for (Certificate& one : *page.mutable_certificates()) {
      if (IsOfIssuer(one, issuer)) found.push_back(std::move(one));
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return found;
}

absl::StatusOr<Certificate> GrpcCertificates::Get(absl::string_view name) {
  certificates::v1::GetCertificateRequest request;
  request.set_name(std::string(name));
  return Ask<Certificate>(peer_, settings_, [&](auto& context, auto& out) {
    return stub_.GetCertificate(&context, request, &out);
  });
}

absl::StatusOr<Certificate> GrpcCertificates::Void(
    const certificates::v1::VoidCertificateRequest& request) {
  auto own = request;
  own.set_request_id(NewRequestId());
  return Ask<Certificate>(peer_, settings_, [&](auto& context, auto& out) {
    return stub_.VoidCertificate(&context, own, &out);
  });
}

absl::StatusOr<Certificate> GrpcCertificates::Replace(
    const certificates::v1::ReplaceCertificateRequest& request) {
  auto own = request;
  own.set_request_id(NewRequestId());
  return Ask<Certificate>(peer_, settings_, [&](auto& context, auto& out) {
    return stub_.ReplaceCertificate(&context, own, &out);
  });
}

absl::StatusOr<TraceResponse> GrpcJudge::Trace(const TraceRequest& request) {
  return Ask<TraceResponse>(peer_, settings_, [&](auto& context, auto& out) {
    return stub_.Trace(&context, request, &out);
  });
}

absl::StatusOr<std::vector<AffectedCertificate>> GrpcJudge::ListAffected(
    const ListAffectedRequest& request) {
  std::vector<AffectedCertificate> affected;
  bool whole = false;
  SUYUAN_RETURN_IF_ERROR(
      CallPeer(peer_, settings_, [&](grpc::ClientContext& context) {
        affected.clear();
        whole = false;
        const auto reader = stub_.ListAffected(&context, request);
        ListAffectedResponse response;
        while (reader->Read(&response)) {
          whole = whole || response.has_summary();
          for (AffectedCertificate& one : *response.mutable_affected()) {
            affected.push_back(std::move(one));
          }
        }
        return reader->Finish();
      }));
  if (!whole) {
    return WithReason(
        absl::DataLossError("the list of affected certificates ended without "
                            "its summary, so it may not be whole"),
        "STREAM_INCOMPLETE");
  }
  return affected;
}

}  // namespace suyuan::world
