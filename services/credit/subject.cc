#include "services/credit/subject.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/credit/violations.h"

namespace suyuan::credit {
namespace {

constexpr std::array<std::pair<SubjectType, const char*>, 9> kTypeCodes = {{
    {SubjectType::kLegalInstitution, "LEGAL_VI"},
    {SubjectType::kCalibrationLab, "CAL_LAB"},
    {SubjectType::kInstrumentMaker, "MI_MAKER"},
    {SubjectType::kPackager, "PKG_MAKER"},
    {SubjectType::kInstrumentUser, "MI_USER"},
    {SubjectType::kUtility, "UTILITY"},
    {SubjectType::kStandardOwner, "STD_OWNER"},
    {SubjectType::kCertifiedEngineer, "CME"},
    {SubjectType::kReferenceMaterialProducer, "RM_PRODUCER"},
}};

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

}  // namespace

absl::string_view CodeOf(SubjectType type) {
  return kTypeCodes[static_cast<size_t>(type)].second;
}

bool ParseSubjectType(absl::string_view code, SubjectType* type) {
  for (const auto& [value, name] : kTypeCodes) {
    if (code == name) {
      *type = value;
      return true;
    }
  }
  return false;
}

bool IsValidUscc(absl::string_view uscc) {
  // GB 32100-2015: digits and letters without I, O, S, V, Z.
  constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (uscc.size() != 18) return false;
  int sum = 0;
  int weight = 1;
  for (int i = 0; i < 17; ++i) {
    const size_t value = kAlphabet.find(uscc[i]);
    if (value == absl::string_view::npos) return false;
    sum += static_cast<int>(value) * weight;
    weight = weight * 3 % 31;
  }
  return uscc[17] == kAlphabet[(31 - sum % 31) % 31];
}

absl::Status Validate(const CreditSubject& subject) {
  Violations found;
  if (subject.subject_id.empty()) found.Add("subject_id", "is empty");
  if (subject.name_zh.empty() && !subject.is_natural_person) {
    found.Add("name_zh", "is empty, want the registered name");
  }
  if (subject.types.empty()) {
    found.Add("types", "is empty, want at least one type of subject");
  }
  for (size_t i = 0; i < subject.types.size(); ++i) {
    if ((subject.types[i] == SubjectType::kCertifiedEngineer) !=
        subject.is_natural_person) {
      found.Add(absl::StrCat("types[", i, "]"),
                "CME is for natural persons and natural persons are only CME");
    }
  }
  if (subject.is_natural_person && !subject.uscc.empty()) {
    found.Add("uscc", "is set on a natural person, who has none");
  }
  if (!subject.uscc.empty() && !IsValidUscc(subject.uscc)) {
    found.Add("uscc", absl::StrCat("'", subject.uscc,
                                   "' is not 18 characters of GB 32100 with "
                                   "a right check character"));
  }
  if (!subject.region_code.empty() &&
      (subject.region_code.size() != 6 || !AllDigits(subject.region_code))) {
    found.Add("region_code", absl::StrCat("'", subject.region_code,
                                          "' is not six digits of GB/T 2260"));
  }
  return found.ToStatus();
}

}  // namespace suyuan::credit
