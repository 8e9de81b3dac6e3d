#include "services/certificates/convert/findings.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {
namespace {

using Kind = v1::Certificate::Kind;
using Grade = v1::ReferenceMaterial::Grade;

struct Words {
  std::string en;
  std::string zh;
};

const char* SeverityWord(dcc::Severity severity) {
  switch (severity) {
    case dcc::Severity::kInfo:
      return "note";
    case dcc::Severity::kWarning:
      return "warning";
    case dcc::Severity::kDefect:
      return "error";
  }
  return "note";
}

void AddFinding(absl::string_view code, absl::string_view severity,
                absl::string_view path, Words words, v1::Certificate& c) {
  v1::ImportFinding& finding = *c.add_findings();
  finding.set_code(std::string(code));
  finding.set_severity(std::string(severity));
  finding.set_path(std::string(path));
  auto& texts = *finding.mutable_message()->mutable_texts();
  texts["en"] = std::move(words.en);
  texts["zh"] = std::move(words.zh);
}

bool IsVerification(const v1::Certificate& c) {
  return c.kind() == v1::Certificate::KIND_VERIFICATION ||
         c.kind() == v1::Certificate::KIND_VERIFICATION_FAIL;
}

// Certificates that are issued for an item that somebody sent in.
bool IsForCustomer(const v1::Certificate& c) {
  return IsVerification(c) || c.kind() == v1::Certificate::KIND_CALIBRATION;
}

bool HasSerial(const v1::Item& item) { return !item.identifications().empty(); }

bool AllItems(const v1::Certificate& c, bool (*has)(const v1::Item&)) {
  return std::all_of(c.items().begin(), c.items().end(), has);
}

bool HasRole(const v1::Certificate& c, v1::Signer::Role role) {
  return std::any_of(
      c.signers().begin(), c.signers().end(),
      [role](const v1::Signer& signer) { return signer.role() == role; });
}

// What a document of the kind must carry and this one does not, as paths.
class Missing {
 public:
  void Unless(bool has, absl::string_view path) {
    if (!has) paths_.push_back(path);
  }
  bool any() const { return !paths_.empty(); }
  std::string text() const { return absl::StrJoin(paths_, ", "); }

 private:
  std::vector<absl::string_view> paths_;
};

void AddItemFields(const v1::Certificate& c, Missing& missing) {
  missing.Unless(
      !c.customer().title().empty() || !c.customer().institution().empty(),
      "customer");
  missing.Unless(
      AllItems(c, [](const v1::Item& i) { return i.title().texts_size() > 0; }),
      "items.title");
  missing.Unless(
      AllItems(c, [](const v1::Item& i) { return !i.manufacturer().empty(); }),
      "items.manufacturer");
  missing.Unless(
      AllItems(c, [](const v1::Item& i) { return !i.model().empty(); }),
      "items.model");
  missing.Unless(AllItems(c, HasSerial), "items.identifications");
  missing.Unless(!c.specifications().empty(), "specifications");
  missing.Unless(!c.end().empty(), "end");
  missing.Unless(!c.environment().empty(), "environment");
  missing.Unless(!c.references().empty(), "references");
  missing.Unless(c.place() != v1::Certificate::PLACE_UNSPECIFIED ||
                     !c.place_text().empty(),
                 "place");
}

void AddVerificationFields(const v1::Certificate& c, Missing& missing) {
  missing.Unless(c.has_conclusion(), "conclusion");
  missing.Unless(!c.issuer().authorisation_number().empty(),
                 "issuer.authorisation_number");
  for (const auto& [role, path] :
       {std::pair{v1::Signer::ROLE_PERFORMER, "signers.performer"},
        {v1::Signer::ROLE_CHECKER, "signers.checker"},
        {v1::Signer::ROLE_APPROVER, "signers.approver"}}) {
    missing.Unless(HasRole(c, role), path);
  }
  if (c.kind() == v1::Certificate::KIND_VERIFICATION) {
    missing.Unless(!c.valid_to().empty(), "valid_to");
    return;
  }
  const bool has_failed_result = std::any_of(
      c.results().begin(), c.results().end(), [](const v1::Result& result) {
        return result.conformity() == v1::Result::CONFORMITY_FAIL;
      });
  missing.Unless(!c.failed_items().empty() || has_failed_result,
                 "failed_items");
}

void AddMaterialFields(const v1::Certificate& c, Missing& missing) {
  const v1::ReferenceMaterial& material = c.reference_material();
  missing.Unless(!material.number().empty(), "reference_material.number");
  missing.Unless(material.grade() != v1::ReferenceMaterial::GRADE_UNSPECIFIED,
                 "reference_material.grade");
  missing.Unless(!material.batch().empty(), "reference_material.batch");
  missing.Unless(!material.production_date().empty(),
                 "reference_material.production_date");
  missing.Unless(!material.minimum_sample().empty(),
                 "reference_material.minimum_sample");
  missing.Unless(!material.storage().empty(), "reference_material.storage");
  missing.Unless(!material.homogeneity().empty(),
                 "reference_material.homogeneity");
  missing.Unless(!material.stability().empty(), "reference_material.stability");
  missing.Unless(!material.method().empty(), "reference_material.method");
  missing.Unless(!c.traceability_statement().empty(), "traceability_statement");
  missing.Unless(!c.valid_to().empty(), "valid_to");
}

// One finding for all of them: whoever mends the document wants the list.
void AddMissing(v1::Certificate& c) {
  if (c.kind() == v1::Certificate::KIND_COMPARISON) return;
  Missing missing;
  missing.Unless(!c.issued().empty(), "issued");
  missing.Unless(!c.results().empty(), "results");
  if (IsForCustomer(c)) AddItemFields(c, missing);
  if (IsVerification(c)) AddVerificationFields(c, missing);
  if (c.kind() == v1::Certificate::KIND_CALIBRATION) {
    missing.Unless(!c.issuer().address().empty(), "issuer.address");
    missing.Unless(!c.statements().empty(), "statements");
  }
  if (c.kind() == v1::Certificate::KIND_CRM) AddMaterialFields(c, missing);
  if (!missing.any()) return;
  const std::string paths = missing.text();
  AddFinding("CERT_FIELDS_MISSING", "warning", paths,
             {absl::StrCat("fields that a certificate of its kind must carry "
                           "are missing: ",
                           paths),
              absl::StrCat("缺少该类证书应载明的内容：", paths)},
             c);
}

void AddSigners(v1::Certificate& c) {
  if (!IsForCustomer(c) || c.signers_size() >= 2) return;
  AddFinding(
      "CERT_SIGNERS_FEW", "warning", "signers",
      {absl::StrCat("has ", c.signers_size(),
                    " signers; two at least are wanted"),
       absl::StrCat("签字人为 ", c.signers_size(), " 人，应不少于 2 人")},
      c);
}

void AddValidity(v1::Certificate& c) {
  if (c.valid_to().empty()) return;
  const std::string& valid_to = c.valid_to();
  if (c.kind() == v1::Certificate::KIND_VERIFICATION_FAIL) {
    AddFinding("CERT_FAIL_NOTICE_VALIDITY", "error", "valid_to",
               {absl::StrCat("a notice of failure has a last valid day, ",
                             valid_to, "; none is wanted"),
                absl::StrCat("检定结果通知书载有有效期至 ", valid_to,
                             "，不应有有效期")},
               c);
  }
  if (c.kind() == v1::Certificate::KIND_CALIBRATION) {
    AddFinding("CERT_CALIBRATION_VALIDITY", "note", "valid_to",
               {absl::StrCat("a calibration certificate names a last valid "
                             "day, ",
                             valid_to,
                             "; none is wanted unless agreed with the "
                             "customer (ISO/IEC 17025 7.8.4.3)"),
                absl::StrCat("校准证书载有有效期至 ", valid_to,
                             "；除非与客户约定，不应给出校准间隔"
                             "（ISO/IEC 17025 7.8.4.3）")},
               c);
  }
  // ISO 8601 days compare as text.
  if (!c.end().empty() && valid_to < c.end()) {
    AddFinding(
        "CERT_VALIDITY_BEFORE_WORK", "error", "valid_to",
        {absl::StrCat("its last valid day, ", valid_to,
                      ", is before the last day of the work, ", c.end()),
         absl::StrCat("有效期至 ", valid_to, " 早于工作结束日期 ", c.end())},
        c);
  }
}

// A certificate of one outcome that tells of the other.
void AddConclusion(v1::Certificate& c) {
  const bool passes = c.kind() == v1::Certificate::KIND_VERIFICATION;
  if (!IsVerification(c)) return;
  const v1::Result::Conformity conformity = c.conclusion().conformity();
  const bool contradicts = conformity == (passes ? v1::Result::CONFORMITY_FAIL
                                                 : v1::Result::CONFORMITY_PASS);
  if (contradicts) {
    AddFinding("CERT_CONCLUSION_CONTRADICTS", "error", "conclusion.conformity",
               passes ? Words{"a verification certificate concludes that the "
                              "item failed; a notice of failure is wanted",
                              "检定证书的结论为不合格，应出具检定结果通知书"}
                      : Words{"a notice of failure concludes that the item "
                              "passed; a verification certificate is wanted",
                              "检定结果通知书的结论为合格，应出具检定证书"},
               c);
  }
  if (passes && !c.failed_items().empty()) {
    AddFinding(
        "CERT_FAILED_ITEMS", "error", "failed_items",
        {absl::StrCat("a verification certificate lists ",
                      c.failed_items_size(), " failed items; none are wanted"),
         absl::StrCat("检定证书列有 ", c.failed_items_size(),
                      " 个不合格项目，不应有")},
        c);
  }
}

bool IsDigits(absl::string_view text, size_t count) {
  return text.size() == count &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(c); });
}

// The grade that the form of a number says: GBW and five digits, GBW(E) and
// six, each with at most one letter of the batch. Unspecified for any other.
Grade GradeOfNumber(absl::string_view number) {
  const std::string normal = text::NormaliseIdentifier(number);
  absl::string_view rest = normal;
  if (!absl::ConsumePrefix(&rest, "GBW")) {
    return v1::ReferenceMaterial::GRADE_UNSPECIFIED;
  }
  const bool second = absl::ConsumePrefix(&rest, "(E)");
  if (!rest.empty() && absl::ascii_isupper(rest.back())) rest.remove_suffix(1);
  if (!IsDigits(rest, second ? 6 : 5)) {
    return v1::ReferenceMaterial::GRADE_UNSPECIFIED;
  }
  return second ? v1::ReferenceMaterial::GRADE_SECONDARY
                : v1::ReferenceMaterial::GRADE_PRIMARY;
}

void AddMaterialNumber(v1::Certificate& c) {
  const v1::ReferenceMaterial& material = c.reference_material();
  if (material.number().empty() ||
      material.grade() == v1::ReferenceMaterial::GRADE_OTHER) {
    return;
  }
  const std::string number = material.number();
  const Grade told = GradeOfNumber(number);
  if (told == v1::ReferenceMaterial::GRADE_UNSPECIFIED) {
    return AddFinding(
        "CERT_CRM_NUMBER", "warning", "reference_material.number",
        {absl::StrCat("\"", number,
                      "\" is no number of a national reference material; GBW "
                      "and five digits or GBW(E) and six, with at most one "
                      "letter, are wanted"),
         absl::StrCat("“", number,
                      "”不符合国家标准物质编号规则：应为 GBW 加 5 位数字或 "
                      "GBW(E) 加 6 位数字，可带一个字母")},
        c);
  }
  if (material.grade() == v1::ReferenceMaterial::GRADE_UNSPECIFIED ||
      material.grade() == told) {
    return;
  }
  AddFinding("CERT_CRM_GRADE", "error", "reference_material.grade",
             {absl::StrCat("the grade is not that of the number ", number),
              absl::StrCat("级别与编号 ", number, " 不一致")},
             c);
}

void AddValueStatuses(v1::Certificate& c) {
  const auto has = [&c](v1::Result::ValueStatus status) {
    return std::any_of(c.results().begin(), c.results().end(),
                       [status](const v1::Result& result) {
                         return result.value_status() == status;
                       });
  };
  if (c.results().empty()) return;
  if (has(v1::Result::VALUE_STATUS_UNSPECIFIED)) {
    return AddFinding(
        "CERT_VALUE_STATUS_MISSING", "note", "results.value_status",
        {"values do not say whether they are certified; they are taken as "
         "certified",
         "部分特性值未说明类别（标准值、参考值、信息值），按标准值处理"},
        c);
  }
  if (has(v1::Result::VALUE_STATUS_CERTIFIED)) return;
  AddFinding("CERT_CRM_NOTHING_CERTIFIED", "warning", "results.value_status",
             {"no value is certified, so the material supports nothing",
              "没有标准值，该标准物质不能支持其他结果"},
             c);
}

}  // namespace

void AddFinding(const dcc::Finding& from, v1::Certificate& certificate) {
  v1::ImportFinding& finding = *certificate.add_findings();
  finding.set_code(from.code);
  finding.set_severity(SeverityWord(from.severity));
  finding.set_path(from.path);
  finding.set_line(from.line);
  auto& texts = *finding.mutable_message()->mutable_texts();
  const bool once = from.occurrences <= 1;
  texts["en"] =
      once ? from.message_en
           : absl::StrCat(from.message_en, " (", from.occurrences, " times)");
  texts["zh"] =
      once ? from.message_zh
           : absl::StrCat(from.message_zh, "（共 ", from.occurrences, " 处）");
}

void AddKindFindings(v1::Certificate& certificate) {
  AddMissing(certificate);
  AddSigners(certificate);
  AddValidity(certificate);
  AddConclusion(certificate);
  if (certificate.kind() != v1::Certificate::KIND_CRM) return;
  AddMaterialNumber(certificate);
  AddValueStatuses(certificate);
}

}  // namespace suyuan::certificates
