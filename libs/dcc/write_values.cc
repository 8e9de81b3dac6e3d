#include "libs/dcc/write_values.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"

namespace suyuan::dcc {
namespace {

// Names of the elements of one value and of a list of them.
struct Form {
  bool is_list = false;

  std::string Name(absl::string_view name) const {
    return absl::StrCat("si:", name, is_list ? "XMLList" : "");
  }
};

Form FormOf(const Series& series) {
  return {series.form != SeriesForm::kReal &&
          series.form != SeriesForm::kConstant &&
          series.form != SeriesForm::kComplex};
}

bool IsComplex(const Series& series) {
  return series.form == SeriesForm::kComplex ||
         series.form == SeriesForm::kComplexList ||
         series.form == SeriesForm::kComplexXmlList;
}

std::string Joined(const std::vector<Number>& numbers) {
  return absl::StrJoin(numbers, " ", [](std::string* out, const Number& one) {
    absl::StrAppend(out, one.text);
  });
}

// Writes the values of one series; `series` and `document` outlive it.
class SeriesWriter {
 public:
  SeriesWriter(XmlWriter& xml, const Document& document, const Series& series)
      : xml_(xml),
        document_(document),
        series_(series),
        form_(FormOf(series)) {}

  // si:real and its like.
  absl::Status Write() {
    const char* name = "si:real";
    if (series_.form == SeriesForm::kConstant) name = "si:constant";
    if (IsComplex(series_)) name = "si:complex";
    if (form_.is_list) name = "si:realListXMLList";
    if (form_.is_list && IsComplex(series_)) name = "si:complexListXMLList";
    return WriteAs(name);
  }

  absl::Status WriteAs(const char* name) {
    xml_.Open(name);
    SUYUAN_RETURN_IF_ERROR(WriteBody());
    xml_.Close();
    return absl::OkStatus();
  }

 private:
  absl::Status WriteBody() {
    WriteLabel();
    WriteKind();
    WriteValues();
    SUYUAN_RETURN_IF_ERROR(WriteUnits("unit", series_.units));
    if (series_.is_polar) {
      SUYUAN_RETURN_IF_ERROR(WriteUnits("unitPhase", series_.phase_units));
    }
    if (!series_.date_times.empty()) {
      Leaf("dateTime", absl::StrJoin(series_.date_times, " "));
    }
    return WriteUncertainty();
  }

  void Leaf(absl::string_view name, const std::string& text) {
    xml_.Leaf(form_.Name(name).c_str(), text);
  }

  // A label of a list is a word for each value; what the document holds is
  // one for all.
  void WriteLabel() {
    if (!form_.is_list) xml_.OptionalLeaf("si:label", series_.label);
  }

  void WriteKind() {
    xml_.OptionalLeaf(
        form_.is_list ? "si:quantityTypeQUDTXMLList" : "si:quantityTypeQUDT",
        series_.quantity_kind);
  }

  void WriteValues() {
    if (!IsComplex(series_)) return Leaf("value", Joined(series_.values));
    Leaf(series_.is_polar ? "valueMagnitude" : "valueReal",
         Joined(series_.values));
    Leaf(series_.is_polar ? "valuePhase" : "valueImag",
         Joined(series_.imaginary_or_phase));
  }

  absl::Status WriteUnits(absl::string_view name,
                          const std::vector<int>& units) {
    std::vector<absl::string_view> texts;
    for (const int unit : units) {
      if (unit < 0) return Unwritable("a list of values, one without unit");
      texts.push_back(document_.units[unit].text);
    }
    Leaf(name, absl::StrJoin(texts, " "));
    return absl::OkStatus();
  }

  // A list says of every value or of none; an empty text says of none.
  absl::Status WriteNumbers(absl::string_view name,
                            const std::vector<Number>& numbers) {
    const bool has_gap =
        numbers.empty() ||
        std::any_of(numbers.begin(), numbers.end(),
                    [](const Number& one) { return one.text.empty(); });
    if (has_gap) {
      return Unwritable(absl::StrCat("an uncertainty without ", name));
    }
    Leaf(name, Joined(numbers));
    return absl::OkStatus();
  }

  absl::Status WriteUncertainty() {
    const Uncertainty& u = series_.uncertainty;
    if (u.has_covariance) return Unwritable("a covariance matrix");
    if (!u.IsStated()) return absl::OkStatus();
    if (series_.form == SeriesForm::kConstant) {
      return WriteNumbers("valueStandardMU", u.standard);
    }
    if (IsComplex(series_)) return Unwritable("a complex uncertainty");
    const std::string holder = form_.Name("measurementUncertaintyUnivariate");
    xml_.Open(holder.c_str());
    SUYUAN_RETURN_IF_ERROR(WriteUnivariate(u));
    xml_.Close();
    return absl::OkStatus();
  }

  absl::Status WriteUnivariate(const Uncertainty& u) {
    const bool is_interval = !u.interval_min.empty();
    const bool is_expanded = !is_interval && !u.expanded.empty();
    const std::string holder = form_.Name(is_interval   ? "coverageIntervalMU"
                                          : is_expanded ? "expandedMU"
                                                        : "standardMU");
    xml_.Open(holder.c_str());
    if (is_expanded) {
      SUYUAN_RETURN_IF_ERROR(WriteNumbers("valueExpandedMU", u.expanded));
      SUYUAN_RETURN_IF_ERROR(WriteNumbers("coverageFactor", u.coverage_factor));
    } else {
      SUYUAN_RETURN_IF_ERROR(WriteNumbers("valueStandardMU", u.standard));
    }
    if (is_interval) {
      SUYUAN_RETURN_IF_ERROR(WriteNumbers("intervalMin", u.interval_min));
      SUYUAN_RETURN_IF_ERROR(WriteNumbers("intervalMax", u.interval_max));
    }
    if (is_expanded || is_interval) {
      SUYUAN_RETURN_IF_ERROR(
          WriteNumbers("coverageProbability", u.coverage_probability));
    }
    xml_.OptionalLeaf(form_.Name("distribution").c_str(),
                      absl::StrJoin(u.distribution, " "));
    xml_.Close();
    return absl::OkStatus();
  }

  XmlWriter& xml_;
  const Document& document_;
  const Series& series_;
  const Form form_;
};

// The columns of one alternative: the series alone, or an si:list of several.
absl::Status WriteColumns(XmlWriter& xml, const Document& document,
                          const std::vector<const Series*>& columns) {
  const bool is_list = columns.size() > 1;
  if (is_list) xml.Open("si:list");
  for (const Series* column : columns) {
    if (is_list && !FormOf(*column).is_list) {
      return Unwritable("an si:list of single values");
    }
    SUYUAN_RETURN_IF_ERROR(SeriesWriter(xml, document, *column).Write());
  }
  if (is_list) xml.Close();
  return absl::OkStatus();
}

}  // namespace

absl::Status Unwritable(absl::string_view what) {
  return WithReason(absl::InvalidArgumentError(
                        absl::StrCat("a DCC cannot be written: ", what)),
                    "DCC_UNWRITABLE");
}

absl::Status WriteSeries(XmlWriter& xml, const Document& document,
                         const Quantity& quantity) {
  std::vector<std::vector<const Series*>> alternatives;
  for (const Series& series : quantity.series) {
    const bool is_new =
        alternatives.empty() ||
        alternatives.back().front()->alternative != series.alternative;
    if (is_new) alternatives.emplace_back();
    alternatives.back().push_back(&series);
  }
  const bool is_hybrid = alternatives.size() > 1;
  if (is_hybrid) xml.Open("si:hybrid");
  for (const std::vector<const Series*>& columns : alternatives) {
    SUYUAN_RETURN_IF_ERROR(WriteColumns(xml, document, columns));
  }
  if (is_hybrid) xml.Close();
  return absl::OkStatus();
}

absl::Status WriteRelativeUncertainty(XmlWriter& xml, const Document& document,
                                      const Quantity& quantity) {
  if (!quantity.relative_uncertainty.has_value()) return absl::OkStatus();
  const Series& series = *quantity.relative_uncertainty;
  xml.Open("dcc:relativeUncertainty");
  SUYUAN_RETURN_IF_ERROR(SeriesWriter(xml, document, series)
                             .WriteAs(FormOf(series).is_list
                                          ? "dcc:relativeUncertaintyXmlList"
                                          : "dcc:relativeUncertaintySingle"));
  xml.Close();
  return absl::OkStatus();
}

}  // namespace suyuan::dcc
