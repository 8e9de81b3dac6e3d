#include "services/certificates/convert/check_kind.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/decimal.h"

namespace suyuan::certificates {
namespace {

constexpr int kMostInList = 100;
constexpr size_t kMostNumberBytes = 256;
constexpr size_t kMostPassageBytes = 4000;

void CheckConclusion(const FieldPath& path, const v1::Conclusion& conclusion,
                     Violations& found) {
  if (!v1::Result::Conformity_IsValid(conclusion.conformity())) {
    found.Add(path.Field("conformity"), absl::StrCat(conclusion.conformity()),
              "one of the conformities");
  }
  found.CheckLength(path.Field("text"), conclusion.text());
  found.CheckLength(path.Field("accuracy_class"), conclusion.accuracy_class());
}

void CheckFailedItems(const v1::Certificate& c, Violations& found) {
  const FieldPath all = FieldPath().Field("failed_items");
  found.CheckCount(all, c.failed_items_size(), kMostInList);
  if (c.failed_items().empty()) return;
  absl::flat_hash_set<absl::string_view> ids;
  for (const v1::Result& result : c.results()) ids.insert(result.id());
  for (int i = 0; i < c.failed_items_size(); ++i) {
    const FieldPath path = all.At(i);
    const v1::FailedItem& item = c.failed_items(i);
    found.CheckText(path.Field("title"), item.title());
    found.CheckLength(path.Field("requirement"), item.requirement());
    found.CheckLength(path.Field("found"), item.found());
    for (int j = 0; j < item.result_ids_size(); ++j) {
      if (ids.contains(item.result_ids(j))) continue;
      found.Add(path.Field("result_ids").At(j), item.result_ids(j),
                "the id of a result");
    }
  }
}

void CheckOpenedLife(const FieldPath& path, const std::string& text,
                     Violations& found) {
  if (text.empty()) return;
  const auto period = metrology::ParsePeriod(text);
  if (!period.ok()) found.Add(path, period.status());
}

void CheckMaterial(const FieldPath& path, const v1::ReferenceMaterial& material,
                   Violations& found) {
  found.CheckLength(path.Field("number"), material.number(), kMostNumberBytes);
  if (!v1::ReferenceMaterial::Grade_IsValid(material.grade())) {
    found.Add(path.Field("grade"), absl::StrCat(material.grade()),
              "one of the grades");
  }
  found.CheckLength(path.Field("grading_certificate"),
                    material.grading_certificate(), kMostNumberBytes);
  found.CheckLength(path.Field("batch"), material.batch(), kMostNumberBytes);
  found.CheckLength(path.Field("matrix"), material.matrix());
  found.CheckDay(path.Field("production_date"), material.production_date());
  found.CheckLength(path.Field("minimum_sample"), material.minimum_sample());
  found.CheckLength(path.Field("storage"), material.storage());
  CheckOpenedLife(path.Field("opened_life"), material.opened_life(), found);
  found.CheckLength(path.Field("homogeneity"), material.homogeneity(),
                    kMostPassageBytes);
  found.CheckLength(path.Field("stability"), material.stability(),
                    kMostPassageBytes);
  found.CheckLength(path.Field("method"), material.method(), kMostPassageBytes);
}

// Of a material alone: elsewhere it would say that a result supports nothing
// without anybody having said so of a material.
void CheckValueStatuses(const v1::Certificate& c, Violations& found) {
  const FieldPath results = FieldPath().Field("results");
  for (int i = 0; i < c.results_size(); ++i) {
    const v1::Result::ValueStatus status = c.results(i).value_status();
    if (status == v1::Result::VALUE_STATUS_UNSPECIFIED) continue;
    const FieldPath path = results.At(i).Field("value_status");
    if (!v1::Result::ValueStatus_IsValid(status)) {
      found.Add(path, absl::StrCat(status), "one of the statuses");
    } else if (c.kind() != v1::Certificate::KIND_CRM) {
      found.Add(path, v1::Result::ValueStatus_Name(status),
                "none, or a certificate of KIND_CRM,");
    }
  }
}

void CheckDegrees(const FieldPath& path, const std::string& text, double most,
                  Violations& found) {
  if (text.empty()) return found.AddMissing(path, "a number of degrees");
  if (!found.CheckDecimal(path, text)) return;
  const double degrees = metrology::Decimal::Parse(text)->value();
  if (degrees < -most || degrees > most) {
    found.Add(path, text, absl::StrCat("a number from -", most, " to ", most));
  }
}

void CheckReferenceUse(const FieldPath& path, const v1::ReferenceUse& use,
                       Violations& found) {
  if (!v1::ReferenceUse::Role_IsValid(use.role())) {
    found.Add(path.Field("role"), absl::StrCat(use.role()), "one of the roles");
  }
  found.CheckLength(path.Field("state"), use.state(), kMostNumberBytes);
  found.CheckLength(path.Field("measuring_range"), use.measuring_range());
  found.CheckLength(path.Field("capability"), use.capability());
  found.CheckDay(path.Field("assessment_valid_to"), use.assessment_valid_to());
  found.CheckDay(path.Field("valid_to"), use.valid_to());
}

}  // namespace

void CheckKindFields(const v1::Certificate& c, Violations& found) {
  const FieldPath root;
  CheckConclusion(root.Field("conclusion"), c.conclusion(), found);
  CheckFailedItems(c, found);
  found.CheckLength(root.Field("sampling"), c.sampling(), kMostPassageBytes);
  found.CheckLength(root.Field("deviations"), c.deviations(),
                    kMostPassageBytes);
  found.CheckCount(root.Field("statements"), c.statements_size(), kMostInList);
  for (int i = 0; i < c.statements_size(); ++i) {
    found.CheckText(root.Field("statements").At(i), c.statements(i),
                    kMostPassageBytes);
  }
  found.CheckLength(root.Field("traceability_statement"),
                    c.traceability_statement(), kMostPassageBytes);
  if (c.pages() < 0) {
    found.Add(root.Field("pages"), absl::StrCat(c.pages()),
              "a count that is not negative");
  }
  if (c.has_place_point()) {
    const FieldPath point = root.Field("place_point");
    CheckDegrees(point.Field("latitude"), c.place_point().latitude(), 90,
                 found);
    CheckDegrees(point.Field("longitude"), c.place_point().longitude(), 180,
                 found);
  }
  if (c.has_reference_material()) {
    const FieldPath path = root.Field("reference_material");
    if (c.kind() != v1::Certificate::KIND_CRM) {
      found.Add(path, c.reference_material().number(),
                "a certificate of KIND_CRM, or no reference material,");
    }
    CheckMaterial(path, c.reference_material(), found);
  }
  CheckValueStatuses(c, found);
  for (int i = 0; i < c.items_size(); ++i) {
    const FieldPath path = root.Field("items").At(i);
    found.CheckLength(path.Field("accuracy_class"),
                      c.items(i).accuracy_class());
    found.CheckLength(path.Field("measuring_range"),
                      c.items(i).measuring_range());
  }
  for (int i = 0; i < c.references_size(); ++i) {
    CheckReferenceUse(root.Field("references").At(i), c.references(i), found);
  }
}

}  // namespace suyuan::certificates
