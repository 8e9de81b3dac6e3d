#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "libs/metrology/calendar.h"
#include "services/registry/indicators/html.h"
#include "services/registry/indicators/report.h"
#include "services/registry/indicators/report_texts.h"

namespace suyuan::registry::indicators {
namespace {

constexpr absl::string_view kStyle = R"css(
body{font:15px/1.5 "Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",sans-serif;color:#1c2530;max-width:68em;margin:2em auto;padding:0 1em}
h1{font-size:1.6em;margin:0}
h2{font-size:1.15em;margin:1.8em 0 .4em;border-bottom:2px solid #2b5a8c;break-after:avoid}
h3{font-size:1em;margin:1.2em 0 .3em;break-after:avoid}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c5ced8;padding:.25em .5em;text-align:left;vertical-align:top}
th{background:#eef2f6}
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
tr{break-inside:avoid}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.1em 1em;margin:1em 0}
dt{color:#5b6875}dd{margin:0;overflow-wrap:anywhere}
.bar{position:relative;background:#e3e8ee;height:.7em;min-width:7em;border-radius:.35em;overflow:hidden}
.bar i{display:block;height:100%;background:#2b5a8c}
.bar b{position:absolute;top:0;width:2px;height:100%;background:#1c2530}
.light::before{content:"";display:inline-block;width:.75em;height:.75em;border-radius:50%;margin-right:.4em;background:#9aa5b1;print-color-adjust:exact}
.green::before,.met::before{background:#2e8b57}
.amber::before{background:#e0a100}
.red::before,.notmet::before{background:#c0392b}
.stamp{border:3px solid #c0392b;color:#c0392b;font-weight:bold;text-align:center;padding:.3em;margin:1em 0;letter-spacing:.2em}
.inferred,.quiet{color:#5b6875;font-size:.9em}
code{font-size:.9em;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:11px}.bar i,.bar b,th{print-color-adjust:exact}}
)css";

absl::string_view LightClass(Light light) {
  switch (light) {
    case Light::kGreen:
      return "green";
    case Light::kAmber:
      return "amber";
    case Light::kRed:
      return "red";
    case Light::kMet:
      return "met";
    case Light::kNotMet:
      return "notmet";
    case Light::kUndecided:
      break;
  }
  return "undecided";
}

std::string Number(absl::string_view text) {
  return TextElement("td", "class=\"n\"", text);
}

double Within0And100(double share) {
  return std::clamp(100 * share, 0.0, 100.0);
}

// How far the indicator is, with a mark where time is.
std::string Bar(const Progress& progress) {
  const std::string done = absl::StrFormat(
      "style=\"width:%.1f%%\"", Within0And100(progress.progress.value_or(0)));
  const std::string now = absl::StrFormat("style=\"left:%.1f%%\"",
                                          Within0And100(progress.time_share));
  return Element("div", "class=\"bar\"",
                 absl::StrCat(Element("i", done, ""), Element("b", now, "")));
}

class Page {
 public:
  Page(const Report& report, Language language, DivisionTitle title_of)
      : report_(report),
        language_(language),
        texts_(TextsIn(language)),
        title_of_(title_of) {}

  std::string Text() const {
    const std::string title = Title();
    const std::string head = absl::StrCat(
        "<meta charset=\"utf-8\"/>\n",
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n",
        TextElement("title", "", title), Element("style", "", kStyle));
    std::string body =
        absl::StrCat(TextElement("h1", "", title), Stamp(), About(), Summary(),
                     TextElement("p", "class=\"quiet\"", texts_.expected));
    for (const IndicatorValue& value : report_.values) {
      absl::StrAppend(&body, Detail(value));
    }
    absl::StrAppend(&body, Paragraphs(texts_.findings, report_.findings),
                    Paragraphs(texts_.measures, report_.measures), Evidence(),
                    Stamp());
    return absl::StrCat(
        "<!DOCTYPE html>\n",
        Element("html", absl::StrCat("lang=\"", texts_.language, "\""),
                absl::StrCat(Element("head", "", head),
                             Element("body", "", body))));
  }

 private:
  std::string Title() const {
    const std::string& title = In(language_, report_.title);
    return title.empty() ? std::string(KindText(report_.kind, language_))
                         : title;
  }

  std::string Stamp() const {
    if (!IsSample(report_)) return "";
    return TextElement("p", "class=\"stamp\"", texts_.sample);
  }

  std::string Fact(absl::string_view term, absl::string_view text) const {
    if (text.empty()) return "";
    return absl::StrCat(TextElement("dt", "", term),
                        TextElement("dd", "", text));
  }

  std::string About() const {
    const std::string known_at = absl::FormatTime(
        "%Y-%m-%d %H:%M:%S UTC+8", report_.known_at, metrology::LegalZone());
    return Element(
        "dl", "",
        absl::StrCat(Fact(texts_.plan, KindText(report_.kind, language_)),
                     Fact(texts_.as_of, metrology::FormatDate(report_.as_of)),
                     Fact(texts_.known_at, known_at),
                     Fact(texts_.evaluator, report_.evaluator),
                     Fact(texts_.supersedes, report_.supersedes)));
  }

  std::string Summary() const {
    std::string heads;
    for (const absl::string_view head :
         {texts_.number, texts_.indicator, texts_.unit, texts_.base,
          texts_.value, texts_.target, texts_.progress, texts_.status_ratio,
          texts_.light}) {
      absl::StrAppend(&heads, TextElement("th", "scope=\"col\"", head));
    }
    std::string rows = Element("tr", "", heads);
    for (const IndicatorValue& value : report_.values) {
      absl::StrAppend(&rows, SummaryRow(value));
    }
    return Element("table", "", rows);
  }

  std::string SummaryRow(const IndicatorValue& value) const {
    const Definition& definition = value.definition;
    const Progress& progress = value.progress;
    const std::string light =
        absl::StrCat("class=\"light ", LightClass(progress.light), "\"");
    return Element(
        "tr", "",
        absl::StrCat(
            Number(absl::StrCat(static_cast<int>(definition.indicator))),
            TextElement("td", "", In(language_, definition.title)),
            TextElement("td", "", In(language_, definition.unit)),
            Number(absl::StrCat(definition.base)), Number(ValueOf(value)),
            Number(absl::StrCat(definition.target)),
            Element(
                "td", "",
                absl::StrCat(Escaped(PercentText(progress.progress, language_)),
                             Bar(progress))),
            Number(PercentText(progress.status_ratio, language_)),
            Element("td", "",
                    TextElement("span", light,
                                LightText(progress.light, language_)))));
  }

  std::string ValueOf(const IndicatorValue& value) const {
    return value.value.empty() ? std::string(texts_.not_decided) : value.value;
  }

  std::string Detail(const IndicatorValue& value) const {
    const Definition& definition = value.definition;
    std::string facts =
        absl::StrCat(Fact(texts_.formula, In(language_, definition.formula)),
                     Fact(texts_.version, definition.version),
                     Fact(texts_.time_share,
                          PercentText(value.progress.time_share, language_)),
                     Fact(texts_.records, absl::StrCat(value.evidence.size())));
    for (const std::string& note : value.notes) {
      absl::StrAppend(&facts, Fact(texts_.notes, note));
    }
    return absl::StrCat(
        TextElement("h2", "",
                    absl::StrCat(static_cast<int>(definition.indicator), ". ",
                                 In(language_, definition.title))),
        Element("dl", "", facts),
        definition.inferred
            ? TextElement("p", "class=\"inferred\"", texts_.inferred)
            : "",
        Parts(value));
  }

  std::string Parts(const IndicatorValue& value) const {
    if (value.parts.empty()) return "";
    std::string rows = Element(
        "tr", "",
        absl::StrCat(TextElement("th", "scope=\"col\"", texts_.division),
                     TextElement("th", "scope=\"col\"", texts_.value)));
    for (const Part& part : value.parts) {
      const std::string title = PartText(part, language_, title_of_);
      absl::StrAppend(&rows,
                      Element("tr", "",
                              absl::StrCat(TextElement("td", "", title),
                                           Number(absl::StrCat(part.value)))));
    }
    return Element("table", "", rows);
  }

  std::string Paragraphs(absl::string_view title,
                         const std::vector<std::string>& texts) const {
    if (texts.empty()) return "";
    std::string items;
    for (const std::string& text : texts) {
      absl::StrAppend(&items, TextElement("li", "", text));
    }
    return absl::StrCat(TextElement("h2", "", title), Element("ol", "", items));
  }

  std::string Evidence() const {
    return absl::StrCat(
        TextElement("h2", "", texts_.evidence),
        Element("dl", "",
                absl::StrCat(
                    Fact(texts_.records, absl::StrCat(report_.evidence_count)),
                    TextElement("dt", "", texts_.root),
                    Element("dd", "",
                            TextElement("code", "", report_.evidence_root)),
                    TextElement("dt", "", "ID"),
                    Element("dd", "", TextElement("code", "", report_.name)))));
  }

  const Report& report_;
  const Language language_;
  const ReportTexts& texts_;
  DivisionTitle title_of_;
};

}  // namespace

std::string ReportPage(const Report& report, Language language,
                       DivisionTitle title_of) {
  return Page(report, language, title_of).Text();
}

}  // namespace suyuan::registry::indicators
