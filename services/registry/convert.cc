#include "services/registry/convert.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "libs/base/check.h"
#include "libs/feed/token.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "libs/text/search_tokens.h"
#include "services/registry/convert_parts.h"
#include "services/registry/identifiers.h"

namespace suyuan::registry {
namespace {

// A draft in the making: one message, its errors and its terms.
template <typename Message>
class Drafting {
 public:
  explicit Drafting(const Message& message) : message_(message) {
    draft_.kind = KindOf<Message>::kKind;
    draft_.name = message.name();
    if (!IsRecordName(message.name()) ||
        KindOfName(message.name()) != draft_.kind) {
      errors.Add(
          path / "name",
          absl::StrCat("\"", message.name().substr(0, 80),
                       "\" is no name such as \"", CollectionOf(draft_.kind),
                       "/a-1\": lower-case letters, digits, hyphens"));
    }
    CheckEnums(path, message, errors);
  }

  // Found by `value` in this field; not where it is empty.
  void FindBy(absl::string_view field, absl::string_view value) {
    if (value.empty()) return;
    draft_.terms.push_back({std::string(field), std::string(value)});
  }
  // Also by a search for it as printed or in its normal form.
  void FindByNumber(absl::string_view field, absl::string_view number) {
    const std::string normal = text::NormaliseIdentifier(number);
    FindBy(field, normal);
    SearchBy(number);
    SearchBy(normal);
  }
  // Also by a search for words of it, in any of its languages.
  void FindByTitle(absl::string_view field,
                   const metrology_proto::LocalizedText& title) {
    for (const auto& [language, text] : title.texts()) {
      FindBy(field, text::NormaliseName(text));
    }
    SearchByTitle(title);
  }
  // Found by a search alone.
  void SearchBy(absl::string_view text) {
    if (!text.empty()) search_texts_.emplace_back(text);
  }
  void SearchByTitle(const metrology_proto::LocalizedText& title) {
    for (const auto& [language, text] : title.texts()) SearchBy(text);
  }
  // By its short name: "PUBLIC_HIGHEST".
  void FindByValue(absl::string_view field, const std::string& value,
                   absl::string_view prefix) {
    absl::string_view name = value;
    absl::ConsumePrefix(&name, prefix);
    FindBy(field, name);
  }

  // `name` must be recorded, and have `site` among its sites where not "".
  void Needs(absl::string_view field, absl::string_view name,
             bool required = true) {
    if (!CheckInstitution(path / field, name, required, errors)) return;
    FindBy(field, name);
    draft_.requirements.push_back(
        {(path / field).text(), std::string(name), {}});
  }

  absl::StatusOr<Draft> Finish(const Period& period) {
    SUYUAN_RETURN_IF_ERROR(errors.ToStatus());
    draft_.period = period;
    std::sort(draft_.terms.begin(), draft_.terms.end());
    draft_.terms.erase(std::unique(draft_.terms.begin(), draft_.terms.end()),
                       draft_.terms.end());
    draft_.search_tokens = text::SearchTokens(search_texts_);
    Message stored = message_;
    stored.clear_meta();
    draft_.payload = rpc::CanonicalBytes(stored);
    return std::move(draft_);
  }

  const FieldPath path{KindOf<Message>::kField};
  FieldErrors errors;
  std::vector<Requirement>& requirements() { return draft_.requirements; }

 private:
  const Message& message_;
  Draft draft_;
  std::vector<std::string> search_texts_;
};

// `value` is one that somebody chose.
template <typename Enum>
void CheckChosen(const FieldPath& path, Enum value, FieldErrors& errors) {
  if (value == Enum{}) errors.Add(path, "is required");
}

void AddStatus(const FieldPath& path, const absl::Status& status,
               FieldErrors& errors) {
  if (!status.ok()) errors.Add(path, status.message());
}

void CheckPlace(const FieldPath& path, const proto::Site& site,
                FieldErrors& errors) {
  if (site.has_latitude() != site.has_longitude()) {
    errors.Add(path, "has one of latitude and longitude; give both or none");
  }
  if (!(std::abs(site.latitude()) <= 90)) {
    errors.Add(path / "latitude",
               absl::StrCat(site.latitude(), " is not between -90 and 90"));
  }
  if (!(std::abs(site.longitude()) <= 180)) {
    errors.Add(path / "longitude",
               absl::StrCat(site.longitude(), " is not between -180 and 180"));
  }
}

void CheckSites(const FieldPath& path, const proto::Institution& message,
                FieldErrors& errors) {
  CheckCount(path, message.sites_size(), errors);
  absl::flat_hash_set<std::string> ids;
  for (int i = 0; i < message.sites_size(); ++i) {
    const proto::Site& site = message.sites(i);
    CheckRequiredText(path[i] / "id", site.id(), errors);
    if (!ids.insert(site.id()).second) {
      errors.Add(path[i] / "id",
                 absl::StrCat("\"", site.id(), "\" is the id of two sites"));
    }
    CheckTitle(path[i] / "title", site.title(), false, errors);
    CheckOptionalText(path[i] / "address", site.address(), errors);
    CheckDivision(path[i] / "division", site.division(), errors);
    CheckPlace(path[i], site, errors);
  }
}

void CheckCountry(const FieldPath& path, absl::string_view country,
                  FieldErrors& errors) {
  const bool fits =
      country.empty() ||
      (country.size() == 2 && country[0] >= 'A' && country[0] <= 'Z' &&
       country[1] >= 'A' && country[1] <= 'Z');
  if (fits) return;
  errors.Add(path, absl::StrCat("\"", country.substr(0, 16),
                                "\" is no code of ISO 3166-1 alpha-2 such as "
                                "\"CN\""));
}

void CheckCapability(const FieldPath& path, const proto::Capability& capability,
                     FieldErrors& errors) {
  const std::optional<metrology::Unit> unit =
      CheckRange(path / "range", capability.range(), errors);
  if (capability.has_kind()) {
    CheckKind(path / "kind", capability.kind(), unit, errors);
  }
  if (capability.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", capability.uncertainty(), errors);
  }
  CheckOptionalText(path / "accuracy_class", capability.accuracy_class(),
                    errors);
  const std::string& limit = capability.maximum_permissible_error();
  const std::optional<double> error =
      ReadDecimal(path / "maximum_permissible_error", limit, errors);
  if (error.has_value() && *error < 0) {
    errors.Add(path / "maximum_permissible_error",
               absl::StrCat(limit, " is negative; give the half-width"));
  }
  if (!limit.empty() && capability.range().unit().empty()) {
    errors.Add(path / "range" / "unit",
               "is required: the D-SI unit of the maximum permissible error");
  }
  if (!capability.has_uncertainty() && capability.accuracy_class().empty() &&
      limit.empty()) {
    errors.Add(path,
               "states neither uncertainty nor accuracy_class nor "
               "maximum_permissible_error");
  }
}

void CheckComponent(const FieldPath& path, const proto::Component& component,
                    FieldErrors& errors) {
  CheckChosen(path / "role", component.role(), errors);
  CheckTitle(path / "title", component.title(), true, errors);
  CheckOptionalText(path / "manufacturer", component.manufacturer(), errors);
  CheckOptionalText(path / "model", component.model(), errors);
  CheckIdentifications(path / "identifications", component.identifications(),
                       errors);
  CheckMonths(path / "recalibration_months", component.recalibration_months(),
              errors);
}

void CheckStandardParts(const FieldPath& path, const proto::Standard& message,
                        FieldErrors& errors) {
  CheckCount(path / "capabilities", message.capabilities_size(), errors);
  for (int i = 0; i < message.capabilities_size(); ++i) {
    CheckCapability((path / "capabilities")[i], message.capabilities(i),
                    errors);
  }
  CheckCount(path / "components", message.components_size(), errors);
  for (int i = 0; i < message.components_size(); ++i) {
    CheckComponent((path / "components")[i], message.components(i), errors);
  }
  CheckCount(path / "assessments", message.assessments_size(), errors);
  for (int i = 0; i < message.assessments_size(); ++i) {
    const FieldPath at = (path / "assessments")[i];
    const proto::Assessment& assessment = message.assessments(i);
    CheckRequiredText(at / "number", assessment.number(), errors);
    CheckOptionalText(at / "authority", assessment.authority(), errors);
    ReadPeriod(at / "period", assessment.period(), errors);
  }
  CheckCount(path / "events", message.events_size(), errors);
  for (int i = 0; i < message.events_size(); ++i) {
    const FieldPath at = (path / "events")[i];
    CheckChosen(at / "kind", message.events(i).kind(), errors);
    ReadRequiredDay(at / "day", message.events(i).day(), errors);
    CheckOptionalText(at / "reason", message.events(i).reason(), errors);
  }
}

MaterialGrade GradeOf(const proto::ReferenceMaterial& message) {
  switch (message.grade()) {
    case proto::ReferenceMaterial::GRADE_PRIMARY:
      return MaterialGrade::kPrimary;
    case proto::ReferenceMaterial::GRADE_SECONDARY:
      return MaterialGrade::kSecondary;
    default:
      return MaterialGrade::kOther;
  }
}

void CheckValue(const FieldPath& path, const proto::PropertyValue& value,
                FieldErrors& errors) {
  CheckRequiredText(path / "analyte", value.analyte(), errors);
  CheckOptionalText(path / "matrix", value.matrix(), errors);
  if (value.value().empty()) errors.Add(path / "value", "is required");
  ReadDecimal(path / "value", value.value(), errors);
  if (value.unit().empty()) errors.Add(path / "unit", "is required");
  const std::optional<metrology::Unit> unit =
      ReadUnit(path / "unit", value.unit(), errors);
  if (value.has_kind()) CheckKind(path / "kind", value.kind(), unit, errors);
  if (value.has_uncertainty()) {
    CheckUncertainty(path / "uncertainty", value.uncertainty(), errors);
  }
  CheckChosen(path / "status", value.status(), errors);
}

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

std::vector<Spell> Suspensions(
    const google::protobuf::RepeatedPtrField<proto::Suspension>& suspensions) {
  FieldErrors errors;
  return ReadSuspensions(FieldPath("suspensions"), suspensions, errors);
}

std::optional<SealEvent::Kind> KindOfEvent(proto::StandardEvent::Kind kind) {
  switch (kind) {
    case proto::StandardEvent::KIND_SEALED:
      return SealEvent::Kind::kSealed;
    case proto::StandardEvent::KIND_RESTORED:
      return SealEvent::Kind::kRestored;
    case proto::StandardEvent::KIND_CANCELLED:
      return SealEvent::Kind::kCancelled;
    default:
      return std::nullopt;
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::Institution& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckCount(path / "aliases", message.aliases_size(), errors);
  for (int i = 0; i < message.aliases_size(); ++i) {
    CheckRequiredText((path / "aliases")[i], message.aliases(i), errors);
    drafting.FindBy("aliases", text::NormaliseName(message.aliases(i)));
    drafting.SearchBy(message.aliases(i));
  }
  if (!message.uscc().empty()) {
    AddStatus(path / "uscc", CheckUscc(message.uscc()), errors);
  }
  CheckChosen(path / "kind", message.kind(), errors);
  CheckDivision(path / "division", message.division(), errors);
  CheckCountry(path / "country", message.country(), errors);
  CheckSites(path / "sites", message, errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindBy("uscc", message.uscc());
  drafting.SearchBy(message.uscc());
  drafting.FindByValue("kind", proto::Institution::Kind_Name(message.kind()),
                       "KIND_");
  drafting.FindBy("division", message.division());
  drafting.FindBy("country", message.country());
  for (const proto::Site& site : message.sites()) {
    drafting.FindBy("sites.id", site.id());
    drafting.SearchByTitle(site.title());
  }
  return drafting.Finish(period);
}

absl::StatusOr<Draft> ToDraft(const proto::Competence& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  drafting.Needs("holder", message.holder());
  CheckChosen(path / "kind", message.kind(), errors);
  CheckOptionalText(path / "number", message.number(), errors);
  CheckOptionalText(path / "authority", message.authority(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);
  CheckScope(path / "scope", message.scope(), message.holder(),
             drafting.requirements(), errors);

  drafting.FindByValue("kind", proto::Competence::Kind_Name(message.kind()),
                       "KIND_");
  drafting.FindByNumber("number", message.number());
  return drafting.Finish(period);
}

absl::StatusOr<Draft> ToDraft(const proto::Standard& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  if (!message.code().empty()) {
    AddStatus(path / "code", CheckStandardCode(message.code()), errors);
  }
  CheckChosen(path / "level", message.level(), errors);
  drafting.Needs("holder", message.holder());
  if (!message.site().empty()) {
    drafting.requirements().push_back({(path / "site").text(),
                                       message.holder(),
                                       {"sites.id", message.site()}});
  }
  CheckStandardParts(path, message, errors);
  CheckScope(path / "services", message.services(), message.holder(),
             drafting.requirements(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindBy("code", message.code());
  drafting.SearchBy(message.code());
  drafting.FindByValue("level", proto::Standard::Level_Name(message.level()),
                       "LEVEL_");
  for (const proto::Assessment& assessment : message.assessments()) {
    drafting.FindByNumber("assessments.number", assessment.number());
  }
  for (const proto::Component& component : message.components()) {
    drafting.SearchByTitle(component.title());
    drafting.SearchBy(component.manufacturer());
    drafting.SearchBy(component.model());
    for (const proto::Identification& number : component.identifications()) {
      drafting.FindByNumber("components.identifications.value", number.value());
    }
  }
  return drafting.Finish(period);
}

absl::StatusOr<Draft> ToDraft(const proto::ReferenceMaterial& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckRequiredText(path / "number", message.number(), errors);
  CheckChosen(path / "grade", message.grade(), errors);
  if (!message.number().empty() &&
      message.grade() != proto::ReferenceMaterial::GRADE_UNSPECIFIED) {
    AddStatus(path / "number",
              CheckMaterialNumber(message.number(), GradeOf(message)), errors);
  }
  CheckOptionalText(path / "batch", message.batch(), errors);
  drafting.Needs("producer", message.producer(), false);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  CheckCount(path / "values", message.values_size(), errors);
  for (int i = 0; i < message.values_size(); ++i) {
    CheckValue((path / "values")[i], message.values(i), errors);
  }
  ReadSuspensions(path / "suspensions", message.suspensions(), errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByValue(
      "grade", proto::ReferenceMaterial::Grade_Name(message.grade()), "GRADE_");
  drafting.FindByNumber("batch", message.batch());
  return drafting.Finish(period);
}

absl::StatusOr<Draft> ToDraft(const proto::Specification& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckRequiredText(path / "number", message.number(), errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckChosen(path / "kind", message.kind(), errors);
  const std::optional<SpecificationKind> kind =
      KindOfSpecification(message.kind());
  if (!message.number().empty() && kind.has_value()) {
    AddStatus(
        path / "number",
        CheckSpecificationNumber(message.number(), *kind, message.region()),
        errors);
  }
  CheckOptionalText(path / "issuer", message.issuer(), errors);
  CheckOptionalText(path / "region", message.region(), errors);
  const std::optional<absl::CivilDay> issued =
      ReadDay(path / "issued", message.issued(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  if (issued.has_value() && period.from.has_value() && *period.from < *issued) {
    errors.Add(path / "period" / "from",
               absl::StrCat(message.period().from(),
                            " is before the day it was published, ",
                            message.issued()));
  }
  if (message.has_ratio()) {
    CheckRatio(path / "ratio", message.ratio(), errors);
  }
  CheckMonths(path / "verification_months", message.verification_months(),
              errors);

  drafting.FindByTitle("title", message.title());
  drafting.FindByNumber("number", message.number());
  drafting.FindByValue("kind", proto::Specification::Kind_Name(message.kind()),
                       "KIND_");
  drafting.FindBy("region", message.region());
  return drafting.Finish(period);
}

absl::StatusOr<Draft> ToDraft(const proto::Instrument& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckTitle(path / "title", message.title(), true, errors);
  CheckOptionalText(path / "manufacturer", message.manufacturer(), errors);
  CheckOptionalText(path / "model", message.model(), errors);
  CheckIdentifications(path / "identifications", message.identifications(),
                       errors);
  CheckEquipmentClass(path / "equipment_class", message.equipment_class(),
                      errors);
  drafting.Needs("owner", message.owner(), false);
  CheckDivision(path / "division", message.division(), errors);
  CheckOptionalText(path / "place", message.place(), errors);
  CheckMonths(path / "recalibration_months", message.recalibration_months(),
              errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);

  drafting.SearchByTitle(message.title());
  drafting.SearchBy(message.manufacturer());
  drafting.SearchBy(message.model());
  for (const proto::Identification& number : message.identifications()) {
    drafting.FindByNumber("identifications.value", number.value());
  }
  drafting.FindBy("equipment_class", message.equipment_class());
  drafting.FindBy("division", message.division());
  drafting.FindByValue("purpose",
                       proto::Instrument::Purpose_Name(message.purpose()),
                       "PURPOSE_");
  return drafting.Finish(period);
}

absl::Span<const absl::string_view> IndexedFields(RecordKind kind) {
  static constexpr absl::string_view kInstitution[] = {
      "title", "aliases", "uscc", "kind", "division", "country", "sites.id"};
  static constexpr absl::string_view kCompetence[] = {"holder", "kind",
                                                      "number"};
  static constexpr absl::string_view kStandard[] = {
      "title",
      "code",
      "level",
      "holder",
      "assessments.number",
      "components.identifications.value"};
  static constexpr absl::string_view kReferenceMaterial[] = {
      "title", "number", "grade", "batch", "producer"};
  static constexpr absl::string_view kSpecification[] = {"title", "number",
                                                         "kind", "region"};
  static constexpr absl::string_view kInstrument[] = {
      "identifications.value", "equipment_class", "owner", "division",
      "purpose"};
  switch (kind) {
    case RecordKind::kInstitution:
      return kInstitution;
    case RecordKind::kCompetence:
      return kCompetence;
    case RecordKind::kStandard:
      return kStandard;
    case RecordKind::kReferenceMaterial:
      return kReferenceMaterial;
    case RecordKind::kSpecification:
      return kSpecification;
    case RecordKind::kInstrument:
      return kInstrument;
  }
  return {};
}

std::vector<Spell> SpellsOf(const proto::Institution& message) {
  return Suspensions(message.suspensions());
}
std::vector<Spell> SpellsOf(const proto::Competence& message) {
  return Suspensions(message.suspensions());
}
std::vector<Spell> SpellsOf(const proto::ReferenceMaterial& message) {
  return Suspensions(message.suspensions());
}
std::vector<Spell> SpellsOf(const proto::Specification&) { return {}; }
std::vector<Spell> SpellsOf(const proto::Instrument&) { return {}; }

std::vector<Spell> SpellsOf(const proto::Standard& message) {
  std::vector<SealEvent> events;
  FieldErrors errors;
  for (const proto::StandardEvent& event : message.events()) {
    const std::optional<SealEvent::Kind> kind = KindOfEvent(event.kind());
    const std::optional<absl::CivilDay> day =
        ReadDay(FieldPath("day"), event.day(), errors);
    if (!kind.has_value() || !day.has_value()) continue;
    events.push_back({*kind, *day, event.reason()});
  }
  return SpellsOf(events);
}

template <typename Message>
Message ToMessage(const Record& record) {
  Message message;
  // Written by ToDraft, and nothing stored is changed.
  SUYUAN_CHECK(message.ParseFromString(record.payload));
  proto::RecordMeta& meta = *message.mutable_meta();
  meta.set_etag(EtagOf(record));
  meta.set_revision(record.revision);
  *meta.mutable_create_time() = rpc::InstantProto(record.created_at);
  *meta.mutable_update_time() = rpc::InstantProto(record.recorded_at);
  meta.set_principal(record.principal);
  if (record.position > 0) meta.set_token(ToToken(record.position));
  meta.set_end_reason(record.end_reason);
  return message;
}

template proto::Institution ToMessage(const Record& record);
template proto::Competence ToMessage(const Record& record);
template proto::Standard ToMessage(const Record& record);
template proto::ReferenceMaterial ToMessage(const Record& record);
template proto::Specification ToMessage(const Record& record);
template proto::Instrument ToMessage(const Record& record);

proto::Record ToAnyMessage(const Record& record) {
  proto::Record any;
  WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    *KindOf<Message>::In(any) = ToMessage<Message>(record);
  });
  return any;
}

absl::StatusOr<Draft> DraftOf(const Record& record) {
  return WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    absl::StatusOr<Draft> draft = ToDraft(ToMessage<Message>(record));
    if (draft.ok()) draft->end_reason = record.end_reason;
    return draft;
  });
}

std::string ToChange(const Record& record) {
  proto::Change change;
  *change.mutable_recorded_at() = rpc::InstantProto(record.recorded_at);
  Record unplaced = record;
  unplaced.position = 0;
  *change.mutable_record() = ToAnyMessage(unplaced);
  return rpc::CanonicalBytes(change);
}

namespace {

proto::RecordMeta* MetaOf(proto::Record& record) {
  switch (record.record_case()) {
    case proto::Record::kInstitution:
      return record.mutable_institution()->mutable_meta();
    case proto::Record::kCompetence:
      return record.mutable_competence()->mutable_meta();
    case proto::Record::kStandard:
      return record.mutable_standard()->mutable_meta();
    case proto::Record::kReferenceMaterial:
      return record.mutable_reference_material()->mutable_meta();
    case proto::Record::kSpecification:
      return record.mutable_specification()->mutable_meta();
    case proto::Record::kInstrument:
      return record.mutable_instrument()->mutable_meta();
    case proto::Record::RECORD_NOT_SET:
      break;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<proto::Change> ToWatched(int64_t position,
                                        absl::string_view change) {
  proto::Change watched;
  proto::RecordMeta* meta = nullptr;
  if (watched.ParseFromArray(change.data(), static_cast<int>(change.size()))) {
    meta = MetaOf(*watched.mutable_record());
  }
  if (meta == nullptr) {
    return WithReason(
        absl::DataLossError(absl::StrCat("the change at position ", position,
                                         " cannot be read")),
        "STORE_CORRUPT");
  }
  watched.set_position(position);
  meta->set_token(ToToken(position));
  return watched;
}

std::string ToToken(int64_t position) {
  return feed::ReadToken(kFeed, position).ToString();
}

}  // namespace suyuan::registry
