#include "services/traceability/convert/messages.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace suyuan::traceability {
namespace {

struct InputName {
  absl::string_view key;
  absl::string_view zh;
};

constexpr InputName kInputs[] = {
    {"allowed_ratio", "允许比例"},
    {"batch", "批次"},
    {"begin", "开始"},
    {"budget", "预算复算值"},
    {"comparison", "比对"},
    {"competence", "资质"},
    {"digit", "末位"},
    {"dimension", "量纲"},
    {"end", "结束"},
    {"ended_by", "终止原因"},
    {"failed_on", "比对不满意决定日"},
    {"figure", "参考标准指标"},
    {"from", "自"},
    {"gap_from", "中断自"},
    {"gap_to", "中断至"},
    {"institution", "机构"},
    {"issued", "签发"},
    {"issuer", "出证机构"},
    {"kind", "量"},
    {"least", "最低"},
    {"lower_limit", "下限"},
    {"material", "标准物质"},
    {"maximum_gap", "最长间隔"},
    {"maximum_permissible_error", "最大允许误差"},
    {"named", "引用的编号"},
    {"most", "最高"},
    {"newer", "更新的证书"},
    {"newer_finished", "更新证书完成日期"},
    {"number", "编号"},
    {"of_reference", "参考标准的标准不确定度"},
    {"other", "另一份证书"},
    {"place", "地点"},
    {"ratio", "比例"},
    {"received", "接收"},
    {"record", "记录"},
    {"reason", "原因"},
    {"reference", "参考"},
    {"reference_dimension", "参考标准量纲"},
    {"reference_tier", "参考标准层级"},
    {"reference_finished", "参考标准完成日期"},
    {"references", "参考数量"},
    {"repeatability", "重复性试验"},
    {"rule", "规则"},
    {"scheme", "检定系统表"},
    {"registration", "注册编号"},
    {"signature", "签名"},
    {"site", "场所"},
    {"smallest_uncertainty", "最小标准不确定度"},
    {"specification", "技术规范"},
    {"stability", "稳定性考核"},
    {"standard", "计量标准"},
    {"standard_uncertainty", "标准不确定度"},
    {"stated", "给出值"},
    {"tier", "层级"},
    {"to", "至"},
    {"upper_limit", "上限"},
    {"used_from", "使用自"},
    {"used_to", "使用至"},
    {"valid_from", "有效自"},
    {"valid_to", "有效期至"},
    {"value", "值"},
    {"within", "范围"},
};

std::string NameZh(absl::string_view key) {
  const auto* found =
      std::find_if(std::begin(kInputs), std::end(kInputs),
                   [key](const InputName& n) { return n.key == key; });
  return std::string(found == std::end(kInputs) ? key : found->zh);
}

std::string NameEn(absl::string_view key) {
  return absl::StrReplaceAll(key, {{"_", " "}});
}

template <typename Name>
std::string Inputs(const Finding& finding, absl::string_view separator,
                   Name name) {
  std::string out;
  for (const auto& [key, value] : finding.inputs) {
    if (value.empty()) continue;
    absl::StrAppend(&out, out.empty() ? "" : separator, name(key), " ", value);
  }
  return out;
}

}  // namespace

std::string MessageZh(const Finding& finding) {
  absl::string_view outcome;
  switch (finding.outcome) {
    case Outcome::kHeld:
      outcome = "满足";
      break;
    case Outcome::kBroken:
      outcome = "不满足";
      break;
    case Outcome::kUnknown:
      outcome = "无法判断";
      break;
    case Outcome::kNotApplicable:
      outcome = "不适用";
      break;
  }
  const std::string inputs = Inputs(finding, "，", NameZh);
  return absl::StrCat(outcome, "：", TextOf(finding.rule).title_zh,
                      inputs.empty() ? "" : absl::StrCat("（", inputs, "）"));
}

std::string MessageEn(const Finding& finding) {
  absl::string_view outcome;
  switch (finding.outcome) {
    case Outcome::kHeld:
      outcome = "held";
      break;
    case Outcome::kBroken:
      outcome = "broken";
      break;
    case Outcome::kUnknown:
      outcome = "not known";
      break;
    case Outcome::kNotApplicable:
      outcome = "not applicable";
      break;
  }
  const std::string inputs = Inputs(finding, ", ", NameEn);
  return absl::StrCat(outcome, ": ", TextOf(finding.rule).title_en,
                      inputs.empty() ? "" : absl::StrCat(" (", inputs, ")"));
}

}  // namespace suyuan::traceability
