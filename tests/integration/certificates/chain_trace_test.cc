#include <grpcpp/channel.h>

#include <map>
#include <set>

#include "catch2/catch.hpp"
#include "libs/rpc/status.h"
#include "services/traceability/traceability_server.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/integration/traceability/feeds.h"
#include "tests/support/status_matchers.h"

// The published Aalto chain through import and feed: the graph that a careful
// reader finds in these files.

namespace suyuan::certificates {
namespace {

namespace trace = traceability::v1;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::ExamplesFolder;
using testing::ReadFile;

// Certificates behind a traceability service whose registry is empty.
class Traced {
 public:
  Traced() {
    traceability::Options options;
    options.registry = registry_.channel();
    options.certificates = suite_.server().InProcessChannel();
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    auto started = traceability::StartTraceability(options);
    REQUIRE_THAT(started.status(), IsOk());
    server_ = *std::move(started);
    stub_ = trace::Traceability::NewStub(server_->InProcessChannel());
  }
  ~Traced() {
    stub_.reset();
    server_->Stop(absl::Seconds(5));
  }

  v1::Certificate Import(const std::string& path) {
    auto imported = suite_.ImportDcc(ReadFile(path));
    REQUIRE_THAT(StatusOf(imported), IsOk());
    token_ = imported->certificate().token();
    return imported->certificate();
  }

  trace::TraceResponse Trace(const std::string& target) {
    trace::TraceRequest request;
    request.set_target(target);
    request.set_token(token_);
    trace::TraceResponse response;
    const absl::Status status =
        rpc::Invoke({}, [&](grpc::ClientContext& context) {
          return stub_->Trace(&context, request, &response);
        });
    REQUIRE_THAT(status, IsOk());
    return response;
  }

 private:
  SystemClock clock_;
  metrics::Registry metrics_;
  suyuan::testing::Feeds registry_;
  testing::Suite suite_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<trace::Traceability::Stub> stub_;
  std::string token_;
};

bool HasReason(const trace::TraceResponse& response, const std::string& code,
               trace::Outcome outcome) {
  return std::any_of(response.reasons().begin(), response.reasons().end(),
                     [&](const trace::Reason& reason) {
                       return reason.code() == code &&
                              reason.outcome() == outcome;
                     });
}

std::set<std::string> CodesOf(const trace::TraceResponse& response) {
  std::set<std::string> codes;
  for (const trace::Reason& reason : response.reasons()) {
    codes.insert(reason.code());
  }
  for (const trace::ChainCertificate& c : response.certificates()) {
    for (const trace::Finding& finding : c.findings()) {
      codes.insert(finding.code());
    }
  }
  return codes;
}

TEST_CASE("The chain of BX-10504-CAL has three links; all else is open") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Traced traced;
  for (const std::string& file : testing::ChainFiles()) {
    traced.Import(*folder + "/" + file);
  }
  const trace::TraceResponse chain = traced.Trace("BX-10504-CAL");
  INFO(chain.DebugString());
  REQUIRE(chain.certificates_size() == 4);
  std::map<std::pair<std::string, std::string>, int> resolved;
  std::set<std::string> open;
  for (const trace::ChainLink& link : chain.links()) {
    const std::string& from = chain.certificates(link.from()).number();
    if (link.state() == trace::ChainLink::STATE_RESOLVED) {
      resolved[{from, chain.certificates(link.to()).number()}] = link.uses();
    } else {
      CHECK(link.state() == trace::ChainLink::STATE_OPEN_END);
      CHECK_FALSE(link.text().empty());
      open.insert(link.text());
    }
  }
  using Links = std::map<std::pair<std::string, std::string>, int>;
  CHECK(resolved == Links{{{"BX-10504-CAL", "K026-17P5172"}, 4},
                          {{"K026-17P5172", "K026-17P4654"}, 1},
                          {{"K026-17P4654", "M-16P013"}, 2}});
  for (const char* number :
       {"K026-17P4667", "K026-17E3033", "K026-17F2173", "K026-16T5813",
        "K026-16T5839", "M-16M013", "K026-17P3084", "M-15P035", "M-14M060",
        "M-15M045", "M-15P076", "M-15M007", "M-15M008", "M-15M019",
        "M-15E047"}) {
    INFO(number);
    CHECK(open.count(number) == 1);
  }
}

TEST_CASE("The chain of BX-10504-CAL is undecided, and says why") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Traced traced;
  for (const std::string& file : testing::ChainFiles()) {
    traced.Import(*folder + "/" + file);
  }
  const trace::TraceResponse chain = traced.Trace("BX-10504-CAL");
  INFO(chain.DebugString());
  CHECK(chain.verdict() == trace::VERDICT_INDETERMINATE);
  CHECK(HasReason(chain, "V13_UNC_PRESENT", trace::OUTCOME_UNKNOWN));
  CHECK(HasReason(chain, "V04_REF_EXPIRED_AT_USE", trace::OUTCOME_UNKNOWN));
  const std::set<std::string> codes = CodesOf(chain);
  CHECK(codes.count("V21_DATES_ORDER") == 1);
  CHECK(codes.count("ITEM_IDENTITY_MISMATCH") == 1);
}

TEST_CASE("Pressure supports no result of a temperature transmitter") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Traced traced;
  for (const std::string& file : testing::ChainFiles()) {
    traced.Import(*folder + "/" + file);
  }
  const trace::TraceResponse chain = traced.Trace("BX-10504-CAL");
  INFO(chain.DebugString());
  for (const trace::ChainLink& link : chain.links()) {
    const std::string& from = chain.certificates(link.from()).number();
    if (link.state() != trace::ChainLink::STATE_RESOLVED) continue;
    // The calibrator's certificate has temperatures and currents; what its own
    // references resolve to is for pressure alone.
    INFO(from);
    CHECK(link.not_applicable() == (from != "BX-10504-CAL"));
  }
}

TEST_CASE("A second document with the number makes it ambiguous, V22") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  std::vector<std::string> files = {
      "chain_1_BX-10504-CAL_v2.2.0.xml",
      "chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml"};
  if (GENERATE(false, true)) std::swap(files[0], files[1]);
  Traced traced;
  const v1::Certificate first = traced.Import(*folder + "/" + files[0]);
  const v1::Certificate second = traced.Import(*folder + "/" + files[1]);
  const trace::TraceResponse by_number = traced.Trace("BX-10504-CAL");
  CHECK(by_number.candidates_size() == 2);
  for (const v1::Certificate& one : {first, second}) {
    const trace::TraceResponse chain = traced.Trace(one.name());
    INFO(chain.DebugString());
    CHECK(HasReason(chain, "V22_CERT_UNIQUE", trace::OUTCOME_BROKEN));
  }
}

}  // namespace
}  // namespace suyuan::certificates
