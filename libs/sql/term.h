#ifndef LIBS_SQL_TERM_H_
#define LIBS_SQL_TERM_H_

#include <string>

namespace suyuan::sql {

// What a record can be found by: a field and a text that the caller makes of
// it (a normal form, a number padded so that it sorts). A field may have
// several values.
struct Term {
  std::string field;
  std::string value;

  friend bool operator==(const Term&, const Term&) = default;
  friend auto operator<=>(const Term&, const Term&) = default;
};

// Asks for records with a term that equals `value`, or begins with it.
struct TermMatch {
  std::string field;
  std::string value;
  bool is_prefix = false;

  friend bool operator==(const TermMatch&, const TermMatch&) = default;
};

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TERM_H_
