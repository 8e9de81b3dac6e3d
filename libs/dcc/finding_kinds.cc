#include "libs/dcc/finding_kinds.h"

#include <cstring>

#include "libs/base/check.h"

namespace suyuan::dcc {
namespace {

constexpr Severity kInfo = Severity::kInfo;
constexpr Severity kWarning = Severity::kWarning;
constexpr Severity kDefect = Severity::kDefect;

constexpr FindingKind kKinds[] = {
    {"DCC_ATTACHMENT_NOT_BASE64", kDefect, "the file $0 is not base64",
     "附件 $0 不是 base64 编码"},
    {"DCC_ATTACHMENT_TINY", kInfo,
     "the file $0 has only $1 bytes and looks like a dummy",
     "附件 $0 只有 $1 字节，疑为占位文件"},
    {"DCC_BOOLEAN_INVALID", kDefect, "$0 is \"$1\"; wanted true or false",
     "$0 为“$1”，应为 true 或 false"},
    {"DCC_CODE_INVALID", kDefect, "$0 is \"$1\"; wanted two letters of ISO $2",
     "$0 为“$1”，应为 ISO $2 的两位字母代码"},
    {"DCC_CONDITIONS_NONE", kInfo, "no influence conditions are given",
     "未给出影响条件（环境条件）"},
    {"DCC_CONFORMITY_UNKNOWN", kDefect,
     "conformity is \"$0\"; wanted pass, fail, conditionalPass, "
     "conditionalFail, noPass or noFail",
     "符合性结论为“$0”，应为 pass、fail、conditionalPass、conditionalFail、"
     "noPass 或 noFail"},
    {"DCC_COVERAGE_FACTOR_INVALID", kDefect,
     "coverage factor \"$0\"; wanted a decimal of at least 1 without exponent",
     "包含因子“$0”无效，应为不小于 1 且不带指数的十进制数"},
    {"DCC_DATES_REVERSED", kDefect,
     "the work begins on $0, after its end on $1",
     "校准开始日期 $0 晚于结束日期 $1"},
    {"DCC_DATE_NOT_ISO", kDefect, "$0 is \"$1\"; wanted YYYY-MM-DD",
     "$0 为“$1”，应为 YYYY-MM-DD"},
    {"DCC_ELEMENT_MISSING", kDefect, "element $0 is missing", "缺少元素 $0"},
    {"DCC_ELEMENT_UNKNOWN", kWarning,
     "element $0 is in no published version of the schema; it was not read",
     "元素 $0 不属于任何已发布的模式版本，未读取"},
    {"DCC_EQUIPMENT_NONE", kWarning,
     "no measuring equipment is listed: no reference to a standard can exist",
     "未列出测量设备，无法形成溯源关系"},
    {"DCC_EQUIPMENT_WITHOUT_CERTIFICATE", kWarning,
     "measuring equipment \"$0\" has no certificate link",
     "测量设备“$0”没有证书链接"},
    {"DCC_FINDINGS_TRUNCATED", kWarning,
     "more than $0 different findings; the rest is not listed",
     "不同的发现超过 $0 项，其余未列出"},
    {"DCC_HYBRID_DISAGREES", kDefect,
     "the same quantity is $0 $1 and $2, which are not equal",
     "同一量的两种表示 $0 $1 与 $2 不相等"},
    {"DCC_HYBRID_WITHOUT_SI", kWarning,
     "no representation of the hybrid quantity has a valid D-SI unit",
     "混合表示的量没有任何一种采用有效的 D-SI 单位"},
    {"DCC_IDENTIFIER_DECORATED", kWarning,
     "the unique identifier \"$0\" holds words besides the number",
     "唯一标识“$0”除编号外还含有文字"},
    {"DCC_IDENTIFIER_EMPTY", kDefect, "the unique identifier is empty",
     "唯一标识为空"},
    {"DCC_IDENTIFIER_PLACEHOLDER", kWarning, "$0 \"$1\" is a placeholder",
     "$0“$1”是占位符"},
    {"DCC_ID_REPEATED", kDefect, "id \"$0\" is used more than once",
     "id“$0”重复使用"},
    {"DCC_ISSUED_BEFORE_END", kDefect,
     "issued on $0, before the work ended on $1",
     "签发日期 $0 早于校准结束日期 $1"},
    {"DCC_ISSUE_DATE_MISSING", kInfo, "no date of issue is given",
     "未给出签发日期"},
    {"DCC_LANGUAGE_MISSING", kWarning,
     "a text does not say its language although several are declared",
     "声明了多种语言，但有文本未标明语言"},
    {"DCC_LANGUAGE_UNDECLARED", kWarning,
     "language \"$0\" is used and not declared", "使用了未声明的语言“$0”"},
    {"DCC_LINK_WITHOUT_HASH", kInfo,
     "a certificate link has no usable hash (procedure \"$0\", value \"$1\")",
     "证书链接没有可用的摘要（算法“$0”，值“$1”）"},
    {"DCC_LINK_WITHOUT_NUMBER", kWarning,
     "a certificate link names no certificate number",
     "证书链接未给出证书编号"},
    {"DCC_LIST_LENGTHS", kDefect,
     "$0 has $1 members for $2 values; wanted 1 or $2",
     "$0 有 $1 项，而数值有 $2 个；应为 1 项或 $2 项"},
    {"DCC_MAIN_SIGNER_MISSING", kWarning,
     "no responsible person is the main signer", "没有指定主签发人"},
    {"DCC_MAIN_SIGNER_SEVERAL", kWarning,
     "$0 responsible persons are main signer; wanted one",
     "有 $0 名主签发人，应为一名"},
    {"DCC_MANDATORY_LANGUAGE_UNDECLARED", kDefect,
     "mandatory language \"$0\" is not among the used languages",
     "必备语言“$0”不在所用语言之列"},
    {"DCC_METHODS_NONE", kInfo, "no method is given", "未给出校准方法"},
    {"DCC_NUMBER_INVALID", kDefect,
     "\"$0\" is no D-SI number; wanted digits with a decimal point",
     "“$0”不是有效的 D-SI 数值，应为带小数点的数字"},
    {"DCC_PROBABILITY_INVALID", kDefect,
     "coverage probability \"$0\"; wanted a decimal from 0 to 1 without "
     "exponent",
     "包含概率“$0”无效，应为 0 到 1 之间且不带指数的十进制数"},
    {"DCC_RECEIVED_AFTER_WORK", kDefect,
     "received on $0, after the work began on $1",
     "接收日期 $0 晚于校准开始日期 $1"},
    {"DCC_REFERENCE_DANGLING", kWarning,
     "refId \"$0\" names no element of the document",
     "refId“$0”未指向文档中的任何元素"},
    {"DCC_RESULTS_NONE", kWarning, "no result holds a quantity",
     "没有任何结果包含量值"},
    {"DCC_SIGNATURE_BEFORE_SCHEMA", kInfo,
     "signed, although the schema has no signature before 3.2",
     "已签名，但 3.2 之前的模式没有签名元素"},
    {"DCC_SIGNATURE_MISPLACED", kWarning,
     "a signature stands elsewhere than in the root element",
     "签名不在根元素之下"},
    {"DCC_TEXT_EMPTY", kInfo, "a text is empty", "文本内容为空"},
    {"DCC_UNCERTAINTY_NEGATIVE", kDefect, "uncertainty \"$0\" is negative",
     "不确定度“$0”为负"},
    {"DCC_UNCERTAINTY_NONE", kWarning, "no result states an uncertainty",
     "没有任何结果给出不确定度"},
    {"DCC_UNCERTAINTY_WITHOUT_FACTOR", kWarning,
     "an expanded uncertainty is stated without its coverage factor",
     "给出了扩展不确定度但未给出包含因子"},
    {"DCC_UNITS_TOO_MANY", kWarning,
     "more than $0 different units; the rest is not read",
     "不同的单位超过 $0 个，其余未读取"},
    {"DCC_UNIT_EMPTY", kDefect, "a value has no unit", "数值没有单位"},
    {"DCC_UNIT_MISSPELT", kWarning, "unit \"$0\" is not D-SI and is read as $1",
     "单位“$0”不是 D-SI 写法，按 $1 读取"},
    {"DCC_UNIT_UNKNOWN", kDefect, "unit \"$0\" cannot be read: $1",
     "单位“$0”无法识别：$1"},
    {"DCC_VERSION_DISAGREES", kWarning,
     "schemaVersion is $0 and schemaLocation says $1",
     "schemaVersion 为 $0，而 schemaLocation 为 $1"},
    {"DCC_VERSION_NOT_STATED", kInfo, "no schemaVersion; taken as $0 from $1",
     "未给出 schemaVersion，根据$1判定为 $0"},
    {"DCC_VERSION_UNKNOWN", kWarning,
     "schema version \"$0\" is not known; read by structure",
     "模式版本“$0”未知，按结构读取"},
};

}  // namespace

absl::Span<const FindingKind> FindingKinds() { return kKinds; }

const FindingKind& FindingKindOf(const char* code) {
  for (const FindingKind& kind : kKinds) {
    if (std::strcmp(kind.code, code) == 0) return kind;
  }
  SUYUAN_CHECK(false);
  return kKinds[0];
}

}  // namespace suyuan::dcc
