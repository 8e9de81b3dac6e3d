#include "services/certificates/table/issued_reader.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

IssuedCoverage March(std::vector<CertificateKind> kinds = {}) {
  return {.issuer = {.title = "天山计量院"},
          .from = absl::CivilDay(2025, 3, 1),
          .to = absl::CivilDay(2025, 3, 31),
          .kinds = std::move(kinds)};
}

std::vector<IssuedNumber> Csv(const std::string& content) {
  auto read = ReadIssued(content, IssuedFormat::kCsv, March());
  REQUIRE_THAT(StatusOf(read), IsOk());
  return *std::move(read);
}

std::vector<FieldViolation> Refusal(const std::string& content,
                                    IssuedFormat format = IssuedFormat::kCsv,
                                    const IssuedCoverage& coverage = March()) {
  const auto read = ReadIssued(content, format, coverage);
  REQUIRE_THAT(StatusOf(read), HasReason("INVALID_FIELD"));
  return ViolationsOf(read.status());
}

constexpr char kHeader[] = "证书编号,证书类型,签发日期,摘要\n";

TEST_CASE("A list names certificates by number, kind and day") {
  const std::string digest(64, 'A');
  const auto read =
      Csv(absl::StrCat(kHeader, "ＬＸ 2025—001,检定证书,2025-03-01,\n",
                       "LX2025-002,校准证书,2025/3/31,", digest, "\n"));
  REQUIRE(read.size() == 2);
  CHECK(read[0].number == "LX2025-001");
  CHECK(read[0].kind == CertificateKind::kVerification);
  CHECK(read[0].digest.empty());
  CHECK(read[1].kind == CertificateKind::kCalibration);
  CHECK(read[1].digest == std::string(64, 'a'));
}

TEST_CASE("Columns may stand in any order and language") {
  const auto read =
      Csv("issued,number,kind\n2025-03-05,A-1,VERIFICATION_FAIL\n");
  REQUIRE(read.size() == 1);
  CHECK(read[0].number == "A-1");
  CHECK(read[0].kind == CertificateKind::kVerificationFail);
  CHECK(Csv(kHeader).empty());  // an issuer that issued nothing
}

TEST_CASE("An object a line says the same") {
  const auto read = ReadIssued(
      "{\"number\": \"A-1\", \"kind\": \"CALIBRATION\", \"issued\": "
      "\"2025-03-05\"}\r\n\n{\"number\":\"A-2\",\"kind\":\"检定证书\","
      "\"issued\":\"2025-03-06\"}",
      IssuedFormat::kJsonLines, March());
  REQUIRE_THAT(StatusOf(read), IsOk());
  REQUIRE(read->size() == 2);
  CHECK((*read)[1].kind == CertificateKind::kVerification);
  CHECK(Refusal("[1]", IssuedFormat::kJsonLines).size() == 1);
  CHECK(Refusal("{\"nummer\": \"A-1\"}", IssuedFormat::kJsonLines).size() == 1);
  CHECK(Refusal("{\"number\": 7}", IssuedFormat::kJsonLines).size() == 1);
}

TEST_CASE("Every row must be of the span that the list covers") {
  const auto day = [](const std::string& text) {
    return absl::StrCat(kHeader, "A-1,检定证书,", text, ",\n");
  };
  CHECK(Csv(day("2025-03-31")).size() == 1);
  for (const char* text : {"2025-02-28", "2025-04-01", "", "yesterday"}) {
    const auto wrong = Refusal(day(text));
    REQUIRE(wrong.size() == 1);
    CHECK(wrong[0].field == "list");
    CHECK_THAT(wrong[0].description,
               Catch::Matchers::StartsWith("row 1, 签发日期"));
  }
  CHECK(Refusal(day("2025-03-05"), IssuedFormat::kCsv,
                March({CertificateKind::kCalibration}))
            .size() == 1);
}

TEST_CASE("What is wrong is told by its row, twenty at most") {
  std::string content = kHeader;
  for (int i = 0; i < 30; ++i) absl::StrAppend(&content, ",检定证书,,\n");
  CHECK(Refusal(content).size() == 20);
  CHECK(Refusal("number,kind,issued,customer\n").size() == 1);
  CHECK(Refusal("number,number\n").size() == 1);
  CHECK(Refusal("").size() == 1);
  CHECK(Refusal(absl::StrCat(kHeader, "A-1,合同,2025-03-05,\n")).size() == 1);
  CHECK(Refusal(absl::StrCat(kHeader, "A-1,检定证书,2025-03-05,ab\n")).size() ==
        1);
}

TEST_CASE("A list has twenty thousand rows at most") {
  std::string content = kHeader;
  for (int i = 0; i < 20000; ++i) {
    absl::StrAppend(&content, "A-", i, ",检定证书,2025-03-05,\n");
  }
  CHECK(Csv(content).size() == 20000);
  CHECK(Refusal(absl::StrCat(content, "B,检定证书,2025-03-05,\n")).size() == 1);
}

}  // namespace
}  // namespace suyuan::certificates
