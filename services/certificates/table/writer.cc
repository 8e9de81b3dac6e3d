#include "services/certificates/table/writer.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/table/cells.h"
#include "services/certificates/table/columns.h"
#include "services/certificates/table/reader.h"

namespace suyuan::certificates {
namespace {

using google::protobuf::Message;
using Row = std::vector<std::string>;

// The rows of one certificate, as many as its longest list wants.
class Rows {
 public:
  Row& At(size_t index) {
    if (rows_.size() <= index) {
      rows_.resize(index + 1, Row(TableColumns().size()));
    }
    return rows_[index];
  }
  size_t size() const { return rows_.size(); }
  std::string Text() const {
    std::string text;
    for (const Row& row : rows_) csv::AppendRow(row, text);
    return text;
  }

 private:
  std::vector<Row> rows_;
};

void Write(TableSection section, const Message& message, Row& row) {
  for (size_t i = 0; i < TableColumns().size(); ++i) {
    const TableColumn& column = TableColumns()[i];
    if (column.section == section) row[i] = ToTableCell(column, message);
  }
}

void WriteCell(absl::string_view english, const std::string& cell, Row& row) {
  row[static_cast<size_t>(FindTableColumn(english))] = cell;
}

// Several items have rows of their own before the results, which name them.
size_t WriteItems(const v1::Certificate& certificate, Rows& rows) {
  const int count = certificate.items_size();
  for (int i = 0; i < count; ++i) {
    Write(TableSection::kItem, certificate.items(i),
          rows.At(static_cast<size_t>(i)));
  }
  return count > 1 ? static_cast<size_t>(count) : 0;
}

// On the row of its result where it names one, else below all results.
void WriteFailedItem(const v1::Certificate& certificate,
                     const v1::FailedItem& item, size_t first_result,
                     Rows& rows) {
  const auto& results = certificate.results();
  const auto found =
      item.result_ids().empty()
          ? results.end()
          : std::find_if(results.begin(), results.end(),
                         [&item](const v1::Result& result) {
                           return result.id() == item.result_ids(0);
                         });
  const size_t index =
      found == results.end()
          ? std::max(rows.size(), first_result + results.size())
          : first_result + static_cast<size_t>(found - results.begin());
  Write(TableSection::kFailedItem, item, rows.At(index));
}

std::string RowsOf(const v1::Certificate& certificate) {
  Rows rows;
  Write(TableSection::kCertificate, certificate, rows.At(0));
  const size_t first_result = WriteItems(certificate, rows);
  for (int i = 0; i < certificate.references_size(); ++i) {
    Write(TableSection::kReference, certificate.references(i),
          rows.At(static_cast<size_t>(i)));
  }
  for (int i = 0; i < certificate.results_size(); ++i) {
    Row& row = rows.At(first_result + static_cast<size_t>(i));
    Write(TableSection::kResult, certificate.results(i), row);
    if (first_result > 0) {
      WriteCell("item", certificate.results(i).item_id(), row);
    }
  }
  for (const v1::FailedItem& item : certificate.failed_items()) {
    WriteFailedItem(certificate, item, first_result, rows);
  }
  for (size_t i = 1; i < rows.size(); ++i) {
    WriteCell("number", certificate.number(), rows.At(i));
  }
  return rows.Text();
}

// The first field in which the two differ; "" where they are equal.
std::string FirstDifference(const v1::Certificate& a,
                            const v1::Certificate& b) {
  std::string report;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&report);
  if (differencer.Compare(a, b)) return "";
  // "modified: results[0].id: "a" -> "b"".
  const std::vector<std::string> parts =
      absl::StrSplit(report, absl::MaxSplits(": ", 2));
  return parts.size() < 2 ? report : parts[1];
}

}  // namespace

TableWriter::TableWriter(TableLanguage language)
    : header_(text::kByteOrderMark) {
  Row names;
  for (const TableColumn& column : TableColumns()) {
    names.emplace_back(language == TableLanguage::kChinese ? column.zh
                                                           : column.en);
  }
  csv::AppendRow(names, header_);
  text_ = header_;
}

absl::Status TableWriter::Add(const v1::Certificate& certificate) {
  v1::Certificate wanted = certificate;
  ClearOutputs(wanted);
  const std::string rows = RowsOf(wanted);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<TableCertificate> read,
                          ReadTable(absl::StrCat(header_, rows)));
  std::string different = read.size() == 1
                              ? FirstDifference(wanted, read[0].certificate)
                              : "number";
  if (different.empty() && !read[0].problems.empty()) {
    different = read[0].problems[0].column;
  }
  if (!different.empty()) {
    return InvalidField(different,
                        "is what a table of certificates cannot say as the "
                        "certificate has it; its JSON is wanted");
  }
  text_ += rows;
  return absl::OkStatus();
}

}  // namespace suyuan::certificates
