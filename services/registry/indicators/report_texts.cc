#include "services/registry/indicators/report_texts.h"

#include "absl/strings/str_format.h"
#include "services/registry/indicators/division.h"

namespace suyuan::registry::indicators {
namespace {

constexpr ReportTexts kChinese = {
    .language = "zh-Hans",
    .plan = "计量发展主要指标（专栏1）",
    .as_of = "截止日",
    .known_at = "数据时点",
    .evaluator = "评估单位",
    .supersedes = "替代报告",
    .number = "序号",
    .indicator = "主要指标",
    .unit = "单位",
    .base = "基期值",
    .value = "现值",
    .target = "目标值",
    .progress = "进度",
    .time_share = "时间进度",
    .status_ratio = "进度比",
    .light = "状态",
    .version = "公式版本",
    .formula = "计算公式",
    .inferred = "公式为推定：规划未定义算法",
    .division = "行政区划",
    .whole_region = "全区",
    .own_of_region = "自治区本级",
    .not_placed = "未归属地州",
    .notes = "说明",
    .records = "计入记录数",
    .findings = "发现的问题",
    .measures = "措施",
    .evidence = "证据",
    .root = "证据 Merkle 根（RFC 6962，SHA-256）",
    .expected = "各项指标均为预期性指标。",
    .not_decided = "—",
    .sample = "模拟数据",
};

constexpr ReportTexts kEnglish = {
    .language = "en",
    .plan = "Main indicators of metrology (box 1 of the plan)",
    .as_of = "As of",
    .known_at = "As known at",
    .evaluator = "Evaluator",
    .supersedes = "Supersedes",
    .number = "No.",
    .indicator = "Indicator",
    .unit = "Unit",
    .base = "Base",
    .value = "Value",
    .target = "Target",
    .progress = "Progress",
    .time_share = "Time share",
    .status_ratio = "Status ratio",
    .light = "Status",
    .version = "Formula version",
    .formula = "Formula",
    .inferred = "Inferred formula: the plan defines none",
    .division = "Division",
    .whole_region = "Region",
    .own_of_region = "The region's own",
    .not_placed = "Without a prefecture",
    .notes = "Notes",
    .records = "Records counted",
    .findings = "Findings",
    .measures = "Measures",
    .evidence = "Evidence",
    .root = "Merkle root of the evidence (RFC 6962, SHA-256)",
    .expected = "All indicators are expected values, not binding ones.",
    .not_decided = "—",
    .sample = "模拟数据 SAMPLE DATA",
};

absl::string_view Pick(Language language, absl::string_view zh,
                       absl::string_view en) {
  return language == Language::kChinese ? zh : en;
}

}  // namespace

const ReportTexts& TextsIn(Language language) {
  return language == Language::kChinese ? kChinese : kEnglish;
}

absl::string_view KindText(Report::Kind kind, Language language) {
  switch (kind) {
    case Report::Kind::kQuarterly:
      return Pick(language, "季度报告", "Quarterly report");
    case Report::Kind::kMidTerm:
      return Pick(language, "中期评估报告", "Mid-term assessment");
    case Report::Kind::kFinal:
      return Pick(language, "总结评估报告", "Final assessment");
    case Report::Kind::kUnspecified:
      break;
  }
  return Pick(language, "评估报告", "Assessment");
}

absl::string_view LightText(Light light, Language language) {
  switch (light) {
    case Light::kGreen:
      return Pick(language, "符合时间进度", "on schedule");
    case Light::kAmber:
      return Pick(language, "略有滞后", "somewhat behind");
    case Light::kRed:
      return Pick(language, "滞后", "behind");
    case Light::kMet:
      return Pick(language, "已完成", "met");
    case Light::kNotMet:
      return Pick(language, "未完成", "not met");
    case Light::kUndecided:
      break;
  }
  return Pick(language, "无法判定", "undecided");
}

const std::string& In(Language language, const Text& text) {
  const std::string& first = language == Language::kChinese ? text.zh : text.en;
  const std::string& other = language == Language::kChinese ? text.en : text.zh;
  return first.empty() ? other : first;
}

std::string PartText(const Part& part, Language language,
                     DivisionTitle title_of) {
  const ReportTexts& texts = TextsIn(language);
  if (part.division.empty()) return std::string(texts.not_placed);
  if (TierOf(part.division) == Tier::kRegion) {
    return std::string(texts.own_of_region);
  }
  return title_of(part.division);
}

std::string PercentText(std::optional<double> share, Language language) {
  if (!share.has_value()) return std::string(TextsIn(language).not_decided);
  return absl::StrFormat("%.2f %%", 100 * *share);
}

}  // namespace suyuan::registry::indicators
