#ifndef LIBS_METROLOGY_SI_REFERENCE_POINT_H_
#define LIBS_METROLOGY_SI_REFERENCE_POINT_H_

#include <string>

#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/unit_table.h"

// Persistent identifiers of the BIPM's SI Reference Point for what our tables
// hold, as addresses: https://si-digital-framework.org/SI/units/volt. They name
// a quantity or unit for programs of any maker. (c) BIPM, CC BY 3.0 IGO; see
// docs/quantities.md.

namespace suyuan::metrology {

// "" for a kind of ours.
std::string PersistentIdentifierOf(const QuantityKind& kind);

// "" for what the BIPM's list lacks: decibel, bar, inch. A product or a
// prefixed unit other than the kilogram has none.
std::string PersistentIdentifierOf(const UnitAtom& atom);

// "" for the binary ones and for none.
std::string PersistentIdentifierOf(const UnitPrefix& prefix);

}  // namespace suyuan::metrology

#endif  // LIBS_METROLOGY_SI_REFERENCE_POINT_H_
