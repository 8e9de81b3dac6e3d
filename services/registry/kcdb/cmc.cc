#include "services/registry/kcdb/cmc.h"

#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::registry::kcdb {
namespace {

using Json = nlohmann::json;

// An object whose keys are found in any case.
class Object {
 public:
  explicit Object(const Json& json) {
    if (!json.is_object()) return;
    for (const auto& [key, value] : json.items()) {
      by_key_.emplace(absl::AsciiStrToLower(key), &value);
    }
  }

  const Json& At(absl::string_view key) const {
    static const auto* const none = new Json();
    const auto found = by_key_.find(absl::AsciiStrToLower(key));
    return found == by_key_.end() ? *none : *found->second;
  }
  // A text, or a number as text.
  std::string Text(absl::string_view key) const {
    const Json& value = At(key);
    if (value.is_string()) {
      return std::string(
          absl::StripAsciiWhitespace(value.get_ref<const std::string&>()));
    }
    if (!value.is_number()) return "";
    std::array<char, 32> text;
    const auto end = std::to_chars(text.data(), text.data() + text.size(),
                                   value.get<double>())
                         .ptr;
    return std::string(text.data(), end);
  }

 private:
  std::map<std::string, const Json*> by_key_;
};

Limits LimitsOf(const Json& json) {
  const Object object(json);
  return {object.Text("lowerLimit"), object.Text("upperLimit"),
          object.Text("unit")};
}

Table TableOf(const Json& json) {
  const Object object(json);
  const Json& contents = object.At("tableContents");
  return {
      object.Text("tableName"), object.Text("tableComment"),
      contents.is_object() ? contents.dump() : object.Text("tableContents")};
}

std::vector<std::pair<std::string, std::string>> ParametersOf(
    const Json& json) {
  std::vector<std::pair<std::string, std::string>> parameters;
  if (!json.is_array()) return parameters;
  for (const Json& each : json) {
    const Object object(each);
    const std::string name = object.Text("parameterName");
    const std::string value = object.Text("parameterValue");
    if (!name.empty() || !value.empty()) parameters.emplace_back(name, value);
  }
  return parameters;
}

std::string FirstOf(const Object& object,
                    std::initializer_list<absl::string_view> keys) {
  for (const absl::string_view key : keys) {
    std::string text = object.Text(key);
    if (!text.empty()) return text;
  }
  return "";
}

void ReadServices(const Object& object, Cmc& cmc) {
  for (const absl::string_view key :
       {"serviceValue", "subServiceValue", "individualServiceValue",
        "categoryValue", "subCategoryValue", "sourceValue", "mediumValue"}) {
    const std::string text = object.Text(key);
    if (!text.empty()) cmc.services.push_back(text);
  }
}

void ReadUncertainty(const Object& object, Cmc& cmc) {
  cmc.uncertainty = LimitsOf(object.At("cmcUncertainty"));
  cmc.uncertainty_mode = object.Text("uncertaintyMode");
  const Object equation(object.At("uncertaintyEquation"));
  cmc.equation = equation.Text("equation");
  cmc.equation_comment = equation.Text("equationComment");
  if (cmc.equation.empty()) cmc.equation = object.Text("uncertaintyEquation");
  cmc.table = TableOf(object.At("uncertaintyTable"));
  cmc.coverage_factor = object.Text("coverageFactor");
  cmc.confidence_level = object.Text("confidenceLevel");
}

Cmc CmcOf(const Json& json) {
  const Object object(json);
  Cmc cmc;
  cmc.kcdb_code = object.Text("kcdbCode");
  cmc.nmi_code = object.Text("nmiCode");
  cmc.nmi_name = object.Text("nmiName");
  cmc.nmi_service_code = object.Text("nmiServiceCode");
  cmc.country = object.Text("countryValue");
  cmc.regional_organisation = object.Text("rmo");
  cmc.domain = object.Text("domainCode");
  cmc.area = object.Text("metrologyAreaLabel");
  cmc.service_category = object.Text("kcdbServiceCategory");
  cmc.physics_code = object.Text("physicsCode");
  ReadServices(object, cmc);
  cmc.quantity = object.Text("quantityValue");
  cmc.analyte = object.Text("analyteValue");
  cmc.matrix = object.Text("analyteMatrix");
  cmc.nuclide = object.Text("nuclideValue");
  cmc.instrument = object.Text("instrument");
  cmc.method = FirstOf(object, {"instrumentMethod", "measurementTechnique",
                                "measurmentTechnique", "referenceStandard"});
  cmc.international_standard = object.Text("internationalStandard");
  cmc.parameters = ParametersOf(object.At("parameters"));
  cmc.range = LimitsOf(object.At("cmc"));
  ReadUncertainty(object, cmc);
  cmc.traceability_source = object.Text("traceabilitySource");
  cmc.comments = object.Text("comments");
  cmc.group = object.Text("groupIdentifier");
  cmc.approval_date = object.Text("approvalDate");
  cmc.publication_date = object.Text("publicationDate");
  cmc.status = object.Text("status");
  cmc.status_date = object.Text("statusDate");
  return cmc;
}

}  // namespace

absl::StatusOr<std::vector<Cmc>> ReadCmcs(absl::string_view json) {
  const Json parsed = Json::parse(json.begin(), json.end(), nullptr,
                                  /*allow_exceptions=*/false);
  if (parsed.is_discarded()) {
    return WithReason(
        absl::InvalidArgumentError("content: the file is no JSON"),
        "JSON_SYNTAX");
  }
  const Object answer(parsed);
  const Json& data = parsed.is_array() ? parsed : answer.At("data");
  if (!data.is_array()) {
    return InvalidField("content",
                        "has no list \"data\"; wanted an answer of the KCDB to "
                        "a search for CMCs");
  }
  std::vector<Cmc> cmcs;
  for (const Json& each : data) cmcs.push_back(CmcOf(each));
  return cmcs;
}

}  // namespace suyuan::registry::kcdb
