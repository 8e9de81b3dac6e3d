#include "services/suyuanctl/cli/certificate_table.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "libs/text/normalise.h"

namespace suyuan::ctl {
namespace {

// The cell of the certificate's number in the header.
absl::StatusOr<size_t> NumberCell(absl::Span<const absl::string_view> header) {
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string name = text::NormaliseIdentifier(header[i]);
    if (name == "证书编号" || name == "NUMBER") return i;
  }
  return InvalidField("PATH",
                      "has no column 证书编号 (number) in its first row; a "
                      "table of certificates is wanted");
}

// Collects rows into parts. Borrows the header.
class Parts {
 public:
  Parts(absl::string_view header, const TablePartLimits& limits)
      : header_(header), limits_(limits) {}

  void AddCertificate(absl::string_view rows, size_t count) {
    const bool is_full =
        certificates_ == limits_.certificates ||
        static_cast<size_t>(part_.rows) + count > limits_.rows ||
        part_.content.size() + rows.size() > limits_.bytes;
    if (certificates_ > 0 && is_full) Flush();
    if (certificates_ == 0) part_.content = std::string(header_);
    absl::StrAppend(&part_.content, rows);
    part_.rows += static_cast<int64_t>(count);
    ++certificates_;
  }
  std::vector<FilePart> Finish() {
    if (certificates_ > 0) Flush();
    return std::move(parts_);
  }

 private:
  void Flush() {
    const int64_t before = part_.rows_before + part_.rows;
    parts_.push_back(std::exchange(part_, {}));
    part_.rows_before = before;
    certificates_ = 0;
  }

  const absl::string_view header_;
  const TablePartLimits& limits_;
  FilePart part_;
  size_t certificates_ = 0;
  std::vector<FilePart> parts_;
};

absl::StatusOr<std::string> Decode(const std::string& file) {
  text::Decoded decoded = text::DecodeFile(file);
  if (!decoded.broken_at.has_value()) return std::move(decoded.utf8);
  const csv::Place at = csv::PlaceOf(file, *decoded.broken_at);
  return InvalidField(
      "PATH", absl::StrCat("row ", at.row, ", cell ", at.cell, ": byte ",
                           *decoded.broken_at + 1, " is no ", decoded.encoding,
                           "; a file in UTF-8 or GB18030 is wanted"));
}

}  // namespace

bool IsTableName(absl::string_view path) {
  return absl::EndsWithIgnoreCase(path, ".csv");
}

absl::StatusOr<std::vector<FilePart>> CutTable(const std::string& file,
                                               const TablePartLimits& limits) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string text, Decode(file));
  SUYUAN_ASSIGN_OR_RETURN(const csv::Table table, csv::Table::Parse(text));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<size_t> ends, csv::RowEnds(text));
  if (table.size() == 0) return std::vector<FilePart>();
  SUYUAN_ASSIGN_OR_RETURN(const size_t cell, NumberCell(table.row(0)));
  const absl::string_view all = text;
  Parts parts(all.substr(0, ends[0]), limits);
  std::string number;  // of the certificate that is open
  size_t first = 1;
  for (size_t i = 1; i <= table.size(); ++i) {
    const bool is_end = i == table.size();
    const std::string own(is_end || table.row(i).size() <= cell
                              ? ""
                              : absl::StripAsciiWhitespace(table.row(i)[cell]));
    const bool is_other = !own.empty() && own != number;
    if (i > first && (is_end || is_other)) {
      const size_t begin = ends[first - 1];
      parts.AddCertificate(all.substr(begin, ends[i - 1] - begin), i - first);
      first = i;
    }
    if (is_other) number = own;
  }
  return parts.Finish();
}

}  // namespace suyuan::ctl
