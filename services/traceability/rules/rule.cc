#include "services/traceability/rules/rule.h"

#include <algorithm>

namespace suyuan::traceability {
namespace {

constexpr RuleText kTexts[] = {
    {Rule::kV01, "V01_NO_PARENT", "VIM 2.42", "每个结果都有上一级参考",
     "every result rests on a reference", true},
    {Rule::kV02, "V02_CYCLE", "VIM 2.40", "溯源链不成环",
     "the chain does not close on itself", true},
    {Rule::kV03, "V03_REF_CERT_MISSING", "VIM 2.41; JJF 1033 4.2",
     "参考标准在使用前已有证书",
     "the reference had a certificate when it was used", true},
    {Rule::kV04, "V04_REF_EXPIRED_AT_USE", "计量法实施细则 22",
     "参考标准使用时在有效期内", "the reference was in date when it was used",
     true},
    {Rule::kV05, "V05_REF_NOT_TRACEABLE", "VIM 2.41", "参考标准自身可溯源",
     "the reference was itself traceable", true},
    {Rule::kV06, "V06_ISSUER_NOT_COMPETENT", "计量法 20; ISO/IEC 17025 6.5",
     "出证机构当时具备资质", "the issuer was competent on those days", true},
    {Rule::kV07, "V07_SCOPE_QUANTITY", "计量法实施细则 30; ILAC-P14",
     "资质范围覆盖该量", "the issuer's scope covers the quantity", true},
    {Rule::kV08, "V08_SCOPE_RANGE", "ILAC-P14; JJF 1033 4.2",
     "测量点在资质范围和参考标准的校准范围内",
     "the point lies in the scope and in the calibrated range", true},
    {Rule::kV09, "V09_SCOPE_UNCERTAINTY", "ILAC-P14 5.4", "不确定度不小于 CMC",
     "the uncertainty is not below the CMC", true},
    {Rule::kV10, "V10_SCOPE_SITE", "ISO/IEC 17025 6.3", "地点在授权范围内",
     "the place is an authorised one", true},
    {Rule::kV11, "V11_QUANTITY_KIND", "VIM 1.2", "量的种类相容",
     "the kinds of quantity fit", true},
    {Rule::kV12, "V12_DIMENSION", "VIM 1.7", "量纲一致", "the dimensions agree",
     true},
    {Rule::kV13, "V13_UNC_PRESENT", "VIM 2.41; ISO/IEC 17025 7.8.4.1",
     "给出不确定度和包含因子", "uncertainty and coverage factor are stated",
     true},
    {Rule::kV14, "V14_UNC_MONOTONIC", "VIM 2.40 note 1",
     "不确定度不小于参考标准的不确定度",
     "the uncertainty is not below that of the reference", true},
    {Rule::kV15, "V15_UNC_RECOMPUTE", "GUM 5.1.2", "不确定度预算可复算",
     "the budget gives the stated uncertainty", true},
    {Rule::kV16, "V16_RATIO", "JJF 1094; the specification cited",
     "量传比满足规程要求", "the reference is good enough for the limit", true},
    {Rule::kV17, "V17_SPEC_IN_FORCE", "计量法 10", "所依据的规程版本有效",
     "the edition followed was in force", true},
    {Rule::kV18, "V18_SPEC_APPLIES", "计量法 10", "所依据的规程适用",
     "the specification applies", true},
    {Rule::kV19, "V19_PERSON_COMPETENT", "计量法 20", "人员具备资格",
     "the persons were competent", true},
    {Rule::kV20, "V20_ENVIRONMENT", "ISO/IEC 17025 6.3", "环境条件符合要求",
     "the environment was within limits", true},
    {Rule::kV21, "V21_DATES_ORDER", "ISO/IEC 17025 7.8.2.1", "日期先后合理",
     "the dates are in order", true},
    {Rule::kV22, "V22_CERT_UNIQUE", "ISO/IEC 17025 7.8.2.1 d", "证书编号唯一",
     "the number is unique for the issuer", true},
    {Rule::kV23, "V23_CERT_INTEGRITY", "电子签名法 13", "证书完整、签名有效",
     "the document is intact and its signature valid", true},
    {Rule::kV24, "V24_STANDARD_STATUS", "计量法 6-9; JJF 1033",
     "所用计量标准考核有效且未封存、注销",
     "the standard used was assessed and in use", true},
    {Rule::kV25, "V25_STABILITY", "JJF 1033 4.2", "稳定性和重复性考核合格",
     "stability and repeatability are on record", true},
    {Rule::kV26, "V26_CRM_BATCH", "标准物质管理办法", "标准物质批次有效",
     "the batch of the reference material is valid", true},
    {Rule::kV27, "V27_TERMINAL_OK", "VIM 2.41; 计量法实施细则 28",
     "溯源链终点被认可", "the chain ends where it may", true},
    {Rule::kV28, "V28_HIERARCHY_SKIP", "计量法 10", "上一级等级符合检定系统表",
     "the level above is allowed by the scheme", true},
    {Rule::kV29, "V29_CALIB_ON_MANDATORY", "计量法 9", "强检器具有检定证书",
     "mandatory use is supported by a verification", true},
    {Rule::kV30, "V30_RESULT_FAILED", "强制检定管理办法 9", "支撑的结果合格",
     "the supporting result did not fail", true},
    {Rule::kStaleReference, "STALE_REF_CERT", "VIM 2.41", "引用的是最新证书",
     "the newest certificate was cited", true},
    {Rule::kLateReference, "REF_CERT_LATE", "VIM 2.41",
     "引用的证书在使用前已签发", "the cited certificate was issued before use",
     true},
    {Rule::kComparisonFailed, "COMPARISON_FAILED", "计量比对管理办法",
     "计量标准未因比对不满意而存疑",
     "no failed comparison puts the standard in doubt", true},
    {Rule::kLinkGap, "LINK_GAP", "VIM 2.41", "远程溯源链路在使用时未中断",
     "the remote link was up without a gap when it was used", true},
    {Rule::kRuleConflict, "RULE_CONFLICT", "—", "规则之间不矛盾",
     "no two rules contradict", true},
    {Rule::kItemIdentityMismatch, "ITEM_IDENTITY_MISMATCH",
     "ISO/IEC 17025 7.8.2.1 g", "引用的器具编号与证书一致",
     "the numbers of the artefact agree on both papers", true},
    {Rule::kReferenceReplaced, "REF_CERT_REPLACED", "ISO/IEC 17025 7.8.8",
     "引用的证书未被替换", "the cited certificate was not replaced", true},
    {Rule::kNoCertificate, "NO_CERTIFICATE", "VIM 2.41", "有证书可查",
     "a certificate is held", true},
    {Rule::kAmbiguousTarget, "AMBIGUOUS_TARGET", "ISO/IEC 17025 7.8.2.1 d",
     "编号只对应一份证书", "the number leads to one certificate", true},
};
static_assert(sizeof(kTexts) / sizeof(kTexts[0]) == kRules);

}  // namespace

const RuleText& TextOf(Rule rule) { return kTexts[static_cast<int>(rule)]; }

absl::Span<const RuleText> AllRules() { return kTexts; }

Verdict VerdictOf(const Finding& finding) {
  if (finding.outcome == Outcome::kHeld ||
      finding.outcome == Outcome::kNotApplicable ||
      finding.severity == Severity::kMinor) {
    return Verdict::kTraceable;
  }
  if (finding.severity == Severity::kMajor) return Verdict::kWithReservations;
  return finding.outcome == Outcome::kBroken ? Verdict::kNotTraceable
                                             : Verdict::kIndeterminate;
}

Verdict Worst(absl::Span<const Finding> findings) {
  Verdict worst = Verdict::kTraceable;
  for (const Finding& f : findings) worst = std::max(worst, VerdictOf(f));
  return worst;
}

}  // namespace suyuan::traceability
