#include "services/registry/indicators/definition.h"

#include <utility>

namespace suyuan::registry::indicators {
namespace {

const Text kBodies = {"个", "bodies"};
const Text kItems = {"项", "items"};

// 新政发〔2022〕86号, 专栏1. The plan gives titles and numbers and no formula.
// Where records leave no choice (a designation is in force or not) the formula
// is not marked as inferred.
std::vector<Definition> Definitions20251() {
  return {
      {.indicator = Indicator::kInnovationBases,
       .title = {"国家计量科技创新基地", "National metrology innovation bases"},
       .unit = kBodies,
       .formula = {"在册机构当日有效的“国家计量科技创新基地”称号数，加填报数",
                   "designations as national innovation base in force on the "
                   "day, plus reported counts"},
       .base = 0,
       .target = 1},
      {.indicator = Indicator::kComparisonsLed,
       .title = {"主导国家或西北大区计量比对",
                 "National or multi-region comparisons led"},
       .unit = {"次", "comparisons"},
       .formula = {"主导实验室在本区、截至当日报告已定稿且未取消的国家或大区"
                   "计量比对累计数，加填报数",
                   "national or multi-region comparisons with a pilot in the "
                   "region whose report is final by the day and which were not "
                   "cancelled, cumulative, plus reported counts"},
       .inferred = true,
       .base = 1,
       .target = 3},
      {.indicator = Indicator::kStandardsDeveloped,
       .title = {"研发计量标准装置", "Measurement standards developed"},
       .unit = {"台套", "sets"},
       .formula = {"来源为“本区研发”、截至当日已建立的计量标准累计数，加填报数",
                   "measurement standards developed in the region and founded "
                   "by the day, cumulative, plus reported counts"},
       .inferred = true,
       .base = 6,
       .target = 30},
      {.indicator = Indicator::kResearchProjects,
       .title = {"参与或承担科技部 NQI 重点研发项目",
                 "National key research projects on quality infrastructure"},
       .unit = {"个", "projects"},
       .formula = {"当日有效的填报数，名称相同的项目只计一次",
                   "reported counts in force on the day; projects of one title "
                   "count once"},
       .base = 0,
       .target = 2},
      {.indicator = Indicator::kPublicStandards,
       .title = {"社会公用计量标准", "Public measurement standards"},
       .unit = kItems,
       .formula = {"当日有效、未封存未注销，且社会公用计量标准证书（没有此证书"
                   "记录的，以计量标准考核证书计）在有效期内的社会公用计量标准"
                   "数，加填报数",
                   "public standards in force on the day, neither sealed nor "
                   "cancelled, with a public certificate (where none is on "
                   "record, an assessment) within its validity, plus reported "
                   "counts"},
       .inferred = true,
       .base = 1360,
       .target = 1500},
      {.indicator = Indicator::kIndustryCentres,
       .title = {"建成国家产业计量测试中心",
                 "National industry metrology centres built"},
       .unit = kBodies,
       .formula = {"在册机构当日有效的“国家产业计量测试中心”称号数（自验收之日"
                   "起），加填报数",
                   "designations as national industry metrology centre in "
                   "force on the day, from acceptance on, plus reported "
                   "counts"},
       .base = 0,
       .target = 1},
      {.indicator = Indicator::kRegionalSpecifications,
       .title = {"地方计量技术规范制修订",
                 "Regional metrological specifications issued or revised"},
       .unit = kItems,
       .formula = {"截至当日发布的本区检定规程和计量技术规范累计数，每发布一版"
                   "计一次，加填报数",
                   "editions of regional JJG and JJF published by the day, "
                   "cumulative, each edition once, plus reported counts"},
       .inferred = true,
       .base = 86,
       .target = 150},
      {.indicator = Indicator::kTechnicalCommittees,
       .title = {"自治区级专业计量技术委员会",
                 "Technical committees for metrology of the region"},
       .unit = kBodies,
       .formula = {"在册机构当日有效的“专业计量技术委员会”秘书处称号数，加填报"
                   "数",
                   "designations as secretariat of a technical committee in "
                   "force on the day, plus reported counts"},
       .base = 0,
       .target = 10},
      {.indicator = Indicator::kMandatoryCoverage,
       .title = {"强检项目建标覆盖率",
                 "Coverage of items of mandatory verification"},
       .unit = {"%", "%"},
       .formula = {"100 × 有检定服务的有效社会公用计量标准所覆盖的强检项目数 ÷ "
                   "当日有效强制管理目录中实行强制检定的项目数",
                   "100 × items that a public standard in force with a "
                   "verification service covers ÷ items of the catalogue in "
                   "force on the day that must be verified"},
       .inferred = true,
       .base = 73,
       .target = 90},
  };
}

Plan Plan20251() {
  Plan plan;
  plan.version = "2025-1";
  plan.division = "650000";
  plan.specification_region = "新";
  plan.base_day = absl::CivilDay(2021, 12, 31);
  plan.definitions = Definitions20251();
  for (Definition& definition : plan.definitions) {
    definition.version = plan.version;
    definition.base_day = plan.base_day;
    definition.target_day = absl::CivilDay(2025, 12, 31);
  }
  return plan;
}

// Oldest first.
const std::vector<Plan>& Plans() {
  static const auto* const plans = new std::vector<Plan>{Plan20251()};
  return *plans;
}

}  // namespace

const Plan* FindPlan(absl::string_view version) {
  if (version.empty()) return &Plans().back();
  for (const Plan& plan : Plans()) {
    if (plan.version == version) return &plan;
  }
  return nullptr;
}

}  // namespace suyuan::registry::indicators
