#include "libs/sql/value.h"

namespace suyuan::sql {

int64_t ToDayNumber(absl::CivilDay day) {
  return day - absl::CivilDay(1970, 1, 1);
}

absl::CivilDay FromDayNumber(int64_t number) {
  return absl::CivilDay(1970, 1, 1) + number;
}

Value Value::Bytes(absl::string_view bytes) {
  Value value{std::string(bytes)};
  value.kind_ = Kind::kBytes;
  return value;
}

}  // namespace suyuan::sql
