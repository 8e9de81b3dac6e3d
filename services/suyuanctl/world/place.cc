#include "services/suyuanctl/world/place.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"

namespace suyuan::world {
namespace {

std::string FieldAt(const Place& place, absl::string_view request_field,
                    absl::string_view violation) {
  absl::string_view rest = violation;
  if (absl::ConsumePrefix(&rest, request_field)) {
    if (rest.empty()) return place.path;
    if (rest[0] == '.' || rest[0] == '[') {
      return absl::StrCat(place.path, rest);
    }
  }
  return absl::StrCat(place.path, ".", violation);
}

}  // namespace

absl::Status AtPlace(const Place& place, absl::string_view field,
                     const absl::Status& status) {
  const std::vector<FieldViolation> violations = ViolationsOf(status);
  std::string message = place.ToString();
  if (violations.empty()) {
    absl::StrAppend(&message, ": ", status.message());
  }
  for (size_t i = 0; i < violations.size(); ++i) {
    const std::string at = FieldAt(place, field, violations[i].field);
    absl::StrAppend(&message, i == 0 ? "" : "; ",
                    i == 0 ? at.substr(place.path.size()) : at, ": ",
                    violations[i].description);
  }
  absl::Status out(status.code(), message);
  if (const std::string reason = ReasonOf(status); !reason.empty()) {
    out = WithReason(out, reason);
  }
  for (const FieldViolation& violation : violations) {
    out = WithViolation(
        out, {FieldAt(place, field, violation.field), violation.description});
  }
  return out;
}

absl::Status BadWorld(absl::string_view file, absl::string_view path,
                      absl::string_view description) {
  const absl::Status plain = InvalidField(path, description);
  absl::Status out(plain.code(),
                   absl::StrCat(file, ": ", path, ": ", description));
  return WithViolation(WithReason(out, ReasonOf(plain)),
                       {std::string(path), std::string(description)});
}

}  // namespace suyuan::world
