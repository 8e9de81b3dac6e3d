#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "services/registry/indicators/report.h"
#include "services/registry/indicators/report_texts.h"

namespace suyuan::registry::indicators {
namespace {

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

void AddRow(const std::vector<std::string>& cells, std::string& out) {
  absl::StrAppend(&out,
                  absl::StrJoin(cells, ",",
                                [](std::string* to, const std::string& cell) {
                                  absl::StrAppend(to, Quoted(cell));
                                }),
                  "\r\n");
}

std::string DoubleText(std::optional<double> value) {
  return value.has_value() ? absl::StrFormat("%.4f", *value) : "";
}

void AddValue(const IndicatorValue& value, Language language,
              DivisionTitle title_of, std::string& out) {
  const ReportTexts& texts = TextsIn(language);
  const Definition& definition = value.definition;
  const std::string number =
      absl::StrCat(static_cast<int>(definition.indicator));
  const std::string& title = In(language, definition.title);
  const std::string& unit = In(language, definition.unit);
  AddRow({number, title, unit, "", std::string(texts.whole_region),
          absl::StrCat(definition.base), value.value,
          absl::StrCat(definition.target), DoubleText(value.progress.progress),
          DoubleText(value.progress.time_share),
          DoubleText(value.progress.status_ratio),
          std::string(LightText(value.progress.light, language)),
          absl::StrCat(value.evidence.size()), definition.version,
          std::string(definition.inferred ? texts.inferred : ""),
          absl::StrJoin(value.notes, "; ")},
         out);
  for (const Part& part : value.parts) {
    AddRow({number, title, unit, part.division,
            PartText(part, language, title_of), "", absl::StrCat(part.value),
            "", "", "", "", "", "", definition.version, "", ""},
           out);
  }
}

}  // namespace

std::string ReportTable(const Report& report, Language language,
                        DivisionTitle title_of) {
  const ReportTexts& texts = TextsIn(language);
  std::string out(kByteOrderMark);
  std::vector<std::string> heads;
  for (const absl::string_view head :
       {texts.number, texts.indicator, texts.unit,
        absl::string_view("GB/T 2260"), texts.division, texts.base, texts.value,
        texts.target, texts.progress, texts.time_share, texts.status_ratio,
        texts.light, texts.records, texts.version, texts.formula,
        texts.notes}) {
    heads.emplace_back(head);
  }
  AddRow(heads, out);
  for (const IndicatorValue& value : report.values) {
    AddValue(value, language, title_of, out);
  }
  return out;
}

}  // namespace suyuan::registry::indicators
