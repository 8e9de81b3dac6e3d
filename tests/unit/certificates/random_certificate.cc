#include "tests/unit/certificates/random_certificate.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/bench/random.h"

namespace suyuan::certificates::testing {
namespace {

using LocalizedText = ::suyuan::metrology::v1::LocalizedText;

constexpr const char* kTexts[] = {"砝码",
                                  "1 kg weight",
                                  "a < b & c > \"d\" 'e'",
                                  "two\nlines",
                                  "carriage\rreturn",
                                  "ئۇيغۇرچە",
                                  "Gewicht, E2",
                                  "n/a",
                                  "XXXX",
                                  "-5 °C",
                                  "]]>",
                                  "℃ μ Ω ²",
                                  "😀",
                                  "&amp;",
                                  "未说明",
                                  "a  b"};
constexpr const char* kNumbers[] = {
    "0",    "1",     "-1.5",  "+2.50", ".5",    "5.",      "1e-3",
    "-0.0", "20.30", "1E+06", "100",   "1.000", "0.00001", "-2.5e-3"};
constexpr const char* kPositive[] = {"0",    "0.5",   "+.5",    "3.",
                                     "1e-6", "0.003", "2.50E-2"};
constexpr const char* kFactors[] = {"1", "2", "2.0", "+2", "1.96", "3."};
constexpr const char* kProbabilities[] = {"0.95",   ".95",  "1",
                                          "0.9545", "+0.5", "1.00"};
constexpr const char* kUnits[] = {
    "\\kilogram",     "\\degreecelsius", "\\one", "\\metre\\second\\tothe{-2}",
    "\\milli\\metre", "\\percent"};
constexpr const char* kLanguages[] = {"zh",  "en",      "ug", "de",
                                      "und", "zh-Hant", "x y"};
constexpr const char* kGivers[] = {
    "", "manufacturer", "owner", "customer", "other", "calibrationLaboratory"};

// Draws the parts of one certificate.
class Drawer {
 public:
  explicit Drawer(uint64_t seed) : random_(seed) {}

  v1::Certificate Draw() {
    DrawHead();
    DrawParts();
    DrawTail();
    return std::move(c_);
  }

 private:
  bool Maybe() { return random_.Chance(0.5); }
  size_t Few(size_t most) { return random_.Below(most + 1); }
  template <size_t n>
  std::string Any(const char* const (&texts)[n]) {
    return texts[random_.Below(n)];
  }
  template <size_t n>
  std::string MaybeAny(const char* const (&texts)[n]) {
    return Maybe() ? Any(texts) : "";
  }
  std::string Number() { return absl::StrCat("No. ", random_.Below(1000)); }
  std::string Day() {
    return absl::StrCat("2024-0", 1 + random_.Below(9), "-1",
                        random_.Below(10));
  }
  std::string MaybeDay() { return Maybe() ? Day() : ""; }
  std::string Id(const char* kind, size_t number) {
    constexpr const char* kForms[] = {"",  " 空 ", "_x0041_",
                                      "9", "a:b",  "r1.p"};
    return absl::StrCat(kForms[random_.Below(6)], kind, number);
  }

  // Most certificates are written in one or two languages throughout.
  void DrawText(LocalizedText& text) {
    if (random_.Chance(0.1)) return;
    if (random_.Chance(0.7)) {
      (*text.mutable_texts())["zh"] = Any(kTexts);
      if (is_bilingual_) (*text.mutable_texts())["en"] = Any(kTexts);
      return;
    }
    for (size_t i = 0; i < 1 + Few(2); ++i) {
      (*text.mutable_texts())[Any(kLanguages)] =
          random_.Chance(0.1) ? "" : Any(kTexts);
    }
  }

  void DrawParty(v1::Party& party) {
    if (Maybe()) party.set_institution("institutions/xjim");
    if (Maybe()) party.set_title(Any(kTexts));
    if (Maybe()) party.set_code("CNAS L0001");
    if (Maybe()) party.set_country("KZ");
    party.set_address(MaybeAny(kTexts));
    if (Maybe()) party.set_authorisation_number("（新）法计（2022）001号");
  }

  template <typename Identifications>
  void DrawIdentifications(Identifications& to) {
    for (size_t i = Few(3); i > 0; --i) {
      auto& one = *to.Add();
      one.set_issuer(Any(kGivers));
      one.set_value(Number());
    }
  }

  void DrawHead() {
    is_bilingual_ = Maybe();
    c_.set_kind(static_cast<v1::Certificate::Kind>(1 + random_.Below(5)));
    c_.set_number(Number());
    DrawParty(*c_.mutable_issuer());
    c_.mutable_issuer()->set_title(Any(kTexts));
    c_.set_received(MaybeDay());
    c_.set_end(Day());
    c_.set_begin(Maybe() ? c_.end() : "");
    c_.set_issued(MaybeDay());
    c_.set_valid_to(MaybeDay());
    c_.set_place(static_cast<v1::Certificate::Place>(random_.Below(6)));
    c_.set_place_text(MaybeAny(kTexts));
    if (Maybe()) DrawParty(*c_.mutable_customer());
    if (Maybe()) {
      c_.mutable_place_point()->set_latitude("43.80");
      c_.mutable_place_point()->set_longitude("-87.6");
    }
    for (size_t i = Few(3); i > 0; --i) c_.add_specifications(Any(kTexts));
  }

  void DrawParts() {
    const bool is_comparison = c_.kind() == v1::Certificate::KIND_COMPARISON;
    const size_t items = is_comparison ? Few(2) : 1 + Few(2);
    for (size_t i = 0; i < items; ++i) DrawItem(Id("item", i));
    for (size_t i = Few(4); i > 0; --i) DrawReference(Id("ref", i));
    for (size_t i = Few(3); i > 0; --i) DrawCondition();
    for (size_t i = Few(6); i > 0; --i) DrawResult(Id("r", i));
    if (c_.results().empty()) return;
    for (v1::ReferenceUse& use : *c_.mutable_references()) {
      for (size_t i = Few(2); i > 0; --i) use.add_result_ids(AnyResult());
    }
  }

  std::string AnyResult() {
    return c_.results(static_cast<int>(random_.Below(c_.results_size()))).id();
  }
  std::string AnyReference() {
    return c_.references(static_cast<int>(random_.Below(c_.references_size())))
        .id();
  }

  void DrawItem(const std::string& id) {
    v1::Item& item = *c_.add_items();
    item.set_id(id);
    DrawText(*item.mutable_title());
    item.set_manufacturer(MaybeAny(kTexts));
    item.set_model(MaybeAny(kTexts));
    DrawIdentifications(*item.mutable_identifications());
    if (Maybe()) item.set_equipment_class("energy_meter");
    if (Maybe()) item.set_record("instruments/i1");
    item.set_state(MaybeAny(kTexts));
    item.set_accuracy_class(MaybeAny(kTexts));
    item.set_measuring_range(MaybeAny(kTexts));
  }

  void DrawReference(const std::string& id) {
    v1::ReferenceUse& use = *c_.add_references();
    use.set_id(id);
    DrawText(*use.mutable_title());
    for (size_t i = Few(3); i > 0; --i) use.add_certificate_numbers(Number());
    if (Maybe()) DrawParty(*use.mutable_issuer());
    DrawIdentifications(*use.mutable_identifications());
    use.set_manufacturer(MaybeAny(kTexts));
    use.set_model(MaybeAny(kTexts));
    if (Maybe()) use.set_record("standards/s1");
    if (Maybe()) use.set_standard("standards/s2");
    if (Maybe()) use.set_assessment_number("[2023] 新量标 A1");
    if (Maybe()) use.set_digest(std::string(64, Maybe() ? 'a' : 'B'));
    use.set_uses(static_cast<int>(Few(3)));
    use.set_state(MaybeAny(kTexts));
    use.set_role(static_cast<v1::ReferenceUse::Role>(random_.Below(3)));
    use.set_measuring_range(MaybeAny(kTexts));
    use.set_capability(MaybeAny(kTexts));
    use.set_assessment_valid_to(MaybeDay());
    use.set_valid_to(MaybeDay());
  }

  void DrawCondition() {
    constexpr const char* kQuantities[] = {"temperature", "relative_humidity",
                                           "pressure", "湿度"};
    v1::EnvironmentCondition& one = *c_.add_environment();
    one.set_quantity(Any(kQuantities));
    one.set_min(MaybeAny(kNumbers));
    one.set_max(MaybeAny(kNumbers));
    const bool has_number = !one.min().empty() || !one.max().empty();
    if (has_number || Maybe()) one.set_unit(Any(kUnits));
    if (Maybe()) DrawUncertainty(*one.mutable_uncertainty());
  }

  void DrawUncertainty(metrology::v1::Uncertainty& u) {
    u.set_expanded(MaybeAny(kPositive));
    u.set_coverage_factor(MaybeAny(kFactors));
    u.set_coverage_probability(MaybeAny(kProbabilities));
    u.set_standard(MaybeAny(kPositive));
    if (Maybe()) u.set_degrees_of_freedom("48.5");
    if (Maybe()) u.set_distribution(Maybe() ? "normal" : "of two words");
    const bool has_number = !u.expanded().empty() || !u.standard().empty();
    u.set_relative(has_number && Maybe());
  }

  void DrawNumbers(v1::Result& result) {
    result.set_value(MaybeAny(kNumbers));
    result.set_indication(MaybeAny(kNumbers));
    result.set_error(MaybeAny(kNumbers));
    result.set_nominal_value(MaybeAny(kNumbers));
    result.set_correction(MaybeAny(kNumbers));
    if (c_.kind() == v1::Certificate::KIND_CRM) {
      result.set_value_status(
          static_cast<v1::Result::ValueStatus>(random_.Below(4)));
    }
    if (Maybe()) DrawUncertainty(*result.mutable_uncertainty());
    result.set_maximum_permissible_error(MaybeAny(kPositive));
    result.set_unit("\\kilogram");
    if (Maybe()) return;
    result.set_unit(Any(kUnits));
    result.clear_kind();
  }

  void DrawResult(const std::string& id) {
    v1::Result& result = *c_.add_results();
    result.set_id(id);
    if (c_.items_size() > 1 || (c_.items_size() == 1 && Maybe())) {
      const size_t item = random_.Below(c_.items_size());
      result.set_item_id(c_.items(static_cast<int>(item)).id());
    }
    DrawText(*result.mutable_title());
    if (Maybe()) result.mutable_kind()->set_code("MASS");
    if (Maybe()) {
      (*result.mutable_kind()->mutable_qualifiers())["medium"] = "air";
    }
    DrawNumbers(result);
    if (Maybe()) {
      metrology::v1::Range& range = *result.mutable_valid_range();
      if (Maybe()) range.set_min("-1.0");
      if (Maybe()) range.set_max("2e3");
      range.set_unit(result.unit());
    }
    result.set_accuracy_class(MaybeAny(kTexts));
    result.set_stage(static_cast<v1::Result::Stage>(random_.Below(3)));
    result.set_conformity(
        static_cast<v1::Result::Conformity>(random_.Below(6)));
    result.set_conformity_rule(MaybeAny(kTexts));
    result.set_multi_reference_average(random_.Chance(0.2));
    if (c_.references().empty()) return;
    for (size_t i = Few(2); i > 0; --i) {
      result.add_reference_ids(AnyReference());
      v1::Sensitivity& one = *result.add_sensitivities();
      one.set_reference_id(AnyReference());
      one.set_coefficient(Any(kNumbers));
    }
  }

  void DrawTail() {
    for (size_t i = Few(3); i > 0; --i) {
      v1::Signer& signer = *c_.add_signers();
      signer.set_role(static_cast<v1::Signer::Role>(random_.Below(4)));
      if (Maybe()) signer.set_registration("650100123456");
    }
    DrawChinese();
    if (c_.kind() == v1::Certificate::KIND_CRM && Maybe()) DrawMaterial();
    if (!Maybe()) return;
    v1::Replacement& replaces = *c_.mutable_replaces();
    replaces.set_kind(Maybe() ? v1::Replacement::KIND_AMENDED
                              : v1::Replacement::KIND_SUBSTITUTED);
    replaces.set_number(Number());
    replaces.set_reason(MaybeAny(kTexts));
  }

  // What Chinese certificates carry.
  void DrawChinese() {
    if (Maybe()) {
      v1::Conclusion& conclusion = *c_.mutable_conclusion();
      conclusion.set_conformity(
          static_cast<v1::Result::Conformity>(random_.Below(6)));
      conclusion.set_text(MaybeAny(kTexts));
      conclusion.set_accuracy_class(MaybeAny(kTexts));
    }
    for (size_t i = Few(2); i > 0; --i) {
      v1::FailedItem& item = *c_.add_failed_items();
      item.set_title(Any(kTexts));
      item.set_requirement(MaybeAny(kTexts));
      item.set_found(MaybeAny(kTexts));
      if (!c_.results().empty()) item.add_result_ids(AnyResult());
    }
    c_.set_sampling(MaybeAny(kTexts));
    c_.set_deviations(MaybeAny(kTexts));
    c_.set_traceability_statement(MaybeAny(kTexts));
    for (size_t i = Few(2); i > 0; --i) c_.add_statements(Any(kTexts));
    c_.set_pages(static_cast<int>(Few(9)));
  }

  void DrawMaterial() {
    v1::ReferenceMaterial& material = *c_.mutable_reference_material();
    material.set_number("GBW(E)130113");
    material.set_grade(
        static_cast<v1::ReferenceMaterial::Grade>(random_.Below(4)));
    material.set_grading_certificate(MaybeAny(kTexts));
    material.set_batch(MaybeAny(kTexts));
    material.set_matrix(MaybeAny(kTexts));
    material.set_production_date(MaybeDay());
    material.set_minimum_sample(MaybeAny(kTexts));
    material.set_storage(MaybeAny(kTexts));
    if (Maybe()) material.set_opened_life("P30D");
    material.set_homogeneity(MaybeAny(kTexts));
    material.set_stability(MaybeAny(kTexts));
    material.set_method(MaybeAny(kTexts));
  }

  bench::Random random_;
  bool is_bilingual_ = false;
  v1::Certificate c_;
};

}  // namespace

v1::Certificate RandomCertificate(uint64_t seed) { return Drawer(seed).Draw(); }

}  // namespace suyuan::certificates::testing
