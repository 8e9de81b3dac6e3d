#include "services/registry/duplicates/identity_files.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

namespace suyuan::registry {
namespace {

// Between the parts of a text, as between those of a mark's key.
constexpr char kSeparator = '\x1f';
constexpr absl::string_view kSerial = "SERIAL\x1f";

bool IsOfSerial(SharedIdentity reason) {
  switch (reason) {
    case SharedIdentity::kManufacturerModelSerial:
    case SharedIdentity::kManufacturerSerial:
    case SharedIdentity::kSimilarSerial:
    case SharedIdentity::kModelSerial:
    case SharedIdentity::kOwnerTitleSerial:
      return true;
    default:
      return false;
  }
}

// The serial number in a mark that holds it as it was given.
absl::string_view SerialIn(const IdentityMark& mark) {
  return absl::string_view(mark.key).substr(mark.key.rfind(kSeparator) + 1);
}

// Where records with this mark meet.
std::string FileOf(const IdentityMark& mark, absl::string_view maker) {
  if (!IsOfSerial(mark.kind)) {
    return absl::StrCat(TextOf(mark.kind).code, "\x1f", mark.key);
  }
  const absl::string_view serial = SerialIn(mark);
  std::string folded(serial);
  if (mark.kind != SharedIdentity::kSimilarSerial) folded = FoldSerial(serial);
  return absl::StrCat(kSerial, folded.empty() ? serial : folded, "\x1f", maker);
}

// Whether what a lead shares is what its records met by in `part`.
bool BelongsTo(const IdentityPass& pass, absl::string_view part,
               const DoubleRegistration& lead, RecordKind kind,
               const IdentityFeatures& one) {
  const std::string maker = FoldManufacturer(one.manufacturer);
  for (const IdentityMark& mark : MarksOf(kind, one)) {
    if (mark.kind == lead.reason && mark.Shown() == lead.shared &&
        MeetingPart(pass, FileOf(mark, maker)) == part) {
      return true;
    }
  }
  return false;
}

// Whether `other` tells of all the records of `lead`, and before it.
bool Covers(const DoubleRegistration& other, const DoubleRegistration& lead) {
  const bool is_before =
      other.strength > lead.strength ||
      (other.reason == lead.reason && other.shared < lead.shared);
  return is_before && std::includes(other.names.begin(), other.names.end(),
                                    lead.names.begin(), lead.names.end());
}

}  // namespace

std::vector<std::string> FilesOf(RecordKind kind,
                                 const IdentityFeatures& features) {
  std::vector<std::string> files;
  const std::string maker = FoldManufacturer(features.manufacturer);
  for (const IdentityMark& mark : MarksOf(kind, features)) {
    files.push_back(FileOf(mark, maker));
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::vector<IdentityPass> PassesOf(RecordKind kind) {
  using enum SharedIdentity;
  switch (kind) {
    case RecordKind::kInstrument:
      return {{kManufacturerModelSerial},
              {kManufacturerSerial},
              {kOwnerNumber},
              {kSimilarSerial},
              {kModelSerial, true},
              {kOwnerTitleSerial, true}};
    case RecordKind::kStandard:
      return {{kCertificateNumber}, {kHolderTitle}, {kHolderCode}};
    case RecordKind::kInstitution:
      return {{kUscc}, {kTitle}};
    case RecordKind::kReferenceMaterial:
      return {{kNumberBatch}};
    default:
      return {};
  }
}

std::string PrefixOf(const IdentityPass& pass) {
  if (IsOfSerial(pass.reason)) return std::string(kSerial);
  return absl::StrCat(TextOf(pass.reason).code, "\x1f");
}

absl::string_view MeetingPart(const IdentityPass& pass,
                              absl::string_view file) {
  if (!pass.across_manufacturers) return file;
  return file.substr(0, file.rfind(kSeparator) + 1);
}

bool CanMakeLead(const IdentityPass& pass,
                 absl::Span<const std::string> files) {
  return !pass.across_manufacturers ||
         std::any_of(files.begin(), files.end(), [](const std::string& file) {
           return file.back() == kSeparator;
         });
}

std::vector<DoubleRegistration> LeadsAt(
    RecordKind kind, const IdentityPass& pass, absl::string_view part,
    absl::Span<const IdentityFeatures> records) {
  absl::flat_hash_map<absl::string_view, const IdentityFeatures*> by_name;
  for (const IdentityFeatures& record : records) {
    by_name[record.name] = &record;
  }
  const std::vector<DoubleRegistration> all =
      FindDoubleRegistrations(kind, records);
  std::vector<DoubleRegistration> leads;
  for (const DoubleRegistration& lead : all) {
    const bool is_covered =
        std::any_of(all.begin(), all.end(),
                    [&](const auto& other) { return Covers(other, lead); });
    if (lead.reason == pass.reason && !is_covered &&
        BelongsTo(pass, part, lead, kind, *by_name.at(lead.names.front()))) {
      leads.push_back(lead);
    }
  }
  return leads;
}

}  // namespace suyuan::registry
