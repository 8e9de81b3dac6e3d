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

v1::Certificate Held(Suite& suite, const v1::Certificate& certificate) {
  auto response = suite.Import(certificate);
  REQUIRE_THAT(StatusOf(response), IsOk());
  return response->certificate();
}

v1::VoidCertificateRequest VoidOf(const v1::Certificate& c,
                                  const std::string& day) {
  v1::VoidCertificateRequest request;
  request.set_name(c.name());
  request.set_void_from(day);
  request.set_reason("标准器失准");
  return request;
}

auto Void(Suite& suite, const v1::VoidCertificateRequest& request) {
  return suite.Call(&v1::Certificates::Stub::VoidCertificate, request);
}

auto Replace(Suite& suite, const v1::Certificate& replaced,
             const v1::Certificate& by) {
  v1::ReplaceCertificateRequest request;
  request.set_name(replaced.name());
  request.set_replaced_by(by.name());
  request.set_kind(v1::StatusChange::KIND_AMENDED);
  return suite.Call(&v1::Certificates::Stub::ReplaceCertificate, request);
}

v1::CheckAuthenticityResponse Check(Suite& suite, const std::string& number,
                                    const std::string& issuer) {
  v1::CheckAuthenticityRequest request;
  request.set_number(number);
  request.set_issuer(issuer);
  auto response =
      suite.Call(&v1::Certificates::Stub::CheckAuthenticity, request);
  REQUIRE_THAT(StatusOf(response), IsOk());
  return *std::move(response);
}

TEST_CASE("A void certificate says from when, why, by whom and which leaf") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  const auto voided = Void(suite, VoidOf(held, "2024-03-01"));
  REQUIRE_THAT(StatusOf(voided), IsOk());
  REQUIRE(voided->status_changes_size() == 1);
  const v1::StatusChange& change = voided->status_changes(0);
  CHECK(change.kind() == v1::StatusChange::KIND_VOIDED);
  CHECK(change.void_from() == "2024-03-01");
  CHECK(change.reason() == "标准器失准");
  CHECK(change.principal() == "tester@example");
  CHECK(change.log_index() == 1);
  CHECK(voided->etag() != held.etag());
  CHECK(voided->token() != held.token());
}

TEST_CASE("A certificate can be voided for an earlier day, not a later one") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  REQUIRE_THAT(StatusOf(Void(suite, VoidOf(held, "2024-06-01"))), IsOk());
  CHECK_THAT(StatusOf(Void(suite, VoidOf(held, "2024-06-01"))),
             HasReason("ALREADY_VOID"));
  CHECK_THAT(StatusOf(Void(suite, VoidOf(held, "2024-06-02"))),
             HasReason("ALREADY_VOID"));
  CHECK_THAT(StatusOf(Void(suite, VoidOf(held, "2024-05-31"))), IsOk());
}

TEST_CASE("Before a void was known, the certificate was not void") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  const auto voided = Void(suite, VoidOf(held, "2024-03-01"));
  REQUIRE_THAT(StatusOf(voided), IsOk());
  v1::GetCertificateRequest request;
  request.set_name(held.name());
  *request.mutable_known_at() = held.recorded_at();
  const auto before =
      suite.Call(&v1::Certificates::Stub::GetCertificate, request);
  REQUIRE_THAT(StatusOf(before), IsOk());
  CHECK(before->status_changes().empty());
  CHECK(before->etag() == held.etag());
  *request.mutable_known_at() = voided->status_changes(0).recorded_at();
  CHECK(suite.Call(&v1::Certificates::Stub::GetCertificate, request)
            ->status_changes_size() == 1);
  // Nor was it known before it was imported.
  *request.mutable_known_at() = held.recorded_at();
  request.mutable_known_at()->set_seconds(held.recorded_at().seconds() - 1);
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, request)),
      HasReason("CERTIFICATE_NOT_FOUND"));
}

TEST_CASE("Who saw an older state is told") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  v1::VoidCertificateRequest request = VoidOf(held, "2024-06-01");
  request.set_etag(held.etag());
  REQUIRE_THAT(StatusOf(Void(suite, request)), IsOk());
  request.set_void_from("2024-05-01");
  CHECK_THAT(StatusOf(Void(suite, request)), HasReason("ETAG_MISMATCH"));
}

TEST_CASE("A repeated void is one void") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  v1::VoidCertificateRequest request = VoidOf(held, "2024-06-01");
  request.set_request_id("0b9a6d2e-3c1f-4d57-9a44-1f0c8f6c1a01");
  const auto first = Void(suite, request);
  const auto again = Void(suite, request);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(rpc::CanonicalBytes(*again) == rpc::CanonicalBytes(*first));
  CHECK(suite.Feed(2).size() == 2);
}

TEST_CASE("A dry void changes nothing") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  v1::VoidCertificateRequest request = VoidOf(held, "2024-06-01");
  request.set_validate_only(true);
  const auto dry = Void(suite, request);
  REQUIRE_THAT(StatusOf(dry), IsOk());
  CHECK(dry->status_changes_size() == 1);
  CHECK(suite.Get(held.name())->status_changes().empty());
}

TEST_CASE("What cannot be voided is refused") {
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  v1::Certificate unknown;
  unknown.set_name("certificates/00000000000000000000000000000000");
  CHECK_THAT(StatusOf(Void(suite, VoidOf(unknown, "2024-06-01"))),
             HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK_THAT(StatusOf(Void(suite, VoidOf(held, "2024-06-31"))),
             HasReason("INVALID_FIELD"));
  v1::VoidCertificateRequest silent = VoidOf(held, "2024-06-01");
  silent.clear_reason();
  CHECK_THAT(StatusOf(Void(suite, silent)), HasReason("INVALID_FIELD"));
}

TEST_CASE("A recorded replacement links two issues of one number") {
  Suite suite;
  v1::Certificate corrected = AnyCertificate("S-1");
  corrected.set_issued("2024-04-01");
  const v1::Certificate first = Held(suite, AnyCertificate("S-1"));
  const v1::Certificate second = Held(suite, corrected);
  CHECK(second.same_key_size() == 1);
  const auto replaced = Replace(suite, first, second);
  REQUIRE_THAT(StatusOf(replaced), IsOk());
  CHECK(replaced->status_changes(0).replaced_by() == second.name());
  CHECK(replaced->same_key().empty());
  CHECK(suite.Get(second.name())->same_key().empty());
  CHECK_THAT(StatusOf(Replace(suite, first, second)),
             HasReason("ALREADY_REPLACED"));
}

TEST_CASE("A certificate is replaced by another of its own issuer") {
  Suite suite;
  v1::Certificate foreign = AnyCertificate("S-2");
  foreign.mutable_issuer()->set_title("昆仑计量院");
  foreign.mutable_issuer()->clear_code();
  const v1::Certificate own = Held(suite, AnyCertificate("S-1"));
  const v1::Certificate other = Held(suite, foreign);
  CHECK_THAT(StatusOf(Replace(suite, own, other)),
             HasReason("ISSUER_MISMATCH"));
  CHECK_THAT(StatusOf(Replace(suite, own, own)), HasReason("INVALID_FIELD"));
}

TEST_CASE("Anybody may ask whether a certificate is genuine") {
  using Answer = v1::CheckAuthenticityResponse;
  Suite suite;
  const v1::Certificate held = Held(suite, AnyCertificate("S-1"));
  CHECK(Check(suite, "s-1", "天山 计量院").answer() == Answer::ANSWER_GENUINE);
  CHECK(Check(suite, "S-1", "CNAS L1234").answer() == Answer::ANSWER_GENUINE);
  CHECK(Check(suite, "S-1", "昆仑计量院").answer() == Answer::ANSWER_NOT_HELD);
  const Answer answer = Check(suite, "S-1", "天山计量院");
  REQUIRE(answer.matches_size() == 1);
  CHECK(answer.matches(0).certificate() == held.name());
  CHECK(answer.matches(0).issued() == "2024-03-12");
  CHECK(answer.matches(0).item_title().texts().at("zh") == "砝码");
  // Nothing of the item's own numbers or of the results.
  CHECK(answer.SerializeAsString().find("W-100") == std::string::npos);
  CHECK(answer.SerializeAsString().find("0.000005") == std::string::npos);

  v1::CheckAuthenticityRequest by_digest;
  by_digest.set_digest(held.digest());
  CHECK(suite.Call(&v1::Certificates::Stub::CheckAuthenticity, by_digest)
            ->answer() == Answer::ANSWER_GENUINE);
  by_digest.set_digest(std::string(64, '0'));
  CHECK(suite.Call(&v1::Certificates::Stub::CheckAuthenticity, by_digest)
            ->answer() == Answer::ANSWER_NOT_HELD);
  REQUIRE_THAT(StatusOf(Void(suite, VoidOf(held, "2024-06-01"))), IsOk());
  CHECK(Check(suite, "S-1", "天山计量院").answer() == Answer::ANSWER_VOID);
}

TEST_CASE("Two documents with one number make the answer doubtful") {
  using Answer = v1::CheckAuthenticityResponse;
  Suite suite;
  v1::Certificate other = AnyCertificate("S-1");
  other.set_valid_to("2027-01-01");
  Held(suite, AnyCertificate("S-1"));
  const v1::Certificate second = Held(suite, other);
  const Answer answer = Check(suite, "S-1", "天山计量院");
  CHECK(answer.answer() == Answer::ANSWER_CONFLICTING);
  CHECK(answer.matches_size() == 2);
  REQUIRE_THAT(StatusOf(Void(suite, VoidOf(second, "2024-03-12"))), IsOk());
  CHECK(Check(suite, "S-1", "天山计量院").answer() == Answer::ANSWER_GENUINE);
}

TEST_CASE("A question without number and issuer or digest is none") {
  Suite suite;
  v1::CheckAuthenticityRequest request;
  request.set_number("S-1");
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::CheckAuthenticity, request)),
      HasReason("INVALID_FIELD"));
  request.set_digest("abc");
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::CheckAuthenticity, request)),
      HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::certificates
