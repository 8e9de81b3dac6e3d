#include <map>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/certificates/dcc/import_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

// Reads one statement after the other into a certificate.
class StatementReader {
 public:
  // Borrows both.
  StatementReader(const dcc::Document& document, v1::Certificate& to)
      : document_(document), to_(to) {}

  void Add(const dcc::Statement& statement) {
    const auto is = [&statement](const char* token) {
      return statement.element.HasRefType(token);
    };
    if (is(own::kKind)) AddKind(statement);
    if (is(own::kPlaceText)) to_.set_place_text(Words(statement));
    if (is(own::kReplacementReason) && to_.has_replaces()) {
      to_.mutable_replaces()->set_reason(Words(statement));
    }
    if (is(own::kPlacePoint)) AddPlacePoint(statement);
    if (is(own::kConclusion)) AddConclusion(statement);
    if (is(own::kFailedItem)) AddFailedItem(statement);
    if (is(own::kSampling)) to_.set_sampling(Words(statement));
    if (is(own::kDeviations)) to_.set_deviations(Words(statement));
    if (is(own::kTraceability)) {
      to_.set_traceability_statement(Words(statement));
    }
    if (is(own::kStatement)) to_.add_statements(Words(statement));
    if (is(own::kMaterial)) {
      TakeFields(statement.declaration, own::kMaterialField,
                 *to_.mutable_reference_material());
    }
    if (is(own::kPages)) AddPages(statement);
  }

 private:
  std::string Words(const dcc::Statement& statement) const {
    return PrintedFrom(document_, statement.declaration);
  }

  void AddKind(const dcc::Statement& statement) {
    v1::Certificate::Kind kind = v1::Certificate::KIND_UNSPECIFIED;
    if (!statement.references.empty() &&
        v1::Certificate::Kind_Parse(
            absl::StrCat("KIND_", statement.references.front()), &kind)) {
      to_.set_kind(kind);
    }
  }

  void AddPlacePoint(const dcc::Statement& statement) {
    if (statement.references.size() != 2) return;
    v1::GeoPoint& point = *to_.mutable_place_point();
    TakeDecimal(statement.references[0], point.mutable_latitude());
    TakeDecimal(statement.references[1], point.mutable_longitude());
  }

  void AddConclusion(const dcc::Statement& statement) {
    v1::Conclusion& conclusion = *to_.mutable_conclusion();
    if (!statement.conformity.empty()) {
      conclusion.set_conformity(ConformityOf(statement.conformity.front()));
    }
    conclusion.set_text(ContentWith(statement.declaration, own::kConclusion));
    conclusion.set_accuracy_class(
        ContentWith(statement.declaration, own::kAccuracyClass));
  }

  void AddFailedItem(const dcc::Statement& statement) {
    v1::FailedItem& item = *to_.add_failed_items();
    item.set_title(PrintedFrom(document_, statement.name));
    item.set_requirement(ContentWith(statement.declaration, own::kRequirement));
    item.set_found(ContentWith(statement.declaration, own::kFound));
    for (const std::string& id : statement.element.ref_ids) {
      const auto result = own::IdOf(own::kResultId, id);
      if (result.has_value()) item.add_result_ids(*result);
    }
  }

  void AddPages(const dcc::Statement& statement) {
    int pages = 0;
    if (!statement.references.empty() &&
        absl::SimpleAtoi(statement.references.front(), &pages) && pages > 0) {
      to_.set_pages(pages);
    }
  }

  const dcc::Document& document_;
  v1::Certificate& to_;
};

}  // namespace

void AddOwnStatements(const dcc::Document& document, v1::Certificate& to) {
  StatementReader reader(document, to);
  for (const dcc::Statement& statement : document.statements) {
    if (!statement.is_metadata) reader.Add(statement);
  }
  if (!document.customer.has_value()) return;
  v1::Party customer;
  TakeFields(document.customer->name, own::kPartyField, customer);
  TakeFields(document.customer->further, own::kPartyField, customer);
  if (customer.ByteSizeLong() > 0) *to.mutable_customer() = customer;
}

}  // namespace suyuan::certificates
