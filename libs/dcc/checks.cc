#include "libs/dcc/checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "libs/dcc/elements.h"
#include "libs/dcc/language_checks.h"
#include "libs/dcc/links.h"
#include "libs/dcc/parts.h"
#include "libs/dcc/version.h"

namespace suyuan::dcc {
namespace {

void CheckIds(Build& build, const xmlNode* node) {
  if (node->properties == nullptr) return;
  std::string id = Attribute(node, "id");
  if (!id.empty() && !build.ids.insert(id).second) {
    build.log.Add("DCC_ID_REPEATED", node, {id});
  }
  for (const absl::string_view each :
       absl::StrSplit(Attribute(node, "refId"), absl::ByAnyChar(" \t\r\n"),
                      absl::SkipEmpty())) {
    build.references.emplace_back(node, std::string(each));
  }
}

void CheckMissing(Build& build, const xmlNode* parent,
                  absl::Span<const char* const> names) {
  for (const char* name : names) {
    if (DccChild(parent, name) == nullptr) {
      build.log.Add("DCC_ELEMENT_MISSING", parent, {name});
    }
  }
}

// The first schema that requires a place of performance is the final 3.0.0.
bool MayLackPlace(const SchemaVersion& version) {
  return absl::StartsWith(version.text, "2.") ||
         absl::StartsWith(version.text, "3.0.0-rc");
}

void CheckParts(Build& build, const xmlNode* admin, const xmlNode* core,
                const xmlNode* results) {
  CheckMissing(build, admin,
               {"dccSoftware", "items", "calibrationLaboratory", "respPersons",
                "customer"});
  CheckMissing(build, core,
               {"countryCodeISO3166_1", "usedLangCodeISO639_1",
                "mandatoryLangCodeISO639_1", "beginPerformanceDate",
                "endPerformanceDate"});
  if (!MayLackPlace(build.document.version)) {
    CheckMissing(build, core, {"performanceLocation"});
  }
  CheckMissing(build, results, {"measurementResult"});
}

std::string Print(const absl::CivilDay& day) {
  return absl::FormatCivilTime(day);
}

void CheckDates(Build& build, const xmlNode* node) {
  const CoreData& core = build.document.core;
  const auto& begin = core.begin_performance_date.day;
  const auto& end = core.end_performance_date.day;
  const auto& receipt = core.receipt_date.day;
  const auto& issue = core.issue_date.day;
  if (begin.has_value() && end.has_value() && *begin > *end) {
    build.log.Add("DCC_DATES_REVERSED", node, {Print(*begin), Print(*end)});
  }
  if (receipt.has_value() && begin.has_value() && *receipt > *begin) {
    build.log.Add("DCC_RECEIVED_AFTER_WORK", node,
                  {Print(*receipt), Print(*begin)});
  }
  if (issue.has_value() && end.has_value() && *issue < *end) {
    build.log.Add("DCC_ISSUED_BEFORE_END", node, {Print(*issue), Print(*end)});
  }
  for (std::size_t i = 0; i < build.statement_nodes.size(); ++i) {
    const Statement& statement = build.document.statements[i];
    const auto& day = statement.date.day;
    if (end.has_value() && day.has_value() && *day < *end &&
        statement.element.HasRefType("basic_recalibration")) {
      build.log.Add("DCC_RECALIBRATION_BEFORE_END", build.statement_nodes[i],
                    {Print(*day), Print(*end)});
    }
  }
  if (core.issue_date.text.empty() && DccChild(node, "issueDate") == nullptr) {
    build.log.Add("DCC_ISSUE_DATE_MISSING", node);
  }
}

// "Calibration No. 02-2025-FORC-0042": the number is in there somewhere.
bool IsDecorated(absl::string_view identifier) {
  const std::string plain = absl::AsciiStrToLower(identifier);
  for (const char* word : {"calibration", "certificate", "no.", "nr.", "number",
                           "kalibrierschein"}) {
    if (absl::StrContains(plain, word)) return true;
  }
  return false;
}

void CheckIdentifier(Build& build, const xmlNode* core) {
  const xmlNode* node = DccChild(core, "uniqueIdentifier");
  const std::string& identifier = build.document.core.unique_identifier;
  if (identifier.empty()) {
    build.log.Add("DCC_IDENTIFIER_EMPTY", node);
  } else if (IsPlaceholder(identifier)) {
    build.log.Add("DCC_IDENTIFIER_PLACEHOLDER", node,
                  {"uniqueIdentifier", identifier});
  } else if (IsDecorated(identifier)) {
    build.log.Add("DCC_IDENTIFIER_DECORATED", node, {identifier});
  }
  const auto& replacement = build.document.core.replacement;
  if (replacement.has_value() && !identifier.empty() &&
      replacement->replaced_identifier == identifier) {
    build.log.Add("DCC_REPLACES_ITSELF",
                  DccChild(core, "reportAmendedSubstituted"), {identifier});
  }
}

void CheckSigners(Build& build, const xmlNode* admin) {
  const auto& persons = build.document.responsible_persons;
  const auto count = std::count_if(persons.begin(), persons.end(),
                                   [](const ResponsiblePerson& person) {
                                     return person.main_signer.value_or(false);
                                   });
  const xmlNode* node = DccChild(admin, "respPersons");
  if (node == nullptr) node = admin;
  if (count == 0) build.log.Add("DCC_MAIN_SIGNER_MISSING", node);
  if (count > 1) {
    build.log.Add("DCC_MAIN_SIGNER_SEVERAL", node, {std::to_string(count)});
  }
}

void CheckReferences(Build& build) {
  for (const auto& [node, id] : build.references) {
    if (!build.ids.contains(id)) {
      build.log.Add("DCC_REFERENCE_DANGLING", node, {id});
    }
  }
}

void CheckResults(Build& build, const xmlNode* results) {
  const Document& document = build.document;
  if (document.equipment.empty()) build.log.Add("DCC_EQUIPMENT_NONE", results);
  if (document.methods.empty()) build.log.Add("DCC_METHODS_NONE", results);
  if (document.conditions.empty()) {
    build.log.Add("DCC_CONDITIONS_NONE", results);
  }
  bool any = false;
  bool any_uncertainty = false;
  for (const Quantity& quantity : document.quantities) {
    if (!IsResultData(document, quantity)) continue;
    any = any || !quantity.series.empty();
    any_uncertainty =
        any_uncertainty || quantity.relative_uncertainty.has_value();
    for (const Series& series : quantity.series) {
      any_uncertainty = any_uncertainty || series.uncertainty.IsStated();
    }
  }
  if (!any) {
    build.log.Add("DCC_RESULTS_NONE", results);
  } else if (!any_uncertainty) {
    build.log.Add("DCC_UNCERTAINTY_NONE", results);
  }
}

// A unit is declared by its text and by its definition, both or neither.
void CheckDeclaration(Build& build, const xmlNode* node,
                      absl::string_view other) {
  if (DccChild(node->parent, other) == nullptr) {
    build.log.Add("DCC_NON_SI_DECLARATION_PARTIAL", node, {other});
  }
}

}  // namespace

void CheckElement(Build& build, const xmlNode* node) {
  if (NamespaceOf(node) != kDccNamespace) return;
  CheckIds(build, node);
  const absl::string_view name = LocalName(node);
  if (name == "content") {
    CheckContent(build, node);
  } else if (!IsKnownElement(name)) {
    build.log.Add("DCC_ELEMENT_UNKNOWN", node, {name});
  } else if (name == "measuringEquipment" &&
             DccChild(node, "certificate") == nullptr) {
    const MultilingualText equipment = ReadChildText(node, "name");
    build.log.Add("DCC_EQUIPMENT_WITHOUT_CERTIFICATE", node,
                  {InLanguage(equipment, "en")});
  } else if (name == "nonSIUnit") {
    CheckDeclaration(build, node, "nonSIDefinition");
  } else if (name == "nonSIDefinition") {
    CheckDeclaration(build, node, "nonSIUnit");
  } else if (name == "identification") {
    const std::string value = ReadString(node, "value");
    if (!value.empty() && IsPlaceholder(value)) {
      build.log.Add("DCC_IDENTIFIER_PLACEHOLDER", node,
                    {"identification", value});
    }
  }
}

void CheckLink(Build& build, const xmlNode* node, int index) {
  const CertificateLink& printed = build.document.links[index];
  const UpstreamLink link = UnderstandLink(build.document, index);
  if (!link.hash.is_usable) {
    build.log.Add("DCC_LINK_WITHOUT_HASH", node,
                  {printed.procedure, printed.value});
  }
  if (link.references.empty()) {
    build.log.Add("DCC_LINK_WITHOUT_NUMBER", node);
  }
}

void CheckDocument(Build& build, const xmlNode* root) {
  const xmlNode* admin = DccChild(root, "administrativeData");
  const xmlNode* core = DccChild(admin, "coreData");
  const xmlNode* results = DccChild(root, "measurementResults");
  CheckParts(build, admin, core, results);
  CheckIdentifier(build, core);
  CheckCountry(build, core);
  CheckLanguages(build, core);
  CheckDates(build, core);
  CheckSigners(build, admin);
  CheckResults(build, results);
  CheckReferences(build);
  if (!build.document.signatures.empty() &&
      IsBefore32(build.document.version.text)) {
    build.log.Add("DCC_SIGNATURE_BEFORE_SCHEMA", root);
  }
}

}  // namespace suyuan::dcc
