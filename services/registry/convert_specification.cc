#include <optional>

#include "absl/strings/str_cat.h"
#include "services/registry/convert.h"
#include "services/registry/convert_parts.h"
#include "services/registry/drafting.h"
#include "services/registry/identifiers.h"

namespace suyuan::registry {
namespace {

std::optional<SpecificationKind> KindOfSpecification(
    proto::Specification::Kind kind) {
  switch (kind) {
    case proto::Specification::KIND_VERIFICATION_REGULATION:
      return SpecificationKind::kVerificationRegulation;
    case proto::Specification::KIND_CALIBRATION_SPECIFICATION:
      return SpecificationKind::kCalibrationSpecification;
    case proto::Specification::KIND_VERIFICATION_SCHEME:
      return SpecificationKind::kVerificationScheme;
    case proto::Specification::KIND_METHOD_STANDARD:
      return SpecificationKind::kMethodStandard;
    default:
      return std::nullopt;
  }
}

void CheckNumber(const FieldPath& path, const proto::Specification& message,
                 FieldErrors& errors) {
  CheckRequiredText(path, message.number(), errors);
  const std::optional<SpecificationKind> kind =
      KindOfSpecification(message.kind());
  if (message.number().empty() || !kind.has_value()) return;
  CheckStatus(
      path, CheckSpecificationNumber(message.number(), *kind, message.region()),
      errors);
}

// The days of an edition: published, then in force. Returns its period.
Period ReadDays(const FieldPath& path, const proto::Specification& message,
                FieldErrors& errors) {
  const std::optional<absl::CivilDay> issued =
      ReadDay(path / "issued", message.issued(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  if (issued.has_value() && period.from.has_value() && *period.from < *issued) {
    errors.Add(path / "period" / "from",
               absl::StrCat(message.period().from(),
                            " is before the day it was published, ",
                            message.issued()));
  }
  return period;
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Specification& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckNumber(path / "number", message, errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckChosen(path / "kind", message.kind(), errors);
  CheckOptionalText(path / "issuer", message.issuer(), errors);
  CheckOptionalText(path / "region", message.region(), errors);
  const Period period = ReadDays(path, message, errors);
  if (message.has_ratio()) {
    CheckRatio(path / "ratio", message.ratio(), errors);
  }
  CheckMonths(path / "verification_months", message.verification_months(),
              errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByEnum("kind", message.kind());
  drafting.FindBy("region", message.region());
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view> IndexedFieldsOf<proto::Specification>() {
  static constexpr absl::string_view kFields[] = {"title", "number", "kind",
                                                  "region"};
  return kFields;
}

}  // namespace suyuan::registry
