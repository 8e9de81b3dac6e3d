#include "services/certificates/convert/check.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/iso_codes.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/qualifiers.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/convert/check_budget.h"
#include "services/certificates/convert/check_kind.h"
#include "services/certificates/convert/check_remote_link.h"
#include "services/certificates/convert/violations.h"

namespace suyuan::certificates {
namespace {

constexpr int kMostItems = 1000;
constexpr int kMostReferences = 1000;
constexpr int kMostResults = 20000;
constexpr int kMostInList = 100;
constexpr size_t kMostNumberBytes = 256;

using Ids = absl::flat_hash_set<std::string>;
using LocalizedText = ::suyuan::metrology::v1::LocalizedText;

// Checks one certificate: what its parts share is the ids that they name.
class Checker {
 public:
  explicit Checker(const v1::Certificate& certificate) : c_(certificate) {}

  absl::Status Run() {
    CheckHead();
    CheckDays();
    GatherIds();
    for (int i = 0; i < c_.items_size(); ++i) {
      CheckItem(root_.Field("items").At(i), c_.items(i));
    }
    for (int i = 0; i < c_.references_size(); ++i) {
      CheckReference(root_.Field("references").At(i), c_.references(i));
    }
    for (int i = 0; i < c_.environment_size(); ++i) {
      CheckCondition(root_.Field("environment").At(i), c_.environment(i));
    }
    for (int i = 0; i < c_.results_size(); ++i) {
      CheckResult(root_.Field("results").At(i), c_.results(i));
    }
    CheckTail();
    CheckKindFields(c_, found_);
    return found_.ToStatus();
  }

 private:
  void CheckHead() {
    if (c_.kind() == v1::Certificate::KIND_UNSPECIFIED ||
        !v1::Certificate::Kind_IsValid(c_.kind())) {
      found_.Add(root_.Field("kind"), v1::Certificate::Kind_Name(c_.kind()),
                 "one of the kinds");
    }
    CheckNumber(root_.Field("number"), c_.number());
    CheckIssuer(root_.Field("issuer"));
    CheckParty(root_.Field("customer"), c_.customer());
    if (c_.items().empty() && c_.kind() != v1::Certificate::KIND_COMPARISON) {
      found_.AddMissing(root_.Field("items"), "at least one item");
    }
    found_.CheckCount(root_.Field("items"), c_.items_size(), kMostItems);
    found_.CheckCount(root_.Field("references"), c_.references_size(),
                      kMostReferences);
    found_.CheckCount(root_.Field("results"), c_.results_size(), kMostResults);
    if (!v1::Certificate::Place_IsValid(c_.place())) {
      found_.Add(root_.Field("place"), absl::StrCat(c_.place()),
                 "one of the places");
    }
    found_.CheckLength(root_.Field("place_text"), c_.place_text());
  }

  // A number that is nothing but blanks and dashes would be everybody's key.
  void CheckNumber(const FieldPath& path, const std::string& number) {
    if (!number.empty() && text::NormaliseIdentifier(number).empty()) {
      found_.Add(path, number, "a number that can be told from others");
    } else {
      found_.CheckText(path, number, kMostNumberBytes);
    }
  }

  void CheckIssuer(const FieldPath& path) {
    const v1::Party& issuer = c_.issuer();
    if (issuer.institution().empty() && issuer.title().empty() &&
        issuer.code().empty()) {
      found_.AddMissing(path, "an institution, a title or a code");
    }
    CheckParty(path, issuer);
  }

  void CheckParty(const FieldPath& path, const v1::Party& party) {
    found_.CheckResource(path.Field("institution"), party.institution(),
                         "institutions");
    found_.CheckLength(path.Field("title"), party.title());
    found_.CheckLength(path.Field("code"), party.code(), kMostNumberBytes);
    found_.CheckLength(path.Field("address"), party.address());
    found_.CheckLength(path.Field("authorisation_number"),
                       party.authorisation_number(), kMostNumberBytes);
    CheckCountry(path.Field("country"), party.country());
  }

  void CheckCountry(const FieldPath& path, const std::string& country) {
    if (!country.empty() && !dcc::IsCountryCode(country)) {
      found_.Add(path, country, "a code of ISO 3166-1 alpha-2");
    }
  }

  void CheckDays() {
    found_.CheckDay(root_.Field("received"), c_.received());
    found_.CheckDay(root_.Field("begin"), c_.begin());
    found_.CheckDay(root_.Field("end"), c_.end());
    found_.CheckDay(root_.Field("issued"), c_.issued());
    found_.CheckDay(root_.Field("valid_to"), c_.valid_to());
  }

  template <typename Messages>
  void GatherIdsOf(absl::string_view field, const Messages& messages,
                   bool may_be_empty, Ids& ids) {
    for (int i = 0; i < messages.size(); ++i) {
      const FieldPath path = root_.Field(field).At(i).Field("id");
      const std::string& id = messages[i].id();
      if (id.empty()) {
        if (!may_be_empty) found_.AddMissing(path, "an id");
        continue;
      }
      found_.CheckLength(path, id, kMostNumberBytes);
      if (!ids.insert(id).second) {
        found_.Add(path, id, "an id that no other has");
      }
    }
  }

  void GatherIds() {
    GatherIdsOf("items", c_.items(), c_.items_size() == 1, items_);
    GatherIdsOf("references", c_.references(), false, references_);
    GatherIdsOf("results", c_.results(), false, results_);
  }

  void CheckId(const FieldPath& path, const std::string& id, const Ids& ids,
               absl::string_view what) {
    if (!ids.contains(id)) {
      found_.Add(path, id, absl::StrCat("the id of a ", what));
    }
  }

  void CheckTexts(const FieldPath& path, const LocalizedText& text) {
    constexpr size_t kMostLanguageBytes = 35;
    for (const auto& [language, words] : text.texts()) {
      if (language.empty() || language.size() > kMostLanguageBytes) {
        found_.Add(path.Field("texts"), language, "an ISO 639-1 code");
      }
      found_.CheckLength(path.Field("texts").Key(language), words, 4000);
    }
  }

  template <typename Identifications>
  void CheckIdentifications(const FieldPath& path,
                            const Identifications& identifications) {
    static const auto* const kIssuers =
        new Ids{"",         "manufacturer",          "owner",
                "customer", "calibrationLaboratory", "other"};
    found_.CheckCount(path, identifications.size(), kMostInList);
    for (int i = 0; i < identifications.size(); ++i) {
      const v1::ItemIdentification& one = identifications[i];
      if (!kIssuers->contains(one.issuer())) {
        found_.Add(path.At(i).Field("issuer"), one.issuer(),
                   "manufacturer, owner, customer, calibrationLaboratory or "
                   "other");
      }
      CheckNumber(path.At(i).Field("value"), one.value());
    }
  }

  void CheckItem(const FieldPath& path, const v1::Item& item) {
    CheckTexts(path.Field("title"), item.title());
    found_.CheckLength(path.Field("manufacturer"), item.manufacturer());
    found_.CheckLength(path.Field("model"), item.model());
    CheckIdentifications(path.Field("identifications"), item.identifications());
    found_.CheckLength(path.Field("equipment_class"), item.equipment_class());
    found_.CheckResource(path.Field("record"), item.record(),
                         "instruments|standards|referenceMaterials");
    found_.CheckLength(path.Field("state"), item.state(), kMostNumberBytes);
  }

  void CheckReference(const FieldPath& path, const v1::ReferenceUse& use) {
    CheckTexts(path.Field("title"), use.title());
    const FieldPath numbers = path.Field("certificate_numbers");
    found_.CheckCount(numbers, use.certificate_numbers_size(), kMostInList);
    for (int i = 0; i < use.certificate_numbers_size(); ++i) {
      CheckNumber(numbers.At(i), use.certificate_numbers(i));
    }
    CheckParty(path.Field("issuer"), use.issuer());
    CheckIdentifications(path.Field("identifications"), use.identifications());
    found_.CheckLength(path.Field("manufacturer"), use.manufacturer());
    found_.CheckLength(path.Field("model"), use.model());
    found_.CheckResource(path.Field("record"), use.record(),
                         "standards|instruments|referenceMaterials");
    found_.CheckResource(path.Field("standard"), use.standard(), "standards");
    found_.CheckLength(path.Field("assessment_number"), use.assessment_number(),
                       kMostNumberBytes);
    if (!use.digest().empty()) {
      const absl::StatusOr<Digest> digest = Digest::Parse(use.digest());
      if (!digest.ok()) found_.Add(path.Field("digest"), digest.status());
    }
    for (int i = 0; i < use.result_ids_size(); ++i) {
      CheckId(path.Field("result_ids").At(i), use.result_ids(i), results_,
              "result");
    }
    if (use.uses() < 0) {
      found_.Add(path.Field("uses"), absl::StrCat(use.uses()),
                 "a count that is not negative");
    }
    if (use.has_remote_link()) {
      CheckRemoteLink(path.Field("remote_link"), use.remote_link(), found_);
    }
  }

  void CheckCondition(const FieldPath& path,
                      const v1::EnvironmentCondition& condition) {
    found_.CheckText(path.Field("quantity"), condition.quantity());
    const bool has_min =
        found_.CheckDecimal(path.Field("min"), condition.min());
    const bool has_max =
        found_.CheckDecimal(path.Field("max"), condition.max());
    found_.CheckUnit(path.Field("unit"), condition.unit());
    if ((has_min || has_max) && condition.unit().empty()) {
      found_.AddMissing(path.Field("unit"), "the D-SI unit of the numbers");
    }
    if (condition.has_uncertainty()) {
      CheckUncertainty(path.Field("uncertainty"), condition.uncertainty());
    }
  }

  void CheckKind(const FieldPath& path, const v1::Result& result) {
    const std::string& code = result.kind().code();
    if (!code.empty() && metrology::FindKind(code) == nullptr) {
      found_.Add(path.Field("code"), code,
                 "a code of docs/quantities.md or none");
    }
    const metrology::Qualifiers qualifiers(result.kind().qualifiers().begin(),
                                           result.kind().qualifiers().end());
    const absl::Status checked = metrology::CheckQualifiers(qualifiers);
    if (!checked.ok()) found_.Add(path.Field("qualifiers"), checked);
    const absl::StatusOr<metrology::Unit> unit =
        metrology::ParseDsi(result.unit());
    if (code.empty() || !unit.ok()) return;
    const absl::Status fits = metrology::CheckUnitOfKind(code, *unit);
    if (!fits.ok()) found_.Add(path.Field("code"), fits);
  }

  void CheckUncertainty(const FieldPath& path,
                        const metrology::v1::Uncertainty& u) {
    found_.CheckNotNegative(path.Field("expanded"), u.expanded());
    found_.CheckNotNegative(path.Field("standard"), u.standard());
    if (!u.coverage_factor().empty()) {
      const auto k = metrology::ParseCoverageFactorText(u.coverage_factor());
      if (!k.ok()) found_.Add(path.Field("coverage_factor"), k.status());
    }
    if (!u.coverage_probability().empty()) {
      const auto p = metrology::ParseProbabilityText(u.coverage_probability());
      if (!p.ok()) {
        found_.Add(path.Field("coverage_probability"), p.status());
      } else if (p->value() == 0) {
        found_.Add(path.Field("coverage_probability"), u.coverage_probability(),
                   "more than 0 and at most 1");
      }
    }
    const FieldPath freedom = path.Field("degrees_of_freedom");
    if (found_.CheckDecimal(freedom, u.degrees_of_freedom()) &&
        metrology::Decimal::Parse(u.degrees_of_freedom())->value() <= 0) {
      found_.Add(freedom, u.degrees_of_freedom(), "a number above 0");
    }
    found_.CheckLength(path.Field("distribution"), u.distribution());
  }

  void CheckRange(const FieldPath& path, const metrology::v1::Range& range,
                  const std::string& result_unit) {
    const bool has_min = found_.CheckDecimal(path.Field("min"), range.min());
    const bool has_max = found_.CheckDecimal(path.Field("max"), range.max());
    found_.CheckUnit(path.Field("unit"), range.unit());
    if ((has_min || has_max) && range.unit().empty()) {
      found_.AddMissing(path.Field("unit"), "the D-SI unit of the range");
    }
    if (has_min && has_max &&
        metrology::Decimal::Parse(range.min())->value() >
            metrology::Decimal::Parse(range.max())->value()) {
      found_.Add(path.Field("max"), range.max(), "no less than min");
    }
    const auto own = metrology::ParseDsi(range.unit());
    const auto unit = metrology::ParseDsi(result_unit);
    if (own.ok() && unit.ok() && !metrology::Convertible(*own, *unit)) {
      found_.Add(path.Field("unit"), range.unit(),
                 absl::StrCat("a unit that converts to ", result_unit));
    }
  }

  void CheckResult(const FieldPath& path, const v1::Result& result) {
    if (!result.item_id().empty()) {
      CheckId(path.Field("item_id"), result.item_id(), items_, "item");
    } else if (c_.items_size() > 1) {
      found_.AddMissing(path.Field("item_id"), "the id of one of the items");
    }
    CheckTexts(path.Field("title"), result.title());
    CheckKind(path.Field("kind"), result);
    CheckNumbers(path, result);
    CheckUncertainty(path.Field("uncertainty"), result.uncertainty());
    if (result.has_valid_range()) {
      CheckRange(path.Field("valid_range"), result.valid_range(),
                 result.unit());
    }
    found_.CheckLength(path.Field("accuracy_class"), result.accuracy_class());
    found_.CheckLength(path.Field("conformity_rule"), result.conformity_rule());
    if (!v1::Result::Stage_IsValid(result.stage())) {
      found_.Add(path.Field("stage"), absl::StrCat(result.stage()),
                 "one of the stages");
    }
    if (!v1::Result::Conformity_IsValid(result.conformity())) {
      found_.Add(path.Field("conformity"), absl::StrCat(result.conformity()),
                 "one of the conformities");
    }
    CheckLinks(path, result);
    if (result.has_budget()) {
      CheckBudget(path.Field("budget"), result, references_, found_);
    }
  }

  // Every number of a result is in its unit.
  void CheckNumbers(const FieldPath& path, const v1::Result& result) {
    bool has_number = found_.CheckDecimal(path.Field("value"), result.value());
    has_number |=
        found_.CheckDecimal(path.Field("indication"), result.indication());
    has_number |= found_.CheckDecimal(path.Field("error"), result.error());
    has_number |=
        found_.CheckNotNegative(path.Field("maximum_permissible_error"),
                                result.maximum_permissible_error());
    has_number |= found_.CheckDecimal(path.Field("nominal_value"),
                                      result.nominal_value());
    has_number |=
        found_.CheckDecimal(path.Field("correction"), result.correction());
    has_number |= !result.uncertainty().expanded().empty() &&
                  !result.uncertainty().relative();
    has_number |= !result.uncertainty().standard().empty() &&
                  !result.uncertainty().relative();
    found_.CheckUnit(path.Field("unit"), result.unit());
    if (has_number && result.unit().empty()) {
      found_.AddMissing(path.Field("unit"),
                        "the D-SI unit of the numbers (\\one for a ratio)");
    }
  }

  void CheckLinks(const FieldPath& path, const v1::Result& result) {
    for (int i = 0; i < result.reference_ids_size(); ++i) {
      CheckId(path.Field("reference_ids").At(i), result.reference_ids(i),
              references_, "reference");
    }
    for (int i = 0; i < result.sensitivities_size(); ++i) {
      const FieldPath at = path.Field("sensitivities").At(i);
      const v1::Sensitivity& one = result.sensitivities(i);
      CheckId(at.Field("reference_id"), one.reference_id(), references_,
              "reference");
      if (one.coefficient().empty()) {
        found_.AddMissing(at.Field("coefficient"), "a decimal");
      }
      found_.CheckDecimal(at.Field("coefficient"), one.coefficient());
    }
  }

  void CheckTail() {
    const FieldPath specifications = root_.Field("specifications");
    found_.CheckCount(specifications, c_.specifications_size(), kMostInList);
    for (int i = 0; i < c_.specifications_size(); ++i) {
      found_.CheckText(specifications.At(i), c_.specifications(i));
    }
    found_.CheckCount(root_.Field("environment"), c_.environment_size(),
                      kMostInList);
    found_.CheckCount(root_.Field("signers"), c_.signers_size(), kMostInList);
    for (int i = 0; i < c_.signers_size(); ++i) {
      CheckSigner(root_.Field("signers").At(i), c_.signers(i));
    }
    if (c_.has_replaces()) CheckReplacement(root_.Field("replaces"));
  }

  // Persons are kept only inside original documents.
  void CheckSigner(const FieldPath& path, const v1::Signer& signer) {
    if (!v1::Signer::Role_IsValid(signer.role())) {
      found_.Add(path.Field("role"), absl::StrCat(signer.role()),
                 "one of the roles");
    }
    found_.CheckLength(path.Field("registration"), signer.registration(),
                       kMostNumberBytes);
  }

  void CheckReplacement(const FieldPath& path) {
    const v1::Replacement& replaces = c_.replaces();
    if (replaces.kind() != v1::Replacement::KIND_AMENDED &&
        replaces.kind() != v1::Replacement::KIND_SUBSTITUTED) {
      found_.Add(path.Field("kind"), absl::StrCat(replaces.kind()),
                 "KIND_AMENDED or KIND_SUBSTITUTED");
    }
    CheckNumber(path.Field("number"), replaces.number());
    found_.CheckLength(path.Field("reason"), replaces.reason());
  }

  const v1::Certificate& c_;
  const FieldPath root_;
  Violations found_;
  Ids items_;
  Ids references_;
  Ids results_;
};

}  // namespace

absl::Status CheckCertificate(const v1::Certificate& certificate) {
  return Checker(certificate).Run();
}

}  // namespace suyuan::certificates
