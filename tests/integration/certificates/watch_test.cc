#include <thread>

#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyCertificate;
using testing::Suite;

TEST_CASE("The feed tells imports and changes in the order they were known") {
  Suite suite;
  const auto first = suite.Import(AnyCertificate("W-1"));
  REQUIRE_THAT(StatusOf(first), IsOk());
  v1::VoidCertificateRequest request;
  request.set_name(first->certificate().name());
  request.set_void_from("2024-06-01");
  request.set_reason("误");
  const auto voided =
      suite.Call(&v1::Certificates::Stub::VoidCertificate, request);
  REQUIRE_THAT(StatusOf(voided), IsOk());
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("W-2"))), IsOk());

  const std::vector<v1::Change> feed = suite.Feed(3);
  REQUIRE(feed.size() == 3);
  CHECK(feed[0].position() == 1);
  CHECK(rpc::CanonicalBytes(feed[0].imported()) ==
        rpc::CanonicalBytes(first->certificate()));
  CHECK(feed[1].position() == 2);
  CHECK(feed[1].status().certificate() == first->certificate().name());
  CHECK(rpc::CanonicalBytes(feed[1].status().change()) ==
        rpc::CanonicalBytes(voided->status_changes(0)));
  CHECK(feed[2].imported().number() == "W-2");
  CHECK(feed[2].has_recorded_at());
  CHECK(suite.Feed(1, 2).at(0).position() == 3);
}

TEST_CASE("A follower hears what comes while it listens") {
  Suite suite;
  std::vector<v1::Change> heard;
  std::thread follower([&] { heard = suite.Feed(2); });
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("W-1"))), IsOk());
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("W-2"))), IsOk());
  follower.join();
  REQUIRE(heard.size() == 2);
  CHECK(heard[1].imported().number() == "W-2");
}

TEST_CASE("A heartbeat says up to which instant everything was told") {
  Suite suite;
  const auto first = suite.Import(AnyCertificate("W-1"));
  REQUIRE_THAT(StatusOf(first), IsOk());
  grpc::ClientContext context;
  v1::WatchRequest request;
  request.set_position(1);
  const auto reader = suite.stub().Watch(&context, request);
  v1::WatchResponse heartbeat;
  REQUIRE(reader->Read(&heartbeat));
  CHECK(heartbeat.changes().empty());
  const auto instant = [](const google::protobuf::Timestamp& stamp) {
    const auto read = rpc::ParseInstant("instant", stamp);
    REQUIRE_THAT(read.status(), IsOk());
    return *read;
  };
  const absl::Time told = instant(heartbeat.told_before());
  CHECK(instant(first->certificate().recorded_at()) <= told);
  REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate("W-2"))), IsOk());
  v1::WatchResponse later;
  REQUIRE(reader->Read(&later));
  REQUIRE(later.changes_size() == 1);
  CHECK_FALSE(later.has_told_before());
  CHECK(instant(later.changes(0).recorded_at()) >= told);
  context.TryCancel();
  reader->Finish();
}

TEST_CASE("A position that the feed has not reached is unknown") {
  Suite suite;
  grpc::ClientContext context;
  v1::WatchRequest request;
  request.set_position(1);
  auto reader = suite.stub().Watch(&context, request);
  v1::WatchResponse response;
  CHECK_FALSE(reader->Read(&response));
  CHECK(reader->Finish().error_code() == grpc::StatusCode::OUT_OF_RANGE);
}

}  // namespace
}  // namespace suyuan::certificates
