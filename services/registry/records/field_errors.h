#ifndef SERVICES_REGISTRY_RECORDS_FIELD_ERRORS_H_
#define SERVICES_REGISTRY_RECORDS_FIELD_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status.h"

namespace suyuan::registry {

// Where a value stands in a request: "competence.scope[2].range".
class FieldPath {
 public:
  explicit FieldPath(absl::string_view text) : text_(text) {}
  FieldPath operator/(absl::string_view field) const {
    return FieldPath(absl::StrCat(text_, ".", field));
  }
  FieldPath operator[](int index) const {
    return FieldPath(absl::StrCat(text_, "[", index, "]"));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// All that is wrong with a request, so that a client learns it at once. Keeps
// the first 50.
class FieldErrors {
 public:
  // "the value seen, and what is wanted".
  void Add(const FieldPath& path, absl::string_view description);
  bool empty() const { return violations_.empty(); }
  // OK, or INVALID_FIELD with a violation each.
  absl::Status ToStatus() const;

 private:
  std::vector<FieldViolation> violations_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_RECORDS_FIELD_ERRORS_H_
