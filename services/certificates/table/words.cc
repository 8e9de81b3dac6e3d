#include "services/certificates/table/words.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;

struct Word {
  absl::string_view value;  // the contract's name
  absl::string_view zh;
  absl::string_view alias = "";
};

constexpr Word kWords[] = {
    {"KIND_VERIFICATION", "检定证书"},
    {"KIND_VERIFICATION_FAIL", "检定结果通知书"},
    {"KIND_CALIBRATION", "校准证书"},
    {"KIND_CRM", "标准物质证书"},
    {"KIND_COMPARISON", "比对报告"},
    {"PLACE_LABORATORY", "实验室"},
    {"PLACE_CUSTOMER", "客户现场", "现场"},
    {"PLACE_LABORATORY_BRANCH", "实验室分部"},
    {"PLACE_CUSTOMER_BRANCH", "客户分部"},
    {"PLACE_OTHER", "其他地点"},
    {"CONFORMITY_PASS", "合格", "符合"},
    {"CONFORMITY_FAIL", "不合格", "不符合"},
    {"CONFORMITY_CONDITIONAL_PASS", "有条件合格"},
    {"CONFORMITY_CONDITIONAL_FAIL", "有条件不合格"},
    {"CONFORMITY_UNDECIDED", "待定"},
    {"STAGE_BEFORE", "调整前", "修理前"},
    {"STAGE_AFTER", "调整后", "修理后"},
    {"VALUE_STATUS_CERTIFIED", "标准值", "认定值"},
    {"VALUE_STATUS_REFERENCE", "参考值"},
    {"VALUE_STATUS_INFORMATION", "信息值"},
    {"GRADE_PRIMARY", "一级"},
    {"GRADE_SECONDARY", "二级"},
    {"GRADE_OTHER", "其他"},
    {"KIND_AMENDED", "修改"},
    {"KIND_SUBSTITUTED", "替换"},
    {"ROLE_MAIN", "主标准器", "计量标准"},
    {"ROLE_AUXILIARY", "配套设备"},
    {"ROLE_PERFORMER", "检定员", "校准员"},
    {"ROLE_CHECKER", "核验员"},
    {"ROLE_APPROVER", "批准人"},
};

const Word* Find(absl::string_view value) {
  for (const Word& word : kWords) {
    if (word.value == value) return &word;
  }
  return nullptr;
}

// "VERIFICATION" of KIND_VERIFICATION: without what the value that says
// nothing has before UNSPECIFIED.
absl::string_view ShortName(const EnumValueDescriptor& value) {
  absl::string_view prefix = value.type()->FindValueByNumber(0)->name();
  absl::ConsumeSuffix(&prefix, "UNSPECIFIED");
  return absl::StripPrefix(absl::string_view(value.name()), prefix);
}

}  // namespace

const EnumValueDescriptor* ValueOfWord(const EnumDescriptor& type,
                                       absl::string_view word) {
  const std::string wanted = text::NormaliseIdentifier(word);
  for (int i = 0; i < type.value_count(); ++i) {
    const EnumValueDescriptor& value = *type.value(i);
    if (value.number() == 0) continue;
    const Word* const words = Find(value.name());
    if (wanted == ShortName(value) || wanted == value.name()) return &value;
    if (words == nullptr) continue;
    if (wanted == words->zh || wanted == words->alias) return &value;
  }
  return nullptr;
}

std::string WordOf(const EnumValueDescriptor& value) {
  if (value.number() == 0) return "";
  const Word* const words = Find(value.name());
  return std::string(words == nullptr ? ShortName(value) : words->zh);
}

std::string WordsOf(const EnumDescriptor& type) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() != 0) words.push_back(WordOf(*type.value(i)));
  }
  return absl::StrJoin(words, ", ");
}

}  // namespace suyuan::certificates
