#ifndef SERVICES_CERTIFICATES_TABLE_TABLE_CERTIFICATE_BUILDER_H_
#define SERVICES_CERTIFICATES_TABLE_TABLE_CERTIFICATE_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "google/protobuf/message.h"
#include "services/certificates/table/header.h"
#include "services/certificates/table/reader.h"

namespace suyuan::certificates {

// Inside reader: one certificate out of its rows. Borrows the header.
class TableCertificateBuilder {
 public:
  using Cells = TableHeader::Cells;

  explicit TableCertificateBuilder(const TableHeader& header)
      : header_(header) {}

  bool is_empty() const { return out_.first_row == 0; }
  // Whether the row goes on with this certificate: its number, kind and issuer
  // are the same or left empty.
  bool Continues(Cells row) const;
  // What tells the certificate from the others of the file.
  std::string Key() const;
  void Add(int64_t number, Cells row);
  void AddProblem(int64_t row, std::string column, std::string description);
  // With CheckCertificate's violations told by their cells.
  TableCertificate Finish();

 private:
  // An item or a reference that rows may name again.
  struct Named {
    std::string id;
    std::vector<std::string> cells;  // of the section, in the header's order
    int64_t row = 0;
  };

  std::vector<std::string> CellsOf(TableSection section, Cells row) const;
  bool Has(TableSection section, Cells row) const;
  void Set(TableSection section, int64_t number, Cells row,
           google::protobuf::Message& message);
  void AddOwn(int64_t number, Cells row);
  // The index of the item or reference that the row names, which `make` made
  // where it is new; -1 where it names none.
  int PlaceNamed(TableSection section, int64_t number, Cells row,
                 std::vector<Named>& all,
                 absl::FunctionRef<google::protobuf::Message*()> make);
  // Whether what the row says of a named one is what its first row says.
  void CheckSame(TableSection section, int64_t number,
                 const std::vector<std::string>& cells, const Named& named);
  void AddResult(int64_t number, Cells row);
  void AddFailedItem(int64_t number, Cells row);
  // The cell of a violation's path.
  TableProblem Locate(const std::string& path, std::string description) const;

  const TableHeader& header_;
  TableCertificate out_;
  std::vector<std::string> own_;  // cells of the first row
  std::vector<Named> items_;
  std::vector<Named> references_;
  std::vector<int64_t> result_rows_;
  std::vector<int64_t> failed_rows_;
  int item_ = -1;                  // of the rows that name none
  std::vector<int> result_items_;  // by result
};

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_TABLE_CERTIFICATE_BUILDER_H_
