// What institutions say that they issued, and what is found by it.

#include <functional>
#include <vector>

#include "catch2/catch.hpp"
#include "suyuan/certificates/v1/issued.grpc.pb.h"
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
using Stub = v1::IssuerRegisters::Stub;

constexpr char kNotIssued[] = "code = NOT_ISSUED";

// A list of 天山计量院 for March 2024.
v1::ImportIssuedNumbersRequest March(const std::string& rows) {
  v1::ImportIssuedNumbersRequest request;
  request.mutable_issuer()->set_title("天山计量院");
  request.set_from("2024-03-01");
  request.set_to("2024-03-31");
  request.mutable_list()->set_content_type("text/csv; charset=utf-8");
  request.mutable_list()->set_data("证书编号,证书类型,签发日期\n" + rows);
  return request;
}

std::string Import(Suite& suite, const v1::ImportIssuedNumbersRequest& list) {
  const auto span = suite.Call(&Stub::ImportIssuedNumbers, list);
  REQUIRE_THAT(StatusOf(span), IsOk());
  CHECK(span->principal() == "tester@example");
  return span->token();
}

std::string Import(Suite& suite, const std::string& number) {
  const auto imported = suite.Import(AnyCertificate(number));
  REQUIRE_THAT(StatusOf(imported), IsOk());
  return imported->certificate().token();
}

TEST_CASE("What the issuer's list does not name is found, until one does") {
  Suite suite;
  const std::string row = "D-1,校准证书,2024-03-12\n";
  CHECK(suite.Findings(kNotIssued, Import(suite, "D-1")).empty());
  CHECK(suite.Findings(kNotIssued, Import(suite, March(row))).empty());
  // One that comes after the list.
  auto found = suite.Findings(kNotIssued, Import(suite, "D-2"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind() == v1::Finding::KIND_CROSS);
  CHECK(found[0].state() == v1::Finding::STATE_OPEN);
  CHECK(found[0].figures(0).value() == "not_named");
  found = suite.Findings(kNotIssued,
                         Import(suite, March("D-2,校准证书,2024-03-12\n")));
  REQUIRE(found.size() == 1);
  CHECK(found[0].state() == v1::Finding::STATE_CLOSED);
}

TEST_CASE("A list that comes later is held to what is there") {
  Suite suite;
  Import(suite, "D-1");
  const auto found = suite.Findings(kNotIssued, Import(suite, March("")));
  REQUIRE(found.size() == 1);
  CHECK(found[0].issuer() == "天山计量院");
  // Another issuer's list changes nothing.
  v1::ImportIssuedNumbersRequest other = March("D-1,校准证书,2024-03-12\n");
  other.mutable_issuer()->set_title("乙院");
  CHECK(suite.Findings(kNotIssued, Import(suite, other)).at(0).state() ==
        v1::Finding::STATE_OPEN);
}

TEST_CASE("A list that is wrong, or only tried, leaves nothing behind") {
  Suite suite;
  v1::ImportIssuedNumbersRequest request = March("D-1,校准证书,2024-04-01\n");
  CHECK_THAT(StatusOf(suite.Call(&Stub::ImportIssuedNumbers, request)),
             HasReason("INVALID_FIELD"));
  request = March("D-1,校准证书,2024-03-12\n");
  request.set_validate_only(true);
  const auto tried = suite.Call(&Stub::ImportIssuedNumbers, request);
  REQUIRE_THAT(StatusOf(tried), IsOk());
  CHECK(tried->numbers() == 1);
  CHECK(tried->name().empty());
  for (const auto& change :
       std::vector<std::function<void(v1::ImportIssuedNumbersRequest&)>>{
           [](auto& r) { r.clear_issuer(); },
           [](auto& r) { r.set_from("2024-04-01"); },
           [](auto& r) { r.set_to("2999-01-01"); },
           [](auto& r) { r.mutable_list()->set_content_type("text/html"); },
           [](auto& r) { r.set_request_id("7"); },
           [](auto& r) { r.add_kinds(v1::Certificate::KIND_UNSPECIFIED); }}) {
    v1::ImportIssuedNumbersRequest wrong = March("");
    change(wrong);
    CHECK_THAT(StatusOf(suite.Call(&Stub::ImportIssuedNumbers, wrong)),
               HasReason("INVALID_FIELD"));
  }
  request.mutable_list()->set_data(std::string((4 << 20) + 1, 'x'));
  CHECK_THAT(StatusOf(suite.Call(&Stub::ImportIssuedNumbers, request)),
             HasReason("DOCUMENT_TOO_LARGE"));
  const auto list =
      suite.Call(&Stub::ListIssuedSpans, v1::ListIssuedSpansRequest());
  REQUIRE_THAT(StatusOf(list), IsOk());
  CHECK(list->issued_spans().empty());
}

TEST_CASE("The spans that are covered are listed, page by page") {
  Suite suite;
  Import(suite, March(""));
  v1::ImportIssuedNumbersRequest verifications = March("");
  verifications.add_kinds(v1::Certificate::KIND_VERIFICATION);
  Import(suite, verifications);
  v1::ListIssuedSpansRequest request;
  request.set_issuer("天山计量院");
  request.set_page_size(1);
  auto page = suite.Call(&Stub::ListIssuedSpans, request);
  REQUIRE_THAT(StatusOf(page), IsOk());
  REQUIRE(page->issued_spans_size() == 1);
  CHECK(page->issued_spans(0).kinds_size() == 1);
  CHECK(page->issued_spans(0).from() == "2024-03-01");
  request.set_page_token(page->next_page_token());
  page = suite.Call(&Stub::ListIssuedSpans, request);
  REQUIRE_THAT(StatusOf(page), IsOk());
  CHECK(page->issued_spans(0).kinds().empty());
  CHECK(page->next_page_token().empty());
}

}  // namespace
}  // namespace suyuan::certificates
