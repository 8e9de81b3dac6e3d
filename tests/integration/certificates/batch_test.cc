#include <grpcpp/client_context.h>

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/status.h"
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

v1::BatchImportCertificatesRequest BatchOf(int count, int first = 0) {
  v1::BatchImportCertificatesRequest request;
  for (int i = first; i < first + count; ++i) {
    *request.add_requests()->mutable_certificate() =
        AnyCertificate(absl::StrCat("B-", i));
  }
  return request;
}

auto Imported(Suite& suite, const v1::BatchImportCertificatesRequest& batch) {
  return suite.Call(&v1::Certificates::Stub::BatchImportCertificates, batch);
}

TEST_CASE("A batch imports in order and answers in order") {
  Suite suite;
  const auto response = Imported(suite, BatchOf(1000));
  REQUIRE_THAT(StatusOf(response), IsOk());
  REQUIRE(response->items_size() == 1000);
  const std::vector<v1::Change> feed = suite.Feed(1000);
  REQUIRE(feed.size() == 1000);
  for (int i = 0; i < 1000; ++i) {
    INFO(i);
    REQUIRE(response->items(i).code() == 0);
    REQUIRE(response->items(i).created());
    REQUIRE(feed[i].imported().name() == response->items(i).certificate());
    REQUIRE(feed[i].imported().number() == absl::StrCat("B-", i));
    REQUIRE(feed[i].imported().log_index() == i);
  }
  v1::GetCertificateRequest get;
  get.set_name(response->items(999).certificate());
  get.set_token(response->token());
  CHECK_THAT(StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, get)),
             IsOk());
}

TEST_CASE("A refusal in a batch touches no other") {
  Suite suite;
  v1::BatchImportCertificatesRequest batch = BatchOf(4);
  batch.mutable_requests(1)->mutable_certificate()->clear_number();
  *batch.mutable_requests(2)->mutable_dcc() = "<no dcc>";
  *batch.mutable_requests(3) = batch.requests(0);  // the same again
  const auto response = Imported(suite, batch);
  REQUIRE_THAT(StatusOf(response), IsOk());
  CHECK(response->items(0).created());
  CHECK(response->items(1).code() ==
        static_cast<int>(absl::StatusCode::kInvalidArgument));
  CHECK(response->items(1).reason() == "INVALID_FIELD");
  CHECK_FALSE(response->items(1).message().empty());
  CHECK(response->items(1).certificate().empty());
  CHECK(response->items(2).reason() == "DCC_NOT_WELL_FORMED");
  CHECK(response->items(3).code() == 0);
  CHECK_FALSE(response->items(3).created());
  CHECK(response->items(3).certificate() == response->items(0).certificate());
  CHECK(suite.List()->certificates_size() == 1);
}

TEST_CASE("A batch that broke off may be repeated one by one") {
  Suite suite;
  constexpr char kRequest[] = "0b9a6d2e-3c1f-4d57-9a44-1f0c8f6c1a01";
  v1::BatchImportCertificatesRequest batch = BatchOf(1);
  batch.mutable_requests(0)->set_request_id(kRequest);
  const auto first = Imported(suite, batch);
  REQUIRE_THAT(StatusOf(first), IsOk());
  const auto again = suite.Import(AnyCertificate("B-0"), kRequest);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->created());
  CHECK(again->certificate().name() == first->items(0).certificate());
}

TEST_CASE("A batch has at most 1000 members, and may have none") {
  Suite suite;
  CHECK_THAT(StatusOf(Imported(suite, BatchOf(1001))), HasReason("TOO_MANY"));
  const auto none = Imported(suite, BatchOf(0));
  REQUIRE_THAT(StatusOf(none), IsOk());
  CHECK(none->items().empty());
}

TEST_CASE("A dry batch keeps nothing") {
  Suite suite;
  v1::BatchImportCertificatesRequest batch = BatchOf(2);
  for (auto& request : *batch.mutable_requests()) {
    request.set_validate_only(true);
  }
  const auto response = Imported(suite, batch);
  REQUIRE_THAT(StatusOf(response), IsOk());
  CHECK(response->items(1).created());
  CHECK(response->token().empty());
  CHECK(suite.List()->certificates().empty());
}

// Sends the batches as one stream; `answers` are those that came.
absl::Status Streamed(
    Suite& suite,
    const std::vector<v1::BatchImportCertificatesRequest>& batches,
    std::vector<v1::BatchImportCertificatesResponse>* answers) {
  grpc::ClientContext context;
  const auto stream = suite.stub().StreamImportCertificates(&context);
  std::thread sender([&] {
    for (const auto& batch : batches) {
      v1::StreamImportCertificatesRequest request;
      *request.mutable_batch() = batch;
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
  });
  v1::StreamImportCertificatesResponse answer;
  while (stream->Read(&answer)) answers->push_back(answer.batch());
  sender.join();
  return rpc::FromGrpc(stream->Finish());
}

TEST_CASE("A stream answers batch after batch, each once it is kept") {
  Suite suite;
  std::vector<v1::BatchImportCertificatesRequest> batches;
  for (int i = 0; i < 40; ++i) batches.push_back(BatchOf(10, 10 * i));
  batches[7].mutable_requests(0)->mutable_certificate()->clear_number();
  std::vector<v1::BatchImportCertificatesResponse> answers;
  REQUIRE_THAT(Streamed(suite, batches, &answers), IsOk());
  REQUIRE(answers.size() == 40);
  for (int i = 0; i < 40; ++i) {
    INFO(i);
    REQUIRE(answers[i].items_size() == 10);
    CHECK(answers[i].items(9).created());
  }
  CHECK(answers[7].items(0).reason() == "INVALID_FIELD");
  CHECK(suite.Feed(399).size() == 399);
}

TEST_CASE("A stream that broke goes on with what has no answer") {
  Suite suite;
  std::vector<v1::BatchImportCertificatesRequest> batches = {
      BatchOf(2), BatchOf(1001), BatchOf(3)};
  std::vector<v1::BatchImportCertificatesResponse> answers;
  CHECK_THAT(Streamed(suite, batches, &answers), HasReason("TOO_MANY"));
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].items(1).created());
  batches.erase(batches.begin(), batches.begin() + 2);
  answers.clear();
  REQUIRE_THAT(Streamed(suite, batches, &answers), IsOk());
  REQUIRE(answers.size() == 1);
  CHECK(answers[0].items(2).code() == 0);
  CHECK(suite.List()->certificates_size() == 3);
}

}  // namespace
}  // namespace suyuan::certificates
