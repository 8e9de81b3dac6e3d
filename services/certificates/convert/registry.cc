#include "services/certificates/convert/registry.h"

#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/time/time.h"
#include "libs/metrology/calendar.h"
#include "libs/text/normalise.h"

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

RegistryChange ToChange(const reg::Change& message) {
  RegistryChange change;
  change.position = message.position();
  change.recorded_at = absl::FromUnixSeconds(message.recorded_at().seconds()) +
                       absl::Nanoseconds(message.recorded_at().nanos());
  if (message.record().has_specification()) {
    change.record = ToEdition(message.record().specification());
  } else if (message.record().has_institution()) {
    change.record = ToInstitution(message.record().institution());
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
