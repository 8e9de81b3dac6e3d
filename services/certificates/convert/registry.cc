#include "services/certificates/convert/registry.h"

#include <optional>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"
#include "libs/json/message_json.h"
#include "libs/metrology/calendar.h"
#include "libs/text/normalise.h"
#include "services/certificates/convert/institution_keys.h"

namespace suyuan::certificates {
namespace {

namespace reg = ::suyuan::registry::v1;

absl::optional<absl::CivilDay> ToDay(const std::string& text) {
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  if (!day.ok()) return absl::nullopt;
  return *day;
}

SpecificationEdition ToEdition(const reg::Specification& record) {
  return {
      .name = record.name(),
      .number = record.number(),
      .in_force = {ToDay(record.period().from()), ToDay(record.period().to())},
      .verification_months = record.verification_months()};
}

// Of what the service keeps about a record, what is no content and may differ
// from one answer to the next, and who wrote it.
void ClearUnlogged(google::protobuf::Message& content) {
  const auto* field = content.GetDescriptor()->FindFieldByName("meta");
  const google::protobuf::Reflection& reflection = *content.GetReflection();
  if (field == nullptr || !reflection.HasField(content, field)) return;
  auto& meta = static_cast<reg::RecordMeta&>(
      *reflection.MutableMessage(&content, field));
  meta.clear_etag();
  meta.clear_principal();
  meta.clear_token();
}

InstitutionRecord ToInstitution(const reg::Institution& record) {
  InstitutionRecord out;
  out.name = record.name();
  std::set<std::string> names;
  for (const auto& [language, title] : record.title().texts()) {
    names.insert(text::NormaliseName(title));
  }
  for (const std::string& alias : record.aliases()) {
    names.insert(text::NormaliseName(alias));
  }
  out.names.assign(names.begin(), names.end());
  for (const reg::SigningKey& key : record.signing_keys()) {
    out.signing_keys.push_back(absl::AsciiStrToLower(key.thumbprint()));
  }
  return out;
}

// The records that a rule may read (docs/log.md). Never those of persons.
absl::string_view LoggedKind(reg::Record::RecordCase kind) {
  switch (kind) {
    case reg::Record::kInstitution:
      return "INSTITUTION";
    case reg::Record::kCompetence:
      return "COMPETENCE";
    case reg::Record::kStandard:
      return "STANDARD";
    case reg::Record::kReferenceMaterial:
      return "REFERENCE_MATERIAL";
    case reg::Record::kSpecification:
      return "SPECIFICATION";
    case reg::Record::kInstrument:
      return "INSTRUMENT";
    case reg::Record::kVerificationScheme:
      return "VERIFICATION_SCHEME";
    case reg::Record::kMandatoryCatalogue:
      return "MANDATORY_CATALOGUE";
    default:
      return "";
  }
}

// The record itself, whatever its kind.
google::protobuf::Message& Content(reg::Record& record) {
  const google::protobuf::Reflection& reflection = *record.GetReflection();
  const auto* set = reflection.GetOneofFieldDescriptor(
      record, record.GetDescriptor()->oneof_decl(0));
  return *reflection.MutableMessage(&record, set);
}

std::optional<LoggedRecord> ToLogged(const reg::Record& record) {
  const absl::string_view kind = LoggedKind(record.record_case());
  if (kind.empty()) return std::nullopt;
  reg::Record copy = record;
  google::protobuf::Message& content = Content(copy);
  ClearUnlogged(content);
  std::string json;
  json::AppendCanonicalJson(content, json);
  return LoggedRecord{std::string(kind), Digest::Of(json)};
}

RegistryChange ToChange(const reg::Change& message) {
  RegistryChange change;
  change.position = message.position();
  change.recorded_at = absl::FromUnixSeconds(message.recorded_at().seconds()) +
                       absl::Nanoseconds(message.recorded_at().nanos());
  change.logged = ToLogged(message.record());
  if (message.record().has_specification()) {
    change.record = ToEdition(message.record().specification());
  } else if (message.record().has_institution()) {
    change.record = ToInstitution(message.record().institution());
    change.signer = ToSigning(message.record().institution());
  }
  return change;
}

}  // namespace

RegistryBatch ToRegistryBatch(const reg::WatchResponse& message) {
  RegistryBatch batch;
  batch.position = message.position();
  for (const reg::Change& change : message.changes()) {
    batch.changes.push_back(ToChange(change));
  }
  return batch;
}

}  // namespace suyuan::certificates
