#ifndef SERVICES_CERTIFICATES_CONVERT_VIOLATIONS_H_
#define SERVICES_CERTIFICATES_CONVERT_VIOLATIONS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace suyuan::certificates {

// The path of a field in a message: "certificate.results[2].unit".
class FieldPath {
 public:
  FieldPath() = default;
  FieldPath Field(absl::string_view name) const {
    return FieldPath(text_.empty() ? std::string(name)
                                   : absl::StrCat(text_, ".", name));
  }
  FieldPath At(int index) const {
    return FieldPath(absl::StrCat(text_, "[", index, "]"));
  }
  FieldPath Key(absl::string_view key) const {
    return FieldPath(absl::StrCat(text_, "[\"", key, "\"]"));
  }
  const std::string& text() const { return text_; }

 private:
  explicit FieldPath(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

// Gathers what is wrong with a message, at most twenty fields of it: one round
// trip should tell a client all there is to mend. Each Check adds a violation
// where it does not hold.
class Violations {
 public:
  // OK, or INVALID_FIELD with all of them.
  absl::Status ToStatus() const { return status_; }

  // `found` and `wanted` become 'is "..."; ... is wanted'.
  void Add(const FieldPath& path, absl::string_view found,
           absl::string_view wanted);
  // The message of a failed status, for texts that a library checks.
  void Add(const FieldPath& path, const absl::Status& status);
  void AddMissing(const FieldPath& path, absl::string_view wanted);

  // At most `max_bytes`.
  void CheckLength(const FieldPath& path, absl::string_view text,
                   size_t max_bytes = 1000);
  // Not blank, at most `max_bytes`.
  void CheckText(const FieldPath& path, absl::string_view text,
                 size_t max_bytes = 1000);
  void CheckCount(const FieldPath& path, int count, int most);
  // Empty, or "collection/id" of one of the collections ("a|b").
  void CheckResource(const FieldPath& path, absl::string_view name,
                     absl::string_view collections);
  // Empty, or a civil day.
  void CheckDay(const FieldPath& path, absl::string_view text);
  // Empty, or a decimal that is a number. True where there is one.
  bool CheckDecimal(const FieldPath& path, absl::string_view text);
  bool CheckNotNegative(const FieldPath& path, absl::string_view text);
  // Empty, or D-SI.
  void CheckUnit(const FieldPath& path, absl::string_view text);

 private:
  static constexpr int kMost = 20;

  absl::Status status_;
  int count_ = 0;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_VIOLATIONS_H_
