#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/certificates/page/page_parts.h"

namespace suyuan::certificates {
namespace {

std::string RangeText(const v1::Result& result) {
  const metrology::v1::Range& range = result.valid_range();
  if (range.min().empty() && range.max().empty()) return "";
  if (range.max().empty()) {
    return absl::StrCat("≥ ", WithUnit(range.min(), range.unit()));
  }
  if (range.min().empty()) {
    return absl::StrCat("≤ ", WithUnit(range.max(), range.unit()));
  }
  return WithUnit(absl::StrCat(range.min(), " – ", range.max()), range.unit());
}

// How a column is called, and what it says of a result.
struct Column {
  const char* key;
  bool is_number;
  std::string (*text)(const PageSource& page, const v1::Result& result);
};

std::string ItemText(const PageSource& page, const v1::Result& result) {
  if (page.certificate.items_size() < 2) return "";
  for (const v1::Item& item : page.certificate.items()) {
    if (item.id() != result.item_id()) continue;
    const std::string title = page.words.Pick(item.title());
    const std::string number = item.identifications().empty()
                                   ? item.id()
                                   : item.identifications(0).value();
    return absl::StrCat(title, " ", number);
  }
  return result.item_id();
}

std::string ReferenceText(const PageSource& page, const v1::Result& result) {
  std::vector<std::string> names;
  for (const v1::ReferenceUse& use : page.certificate.references()) {
    if (std::find(result.reference_ids().begin(), result.reference_ids().end(),
                  use.id()) == result.reference_ids().end()) {
      continue;
    }
    const std::string title = page.words.Pick(use.title());
    names.push_back(title.empty() ? use.id() : title);
  }
  return absl::StrJoin(names, "\n");
}

constexpr Column kColumns[] = {
    {"item", false, ItemText},
    {"nominal", true,
     [](const PageSource&, const v1::Result& r) {
       return WithUnit(r.nominal_value(), r.unit());
     }},
    {"value", true,
     [](const PageSource&, const v1::Result& r) {
       return WithUnit(r.value(), r.unit());
     }},
    {"indication", true,
     [](const PageSource&, const v1::Result& r) {
       return WithUnit(r.indication(), r.unit());
     }},
    {"error", true,
     [](const PageSource&, const v1::Result& r) {
       return WithUnit(r.error(), r.unit());
     }},
    {"correction", true,
     [](const PageSource&, const v1::Result& r) {
       return WithUnit(r.correction(), r.unit());
     }},
    {"uncertainty", true,
     [](const PageSource& page, const v1::Result& r) {
       return UncertaintyText(page, r.uncertainty(), r.unit());
     }},
    {"limit", true,
     [](const PageSource&, const v1::Result& r) {
       const std::string& limit = r.maximum_permissible_error();
       return limit.empty() ? "" : absl::StrCat("±", WithUnit(limit, r.unit()));
     }},
    {"class", false,
     [](const PageSource&, const v1::Result& r) { return r.accuracy_class(); }},
    {"range", false,
     [](const PageSource&, const v1::Result& r) { return RangeText(r); }},
    {"stage", false,
     [](const PageSource& page, const v1::Result& r) {
       return page.words.SayEnum("stage", "STAGE_",
                                 v1::Result::Stage_Name(r.stage()));
     }},
    {"conformity", false,
     [](const PageSource& page, const v1::Result& r) {
       return page.words.SayEnum("conformity", "CONFORMITY_",
                                 v1::Result::Conformity_Name(r.conformity()));
     }},
    {"rule", false,
     [](const PageSource&, const v1::Result& r) {
       return r.conformity_rule();
     }},
    {"value_status", false,
     [](const PageSource& page, const v1::Result& r) {
       return page.words.SayEnum(
           "value_status", "VALUE_STATUS_",
           v1::Result::ValueStatus_Name(r.value_status()));
     }},
    {"reference", false, ReferenceText},
};

// How results are most often judged: always shown, also where none is stated.
bool IsAlwaysShown(const Column& column) {
  return absl::string_view(column.key) == "uncertainty";
}

std::vector<const Column*> ColumnsOf(const PageSource& page) {
  std::vector<const Column*> used;
  for (const Column& column : kColumns) {
    const auto& results = page.certificate.results();
    const bool is_used = std::any_of(
        results.begin(), results.end(), [&](const v1::Result& result) {
          return !column.text(page, result).empty();
        });
    if (is_used || IsAlwaysShown(column)) used.push_back(&column);
  }
  return used;
}

}  // namespace

std::string UncertaintyText(const PageSource& page,
                            const metrology::v1::Uncertainty& u,
                            const std::string& unit_of_values) {
  const std::string unit = u.relative() ? "" : unit_of_values;
  const char* mark = u.relative() ? "rel" : "";
  std::vector<std::string> parts;
  if (!u.expanded().empty()) {
    parts.push_back(
        absl::StrCat("U", mark, " = ", WithUnit(u.expanded(), unit)));
    parts.push_back(u.coverage_factor().empty()
                        ? page.words.Say("no_factor")
                        : absl::StrCat("k = ", u.coverage_factor()));
  }
  if (!u.standard().empty()) {
    parts.push_back(
        absl::StrCat("u", mark, " = ", WithUnit(u.standard(), unit)));
  }
  if (!u.coverage_probability().empty()) {
    parts.push_back(absl::StrCat("p = ", u.coverage_probability()));
  }
  if (!u.degrees_of_freedom().empty()) {
    parts.push_back(absl::StrCat("ν = ", u.degrees_of_freedom()));
  }
  if (!u.distribution().empty()) parts.push_back(u.distribution());
  return absl::StrJoin(parts, "; ");
}

void AddResultTable(const PageSource& page, PageData& to) {
  const std::vector<const Column*> columns = ColumnsOf(page);
  PageData names{PageData::type::list};
  for (const Column* column : columns) {
    PageData name;
    name.set("name", page.words.Say(column->key));
    names.push_back(std::move(name));
  }
  to.set("columns", std::move(names));
  PageData rows{PageData::type::list};
  for (const v1::Result& result : page.certificate.results()) {
    PageData cells{PageData::type::list};
    for (const Column* column : columns) {
      PageData cell;
      std::string text = column->text(page, result);
      if (text.empty() && IsAlwaysShown(*column)) {
        text = page.words.Say("not_stated");
      }
      cell.set("text", std::move(text));
      cell.set("number", column->is_number);
      cells.push_back(std::move(cell));
    }
    PageData row;
    row.set("title", page.words.Pick(result.title()));
    row.set("cells", std::move(cells));
    rows.push_back(std::move(row));
  }
  to.set("results", std::move(rows));
}

}  // namespace suyuan::certificates
