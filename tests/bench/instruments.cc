#include "tests/bench/instruments.h"

#include <array>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "tests/bench/random.h"

namespace suyuan::bench {
namespace {

using metrology::v1::LocalizedText;
using registry::v1::Identification;
using registry::v1::Institution;
using registry::v1::Instrument;
using registry::v1::Period;
using registry::v1::Standard;

// What an instrument is, its class and the beginning of its models.
struct Sort {
  const char* zh;
  const char* en;
  const char* equipment_class;
  const char* model;
  Instrument::Purpose purpose;
};
constexpr Sort kSorts[] = {
    {"单相智能电能表", "Single-phase energy meter", "energy_meter", "DDZY",
     Instrument::PURPOSE_TRADE},
    {"三相智能电能表", "Three-phase energy meter", "energy_meter", "DTZY",
     Instrument::PURPOSE_TRADE},
    {"膜式燃气表", "Diaphragm gas meter", "gas_meter", "G",
     Instrument::PURPOSE_TRADE},
    {"冷水水表", "Cold water meter", "water_meter", "LXS",
     Instrument::PURPOSE_TRADE},
    {"一般压力表", "Pressure gauge", "pressure_gauge", "Y",
     Instrument::PURPOSE_SAFETY},
    {"电子汽车衡", "Truck scale", "truck_scale", "SCS",
     Instrument::PURPOSE_TRADE},
    {"交流充电桩", "AC charging pile", "ac_charging_pile", "EVSE",
     Instrument::PURPOSE_TRADE},
    {"燃油加油机", "Fuel dispenser", "fuel_dispenser", "CS",
     Instrument::PURPOSE_TRADE},
    {"无创自动测量血压计", "Sphygmomanometer", "sphygmomanometer", "HEM",
     Instrument::PURPOSE_MEDICAL},
    {"可燃气体报警器", "Combustible gas alarm", "gas_alarm", "JT",
     Instrument::PURPOSE_SAFETY},
    {"机动车雷达测速仪", "Radar speed meter", "speed_meter", "LDR",
     Instrument::PURPOSE_SAFETY},
    {"烟尘采样器", "Smoke dust sampler", "dust_sampler", "YQ",
     Instrument::PURPOSE_ENVIRONMENT},
};
constexpr const char* kTowns[] = {"乌鲁木齐", "克拉玛依", "吐鲁番", "哈密",
                                  "昌吉",     "库尔勒",   "阿克苏", "喀什",
                                  "和田",     "伊宁",     "塔城",   "阿勒泰"};
constexpr const char* kDivisions[] = {"650100", "650200", "650400", "650500",
                                      "652300", "652800", "652900", "653100",
                                      "653200", "654000", "654200", "654300"};
constexpr size_t kTownCount = std::size(kTowns);

// Its own numbers for each thing, so that any can be made alone.
Random RandomOf(const RegisterShape& shape, uint64_t sort, int64_t number) {
  return Random(shape.seed * 0x9e3779b97f4a7c15 + sort +
                static_cast<uint64_t>(number) * 1'000'003);
}

void SetTitle(LocalizedText& title, const std::string& zh,
              const std::string& en) {
  (*title.mutable_texts())["zh"] = zh;
  if (!en.empty()) (*title.mutable_texts())["en"] = en;
}

void SetPeriod(Period& period, Random& random) {
  period.set_from(absl::FormatCivilTime(
      absl::CivilDay(2014, 1, 1) +
      static_cast<absl::civil_diff_t>(random.Below(4000))));
}

std::string Manufacturer(Random& random) {
  return absl::StrCat("模拟", kTowns[random.Below(kTownCount)], "仪表",
                      random.Below(40), "厂");
}

}  // namespace

std::string OwnerName(int64_t number) {
  return absl::StrFormat("institutions/o-%06d", number);
}

std::string InstrumentName(int64_t number) {
  return absl::StrFormat("instruments/i-%09d", number);
}

Institution MakeInstitution(const RegisterShape& shape, int64_t number) {
  Random random = RandomOf(shape, 1, number);
  const size_t town = random.Below(kTownCount);
  Institution made;
  made.set_name(OwnerName(number));
  SetTitle(*made.mutable_title(),
           absl::StrCat("模拟", kTowns[town], "第", number, "用户单位"), "");
  made.set_kind(Institution::KIND_ENTERPRISE);
  made.set_division(kDivisions[town]);
  made.set_country("CN");
  return made;
}

Standard MakeStandard(const RegisterShape& shape, int64_t number) {
  Random random = RandomOf(shape, 2, number);
  const Sort& sort = kSorts[random.Below(std::size(kSorts))];
  Standard made;
  made.set_name(absl::StrFormat("standards/s-%06d", number));
  SetTitle(*made.mutable_title(), absl::StrCat(sort.zh, "检定装置"), "");
  made.set_level(Standard::LEVEL_PUBLIC_SUBORDINATE);
  made.set_holder(
      OwnerName(static_cast<int64_t>(random.Below(shape.institutions()))));
  registry::v1::Component& main = *made.add_components();
  main.set_role(registry::v1::Component::ROLE_MAIN);
  SetTitle(*main.mutable_title(), absl::StrCat(sort.zh, "标准器"), "");
  main.set_manufacturer(Manufacturer(random));
  main.set_model(absl::StrCat(sort.model, "-", random.Below(100)));
  Identification& serial = *main.add_identifications();
  serial.set_issuer(Identification::ISSUER_MANUFACTURER);
  serial.set_value(absl::StrFormat("S%08d", random.Below(100'000'000)));
  SetPeriod(*made.mutable_period(), random);
  return made;
}

Instrument MakeInstrument(const RegisterShape& shape, int64_t number) {
  Random random = RandomOf(shape, 3, number);
  // Meters of homes are most of what there is.
  const Sort& sort = kSorts[random.PowerLaw(std::size(kSorts), 0.7)];
  const size_t town = random.PowerLaw(kTownCount, 0.4);
  Instrument made;
  made.set_name(InstrumentName(number));
  SetTitle(*made.mutable_title(), sort.zh, random.Chance(0.2) ? sort.en : "");
  made.set_manufacturer(Manufacturer(random));
  made.set_model(absl::StrCat(sort.model, random.Below(300), "-Z"));
  Identification& serial = *made.add_identifications();
  serial.set_issuer(Identification::ISSUER_MANUFACTURER);
  serial.set_value(absl::StrFormat("20%02d%08d", 14 + random.Below(11),
                                   random.Below(100'000'000)));
  made.set_equipment_class(sort.equipment_class);
  made.set_owner(OwnerName(
      static_cast<int64_t>(random.PowerLaw(shape.institutions(), 0.5))));
  made.set_division(kDivisions[town]);
  made.set_place(absl::StrCat(kTowns[town], "市", random.Below(200), "号"));
  made.set_purpose(sort.purpose);
  SetPeriod(*made.mutable_period(), random);
  return made;
}

}  // namespace suyuan::bench
