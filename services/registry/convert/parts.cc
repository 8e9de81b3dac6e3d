#include "services/registry/convert/parts.h"

#include "absl/strings/str_cat.h"
#include "libs/metrology/qualifiers.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit_text.h"

namespace suyuan::registry {
namespace {

void CheckSpell(const FieldPath& path, const proto::Suspension& suspension,
                const Spell& spell, FieldErrors& errors) {
  if (suspension.kind() == proto::Suspension::KIND_UNSPECIFIED) {
    errors.Add(path / "kind", "is required");
  }
  if (suspension.period().from().empty()) {
    errors.Add(path / "period" / "from",
               "is required: the first day of the suspension");
  }
  if (spell.cause == Cause::kRevoked && spell.period.to.has_value()) {
    errors.Add(path / "period" / "to",
               "a revocation does not end; leave it empty");
  }
  CheckOptionalText(path / "reason", suspension.reason(), errors);
  CheckOptionalText(path / "document_number", suspension.document_number(),
                    errors);
}

}  // namespace

Period ReadPeriod(const FieldPath& path, const proto::Period& period,
                  FieldErrors& errors) {
  const Period read{ReadDay(path / "from", period.from(), errors),
                    ReadDay(path / "to", period.to(), errors)};
  if (read.from.has_value() && read.to.has_value() && *read.to < *read.from) {
    errors.Add(path / "to", absl::StrCat(period.to(), " is before the first ",
                                         "day, ", period.from()));
  }
  return read;
}

Period PeriodOf(const proto::Period& period) {
  FieldErrors errors;
  return ReadPeriod(FieldPath("period"), period, errors);
}

std::vector<Spell> ReadSuspensions(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Suspension>& suspensions,
    FieldErrors& errors) {
  CheckCount(path, suspensions.size(), errors);
  std::vector<Spell> spells;
  for (int i = 0; i < suspensions.size(); ++i) {
    const proto::Suspension& suspension = suspensions[i];
    Spell spell;
    spell.cause = suspension.kind() == proto::Suspension::KIND_REVOKED
                      ? Cause::kRevoked
                      : Cause::kSuspended;
    spell.period = ReadPeriod(path[i] / "period", suspension.period(), errors);
    spell.reason = suspension.reason();
    CheckSpell(path[i], suspension, spell, errors);
    spells.push_back(std::move(spell));
  }
  return spells;
}

std::optional<metrology::Unit> ReadUnit(const FieldPath& path,
                                        absl::string_view text,
                                        FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<metrology::Unit> unit = metrology::ParseDsi(text);
  if (unit.ok()) return *std::move(unit);
  errors.Add(path, absl::StrCat(Quoted(text),
                                " is no D-SI unit: ", unit.status().message()));
  return std::nullopt;
}

std::optional<metrology::Unit> ReadRequiredUnit(const FieldPath& path,
                                                absl::string_view text,
                                                FieldErrors& errors) {
  if (text.empty()) errors.Add(path, "is required");
  return ReadUnit(path, text, errors);
}

void CheckKind(const FieldPath& path, const metrology_proto::QuantityKind& kind,
               const std::optional<metrology::Unit>& unit,
               FieldErrors& errors) {
  if (!kind.code().empty() && metrology::FindKind(kind.code()) == nullptr) {
    errors.Add(path / "code",
               absl::StrCat(Quoted(kind.code()),
                            " is no kind of quantity of docs/quantities.md, "
                            "such as \"MASS\""));
  } else if (!kind.code().empty() && unit.has_value()) {
    const absl::Status fits = metrology::CheckUnitOfKind(kind.code(), *unit);
    if (!fits.ok()) errors.Add(path / "code", fits.message());
  }
  const metrology::Qualifiers qualifiers(kind.qualifiers().begin(),
                                         kind.qualifiers().end());
  const absl::Status status = metrology::CheckQualifiers(qualifiers);
  if (!status.ok()) errors.Add(path / "qualifiers", status.message());
}

void CheckRequiredKind(const FieldPath& path,
                       const metrology_proto::QuantityKind& kind,
                       const std::optional<metrology::Unit>& unit,
                       FieldErrors& errors) {
  if (kind.code().empty()) errors.Add(path / "code", "is required");
  CheckKind(path, kind, unit, errors);
}

void CheckUnitFits(const FieldPath& path,
                   const metrology_proto::QuantityKind& kind,
                   const std::optional<metrology::Unit>& unit,
                   FieldErrors& errors) {
  if (!unit.has_value() || metrology::FindKind(kind.code()) == nullptr) return;
  CheckStatus(path, metrology::CheckUnitOfKind(kind.code(), *unit), errors);
}

std::optional<metrology::Unit> CheckRange(const FieldPath& path,
                                          const metrology_proto::Range& range,
                                          FieldErrors& errors) {
  const std::optional<double> min =
      ReadDecimal(path / "min", range.min(), errors);
  const std::optional<double> max =
      ReadDecimal(path / "max", range.max(), errors);
  if (min.has_value() && max.has_value() && *max < *min) {
    errors.Add(path / "max",
               absl::StrCat(range.max(), " is less than min, ", range.min()));
  }
  const bool has_number = !range.min().empty() || !range.max().empty();
  if (has_number && range.unit().empty()) {
    errors.Add(path / "unit", "is required: the D-SI unit of min and max");
  }
  return ReadUnit(path / "unit", range.unit(), errors);
}

void CheckCoverageFactor(const FieldPath& path, absl::string_view factor,
                         FieldErrors& errors) {
  const std::optional<double> value = ReadDecimal(path, factor, errors);
  if (value.has_value() && *value < 1) {
    errors.Add(path, absl::StrCat(factor, " is below 1"));
  }
}

void CheckUncertainty(const FieldPath& path,
                      const metrology_proto::Uncertainty& uncertainty,
                      FieldErrors& errors) {
  const bool has_expanded = !uncertainty.expanded().empty();
  if (has_expanded == !uncertainty.standard().empty()) {
    errors.Add(path, has_expanded ? "has both expanded and standard; give one"
                                  : "has neither expanded nor standard");
  }
  ReadNotNegative(path / "expanded", uncertainty.expanded(), errors);
  ReadNotNegative(path / "standard", uncertainty.standard(), errors);
  CheckCoverageFactor(path / "coverage_factor", uncertainty.coverage_factor(),
                      errors);
  const auto probability =
      ReadDecimal(path / "coverage_probability",
                  uncertainty.coverage_probability(), errors);
  if (probability.has_value() && (*probability <= 0 || *probability > 1)) {
    errors.Add(path / "coverage_probability",
               absl::StrCat(uncertainty.coverage_probability(),
                            " is not above 0 and at most 1"));
  }
  const auto freedom = ReadDecimal(path / "degrees_of_freedom",
                                   uncertainty.degrees_of_freedom(), errors);
  if (freedom.has_value() && *freedom <= 0) {
    errors.Add(
        path / "degrees_of_freedom",
        absl::StrCat(uncertainty.degrees_of_freedom(), " is not above 0"));
  }
  CheckOptionalText(path / "distribution", uncertainty.distribution(), errors);
}

bool CheckReference(const FieldPath& path, absl::string_view name,
                    RecordKind kind, FieldErrors& errors) {
  if (IsRecordName(name) && KindOfName(name) == kind) return true;
  errors.Add(path, absl::StrCat(Quoted(name), " is no name such as \"",
                                CollectionOf(kind), "/a-1\""));
  return false;
}

void CheckIdentifications(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Identification>& numbers,
    FieldErrors& errors) {
  CheckCount(path, numbers.size(), errors);
  for (int i = 0; i < numbers.size(); ++i) {
    CheckRequiredText(path[i] / "value", numbers[i].value(), errors);
  }
}

void CheckRatio(const FieldPath& path, const proto::RatioRule& ratio,
                FieldErrors& errors) {
  CheckChosen(path / "basis", ratio.basis(), errors);
  if (ratio.numerator() < 1) {
    errors.Add(path / "numerator",
               absl::StrCat(ratio.numerator(), " is not above 0"));
  }
  if (ratio.denominator() < 1) {
    errors.Add(path / "denominator",
               absl::StrCat(ratio.denominator(), " is not above 0"));
  }
}

void CheckCapability(const FieldPath& path, const proto::Capability& capability,
                     FieldErrors& errors) {
  const std::optional<metrology::Unit> unit =
      CheckRange(path / "range", capability.range(), errors);
  if (capability.has_kind()) {
    CheckKind(path / "kind", capability.kind(), unit, errors);
  }
  CheckHowWell(path, capability, errors);
}

void CheckCapabilities(
    const FieldPath& path,
    const google::protobuf::RepeatedPtrField<proto::Capability>& capabilities,
    FieldErrors& errors) {
  CheckCount(path, capabilities.size(), errors);
  for (int i = 0; i < capabilities.size(); ++i) {
    CheckCapability(path[i], capabilities[i], errors);
  }
}

}  // namespace suyuan::registry
