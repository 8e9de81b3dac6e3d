#include "libs/base/status.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace suyuan {
namespace {

constexpr absl::string_view kReasonUrl = "suyuan/reason";
constexpr absl::string_view kViolationsUrl = "suyuan/violations";

// NUL ends each text: neither a path nor a description may hold one.
std::string Encode(const std::vector<FieldViolation>& violations) {
  std::string out;
  for (const FieldViolation& v : violations) {
    out.append(v.field).push_back('\0');
    out.append(v.description).push_back('\0');
  }
  return out;
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
  const std::vector<std::string> parts = absl::StrSplit(text, '\0');
  for (size_t i = 0; i + 1 < parts.size(); i += 2) {
    out.push_back({parts[i], parts[i + 1]});
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
