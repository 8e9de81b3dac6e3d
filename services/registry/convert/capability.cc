#include "services/registry/convert/capability.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "libs/divisions/division.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit_text.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/parts.h"

namespace suyuan::registry {
namespace {

using metrology_proto::QuantityKind;

// Of texts that were checked when they were written; nullopt for "".
std::optional<double> NumberOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto decimal = metrology::Decimal::Parse(text);
  if (!decimal.ok()) return std::nullopt;
  return decimal->value();
}

std::optional<metrology::Unit> UnitOf(const std::string& text) {
  if (text.empty()) return std::nullopt;
  auto unit = metrology::ParseDsi(text);
  if (!unit.ok()) return std::nullopt;
  return *std::move(unit);
}

std::vector<Period> PeriodsOf(
    const google::protobuf::RepeatedPtrField<proto::Assessment>& assessments) {
  std::vector<Period> periods;
  for (const proto::Assessment& assessment : assessments) {
    periods.push_back(PeriodOf(assessment.period()));
  }
  return periods;
}

RowUncertainty Constant(const metrology_proto::Uncertainty& stated) {
  RowUncertainty out;
  const bool is_standard = !stated.standard().empty();
  const std::optional<double> number =
      NumberOf(is_standard ? stated.standard() : stated.expanded());
  if (!number.has_value()) return out;
  out.form = RowUncertainty::Form::kLinear;
  (stated.relative() ? out.b : out.a) = *number;
  out.coverage_factor =
      is_standard ? std::optional(1.0) : NumberOf(stated.coverage_factor());
  return out;
}

RowUncertainty Table(const proto::UncertaintyTable& stated) {
  RowUncertainty out;
  out.form = stated.relative() ? RowUncertainty::Form::kRelativeTable
                               : RowUncertainty::Form::kTable;
  for (const proto::UncertaintyPoint& point : stated.points()) {
    out.points.push_back({NumberOf(point.value()).value_or(0),
                          NumberOf(point.expanded()).value_or(0)});
  }
  out.coverage_factor = NumberOf(stated.coverage_factor());
  return out;
}

RowUncertainty Function(const proto::UncertaintyFunction& stated) {
  RowUncertainty out;
  out.form = stated.form() == proto::UncertaintyFunction::FORM_QUADRATIC
                 ? RowUncertainty::Form::kRootSum
                 : RowUncertainty::Form::kLinear;
  out.a = NumberOf(stated.constant()).value_or(0);
  out.b = NumberOf(stated.proportional()).value_or(0);
  out.coverage_factor = NumberOf(stated.coverage_factor());
  return out;
}

RowUncertainty UncertaintyOf(const proto::ScopeRow& row) {
  if (row.has_uncertainty_table()) return Table(row.uncertainty_table());
  if (row.has_uncertainty_function()) {
    return Function(row.uncertainty_function());
  }
  return Constant(row.smallest_uncertainty());
}

bool IsPublic(proto::Standard::Level level) {
  return level == proto::Standard::LEVEL_PUBLIC_HIGHEST ||
         level == proto::Standard::LEVEL_PUBLIC_SUBORDINATE;
}

// The kind, by its code or in full.
QuantityKind KindAsked(const proto::FindCapabilityRequest& request,
                       FieldErrors& errors) {
  QuantityKind kind = request.kind();
  if (kind.code().empty()) {
    kind.set_code(request.kind_code());
  } else if (!request.kind_code().empty() &&
             request.kind_code() != kind.code()) {
    errors.Add(FieldPath("kind_code"),
               absl::StrCat("is ", Quoted(request.kind_code()),
                            ", kind.code is ", Quoted(kind.code())));
  }
  return kind;
}

void ReadMeasurement(const proto::FindCapabilityRequest& request,
                     CapabilityQuestion& question, FieldErrors& errors) {
  const auto unit = ReadUnit(FieldPath("unit"), request.unit(), errors);
  const QuantityKind kind = KindAsked(request, errors);
  CheckRequiredKind(FieldPath("kind"), kind, unit, errors);
  question.kind = kind.code();
  question.qualifiers = {kind.qualifiers().begin(), kind.qualifiers().end()};
  question.value = ReadDecimal(FieldPath("value"), request.value(), errors);
  question.expanded_uncertainty =
      ReadNotNegative(FieldPath("expanded_uncertainty"),
                      request.expanded_uncertainty(), errors);
  if (question.value.has_value() && request.unit().empty()) {
    errors.Add(FieldPath("unit"), "is required: the D-SI unit of value");
  }
  if (question.expanded_uncertainty.has_value() &&
      !question.value.has_value()) {
    errors.Add(FieldPath("value"),
               "is required: the value at which the uncertainty is wanted");
  }
  const auto* listed = metrology::FindKind(kind.code());
  if (unit.has_value()) {
    question.unit = *unit;
  } else if (listed != nullptr) {
    question.unit = metrology::SiUnitOf(*listed);
  }
}

std::optional<divisions::Point> PointOf(absl::string_view division) {
  const auto point = divisions::PointOf(division);
  if (!point.has_value()) return std::nullopt;
  return *point;
}

std::optional<divisions::Point> ReadPoint(
    const proto::FindCapabilityRequest& request, FieldErrors& errors) {
  if (request.has_latitude() != request.has_longitude()) {
    errors.Add(FieldPath(request.has_latitude() ? "longitude" : "latitude"),
               "is missing; give both latitude and longitude, or neither");
  }
  if (!(std::abs(request.latitude()) <= 90)) {
    errors.Add(FieldPath("latitude"),
               absl::StrCat(request.latitude(), " is not from -90 to 90"));
  }
  if (!(std::abs(request.longitude()) <= 180)) {
    errors.Add(FieldPath("longitude"),
               absl::StrCat(request.longitude(), " is not from -180 to 180"));
  }
  if (!request.has_latitude() || !request.has_longitude()) return std::nullopt;
  return divisions::Point{request.latitude(), request.longitude()};
}

void ReadWhere(const proto::FindCapabilityRequest& request,
               CapabilitySearch& search, FieldErrors& errors) {
  CheckDivision(FieldPath("division"), request.division(), errors);
  search.division = request.division();
  search.origin = ReadPoint(request, errors);
  if (!search.origin.has_value() && !search.division.empty()) {
    search.origin = PointOf(search.division);
    if (!search.origin.has_value()) {
      errors.Add(FieldPath("division"),
                 absl::StrCat(Quoted(search.division),
                              " has no place that is known here; give "
                              "latitude and longitude"));
    }
  }
  search.within_kilometres = request.within_kilometres();
  if (!(search.within_kilometres >= 0)) {
    errors.Add(FieldPath("within_kilometres"),
               absl::StrCat(search.within_kilometres, " is below 0"));
  } else if (search.within_kilometres > 0 && !search.origin.has_value()) {
    errors.Add(FieldPath("within_kilometres"),
               "needs a division, or latitude and longitude");
  }
}

}  // namespace

absl::StatusOr<CapabilitySearch> ToSearch(
    const proto::FindCapabilityRequest& request, absl::CivilDay today) {
  FieldErrors errors;
  CapabilitySearch search;
  ReadMeasurement(request, search.question, errors);
  search.question.service = ToScopeService(request.service());
  if (request.service() != proto::ScopeRow::SERVICE_UNSPECIFIED &&
      !search.question.service.has_value()) {
    errors.Add(FieldPath("service"), "is no service that is known here");
  }
  CheckWord(FieldPath("equipment_class"), request.equipment_class(), errors);
  search.question.equipment_class = request.equipment_class();
  search.day =
      ReadDay(FieldPath("as_of"), request.as_of(), errors).value_or(today);
  ReadWhere(request, search, errors);
  SUYUAN_RETURN_IF_ERROR(errors.ToStatus());
  return search;
}

std::optional<CapabilitySource> CapabilitySourceOf(
    const proto::Competence& message) {
  if (message.form() == proto::Competence::FORM_INTERNAL_MANDATORY) {
    return std::nullopt;
  }
  CapabilitySource source;
  source.name = message.name();
  source.holder = message.holder();
  source.facts.period = PeriodOf(message.period());
  source.facts.spells = SpellsOf(message);
  source.region = message.region();
  if (message.kind() == proto::Competence::KIND_REFERENCE_MATERIAL_PRODUCTION) {
    source.services = {ScopeService::kReferenceMaterialAssignment};
  }
  source.rows = &message.scope();
  return source;
}

std::optional<CapabilitySource> CapabilitySourceOf(
    const proto::Standard& message) {
  if (!IsPublic(message.level())) return std::nullopt;
  CapabilitySource source;
  source.name = message.name();
  source.holder = message.holder();
  source.facts.period = PeriodOf(message.period());
  source.facts.spells = SpellsOf(message);
  source.facts.needs_assessment = true;
  source.facts.assessments = PeriodsOf(message.assessments());
  source.facts.public_certificates = PeriodsOf(message.public_certificates());
  source.site = message.site();
  source.rows = &message.services();
  return source;
}

ScopeRow ScopeRowOf(const proto::ScopeRow& row) {
  ScopeRow out;
  for (const int service : row.services()) {
    if (const auto known = ToScopeService(service)) {
      out.services.push_back(*known);
    }
  }
  out.kind = row.kind().code();
  out.qualifiers = {row.kind().qualifiers().begin(),
                    row.kind().qualifiers().end()};
  out.unit = UnitOf(row.range().unit());
  out.min = NumberOf(row.range().min());
  out.max = NumberOf(row.range().max());
  out.equipment_class = row.equipment_class();
  out.uncertainty = UncertaintyOf(row);
  return out;
}

std::vector<Workplace> WorkplacesOf(const proto::Institution& institution) {
  std::vector<Workplace> places = {{"", PointOf(institution.division())}};
  for (const proto::Site& site : institution.sites()) {
    if (site.has_latitude() && site.has_longitude()) {
      places.push_back(
          {site.id(), divisions::Point{site.latitude(), site.longitude()}});
    } else {
      places.push_back({site.id(), PointOf(site.division())});
    }
  }
  return places;
}

std::optional<ScopeService> ToScopeService(int service) {
  switch (service) {
    case proto::ScopeRow::SERVICE_LEGAL_VERIFICATION:
      return ScopeService::kLegalVerification;
    case proto::ScopeRow::SERVICE_CALIBRATION:
      return ScopeService::kCalibration;
    case proto::ScopeRow::SERVICE_CRM_ASSIGNMENT:
      return ScopeService::kReferenceMaterialAssignment;
    default:
      return std::nullopt;
  }
}

}  // namespace suyuan::registry
