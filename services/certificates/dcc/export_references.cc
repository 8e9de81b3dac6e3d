#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

constexpr char kNone[] = "-";

bool HasCertificate(const v1::ReferenceUse& use) {
  return !use.certificate_numbers().empty() || !use.digest().empty() ||
         use.issuer().ByteSizeLong() > 0;
}

// The certificate that the reference is said to have. Its number is the
// referralID; wordings and parts of it, and who issued it, are referrals.
dcc::CertificateLink LinkOf(const v1::ReferenceUse& use,
                            const DccDraft& draft) {
  dcc::CertificateLink link;
  link.referral_id = kNone;
  const std::string title = absl::StrCat(own::kPartyField, "title");
  AddContent(title.c_str(), use.issuer().title(), link.referral);
  for (const std::string& number : use.certificate_numbers()) {
    if (link.referral_id == kNone) {
      link.referral_id = number;
    } else {
      AddContent(own::kCertificateNumber, number, link.referral);
    }
  }
  if (link.referral.empty()) link.referral = draft.NotStated();
  link.procedure = use.digest().empty() ? kNone : "sha256";
  link.value = use.digest().empty() ? kNone : use.digest();
  link.description = FieldContents(use.issuer(), own::kPartyField, {"title"});
  return link;
}

dcc::Equipment EquipmentOf(const v1::ReferenceUse& use, const DccDraft& draft) {
  dcc::Equipment equipment;
  equipment.element.within = kInMeasurement;
  equipment.element.id = own::XmlId(own::kReferenceId, use.id());
  equipment.element.ref_types = {"basic_normalUsed", own::kReference};
  if (use.role() == v1::ReferenceUse::ROLE_MAIN) {
    equipment.element.ref_types.emplace_back(own::kMain);
  }
  if (use.role() == v1::ReferenceUse::ROLE_AUXILIARY) {
    equipment.element.ref_types.emplace_back(own::kAuxiliary);
  }
  for (const std::string& id : use.result_ids()) {
    equipment.element.ref_ids.push_back(own::XmlId(own::kResultId, id));
  }
  equipment.name = draft.Text(use.title());
  if (!use.manufacturer().empty()) {
    equipment.manufacturer.emplace();
    equipment.manufacturer->name = DccDraft::Printed(use.manufacturer());
  }
  equipment.model = use.model();
  AddIdentifications(use.identifications(), equipment.identifications);
  AddOwnIdentification(own::kRecord, use.record(), equipment.identifications);
  AddOwnIdentification(own::kStandard, use.standard(),
                       equipment.identifications);
  AddOwnIdentification(own::kAssessmentNumber, use.assessment_number(),
                       equipment.identifications);
  AddOwnIdentification(own::kState, use.state(), equipment.identifications);
  AddContent(own::kMeasuringRange, use.measuring_range(),
             equipment.description);
  AddContent(own::kCapability, use.capability(), equipment.description);
  AddContent(own::kAssessmentValidTo, use.assessment_valid_to(),
             equipment.description);
  AddContent(own::kValidTo, use.valid_to(), equipment.description);
  return equipment;
}

// By what others call the conditions that the contract names.
Tokens ConditionTokens(const std::string& quantity, absl::string_view bound) {
  std::string word;
  if (quantity == "temperature") word = "basic_temperature";
  if (quantity == "relative_humidity") word = "basic_humidityRelative";
  if (word.empty()) return {};
  return {absl::StrCat(word, bound)};
}

void AddBound(const v1::EnvironmentCondition& one, const dcc::Scope& scope,
              const char* token, const std::string& number,
              absl::string_view bound, DccDraft& draft) {
  Tokens tokens = ConditionTokens(one.quantity(), bound);
  tokens.emplace_back(token);
  draft.AddNumber(scope, std::move(tokens), number, one.unit());
}

void ExportBounds(const v1::EnvironmentCondition& one, const dcc::Scope& scope,
                  DccDraft& draft) {
  const bool is_range = !one.max().empty();
  std::optional<size_t> carrier;
  if (is_range) AddBound(one, scope, own::kMax, one.max(), "Max", draft);
  if (!one.min().empty()) {
    AddBound(one, scope, own::kMin, one.min(), is_range ? "Min" : "", draft);
  }
  if (!one.min().empty() || is_range) {
    carrier = draft.document.quantities.size() - 1;
  } else if (!one.unit().empty()) {
    draft.AddNumber(scope, {own::kUnit}, "NaN", one.unit());
  } else {
    draft.AddWords(scope, {own::kNotStated}, draft.NotStated());
  }
  if (one.has_uncertainty()) {
    ExportUncertainty(one.uncertainty(), scope, carrier, one.unit(), draft);
  }
}

}  // namespace

void ExportSpecifications(const v1::Certificate& certificate, DccDraft& draft) {
  const auto add = [&draft](const char* token, dcc::MultilingualText name) {
    dcc::Method method;
    method.element.within = kInMeasurement;
    method.element.ref_types = {token};
    method.name = std::move(name);
    draft.document.methods.push_back(std::move(method));
    return &draft.document.methods.back();
  };
  for (const std::string& text : certificate.specifications()) {
    add(own::kSpecification, DccDraft::Printed(text))->norms = {text};
  }
  if (certificate.specifications().empty()) {
    add(own::kNotStated, draft.NotStated());
  }
}

void ExportReferences(const v1::Certificate& certificate, DccDraft& draft) {
  for (const v1::ReferenceUse& use : certificate.references()) {
    const int index = static_cast<int>(draft.document.equipment.size());
    const dcc::Scope scope{dcc::ScopeKind::kEquipment, index};
    draft.document.equipment.push_back(EquipmentOf(use, draft));
    if (HasCertificate(use)) {
      dcc::CertificateLink link = LinkOf(use, draft);
      link.element.within = scope;
      draft.document.links.push_back(std::move(link));
    }
    if (use.uses() != 1) {
      draft.AddNumber(scope, {own::kUses}, absl::StrCat(use.uses()), "\\one")
          .role = dcc::QuantityRole::kEquipment;
    }
  }
}

void ExportEnvironment(const v1::Certificate& certificate, DccDraft& draft) {
  const auto add = [&draft](const char* token, dcc::MultilingualText name) {
    dcc::Condition condition;
    condition.element.within = kInMeasurement;
    condition.element.ref_types = {token};
    condition.name = std::move(name);
    draft.document.conditions.push_back(std::move(condition));
    return dcc::Scope{dcc::ScopeKind::kCondition,
                      static_cast<int>(draft.document.conditions.size()) - 1};
  };
  for (const v1::EnvironmentCondition& one : certificate.environment()) {
    ExportBounds(one, add(own::kCondition, draft.PrintedOrNot(one.quantity())),
                 draft);
  }
  if (!certificate.environment().empty()) return;
  draft.AddWords(add(own::kNotStated, draft.NotStated()), {own::kNotStated},
                 draft.NotStated());
}

}  // namespace suyuan::certificates
