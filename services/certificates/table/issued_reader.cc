#include "services/certificates/table/issued_reader.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/csv/csv.h"
#include "libs/csv/spreadsheet.h"
#include "libs/metrology/calendar.h"
#include "libs/text/encoding.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/table/cells.h"
#include "services/certificates/table/words.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {
namespace {

constexpr char kField[] = "list";
constexpr size_t kMostRows = 20000;
constexpr size_t kMostViolations = 20;
constexpr size_t kMostNumberBytes = 256;

enum Column { kNumber, kKind, kIssued, kDigest, kColumns };
struct Name {
  absl::string_view zh;
  absl::string_view en;
};
constexpr std::array<Name, kColumns> kNames = {{{"证书编号", "number"},
                                                {"证书类型", "kind"},
                                                {"签发日期", "issued"},
                                                {"摘要", "digest"}}};

// Texts of a row without blanks around them; empty where it says nothing.
struct IssuedRow {
  size_t number = 0;  // counted from 1; the header is none
  std::array<std::string, kColumns> cells;
};

absl::Status Wrong(size_t row, Column column, absl::string_view seen,
                   absl::string_view wanted) {
  return InvalidField(
      kField, absl::StrCat("row ", row, ", ", kNames[column].zh, ": is \"",
                           seen.substr(0, 80), "\"; ", wanted, " is wanted"));
}

std::optional<Column> ColumnNamed(absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(StripBlanks(name));
  for (int column = 0; column < kColumns; ++column) {
    if (lower == kNames[column].zh || lower == kNames[column].en) {
      return static_cast<Column>(column);
    }
  }
  return std::nullopt;
}

absl::Status TooMany() {
  return InvalidField(kField, absl::StrCat("has more than ", kMostRows,
                                           " rows; lists of shorter spans are "
                                           "wanted"));
}

absl::StatusOr<std::vector<Column>> ReadHeader(
    absl::Span<const absl::string_view> cells) {
  std::vector<Column> columns;
  for (const absl::string_view cell : cells) {
    const std::optional<Column> column = ColumnNamed(cell);
    if (!column.has_value() ||
        std::find(columns.begin(), columns.end(), *column) != columns.end()) {
      return InvalidField(
          kField,
          absl::StrCat("has a column \"", cell.substr(0, 80),
                       "\"; 证书编号, 证书类型, 签发日期 and 摘要, each "
                       "once, are wanted"));
    }
    columns.push_back(*column);
  }
  return columns;
}

absl::StatusOr<std::vector<IssuedRow>> ReadCsv(absl::string_view content) {
  const text::Decoded decoded = text::DecodeFile(content);
  if (decoded.broken_at.has_value()) {
    return InvalidField(kField,
                        absl::StrCat("byte ", *decoded.broken_at + 1, " is no ",
                                     decoded.encoding,
                                     "; a file in UTF-8 or GB18030 is wanted"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const csv::Table table,
                          csv::Table::Parse(decoded.utf8));
  if (table.size() == 0) {
    return InvalidField(kField, "is empty; a header is wanted");
  }
  if (table.size() > kMostRows + 1) return TooMany();
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<Column> columns,
                          ReadHeader(table.row(0)));
  std::vector<IssuedRow> rows;
  for (size_t i = 1; i < table.size(); ++i) {
    IssuedRow row{.number = i, .cells = {}};
    const absl::Span<const absl::string_view> cells = table.row(i);
    for (size_t c = 0; c < std::min(cells.size(), columns.size()); ++c) {
      row.cells[columns[c]] =
          std::string(csv::UnguardFormula(StripBlanks(cells[c])));
    }
    row.cells[kIssued] = csv::DayFromSheet(row.cells[kIssued]);
    rows.push_back(std::move(row));
  }
  return rows;
}

absl::Status ReadLine(absl::string_view line, IssuedRow& row) {
  const nlohmann::json json =
      nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
  if (!json.is_object()) {
    return InvalidField(kField, absl::StrCat("row ", row.number,
                                             " is no JSON object; one is "
                                             "wanted"));
  }
  for (const auto& [key, value] : json.items()) {
    const std::optional<Column> column = ColumnNamed(key);
    if (!column.has_value() || !value.is_string()) {
      return InvalidField(
          kField, absl::StrCat("row ", row.number, " has \"", key.substr(0, 80),
                               "\"; texts number, kind, issued and digest are "
                               "wanted"));
    }
    row.cells[*column] =
        std::string(StripBlanks(value.get_ref<const std::string&>()));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<IssuedRow>> ReadLines(absl::string_view content) {
  std::vector<IssuedRow> rows;
  size_t number = 0;
  for (const absl::string_view line : absl::StrSplit(content, '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    if (rows.size() == kMostRows) return TooMany();
    IssuedRow row{.number = number, .cells = {}};
    SUYUAN_RETURN_IF_ERROR(ReadLine(line, row));
    rows.push_back(std::move(row));
  }
  return rows;
}

absl::StatusOr<CertificateKind> ReadKind(const IssuedRow& row,
                                         const IssuedCoverage& coverage) {
  const auto* value =
      ValueOfWord(*v1::Certificate::Kind_descriptor(), row.cells[kKind]);
  if (value == nullptr) {
    return Wrong(row.number, kKind, row.cells[kKind],
                 WordsOf(*v1::Certificate::Kind_descriptor()));
  }
  const auto kind = static_cast<CertificateKind>(value->number());
  const auto& kinds = coverage.kinds;
  if (!kinds.empty() &&
      std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    return Wrong(row.number, kKind, row.cells[kKind],
                 "a kind that the list is said to cover");
  }
  return kind;
}

absl::Status CheckDay(const IssuedRow& row, const IssuedCoverage& coverage) {
  const absl::StatusOr<absl::CivilDay> day =
      metrology::ParseDate(row.cells[kIssued]);
  if (day.ok() && coverage.from <= *day && *day <= coverage.to) {
    return absl::OkStatus();
  }
  return Wrong(row.number, kIssued, row.cells[kIssued],
               absl::StrCat("a day from ", metrology::FormatDate(coverage.from),
                            " to ", metrology::FormatDate(coverage.to)));
}

absl::StatusOr<IssuedNumber> ToNumber(const IssuedRow& row,
                                      const IssuedCoverage& coverage) {
  IssuedNumber out;
  out.number = text::NormaliseIdentifier(row.cells[kNumber]);
  if (out.number.empty() || out.number.size() > kMostNumberBytes) {
    return Wrong(
        row.number, kNumber, row.cells[kNumber],
        absl::StrCat("a number of at most ", kMostNumberBytes, " bytes"));
  }
  SUYUAN_ASSIGN_OR_RETURN(out.kind, ReadKind(row, coverage));
  SUYUAN_RETURN_IF_ERROR(CheckDay(row, coverage));
  if (row.cells[kDigest].empty()) return out;
  const absl::StatusOr<Digest> digest =
      Digest::Parse(absl::AsciiStrToLower(row.cells[kDigest]));
  if (!digest.ok()) {
    return Wrong(row.number, kDigest, row.cells[kDigest],
                 "a SHA-256 of 64 hexadecimal digits, or nothing,");
  }
  out.digest = digest->hex();
  return out;
}

}  // namespace

absl::StatusOr<std::vector<IssuedNumber>> ReadIssued(
    absl::string_view content, IssuedFormat format,
    const IssuedCoverage& coverage) {
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<IssuedRow> rows,
      format == IssuedFormat::kCsv ? ReadCsv(content) : ReadLines(content));
  std::vector<IssuedNumber> numbers;
  absl::Status wrong;
  for (const IssuedRow& row : rows) {
    absl::StatusOr<IssuedNumber> number = ToNumber(row, coverage);
    if (number.ok()) {
      numbers.push_back(*std::move(number));
      continue;
    }
    wrong = wrong.ok() ? number.status()
                       : WithViolation(std::move(wrong),
                                       ViolationsOf(number.status()).front());
    if (ViolationsOf(wrong).size() == kMostViolations) break;
  }
  if (!wrong.ok()) return wrong;
  return numbers;
}

}  // namespace suyuan::certificates
