#include "services/traceability/convert/convert.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/normalise.h"
#include "services/traceability/convert/budget.h"
#include "services/traceability/convert/parts.h"
#include "services/traceability/convert/remote_link.h"
#include "services/traceability/convert/tests.h"

namespace suyuan::traceability {
namespace {

namespace certs = certificates::v1;
namespace reg = registry::v1;
using metrology::v1::LocalizedText;

std::string TextIn(const LocalizedText& text, const std::string& language) {
  const auto found = text.texts().find(language);
  return found == text.texts().end() ? "" : found->second;
}

std::vector<std::string> NormalisedNames(const LocalizedText& title) {
  std::vector<std::string> out;
  for (const auto& [language, text] : title.texts()) {
    out.push_back(text::NormaliseName(text));
  }
  std::sort(out.begin(), out.end());
  return out;
}

Period ToPeriod(const reg::Period& period) {
  return {DayOf(period.from()), DayOf(period.to())};
}

template <typename Suspensions>
std::vector<Suspension> ToSuspensions(const Suspensions& from) {
  std::vector<Suspension> out;
  for (const reg::Suspension& s : from) {
    Suspension spell = ToPeriod(s.period());
    if (s.kind() == reg::Suspension::KIND_REVOKED) spell.to.reset();
    out.push_back(spell);
  }
  return out;
}

template <typename Identifications>
ArtefactName ToArtefact(const std::string& record,
                        const std::string& manufacturer,
                        const Identifications& identifications) {
  ArtefactName out;
  out.record = record;
  out.manufacturer = text::NormaliseName(manufacturer);
  for (const auto& i : identifications) {
    if (!i.value().empty()) {
      out.identifications.push_back(text::NormaliseIdentifier(i.value()));
    }
  }
  return out;
}

PartyFacts ToParty(const certs::Party& party) {
  return {party.institution(), text::NormaliseName(party.title()),
          text::NormaliseIdentifier(party.code())};
}

CertificateKind ToKind(certs::Certificate::Kind kind) {
  switch (kind) {
    case certs::Certificate::KIND_VERIFICATION:
      return CertificateKind::kVerification;
    case certs::Certificate::KIND_VERIFICATION_FAIL:
      return CertificateKind::kVerificationFail;
    case certs::Certificate::KIND_CALIBRATION:
      return CertificateKind::kCalibration;
    case certs::Certificate::KIND_CRM:
      return CertificateKind::kCrm;
    case certs::Certificate::KIND_COMPARISON:
      return CertificateKind::kComparison;
    default:
      return CertificateKind::kUnspecified;
  }
}

Place ToPlace(certs::Certificate::Place place) {
  switch (place) {
    case certs::Certificate::PLACE_LABORATORY:
      return Place::kLaboratory;
    case certs::Certificate::PLACE_LABORATORY_BRANCH:
      return Place::kLaboratoryBranch;
    case certs::Certificate::PLACE_CUSTOMER:
      return Place::kCustomer;
    case certs::Certificate::PLACE_CUSTOMER_BRANCH:
      return Place::kCustomerBranch;
    case certs::Certificate::PLACE_OTHER:
      return Place::kOther;
    default:
      return Place::kUnspecified;
  }
}

SignerFacts ToSigner(const certs::Signer& signer) {
  SignerFacts out;
  out.registration = text::NormaliseIdentifier(signer.registration());
  switch (signer.role()) {
    case certs::Signer::ROLE_PERFORMER:
      out.role = SignerRole::kPerformer;
      break;
    case certs::Signer::ROLE_CHECKER:
      out.role = SignerRole::kChecker;
      break;
    case certs::Signer::ROLE_APPROVER:
      out.role = SignerRole::kApprover;
      break;
    default:
      break;
  }
  return out;
}

// A condition whose quantity or numbers nobody can read was not recorded.
std::optional<ConditionFacts> ToCondition(
    const certs::EnvironmentCondition& from, UnitReader& units) {
  constexpr std::pair<const char*, const char*> kQuantities[] = {
      {"temperature", "TEMC"},
      {"relative_humidity", "RHUM"},
      {"pressure", "PRES"},
  };
  const auto* quantity =
      std::find_if(std::begin(kQuantities), std::end(kQuantities),
                   [&](const auto& q) { return from.quantity() == q.first; });
  const UnitValue& unit = units.Read(from.unit());
  const auto lo = NumberOf(from.min());
  const auto hi = from.max().empty() ? lo : NumberOf(from.max());
  if (quantity == std::end(kQuantities) || !unit.dimension || !lo || !hi) {
    return std::nullopt;
  }
  return ConditionFacts{{quantity->second, {}, false},
                        unit.dimension,
                        unit.Value(*lo),
                        unit.Value(*hi)};
}

SignatureState ToSignature(certs::SignatureState state,
                           SignatureState otherwise) {
  switch (state) {
    case certs::SIGNATURE_STATE_NOT_CHECKED:
    case certs::SIGNATURE_STATE_INDETERMINATE:
      return SignatureState::kNotChecked;
    case certs::SIGNATURE_STATE_VALID:
      return SignatureState::kValid;
    case certs::SIGNATURE_STATE_INVALID:
      return SignatureState::kInvalid;
    default:
      return otherwise;
  }
}

SignatureState ToSignature(const certs::Certificate& certificate) {
  return ToSignature(certificate.signature_state(),
                     certificate.signature_count() > 0
                         ? SignatureState::kNotChecked
                         : SignatureState::kAbsent);
}

ItemFacts ToItem(const certs::Item& item) {
  ItemFacts out;
  out.id = item.id();
  out.artefact =
      ToArtefact(item.record(), item.manufacturer(), item.identifications());
  out.equipment_class = item.equipment_class();
  out.accuracy_class = text::NormaliseIdentifier(item.accuracy_class());
  out.state = item.state();
  out.title_zh = TextIn(item.title(), "zh");
  out.title_en = TextIn(item.title(), "en");
  if (out.title_zh.empty() && out.title_en.empty() &&
      !item.title().texts().empty()) {
    out.title_en = item.title().texts().begin()->second;
  }
  for (const auto& i : item.identifications()) {
    out.printed_identifications.push_back(i.value());
  }
  return out;
}

std::string PrintedReference(const certs::ReferenceUse& use) {
  if (use.certificate_numbers_size() > 0) {
    return absl::StrJoin(use.certificate_numbers(), ", ");
  }
  for (const char* language : {"zh", "en"}) {
    const std::string title = TextIn(use.title(), language);
    if (!title.empty()) return title;
  }
  if (!use.title().texts().empty()) return use.title().texts().begin()->second;
  return use.record().empty() ? use.standard() : use.record();
}

ReferenceFacts ToReference(const certs::ReferenceUse& use, UnitReader& units) {
  ReferenceFacts out;
  out.id = use.id();
  for (const std::string& number : use.certificate_numbers()) {
    out.numbers.push_back(text::NormaliseIdentifier(number));
  }
  out.issuer = ToParty(use.issuer());
  out.artefact =
      ToArtefact(use.record(), use.manufacturer(), use.identifications());
  out.standard = use.standard();
  out.assessment_number = text::NormaliseIdentifier(use.assessment_number());
  out.digest = use.digest();
  out.result_ids.assign(use.result_ids().begin(), use.result_ids().end());
  out.uses = std::max(1, use.uses());
  out.text = PrintedReference(use);
  if (use.has_remote_link()) {
    out.remote_link = ToRemoteLink(use.remote_link(), units);
  }
  return out;
}

Conformity ToConformity(certs::Result::Conformity conformity) {
  switch (conformity) {
    case certs::Result::CONFORMITY_PASS:
      return Conformity::kPass;
    case certs::Result::CONFORMITY_FAIL:
      return Conformity::kFail;
    case certs::Result::CONFORMITY_UNSPECIFIED:
      return Conformity::kNone;
    default:
      return Conformity::kOther;
  }
}

// U / k or u, as the unit measures differences; of a relative statement, times
// the value. A coverage factor that is not stated is not 2.
std::optional<double> StandardUncertainty(
    const metrology::v1::Uncertainty& from,
    const std::optional<double>& printed_value, const UnitValue& unit) {
  std::optional<double> u = NumberOf(from.standard());
  if (!u) {
    const auto expanded = NumberOf(from.expanded());
    const auto k = NumberOf(from.coverage_factor());
    if (expanded && k && *k >= 1) u = *expanded / *k;
  }
  if (!u || *u < 0 || !unit.dimension) return std::nullopt;
  if (!from.relative()) return unit.Difference(*u);
  if (!printed_value || *printed_value == 0) return std::nullopt;
  return unit.Difference(*u * std::fabs(*printed_value));
}

ResultFacts ToResult(const certs::Result& result, UnitReader& units) {
  const UnitValue unit = units.Read(result.unit());
  ResultFacts out;
  out.id = result.id();
  out.item_id = result.item_id();
  out.kind = ToKind(result.kind(), unit);
  out.dimension = unit.dimension;
  out.printed_value =
      result.value().empty() ? result.indication() : result.value();
  const std::optional<double> printed = NumberOf(out.printed_value);
  if (unit.dimension && printed) out.value = unit.Value(*printed);
  out.standard_uncertainty =
      StandardUncertainty(result.uncertainty(), printed, unit);
  const auto mpe = NumberOf(result.maximum_permissible_error());
  if (unit.dimension && mpe) {
    out.maximum_permissible_error = unit.Difference(std::fabs(*mpe));
  }
  if (result.has_valid_range()) {
    const UnitValue& range = units.Read(result.valid_range().unit().empty()
                                            ? result.unit()
                                            : result.valid_range().unit());
    if (range.dimension && range.dimension == unit.dimension) {
      out.valid_range = ToInterval(result.valid_range(), range);
    }
  }
  out.stage = result.stage() == certs::Result::STAGE_BEFORE ? Stage::kBefore
              : result.stage() == certs::Result::STAGE_AFTER
                  ? Stage::kAfter
                  : Stage::kUnspecified;
  out.conformity = ToConformity(result.conformity());
  out.multi_reference_average = result.multi_reference_average();
  out.may_support =
      result.value_status() != certs::Result::VALUE_STATUS_REFERENCE &&
      result.value_status() != certs::Result::VALUE_STATUS_INFORMATION;
  out.reference_ids.assign(result.reference_ids().begin(),
                           result.reference_ids().end());
  for (const certs::Sensitivity& s : result.sensitivities()) {
    if (const auto c = NumberOf(s.coefficient())) {
      out.sensitivities.push_back({s.reference_id(), *c});
    }
  }
  if (result.has_budget()) out.budget = ToBudget(result, units);
  out.degrees_of_freedom = NumberOf(result.uncertainty().degrees_of_freedom());
  out.printed_unit = result.unit();
  out.printed_expanded = result.uncertainty().expanded();
  out.printed_k = result.uncertainty().coverage_factor();
  out.printed_standard = result.uncertainty().standard();
  return out;
}

CompetenceKind ToKind(reg::Competence::Kind kind) {
  switch (kind) {
    case reg::Competence::KIND_AUTHORISATION:
      return CompetenceKind::kAuthorisation;
    case reg::Competence::KIND_ACCREDITATION:
      return CompetenceKind::kAccreditation;
    case reg::Competence::KIND_NATIONAL_INSTITUTE_CMC:
      return CompetenceKind::kNationalInstituteCmc;
    case reg::Competence::KIND_NATIONAL_PRIMARY_STANDARD:
      return CompetenceKind::kNationalPrimaryStandard;
    case reg::Competence::KIND_REFERENCE_MATERIAL_PRODUCTION:
      return CompetenceKind::kReferenceMaterialProduction;
    default:
      return CompetenceKind::kUnspecified;
  }
}

using Smallest = SmallestUncertaintyFacts;

Smallest ToSmallest(const reg::UncertaintyFunction& from,
                    const UnitValue& unit) {
  const auto k = NumberOf(from.coverage_factor());
  if (!k || *k < 1) return {};
  return ToFunction(from.form() == reg::UncertaintyFunction::FORM_QUADRATIC
                        ? Smallest::Form::kRootSum
                        : Smallest::Form::kLinear,
                    NumberOf(from.constant()).value_or(0) / *k,
                    NumberOf(from.proportional()).value_or(0) / *k, unit);
}

Smallest ToSmallest(const reg::UncertaintyTable& from, const UnitValue& unit) {
  const auto k = NumberOf(from.coverage_factor());
  if (!k || *k < 1 || !unit.dimension) return {};
  if (from.relative() && unit.zero != 0) return {};
  Smallest out;
  for (const reg::UncertaintyPoint& point : from.points()) {
    const auto value = NumberOf(point.value());
    const auto expanded = NumberOf(point.expanded());
    if (!value || !expanded) return {};
    out.points.emplace_back(
        unit.Value(*value),
        from.relative() ? *expanded / *k : unit.Difference(*expanded / *k));
  }
  out.form =
      from.relative() ? Smallest::Form::kRelativeTable : Smallest::Form::kTable;
  return out;
}

std::optional<Smallest> SmallestOf(const reg::ScopeRow& row,
                                   const UnitValue& unit) {
  if (row.has_uncertainty_table()) {
    return ToSmallest(row.uncertainty_table(), unit);
  }
  if (row.has_uncertainty_function()) {
    return ToSmallest(row.uncertainty_function(), unit);
  }
  if (row.has_smallest_uncertainty()) {
    return ToFunction(row.smallest_uncertainty(), unit);
  }
  return std::nullopt;
}

ScopeRowFacts ToRow(const reg::ScopeRow& row, UnitReader& units) {
  ScopeRowFacts out;
  for (const int service : row.services()) {
    switch (service) {
      case reg::ScopeRow::SERVICE_LEGAL_VERIFICATION:
        out.services.push_back(ServiceKind::kVerification);
        break;
      case reg::ScopeRow::SERVICE_CALIBRATION:
        out.services.push_back(ServiceKind::kCalibration);
        break;
      case reg::ScopeRow::SERVICE_CRM_ASSIGNMENT:
        out.services.push_back(ServiceKind::kCrm);
        break;
      default:
        break;
    }
  }
  const UnitValue unit =
      row.range().unit().empty() ? UnitValue() : units.Read(row.range().unit());
  if (!row.kind().code().empty()) out.kind = ToKind(row.kind(), unit);
  out.dimension = unit.dimension;
  out.range = ToInterval(row.range(), unit);
  out.equipment_class = row.equipment_class();
  out.smallest_uncertainty = SmallestOf(row, unit);
  out.sites.assign(row.sites().begin(), row.sites().end());
  return out;
}

template <typename Limits>
std::vector<ConditionLimitFacts> ToLimits(const Limits& from,
                                          UnitReader& units) {
  std::vector<ConditionLimitFacts> out;
  for (const reg::EnvironmentLimit& limit : from) {
    const UnitValue unit = units.Read(limit.range().unit());
    const auto range = ToInterval(limit.range(), unit);
    if (!range) continue;
    out.push_back({ToKind(limit.kind(), unit), unit.dimension, *range});
  }
  return out;
}

SiteFacts ToSite(const reg::Site& site) {
  SiteFacts out;
  out.id = site.id();
  out.names = NormalisedNames(site.title());
  for (const std::string& name : {site.id(), site.address()}) {
    if (!name.empty()) out.names.push_back(text::NormaliseName(name));
  }
  out.division = site.division();
  return out;
}

MaterialValueFacts ToValue(const reg::PropertyValue& value, UnitReader& units) {
  const UnitValue& unit = units.Read(value.unit());
  MaterialValueFacts out;
  out.kind = ToKind(value.kind(), unit);
  auto& qualifiers = out.kind.qualifiers;
  const bool says_matrix =
      std::any_of(qualifiers.begin(), qualifiers.end(),
                  [](const auto& q) { return q.first == "matrix"; });
  if (!value.matrix().empty() && !says_matrix) {
    qualifiers.emplace_back("matrix", value.matrix());
    std::sort(qualifiers.begin(), qualifiers.end());
  }
  out.dimension = unit.dimension;
  out.certified = value.status() == reg::PropertyValue::STATUS_CERTIFIED;
  return out;
}

SpecificationKind ToKind(reg::Specification::Kind kind) {
  switch (kind) {
    case reg::Specification::KIND_VERIFICATION_REGULATION:
      return SpecificationKind::kVerificationRegulation;
    case reg::Specification::KIND_CALIBRATION_SPECIFICATION:
      return SpecificationKind::kCalibrationSpecification;
    case reg::Specification::KIND_VERIFICATION_SCHEME:
      return SpecificationKind::kVerificationScheme;
    case reg::Specification::KIND_METHOD_STANDARD:
      return SpecificationKind::kMethodStandard;
    default:
      return SpecificationKind::kUnspecified;
  }
}

Level ToLevel(reg::Standard::Level level) {
  switch (level) {
    case reg::Standard::LEVEL_SI_REALISATION:
      return Level::kSiRealisation;
    case reg::Standard::LEVEL_NATIONAL_PRIMARY:
      return Level::kNationalPrimary;
    case reg::Standard::LEVEL_FOREIGN_NMI_CMC:
      return Level::kForeignNmiCmc;
    case reg::Standard::LEVEL_PUBLIC_HIGHEST:
      return Level::kPublicHighest;
    case reg::Standard::LEVEL_PUBLIC_SUBORDINATE:
      return Level::kPublicSubordinate;
    case reg::Standard::LEVEL_DEPARTMENT_HIGHEST:
      return Level::kDepartmentHighest;
    case reg::Standard::LEVEL_ENTERPRISE_HIGHEST:
      return Level::kEnterpriseHighest;
    case reg::Standard::LEVEL_SUBORDINATE:
      return Level::kSubordinate;
    case reg::Standard::LEVEL_CHECK_STANDARD:
      return Level::kCheckStandard;
    default:
      return Level::kUnspecified;
  }
}

std::optional<StandardEventKind> ToEvent(reg::StandardEvent::Kind kind) {
  switch (kind) {
    case reg::StandardEvent::KIND_SEALED:
      return StandardEventKind::kSealed;
    case reg::StandardEvent::KIND_RESTORED:
      return StandardEventKind::kRestored;
    case reg::StandardEvent::KIND_CANCELLED:
      return StandardEventKind::kCancelled;
    default:
      return std::nullopt;
  }
}

std::string DimensionOf(const metrology::Unit& unit) {
  std::string dimension = unit.dimension().ToString();
  if (unit.level() != metrology::Rational(0)) dimension.append(" level");
  return dimension;
}

DimensionText DimensionOfKind(const Kind& kind) {
  const auto* known = metrology::FindKind(kind.code);
  if (known == nullptr) return std::nullopt;
  return DimensionOf(metrology::SiUnitOf(*known));
}

template <typename Capabilities>
std::vector<std::string> AccuracyClasses(const Capabilities& capabilities) {
  std::vector<std::string> out;
  for (const reg::Capability& c : capabilities) {
    if (!c.accuracy_class().empty()) {
      out.push_back(text::NormaliseIdentifier(c.accuracy_class()));
    }
  }
  return out;
}

std::optional<RatioFacts> ToRatio(const reg::RatioRule& from) {
  if (from.denominator() == 0) return std::nullopt;
  return RatioFacts{
      from.basis() == reg::RatioRule::BASIS_MAXIMUM_PERMISSIBLE_ERROR,
      from.numerator(), from.denominator()};
}

CatalogueItemFacts ToItem(const reg::MandatoryCatalogue::Item& item) {
  CatalogueItemFacts out;
  out.id = item.id();
  for (const int purpose : item.purposes()) {
    out.purposes.push_back(static_cast<Purpose>(purpose));
  }
  out.equipment_classes.assign(item.equipment_classes().begin(),
                               item.equipment_classes().end());
  out.from = DayOf(item.from());
  return out;
}

// The first day on which it was established (新建), where that is recorded.
Day EstablishedOn(const reg::Standard& record) {
  Day first;
  for (const reg::StandardEvent& event : record.events()) {
    if (event.kind() != reg::StandardEvent::KIND_ESTABLISHED) continue;
    const Day day = DayOf(event.day());
    if (day && (!first || *day < *first)) first = day;
  }
  return first;
}

ComparisonDecisionFacts ToDecision(const reg::StandardEvent& event) {
  ComparisonDecisionFacts out;
  out.resolved = event.kind() == reg::StandardEvent::KIND_COMPARISON_RESOLVED;
  out.day = DayOf(event.day());
  out.comparison = event.comparison();
  out.kind = ToKind(event.kind_of_quantity(), UnitValue());
  out.dimension = DimensionOfKind(out.kind);
  return out;
}

void AddEvent(const reg::StandardEvent& event, StandardFacts& out) {
  switch (event.kind()) {
    case reg::StandardEvent::KIND_COMPARISON_FAILED:
    case reg::StandardEvent::KIND_COMPARISON_RESOLVED:
      out.comparisons.push_back(ToDecision(event));
      return;
    case reg::StandardEvent::KIND_ESTABLISHED:
    case reg::StandardEvent::KIND_REVIEWED:
      out.reviews.push_back(DayOf(event.day()));
      return;
    case reg::StandardEvent::KIND_COMPONENT_REPLACED:
      out.replacements.push_back(DayOf(event.day()));
      return;
    default:
      if (const auto kind = ToEvent(event.kind())) {
        out.events.push_back({*kind, DayOf(event.day())});
      }
  }
}

}  // namespace

const UnitValue& UnitReader::Read(const std::string& text) {
  const auto [at, added] = units_.try_emplace(text);
  if (!added || text.empty()) return at->second;
  const auto parsed = metrology::ParseDsiLenient(text);
  if (!parsed.ok()) return at->second;
  const metrology::Unit& unit = parsed->unit;
  UnitValue& out = at->second;
  out.dimension = DimensionOf(unit);
  out.inferred_kind = std::string(metrology::InferredKind(unit));
  out.factor = unit.scale().ToDouble();
  if (unit.zero() != metrology::ZeroPoint::kNone) {
    const auto kelvin = metrology::ParseDsi("\\kelvin");
    const auto to_kelvin = metrology::Conversion::Between(unit, *kelvin);
    out.zero = to_kelvin->Value(0);
  }
  return out;
}

absl::Time InstantOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) +
         absl::Nanoseconds(timestamp.nanos());
}

Day DayOf(const std::string& text) {
  absl::CivilDay day;
  if (text.empty() || !absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

CertificateFacts ToFacts(const certs::Certificate& certificate,
                         absl::Time recorded_at, UnitReader& units) {
  CertificateFacts out;
  out.name = certificate.name();
  out.kind = ToKind(certificate.kind());
  out.number = text::NormaliseIdentifier(certificate.number());
  out.printed_number = certificate.number();
  out.issuer = ToParty(certificate.issuer());
  out.printed_issuer = certificate.issuer().title().empty()
                           ? certificate.issuer().institution()
                           : certificate.issuer().title();
  for (const certs::Item& item : certificate.items()) {
    out.items.push_back(ToItem(item));
  }
  out.received = DayOf(certificate.received());
  out.begin = DayOf(certificate.begin());
  out.end = DayOf(certificate.end());
  out.issued = DayOf(certificate.issued());
  out.valid_to = DayOf(certificate.valid_to());
  for (const std::string& s : certificate.specifications()) {
    out.specifications.push_back(text::NormaliseIdentifier(s));
  }
  for (const certs::ReferenceUse& use : certificate.references()) {
    out.references.push_back(ToReference(use, units));
  }
  for (const certs::Result& result : certificate.results()) {
    out.results.push_back(ToResult(result, units));
  }
  out.place = ToPlace(certificate.place());
  out.place_text = text::NormaliseName(certificate.place_text());
  for (const certs::Signer& signer : certificate.signers()) {
    out.signers.push_back(ToSigner(signer));
  }
  for (const auto& condition : certificate.environment()) {
    if (auto facts = ToCondition(condition, units)) {
      out.conditions.push_back(*std::move(facts));
    }
  }
  out.material_number =
      text::NormaliseIdentifier(certificate.reference_material().number());
  out.replaces_number =
      text::NormaliseIdentifier(certificate.replaces().number());
  out.digest = certificate.digest();
  out.signature = ToSignature(certificate);
  out.recorded_at = recorded_at;
  out.log_index = certificate.log_index();
  return out;
}

StatusFacts ToFacts(const certs::CertificateStatusChange& change,
                    absl::Time recorded_at) {
  StatusFacts out;
  out.certificate = change.certificate();
  switch (change.change().kind()) {
    case certs::StatusChange::KIND_AMENDED:
      out.kind = StatusKind::kAmended;
      break;
    case certs::StatusChange::KIND_SUBSTITUTED:
      out.kind = StatusKind::kSubstituted;
      break;
    case certs::StatusChange::KIND_SIGNED:
      out.kind = StatusKind::kSigned;
      break;
    case certs::StatusChange::KIND_SIGNATURE_JUDGED:
      out.kind = StatusKind::kSigned;
      out.signature = ToSignature(change.change().signature_state(),
                                  SignatureState::kNotChecked);
      break;
    default:
      out.kind = StatusKind::kVoided;
      break;
  }
  out.void_from = DayOf(change.change().void_from());
  out.replaced_by = change.change().replaced_by();
  out.recorded_at = recorded_at;
  return out;
}

InstitutionFacts ToFacts(const reg::Institution& record) {
  InstitutionFacts out;
  out.name = record.name();
  out.titles = NormalisedNames(record.title());
  for (const std::string& alias : record.aliases()) {
    out.titles.push_back(text::NormaliseName(alias));
  }
  out.period = ToPeriod(record.period());
  out.suspensions = ToSuspensions(record.suspensions());
  for (const reg::Site& site : record.sites()) {
    out.sites.push_back(ToSite(site));
  }
  out.division = record.division();
  out.country = record.country();
  return out;
}

PersonFacts ToFacts(const reg::Person& record, UnitReader& units) {
  PersonFacts out;
  out.name = record.name();
  out.registration = text::NormaliseIdentifier(record.registration_number());
  out.employer = record.employer();
  out.period = ToPeriod(record.period());
  out.suspensions = ToSuspensions(record.suspensions());
  for (const reg::Person::Project& p : record.projects()) {
    ProjectFacts project;
    for (const reg::ScopeRow& row : p.scope()) {
      project.scope.push_back(ToRow(row, units));
    }
    project.period = ToPeriod(p.period());
    out.projects.push_back(std::move(project));
  }
  return out;
}

CompetenceFacts ToFacts(const reg::Competence& record, UnitReader& units) {
  CompetenceFacts out;
  out.name = record.name();
  out.holder = record.holder();
  out.kind = ToKind(record.kind());
  out.number = text::NormaliseIdentifier(record.number());
  out.period = ToPeriod(record.period());
  out.suspensions = ToSuspensions(record.suspensions());
  for (const reg::ScopeRow& row : record.scope()) {
    out.scope.push_back(ToRow(row, units));
  }
  for (const reg::Competence::Signatory& s : record.signatories()) {
    out.signatories.push_back({s.person(), ToPeriod(s.period())});
  }
  return out;
}

StandardFacts ToFacts(const reg::Standard& record, UnitReader& units) {
  StandardFacts out;
  out.name = record.name();
  out.holder = record.holder();
  out.level = ToLevel(record.level());
  for (const reg::Component& c : record.components()) {
    ComponentFacts component;
    component.main = c.role() == reg::Component::ROLE_MAIN;
    component.artefact = ToArtefact("", c.manufacturer(), c.identifications());
    component.recalibration_months = c.recalibration_months();
    component.accuracy_classes = AccuracyClasses(c.capabilities());
    component.put_into_service = DayOf(c.put_into_service());
    for (const reg::Identification& i : c.identifications()) {
      component.printed_identifications.push_back(i.value());
    }
    out.components.push_back(std::move(component));
  }
  for (const reg::Assessment& a : record.assessments()) {
    out.assessments.push_back(
        {text::NormaliseIdentifier(a.number()), ToPeriod(a.period())});
  }
  for (const reg::StandardEvent& e : record.events()) AddEvent(e, out);
  out.established = EstablishedOn(record);
  out.tests = TestsOf(record);
  out.accuracy_classes = AccuracyClasses(record.capabilities());
  out.period = ToPeriod(record.period());
  out.environment = ToLimits(record.environment(), units);
  out.title_zh = TextIn(record.title(), "zh");
  out.title_en = TextIn(record.title(), "en");
  out.site = record.site();
  out.capabilities = ToCapabilities(record.capabilities(), units);
  for (const reg::ScopeRow& row : record.services()) {
    out.services.push_back(ToRow(row, units));
  }
  out.diagram = ToDiagram(record.diagram(), units);
  return out;
}

ReferenceMaterialFacts ToFacts(const reg::ReferenceMaterial& record,
                               UnitReader& units) {
  ReferenceMaterialFacts out;
  out.name = record.name();
  out.level = record.grade() == reg::ReferenceMaterial::GRADE_PRIMARY
                  ? Level::kCrmPrimary
              : record.grade() == reg::ReferenceMaterial::GRADE_SECONDARY
                  ? Level::kCrmSecondary
                  : Level::kCrmOther;
  out.number = text::NormaliseIdentifier(record.number());
  out.period = ToPeriod(record.period());
  out.suspensions = ToSuspensions(record.suspensions());
  for (const reg::PropertyValue& value : record.values()) {
    out.values.push_back(ToValue(value, units));
  }
  return out;
}

SpecificationFacts ToFacts(const reg::Specification& record,
                           UnitReader& units) {
  SpecificationFacts out;
  out.name = record.name();
  out.number = text::NormaliseIdentifier(record.number());
  if (record.has_ratio()) out.ratio = ToRatio(record.ratio());
  out.period = ToPeriod(record.period());
  out.kind = ToKind(record.kind());
  if (record.has_transition()) out.transition = ToPeriod(record.transition());
  out.equipment_classes.assign(record.equipment_classes().begin(),
                               record.equipment_classes().end());
  out.environment = ToLimits(record.environment(), units);
  return out;
}

InstrumentFacts ToFacts(const reg::Instrument& record, UnitReader& units) {
  InstrumentFacts out;
  out.name = record.name();
  out.owner = record.owner();
  out.division = record.division();
  out.fleet = record.fleet();
  out.purpose = static_cast<Purpose>(record.purpose());
  out.artefact = ToArtefact(record.name(), record.manufacturer(),
                            record.identifications());
  out.equipment_class = record.equipment_class();
  out.recalibration_months = record.recalibration_months();
  out.period = ToPeriod(record.period());
  out.accuracy_classes = AccuracyClasses(record.capabilities());
  out.catalogue_item = record.catalogue_item();
  out.capabilities = ToCapabilities(record.capabilities(), units);
  return out;
}

CatalogueFacts ToFacts(const reg::MandatoryCatalogue& record) {
  CatalogueFacts out;
  out.name = record.name();
  out.period = ToPeriod(record.period());
  for (const reg::MandatoryCatalogue::Item& item : record.items()) {
    if (item.supervision() == reg::MandatoryCatalogue::SUPERVISION_BOTH ||
        item.supervision() ==
            reg::MandatoryCatalogue::SUPERVISION_VERIFICATION) {
      out.items.push_back(ToItem(item));
    }
  }
  return out;
}

VerificationSchemeFacts ToFacts(const reg::VerificationScheme& record) {
  VerificationSchemeFacts out;
  out.name = record.name();
  out.kind = ToKind(record.kind(), UnitValue());
  out.dimension = DimensionOfKind(out.kind);
  out.period = ToPeriod(record.period());
  for (const reg::VerificationScheme::Node& node : record.nodes()) {
    out.nodes.push_back(
        {node.id(),
         node.tier(),
         text::NormaliseIdentifier(node.capability().accuracy_class()),
         {node.equipment_classes().begin(), node.equipment_classes().end()}});
  }
  for (const reg::VerificationScheme::Edge& edge : record.edges()) {
    out.edges.push_back({edge.from(), edge.to(), std::nullopt});
    if (edge.has_ratio()) out.edges.back().ratio = ToRatio(edge.ratio());
  }
  return out;
}

}  // namespace suyuan::traceability
