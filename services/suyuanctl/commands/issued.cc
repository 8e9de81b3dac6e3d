#include "services/suyuanctl/commands/issued.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/table.h"
#include "services/suyuanctl/commands/import.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/world/grpc_call.h"
#include "suyuan/certificates/v1/issued.grpc.pb.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::Certificate;
using certificates::v1::ImportIssuedNumbersRequest;
using certificates::v1::IssuedSpan;
using certificates::v1::ListIssuedSpansRequest;
using certificates::v1::ListIssuedSpansResponse;

constexpr int kPageSize = 500;

absl::StatusOr<std::string> ContentType(const std::string& path) {
  if (absl::EndsWithIgnoreCase(path, ".csv")) return "text/csv";
  if (absl::EndsWithIgnoreCase(path, ".jsonl")) return "application/x-ndjson";
  return InvalidField(
      "FILE", absl::StrCat("\"", path, "\"; a .csv or .jsonl is wanted"));
}

absl::StatusOr<ImportIssuedNumbersRequest> ToRequest(
    const IssuedImportOptions& options) {
  ImportIssuedNumbersRequest request;
  SUYUAN_ASSIGN_OR_RETURN(*request.mutable_list()->mutable_content_type(),
                          ContentType(options.path));
  for (const std::string& text : options.kinds) {
    SUYUAN_ASSIGN_OR_RETURN(const Certificate::Kind kind, ParseKind(text));
    request.add_kinds(kind);
  }
  SUYUAN_ASSIGN_OR_RETURN(*request.mutable_list()->mutable_data(),
                          ReadWholeFile(options.path));
  request.mutable_issuer()->set_institution(options.institution);
  request.mutable_issuer()->set_title(options.title);
  request.mutable_issuer()->set_code(options.code);
  request.set_from(options.from);
  request.set_to(options.to);
  request.set_validate_only(options.validate_only);
  request.set_request_id(world::NewRequestId());
  return request;
}

std::string KindsOf(const IssuedSpan& span) {
  return absl::StrJoin(span.kinds(), " ", [](std::string* out, int kind) {
    const std::string& name =
        Certificate::Kind_Name(static_cast<Certificate::Kind>(kind));
    absl::StrAppend(out, absl::StripPrefix(name, "KIND_"));
  });
}

std::string IssuerOf(const IssuedSpan& span) {
  const auto& issuer = span.issuer();
  if (!issuer.title().empty()) return issuer.title();
  return issuer.institution().empty() ? issuer.code() : issuer.institution();
}

}  // namespace

ImportIssued ImportIssuedOver(Connections& connections) {
  return [&connections](const ImportIssuedNumbersRequest& request)
             -> absl::StatusOr<IssuedSpan> {
    IssuedSpan span;
    SUYUAN_RETURN_IF_ERROR(
        world::CallPeer(connections.certificates_peer(), connections.settings(),
                        [&](grpc::ClientContext& context) {
                          return connections.issued().ImportIssuedNumbers(
                              &context, request, &span);
                        }));
    return span;
  };
}

ListIssuedSpans ListIssuedSpansOver(Connections& connections) {
  return [&connections](const ListIssuedSpansRequest& request)
             -> absl::StatusOr<ListIssuedSpansResponse> {
    ListIssuedSpansResponse response;
    SUYUAN_RETURN_IF_ERROR(
        world::CallPeer(connections.certificates_peer(), connections.settings(),
                        [&](grpc::ClientContext& context) {
                          response.Clear();
                          return connections.issued().ListIssuedSpans(
                              &context, request, &response);
                        }));
    return response;
  };
}

absl::StatusOr<bool> ImportIssuedList(const IssuedImportOptions& options,
                                      ImportIssued import, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const ImportIssuedNumbersRequest request,
                          ToRequest(options));
  SUYUAN_ASSIGN_OR_RETURN(const IssuedSpan span, import(request));
  console.Print(console.Say(
      options.validate_only ? "issued.would" : "issued.imported",
      {absl::StrCat(span.numbers()), IssuerOf(span), span.from(), span.to()}));
  return true;
}

absl::StatusOr<bool> ListIssued(const IssuedListOptions& options,
                                ListIssuedSpans list, Console& console) {
  ListIssuedSpansRequest request;
  request.set_issuer(options.issuer);
  request.set_page_size(kPageSize);
  Table table;
  table.AddRow({"NAME", "ISSUER", "FROM", "TO", "KINDS", "NUMBERS"});
  int64_t count = 0;
  do {
    SUYUAN_ASSIGN_OR_RETURN(const ListIssuedSpansResponse page, list(request));
    for (const IssuedSpan& span : page.issued_spans()) {
      ++count;
      if (options.json) {
        SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(span, false));
        console.Print(json);
      } else {
        table.AddRow({span.name(), IssuerOf(span), span.from(), span.to(),
                      KindsOf(span), absl::StrCat(span.numbers())});
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (options.json) return true;
  if (count > 0) {
    for (const std::string& line : table.Lines()) console.Print(line);
  }
  console.Note(console.Say("list.count", {absl::StrCat(count)}));
  return true;
}

}  // namespace suyuan::ctl
