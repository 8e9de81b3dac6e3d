#include "services/traceability/suggest/convert_suggestion.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/traceability/convert/parts.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

using Request = v1::SuggestChainRequest;
using registry::v1::ScopeRow;

constexpr rpc::PageSizes kCandidates{.usual = 10, .most = 100};
constexpr rpc::PageSizes kNearMisses{.usual = 5, .most = 100};
constexpr size_t kDigitsOfDivision = 6;
constexpr int32_t kLargestTerm = 1000;

absl::StatusOr<std::optional<double>> Decimal(absl::string_view field,
                                              const std::string& text,
                                              bool may_be_negative) {
  if (text.empty()) return std::optional<double>();
  const auto value = NumberOf(text);
  if (!value || std::isinf(*value) || (!may_be_negative && !(*value > 0))) {
    return InvalidField(
        field, absl::StrCat("is \"", text.substr(0, 80), "\"; wanted a ",
                            may_be_negative ? "" : "positive ", "number"));
  }
  return value;
}

// --- what the instrument says
// -------------------------------------------------

bool IsMandatory(Purpose purpose) {
  return purpose != Purpose::kUnspecified && purpose != Purpose::kOther;
}

// Its capability of the kind, or of any where none is asked for; null.
const CapabilityFacts* CapabilityFor(const InstrumentFacts& instrument,
                                     const std::string& code) {
  for (const CapabilityFacts& c : instrument.capabilities) {
    if (c.kind.named() && (code.empty() || c.kind.code == code)) return &c;
  }
  return nullptr;
}

// The request with what it left open.
struct Completed {
  Request request;
  std::optional<InstrumentFacts> instrument;
};

absl::StatusOr<Completed> Complete(const Graph& graph, const Request& request,
                                   absl::Time known_at) {
  Completed out{request, std::nullopt};
  Request& r = out.request;
  if (r.kind().code().empty()) r.mutable_kind()->set_code(r.kind_code());
  if (!r.kind_code().empty() && r.kind_code() != r.kind().code()) {
    return InvalidField("kind_code", "is another kind than kind.code");
  }
  if (r.instrument().empty()) return out;
  const InstrumentFacts* found = graph.Instrument(r.instrument(), known_at);
  if (found == nullptr) return TargetNotFound(r.instrument());
  out.instrument = *found;
  if (r.division().empty()) r.set_division(found->division);
  if (r.equipment_class().empty()) {
    r.set_equipment_class(found->equipment_class);
  }
  if (r.accuracy_class().empty() && !found->accuracy_classes.empty()) {
    r.set_accuracy_class(found->accuracy_classes.front());
  }
  if (r.service() == ScopeRow::SERVICE_UNSPECIFIED &&
      IsMandatory(found->purpose)) {
    r.set_service(ScopeRow::SERVICE_LEGAL_VERIFICATION);
  }
  return out;
}

// --- what is asked
// --------------------------------------------------------------

absl::Status ReadKind(const Completed& completed, AskedSuggestion& out) {
  metrology::v1::QuantityKind kind = completed.request.kind();
  const CapabilityFacts* capability =
      completed.instrument ? CapabilityFor(*completed.instrument, kind.code())
                           : nullptr;
  if (kind.code().empty() && capability != nullptr) {
    kind.set_code(capability->kind.code);
    for (const auto& [key, value] : capability->kind.qualifiers) {
      (*kind.mutable_qualifiers())[key] = value;
    }
  }
  const auto* listed = metrology::FindKind(kind.code());
  if (listed == nullptr) {
    return InvalidField("kind", absl::StrCat("\"", kind.code().substr(0, 80),
                                             "\" is no kind of quantity that "
                                             "is known here"));
  }
  UnitReader units;
  const std::string si(listed->si_unit);
  const DimensionText dimension = units.Read(si).dimension;
  out.unit_text =
      completed.request.unit().empty() ? si : completed.request.unit();
  out.unit = units.Read(out.unit_text);
  if (!out.unit.dimension || out.unit.dimension != dimension) {
    return InvalidField("unit",
                        absl::StrCat("\"", out.unit_text.substr(0, 80),
                                     "\" is no unit of ", listed->name_en));
  }
  out.question.kind = ToKind(kind, out.unit);
  out.question.dimension = dimension;
  return absl::OkStatus();
}

absl::Status ReadNumbers(const Completed& completed, AskedSuggestion& out) {
  const Request& request = completed.request;
  SUYUAN_ASSIGN_OR_RETURN(const auto value,
                          Decimal("value", request.value(), true));
  if (value) out.question.value = out.unit.Value(*value);
  SUYUAN_ASSIGN_OR_RETURN(
      const auto expanded,
      Decimal("expanded_uncertainty", request.expanded_uncertainty(), false));
  if (expanded) {
    out.question.standard_uncertainty = out.unit.Difference(*expanded) / 2;
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto mpe,
                          Decimal("maximum_permissible_error",
                                  request.maximum_permissible_error(), false));
  if (mpe) {
    out.question.maximum_permissible_error = out.unit.Difference(*mpe);
  } else if (completed.instrument) {
    const CapabilityFacts* capability =
        CapabilityFor(*completed.instrument, out.question.kind.code);
    if (capability != nullptr) {
      out.question.maximum_permissible_error =
          capability->maximum_permissible_error;
    }
  }
  return absl::OkStatus();
}

absl::Status ReadRatio(const Graph& graph, const Request& request,
                       absl::Time known_at, RatioFacts& out) {
  out.basis_is_mpe = request.ratio_of_errors();
  if (!request.specification().empty()) {
    if (!request.ratio().empty()) {
      return InvalidField("ratio", "is given, and so is a specification");
    }
    const SpecificationFacts* found = graph.SpecificationWithRatio(
        text::NormaliseIdentifier(request.specification()), known_at);
    if (found == nullptr) {
      return InvalidField("specification",
                          absl::StrCat("no edition of \"",
                                       request.specification().substr(0, 80),
                                       "\" that states a ratio is registered"));
    }
    out = *found->ratio;
    return absl::OkStatus();
  }
  if (request.ratio().empty()) return absl::OkStatus();
  const std::vector<std::string> parts = absl::StrSplit(request.ratio(), '/');
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &out.numerator) ||
      !absl::SimpleAtoi(parts[1], &out.denominator) || out.numerator < 1 ||
      out.denominator < 1 || out.numerator > kLargestTerm ||
      out.denominator > kLargestTerm) {
    return InvalidField("ratio",
                        absl::StrCat("is \"", request.ratio().substr(0, 80),
                                     "\"; wanted such as \"1/3\""));
  }
  return absl::OkStatus();
}

absl::Status ReadRest(const Request& request, AskedSuggestion& out) {
  switch (request.service()) {
    case ScopeRow::SERVICE_UNSPECIFIED:
    case ScopeRow::SERVICE_CALIBRATION:
      out.question.work = CertificateKind::kCalibration;
      break;
    case ScopeRow::SERVICE_LEGAL_VERIFICATION:
      out.question.work = CertificateKind::kVerification;
      break;
    default:
      return InvalidField("service", "is neither verification nor calibration");
  }
  if (!request.division().empty() &&
      (request.division().size() != kDigitsOfDivision ||
       !std::all_of(request.division().begin(), request.division().end(),
                    [](char c) { return c >= '0' && c <= '9'; }))) {
    return InvalidField("division", "is no code of six digits (GB/T 2260)");
  }
  out.question.division = request.division();
  out.question.equipment_class = request.equipment_class();
  out.question.accuracy_class =
      text::NormaliseIdentifier(request.accuracy_class());
  SUYUAN_ASSIGN_OR_RETURN(const int candidates,
                          rpc::PageSize(request.max_candidates(), kCandidates));
  SUYUAN_ASSIGN_OR_RETURN(
      const int misses, rpc::PageSize(request.max_near_misses(), kNearMisses));
  out.limits.candidates = static_cast<size_t>(candidates);
  out.limits.near_misses = static_cast<size_t>(misses);
  out.limits.outside = request.include_outside();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<AskedSuggestion> ToAsked(const Graph& graph,
                                        const Request& request,
                                        const Asked& asked) {
  AskedSuggestion out;
  out.question.profile = asked.profile;
  out.question.day = asked.times.as_of;
  out.question.known_at = asked.times.known_at;
  SUYUAN_ASSIGN_OR_RETURN(const Completed completed,
                          Complete(graph, request, asked.times.known_at));
  SUYUAN_RETURN_IF_ERROR(ReadKind(completed, out));
  SUYUAN_RETURN_IF_ERROR(ReadNumbers(completed, out));
  SUYUAN_RETURN_IF_ERROR(ReadRatio(graph, completed.request,
                                   asked.times.known_at, out.question.ratio));
  SUYUAN_RETURN_IF_ERROR(ReadRest(completed.request, out));
  return out;
}

}  // namespace suyuan::traceability
