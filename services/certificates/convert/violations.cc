#include "services/certificates/convert/violations.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/decimal.h"
#include "libs/metrology/unit_text.h"
#include "libs/rpc/fields.h"
#include "libs/text/utf8.h"

namespace suyuan::certificates {
namespace {

// What is shown of a text that is not what it should be.
std::string Shown(absl::string_view text) {
  constexpr size_t kMaxShown = 100;
  if (text.size() <= kMaxShown) return std::string(text);
  const absl::string_view cut = text.substr(0, kMaxShown);
  return absl::StrCat(cut.substr(0, text::ValidUtf8Prefix(cut)), "...");
}

}  // namespace

void Violations::Add(const FieldPath& path, absl::string_view found,
                     absl::string_view wanted) {
  Add(path, absl::InvalidArgumentError(absl::StrCat(
                "is \"", Shown(found), "\"; ", wanted, " is wanted")));
}

void Violations::Add(const FieldPath& path, const absl::Status& status) {
  if (++count_ > kMost) return;
  status_ = status_.ok()
                ? InvalidField(path.text(), status.message())
                : WithViolation(std::move(status_),
                                {path.text(), std::string(status.message())});
}

void Violations::AddMissing(const FieldPath& path, absl::string_view wanted) {
  Add(path, absl::InvalidArgumentError(
                absl::StrCat("is missing; ", wanted, " is wanted")));
}

void Violations::CheckLength(const FieldPath& path, absl::string_view text,
                             size_t max_bytes) {
  if (text.size() <= max_bytes) return;
  Add(path,
      absl::InvalidArgumentError(absl::StrCat(
          "has ", text.size(), " bytes; at most ", max_bytes, " are taken")));
}

void Violations::CheckText(const FieldPath& path, absl::string_view text,
                           size_t max_bytes) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    return AddMissing(path, "a text");
  }
  CheckLength(path, text, max_bytes);
}

void Violations::CheckCount(const FieldPath& path, int count, int most) {
  if (count <= most) return;
  Add(path, absl::InvalidArgumentError(absl::StrCat(
                "has ", count, " members; at most ", most, " are taken")));
}

void Violations::CheckResource(const FieldPath& path, absl::string_view name,
                               absl::string_view collections) {
  if (name.empty()) return;
  const std::vector<absl::string_view> wanted =
      absl::StrSplit(collections, '|');
  const bool fits =
      std::any_of(wanted.begin(), wanted.end(), [&](absl::string_view one) {
        return rpc::ParseId("", name, absl::StrCat(one, "/{id}")).ok();
      });
  if (!fits) Add(path, name, absl::StrCat(collections, "/{id}"));
}

void Violations::CheckDay(const FieldPath& path, absl::string_view text) {
  if (text.empty()) return;
  const absl::StatusOr<absl::CivilDay> day = metrology::ParseDate(text);
  if (!day.ok()) Add(path, day.status());
}

bool Violations::CheckDecimal(const FieldPath& path, absl::string_view text) {
  if (text.empty()) return false;
  const absl::StatusOr<metrology::Decimal> decimal =
      metrology::Decimal::Parse(text);
  if (!decimal.ok()) {
    Add(path, decimal.status());
    return false;
  }
  if (decimal->is_nan()) {
    Add(path, text, "a number");
    return false;
  }
  return true;
}

bool Violations::CheckNotNegative(const FieldPath& path,
                                  absl::string_view text) {
  if (!CheckDecimal(path, text)) return false;
  if (metrology::Decimal::Parse(text)->value() >= 0) return true;
  Add(path, text, "a number that is not negative");
  return false;
}

void Violations::CheckUnit(const FieldPath& path, absl::string_view text) {
  if (text.empty()) return;
  const absl::StatusOr<metrology::Unit> unit = metrology::ParseDsi(text);
  if (!unit.ok()) Add(path, unit.status());
}

}  // namespace suyuan::certificates
