#ifndef LIBS_DCC_WRITE_VALUES_H_
#define LIBS_DCC_WRITE_VALUES_H_

#include "absl/status/status.h"
#include "libs/dcc/document.h"
#include "libs/dcc/xml_writer.h"

namespace suyuan::dcc {

// Inside libs/dcc: the values of a quantity as D-SI 2.2.1 writes them, as
// values.h reads them: real, constant, complex, their XMLLists, and hybrid
// and list of these. DCC_UNWRITABLE as in writer.h, or where a list has a
// place without unit or uncertainty among others that have one.
absl::Status WriteSeries(XmlWriter& xml, const Document& document,
                         const Quantity& quantity);

// relativeUncertainty; nothing at all where none is stated.
absl::Status WriteRelativeUncertainty(XmlWriter& xml, const Document& document,
                                      const Quantity& quantity);

// DCC_UNWRITABLE: "a DCC cannot be written: " and what.
absl::Status Unwritable(absl::string_view what);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_WRITE_VALUES_H_
