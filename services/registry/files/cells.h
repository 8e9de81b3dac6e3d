#ifndef SERVICES_REGISTRY_FILES_CELLS_H_
#define SERVICES_REGISTRY_FILES_CELLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/registry/files/columns.h"

// What stands in one cell of a file of records. Whatever ToCell writes SetCell
// reads back, but that a message without content is not told from none.
//
// A spreadsheet runs a cell that begins with = + - @ (also in full width), a
// tab or a carriage return, whatever quotes are around it. Such a text is
// written behind an apostrophe, which no spreadsheet runs, and one apostrophe
// is taken off such a text when it is read; a number ("-40", "+1.5e3") is left
// as it is. So 'x stays 'x, =x is written '=x and '=x is written ''=x.

namespace suyuan::registry {

std::string ToCell(const Column& column,
                   const google::protobuf::Message& record);

// Makes the field what the cell says; an empty cell clears it, and a message
// that had content and has none afterwards. INVALID_FIELD with the column where
// the cell cannot be read; the record is then of no more use.
absl::Status SetCell(const Column& column, absl::string_view cell,
                     google::protobuf::Message& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_CELLS_H_
