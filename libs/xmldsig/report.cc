#include "libs/xmldsig/report.h"

namespace suyuan::xmldsig {

const char* VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNone:
      return "NONE";
    case Verdict::kValid:
      return "VALID";
    case Verdict::kNotChecked:
      return "NOT_CHECKED";
    case Verdict::kIndeterminate:
      return "INDETERMINATE";
    case Verdict::kInvalid:
      return "INVALID";
  }
  return "";
}

}  // namespace suyuan::xmldsig
