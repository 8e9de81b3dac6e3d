#include <iconv.h>

#include <functional>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/text/encoding.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/findings.h"
#include "services/certificates/table/examples.h"
#include "services/certificates/table/reader.h"
#include "services/certificates/table/writer.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

constexpr char kHeader[] =
    "证书类型,证书编号,发证机构,器具序号,器具名称,标准器证书编号,标准值,单位,"
    "扩展不确定度,包含因子\n";

std::string Table(const std::vector<std::string>& rows) {
  return absl::StrCat(kHeader, absl::StrJoin(rows, "\n"), "\n");
}

std::vector<TableCertificate> Read(const std::string& content) {
  auto read = ReadTable(content);
  REQUIRE_THAT(StatusOf(read), IsOk());
  return *std::move(read);
}

// "2 单位" for each problem.
std::vector<std::string> Problems(const TableCertificate& certificate) {
  std::vector<std::string> told;
  for (const TableProblem& problem : certificate.problems) {
    CHECK_FALSE(problem.description.empty());
    told.push_back(absl::StrCat(problem.row, " ", problem.column));
  }
  return told;
}
using Told = std::vector<std::string>;

std::string ToGb18030(std::string utf8) {
  const iconv_t codec = iconv_open("GB18030", "UTF-8");
  std::string out(utf8.size() * 2, '\0');
  char* from = utf8.data();
  char* to = out.data();
  size_t left = utf8.size();
  size_t room = out.size();
  REQUIRE(iconv(codec, &from, &left, &to, &room) == 0);
  iconv_close(codec);
  out.resize(out.size() - room);
  return out;
}

TEST_CASE("A row for each result; what is left empty is as in the first row") {
  const auto read = Read(Table({
      "校准证书,A-1,甲院,,砝码,UP-1；UP-2,1.000,kg,0.002,2",
      ",,,,,,2.000,kg,0.004,2",
      "校准证书,A-1,甲院,,砝码,,5.000,kg,0.008,2",
      "检定证书,A-2,甲院,,天平,,,,,",
  }));
  REQUIRE(read.size() == 2);
  CHECK(read[0].problems.empty());
  CHECK(read[0].first_row == 1);
  CHECK(read[0].last_row == 3);
  const v1::Certificate& c = read[0].certificate;
  CHECK(c.kind() == v1::Certificate::KIND_CALIBRATION);
  CHECK(c.items_size() == 1);
  REQUIRE(c.references_size() == 1);
  CHECK(c.references(0).id() == "ref1");
  CHECK(c.references(0).certificate_numbers_size() == 2);
  REQUIRE(c.results_size() == 3);
  CHECK(c.results(1).id() == "r2");
  CHECK(c.results(2).value() == "5.000");
  CHECK(c.results(2).unit() == "\\kilogram");
  CHECK(c.results(0).item_id().empty());
  CHECK(read[1].certificate.results().empty());
  CHECK(read[1].first_row == 4);
}

TEST_CASE("A table says the same in each encoding and under either name") {
  const std::string utf8 =
      Table({"校准证书,A-1,天山计量院,,砝码,UP-1,1.000,kg,0.002,2"});
  const std::string english =
      "kind,number,issuer,item,item_name,reference_certificates,value,unit,"
      "expanded_uncertainty,coverage_factor\r\n"
      "CALIBRATION,A-1,天山计量院,,砝码,UP-1,1.000,kg,0.002,2\r\n";
  const std::string wanted = CanonicalJson(Read(utf8)[0].certificate);
  for (const std::string& file :
       {absl::StrCat(text::kByteOrderMark, utf8), ToGb18030(utf8), english}) {
    const auto read = Read(file);
    REQUIRE(read.size() == 1);
    CHECK(read[0].problems.empty());
    CHECK(CanonicalJson(read[0].certificate) == wanted);
  }
}

TEST_CASE("What is wrong is told with its row and column") {
  const auto read = Read(Table({
      "校准证书,A-1,甲院,,砝码,,1.000,kg,0.002,2",
      ",,乙院,,,,1,,,",
      "测试报告,A-3,甲院,,砝码,,1,kg,,",
      "校准证书,A-4,甲院,,砝码,,1.000,kg,0.002,0.5",
      ",,,,,,一,kg,,",
      ",,,,,,2,斤,,",
      "校准证书,A-5,,,砝码,,1.000,,,",
      "校准证书,A-6,甲院,,砝码,,1.000,kg",
  }));
  REQUIRE(read.size() == 6);
  CHECK(read[0].problems.empty());
  // Another issuer begins another certificate, here one without a number.
  CHECK(read[1].first_row == 2);
  CHECK(read[1].problems.size() >= 2);
  CHECK(Problems(read[2]) == Told{"3 证书类型"});
  CHECK(Problems(read[3]) == Told{"5 标准值", "6 单位", "4 包含因子"});
  CHECK(Problems(read[4]) == Told{"7 发证机构", "7 单位"});
  CHECK(Problems(read[5]) == Told{"8 "});
}

TEST_CASE("Rows of one certificate must not contradict each other") {
  const auto read = Read(Table({
      "校准证书,A-1,甲院,1,砝码,,1.000,kg,,",
      ",,,1,天平,,2.000,kg,,",
      "校准证书,A-2,甲院,,砝码,,1.000,kg,,",
      ",,,,天平,,2.000,kg,,",
  }));
  REQUIRE(read.size() == 2);
  CHECK(Problems(read[0]) == Told{"2 器具名称"});
  CHECK(Problems(read[1]) == Told{"4 器具序号"});
}

TEST_CASE("Results belong to the item of their row or of the one above") {
  const auto read = Read(Table({
      "校准证书,A-1,甲院,1,砝码甲,,1.000,kg,,",
      ",,,,,,2.000,kg,,",
      ",,,2,砝码乙,,5.000,kg,,",
      ",,,1,,,6.000,kg,,",
  }));
  REQUIRE(read.size() == 1);
  CHECK(read[0].problems.empty());
  const v1::Certificate& c = read[0].certificate;
  REQUIRE(c.results_size() == 4);
  CHECK(c.items_size() == 2);
  CHECK(c.results(1).item_id() == "1");
  CHECK(c.results(2).item_id() == "2");
  CHECK(c.results(3).item_id() == "1");
}

TEST_CASE("Rows of a certificate stand together") {
  const auto read = Read(Table({
      "校准证书,A-1,甲院,,砝码,,1.000,kg,,",
      "校准证书,A-2,甲院,,砝码,,1.000,kg,,",
      "校准证书,Ａ-1,甲院,,砝码,,2.000,kg,,",
      "检定证书,A-1,甲院,,砝码,,2.000,kg,,",
      "检定证书,A-1,乙院,,砝码,,2.000,kg,,",
  }));
  REQUIRE(read.size() == 5);
  CHECK(read[0].problems.empty());
  CHECK(Problems(read[2]) == Told{"3 证书编号"});
  CHECK(read[3].problems.empty());
  CHECK(read[4].problems.empty());
}

TEST_CASE("A file that is no table of certificates is refused whole") {
  CHECK_THAT(StatusOf(ReadTable("")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ReadTable("发证机构\n甲院\n")),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ReadTable("证书编号,\"甲\n")), HasReason("CSV_SYNTAX"));
  CHECK_THAT(StatusOf(ReadTable("证书编号\n\xff\xff\n")),
             HasReason("INVALID_FIELD"));
  const auto columns = ReadTable("证书编号,number,姓名,电话\n");
  CHECK(ViolationsOf(columns.status()).size() == 3);
}

TEST_CASE("A table has its bounds") {
  const std::string file = Table(
      {"校准证书,A-1,甲院,,砝码,,1,kg,,", "校准证书,A-2,甲院,,砝码,,1,kg,,"});
  CHECK(ReadTable(file, 0, {.rows = 2, .certificates = 2}).ok());
  CHECK_THAT(StatusOf(ReadTable(file, 0, {.rows = 1, .certificates = 2})),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(ReadTable(file, 0, {.rows = 2, .certificates = 1})),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Empty rows are none, and rows are counted on from earlier parts") {
  const auto read =
      ReadTable(Table({",,,,,,,,,", "校准证书,A-1,甲院,,砝码,,1,kg,,"}), 100);
  REQUIRE_THAT(StatusOf(read), IsOk());
  REQUIRE(read->size() == 1);
  CHECK((*read)[0].first_row == 102);
}

TEST_CASE("A cell below no name must be empty") {
  const auto read = Read(
      "证书类型,证书编号,发证机构,器具名称,\n"
      "校准证书,A-1,甲院,砝码,张三\n校准证书,A-2,甲院,砝码,\n");
  REQUIRE(read.size() == 2);
  CHECK(Problems(read[0]) == Told{"1 "});
  CHECK(read[1].problems.empty());
}

TEST_CASE("The examples are sound, whole and come back from a table") {
  const std::vector<v1::Certificate> examples = TableExamples();
  REQUIRE(examples.size() == 4);
  for (const TableLanguage language :
       {TableLanguage::kChinese, TableLanguage::kEnglish}) {
    TableWriter writer(language);
    for (const v1::Certificate& example : examples) {
      CHECK_THAT(writer.Add(example), IsOk());
    }
    const auto read = Read(writer.text());
    REQUIRE(read.size() == 4);
    for (size_t i = 0; i < read.size(); ++i) {
      CHECK(read[i].problems.empty());
      CHECK(CanonicalJson(read[i].certificate) == CanonicalJson(examples[i]));
      v1::Certificate found = read[i].certificate;
      AddKindFindings(found);
      INFO(found.ShortDebugString());
      CHECK(found.findings().empty());
    }
  }
}

struct Unsayable {
  const char* field;
  std::function<void(v1::Certificate&)> make;
};

TEST_CASE("What a table cannot say is refused with the field") {
  const auto one = GENERATE(values<Unsayable>({
      {"references[0].uses",
       [](auto& c) { c.mutable_references(0)->set_uses(2); }},
      {"items[0].title.texts",
       [](auto& c) {
         (*c.mutable_items(0)->mutable_title()->mutable_texts())["ug"] = "x";
       }},
      {"environment[0]",
       [](auto& c) { c.mutable_environment(0)->set_quantity("vibration"); }},
      {"conclusion.text",
       [](auto& c) { c.mutable_conclusion()->set_text(" 合格"); }},
      {"failed_items[0].result_ids[1]",
       [](auto& c) {
         v1::FailedItem& item = *c.add_failed_items();
         item.set_title("示值误差");
         *c.add_results() = c.results(0);
         c.mutable_results(1)->set_id("r2");
         item.add_result_ids("r1");
         item.add_result_ids("r2");
       }},
  }));
  v1::Certificate c = testing::ValidVerification();
  one.make(c);
  TableWriter writer(TableLanguage::kChinese);
  const std::string before = writer.text();
  const std::vector<FieldViolation> found = ViolationsOf(writer.Add(c));
  REQUIRE(found.size() == 1);
  INFO(found[0].field);
  CHECK(found[0].field.find(one.field) == 0);
  CHECK(writer.text() == before);
}

// A certificate made by chance of what a table can say.
class Chance {
 public:
  explicit Chance(uint32_t seed) : random_(seed) {}

  v1::Certificate Certificate() {
    v1::Certificate c =
        Pick(2) == 0 ? testing::ValidVerification() : testing::ValidMaterial();
    c.set_number(absl::StrCat("R-", random_()));
    c.mutable_issuer()->set_code(Text());
    c.mutable_customer()->set_address(Text());
    c.set_sampling(Text());
    c.set_deviations(Text());
    if (Pick(2) == 0) c.add_statements("仅对本器具有效；不得部分复制");
    c.set_pages(static_cast<int>(Pick(9)));
    c.mutable_results()->Clear();
    c.mutable_references()->Clear();
    const uint32_t items = 1 + Pick(3);
    c.mutable_items()->Clear();
    for (uint32_t i = 0; i < items; ++i) AddItem(items > 1, i, c);
    for (uint32_t i = Pick(4); i > 0; --i) AddReference(c);
    for (uint32_t i = Pick(6); i > 0; --i) AddResult(c);
    for (v1::Result& result : *c.mutable_results()) {
      if (c.kind() != v1::Certificate::KIND_VERIFICATION || Pick(4) > 0) {
        continue;
      }
      v1::FailedItem& item = *c.add_failed_items();
      item.set_title(Text());
      item.set_found(Text());
      item.add_result_ids(result.id());
    }
    return c;
  }

 private:
  uint32_t Pick(uint32_t count) { return random_() % count; }
  std::string Text() {
    static const char* const kTexts[] = {
        "甲",  "a, b", "\"引号\"", "=SUM(A1)", "'=x", "一\n二",
        "-40", "＋加", "1.0；x",   "@ 例",     "x'y", "（新）"};
    return kTexts[Pick(12)];
  }
  std::string Number() {
    return absl::StrCat(Pick(2) == 0 ? "-" : "", Pick(10), ".", Pick(1000),
                        Pick(2) == 0 ? "E-3" : "");
  }
  void AddItem(bool several, uint32_t index, v1::Certificate& c) {
    v1::Item& item = *c.add_items();
    if (several) item.set_id(absl::StrCat("件", index));
    (*item.mutable_title()->mutable_texts())["zh"] = Text();
    item.set_model(Text());
    item.set_state(Pick(2) == 0 ? "" : "2");
    v1::ItemIdentification& one = *item.add_identifications();
    one.set_issuer(Pick(2) == 0 ? "manufacturer" : "owner");
    one.set_value(Text());
  }
  void AddReference(v1::Certificate& c) {
    v1::ReferenceUse& use = *c.add_references();
    use.set_id(absl::StrCat("标", c.references_size()));
    use.add_certificate_numbers(absl::StrCat("N", random_()));
    use.set_assessment_number(Text());
    use.set_assessment_valid_to("2027-04-30");
    use.set_capability(Text());
  }
  void AddResult(v1::Certificate& c) {
    v1::Result& result = *c.add_results();
    result.set_id(absl::StrCat("点", c.results_size()));
    if (c.items_size() > 1) {
      result.set_item_id(c.items(static_cast<int>(Pick(c.items_size()))).id());
    }
    result.set_value(Number());
    result.set_unit("\\mega\\pascal");
    result.set_error(Number());
    if (Pick(2) == 0) result.mutable_uncertainty()->set_relative(true);
    result.mutable_uncertainty()->set_expanded("0.002");
    result.mutable_uncertainty()->set_coverage_factor("2");
    if (!c.references().empty()) {
      result.add_reference_ids(c.references(0).id());
    }
    if (c.kind() == v1::Certificate::KIND_CRM) {
      result.set_value_status(
          static_cast<v1::Result::ValueStatus>(1 + Pick(3)));
    }
  }

  std::mt19937 random_;
};

TEST_CASE("Certificates by chance come back from a table as they were") {
  for (uint32_t seed = 1; seed <= 200; ++seed) {
    Chance chance(seed);
    const v1::Certificate wanted = chance.Certificate();
    TableWriter writer(TableLanguage::kChinese);
    INFO("seed " << seed << "\n" << wanted.ShortDebugString());
    REQUIRE_THAT(writer.Add(wanted), IsOk());
    const auto read = Read(writer.text());
    REQUIRE(read.size() == 1);
    REQUIRE(CanonicalJson(read[0].certificate) == CanonicalJson(wanted));
    TableWriter again(TableLanguage::kChinese);
    REQUIRE_THAT(again.Add(read[0].certificate), IsOk());
    REQUIRE(again.text() == writer.text());
  }
}

}  // namespace
}  // namespace suyuan::certificates
