#include "services/certificates/dcc/import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/iso_codes.h"
#include "libs/dcc/links.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/convert/findings.h"
#include "services/certificates/dcc/import_parts.h"
#include "services/certificates/dcc/vocabulary.h"

namespace suyuan::certificates {
namespace {

// False where the document says that it filled the element for the schema.
bool IsStated(const dcc::Document& document, absl::string_view element) {
  for (const dcc::Statement& statement : document.statements) {
    if (statement.element.HasRefType(own::kNotStated) &&
        own::Has(statement.references, element)) {
      return false;
    }
  }
  return true;
}

void AddIssuer(const dcc::Document& document, v1::Certificate& to) {
  const dcc::Laboratory& laboratory = document.laboratory;
  v1::Party& issuer = *to.mutable_issuer();
  issuer.set_code(laboratory.code);
  if (IsStated(document, "countryCodeISO3166_1") &&
      dcc::IsCountryCode(document.core.country_code)) {
    issuer.set_country(document.core.country_code);
  }
  if (laboratory.contacts.empty()) return;
  const dcc::Contact& contact = laboratory.contacts.front();
  issuer.set_title(PrintedFrom(document, contact.name));
  TakeFields(contact.further, own::kPartyField, issuer);
}

std::string ClassOf(const std::vector<dcc::EquipmentClass>& classes) {
  return classes.empty() ? std::string() : classes.front().class_id;
}

void AddItems(const dcc::Document& document, v1::Certificate& to) {
  const dcc::Item& common = document.common_item;
  const std::vector<std::string> ids = ItemIds(document);
  for (size_t i = 0; i < document.items.size(); ++i) {
    const dcc::Item& from = document.items[i];
    if (from.element.HasRefType(own::kNotStated)) continue;
    v1::Item& item = *to.add_items();
    item.set_id(ids[i]);
    *item.mutable_title() = LocalizedFrom(document, from.name);
    const std::optional<dcc::Contact>& maker =
        from.manufacturer.has_value() ? from.manufacturer : common.manufacturer;
    if (maker.has_value()) {
      item.set_manufacturer(PrintedFrom(document, maker->name));
    }
    item.set_model(from.model);
    if (from.element.HasRefType(own::kItem)) {
      TakeIdentifications(from.identifications,
                          *item.mutable_identifications());
      item.set_record(OwnIdentification(from.identifications, own::kRecord));
      item.set_state(OwnIdentification(from.identifications, own::kState));
      item.set_measuring_range(
          ContentWith(from.description, own::kMeasuringRange));
      item.set_accuracy_class(
          ContentWith(from.description, own::kAccuracyClass));
    } else {
      AddIdentifications(from.identifications, *item.mutable_identifications());
    }
    // What tells the set tells each of its members.
    AddIdentifications(common.identifications, *item.mutable_identifications());
    const std::string own = ClassOf(from.equipment_classes);
    item.set_equipment_class(own.empty() ? ClassOf(common.equipment_classes)
                                         : own);
  }
}

std::string DayText(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? metrology::FormatDate(*day) : "";
}

void AddDays(const dcc::Document& document, v1::Certificate& to) {
  const dcc::CoreData& core = document.core;
  to.set_received(DayText(core.receipt_date.day));
  if (IsStated(document, "beginPerformanceDate")) {
    to.set_begin(DayText(core.begin_performance_date.day));
  }
  if (IsStated(document, "endPerformanceDate")) {
    to.set_end(DayText(core.end_performance_date.day));
  }
  to.set_issued(DayText(core.issue_date.day));
}

void AddPlace(const dcc::Document& document, v1::Certificate& to) {
  static const auto* const kPlaces =
      new std::map<std::string, v1::Certificate::Place>{
          {"laboratory", v1::Certificate::PLACE_LABORATORY},
          {"customer", v1::Certificate::PLACE_CUSTOMER},
          {"laboratoryBranch", v1::Certificate::PLACE_LABORATORY_BRANCH},
          {"customerBranch", v1::Certificate::PLACE_CUSTOMER_BRANCH},
          {"other", v1::Certificate::PLACE_OTHER},
      };
  const auto found = kPlaces->find(document.core.performance_location);
  if (found != kPlaces->end() && IsStated(document, "performanceLocation")) {
    to.set_place(found->second);
  }
}

// The last day on which the item may be used, as a recalibration statement
// gives it: its date as printed, or the last day of its period from the end of
// the work (date + period - 1 day).
std::optional<absl::CivilDay> RecalibrationDay(
    const dcc::Statement& statement, const std::optional<absl::CivilDay>& end) {
  if (statement.date.day.has_value()) return statement.date.day;
  if (statement.period.empty() || !end.has_value()) return std::nullopt;
  const auto period = metrology::ParsePeriod(statement.period);
  if (!period.ok()) return std::nullopt;
  return metrology::Later(*end, *period) - 1;
}

void AddValidity(const dcc::Document& document, v1::Certificate& to) {
  std::optional<absl::CivilDay> valid_to;
  for (const dcc::Statement& statement : document.statements) {
    if (!statement.element.HasRefType("basic_recalibration")) continue;
    const std::optional<absl::CivilDay> day =
        RecalibrationDay(statement, document.core.end_performance_date.day);
    const int line = statement.element.line;
    if (!day.has_value()) {
      AddNote("CERT_RECALIBRATION_UNREADABLE", "", line,
              "a recalibration statement gives neither a date nor a period "
              "that can be read",
              "复校说明未给出可读的日期或周期", to);
      continue;
    }
    if (valid_to.has_value() && *valid_to != *day) {
      AddNote("CERT_RECALIBRATION_SEVERAL", "", line,
              "several recalibration dates are stated; the earliest is taken",
              "给出了多个复校日期，取最早者", to);
    }
    valid_to = valid_to.has_value() ? std::min(*valid_to, *day) : *day;
  }
  to.set_valid_to(DayText(valid_to));
}

void AddSpecifications(const dcc::Document& document, v1::Certificate& to) {
  absl::flat_hash_set<std::string> seen;
  const auto add = [&](const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const std::string printed(absl::StripAsciiWhitespace(text));
      if (printed.empty() || dcc::IsPlaceholder(printed)) continue;
      if (seen.insert(printed).second) to.add_specifications(printed);
    }
  };
  for (const dcc::Method& method : document.methods) {
    if (!method.element.HasRefType(own::kSpecification)) {
      add(method.norms);
      continue;
    }
    for (const std::string& text : method.norms) to.add_specifications(text);
  }
  for (const dcc::Method& method : document.methods) add(method.references);
}

v1::Signer::Role RoleOf(const dcc::ResponsiblePerson& person) {
  const std::string role = absl::AsciiStrToLower(person.role);
  const auto says = [&role](absl::string_view word) {
    return absl::StrContains(role, word);
  };
  if (says("approv") || says("批准")) return v1::Signer::ROLE_APPROVER;
  if (says("check") || says("review") || says("核验")) {
    return v1::Signer::ROLE_CHECKER;
  }
  if (says("perform") || says("calibrated by") || says("检定员") ||
      says("校准员")) {
    return v1::Signer::ROLE_PERFORMER;
  }
  return v1::Signer::ROLE_UNSPECIFIED;
}

void AddSigners(const dcc::Document& document, v1::Certificate& to) {
  for (const dcc::ResponsiblePerson& person : document.responsible_persons) {
    if (person.element.HasRefType(own::kNotStated)) continue;
    v1::Signer& signer = *to.add_signers();
    signer.set_role(RoleOf(person));
    signer.set_registration(
        ContentWith(person.description, own::kRegistration));
  }
}

void AddReplacement(const dcc::CoreData& core, v1::Certificate& to) {
  if (!core.replacement.has_value()) return;
  v1::Replacement& replaces = *to.mutable_replaces();
  replaces.set_kind(core.replacement->type_of_change == "substituted"
                        ? v1::Replacement::KIND_SUBSTITUTED
                        : v1::Replacement::KIND_AMENDED);
  replaces.set_number(core.replacement->replaced_identifier);
}

void AddSignatures(const dcc::Document& document, v1::Certificate& to) {
  const int count = static_cast<int>(document.signatures.size());
  to.set_signature_count(count);
  to.set_signature_state(count == 0 ? v1::SIGNATURE_STATE_ABSENT
                                    : v1::SIGNATURE_STATE_NOT_CHECKED);
}

}  // namespace

absl::StatusOr<v1::Certificate> CertificateFromDcc(
    const dcc::Document& document) {
  v1::Certificate to;
  to.set_number(document.core.unique_identifier);
  AddIssuer(document, to);
  AddItems(document, to);
  AddDays(document, to);
  for (const dcc::Finding& finding : document.findings) AddFinding(finding, to);
  AddValidity(document, to);
  AddPlace(document, to);
  AddSpecifications(document, to);
  const ImportedReferences references = AddReferences(document, to);
  AddEnvironment(document, to);
  SUYUAN_RETURN_IF_ERROR(AddResults(document, references, to));
  AddSigners(document, to);
  AddReplacement(document.core, to);
  AddOwnStatements(document, to);
  KeepKnownIds(to);
  to.set_schema_version(document.version.text);
  AddSignatures(document, to);
  return to;
}

}  // namespace suyuan::certificates
