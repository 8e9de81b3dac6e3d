#include "services/certificates/dcc/export.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "libs/base/status.h"
#include "libs/dcc/reader.h"
#include "libs/dcc/writer.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/dcc/export_parts.h"
#include "services/certificates/dcc/import.h"
#include "services/certificates/dcc/vocabulary.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

// What a certificate of this service's country says, where it does not say.
constexpr char kCountry[] = "CN";

// Of this software, and of the vocabulary.
void ExportAdministration(DccDraft& draft) {
  dcc::Software software;
  software.name = DccDraft::Printed("Suyuan");
  software.release = absl::StrCat("v", SUYUAN_VERSION);
  draft.document.software.push_back(std::move(software));
  draft.document.ref_type_definitions.push_back(
      {draft.Words("溯源 refType 词表", "refTypes of Suyuan"), own::kNameSpace,
       "urn:suyuan:dcc:refType", "v1"});
}

absl::Status ExportDays(const v1::Certificate& from, DccDraft& draft) {
  dcc::CoreData& core = draft.document.core;
  if (from.begin().empty() && from.end().empty()) {
    return DccExportUnsayable(
        "end", "is empty, and so is begin; DCC wants the days of the work");
  }
  if (from.begin().empty()) draft.NoteNotStated("beginPerformanceDate");
  if (from.end().empty()) draft.NoteNotStated("endPerformanceDate");
  core.begin_performance_date.text =
      from.begin().empty() ? from.end() : from.begin();
  core.end_performance_date.text =
      from.end().empty() ? from.begin() : from.end();
  core.receipt_date.text = from.received();
  core.issue_date.text = from.issued();
  if (from.valid_to().empty()) return absl::OkStatus();
  dcc::Statement& statement =
      draft.AddStatement({}, false, {"basic_recalibration"});
  statement.name = draft.Words("有效期至", "valid to");
  statement.date.text = from.valid_to();
  return absl::OkStatus();
}

void ExportPlace(const v1::Certificate& from, DccDraft& draft) {
  switch (from.place()) {
    case v1::Certificate::PLACE_LABORATORY:
      draft.document.core.performance_location = "laboratory";
      break;
    case v1::Certificate::PLACE_CUSTOMER:
      draft.document.core.performance_location = "customer";
      break;
    case v1::Certificate::PLACE_LABORATORY_BRANCH:
      draft.document.core.performance_location = "laboratoryBranch";
      break;
    case v1::Certificate::PLACE_CUSTOMER_BRANCH:
      draft.document.core.performance_location = "customerBranch";
      break;
    case v1::Certificate::PLACE_OTHER:
      draft.document.core.performance_location = "other";
      break;
    default:
      draft.document.core.performance_location = "other";
      draft.NoteNotStated("performanceLocation");
  }
}

void ExportReplacement(const v1::Certificate& from, DccDraft& draft) {
  if (!from.has_replaces()) return;
  draft.document.core.replacement = dcc::Replacement{
      from.replaces().kind() == v1::Replacement::KIND_SUBSTITUTED
          ? "substituted"
          : "amended",
      from.replaces().number()};
}

// A party as a contact. What contacts have no element for stands beside the
// address.
dcc::Contact ContactOf(const v1::Party& from,
                       const std::vector<std::string>& elsewhere,
                       const DccDraft& draft) {
  dcc::Contact contact;
  contact.name =
      from.title().empty()
          ? draft.NotStated()
          : DccDraft::Printed(from.title(),
                              {absl::StrCat(own::kPartyField, "title")});
  contact.further = FieldContents(from, own::kPartyField, elsewhere);
  if (contact.further.empty()) contact.further = draft.NotStated();
  return contact;
}

void ExportIssuer(const v1::Party& from, DccDraft& draft) {
  dcc::CoreData& core = draft.document.core;
  core.country_code = from.country().empty() ? kCountry : from.country();
  if (from.country().empty()) draft.NoteNotStated("countryCodeISO3166_1");
  dcc::Laboratory& laboratory = draft.document.laboratory;
  laboratory.code = from.code();
  laboratory.contacts = {ContactOf(from, {"title", "code", "country"}, draft)};
}

dcc::Item ItemOf(const v1::Item& from, const DccDraft& draft) {
  dcc::Item item;
  item.element.id = own::XmlId(own::kItemId, from.id());
  item.element.ref_types = {own::kItem};
  item.name = draft.Text(from.title());
  if (!from.equipment_class().empty()) {
    item.equipment_classes.push_back({"-", from.equipment_class()});
  }
  if (!from.manufacturer().empty()) {
    item.manufacturer.emplace();
    item.manufacturer->name = DccDraft::Printed(from.manufacturer());
  }
  item.model = from.model();
  AddIdentifications(from.identifications(), item.identifications);
  AddOwnIdentification(own::kRecord, from.record(), item.identifications);
  AddOwnIdentification(own::kState, from.state(), item.identifications);
  AddContent(own::kMeasuringRange, from.measuring_range(), item.description);
  AddContent(own::kAccuracyClass, from.accuracy_class(), item.description);
  if (item.identifications.empty()) {
    AddOwnIdentification(own::kNotStated, "-", item.identifications);
  }
  return item;
}

void ExportItems(const v1::Certificate& from, DccDraft& draft) {
  std::vector<dcc::Item>& items = draft.document.items;
  for (const v1::Item& item : from.items()) {
    items.push_back(ItemOf(item, draft));
  }
  if (!items.empty()) return;
  dcc::Item none;
  none.element.ref_types = {own::kNotStated};
  none.name = draft.NotStated();
  AddOwnIdentification(own::kNotStated, "-", none.identifications);
  items.push_back(std::move(none));
}

const char* RoleText(v1::Signer::Role role) {
  switch (role) {
    case v1::Signer::ROLE_PERFORMER:
      return "performer";
    case v1::Signer::ROLE_CHECKER:
      return "checker";
    case v1::Signer::ROLE_APPROVER:
      return "approver";
    default:
      return "";
  }
}

// Roles without names. The one who approves answers for the certificate.
void ExportSigners(const v1::Certificate& from, DccDraft& draft) {
  bool has_main = false;
  const auto add = [&draft](const char* token) -> dcc::ResponsiblePerson& {
    dcc::ResponsiblePerson person;
    person.element.ref_types = {token};
    person.personal.contact.name = draft.NotStated();
    draft.document.responsible_persons.push_back(std::move(person));
    return draft.document.responsible_persons.back();
  };
  for (const v1::Signer& signer : from.signers()) {
    dcc::ResponsiblePerson& person = add(own::kSigner);
    person.role = RoleText(signer.role());
    if (!signer.registration().empty()) {
      person.description =
          DccDraft::Printed(signer.registration(), {own::kRegistration});
    }
    if (signer.role() == v1::Signer::ROLE_APPROVER && !has_main) {
      has_main = true;
      person.main_signer = true;
    }
  }
  if (from.signers().empty()) add(own::kNotStated);
}

void ExportMeasurement(const v1::Certificate& from, DccDraft& draft) {
  dcc::Measurement measurement;
  measurement.name = draft.Words("结果", "results");
  draft.document.measurements.push_back(std::move(measurement));
  ExportSpecifications(from, draft);
  ExportReferences(from, draft);
  ExportEnvironment(from, draft);
  ExportResults(from, draft);
}

// What a DCC is to say of a certificate.
v1::Certificate Sayable(const v1::Certificate& certificate) {
  v1::Certificate sayable = certificate;
  ClearOutputs(sayable);
  for (v1::Result& result : *sayable.mutable_results()) {
    result.set_unit(WithoutUnitBlanks(result.unit()));
    if (!result.has_valid_range()) continue;
    metrology::v1::Range& range = *result.mutable_valid_range();
    range.set_unit(WithoutUnitBlanks(range.unit()));
  }
  for (v1::EnvironmentCondition& one : *sayable.mutable_environment()) {
    one.set_unit(WithoutUnitBlanks(one.unit()));
  }
  return sayable;
}

// The first difference, as protobuf tells it: 'modified: items[0].model: "A "
// -> "A"'.
absl::Status CheckSame(const v1::Certificate& wanted,
                       const v1::Certificate& came_back) {
  google::protobuf::util::MessageDifferencer differencer;
  differencer.set_message_field_comparison(
      google::protobuf::util::MessageDifferencer::EQUIVALENT);
  std::string report;
  differencer.ReportDifferencesToString(&report);
  if (differencer.Compare(wanted, came_back)) return absl::OkStatus();
  const std::string first = report.substr(0, report.find('\n')).substr(0, 500);
  const size_t name = first.find(": ");
  const size_t value = first.find(": ", name + 1);
  if (name == std::string::npos || value == std::string::npos) {
    return DccExportUnsayable("certificate", first);
  }
  return DccExportUnsayable(
      first.substr(name + 2, value - name - 2),
      absl::StrCat("would come back otherwise: ", first.substr(value + 2)));
}

}  // namespace

absl::StatusOr<dcc::Document> DccDocumentOf(
    const v1::Certificate& certificate) {
  if (certificate.number().empty()) {
    return DccExportUnsayable("number", "is empty; DCC wants one");
  }
  DccDraft draft(certificate);
  ExportAdministration(draft);
  draft.document.core.unique_identifier = certificate.number();
  SUYUAN_RETURN_IF_ERROR(ExportDays(certificate, draft));
  ExportPlace(certificate, draft);
  ExportReplacement(certificate, draft);
  ExportIssuer(certificate.issuer(), draft);
  draft.document.customer = ContactOf(certificate.customer(), {"title"}, draft);
  ExportItems(certificate, draft);
  ExportSigners(certificate, draft);
  ExportMeasurement(certificate, draft);
  ExportStatements(certificate, draft);
  draft.Finish();
  return std::move(draft.document);
}

absl::StatusOr<std::string> DccOf(const v1::Certificate& certificate) {
  const v1::Certificate wanted = Sayable(certificate);
  SUYUAN_RETURN_IF_ERROR(CheckXmlTexts(wanted));
  SUYUAN_ASSIGN_OR_RETURN(const dcc::Document document,
                          DccDocumentOf(certificate));
  SUYUAN_ASSIGN_OR_RETURN(std::string bytes, dcc::Write(document));
  SUYUAN_ASSIGN_OR_RETURN(const dcc::Document read,
                          dcc::Read(bytes, DccLimits()));
  SUYUAN_ASSIGN_OR_RETURN(v1::Certificate came_back, CertificateFromDcc(read));
  ClearOutputs(came_back);
  SUYUAN_RETURN_IF_ERROR(CheckSame(wanted, came_back));
  return bytes;
}

}  // namespace suyuan::certificates
