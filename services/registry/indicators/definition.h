#ifndef SERVICES_REGISTRY_INDICATORS_DEFINITION_H_
#define SERVICES_REGISTRY_INDICATORS_DEFINITION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace suyuan::registry::indicators {

// 专栏1 of the plan, in its order; the numbers are those of the contract.
enum class Indicator {
  kInnovationBases = 1,     // 国家计量科技创新基地
  kComparisonsLed = 2,      // 主导国家或西北大区计量比对
  kStandardsDeveloped = 3,  // 研发计量标准装置
  kResearchProjects = 4,    // 参与或承担科技部 NQI 重点研发项目
  kPublicStandards = 5,     // 社会公用计量标准
  kIndustryCentres = 6,     // 建成国家产业计量测试中心
  kRegionalSpecifications = 7,  // 地方计量技术规范制修订
  kTechnicalCommittees = 8,     // 自治区级专业计量技术委员会
  kMandatoryCoverage = 9,       // 强检项目建标覆盖率
};

// One text in the languages of the users.
struct Text {
  std::string zh;
  std::string en;

  friend bool operator==(const Text&, const Text&) = default;
};

// How an indicator is counted, and between which numbers it is to move.
struct Definition {
  Indicator indicator = Indicator::kInnovationBases;
  std::string version;
  Text title;
  Text unit;
  Text formula;
  // Whether the plan leaves the formula open and this one is ours.
  bool inferred = false;
  // Whole numbers, in the unit; the target is the greater one.
  int64_t base = 0;
  int64_t target = 0;
  // The last days of the base year and of the target year.
  absl::CivilDay base_day;
  absl::CivilDay target_day;

  friend bool operator==(const Definition&, const Definition&) = default;
};

// The nine, for one region. A version never changes: another formula or another
// target is another version, and reports keep the one they were made with.
struct Plan {
  std::string version;
  std::string division;              // GB/T 2260 of the region
  std::string specification_region;  // as regional editions print it
  absl::CivilDay base_day;
  std::vector<Definition> definitions;  // in the order of the plan
};

// By version; null where there is none. "" gives the newest. Never destroyed.
const Plan* FindPlan(absl::string_view version);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_DEFINITION_H_
