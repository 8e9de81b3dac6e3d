#ifndef SERVICES_CERTIFICATES_TABLE_HEADER_H_
#define SERVICES_CERTIFICATES_TABLE_HEADER_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/certificates/table/columns.h"

namespace suyuan::certificates {

// The first row of a table of certificates: which columns it has, in its own
// order.
class TableHeader {
 public:
  using Cells = absl::Span<const absl::string_view>;

  struct Place {
    size_t cell = 0;
    const TableColumn* column = nullptr;
    std::string name;  // as the file has it
  };

  // INVALID_FIELD (table) with a violation for each column that is none of the
  // form or is there twice, and where 证书编号 is missing.
  static absl::StatusOr<TableHeader> Parse(Cells cells);

  // The columns of one section, in the order of the file.
  const std::vector<Place>& Of(TableSection section) const {
    return sections_[static_cast<size_t>(section)];
  }
  size_t size() const { return size_; }
  // The cells that stand below no name.
  const std::vector<size_t>& unnamed() const { return unnamed_; }

  // What the file calls the column of a field, the path being from the
  // section's message; where the file has none, its Chinese name, and "" where
  // the form has none. A path may go on below a column's field or end above it.
  // `extra` tells columns with one path apart.
  std::string NameOf(TableSection section, absl::string_view path,
                     absl::string_view extra = "") const;

 private:
  absl::Status Add(size_t cell, absl::string_view name);

  size_t size_ = 0;
  std::vector<size_t> unnamed_;
  std::array<std::vector<Place>, kTableSections> sections_;
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_HEADER_H_
