#include "absl/strings/match.h"
#include "catch2/catch.hpp"
#include "google/protobuf/util/message_differencer.h"
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

constexpr char kNone[] = "certificates/00000000000000000000000000000000";

absl::StatusOr<google::api::HttpBody> Dcc(Suite& suite,
                                          const std::string& name) {
  v1::ExportDccRequest request;
  request.set_name(name);
  return suite.Call(&v1::Certificates::Stub::ExportDcc, request);
}

absl::StatusOr<google::api::HttpBody> Page(Suite& suite,
                                           const std::string& name,
                                           const std::string& lang) {
  v1::GetCertificatePageRequest request;
  request.set_name(name);
  request.set_lang(lang);
  return suite.Call(&v1::Certificates::Stub::GetCertificatePage, request);
}

std::string Imported(Suite& suite, const v1::Certificate& certificate) {
  const auto response = suite.Import(certificate);
  REQUIRE_THAT(StatusOf(response), IsOk());
  return response->certificate().name();
}

TEST_CASE("A certificate exported and imported again says the same") {
  Suite suite;
  const std::string name = Imported(suite, AnyCertificate("X-1"));
  const auto dcc = Dcc(suite, name);
  REQUIRE_THAT(StatusOf(dcc), IsOk());
  CHECK(dcc->content_type() == "application/xml");
  const auto again = suite.ImportDcc(dcc->data());
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->created());
  CHECK(again->certificate().media_type() == "application/xml");
  const auto first = suite.Get(name);
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(again->certificate().number() == first->number());
  CHECK(again->certificate().kind() == first->kind());
  REQUIRE(again->certificate().results_size() == first->results_size());
  CHECK(google::protobuf::util::MessageDifferencer::Equivalent(
      again->certificate().results(0), first->results(0)));
  // The one number is claimed by two documents now.
  CHECK(again->certificate().same_key(0) == name);
}

TEST_CASE(
    "Of a certificate that came as a DCC the original stays what it was") {
  const auto folder = testing::ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::string bytes =
      testing::ReadFile(*folder + "/gp_temperature_typical_v3.1.1.xml");
  const auto imported = suite.ImportDcc(bytes);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  const std::string name = imported->certificate().name();
  const auto made = Dcc(suite, name);
  REQUIRE_THAT(StatusOf(made), IsOk());
  CHECK(absl::StrContains(made->data(), "schemaVersion=\"3.3.0\""));
  v1::GetOriginalRequest request;
  request.set_name(name);
  const auto original =
      suite.Call(&v1::Certificates::Stub::GetOriginal, request);
  REQUIRE_THAT(StatusOf(original), IsOk());
  CHECK(original->data() == bytes);
}

TEST_CASE("What no DCC can say is refused with its field") {
  Suite suite;
  v1::Certificate certificate = AnyCertificate("X-2");
  certificate.clear_begin();
  certificate.clear_end();
  const auto dcc = Dcc(suite, Imported(suite, certificate));
  CHECK_THAT(StatusOf(dcc), HasReason("DCC_EXPORT_UNSAYABLE"));
  CHECK(absl::StrContains(dcc.status().message(), "end "));
}

TEST_CASE("A page links what it rests on, as far as it is held here") {
  Suite suite;
  v1::Certificate upstream = AnyCertificate("UP-7");
  const std::string held = Imported(suite, upstream);
  v1::Certificate certificate = AnyCertificate("X-3");
  v1::ReferenceUse& reference = *certificate.mutable_references(0);
  reference.clear_certificate_numbers();
  reference.add_certificate_numbers("UP-7");
  *reference.mutable_issuer() = upstream.issuer();
  const std::string name = Imported(suite, certificate);
  const auto page = Page(suite, name, "");
  REQUIRE_THAT(StatusOf(page), IsOk());
  CHECK(page->content_type() == "text/html; charset=utf-8");
  CHECK(absl::StrContains(page->data(), "<html lang=\"zh-CN\">"));
  CHECK(absl::StrContains(page->data(), held + ":page?lang=zh"));
  const auto english = Page(suite, name, "en");
  REQUIRE_THAT(StatusOf(english), IsOk());
  CHECK(absl::StrContains(english->data(), "Calibration certificate"));
  CHECK_THAT(StatusOf(Page(suite, name, "fr")), HasReason("INVALID_FIELD"));
}

TEST_CASE("What is not held has neither form") {
  Suite suite;
  CHECK_THAT(StatusOf(Dcc(suite, kNone)), HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK_THAT(StatusOf(Page(suite, kNone, "zh")),
             HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK_THAT(StatusOf(Dcc(suite, "certificates/7")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Anybody may ask on a page whether a certificate is authentic") {
  Suite suite;
  const v1::Certificate certificate = AnyCertificate("X-7");
  Imported(suite, certificate);
  v1::GetVerificationPageRequest request;
  const auto ask = [&] {
    auto page =
        suite.Call(&v1::Certificates::Stub::GetVerificationPage, request);
    REQUIRE_THAT(StatusOf(page), IsOk());
    CHECK(page->content_type() == "text/html; charset=utf-8");
    return page->data();
  };
  request.set_lang("en");
  CHECK(absl::StrContains(ask(), "<form"));
  request.set_number("X-7");
  CHECK(absl::StrContains(ask(), "Give the number and the issuer"));
  request.set_issuer(certificate.issuer().title());
  CHECK(absl::StrContains(ask(), "Authentic, and it counts"));
  request.set_number("X-8");
  CHECK(absl::StrContains(ask(), "No such certificate is held here"));
  request.set_lang("fr");
  CHECK_THAT(StatusOf(suite.Call(&v1::Certificates::Stub::GetVerificationPage,
                                 request)),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::certificates
