#include "tests/crash/audit.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::crash {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

constexpr absl::Duration kCatchUpLimit = absl::Seconds(30);

// "": none. At most five are told.
template <typename Map>
std::string Differences(const Map& wanted, const Map& held) {
  std::string out;
  int count = 0;
  const auto tell = [&](absl::string_view what, const std::string& key) {
    if (++count <= 5) absl::StrAppend(&out, what, " ", key, "; ");
  };
  for (const auto& [key, value] : wanted) {
    const auto found = held.find(key);
    if (found == held.end()) tell("lost", key);
    if (found != held.end() && !(found->second == value)) tell("other", key);
  }
  for (const auto& [key, value] : held) {
    if (wanted.count(key) == 0) tell("never sent", key);
  }
  return count == 0 ? "" : absl::StrCat(count, " differ: ", out);
}

template <typename Stub, typename Request, typename Response>
Response Ask(Stub& stub,
             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                          Response*),
             const Request& request) {
  Response response;
  const absl::Status status =
      rpc::Invoke({.attempts = 100}, [&](grpc::ClientContext& context) {
        return (stub.*method)(&context, request, &response);
      });
  REQUIRE_THAT(status, IsOk());
  return response;
}

// Everything that the feed has, and that `last` is the end of it: there is no
// position beyond.
template <typename Service>
void ReadFeed(typename Service::Stub& stub,
              const typename Service::WatchRequest& from, int64_t last,
              absl::FunctionRef<void(const typename Service::Change&)> take) {
  grpc::ClientContext context;
  rpc::Prepare(context, {.timeout = kCatchUpLimit});
  const auto reader = stub.Watch(&context, from);
  int64_t position = 0;
  typename Service::WatchResponse response;
  while (position < last && reader->Read(&response)) {
    for (const auto& change : response.changes()) {
      REQUIRE(change.position() == ++position);
      take(change);
    }
  }
  CHECK(position == last);
  context.TryCancel();
  while (reader->Read(&response)) {
  }
  reader->Finish();

  grpc::ClientContext beyond;
  rpc::Prepare(beyond, {});
  typename Service::WatchRequest further;
  further.set_position(last + 1);
  const auto refused = stub.Watch(&beyond, further);
  CHECK_FALSE(refused->Read(&response));
  CHECK_THAT(rpc::FromGrpc(refused->Finish()), HasReason("POSITION_UNKNOWN"));
}

struct CertificatesFeed {
  using Stub = certificates::v1::Certificates::Stub;
  using WatchRequest = certificates::v1::WatchRequest;
  using WatchResponse = certificates::v1::WatchResponse;
  using Change = certificates::v1::Change;
};

struct RegistryFeed {
  using Stub = registry::v1::Registry::Stub;
  using WatchRequest = registry::v1::WatchRequest;
  using WatchResponse = registry::v1::WatchResponse;
  using Change = registry::v1::Change;
};

// Names and digests; the voids among them go into `voids`.
std::map<std::string, std::string> ListedCertificates(
    certificates::v1::Certificates::Stub& stub, Journal& journal,
    std::map<std::string, int64_t>& voids) {
  std::map<std::string, std::string> listed;
  certificates::v1::ListCertificatesRequest request;
  request.set_page_size(500);
  do {
    const auto page = Ask(
        stub, &certificates::v1::Certificates::Stub::ListCertificates, request);
    for (const auto& c : page.certificates()) {
      INFO("listed twice: " << c.name());
      REQUIRE(listed.emplace(c.name(), c.digest()).second);
      // Said by the list for the first time, or compared with what was said.
      journal.Acknowledge(c.name(), {c.digest(), c.log_index()});
      for (const auto& change : c.status_changes()) {
        voids.emplace(c.name(), change.log_index());
      }
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return listed;
}

}  // namespace

int64_t RevisionsOf(const Journal& journal) {
  int64_t count = 0;
  for (const auto& [name, record] : journal.records()) {
    count += record.revision;
  }
  return count;
}

void AuditCertificates(const Suite& suite, Journal& journal) {
  const auto stub = certificates::v1::Certificates::NewStub(
      rpc::MakeChannel(suite.target(Service::kCertificates)));
  std::map<std::string, int> acknowledged;
  for (const auto& [name, known] : journal.certificates()) {
    acknowledged[name] = 1;
  }
  std::map<std::string, int> listed;
  std::map<std::string, int64_t> voids;
  for (const auto& [name, digest] : ListedCertificates(*stub, journal, voids)) {
    listed[name] = 1;
    CHECK(name == absl::StrCat("certificates/", digest.substr(0, 32)));
  }
  CHECK(Differences(acknowledged, listed) == "");
  CHECK(Differences(journal.voids(), voids) == "");
  std::map<std::string, int> told;
  std::map<std::string, int64_t> told_voids;
  ReadFeed<CertificatesFeed>(
      *stub, {}, journal.change_count(), [&](const auto& change) {
        if (change.has_imported()) {
          ++told[change.imported().name()];
          return;
        }
        const auto& status = change.status();
        INFO("voided twice: " << status.certificate());
        REQUIRE(told_voids
                    .emplace(status.certificate(), status.change().log_index())
                    .second);
      });
  CHECK(Differences(acknowledged, told) == "");
  CHECK(Differences(journal.voids(), told_voids) == "");
}

void AuditRegistry(const Suite& suite, const Journal& journal) {
  const auto stub = registry::v1::Registry::NewStub(
      rpc::MakeChannel(suite.target(Service::kRegistry)));
  std::map<std::string, KnownRecord> listed;
  registry::v1::ListInstrumentsRequest request;
  request.set_page_size(1000);
  do {
    const auto page =
        Ask(*stub, &registry::v1::Registry::Stub::ListInstruments, request);
    for (const auto& record : page.instruments()) {
      INFO("listed twice: " << record.name());
      REQUIRE(listed
                  .emplace(record.name(), KnownRecord{record.meta().revision(),
                                                      record.meta().etag()})
                  .second);
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  CHECK(Differences(journal.records(), listed) == "");

  // Revisions of one record follow one another, so that each is there once.
  std::map<std::string, int64_t> told;
  ReadFeed<RegistryFeed>(
      *stub, {}, RevisionsOf(journal), [&](const auto& change) {
        const auto& record = change.record().instrument();
        REQUIRE(record.meta().revision() == ++told[record.name()]);
      });
}

void AuditGraph(const Suite& suite, const Journal& journal) {
  const auto stub = traceability::v1::Traceability::NewStub(
      rpc::MakeChannel(suite.target(Service::kTraceability)));
  const int64_t certificates = journal.certificate_count();
  const int64_t changes = journal.change_count();
  const int64_t revisions = RevisionsOf(journal);
  const absl::Time until = absl::Now() + kCatchUpLimit;
  traceability::v1::GraphStatus status;
  do {
    status = Ask(*stub, &traceability::v1::Traceability::Stub::GetGraphStatus,
                 traceability::v1::GetGraphStatusRequest());
    if (status.certificates_position() >= changes &&
        status.registry_position() >= revisions) {
      break;
    }
    absl::SleepFor(absl::Milliseconds(5));
  } while (absl::Now() < until);
  INFO(suite.Log(Service::kTraceability));
  CHECK(status.certificates_position() == changes);
  CHECK(status.registry_position() == revisions);
  CHECK(status.certificates() == certificates);
  CHECK(status.results() == certificates);
  CHECK(status.records() == static_cast<int64_t>(journal.records().size()));
}

}  // namespace suyuan::crash
