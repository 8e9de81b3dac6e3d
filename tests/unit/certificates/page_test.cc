#include "services/certificates/page/page.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/certificates/page/qr_code.h"
#include "services/certificates/page/verification_page.h"
#include "services/certificates/page/words.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/random_certificate.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

PageOptions In(const std::string& language) {
  return {.language = language,
          .public_url = "https://suyuan.example",
          .today = absl::CivilDay(2025, 1, 1),
          .held_references = {}};
}

// As the service would send it; change one field.
v1::Certificate Held() {
  v1::Certificate c = testing::ValidCertificate();
  c.set_name("certificates/0123456789abcdef0123456789abcdef");
  c.set_digest(
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  c.set_begin("2024-03-11");
  c.set_end("2024-03-12");
  c.set_valid_to("2025-03-11");
  c.set_log_index(41);
  c.set_media_type("application/json");
  c.set_signature_state(v1::SIGNATURE_STATE_ABSENT);
  return c;
}

std::string Page(const v1::Certificate& certificate,
                 const PageOptions& options = In("zh")) {
  auto page = PageOf(certificate, options);
  REQUIRE_THAT(StatusOf(page), IsOk());
  return *std::move(page);
}

bool Says(const std::string& page, absl::string_view text) {
  return absl::StrContains(page, text);
}

TEST_CASE("A page tells what a calibration certificate must carry") {
  v1::Certificate c = Held();
  c.add_specifications("JJG 99-2022");
  c.mutable_issuer()->set_code("CNAS L0001");
  v1::Item& item = *c.mutable_items(0);
  item.set_manufacturer("Maker");
  item.set_model("W1");
  item.add_identifications()->set_value("SN-7");
  c.mutable_references(0)->set_assessment_number("[2023] 新量标 A1");
  v1::EnvironmentCondition& air = *c.add_environment();
  air.set_quantity("temperature");
  air.set_min("19.5");
  air.set_max("20.5");
  air.set_unit("\\degreecelsius");
  c.add_signers()->set_role(v1::Signer::ROLE_APPROVER);
  const std::string page = Page(c);
  for (const char* text : {"校准证书",
                           "A-1",
                           "天山计量院",
                           "CNAS L0001",
                           "砝码",
                           "Maker",
                           "W1",
                           "SN-7",
                           "JJG 99-2022",
                           "2024-03-11 – 2024-03-12",
                           "2025-03-11",
                           "UP-1",
                           "[2023] 新量标 A1",
                           "19.5 – 20.5 °C",
                           "1.000 kg",
                           "U = 0.002 kg; k = 2",
                           "批准人",
                           "本结果仅对所列",
                           "不得部分复制",
                           "41",
                           "见原件"}) {
    INFO(text);
    CHECK(Says(page, text));
  }
  CHECK(Says(page, c.digest()));
}

TEST_CASE("A failed verification has no validity and supports nothing") {
  v1::Certificate c = Held();
  c.set_kind(v1::Certificate::KIND_VERIFICATION_FAIL);
  (*c.mutable_results(0)->mutable_title()->mutable_texts())["zh"] = "示值误差";
  c.mutable_results(0)->set_conformity(v1::Result::CONFORMITY_FAIL);
  const std::string page = Page(c);
  CHECK(Says(page, "检定结果通知书"));
  CHECK(Says(page, "不合格项目</dt><dd>示值误差<"));
  CHECK(Says(page, "无有效期"));
  CHECK(Says(page, "不得作为量值溯源的依据"));
}

TEST_CASE("A page tells what Chinese certificates carry") {
  const std::string verification = Page(testing::ValidVerification());
  for (const char* text :
       {"检定证书", "乌鲁木齐市（模拟）", "（新）法计（2022）001号",
        "阿克苏纺织厂", "一般压力表", "2023-0451", "JJG 52-2013",
        "结论</dt><dd>合格<", "检定/校准员", "核验员", "批准人"}) {
    INFO(text);
    CHECK(Says(verification, text));
  }
  const std::string material = Page(testing::ValidMaterial());
  for (const char* text :
       {"标准物质证书", "GBW(E)130113", "二级", "2506", "P30D", "均匀性良好",
        "称量法", "溯源至国家一级标准物质", "<td>标准值</td>"}) {
    INFO(text);
    CHECK(Says(material, text));
  }
}

TEST_CASE("A verification concludes what its results allow") {
  v1::Certificate c = Held();
  c.set_kind(v1::Certificate::KIND_VERIFICATION);
  CHECK(Says(Page(c), "结论</dt><dd>合格<"));
  c.mutable_results(0)->set_conformity(v1::Result::CONFORMITY_FAIL);
  CHECK(Says(Page(c), "结论</dt><dd>各结果的结论不一致"));
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  CHECK_FALSE(Says(Page(c), "<dt>结论</dt>"));
}

TEST_CASE("What a result does not state is said to be missing") {
  v1::Certificate c = Held();
  c.mutable_results(0)->mutable_uncertainty()->clear_coverage_factor();
  CHECK(Says(Page(c), "U = 0.002 kg; k 未说明"));
  c.mutable_results(0)->clear_uncertainty();
  const std::string page = Page(c);
  CHECK(Says(page, "<td class=\"n\">未说明</td>"));
  CHECK(Says(page, "未给出不确定度的结果不能用于向下溯源"));
}

TEST_CASE("A validity is over the day after its last day") {
  v1::Certificate c = Held();
  PageOptions options = In("zh");
  options.today = absl::CivilDay(2025, 3, 11);
  CHECK_FALSE(Says(Page(c, options), "已超过有效期"));
  options.today = absl::CivilDay(2025, 3, 12);
  CHECK(Says(Page(c, options), "已超过有效期"));
}

TEST_CASE("A page says first that a certificate does not count") {
  v1::Certificate c = Held();
  CHECK_FALSE(Says(Page(c), "class=\"banner\""));
  v1::StatusChange& voided = *c.add_status_changes();
  voided.set_kind(v1::StatusChange::KIND_VOIDED);
  voided.set_void_from("2024-06-01");
  voided.set_reason("标准器超差");
  v1::StatusChange& replaced = *c.add_status_changes();
  replaced.set_kind(v1::StatusChange::KIND_SUBSTITUTED);
  replaced.set_replaced_by("certificates/ffffffffffffffffffffffffffffffff");
  c.add_same_key("certificates/eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");
  const std::string page = Page(c);
  CHECK(Says(page, "本证书自 2024-06-01 起作废。原因：标准器超差"));
  CHECK(Says(page,
             "<a href=\"https://suyuan.example/v1/certificates/"
             "ffffffffffffffffffffffffffffffff:page?lang=zh\">"));
  CHECK(Says(page, "另有 1 份内容不同的证书"));
}

TEST_CASE("Standards used lead to their certificates and records") {
  v1::Certificate c = Held();
  c.mutable_references(0)->set_standard("standards/s1");
  PageOptions options = In("en");
  CHECK_FALSE(Says(Page(c, options), ":page?lang=en"));
  options.held_references["ref1"] =
      "certificates/dddddddddddddddddddddddddddddddd";
  const std::string page = Page(c, options);
  CHECK(Says(page,
             "<a href=\"https://suyuan.example/v1/certificates/"
             "dddddddddddddddddddddddddddddddd:page?lang=en\">UP-1</a>"));
  CHECK(Says(page, "<a href=\"https://suyuan.example/v1/standards/s1\">"));
}

TEST_CASE("The code leads to the address that checks the certificate") {
  const v1::Certificate c = Held();
  const std::string url =
      absl::StrCat("https://suyuan.example/verify?digest=", c.digest());
  const std::string page = Page(c);
  CHECK(Says(page, absl::StrCat("<a href=\"", url, "\">")));
  CHECK(Says(page, QrCodeOf(url)->path));
}

TEST_CASE("A QR code has the square marks of ISO/IEC 18004 in three corners") {
  const auto code = QrCodeOf("a");
  REQUIRE_THAT(StatusOf(code), IsOk());
  CHECK(code->size == 21);
  CHECK(absl::StartsWith(code->path, "M0 0h7v1h-7z"));
  CHECK(Says(code->path, "M14 0h7v1h-7z"));
  CHECK(Says(code->path, "M0 14h7v1h-7z"));
  CHECK_FALSE(Says(code->path, "M14 14h7v1h-7z"));
  CHECK_FALSE(QrCodeOf(std::string(4000, 'x')).ok());
}

TEST_CASE("Whatever a certificate holds is text on its page") {
  const std::string evil = "</style><script>alert(1)</script>\"'&";
  v1::Certificate c = Held();
  c.set_number(evil);
  c.mutable_issuer()->set_title(evil);
  c.set_place_text(evil);
  (*c.mutable_items(0)->mutable_title()->mutable_texts())["zh"] = evil;
  c.mutable_references(0)->set_certificate_numbers(0, evil);
  c.mutable_references(0)->set_record(evil);
  c.mutable_results(0)->set_unit(evil);
  c.mutable_results(0)->set_conformity_rule(evil);
  c.add_specifications("{{{w.number}}}{{number}}");
  const std::string page = Page(c);
  CHECK_FALSE(Says(page, "<script"));
  CHECK(Says(page, "&lt;script&gt;"));
  CHECK(page.find("</style>") == page.rfind("</style>"));
  // Nor is it a form of ours.
  CHECK(Says(page, "{{{w.number}}}{{number}}"));
}

TEST_CASE("A page loads nothing and runs nothing") {
  const std::string page = Page(Held());
  CHECK(Says(page, "default-src 'none'; style-src 'unsafe-inline'"));
  for (const char* text : {"<script", " src=", "@import", "url(", "<link",
                           "onclick", "javascript:"}) {
    INFO(text);
    CHECK_FALSE(Says(page, text));
  }
}

TEST_CASE("Every certificate has a page in every language") {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    v1::Certificate c = testing::RandomCertificate(seed);
    c.set_digest(Held().digest());
    for (const char* language : {"zh", "en"}) {
      const std::string page = Page(c, In(language));
      CHECK_FALSE(Says(page, "{{"));
      CHECK(absl::EndsWith(page, "</html>\n"));
    }
  }
  CHECK_THAT(StatusOf(PageOf(Held(), In("fr"))), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(PageOf(Held(), In("../zh"))), HasReason("INVALID_FIELD"));
}

TEST_CASE("All languages have the same words") {
  const auto keys = [](const char* language) {
    std::set<std::string> all;
    const auto words = PageWords::In(language);
    REQUIRE_THAT(StatusOf(words), IsOk());
    for (const auto& [key, text] : words->all()) all.insert(key);
    return all;
  };
  CHECK(keys("zh") == keys("en"));
}

// --- the page that a QR code leads to ---------------------------------------

std::string Verification(const v1::CheckAuthenticityRequest& question,
                         const v1::CheckAuthenticityResponse* answer,
                         const std::string& language = "zh") {
  auto page = VerificationPageOf(
      question, answer,
      {.language = language, .public_url = "https://suyuan.example"});
  REQUIRE_THAT(StatusOf(page), IsOk());
  return *std::move(page);
}

TEST_CASE("The verification page asks, and answers what was asked") {
  v1::CheckAuthenticityRequest question;
  const std::string form = Verification(question, nullptr);
  CHECK(Says(form, "action=\"https://suyuan.example/verify\""));
  CHECK_FALSE(Says(form, "class=\"answer"));

  question.set_number("LX2024-01583");
  question.set_issuer("\"><script>");
  v1::CheckAuthenticityResponse answer;
  answer.set_answer(v1::CheckAuthenticityResponse::ANSWER_VOID);
  v1::CheckAuthenticityResponse::Match& match = *answer.add_matches();
  match.set_answer(v1::CheckAuthenticityResponse::ANSWER_VOID);
  match.set_number("LX2024-01583");
  match.set_kind(v1::Certificate::KIND_CALIBRATION);
  match.set_void_from("2024-05-01");
  const std::string told = Verification(question, &answer);
  CHECK(Says(told, "value=\"LX2024-01583\""));
  CHECK_FALSE(Says(told, "<script"));
  CHECK(Says(told, "已收录，但已声明作废"));
  CHECK(Says(told, "2024-05-01"));
  CHECK_FALSE(Says(told, "answer counts"));
  CHECK(Says(Verification(question, &answer, "en"), "Held, but declared void"));

  answer.set_answer(v1::CheckAuthenticityResponse::ANSWER_GENUINE);
  answer.clear_matches();
  CHECK(Says(Verification(question, &answer), "answer counts"));
}

TEST_CASE("Every answer has a word in every language") {
  for (const std::string language : {"zh", "en"}) {
    for (int i = 1; i < v1::CheckAuthenticityResponse::Answer_ARRAYSIZE; ++i) {
      v1::CheckAuthenticityResponse answer;
      answer.set_answer(static_cast<v1::CheckAuthenticityResponse::Answer>(i));
      const std::string name =
          v1::CheckAuthenticityResponse::Answer_Name(answer.answer());
      CHECK_FALSE(Says(Verification({}, &answer, language),
                       name.substr(std::string("ANSWER_").size())));
    }
  }
}

}  // namespace
}  // namespace suyuan::certificates
