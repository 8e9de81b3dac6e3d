#ifndef LIBS_CSV_SPREADSHEET_H_
#define LIBS_CSV_SPREADSHEET_H_

#include <string>

#include "absl/strings/string_view.h"

// What spreadsheets do to the cells of a file, and how texts come through.

namespace suyuan::csv {

// A spreadsheet runs a text that begins with =, +, -, @ (also in full width), a
// tab or a carriage return, apostrophes before it apart. Such a text is written
// behind one more apostrophe; numbers ("-40") and all else are as they are.
std::string GuardFormula(absl::string_view text);
// The text that was guarded.
absl::string_view UnguardFormula(absl::string_view cell);

// "2024/3/1", as a spreadsheet writes what it took for a day, is "2024-03-01".
// Anything else is returned as it is.
std::string DayFromSheet(absl::string_view cell);

}  // namespace suyuan::csv

#endif  // LIBS_CSV_SPREADSHEET_H_
