#include "libs/rpc/status.h"

#include <grpcpp/support/status.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "libs/rpc/utf8.h"
#include "tests/support/status_matchers.h"

namespace suyuan::rpc {
namespace {

using testing::HasCode;
using testing::HasReason;

TEST_CASE("A status comes back from the wire as it went") {
  absl::Status sent = InField("results[2]", InvalidField("unit", "\"kgg\""));
  sent = WithViolation(std::move(sent), {"items[0]", "empty"});
  sent = WithErrorMetadata(std::move(sent), "wanted", "kg");
  sent = WithErrorMetadata(std::move(sent), "seen", "千克");
  sent = WithRetryDelay(std::move(sent), absl::Milliseconds(1500));
  const absl::Status received = FromGrpc(ToGrpc(sent, "abc"));
  CHECK(received.code() == sent.code());
  CHECK(received.message() == sent.message());
  CHECK_THAT(received, HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(received) == ViolationsOf(sent));
  CHECK(ErrorMetadataOf(received, "wanted") == "kg");
  CHECK(ErrorMetadataOf(received, "seen") == "千克");
  CHECK(RetryDelayOf(received) == absl::Milliseconds(1500));
}

TEST_CASE("OK is OK in both directions") {
  CHECK(ToGrpc(absl::OkStatus()).ok());
  CHECK(FromGrpc(grpc::Status::OK).ok());
}

TEST_CASE("Every error has a reason and our domain") {
  const google::rpc::Status proto = ToProto(absl::NotFoundError("x"));
  google::rpc::ErrorInfo info;
  REQUIRE(proto.details_size() == 1);
  REQUIRE(proto.details(0).UnpackTo(&info));
  CHECK(info.reason() == "NOT_FOUND");
  CHECK(info.domain() == "suyuan");
}

TEST_CASE("Busy and unavailable say when to come back, others do not") {
  CHECK(RetryDelayOf(absl::UnavailableError("x")) == absl::Milliseconds(200));
  CHECK(RetryDelayOf(absl::ResourceExhaustedError("x")) == absl::Seconds(1));
  CHECK(RetryDelayOf(absl::AbortedError("x")) == absl::ZeroDuration());
  google::rpc::RetryInfo retry;
  const auto proto = ToProto(absl::UnavailableError("x"));
  REQUIRE(proto.details_size() == 2);
  REQUIRE(proto.details(1).UnpackTo(&retry));
  CHECK(retry.retry_delay().nanos() == 200'000'000);
}

TEST_CASE("Internal text, its fields and its metadata stay inside") {
  const auto code =
      GENERATE(absl::StatusCode::kInternal, absl::StatusCode::kUnknown,
               absl::StatusCode::kDataLoss);
  absl::Status status = WithErrorMetadata(
      WithReason(absl::Status(code, "page 7 of secret.db"), "PAGE_CORRUPT"),
      "file", "secret.db");
  status = WithViolation(std::move(status), {"secret.db", "secret.db"});
  const google::rpc::Status proto = ToProto(status, "0af7");
  CHECK_FALSE(absl::StrContains(proto.SerializeAsString(), "secret"));
  CHECK(absl::StrContains(proto.message(), "0af7"));
  CHECK_THAT(FromProto(proto), HasReason("PAGE_CORRUPT"));
  CHECK_THAT(FromProto(proto), HasCode(code));
}

TEST_CASE(
    "Any number of defects fits in a trailer, and what is left out is "
    "counted") {
  absl::Status status = InvalidField("f0", std::string(2000, 'x'));
  for (int i = 1; i < 1000; ++i) {
    status = WithViolation(std::move(status),
                           {absl::StrCat("f", i), "空 is not a number"});
  }
  const google::rpc::Status proto = ToProto(status, std::string(32, 'a'));
  CHECK(proto.ByteSizeLong() <= 3 * 1024 + 512);
  CHECK(proto.message().size() <= 1024);
  const absl::Status received = FromProto(proto);
  const size_t kept = ViolationsOf(received).size();
  CHECK(kept > 10);
  CHECK(ErrorMetadataOf(received, "violationsLeftOut") ==
        absl::StrCat(1000 - kept));
}

TEST_CASE("Details that are not ours do no harm") {
  const absl::Status status = FromGrpc(
      grpc::Status(grpc::StatusCode::ABORTED, "busy", "\xff\xff not a proto"));
  CHECK_THAT(status, HasCode(absl::StatusCode::kAborted));
  CHECK(status.message() == "busy");
  google::rpc::Status other;
  other.set_code(5);
  const absl::Status disagrees = FromGrpc(grpc::Status(
      grpc::StatusCode::ABORTED, "busy", other.SerializeAsString()));
  CHECK_THAT(disagrees, HasCode(absl::StatusCode::kAborted));
}

TEST_CASE("Text for a protobuf is UTF-8 and cut between characters") {
  CHECK(ValidUtf8("溯源", 6) == "溯源");
  CHECK(ValidUtf8("溯源x", 6) == "溯...");  // 7 bytes do not fit
  CHECK(ValidUtf8("a\xffz", 10) == "a?z");
  CHECK(ValidUtf8("\xE6\xBA", 10) == "??");            // cut short
  CHECK(ValidUtf8("\xC0\x80", 10) == "??");            // overlong NUL
  CHECK(ValidUtf8("\xED\xA0\x80", 10) == "???");       // surrogate
  CHECK(ValidUtf8("\xF4\x90\x80\x80", 10) == "????");  // past U+10FFFF
  CHECK(ValidUtf8("\xF4\x8F\xBF\xBF", 10) == "\xF4\x8F\xBF\xBF");
  CHECK(ValidUtf8("", 3).empty());
}

}  // namespace
}  // namespace suyuan::rpc
