#ifndef SERVICES_CERTIFICATES_TABLE_CELLS_H_
#define SERVICES_CERTIFICATES_TABLE_CELLS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/certificates/table/columns.h"

namespace suyuan::certificates {

// Sets what a cell says in a message of the column's section: a Certificate, an
// Item, a ReferenceUse, a Result or a FailedItem. `cell` is not empty and has
// no blanks around it. INVALID_ARGUMENT with the value seen and the value
// wanted.
absl::Status SetTableCell(const TableColumn& column, absl::string_view cell,
                          google::protobuf::Message& message);

// The cell of a message; "" where the field is not set or the cell cannot say
// it.
std::string ToTableCell(const TableColumn& column,
                        const google::protobuf::Message& message);

// What messages quote of a cell: its beginning, in whole characters.
std::string Shown(absl::string_view cell);

// `text` without blanks around it, ideographic ones too.
absl::string_view StripBlanks(absl::string_view text);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_CELLS_H_
