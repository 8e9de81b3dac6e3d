#ifndef LIBS_BASE_STATUS_H_
#define LIBS_BASE_STATUS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Returns from the enclosing function if `expression` is not OK.
#define SUYUAN_RETURN_IF_ERROR(expression)                                \
  do {                                                                    \
    if (absl::Status suyuan_status = (expression); !suyuan_status.ok()) { \
      return suyuan_status;                                               \
    }                                                                     \
  } while (false)

// SUYUAN_ASSIGN_OR_RETURN(const Certificate c, store.Find(id));
#define SUYUAN_ASSIGN_OR_RETURN(declaration, expression)            \
  SUYUAN_ASSIGN_OR_RETURN_(SUYUAN_CONCAT_(suyuan_or_, __COUNTER__), \
                           declaration, expression)
#define SUYUAN_CONCAT_INNER_(a, b) a##b
#define SUYUAN_CONCAT_(a, b) SUYUAN_CONCAT_INNER_(a, b)
#define SUYUAN_ASSIGN_OR_RETURN_(temporary, declaration, expression) \
  auto temporary = (expression);                                     \
  if (!temporary.ok()) return std::move(temporary).status();         \
  declaration = std::move(temporary).value()

namespace suyuan {

// One defect of a request: the path of the field as the client wrote it
// ("certificate.results[2].unit") and what is wrong, with the value seen and
// the value wanted.
struct FieldViolation {
  std::string field;
  std::string description;

  friend bool operator==(const FieldViolation&,
                         const FieldViolation&) = default;
};

// The reason is the stable, upper-case word that clients match on; it becomes
// google.rpc.ErrorInfo.reason on the wire. The list is docs/errors.md.
absl::Status WithReason(absl::Status status, absl::string_view reason);
// "" when the status carries none.
std::string ReasonOf(const absl::Status& status);

// InvalidArgument with reason INVALID_FIELD and one violation. Violations can
// be added with WithViolation; they become google.rpc.BadRequest on the wire.
absl::Status InvalidField(absl::string_view field,
                          absl::string_view description);
absl::Status WithViolation(absl::Status status, const FieldViolation& added);
std::vector<FieldViolation> ViolationsOf(const absl::Status& status);

// The same status with `prefix` put before the path of each violation:
// "unit" becomes "results[2].unit".
absl::Status InField(absl::string_view prefix, absl::Status status);

}  // namespace suyuan

#endif  // LIBS_BASE_STATUS_H_
