#ifndef SERVICES_REGISTRY_DUPLICATES_IDENTITY_MARKS_H_
#define SERVICES_REGISTRY_DUPLICATES_IDENTITY_MARKS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/registry/records/record.h"

// By what two records can be seen to be of one thing: docs/registry.md, double
// registrations.

namespace suyuan::registry {

// What a record tells of the thing that it is of, as it was recorded; whatever
// it does not tell is empty.
struct IdentityFeatures {
  std::string name;  // of the record
  Period period;
  std::vector<std::string> titles;  // in all languages, and aliases
  // Who owns, holds or produces it: institutions/*.
  std::string owner;
  std::string manufacturer;
  std::string model;
  std::vector<std::string> serials;        // given by the manufacturer
  std::vector<std::string> owner_numbers;  // given by the owner
  // Of a standard its assessment certificates and eight digits; of an
  // institution its uscc; of a reference material its GBW number and batch.
  std::vector<std::string> numbers;
  std::string code;
  std::string batch;
};

// What two records share.
enum class SharedIdentity {
  kManufacturerModelSerial,
  kManufacturerSerial,  // the models differ or are missing
  kSimilarSerial,       // manufacturer, model and nearly the serial number
  kModelSerial,         // one names no manufacturer
  kOwnerNumber,         // the owner and its asset number
  kOwnerTitleSerial,    // one names no manufacturer
  kCertificateNumber,   // of a standard's assessment
  kHolderCode,          // of a standard
  kHolderTitle,         // of a standard
  kUscc,                // of an institution
  kTitle,               // of an institution
  kNumberBatch,         // of a reference material
};
struct SharedIdentityText {
  absl::string_view code;  // "MANUFACTURER_MODEL_SERIAL"
  absl::string_view en;    // "manufacturer, model and serial number"
  absl::string_view zh;
  // How much a lead is worth that rests on it: 1 is certain as far as numbers
  // go, 0 a guess.
  double strength = 0;
};
const SharedIdentityText& TextOf(SharedIdentity shared);

// One value by which a record may meet another.
struct IdentityMark {
  SharedIdentity kind = SharedIdentity::kTitle;
  // In normal form; records with equal keys of one kind meet.
  std::string key;
  // For people: the key's parts, joined by " · ".
  std::string Shown() const;
  // Of what the key leaves out: see double_registration.h.
  std::string detail;
};

// All marks of a record of `kind`; none for kinds that are not compared
// (competences, editions: their numbers are keys already). O(length).
std::vector<IdentityMark> MarksOf(RecordKind kind,
                                  const IdentityFeatures& features);

// A manufacturer's name without its legal form: 太原仪表有限公司 and 太原仪表
// are one, as are "ACME Co., Ltd." and "Acme".
std::string FoldManufacturer(absl::string_view name);

// A serial number without punctuation, leading zeros, "No." and "SN", and with
// the letters that are taken for digits as those: "No. 0O12-B" and "0128" are
// one.
std::string FoldSerial(absl::string_view serial);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_DUPLICATES_IDENTITY_MARKS_H_
