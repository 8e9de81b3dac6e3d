#ifndef SERVICES_CREDIT_VIOLATIONS_H_
#define SERVICES_CREDIT_VIOLATIONS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/base/status.h"

namespace suyuan::credit {

// Gathers every defect of a record, so that a client mends all at once.
class Violations {
 public:
  void Add(absl::string_view field, absl::string_view description) {
    if (status_.ok()) {
      status_ = InvalidField(field, description);
      return;
    }
    status_ = WithViolation(std::move(status_),
                            {std::string(field), std::string(description)});
  }
  bool empty() const { return status_.ok(); }
  // OK, or InvalidArgument INVALID_FIELD with what was added, in that order.
  const absl::Status& ToStatus() const { return status_; }

 private:
  absl::Status status_;
};

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_VIOLATIONS_H_
