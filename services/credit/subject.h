#ifndef SERVICES_CREDIT_SUBJECT_H_
#define SERVICES_CREDIT_SUBJECT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::credit {

// What a subject does in metrology; it decides which positive indicators are
// open to it and which sampling row it falls in. One subject may be several.
enum class SubjectType {
  kLegalInstitution,   // LEGAL_VI, 法定计量检定机构
  kCalibrationLab,     // CAL_LAB, 计量校准/技术机构
  kInstrumentMaker,    // MI_MAKER, 计量器具制造/修理企业
  kPackager,           // PKG_MAKER, 定量包装商品生产企业
  kInstrumentUser,     // MI_USER, 使用强检器具的单位
  kUtility,            // UTILITY, 电网/水/气企业
  kStandardOwner,      // STD_OWNER, 企事业最高计量标准单位
  kCertifiedEngineer,  // CME, 注册计量师: a natural person, never scored
  kReferenceMaterialProducer,  // RM_PRODUCER, 标准物质生产者
};

// The code used in policies and on the wire, "LEGAL_VI".
absl::string_view CodeOf(SubjectType type);
// False, and `type` untouched, where `code` names none.
bool ParseSubjectType(absl::string_view code, SubjectType* type);

// Who credit facts are about.
struct CreditSubject {
  // Stable for life: the registry's institution id for institutions.
  std::string subject_id;
  std::vector<SubjectType> types;
  // 统一社会信用代码 (GB 32100), empty for a natural person: no number of an
  // identity card is ever kept.
  std::string uscc;
  std::string name_zh;
  std::string name_en;
  // GB/T 2260, six digits.
  std::string region_code;
  // The registry's record that the subject is, where there is one.
  std::string institution;
  // For facts only: no score is computed (PIPL art. 24, brief decision 8).
  bool is_natural_person = false;
  // The registry's record ended: facts stay, no new ones come.
  bool ended = false;

  friend bool operator==(const CreditSubject&, const CreditSubject&) = default;
};

// 18 characters of GB 32100 with a right check character (mod 31).
bool IsValidUscc(absl::string_view uscc);

// OK, or INVALID_FIELD with one violation a defect, paths relative to the
// subject ("uscc", "types[1]").
absl::Status Validate(const CreditSubject& subject);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_SUBJECT_H_
