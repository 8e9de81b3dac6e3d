#include "services/registry/duplicates/double_registration.h"

#include <optional>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {
namespace {

using Names = std::vector<std::string>;
using Shared = SharedIdentity;

// A pressure gauge; a test changes what it is about.
IdentityFeatures AnyGauge(absl::string_view name) {
  IdentityFeatures gauge;
  gauge.name = absl::StrCat("instruments/", name);
  gauge.titles = {"精密压力表"};
  gauge.owner = "institutions/kashi";
  gauge.manufacturer = "西安仪表厂有限公司";
  gauge.model = "YB-150";
  gauge.serials = {"20-10458"};
  return gauge;
}

std::vector<DoubleRegistration> Leads(
    const std::vector<IdentityFeatures>& records,
    RecordKind kind = RecordKind::kInstrument) {
  return FindDoubleRegistrations(kind, records);
}

TEST_CASE("The same manufacturer, model and serial number are one instrument") {
  auto b = AnyGauge("b");
  b.owner = "institutions/hotan";
  b.titles = {"压力表"};
  const auto leads = Leads({b, AnyGauge("a")});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].names == Names{"instruments/a", "instruments/b"});
  CHECK(leads[0].reason == Shared::kManufacturerModelSerial);
  CHECK(leads[0].shared == "西安仪表厂 · YB-150 · 20-10458");
  CHECK(leads[0].strength == 1);
}

TEST_CASE("How it was typed makes no difference") {
  auto b = AnyGauge("b");
  b.manufacturer = "西安仪表厂";
  b.model = "ｙｂ—150";
  b.serials = {"20 - 10458"};
  CHECK(Leads({AnyGauge("a"), b})[0].strength == 1);
}

TEST_CASE("Another serial number is another instrument") {
  auto b = AnyGauge("b");
  b.serials = {"20-10459"};
  CHECK(Leads({AnyGauge("a"), b}).empty());
  CHECK(Leads({AnyGauge("a")}).empty());
  CHECK(Leads({}).empty());
}

TEST_CASE("Another manufacturer gives the same serial number, too") {
  auto b = AnyGauge("b");
  b.manufacturer = "北京布莱迪";
  CHECK(Leads({AnyGauge("a"), b}).empty());
}

TEST_CASE("A serial number under another model was used twice") {
  auto b = AnyGauge("b");
  b.model = "YB-200";
  const auto leads = Leads({AnyGauge("a"), b});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kManufacturerSerial);
  CHECK(leads[0].strength == 0.8);
}

TEST_CASE("Where a manufacturer is missing the model speaks, weakly") {
  auto b = AnyGauge("b");
  b.manufacturer = "";
  const auto leads = Leads({AnyGauge("a"), b});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kModelSerial);
  b.model = "";
  const auto by_owner = Leads({AnyGauge("a"), b});
  REQUIRE(by_owner.size() == 1);
  CHECK(by_owner[0].reason == Shared::kOwnerTitleSerial);
  CHECK(by_owner[0].strength < leads[0].strength);
  b.owner = "institutions/hotan";
  CHECK(Leads({AnyGauge("a"), b}).empty());
}

TEST_CASE("A serial number that reads alike is worth a look") {
  auto b = AnyGauge("b");
  b.serials = {"No. 2O-1O45B"};
  const auto leads = Leads({AnyGauge("a"), b});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kSimilarSerial);
  b.model = "YB-200";
  CHECK(Leads({AnyGauge("a"), b}).empty());
}

TEST_CASE("An owner gives an asset number once") {
  auto a = AnyGauge("a");
  auto b = AnyGauge("b");
  a.serials.clear();
  b.serials.clear();
  a.owner_numbers = {"ZC-0007"};
  b.owner_numbers = {"zc-0007"};
  const auto leads = Leads({a, b});
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kOwnerNumber);
  b.owner = "institutions/hotan";
  CHECK(Leads({a, b}).empty());
}

TEST_CASE("What only fills a field is no number") {
  for (const char* filler : {"", "无", "/", "N/A", "—", "0000", "不详"}) {
    CAPTURE(filler);
    auto a = AnyGauge("a");
    auto b = AnyGauge("b");
    a.serials = {filler};
    b.serials = {filler};
    CHECK(Leads({a, b}).empty());
  }
}

TEST_CASE("An instrument that went to another owner is recorded anew") {
  auto a = AnyGauge("a");
  auto b = AnyGauge("b");
  a.period.to = absl::CivilDay(2024, 6, 30);
  b.period.from = absl::CivilDay(2024, 7, 1);
  CHECK(Leads({a, b}).empty());
  CHECK(Leads({b, a}).empty());
  b.period.from = absl::CivilDay(2024, 6, 30);
  CHECK(Leads({a, b}).size() == 1);
  // Only those that meet another in time are named.
  auto c = AnyGauge("c");
  c.period.from = absl::CivilDay(2025, 1, 1);
  b.period.to = absl::CivilDay(2024, 12, 31);
  CHECK(Leads({a, b, c})[0].names == Names{"instruments/a", "instruments/b"});
}

TEST_CASE("Of several leads on the same records the strongest stays") {
  auto c = AnyGauge("c");
  c.model = "YB-200";
  const auto leads = Leads({AnyGauge("a"), AnyGauge("b"), c});
  REQUIRE(leads.size() == 2);
  CHECK(leads[0].strength == 1);
  CHECK(leads[0].names == Names{"instruments/a", "instruments/b"});
  CHECK(leads[1].strength == 0.8);
  CHECK(leads[1].names.size() == 3);
}

TEST_CASE("A value that more than a hundred share tells nothing apart") {
  std::vector<IdentityFeatures> records;
  for (size_t i = 0; i < kMostSharing; ++i) {
    records.push_back(AnyGauge(absl::StrCat("g", i)));
  }
  REQUIRE(Leads(records).size() == 1);
  CHECK(Leads(records)[0].names.size() == kMostSharing);
  records.push_back(AnyGauge("one-more"));
  CHECK(Leads(records).empty());
}

TEST_CASE("A standard meets another of its holder") {
  IdentityFeatures a;
  a.name = "standards/a";
  a.owner = "institutions/kashi";
  a.titles = {"E2 等级砝码标准装置"};
  a.code = "12114700";
  a.numbers = {"〔2022〕新量标法证字第 0012 号"};
  IdentityFeatures b = a;
  b.name = "standards/b";
  const auto leads = Leads({a, b}, RecordKind::kStandard);
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kCertificateNumber);
  b.numbers = {"[2022]新量标法证字第0013号"};
  CHECK(Leads({a, b}, RecordKind::kStandard)[0].reason == Shared::kHolderTitle);
  b.titles = {"F1 等级砝码标准装置"};
  CHECK(Leads({a, b}, RecordKind::kStandard)[0].reason == Shared::kHolderCode);
  b.owner = "institutions/hotan";
  CHECK(Leads({a, b}, RecordKind::kStandard).empty());
}

TEST_CASE("An institution has one credit code and one name") {
  IdentityFeatures a;
  a.name = "institutions/a";
  a.titles = {"喀什地区计量检定所", "Kashi Institute of Metrology"};
  a.numbers = {"91350100M000100Y43"};
  IdentityFeatures b = a;
  b.name = "institutions/b";
  CHECK(Leads({a, b}, RecordKind::kInstitution)[0].reason == Shared::kUscc);
  b.numbers.clear();
  b.titles = {"KASHI  institute of metrology"};
  const auto leads = Leads({a, b}, RecordKind::kInstitution);
  REQUIRE(leads.size() == 1);
  CHECK(leads[0].reason == Shared::kTitle);
  CHECK(leads[0].shared == "kashi institute of metrology");
}

TEST_CASE("A batch of a reference material is recorded once") {
  IdentityFeatures a;
  a.name = "referenceMaterials/a";
  a.numbers = {"GBW（E）130113"};
  a.batch = "2301";
  IdentityFeatures b = a;
  b.name = "referenceMaterials/b";
  b.numbers = {"gbw(e) 130113"};
  CHECK(Leads({a, b}, RecordKind::kReferenceMaterial).size() == 1);
  b.batch = "2302";
  CHECK(Leads({a, b}, RecordKind::kReferenceMaterial).empty());
  a.batch = b.batch = "";
  CHECK(Leads({a, b}, RecordKind::kReferenceMaterial).empty());
}

TEST_CASE("Editions and competences are not compared") {
  CHECK(Leads({AnyGauge("a"), AnyGauge("b")}, RecordKind::kSpecification)
            .empty());
  CHECK(Leads({AnyGauge("a"), AnyGauge("b")}, RecordKind::kCompetence).empty());
}

TEST_CASE("A manufacturer's legal form is no part of its name") {
  CHECK(FoldManufacturer("ACME Instruments Co., Ltd.") == "acmeinstruments");
  CHECK(FoldManufacturer("Acme Instruments GmbH & Co. KG") ==
        "acmeinstruments");
  CHECK(FoldManufacturer("太原仪表股份有限公司") == "太原仪表");
  CHECK(FoldManufacturer("太原仪表 有限责任公司") == "太原仪表");
  CHECK(FoldManufacturer("有限公司") == "有限公司");
  CHECK(FoldManufacturer("Company") == "company");
  CHECK(FoldManufacturer("不详") == "");
  CHECK(FoldManufacturer("N/A") == "");
  CHECK(FoldManufacturer("") == "");
}

TEST_CASE("A serial number folds what the eye takes for the same") {
  CHECK(FoldSerial("20-10458") == "2010458");
  CHECK(FoldSerial("No. 2O-1O45B") == "2010458");
  CHECK(FoldSerial("SN:00Il7") == "117");
  CHECK(FoldSerial("编号 0007") == "7");
  CHECK(FoldSerial("No") == "N0");
  CHECK(FoldSerial("000") == "");
  CHECK(FoldSerial("A7") != FoldSerial("A8"));
}

}  // namespace
}  // namespace suyuan::registry
