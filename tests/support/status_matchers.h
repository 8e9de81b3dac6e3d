#ifndef TESTS_SUPPORT_STATUS_MATCHERS_H_
#define TESTS_SUPPORT_STATUS_MATCHERS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"

namespace suyuan::testing {

inline absl::Status StatusOf(const absl::Status& status) { return status; }
template <typename T>
absl::Status StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

// CHECK_THAT(StatusOf(x), IsOk()): prints the status where it is not.
class IsOk : public Catch::MatcherBase<absl::Status> {
 public:
  bool match(const absl::Status& status) const override { return status.ok(); }
  std::string describe() const override { return "is OK"; }
};

// CHECK_THAT(StatusOf(x), HasReason("CERTIFICATE_NOT_FOUND")).
class HasReason : public Catch::MatcherBase<absl::Status> {
 public:
  explicit HasReason(std::string reason) : reason_(std::move(reason)) {}
  bool match(const absl::Status& status) const override {
    return ReasonOf(status) == reason_;
  }
  std::string describe() const override { return "has reason " + reason_; }

 private:
  std::string reason_;
};

// CHECK_THAT(StatusOf(x), HasCode(absl::StatusCode::kNotFound)).
class HasCode : public Catch::MatcherBase<absl::Status> {
 public:
  explicit HasCode(absl::StatusCode code) : code_(code) {}
  bool match(const absl::Status& status) const override {
    return status.code() == code_;
  }
  std::string describe() const override {
    return "has code " + absl::StatusCodeToString(code_);
  }

 private:
  absl::StatusCode code_;
};

}  // namespace suyuan::testing

namespace Catch {
template <>
struct StringMaker<absl::Status> {
  static std::string convert(const absl::Status& status) {
    return status.ToString() + " reason=" + suyuan::ReasonOf(status);
  }
};
}  // namespace Catch

#endif  // TESTS_SUPPORT_STATUS_MATCHERS_H_
