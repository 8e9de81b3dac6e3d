#include <grpcpp/client_context.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "suyuan/traceability/v1/verdict_feed.grpc.pb.h"
#include "tests/integration/traceability/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::traceability {
namespace {

using suyuan::testing::AnyCertificate;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;
using suyuan::testing::TokenFor;

// A reader of the feed from a position on.
class Reader {
 public:
  Reader(Suite& suite, int64_t position)
      : stub_(v1::VerdictFeed::NewStub(suite.server().InProcessChannel())) {
    v1::WatchVerdictsRequest request;
    request.set_position(position);
    context_.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
    reader_ = stub_->WatchVerdicts(&context_, request);
  }
  ~Reader() {
    context_.TryCancel();
    reader_->Finish();
  }

  // The next so many changes; fewer where they do not come within a minute.
  std::vector<v1::VerdictChange> Next(size_t count) {
    std::vector<v1::VerdictChange> out;
    v1::WatchVerdictsResponse message;
    while (out.size() < count && reader_->Read(&message)) {
      out.insert(out.end(), message.changes().begin(), message.changes().end());
    }
    return out;
  }

 private:
  std::unique_ptr<v1::VerdictFeed::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<v1::WatchVerdictsResponse>> reader_;
};

certificates::v1::CertificateStatusChange Voided(const std::string& name,
                                                 const std::string& from) {
  certificates::v1::CertificateStatusChange out;
  out.set_certificate(name);
  out.mutable_change()->set_kind(certificates::v1::StatusChange::KIND_VOIDED);
  out.mutable_change()->set_void_from(from);
  return out;
}

// That it is void itself is its currency, which the certificates' feed tells.
TEST_CASE("A void certificate changes the verdict on what rests on it") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", "ELSEWHERE"), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst + absl::Hours(1));
  suite.feeds().Tell(Voided("certificates/TOP", "2024-01-01"),
                     kFirst + absl::Hours(2));
  suite.feeds().SetToldBefore(kFirst + absl::Hours(3));

  Reader reader(suite, 0);
  const auto changes = reader.Next(3);
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].position() == 1);
  CHECK(changes[0].certificate() == "certificates/TOP");
  CHECK(changes[0].before() == v1::VERDICT_UNSPECIFIED);
  CHECK(changes[0].profile() == "CN_LEGAL");
  CHECK(changes[1].certificate() == "certificates/LOW");
  const v1::VerdictChange& fallen = changes[2];
  CHECK(fallen.position() == 3);
  CHECK(fallen.certificate() == "certificates/LOW");
  CHECK(fallen.before() == v1::VERDICT_INDETERMINATE);
  CHECK(fallen.after() == v1::VERDICT_NOT_TRACEABLE);
  CHECK(fallen.known_at().seconds() ==
        absl::ToUnixSeconds(kFirst + absl::Hours(2)));
  CHECK(fallen.reasons_size() > 0);
}

TEST_CASE("What the feed tells is what a trace with its instant says") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("TOP", "ELSEWHERE"), kFirst);
  suite.feeds().Tell(AnyCertificate("LOW", "TOP"), kFirst);
  const int64_t last = suite.feeds().Tell(
      Voided("certificates/TOP", "2024-01-01"), kFirst + absl::Hours(1));
  suite.feeds().SetToldBefore(kFirst + absl::Hours(2));
  Reader reader(suite, 0);
  const auto changes = reader.Next(3);
  REQUIRE(changes.size() == 3);
  for (const v1::VerdictChange& change : changes) {
    v1::TraceRequest request;
    request.set_target(change.certificate());
    request.set_view(v1::VIEW_VERDICT);
    request.set_token(TokenFor(last));
    *request.mutable_known_at() = change.known_at();
    const auto answer = suite.Trace(request);
    REQUIRE_THAT(answer.status(), IsOk());
    CHECK(answer->verdict() == change.after());
    REQUIRE(answer->reasons_size() == change.reasons_size());
    CHECK(answer->reasons(0).code() == change.reasons(0).code());
  }
}

TEST_CASE("A reader goes on where it was") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("A", ""), kFirst);
  suite.feeds().Tell(AnyCertificate("B", ""), kFirst + absl::Hours(1));
  suite.feeds().SetToldBefore(kFirst + absl::Hours(2));
  {
    Reader reader(suite, 0);
    REQUIRE(reader.Next(2).size() == 2);
  }
  Reader reader(suite, 1);
  const auto rest = reader.Next(1);
  REQUIRE(rest.size() == 1);
  CHECK(rest[0].position() == 2);
  CHECK(rest[0].certificate() == "certificates/B");
}

// Without the registry's word nobody knows whether a record of that time is
// still to come.
TEST_CASE("Nothing is told before both feeds have told all of its time") {
  Suite suite;
  suite.feeds().Tell(AnyCertificate("A", ""), kFirst);
  const int64_t last =
      suite.feeds().Tell(AnyCertificate("B", ""), kFirst + absl::Hours(1));
  v1::TraceRequest request;
  request.set_target("B");
  request.set_token(TokenFor(last));
  REQUIRE_THAT(suite.Trace(request).status(), IsOk());
  auto stub = v1::VerdictFeed::NewStub(suite.server().InProcessChannel());
  grpc::ClientContext context;
  const auto reader = stub->WatchVerdicts(&context, {});
  v1::WatchVerdictsResponse heartbeat;
  REQUIRE(reader->Read(&heartbeat));
  CHECK(heartbeat.changes().empty());
  CHECK(heartbeat.position() == 0);
  suite.feeds().SetToldBefore(kFirst + absl::Minutes(1));
  v1::WatchVerdictsResponse first;
  REQUIRE(reader->Read(&first));
  REQUIRE(first.changes_size() == 1);
  CHECK(first.changes(0).certificate() == "certificates/A");
  context.TryCancel();
  reader->Finish();
}

}  // namespace
}  // namespace suyuan::traceability
