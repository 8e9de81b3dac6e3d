#include "services/certificates/table/header.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/certificates/table/cells.h"

namespace suyuan::certificates {
namespace {

constexpr char kFile[] = "table";

// Whether `path` is `begin` or goes on below it.
bool IsBelow(absl::string_view path, absl::string_view begin) {
  if (!absl::StartsWith(path, begin)) return false;
  const absl::string_view rest = path.substr(begin.size());
  return rest.empty() || rest[0] == '.' || rest[0] == '[';
}

bool Tells(const TableColumn& column, absl::string_view path,
           absl::string_view extra) {
  return (IsBelow(path, column.path) || IsBelow(column.path, path)) &&
         absl::StartsWith(column.extra, extra);
}

}  // namespace

absl::StatusOr<TableHeader> TableHeader::Parse(Cells cells) {
  TableHeader header;
  header.size_ = cells.size();
  absl::Status wrong;
  for (size_t i = 0; i < cells.size(); ++i) {
    const absl::Status added = header.Add(i, StripBlanks(cells[i]));
    if (added.ok()) continue;
    wrong = wrong.ok()
                ? added
                : WithViolation(std::move(wrong), ViolationsOf(added).front());
  }
  if (!wrong.ok()) return wrong;
  const std::vector<Place>& own = header.Of(TableSection::kCertificate);
  const bool has_number = std::any_of(
      own.begin(), own.end(),
      [](const Place& place) { return place.column->path == "number"; });
  if (has_number) return header;
  return InvalidField(kFile,
                      "has no column 证书编号 (number) in its first row; the "
                      "header of a table of certificates is wanted");
}

absl::Status TableHeader::Add(size_t cell, absl::string_view name) {
  if (name.empty()) {
    unnamed_.push_back(cell);
    return absl::OkStatus();
  }
  const int index = FindTableColumn(name);
  if (index < 0) {
    return InvalidField(
        kFile, absl::StrCat("\"", Shown(name), "\" in column ", cell + 1,
                            " is no column of a table of "
                            "certificates"));
  }
  const TableColumn& column = TableColumns()[static_cast<size_t>(index)];
  std::vector<Place>& own = sections_[static_cast<size_t>(column.section)];
  for (const Place& other : own) {
    if (other.column != &column) continue;
    return InvalidField(kFile,
                        absl::StrCat("\"", column.zh, "\" stands in columns ",
                                     other.cell + 1, " and ", cell + 1));
  }
  own.push_back({cell, &column, std::string(name)});
  return absl::OkStatus();
}

std::string TableHeader::NameOf(TableSection section, absl::string_view path,
                                absl::string_view extra) const {
  for (const Place& place : Of(section)) {
    if (Tells(*place.column, path, extra)) return place.name;
  }
  for (const TableColumn& column : TableColumns()) {
    if (column.section == section && Tells(column, path, extra)) {
      return std::string(column.zh);
    }
  }
  return "";
}

}  // namespace suyuan::certificates
