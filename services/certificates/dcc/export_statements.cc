#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

struct Named {
  const char* token;
  const char* zh;
  const char* en;
};

Named KindWords(v1::Certificate::Kind kind) {
  switch (kind) {
    case v1::Certificate::KIND_VERIFICATION:
      return {"VERIFICATION", "检定证书", "verification certificate"};
    case v1::Certificate::KIND_VERIFICATION_FAIL:
      return {"VERIFICATION_FAIL", "检定结果通知书",
              "notice of a failed verification"};
    case v1::Certificate::KIND_CRM:
      return {"CRM", "标准物质证书", "reference material certificate"};
    case v1::Certificate::KIND_COMPARISON:
      return {"COMPARISON", "比对报告", "comparison report"};
    default:
      return {"CALIBRATION", "校准证书", "calibration certificate"};
  }
}

dcc::Statement& AddStatement(const char* token, absl::string_view zh,
                             absl::string_view en, DccDraft& draft) {
  dcc::Statement& statement = draft.AddStatement({}, false, {token});
  statement.name = draft.Words(zh, en);
  return statement;
}

// A statement of one text; nothing at all where there is none.
void AddText(const char* token, absl::string_view zh, absl::string_view en,
             const std::string& text, DccDraft& draft) {
  if (text.empty()) return;
  AddStatement(token, zh, en, draft).declaration = DccDraft::Printed(text);
}

void ExportKind(const v1::Certificate& from, DccDraft& draft) {
  const Named kind = KindWords(from.kind());
  dcc::Statement& statement =
      AddStatement(own::kKind, "证书种类", "kind of certificate", draft);
  statement.references = {kind.token};
  statement.declaration = draft.Words(kind.zh, kind.en);
}

// The record that this document was made from: its signed original is there.
void ExportSource(const v1::Certificate& from, DccDraft& draft) {
  if (from.name().empty()) return;
  dcc::Statement& statement =
      AddStatement(own::kSource, "来源", "source", draft);
  statement.references = {from.name(), absl::StrCat("sha256:", from.digest())};
  statement.declaration = draft.Words(
      "本文件由所列证书记录重新生成，以原件为准",
      "made again from the record named here; its original prevails");
}

void ExportPlacePoint(const v1::Certificate& from, DccDraft& draft) {
  if (!from.has_place_point()) return;
  AddStatement(own::kPlacePoint, "地点（WGS 84 纬度、经度）",
               "place (latitude and longitude, WGS 84)", draft)
      .references = {from.place_point().latitude(),
                     from.place_point().longitude()};
}

void ExportConclusion(const v1::Certificate& from, DccDraft& draft) {
  if (!from.has_conclusion()) return;
  dcc::Statement& statement =
      AddStatement(own::kConclusion, "结论", "conclusion", draft);
  const std::string word = ConformityWord(from.conclusion().conformity());
  if (!word.empty()) statement.conformity = {word};
  AddContent(own::kConclusion, from.conclusion().text(), statement.declaration);
  AddContent(own::kAccuracyClass, from.conclusion().accuracy_class(),
             statement.declaration);
}

void ExportFailedItem(const v1::FailedItem& from, DccDraft& draft) {
  dcc::Statement& statement = draft.AddStatement({}, false, {own::kFailedItem});
  statement.name = DccDraft::Printed(from.title());
  for (const std::string& id : from.result_ids()) {
    statement.element.ref_ids.push_back(own::XmlId(own::kResultId, id));
  }
  statement.conformity = {"fail"};
  AddContent(own::kRequirement, from.requirement(), statement.declaration);
  AddContent(own::kFound, from.found(), statement.declaration);
}

void ExportMaterial(const v1::Certificate& from, DccDraft& draft) {
  if (!from.has_reference_material()) return;
  AddStatement(own::kMaterial, "标准物质", "reference material", draft)
      .declaration =
      FieldContents(from.reference_material(), own::kMaterialField, {});
}

}  // namespace

const char* ConformityWord(v1::Result::Conformity conformity) {
  switch (conformity) {
    case v1::Result::CONFORMITY_PASS:
      return "pass";
    case v1::Result::CONFORMITY_FAIL:
      return "fail";
    case v1::Result::CONFORMITY_CONDITIONAL_PASS:
      return "conditionalPass";
    case v1::Result::CONFORMITY_CONDITIONAL_FAIL:
      return "conditionalFail";
    case v1::Result::CONFORMITY_UNDECIDED:
      return "noPass";
    default:
      return "";
  }
}

void ExportStatements(const v1::Certificate& from, DccDraft& draft) {
  ExportKind(from, draft);
  AddText(own::kPlaceText, "检定/校准地点", "place of the work",
          from.place_text(), draft);
  ExportPlacePoint(from, draft);
  AddText(own::kReplacementReason, "替换原因", "reason of the replacement",
          from.replaces().reason(), draft);
  ExportConclusion(from, draft);
  for (const v1::FailedItem& item : from.failed_items()) {
    ExportFailedItem(item, draft);
  }
  AddText(own::kSampling, "抽样", "sampling", from.sampling(), draft);
  AddText(own::kDeviations, "偏离", "deviations", from.deviations(), draft);
  AddText(own::kTraceability, "溯源性声明", "traceability",
          from.traceability_statement(), draft);
  for (const std::string& text : from.statements()) {
    AddText(own::kStatement, "声明", "statement", text, draft);
  }
  ExportMaterial(from, draft);
  if (from.pages() != 0) {
    AddStatement(own::kPages, "页数", "pages", draft).references = {
        absl::StrCat(from.pages())};
  }
  ExportSource(from, draft);
}

}  // namespace suyuan::certificates
