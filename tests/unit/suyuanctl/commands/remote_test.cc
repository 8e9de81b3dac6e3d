// Commands over real gRPC, against services that answer what the test says.
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/crypto/digest.h"
#include "services/suyuanctl/commands/resources.h"
#include "services/suyuanctl/commands/trace.h"
#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using traceability::v1::ListAffectedRequest;
using traceability::v1::ListAffectedResponse;

class FakeTraceability final : public traceability::v1::Traceability::Service {
 public:
  grpc::Status ListAffected(
      grpc::ServerContext*, const ListAffectedRequest* request,
      grpc::ServerWriter<ListAffectedResponse>* writer) override {
    asked = *request;
    for (const ListAffectedResponse& response : responses) {
      writer->Write(response);
    }
    return grpc::Status::OK;
  }
  ListAffectedRequest asked;
  std::vector<ListAffectedResponse> responses;
};

class FakeRegistry final : public registry::v1::Registry::Service {
 public:
  grpc::Status ListStandards(
      grpc::ServerContext*, const registry::v1::ListStandardsRequest* request,
      registry::v1::ListStandardsResponse* response) override {
    CHECK(request->filter() == "level = PUBLIC_HIGHEST");
    const int page =
        request->page_token().empty() ? 0 : std::stoi(request->page_token());
    auto& standard = *response->add_standards();
    standard.set_name(absl::StrCat("standards/", page));
    (*standard.mutable_title()->mutable_texts())["zh"] = "电能标准装置";
    standard.set_code("15315500");
    standard.set_level(registry::v1::Standard::LEVEL_PUBLIC_HIGHEST);
    standard.set_holder("institutions/lab");
    standard.mutable_period()->set_from("2020-01-01");
    if (page < 2) response->set_next_page_token(absl::StrCat(page + 1));
    return grpc::Status::OK;
  }
  grpc::Status GetStandard(grpc::ServerContext*,
                           const registry::v1::GetStandardRequest* request,
                           registry::v1::Standard* response) override {
    response->set_name(request->name());
    return grpc::Status::OK;
  }
};

// All services at one address, and a console that keeps what it is told.
class FakeFindings final
    : public certificates::v1::CertificateFindings::Service {
 public:
  grpc::Status ListFindings(
      grpc::ServerContext*,
      const certificates::v1::ListFindingsRequest* request,
      certificates::v1::ListFindingsResponse* response) override {
    CHECK(request->filter() == "is_lead = true");
    auto& finding = *response->add_findings();
    finding.set_name("findings/f1");
    finding.set_code("A_ENV_CONST");
    finding.set_severity(certificates::v1::Finding::SEVERITY_MINOR);
    finding.set_kind(certificates::v1::Finding::KIND_ANOMALY);
    finding.set_state(certificates::v1::Finding::STATE_OPEN);
    finding.set_issuer("天山计量院");
    return grpc::Status::OK;
  }
  grpc::Status GetFinding(grpc::ServerContext*,
                          const certificates::v1::GetFindingRequest* request,
                          certificates::v1::Finding* response) override {
    response->set_name(request->name());
    response->set_is_lead(true);
    return grpc::Status::OK;
  }
};

class FakeCertificates final : public certificates::v1::Certificates::Service {
 public:
  grpc::Status GetCertificate(
      grpc::ServerContext*,
      const certificates::v1::GetCertificateRequest* request,
      certificates::v1::Certificate* response) override {
    asked = *request;
    response->set_name(request->name());
    return grpc::Status::OK;
  }
  certificates::v1::GetCertificateRequest asked;
};

struct Remote {
  Remote() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port);
    builder.RegisterService(&traceability);
    builder.RegisterService(&registry);
    builder.RegisterService(&findings);
    builder.RegisterService(&certificates);
    server = builder.BuildAndStart();
    const std::string at = absl::StrCat("127.0.0.1:", port);
    connections = std::make_unique<Connections>(Addresses{at, at, at, at},
                                                world::CallSettings{});
  }
  FakeTraceability traceability;
  FakeRegistry registry;
  FakeFindings findings;
  FakeCertificates certificates;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<Connections> connections;
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, Words::In("en").value(), true};
};

ListAffectedResponse Affecting(const char* name, const char* number) {
  ListAffectedResponse response;
  auto& one = *response.add_affected();
  one.set_certificate(name);
  one.set_number(number);
  one.set_depth(1);
  return response;
}

ListAffectedResponse SummaryOf(int64_t count, const std::string& names) {
  ListAffectedResponse response;
  response.mutable_summary()->set_certificates(count);
  response.mutable_summary()->set_items(1);
  response.mutable_summary()->set_digest(crypto::Sha256(names).Hex());
  return response;
}

TEST_CASE("What is affected is listed as it comes, and is whole") {
  Remote remote;
  remote.traceability.responses = {
      Affecting("certificates/a", "N-1"), Affecting("certificates/b", "N-2"),
      SummaryOf(2, "certificates/a\ncertificates/b\n")};
  const auto done =
      Affected({.target = "S-1", .from = "2024-01-01", .current_only = true},
               *remote.connections, remote.console);
  REQUIRE_THAT(done.status(), IsOk());
  CHECK(remote.traceability.asked.target() == "S-1");
  CHECK(remote.traceability.asked.from() == "2024-01-01");
  CHECK(remote.traceability.asked.current_only());
  CHECK(remote.out.str().find("N-1") < remote.out.str().find("N-2"));
  CHECK(remote.out.str().find("2 certificates of 1 items") !=
        std::string::npos);
}

TEST_CASE("A list that is not what its summary says is no answer") {
  Remote remote;
  const ListAffectedResponse one = Affecting("certificates/a", "N-1");
  remote.traceability.responses =
      GENERATE_COPY(values<std::vector<ListAffectedResponse>>(
          {{one},
           {},
           {one, SummaryOf(2, "certificates/a\n")},
           {one, SummaryOf(1, "certificates/b\n")},
           {SummaryOf(1, "certificates/a\n")}}));
  CHECK_THAT(
      Affected({.target = "S-1"}, *remote.connections, remote.console).status(),
      HasReason("STREAM_INCOMPLETE"));
}

TEST_CASE("Nothing affected is an answer, too") {
  Remote remote;
  remote.traceability.responses = {SummaryOf(0, "")};
  CHECK_THAT(
      Affected({.target = "S-1"}, *remote.connections, remote.console).status(),
      IsOk());
}

TEST_CASE("A collection is listed over all its pages, as a table") {
  Remote remote;
  const auto done =
      List({.collection = "standards", .filter = "level = PUBLIC_HIGHEST"},
           *remote.connections, remote.console);
  REQUIRE_THAT(done.status(), IsOk());
  CHECK(
      remote.out.str() ==
      "NAME         CODE      TITLE         LEVEL           HOLDER            "
      "PERIOD\n"
      "standards/0  15315500  电能标准装置  PUBLIC_HIGHEST  institutions/lab  "
      "2020-01-01/\n"
      "standards/1  15315500  电能标准装置  PUBLIC_HIGHEST  institutions/lab  "
      "2020-01-01/\n"
      "standards/2  15315500  电能标准装置  PUBLIC_HIGHEST  institutions/lab  "
      "2020-01-01/\n");
  CHECK(remote.err.str() == "3 in all\n");
}

TEST_CASE("Findings are listed by code, and got by name") {
  Remote remote;
  REQUIRE_THAT(List({.collection = "findings", .filter = "is_lead = true"},
                    *remote.connections, remote.console)
                   .status(),
               IsOk());
  CHECK(remote.out.str() ==
        "NAME         CODE         SEVERITY  MESSAGE  KIND     STATE  ISSUER\n"
        "findings/f1  A_ENV_CONST  MINOR              ANOMALY  OPEN   "
        "天山计量院\n");
  remote.out.str("");
  REQUIRE_THAT(Get({.name = "findings/f1"}, *remote.connections, remote.console)
                   .status(),
               IsOk());
  CHECK(remote.out.str() ==
        "{\n \"name\": \"findings/f1\",\n \"isLead\": true\n}\n");
}

TEST_CASE("A collection as JSON is one object a line") {
  Remote remote;
  REQUIRE_THAT(List({.collection = "standards",
                     .filter = "level = PUBLIC_HIGHEST",
                     .json = true},
                    *remote.connections, remote.console)
                   .status(),
               IsOk());
  const std::string text = remote.out.str();
  CHECK(std::count(text.begin(), text.end(), '\n') == 3);
  CHECK(text.find(R"({"name":"standards/0",)") == 0);
}

TEST_CASE("A certificate is shown as of an instant, and nothing else is") {
  Remote remote;
  const GetOptions then{.name = "certificates/c1",
                        .known_at = "2024-03-11T08:00:00Z"};
  REQUIRE_THAT(Get(then, *remote.connections, remote.console).status(), IsOk());
  CHECK(remote.certificates.asked.known_at().seconds() == 1710144000);
  REQUIRE_THAT(
      Get({.name = "certificates/c1"}, *remote.connections, remote.console)
          .status(),
      IsOk());
  CHECK_FALSE(remote.certificates.asked.has_known_at());
  for (const char* name : {"standards/x", "findings/f1", "creditSubjects/x"}) {
    const GetOptions other{.name = name, .known_at = "2024-03-11T08:00:00Z"};
    CHECK_THAT(Get(other, *remote.connections, remote.console).status(),
               HasReason("INVALID_FIELD"));
  }
}

TEST_CASE("A resource is got by its name, a name of no collection refused") {
  Remote remote;
  REQUIRE_THAT(Get({.name = "standards/x"}, *remote.connections, remote.console)
                   .status(),
               IsOk());
  CHECK(remote.out.str() == "{\n \"name\": \"standards/x\"\n}\n");
  const std::string name =
      GENERATE("standards", "standards/", "things/1", "", "standards/a/b");
  CAPTURE(name);
  CHECK_THAT(Get({.name = name}, *remote.connections, remote.console).status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A collection that is none, or lacks an option, is refused") {
  Remote remote;
  const ListOptions options = GENERATE(values<ListOptions>(
      {{.collection = "things"},
       {.collection = "creditSubjects//facts"},
       {.collection = "certificates", .as_of = "2024-01-01"},
       {.collection = "creditPolicies", .filter = "x"}}));
  CAPTURE(options.collection);
  CHECK_THAT(List(options, *remote.connections, remote.console).status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A service that is not there is named with address and flag") {
  Remote remote;
  Connections nowhere({.registry = "127.0.0.1:1"},
                      {.timeout = absl::Seconds(5), .attempts = 1});
  const absl::Status status =
      Get({.name = "standards/x"}, nowhere, remote.console).status();
  CHECK_THAT(status, HasReason("SERVICE_UNREACHABLE"));
  for (const char* part :
       {"registry", "127.0.0.1:1", "--registry", "SUYUAN_REGISTRY"}) {
    CHECK(std::string(status.message()).find(part) != std::string::npos);
  }
}

TEST_CASE("A service of another kind at the address is told apart") {
  Remote remote;
  const absl::Status status =
      Get({.name = "creditSubjects/x"}, *remote.connections, remote.console)
          .status();
  CHECK_THAT(status, HasReason("SERVICE_OTHER"));
  CHECK(std::string(status.message()).find("--credit") != std::string::npos);
}

TEST_CASE("An instant is RFC 3339") {
  const auto instant =
      ParseInstant("--known-at", "2024-03-11T08:00:00.5+08:00");
  REQUIRE_THAT(instant.status(), IsOk());
  CHECK(instant->seconds() == 1710115200);
  CHECK(instant->nanos() == 500000000);
  CHECK_THAT(ParseInstant("--known-at", "2024-03-11").status(),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::ctl
