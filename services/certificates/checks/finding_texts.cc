#include <algorithm>

#include "services/certificates/checks/finding.h"

namespace suyuan::certificates::checks {

const std::vector<FindingText>& AllFindingTexts() {
  static const auto* const texts = new std::vector<FindingText>{
      {"V22", "同一机构的同一证书编号下存在内容不同、未以替换关系关联的文件",
       "documents that no replacement links share the number of one issuer"},
      {"V23", "证书的电子签名不成立",
       "a signature of the certificate does not hold"},
      {"SIGNER_MISMATCH", "签名有效，但签名人不是签发机构",
       "the signatures hold, and none of them is the issuer's"},
      {"NOT_ISSUED", "签发机构自己的登记中没有这份证书",
       "the issuer's own register does not have the certificate"},
      {"V21", "证书日期的先后顺序不可能成立",
       "the days of the certificate cannot have followed each other so"},
      {"EVIDENCE_LATE", "证书签发很久以后才上传",
       "certificates were uploaded long after their issue"},
      {"A_UNIFORM_U", "不同型号、不同分辨力的器具给出完全相同的不确定度",
       "instruments of several models and resolutions have one uncertainty"},
      {"A_DECADE", "数值与历史或与自身相差约一千倍，疑似单位错误",
       "a value is off by a factor of a thousand: perhaps a unit slipped"},
      {"A_EDGE_DATE",
       "工作日期恰在所用标准有效期的最后几天，而证书很久以后才上传",
       "the work falls on the last valid days of a reference, and the "
       "certificate was uploaded much later"},
      {"REF_ELSEWHERE", "所用标准在该日期内位于别处",
       "the reference was elsewhere on those days"},
      {"A_VOLUME", "同一人员一天内的工作量超过可能的时间",
       "one person signed for more work than a day has time for"},
      {"A_COPY", "不同出厂编号的器具具有相同的测得值序列",
       "instruments with different serial numbers have the same readings"},
      {"A_SYNTHETIC", "读数缺少真实测量应有的分散性",
       "the readings lack the scatter that measurements have"},
      {"A_LIMIT_PILE", "合格率或误差分布在最大允许误差处异常",
       "passes or errors are distributed oddly at the permissible limit"},
      {"REPASS", "不合格之后未见修理或调整记录即判为合格",
       "a pass follows a fail without any repair or adjustment on record"},
      {"PERIOD_TOO_LONG", "有效期长于检定规程允许的检定周期",
       "the validity is longer than the period that the regulation allows"},
      {"SYMBOL_MISUSE", "同一认可编号出现在不同机构的证书上",
       "one accreditation number stands on certificates of different bodies"},
      {"RELABEL", "证书未列出所用标准，而器具当时在另一机构",
       "a certificate names no reference while the item was at another body"},
      {"PLACE_CONFLICT", "同一器具在同一时间位于两处",
       "one item was at two places at the same time"},
      {"A_ENV_CONST", "许多天的环境条件完全相同",
       "the conditions were exactly the same on many days"},
      {"A_HIDDEN_ADJ", "数值出现超出漂移的跳变，而无调整前数据",
       "a value left its drift with a step, and there are no data from before "
       "an adjustment"},
      {"REPLAY", "旧的证书内容被当作新的证书提交",
       "an old certificate is presented as a new one"},
  };
  return *texts;
}

const FindingText* TextOf(absl::string_view code) {
  const std::vector<FindingText>& all = AllFindingTexts();
  const auto found =
      std::find_if(all.begin(), all.end(),
                   [code](const FindingText& t) { return t.code == code; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace suyuan::certificates::checks
