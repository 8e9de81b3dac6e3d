#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

// Null where none is stated.
const char* StatusToken(v1::Result::ValueStatus status) {
  switch (status) {
    case v1::Result::VALUE_STATUS_CERTIFIED:
      return own::kCertified;
    case v1::Result::VALUE_STATUS_REFERENCE:
      return own::kReferenceOnly;
    case v1::Result::VALUE_STATUS_INFORMATION:
      return own::kInformationOnly;
    default:
      return nullptr;
  }
}

// Writes one result: a dcc:result whose data is one dcc:list, a column for
// each number, and what is said about them as the list's metadata.
class ResultExporter {
 public:
  // Borrows all.
  ResultExporter(const v1::Result& from, DccDraft& draft)
      : from_(from), draft_(draft), document_(draft.document) {}

  void Run() {
    AddResultAndList();
    AddNumbers();
    if (from_.has_uncertainty()) {
      ExportUncertainty(from_.uncertainty(), list_, carrier_, from_.unit(),
                        draft_);
    }
    FillList();
    AddConformity();
    AddAccuracyClass();
    AddValidRange();
    AddKind();
    AddSensitivities();
  }

 private:
  void AddResultAndList() {
    dcc::Result result;
    dcc::Element& element = result.element;
    element.within = kInMeasurement;
    element.id = own::XmlId(own::kResultId, from_.id());
    element.ref_types = {own::kResult};
    if (from_.stage() == v1::Result::STAGE_BEFORE) {
      element.ref_types.emplace_back(own::kBefore);
    }
    if (from_.stage() == v1::Result::STAGE_AFTER) {
      element.ref_types.emplace_back(own::kAfter);
    }
    if (from_.multi_reference_average()) {
      element.ref_types.emplace_back(own::kAverage);
    }
    if (const char* status = StatusToken(from_.value_status())) {
      element.ref_types.emplace_back(status);
    }
    if (!from_.item_id().empty()) {
      element.ref_ids.push_back(own::XmlId(own::kItemId, from_.item_id()));
    }
    for (const std::string& id : from_.reference_ids()) {
      element.ref_ids.push_back(own::XmlId(own::kReferenceId, id));
    }
    result.name = draft_.Text(from_.title());
    document_.results.push_back(std::move(result));
    dcc::List list;
    list.element.within = {dcc::ScopeKind::kResult,
                           static_cast<int>(document_.results.size()) - 1};
    document_.lists.push_back(std::move(list));
    list_ = {dcc::ScopeKind::kList,
             static_cast<int>(document_.lists.size()) - 1};
  }

  // A column named in words; `tokens` say what it is.
  dcc::Quantity& AddColumn(Tokens tokens, absl::string_view zh,
                           absl::string_view en, const std::string& number,
                           const std::string& unit) {
    dcc::Quantity& column =
        draft_.AddNumber(list_, std::move(tokens), number, unit);
    column.name = draft_.Words(zh, en);
    return column;
  }

  // What the item stands at, what it showed, and by how much that is off. The
  // uncertainty is that of the last one there is (points.h, rule 1).
  void AddNumbers() {
    const bool is_alone = from_.indication().empty() && from_.error().empty();
    if (!from_.nominal_value().empty()) {
      AddCarrier({"basic_nominalValue", own::kNominal}, "标称值",
                 "nominal value", from_.nominal_value());
    }
    if (!from_.correction().empty()) {
      AddCarrier({own::kCorrection}, "修正值", "correction",
                 from_.correction());
    }
    if (!from_.value().empty()) {
      AddCarrier({is_alone ? "basic_measuredValue" : "basic_referenceValue",
                  own::kValue},
                 is_alone ? "测得值" : "参考值",
                 is_alone ? "measured value" : "reference value",
                 from_.value());
    }
    if (!from_.indication().empty()) {
      AddCarrier({"basic_measuredValue", own::kIndication}, "示值",
                 "indication", from_.indication());
    }
    if (!from_.error().empty()) {
      AddCarrier({"basic_measurementError", own::kError}, "误差",
                 "measurement error", from_.error());
    }
  }

  void AddCarrier(Tokens tokens, absl::string_view zh, absl::string_view en,
                  const std::string& number) {
    AddColumn(std::move(tokens), zh, en, number, from_.unit());
    carrier_ = document_.quantities.size() - 1;
  }

  // A list wants a quantity, and a unit may stand there without any number.
  void FillList() {
    if (!from_.unit().empty() && !carrier_.has_value()) {
      draft_.AddNumber(list_, {own::kUnit}, "NaN", from_.unit());
    } else if (document_.quantities.empty() ||
               document_.quantities.back().element.within != list_) {
      draft_.AddWords(list_, {own::kNotStated}, draft_.NotStated());
    }
  }

  // One metadata of the list more, and its scope.
  std::pair<dcc::Statement*, dcc::Scope> AddMetadata(Tokens tokens) {
    dcc::Statement* statement =
        &draft_.AddStatement(list_, true, std::move(tokens));
    return {statement,
            {dcc::ScopeKind::kStatement,
             static_cast<int>(document_.statements.size()) - 1}};
  }

  void AddConformity() {
    const std::string word = ConformityWord(from_.conformity());
    const std::string& limit = from_.maximum_permissible_error();
    if (word.empty() && limit.empty() && from_.conformity_rule().empty()) {
      return;
    }
    const auto [statement, scope] =
        AddMetadata({"basic_conformity", own::kConformity});
    if (!word.empty()) statement->conformity = {word};
    if (!from_.conformity_rule().empty()) {
      statement->declaration = DccDraft::Printed(from_.conformity_rule());
    }
    if (limit.empty()) return;
    draft_.AddNumber(scope, {own::kMaximumError}, limit, from_.unit()).name =
        draft_.Words("最大允许误差", "maximum permissible error");
  }

  void AddAccuracyClass() {
    if (from_.accuracy_class().empty()) return;
    dcc::Statement& statement = *AddMetadata({own::kAccuracyClass}).first;
    statement.name = draft_.Words("准确度等级", "accuracy class");
    statement.declaration = DccDraft::Printed(from_.accuracy_class());
  }

  void AddValidRange() {
    if (!from_.has_valid_range()) return;
    const metrology::v1::Range& range = from_.valid_range();
    const auto [statement, scope] =
        AddMetadata({"basic_validityRange", own::kValidRange});
    if (!range.min().empty()) {
      draft_.AddNumber(scope, {"basic_validityRangeMin", own::kMin},
                       range.min(), range.unit());
    }
    if (!range.max().empty()) {
      draft_.AddNumber(scope, {"basic_validityRangeMax", own::kMax},
                       range.max(), range.unit());
    }
    if (range.min().empty() && range.max().empty()) {
      draft_.AddNumber(scope, {own::kUnit}, "NaN", range.unit());
    }
    statement->name = draft_.Words("适用范围", "range of validity");
  }

  void AddKind() {
    if (!from_.kind().code().empty()) {
      dcc::Statement& statement = *AddMetadata({own::kQuantityKind}).first;
      statement.name = draft_.Words("量的种类", "kind of quantity");
      statement.references = {from_.kind().code()};
    }
    const std::map<std::string, std::string> qualifiers(
        from_.kind().qualifiers().begin(), from_.kind().qualifiers().end());
    for (const auto& [key, value] : qualifiers) {
      AddMetadata({own::kQualifier}).first->references = {key, value};
    }
  }

  void AddSensitivities() {
    for (const v1::Sensitivity& one : from_.sensitivities()) {
      dcc::Statement& statement = *AddMetadata({own::kSensitivity}).first;
      statement.name = draft_.Words("灵敏系数", "sensitivity coefficient");
      statement.element.ref_ids = {
          own::XmlId(own::kReferenceId, one.reference_id())};
      statement.references = {one.coefficient()};
    }
  }

  const v1::Result& from_;
  DccDraft& draft_;
  dcc::Document& document_;
  dcc::Scope list_;
  // The quantity that the uncertainty belongs to.
  std::optional<size_t> carrier_;
};

}  // namespace

void ExportResults(const v1::Certificate& certificate, DccDraft& draft) {
  for (const v1::Result& result : certificate.results()) {
    ResultExporter(result, draft).Run();
  }
  if (!certificate.results().empty()) return;
  dcc::Result none;
  none.element.within = kInMeasurement;
  none.element.ref_types = {own::kNotStated};
  none.name = draft.NotStated();
  draft.document.results.push_back(std::move(none));
  dcc::Note note;
  note.element.within = {dcc::ScopeKind::kResult, 0};
  note.kind = "text";
  note.text = draft.NotStated();
  draft.document.notes.push_back(std::move(note));
}

}  // namespace suyuan::certificates
