#ifndef SERVICES_SUYUANCTL_CLI_TABLE_H_
#define SERVICES_SUYUANCTL_CLI_TABLE_H_

#include <string>
#include <vector>

namespace suyuan::ctl {

// Rows whose columns stand below each other in a terminal, two blanks apart,
// Chinese text too. The last column is not filled up; line breaks and tabs in a
// cell become blanks.
class Table {
 public:
  // A cell wider than that is cut with "...", except in the last column.
  explicit Table(size_t widest = 48) : widest_(widest) {}

  void AddRow(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
  }
  bool empty() const { return rows_.empty(); }
  // One a row.
  std::vector<std::string> Lines() const;

 private:
  const size_t widest_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_TABLE_H_
