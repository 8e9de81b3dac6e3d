#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Suite;
using Outcome = v1::ImportedTableCertificate;

absl::StatusOr<v1::ImportCertificateTableResponse> Import(
    Suite& suite, const std::string& table, bool validate_only = false,
    const std::string& type = "text/csv") {
  v1::ImportCertificateTableRequest request;
  request.mutable_table()->set_content_type(type);
  request.mutable_table()->set_data(table);
  request.set_validate_only(validate_only);
  return suite.Call(&v1::Certificates::Stub::ImportCertificateTable, request);
}

std::string Template(Suite& suite, const std::string& language = "") {
  v1::GetCertificateTableTemplateRequest request;
  request.set_language(language);
  request.set_examples(true);
  const auto body =
      suite.Call(&v1::Certificates::Stub::GetCertificateTableTemplate, request);
  REQUIRE_THAT(StatusOf(body), IsOk());
  CHECK(body->content_type() == "text/csv; charset=utf-8");
  return body->data();
}

absl::StatusOr<v1::ExportCertificateTableResponse> Export(
    Suite& suite, const v1::ExportCertificateTableRequest& request) {
  return suite.Call(&v1::Certificates::Stub::ExportCertificateTable, request);
}

TEST_CASE("The template's examples of each kind are imported, once") {
  Suite suite;
  const std::string table = Template(suite);
  const auto checked = Import(suite, table, true);
  REQUIRE_THAT(StatusOf(checked), IsOk());
  CHECK(checked->created() == 4);
  CHECK(checked->token().empty());
  CHECK(suite.List()->certificates().empty());

  const auto first = Import(suite, table, false, "Text/CSV; charset=utf-8");
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(first->created() == 4);
  CHECK_FALSE(first->token().empty());
  for (const Outcome& one : first->certificates()) {
    CHECK(one.outcome() == Outcome::OUTCOME_CREATED);
    CHECK(one.findings().empty());
    CHECK(suite.Get(one.certificate())->number() == one.number());
  }
  // The same content in other words of the header.
  const auto again = Import(suite, Template(suite, "en"));
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->held() == 4);
  CHECK(again->certificates(3).certificate() ==
        first->certificates(3).certificate());
}

TEST_CASE("A refused certificate of a table touches no other") {
  Suite suite;
  const auto answer = Import(suite,
                             "证书类型,证书编号,发证机构,器具名称,标准值,单位\n"
                             "校准证书,T-1,甲院,砝码,1.000,kg\n"
                             "校准证书,T-2,甲院,砝码,1.000,斤\n"
                             "校准证书,T-3,甲院,砝码,2.000,kg\n");
  REQUIRE_THAT(StatusOf(answer), IsOk());
  CHECK(answer->created() == 2);
  CHECK(answer->refused() == 1);
  const Outcome& refused = answer->certificates(1);
  CHECK(refused.outcome() == Outcome::OUTCOME_REFUSED);
  CHECK(refused.reason() == "INVALID_FIELD");
  CHECK(refused.certificate().empty());
  REQUIRE(refused.problems_size() == 1);
  CHECK(refused.problems(0).row() == 2);
  CHECK(refused.problems(0).column() == "单位");
  // What was imported says what it lacks.
  CHECK(answer->certificates(0).findings(0).code() == "CERT_FIELDS_MISSING");
  CHECK(suite.List()->certificates_size() == 2);
}

TEST_CASE("A table that is none is refused whole") {
  Suite suite;
  CHECK_THAT(StatusOf(Import(suite, "证书编号\nA-1\n", false, "text/plain")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(Import(suite, "编号\nA-1\n")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(Import(suite, "证书编号\n\"A")), HasReason("CSV_SYNTAX"));
  CHECK_THAT(StatusOf(Import(suite, std::string((8 << 20) + 1, 'a'))),
             HasReason("DOCUMENT_TOO_LARGE"));
}

TEST_CASE("What was imported is exported as a table that imports the same") {
  Suite suite;
  REQUIRE_THAT(StatusOf(Import(suite, Template(suite))), IsOk());
  v1::ExportCertificateTableRequest request;
  request.set_filter("kind = \"CRM\"");
  const auto one = Export(suite, request);
  REQUIRE_THAT(StatusOf(one), IsOk());
  CHECK(one->left_out().empty());
  CHECK(one->table().find("GBW(E)139999") != std::string::npos);
  CHECK(one->table().find("一般压力表") == std::string::npos);
  request.clear_filter();
  const auto all = Export(suite, request);
  REQUIRE_THAT(StatusOf(all), IsOk());
  Suite other;
  const auto imported = Import(other, all->table());
  REQUIRE_THAT(StatusOf(imported), IsOk());
  CHECK(imported->created() == 4);
  for (const Outcome& certificate : imported->certificates()) {
    CHECK_THAT(StatusOf(suite.Get(certificate.certificate())), IsOk());
  }
}

TEST_CASE("An export pages, and goes by names") {
  Suite suite;
  REQUIRE_THAT(StatusOf(Import(suite, Template(suite))), IsOk());
  v1::ExportCertificateTableRequest request;
  request.set_page_size(3);
  const auto first = Export(suite, request);
  REQUIRE_THAT(StatusOf(first), IsOk());
  REQUIRE_FALSE(first->next_page_token().empty());
  request.set_page_token(first->next_page_token());
  CHECK(Export(suite, request)->next_page_token().empty());

  v1::ExportCertificateTableRequest named;
  named.add_names(suite.List()->certificates(0).name());
  named.set_language("en");
  const auto table = Export(suite, named);
  REQUIRE_THAT(StatusOf(table), IsOk());
  CHECK(table->table().find("kind,number,issuer,") != std::string::npos);
  named.set_language("fr");
  CHECK_THAT(StatusOf(Export(suite, named)), HasReason("INVALID_FIELD"));
  named.clear_language();
  named.set_names(0, absl::StrCat("certificates/", std::string(32, '0')));
  CHECK_THAT(StatusOf(Export(suite, named)),
             HasReason("CERTIFICATE_NOT_FOUND"));
}

TEST_CASE("What a table cannot say is left out and told with its field") {
  Suite suite;
  v1::Certificate certificate = testing::AnyCertificate("U-1");
  (*certificate.mutable_items(0)->mutable_title()->mutable_texts())["ug"] = "x";
  REQUIRE_THAT(StatusOf(suite.Import(certificate)), IsOk());
  const auto table = Export(suite, {});
  REQUIRE_THAT(StatusOf(table), IsOk());
  REQUIRE(table->left_out_size() == 1);
  CHECK(table->left_out(0).field().find("items[0].title.texts") == 0);
  CHECK(table->table().find("U-1") == std::string::npos);
}

TEST_CASE("Nobody is told the customer of a certificate that is checked") {
  Suite suite;
  REQUIRE_THAT(StatusOf(Import(suite, Template(suite))), IsOk());
  v1::CheckAuthenticityRequest request;
  request.set_number("模拟检字第2024-0451号");
  request.set_issuer("天山计量检定所（模拟数据）");
  const auto answer =
      suite.Call(&v1::Certificates::Stub::CheckAuthenticity, request);
  REQUIRE_THAT(StatusOf(answer), IsOk());
  CHECK(answer->answer() == v1::CheckAuthenticityResponse::ANSWER_GENUINE);
  CHECK(answer->SerializeAsString().find("纺织厂") == std::string::npos);
  v1::ListLeavesRequest leaves;
  const auto log = suite.Call(&v1::TransparencyLog::Stub::ListLeaves, leaves);
  REQUIRE_THAT(StatusOf(log), IsOk());
  for (const std::string& leaf : log->leaves()) {
    CHECK(leaf.find("纺织厂") == std::string::npos);
  }
}

}  // namespace
}  // namespace suyuan::certificates
