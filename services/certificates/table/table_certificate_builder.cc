#include "services/certificates/table/table_certificate_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"
#include "services/certificates/convert/check.h"
#include "services/certificates/table/cells.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kMostProblems = 20;

// What tells certificates of one file apart.
bool IsKey(const TableColumn& column) {
  return column.path == "number" || column.path == "kind" ||
         column.path == "issuer.title" || column.path == "issuer.code" ||
         column.path == "issuer.institution";
}

struct SectionName {
  TableSection section;
  absl::string_view list;  // the certificate's field
};
constexpr std::array<SectionName, 4> kLists = {{
    {TableSection::kItem, "items"},
    {TableSection::kReference, "references"},
    {TableSection::kResult, "results"},
    {TableSection::kFailedItem, "failed_items"},
}};

// "results[2].unit" is index 2 of results and path "unit"; index -1 where the
// path is not of the list.
int IndexIn(absl::string_view list, absl::string_view& path) {
  absl::string_view rest = path;
  if (!absl::ConsumePrefix(&rest, list) || !absl::ConsumePrefix(&rest, "[")) {
    return -1;
  }
  int index = -1;
  const size_t close = rest.find(']');
  if (close == absl::string_view::npos ||
      !absl::SimpleAtoi(rest.substr(0, close), &index)) {
    return -1;
  }
  rest.remove_prefix(close + 1);
  absl::ConsumePrefix(&rest, ".");
  path = rest;
  return index;
}

}  // namespace

bool TableCertificateBuilder::Continues(Cells row) const {
  const std::vector<TableHeader::Place>& places =
      header_.Of(TableSection::kCertificate);
  for (size_t i = 0; i < places.size(); ++i) {
    if (!IsKey(*places[i].column)) continue;
    const absl::string_view cell = StripBlanks(row[places[i].cell]);
    if (!cell.empty() && cell != own_[i]) return false;
  }
  return true;
}

std::string TableCertificateBuilder::Key() const {
  std::vector<std::string> parts;
  const std::vector<TableHeader::Place>& places =
      header_.Of(TableSection::kCertificate);
  for (size_t i = 0; i < places.size(); ++i) {
    if (IsKey(*places[i].column)) {
      parts.push_back(text::NormaliseIdentifier(own_[i]));
    }
  }
  return absl::StrJoin(parts, "\n");
}

void TableCertificateBuilder::AddProblem(int64_t row, std::string column,
                                         std::string description) {
  if (out_.problems.size() >= kMostProblems) return;
  out_.problems.push_back({row, std::move(column), std::move(description)});
}

std::vector<std::string> TableCertificateBuilder::CellsOf(TableSection section,
                                                          Cells row) const {
  std::vector<std::string> cells;
  for (const TableHeader::Place& place : header_.Of(section)) {
    cells.emplace_back(StripBlanks(row[place.cell]));
  }
  return cells;
}

bool TableCertificateBuilder::Has(TableSection section, Cells row) const {
  const std::vector<TableHeader::Place>& places = header_.Of(section);
  return std::any_of(places.begin(), places.end(), [&](const auto& place) {
    return !StripBlanks(row[place.cell]).empty();
  });
}

void TableCertificateBuilder::Set(TableSection section, int64_t number,
                                  Cells row,
                                  google::protobuf::Message& message) {
  for (const TableHeader::Place& place : header_.Of(section)) {
    const absl::string_view cell = StripBlanks(row[place.cell]);
    if (cell.empty()) continue;
    const absl::Status set = SetTableCell(*place.column, cell, message);
    if (!set.ok()) {
      AddProblem(number, place.name, std::string(set.message()));
    }
  }
}

void TableCertificateBuilder::Add(int64_t number, Cells row) {
  AddOwn(number, row);
  const int item = PlaceNamed(TableSection::kItem, number, row, items_,
                              [this] { return out_.certificate.add_items(); });
  if (item >= 0) item_ = item;
  const auto add_reference = [this] {
    v1::ReferenceUse* const use = out_.certificate.add_references();
    use->set_id(absl::StrCat("ref", out_.certificate.references_size()));
    return use;
  };
  PlaceNamed(TableSection::kReference, number, row, references_, add_reference);
  AddResult(number, row);
  AddFailedItem(number, row);
  out_.last_row = number;
}

void TableCertificateBuilder::AddOwn(int64_t number, Cells row) {
  const std::vector<std::string> cells =
      CellsOf(TableSection::kCertificate, row);
  if (is_empty()) {
    out_.first_row = number;
    own_ = cells;
    return Set(TableSection::kCertificate, number, row, out_.certificate);
  }
  const Named first{"", own_, out_.first_row};
  CheckSame(TableSection::kCertificate, number, cells, first);
}

void TableCertificateBuilder::CheckSame(TableSection section, int64_t number,
                                        const std::vector<std::string>& cells,
                                        const Named& named) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty() || cells[i] == named.cells[i]) continue;
    AddProblem(number, header_.Of(section)[i].name,
               absl::StrCat("is \"", Shown(cells[i]), "\"; row ", named.row,
                            " says \"", Shown(named.cells[i]),
                            "\" of the same; that or nothing is wanted"));
  }
}

int TableCertificateBuilder::PlaceNamed(
    TableSection section, int64_t number, Cells row, std::vector<Named>& all,
    absl::FunctionRef<google::protobuf::Message*()> make) {
  if (!Has(section, row)) return -1;
  Named own{"", CellsOf(section, row), number};
  const std::vector<TableHeader::Place>& places = header_.Of(section);
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].column->path == "id") own.id = own.cells[i];
  }
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].id != own.id) continue;
    // Of those without a number the same cells are the same thing.
    if (own.id.empty() && all[i].cells != own.cells) continue;
    CheckSame(section, number, own.cells, all[i]);
    return static_cast<int>(i);
  }
  if (section == TableSection::kItem && own.id.empty() && !all.empty()) {
    AddProblem(number, header_.NameOf(section, "id"),
               "is empty; a number for each item is wanted where a certificate "
               "has several");
    return -1;
  }
  all.push_back(std::move(own));
  Set(section, number, row, *make());
  return static_cast<int>(all.size()) - 1;
}

void TableCertificateBuilder::AddResult(int64_t number, Cells row) {
  if (!Has(TableSection::kResult, row)) return;
  v1::Result& result = *out_.certificate.add_results();
  result.set_id(absl::StrCat("r", out_.certificate.results_size()));
  Set(TableSection::kResult, number, row, result);
  result_rows_.push_back(number);
  result_items_.push_back(item_);
}

void TableCertificateBuilder::AddFailedItem(int64_t number, Cells row) {
  if (!Has(TableSection::kFailedItem, row)) return;
  v1::FailedItem& item = *out_.certificate.add_failed_items();
  Set(TableSection::kFailedItem, number, row, item);
  failed_rows_.push_back(number);
  if (Has(TableSection::kResult, row)) {
    item.add_result_ids(out_.certificate.results().rbegin()->id());
  }
}

TableCertificate TableCertificateBuilder::Finish() {
  v1::Certificate& certificate = out_.certificate;
  if (certificate.items_size() > 1) {
    for (size_t i = 0; i < result_items_.size(); ++i) {
      if (result_items_[i] < 0) continue;
      certificate.mutable_results(static_cast<int>(i))
          ->set_item_id(certificate.items(result_items_[i]).id());
    }
  }
  for (const FieldViolation& violation :
       ViolationsOf(CheckCertificate(certificate))) {
    TableProblem found = Locate(violation.field, violation.description);
    // What a cell could not say is missing in the certificate, too.
    const bool is_told = std::any_of(out_.problems.begin(), out_.problems.end(),
                                     [&found](const TableProblem& other) {
                                       return other.row == found.row &&
                                              other.column == found.column;
                                     });
    if (!is_told) {
      AddProblem(found.row, std::move(found.column),
                 std::move(found.description));
    }
  }
  return std::move(out_);
}

TableProblem TableCertificateBuilder::Locate(const std::string& path,
                                             std::string description) const {
  const auto row_of = [this](TableSection section, size_t index) {
    switch (section) {
      case TableSection::kItem:
        return items_[index].row;
      case TableSection::kReference:
        return references_[index].row;
      case TableSection::kResult:
        return result_rows_[index];
      case TableSection::kFailedItem:
        return failed_rows_[index];
      case TableSection::kCertificate:
        break;
    }
    return out_.first_row;
  };
  for (const SectionName& list : kLists) {
    absl::string_view rest = path;
    const int index = IndexIn(list.list, rest);
    if (index >= 0) {
      return {row_of(list.section, static_cast<size_t>(index)),
              header_.NameOf(list.section, rest), std::move(description)};
    }
    if (path == list.list) {
      return {out_.first_row, "", absl::StrCat(path, " ", description)};
    }
  }
  absl::string_view rest = path;
  const int condition = IndexIn("environment", rest);
  const std::string quantity =
      condition < 0 ? "" : out_.certificate.environment(condition).quantity();
  return {out_.first_row,
          header_.NameOf(TableSection::kCertificate, path, quantity),
          std::move(description)};
}

}  // namespace suyuan::certificates
