#include "libs/base/status.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"

namespace suyuan {
namespace {

constexpr absl::string_view kReasonUrl = "suyuan/reason";
constexpr absl::string_view kViolationsUrl = "suyuan/violations";

// Each text after its length: it may quote any bytes that a client sent.
std::string Encode(const std::vector<FieldViolation>& violations) {
  std::string out;
  for (const FieldViolation& v : violations) {
    absl::StrAppend(&out, v.field.size(), ":", v.field);
    absl::StrAppend(&out, v.description.size(), ":", v.description);
  }
  return out;
}

// The next text of what Encode() made.
std::string TakeText(absl::string_view& encoded) {
  const size_t colon = encoded.find(':');
  size_t size = 0;
  SUYUAN_CHECK(absl::SimpleAtoi(encoded.substr(0, colon), &size));
  const std::string text(encoded.substr(colon + 1, size));
  encoded.remove_prefix(colon + 1 + size);
  return text;
}

}  // namespace

absl::Status WithReason(absl::Status status, absl::string_view reason) {
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kReasonUrl);
  return payload.has_value() ? std::string(*payload) : std::string();
}

absl::Status InvalidField(absl::string_view field,
                          absl::string_view description) {
  return WithViolation(WithReason(absl::InvalidArgumentError(
                                      absl::StrCat(field, ": ", description)),
                                  "INVALID_FIELD"),
                       {std::string(field), std::string(description)});
}

absl::Status WithViolation(absl::Status status, const FieldViolation& added) {
  std::vector<FieldViolation> all = ViolationsOf(status);
  all.push_back(added);
  status.SetPayload(kViolationsUrl, absl::Cord(Encode(all)));
  return status;
}

std::vector<FieldViolation> ViolationsOf(const absl::Status& status) {
  std::vector<FieldViolation> out;
  const auto payload = status.GetPayload(kViolationsUrl);
  if (!payload.has_value()) return out;
  const std::string text(*payload);
  absl::string_view left = text;
  while (!left.empty()) {
    FieldViolation& violation = out.emplace_back();
    violation.field = TakeText(left);
    violation.description = TakeText(left);
  }
  return out;
}

absl::Status InField(absl::string_view prefix, absl::Status status) {
  std::vector<FieldViolation> violations = ViolationsOf(status);
  if (violations.empty()) return status;
  for (FieldViolation& v : violations) {
    v.field = v.field.empty()     ? std::string(prefix)
              : v.field[0] == '[' ? absl::StrCat(prefix, v.field)
                                  : absl::StrCat(prefix, ".", v.field);
  }
  absl::Status out(status.code(), absl::StrCat(violations[0].field, ": ",
                                               violations[0].description));
  out = WithReason(std::move(out), ReasonOf(status));
  out.SetPayload(kViolationsUrl, absl::Cord(Encode(violations)));
  return out;
}

}  // namespace suyuan
