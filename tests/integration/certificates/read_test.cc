#include <set>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/feed/token.h"
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

void Fill(Suite& suite, int count) {
  for (int i = 0; i < count; ++i) {
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate(absl::StrCat("L-", i)))),
                 IsOk());
  }
}

TEST_CASE("A certificate that is not held is not found") {
  Suite suite;
  CHECK_THAT(
      StatusOf(suite.Get("certificates/00000000000000000000000000000000")),
      HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK_THAT(StatusOf(suite.Get("certificates/7")), HasReason("INVALID_FIELD"));
}

TEST_CASE("Pages of a list hold everything once, newest import first") {
  Suite suite;
  Fill(suite, 7);
  v1::ListCertificatesRequest request;
  request.set_page_size(3);
  std::vector<std::string> numbers;
  do {
    const auto page =
        suite.Call(&v1::Certificates::Stub::ListCertificates, request);
    REQUIRE_THAT(StatusOf(page), IsOk());
    CHECK(page->certificates_size() <= 3);
    for (const v1::Certificate& c : page->certificates()) {
      numbers.push_back(c.number());
      CHECK(c.results().empty());
      CHECK(c.references().empty());
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  CHECK(numbers == std::vector<std::string>{"L-6", "L-5", "L-4", "L-3", "L-2",
                                            "L-1", "L-0"});
}

TEST_CASE("A list with results has them") {
  Suite suite;
  Fill(suite, 1);
  CHECK(suite.List()->certificates(0).results_size() == 1);
}

TEST_CASE("Lists are filtered by what certificates say") {
  Suite suite;
  Fill(suite, 3);
  const auto count = [&suite](const std::string& filter) {
    const auto page = suite.List(filter);
    INFO(filter);
    REQUIRE_THAT(StatusOf(page), IsOk());
    return page->certificates_size();
  };
  CHECK(count("number = \"l-1\"") == 1);
  CHECK(count("issuer = \"天山计量院\"") == 3);
  CHECK(count("issuer = \"CNAS L1234\"") == 3);
  CHECK(count("item = \"w-100\"") == 3);
  CHECK(count("reference = \"UP-1\" AND number != \"L-0\"") == 2);
  CHECK(count("kind = CALIBRATION") == 3);
  CHECK(count("kind = VERIFICATION") == 0);
  CHECK(count("valid_to >= 2025-03-10") == 3);
  CHECK(count("valid_to > 2025-03-10") == 0);
  CHECK(count("status = CURRENT") == 3);
  CHECK(count("status = VOIDED") == 0);
}

TEST_CASE("A filter or page token that is none is refused") {
  Suite suite;
  CHECK_THAT(StatusOf(suite.List("colour = red")), HasReason("INVALID_FILTER"));
  v1::ListCertificatesRequest request;
  request.set_page_token("AAAA");
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::ListCertificates, request)),
      HasReason("INVALID_PAGE_TOKEN"));
}

TEST_CASE("A token of the future is waited for and then refused") {
  Suite suite;
  const auto imported = suite.Import(AnyCertificate("L-0"));
  REQUIRE_THAT(StatusOf(imported), IsOk());
  v1::GetCertificateRequest request;
  request.set_name(imported->certificate().name());
  request.set_token(imported->certificate().token());
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, request)),
      IsOk());
  request.set_token(feed::ReadToken("certificates", 2).ToString());
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, request)),
      HasReason("READ_TOKEN_AHEAD"));
  request.set_token("no token");
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, request)),
      HasReason("TOKEN_INVALID"));
  // Other feeds are others' matter.
  request.set_token(feed::ReadToken("registry", 99).ToString());
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::GetCertificate, request)),
      IsOk());
}

}  // namespace
}  // namespace suyuan::certificates
