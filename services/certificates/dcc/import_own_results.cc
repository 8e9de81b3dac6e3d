#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/certificates/dcc/import_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

// Reads the columns and the metadata of one result.
class OwnResultReader {
 public:
  // Borrows both.
  OwnResultReader(const dcc::Document& document, v1::Result& to)
      : document_(document), to_(to) {}

  void AddHead(const dcc::Result& result) {
    const dcc::Element& element = result.element;
    if (element.HasRefType(own::kBefore)) {
      to_.set_stage(v1::Result::STAGE_BEFORE);
    }
    if (element.HasRefType(own::kAfter)) to_.set_stage(v1::Result::STAGE_AFTER);
    to_.set_multi_reference_average(element.HasRefType(own::kAverage));
    if (element.HasRefType(own::kCertified)) {
      to_.set_value_status(v1::Result::VALUE_STATUS_CERTIFIED);
    }
    if (element.HasRefType(own::kReferenceOnly)) {
      to_.set_value_status(v1::Result::VALUE_STATUS_REFERENCE);
    }
    if (element.HasRefType(own::kInformationOnly)) {
      to_.set_value_status(v1::Result::VALUE_STATUS_INFORMATION);
    }
    *to_.mutable_title() = LocalizedFrom(document_, result.name);
    for (const std::string& id : element.ref_ids) {
      if (const auto item = own::IdOf(own::kItemId, id)) {
        to_.set_item_id(*item);
      } else if (const auto reference = own::IdOf(own::kReferenceId, id)) {
        to_.add_reference_ids(*reference);
      }
    }
  }

  void AddColumn(const dcc::Quantity& column) {
    const auto is = [&column](const char* token) {
      return column.element.HasRefType(token);
    };
    if (SaysUncertainty(column)) {
      TakeUncertainty(document_, column, *to_.mutable_uncertainty());
    }
    if (column.series.empty()) return;
    const dcc::Series& series = column.series.front();
    const auto take = [&](const char* token, std::string* number) {
      if (!is(token)) return;
      *number = NumberOf(series);
      to_.set_unit(TextOfUnit(document_, series));
    };
    std::string none;
    take(own::kUnit, &none);
    take(own::kNominal, to_.mutable_nominal_value());
    take(own::kCorrection, to_.mutable_correction());
    take(own::kValue, to_.mutable_value());
    take(own::kIndication, to_.mutable_indication());
    take(own::kError, to_.mutable_error());
  }

  void AddMetadata(const dcc::Statement& statement) {
    const auto is = [&statement](const char* token) {
      return statement.element.HasRefType(token);
    };
    if (is(own::kConformity)) {
      if (!statement.conformity.empty()) {
        to_.set_conformity(ConformityOf(statement.conformity.front()));
      }
      to_.set_conformity_rule(PrintedFrom(document_, statement.declaration));
    }
    if (is(own::kAccuracyClass)) {
      to_.set_accuracy_class(PrintedFrom(document_, statement.declaration));
    }
    if (is(own::kValidRange)) to_.mutable_valid_range();
    const std::vector<std::string>& words = statement.references;
    if (is(own::kQuantityKind) && words.size() == 1) {
      to_.mutable_kind()->set_code(words[0]);
    }
    if (is(own::kQualifier) && words.size() == 2) {
      (*to_.mutable_kind()->mutable_qualifiers())[words[0]] = words[1];
    }
    if (is(own::kSensitivity) && words.size() == 1) AddSensitivity(statement);
  }

  // A number of the metadata: of a limit or of a range.
  void AddStated(const dcc::Statement& statement,
                 const dcc::Quantity& quantity) {
    if (quantity.series.empty()) return;
    const dcc::Series& series = quantity.series.front();
    const std::string number = NumberOf(series);
    if (quantity.element.HasRefType(own::kMaximumError)) {
      TakeDecimal(number, to_.mutable_maximum_permissible_error());
    }
    if (!statement.element.HasRefType(own::kValidRange)) return;
    metrology::v1::Range& range = *to_.mutable_valid_range();
    range.set_unit(TextOfUnit(document_, series));
    if (quantity.element.HasRefType(own::kMin)) range.set_min(number);
    if (quantity.element.HasRefType(own::kMax)) range.set_max(number);
  }

 private:
  void AddSensitivity(const dcc::Statement& statement) {
    if (statement.element.ref_ids.size() != 1) return;
    const auto id =
        own::IdOf(own::kReferenceId, statement.element.ref_ids.front());
    if (!id.has_value()) return;
    v1::Sensitivity& sensitivity = *to_.add_sensitivities();
    sensitivity.set_reference_id(*id);
    TakeDecimal(statement.references.front(),
                sensitivity.mutable_coefficient());
  }

  const dcc::Document& document_;
  v1::Result& to_;
};

}  // namespace

OwnResults::OwnResults(const dcc::Document& document)
    : document_(document),
      quantities_(document.results.size()),
      statements_(document.results.size()) {
  const auto add = [&document](const auto& all, auto& by_result) {
    for (size_t i = 0; i < all.size(); ++i) {
      const int result = dcc::Enclosing(document, all[i].element.within,
                                        dcc::ScopeKind::kResult)
                             .index;
      if (result >= 0) by_result[result].push_back(static_cast<int>(i));
    }
  };
  add(document.quantities, quantities_);
  add(document.statements, statements_);
}

bool OwnResults::Has(int index) const {
  return document_.results[index].element.HasRefType(own::kResult);
}

bool OwnResults::HasAll() const {
  for (size_t i = 0; i < document_.results.size(); ++i) {
    if (!Has(static_cast<int>(i))) return false;
  }
  return !document_.results.empty();
}

void OwnResults::Add(int index, v1::Result& to) {
  const dcc::Result& result = document_.results[index];
  const auto id = own::IdOf(own::kResultId, result.element.id);
  to.set_id(id.value_or(""));
  while (to.id().empty() || !ids_.insert(to.id()).second) {
    to.set_id(absl::StrCat("r", index + 1, ".", to.id()));
  }
  OwnResultReader reader(document_, to);
  reader.AddHead(result);
  for (const int statement : statements_[index]) {
    reader.AddMetadata(document_.statements[statement]);
  }
  for (const int i : quantities_[index]) {
    const dcc::Quantity& quantity = document_.quantities[i];
    const dcc::Scope statement = dcc::Enclosing(
        document_, quantity.element.within, dcc::ScopeKind::kStatement);
    if (statement.kind == dcc::ScopeKind::kStatement) {
      reader.AddStated(document_.statements[statement.index], quantity);
    } else {
      reader.AddColumn(quantity);
    }
  }
}

}  // namespace suyuan::certificates
