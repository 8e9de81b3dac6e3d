#include "services/suyuanctl/cli/table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/text/display.h"

namespace suyuan::ctl {
namespace {

std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

}  // namespace

std::vector<std::string> Table::Lines() const {
  std::vector<size_t> widths;
  for (const std::vector<std::string>& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(
          widths[i], std::min(widest_, text::DisplayWidth(OneLine(row[i]))));
    }
  }
  std::vector<std::string> lines;
  for (const std::vector<std::string>& row : rows_) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string cell = OneLine(row[i]);
      const bool last = i + 1 == row.size();
      absl::StrAppend(&line, i == 0 ? "" : "  ",
                      last ? cell : text::FitRight(cell, widths[i], "..."));
    }
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace suyuan::ctl
