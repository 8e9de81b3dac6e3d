#ifndef TESTS_FUZZ_INPUT_H_
#define TESTS_FUZZ_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/text/utf8.h"

// What fuzz targets share.

namespace suyuan::fuzz {

inline absl::string_view Text(const uint8_t* data, size_t size) {
  return absl::string_view(reinterpret_cast<const char*>(data), size);
}

// Bytes that a target takes off the front of its input to choose by; zeros
// where there are no more.
class Choices {
 public:
  explicit Choices(absl::string_view input) : rest_(input) {}

  uint64_t Take(int bytes) {
    uint64_t value = 0;
    for (int i = 0; i < bytes; ++i) {
      value = value << 8 | (rest_.empty() ? 0 : static_cast<uint8_t>(rest_[0]));
      rest_.remove_prefix(rest_.empty() ? 0 : 1);
    }
    return value;
  }
  absl::string_view rest() const { return rest_; }

 private:
  absl::string_view rest_;
};

using Reasons = std::initializer_list<absl::string_view>;

inline void CheckReason(const absl::Status& status, Reasons reasons) {
  SUYUAN_CHECK(!status.ok() && !status.message().empty());
  SUYUAN_CHECK(absl::c_linear_search(reasons, ReasonOf(status)));
}

// A refusal has one of the reasons, and says something that can be shown to
// people, whatever bytes it was given.
inline void CheckRefusal(const absl::Status& status, Reasons reasons) {
  CheckReason(status, reasons);
  SUYUAN_CHECK(text::IsValidUtf8(status.message()));
  for (const FieldViolation& each : ViolationsOf(status)) {
    SUYUAN_CHECK(text::IsValidUtf8(each.field));
    SUYUAN_CHECK(!each.description.empty());
    SUYUAN_CHECK(text::IsValidUtf8(each.description));
  }
}

}  // namespace suyuan::fuzz

#endif  // TESTS_FUZZ_INPUT_H_
