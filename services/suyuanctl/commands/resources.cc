#include "services/suyuanctl/commands/resources.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/message.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/resource_rows.h"
#include "services/suyuanctl/cli/table.h"
#include "services/suyuanctl/commands/chain_question.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/world/record_calls.h"

namespace suyuan::ctl {
namespace {

using google::protobuf::Message;
using Resource = std::unique_ptr<Message>;
using world::Peer;
using world::Record;

constexpr absl::string_view kCollections =
    "institutions, competences, standards, referenceMaterials, "
    "specifications, instruments, persons, declarations, "
    "verificationSchemes, mandatoryCatalogues, comparisons, "
    "indicatorEntries, indicatorReports, certificates, findings, "
    "creditSubjects, "
    "creditSubjects/*/facts or creditPolicies is wanted";

absl::Status NoCollection(absl::string_view field, absl::string_view text) {
  return InvalidField(
      field,
      absl::StrCat("\"", text, "\" is of no collection; ", kCollections));
}

// What a page of a collection is made by.
struct Page {
  std::vector<Resource> resources;
  std::string next;
};
using FetchPage =
    std::function<absl::StatusOr<Page>(const std::string& page_token)>;

template <typename Call>
absl::Status Ask(const Connections& connections, const Peer& peer, Call call) {
  return world::CallPeer(
      peer, connections.settings(),
      [&](grpc::ClientContext& context) { return call(&context); });
}

// Moves the messages of a repeated field out of a page.
template <typename Messages>
std::vector<Resource> Take(Messages& messages) {
  std::vector<Resource> out;
  for (auto& message : messages) {
    out.push_back(
        std::make_unique<std::decay_t<decltype(message)>>(std::move(message)));
  }
  return out;
}

Resource Unwrap(const Record& record) {
  Resource out(world::Inside(record).New());
  out->CopyFrom(world::Inside(record));
  return out;
}

absl::StatusOr<Resource> GetRecord(const GetOptions& options,
                                   Connections& connections) {
  Record record;
  SUYUAN_RETURN_IF_ERROR(
      world::CallPeer(connections.registry_peer(), connections.settings(),
                      [&](grpc::ClientContext& context) {
                        return world::CallsOf(world::FieldOfName(options.name))
                            ->get(connections.registry(), context, options.name,
                                  options.token, record);
                      }));
  return Unwrap(record);
}

// A message of type Response by a stub's method that takes a name.
template <typename Response, typename Request, typename Method>
absl::StatusOr<Resource> GetByName(const GetOptions& options,
                                   const Connections& connections,
                                   const Peer& peer, Request request,
                                   Method method) {
  request.set_name(options.name);
  auto response = std::make_unique<Response>();
  SUYUAN_RETURN_IF_ERROR(
      Ask(connections, peer, [&](grpc::ClientContext* context) {
        return method(context, request, response.get());
      }));
  return Resource(std::move(response));
}

absl::StatusOr<Resource> GetCredit(const GetOptions& options,
                                   Connections& connections) {
  auto& stub = connections.credit();
  const Peer& peer = connections.credit_peer();
  if (absl::StartsWith(options.name, "creditPolicies/")) {
    return GetByName<credit::v1::Policy>(
        options, connections, peer, credit::v1::GetPolicyRequest(),
        [&](auto... a) { return stub.GetPolicy(a...); });
  }
  if (absl::StrContains(options.name, "/facts/")) {
    credit::v1::GetFactRequest request;
    request.set_token(options.token);
    return GetByName<credit::v1::Fact>(
        options, connections, peer, request,
        [&](auto... a) { return stub.GetFact(a...); });
  }
  credit::v1::GetSubjectRequest request;
  request.set_token(options.token);
  return GetByName<credit::v1::Subject>(
      options, connections, peer, request,
      [&](auto... a) { return stub.GetSubject(a...); });
}

absl::StatusOr<Resource> GetCertificate(const GetOptions& options,
                                        Connections& connections) {
  certificates::v1::GetCertificateRequest request;
  request.set_token(options.token);
  if (!options.known_at.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                            ParseInstant("--known-at", options.known_at));
  }
  return GetByName<certificates::v1::Certificate>(
      options, connections, connections.certificates_peer(), request,
      [&](auto... a) {
        return connections.certificates().GetCertificate(a...);
      });
}

absl::StatusOr<Resource> GetResource(const GetOptions& options,
                                     Connections& connections) {
  if (absl::StartsWith(options.name, "certificates/")) {
    return GetCertificate(options, connections);
  }
  if (!options.known_at.empty()) {
    return InvalidField("--known-at", absl::StrCat("only certificates are "
                                                   "shown as of an instant, "
                                                   "not ",
                                                   options.name));
  }
  if (!world::FieldOfName(options.name).empty()) {
    return GetRecord(options, connections);
  }
  if (absl::StartsWith(options.name, "findings/")) {
    certificates::v1::GetFindingRequest request;
    request.set_token(options.token);
    return GetByName<certificates::v1::Finding>(
        options, connections, connections.certificates_peer(), request,
        [&](auto... a) { return connections.findings().GetFinding(a...); });
  }
  if (absl::StartsWith(options.name, "creditSubjects/") ||
      absl::StartsWith(options.name, "creditPolicies/")) {
    return GetCredit(options, connections);
  }
  return NoCollection("name", options.name);
}

FetchPage RecordPages(const ListOptions& options,
                      const world::RecordCalls& calls,
                      Connections& connections) {
  return [&options, &calls,
          &connections](const std::string& page_token) -> absl::StatusOr<Page> {
    const world::ListQuery query{options.page_size, page_token, options.filter,
                                 options.as_of, options.token};
    std::vector<Record> records;
    Page page;
    SUYUAN_RETURN_IF_ERROR(
        world::CallPeer(connections.registry_peer(), connections.settings(),
                        [&](grpc::ClientContext& context) {
                          records.clear();
                          return calls.list(connections.registry(), context,
                                            query, records, page.next);
                        }));
    for (const Record& record : records) {
      page.resources.push_back(Unwrap(record));
    }
    return page;
  };
}

// Pages by a request that differs in its page token only.
template <typename Response, typename Request, typename Method, typename Items>
FetchPage Pages(const ListOptions& options, const Connections& connections,
                const Peer& peer, Request request, Method method, Items items) {
  request.set_page_size(options.page_size);
  return [&connections, &peer, request, method,
          items](const std::string& page_token) -> absl::StatusOr<Page> {
    Request own = request;
    own.set_page_token(page_token);
    Response response;
    SUYUAN_RETURN_IF_ERROR(
        Ask(connections, peer, [&](grpc::ClientContext* context) {
          response.Clear();
          return method(context, own, &response);
        }));
    return Page{Take(*items(response)), response.next_page_token()};
  };
}

FetchPage CertificatePages(const ListOptions& options,
                           Connections& connections) {
  certificates::v1::ListCertificatesRequest request;
  request.set_filter(options.filter);
  request.set_token(options.token);
  request.set_full(options.json);
  return Pages<certificates::v1::ListCertificatesResponse>(
      options, connections, connections.certificates_peer(), request,
      [&connections](auto... a) {
        return connections.certificates().ListCertificates(a...);
      },
      [](auto& response) { return response.mutable_certificates(); });
}

FetchPage FindingPages(const ListOptions& options, Connections& connections) {
  certificates::v1::ListFindingsRequest request;
  request.set_filter(options.filter);
  request.set_token(options.token);
  return Pages<certificates::v1::ListFindingsResponse>(
      options, connections, connections.certificates_peer(), request,
      [&connections](auto... a) {
        return connections.findings().ListFindings(a...);
      },
      [](auto& response) { return response.mutable_findings(); });
}

absl::StatusOr<FetchPage> CreditPages(const ListOptions& options,
                                      Connections& connections) {
  const Peer& peer = connections.credit_peer();
  auto& stub = connections.credit();
  if (options.collection == "creditSubjects") {
    credit::v1::ListSubjectsRequest request;
    request.set_filter(options.filter);
    request.set_token(options.token);
    return Pages<credit::v1::ListSubjectsResponse>(
        options, connections, peer, request,
        [&stub](auto... a) { return stub.ListSubjects(a...); },
        [](auto& response) { return response.mutable_subjects(); });
  }
  if (!options.filter.empty()) {
    return InvalidField("--filter",
                        absl::StrCat(options.collection, " has no filter"));
  }
  if (options.collection == "creditPolicies") {
    return Pages<credit::v1::ListPoliciesResponse>(
        options, connections, peer, credit::v1::ListPoliciesRequest(),
        [&stub](auto... a) { return stub.ListPolicies(a...); },
        [](auto& response) { return response.mutable_policies(); });
  }
  credit::v1::ListFactsRequest request;
  request.set_parent(
      std::string(absl::StripSuffix(options.collection, "/facts")));
  request.set_token(options.token);
  return Pages<credit::v1::ListFactsResponse>(
      options, connections, peer, request,
      [&stub](auto... a) { return stub.ListFacts(a...); },
      [](auto& response) { return response.mutable_facts(); });
}

bool IsFacts(const std::string& collection) {
  const std::vector<std::string> parts = absl::StrSplit(collection, '/');
  return parts.size() == 3 && parts[0] == "creditSubjects" &&
         !parts[1].empty() && parts[2] == "facts";
}

absl::StatusOr<FetchPage> PagesOf(const ListOptions& options,
                                  Connections& connections) {
  const auto* calls = world::CallsOfCollection(options.collection);
  if (calls != nullptr) return RecordPages(options, *calls, connections);
  if (!options.as_of.empty()) {
    return InvalidField(
        "--as-of", absl::StrCat(options.collection, " is not listed by day"));
  }
  if (options.collection == "certificates") {
    return CertificatePages(options, connections);
  }
  if (options.collection == "findings") {
    return FindingPages(options, connections);
  }
  if (options.collection == "creditSubjects" ||
      options.collection == "creditPolicies" || IsFacts(options.collection)) {
    return CreditPages(options, connections);
  }
  return NoCollection("collection", options.collection);
}

absl::Status PrintJsonLines(const Page& page, Console& console) {
  for (const Resource& resource : page.resources) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(*resource, false));
    console.Print(json);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> Get(const GetOptions& options, Connections& connections,
                         Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const Resource resource,
                          GetResource(options, connections));
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(*resource, true));
  console.Print(json);
  return true;
}

absl::StatusOr<bool> List(const ListOptions& options, Connections& connections,
                          Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const FetchPage fetch, PagesOf(options, connections));
  Table table;
  int64_t count = 0;
  std::string page_token;
  do {
    SUYUAN_ASSIGN_OR_RETURN(const Page page, fetch(page_token));
    for (const Resource& resource : page.resources) {
      if (count++ == 0) table.AddRow(HeadingsOf(*resource->GetDescriptor()));
      if (!options.json) table.AddRow(CellsOf(*resource, console.words()));
    }
    if (options.json) SUYUAN_RETURN_IF_ERROR(PrintJsonLines(page, console));
    page_token = page.next;
  } while (!page_token.empty());
  if (options.json) return true;
  for (const std::string& line : table.Lines()) console.Print(line);
  console.Note(console.Say("list.count", {absl::StrCat(count)}));
  return true;
}

}  // namespace suyuan::ctl
