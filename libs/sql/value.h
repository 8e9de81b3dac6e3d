#ifndef LIBS_SQL_VALUE_H_
#define LIBS_SQL_VALUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace suyuan::sql {

// Days since 1970-01-01. How a civil day is stored: an integer, so that days
// compare and index the same in every database.
int64_t ToDayNumber(absl::CivilDay day);
absl::CivilDay FromDayNumber(int64_t number);

// One parameter of a statement: null, a 64-bit integer, a double, text or
// bytes. Owns its text. Converts from what callers have, so that parameters
// read as a list: {id, revision, Value::Bytes(payload)}.
class Value {
 public:
  // NOLINTBEGIN(google-explicit-constructor)
  Value(std::nullptr_t) : kind_(Kind::kNull) {}
  template <typename Integer,
            std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  Value(Integer value)
      : kind_(Kind::kInteger), integer_(static_cast<int64_t>(value)) {}
  Value(double value) : kind_(Kind::kReal), real_(value) {}
  Value(absl::string_view text) : kind_(Kind::kText), text_(text) {}
  Value(std::string text) : kind_(Kind::kText), text_(std::move(text)) {}
  Value(const char* text) : kind_(Kind::kText), text_(text) {}
  // The stored form is ToDayNumber().
  Value(absl::CivilDay day) : Value(ToDayNumber(day)) {}
  // The stored form is microseconds since the Unix epoch.
  Value(absl::Time time) : Value(absl::ToUnixMicros(time)) {}
  template <typename T>
  Value(const std::optional<T>& value)
      : Value(value.has_value() ? Value(*value) : Value(nullptr)) {}
  // NOLINTEND(google-explicit-constructor)

  static Value Bytes(absl::string_view bytes);

  enum class Kind { kNull, kInteger, kReal, kText, kBytes };
  Kind kind() const { return kind_; }
  int64_t integer() const { return integer_; }
  double real() const { return real_; }
  // Of text and bytes alike.
  absl::string_view text() const { return text_; }

  friend bool operator==(const Value&, const Value&) = default;

 private:
  Kind kind_;
  int64_t integer_ = 0;
  double real_ = 0;
  std::string text_;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_VALUE_H_
