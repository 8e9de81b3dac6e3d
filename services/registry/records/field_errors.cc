#include "services/registry/records/field_errors.h"

namespace suyuan::registry {
namespace {

constexpr size_t kMost = 50;

}  // namespace

void FieldErrors::Add(const FieldPath& path, absl::string_view description) {
  if (violations_.size() == kMost) return;
  violations_.push_back({path.text(), std::string(description)});
}

absl::Status FieldErrors::ToStatus() const {
  if (violations_.empty()) return absl::OkStatus();
  absl::Status status =
      InvalidField(violations_[0].field, violations_[0].description);
  for (size_t i = 1; i < violations_.size(); ++i) {
    status = WithViolation(std::move(status), violations_[i]);
  }
  return status;
}

}  // namespace suyuan::registry
