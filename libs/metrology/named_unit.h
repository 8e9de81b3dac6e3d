#ifndef LIBS_METROLOGY_NAMED_UNIT_H_
#define LIBS_METROLOGY_NAMED_UNIT_H_

#include <string>

#include "absl/types/span.h"
#include "libs/metrology/unit_table.h"

namespace suyuan::metrology {

// A unit with a D-SI name of its own, described for a list of what records may
// use.
struct NamedUnit {
  std::string code;    // D-SI: "\volt"
  std::string symbol;  // as printed, "" where there is none
  std::string name_en;
  std::string name_zh;
  // Its dimension in SI base units, D-SI: "\metre\tothe{2}\kilogram…"; "\one".
  std::string base_units;
  // How many of those it is, 15 significant digits: exact where it has no more
  // ("0.001"). "" where it has a zero of its own (°C) or is a level (B, dB).
  std::string factor;
  LegalStanding standing = LegalStanding::kNotLegal;
  std::string uri;  // BIPM's persistent identifier or ""
};

// By code; made once.
absl::Span<const NamedUnit> NamedUnits();

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_NAMED_UNIT_H_
