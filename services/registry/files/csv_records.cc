#include "services/registry/files/csv_records.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/registry/files/cells.h"

namespace suyuan::registry {

absl::StatusOr<CsvHeader> CsvHeader::Parse(RecordKind kind, Cells cells) {
  CsvHeader header;
  header.size_ = cells.size();
  absl::Status wrong;
  for (size_t i = 0; i < cells.size(); ++i) {
    const absl::Status added = header.Add(kind, i, cells[i]);
    if (wrong.ok()) {
      wrong = added;
    } else if (!added.ok()) {
      wrong = WithViolation(std::move(wrong), ViolationsOf(added).front());
    }
  }
  if (!wrong.ok()) return wrong;
  if (header.name_ == kNone) {
    return InvalidField("content",
                        "has no column \"name\" in its first row; wanted the "
                        "header of a file of records");
  }
  header.TellTitles();
  const std::vector<Column>& all = Columns::Of(kind).exported();
  header.is_whole_ =
      !HasOutputs(kind) &&
      std::all_of(all.begin(), all.end(), [&](const Column& column) {
        return column.is_output_only || header.Has(column);
      });
  return header;
}

absl::Status CsvHeader::Add(RecordKind kind, size_t cell,
                            absl::string_view name) {
  if (name.empty()) {
    unnamed_.push_back(cell);
    return absl::OkStatus();
  }
  std::optional<Column> column = Columns::Of(kind).Find(name);
  if (!column.has_value()) {
    return InvalidField(
        "content",
        absl::StrCat("\"", name.substr(0, 80), "\" in column ", cell + 1,
                     " is no field of ", CollectionOf(kind)));
  }
  for (const Place& other : places_) {
    if (other.column.steps != column->steps ||
        other.column.language != column->language) {
      continue;
    }
    return InvalidField(
        "content", absl::StrCat("\"", column->name, "\" stands in columns ",
                                other.cell + 1, " and ", cell + 1));
  }
  if (column->name == "name") name_ = cell;
  if (column->name == "meta.etag") etag_ = cell;
  places_.push_back({cell, *std::move(column)});
  return absl::OkStatus();
}

bool CsvHeader::Has(const Column& column) const {
  return std::any_of(places_.begin(), places_.end(), [&](const Place& place) {
    return place.column.name == column.name;
  });
}

// The column of a title's other languages leaves out those that have one.
void CsvHeader::TellTitles() {
  for (Place& others : places_) {
    if (others.column.form != CellForm::kTitles) continue;
    for (const Place& one : places_) {
      if (one.column.form == CellForm::kTitle &&
          one.column.steps == others.column.steps) {
        others.column.languages.push_back(one.column.language);
      }
    }
  }
}

absl::Status CsvHeader::CheckRow(Cells row) const {
  if (row.size() != size_) {
    return InvalidField(
        "row", absl::StrCat("has ", row.size(), " cells; wanted ", size_,
                            " as the first row has"));
  }
  for (const size_t cell : unnamed_) {
    if (row[cell].empty()) continue;
    return InvalidField(
        "row", absl::StrCat("has \"", row[cell].substr(0, 80), "\" in column ",
                            cell + 1, ", which has no name in the first row"));
  }
  return absl::OkStatus();
}

std::vector<FieldViolation> CsvHeader::Apply(
    Cells row, google::protobuf::Message& record) const {
  std::vector<FieldViolation> wrong;
  for (const Place& place : places_) {
    if (place.column.is_output_only) continue;
    const absl::Status set = SetCell(place.column, row[place.cell], record);
    if (!set.ok()) wrong.push_back(ViolationsOf(set).front());
  }
  return wrong;
}

FieldViolation CsvHeader::ByColumn(FieldViolation violation) const {
  for (const Place& place : places_) {
    const std::string& name = place.column.name;
    if (!absl::StartsWith(violation.field, name)) continue;
    const absl::string_view rest =
        absl::string_view(violation.field).substr(name.size());
    if (rest.empty()) return violation;
    if (rest[0] != '[' && rest[0] != '.') continue;
    return {name, absl::StrCat(violation.field, ": ", violation.description)};
  }
  return violation;
}

void AppendCsvHeader(RecordKind kind, std::string& out) {
  std::vector<std::string> names;
  for (const Column& column : Columns::Of(kind).exported()) {
    names.push_back(column.name);
  }
  absl::StrAppend(&out, text::kByteOrderMark);
  csv::AppendRow(names, out);
}

void AppendCsvRecord(RecordKind kind, const google::protobuf::Message& record,
                     std::string& out) {
  std::vector<std::string> cells;
  for (const Column& column : Columns::Of(kind).exported()) {
    cells.push_back(ToCell(column, record));
  }
  csv::AppendRow(cells, out);
}

}  // namespace suyuan::registry
