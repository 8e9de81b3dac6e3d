#include "services/traceability/messages.h"

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
    {"begin", "开始"},
    {"comparison", "比对"},
    {"competence", "资质"},
    {"dimension", "量纲"},
    {"end", "结束"},
    {"ended_by", "终止原因"},
    {"failed_on", "比对不满意决定日"},
    {"figure", "参考标准指标"},
    {"from", "自"},
    {"institution", "机构"},
    {"issued", "签发"},
    {"issuer", "出证机构"},
    {"kind", "量"},
    {"maximum_permissible_error", "最大允许误差"},
    {"named", "引用的编号"},
    {"of_reference", "参考标准的标准不确定度"},
    {"other", "另一份证书"},
    {"ratio", "比例"},
    {"received", "接收"},
    {"record", "记录"},
    {"reference", "参考"},
    {"reference_dimension", "参考标准量纲"},
    {"reference_finished", "参考标准完成日期"},
    {"references", "参考数量"},
    {"signature", "签名"},
    {"standard", "计量标准"},
    {"standard_uncertainty", "标准不确定度"},
    {"to", "至"},
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
