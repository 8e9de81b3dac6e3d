#ifndef LIBS_DCC_DOCUMENT_H_
#define LIBS_DCC_DOCUMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "libs/dcc/finding.h"
#include "libs/dcc/quantity.h"
#include "libs/dcc/text.h"

// A digital calibration certificate as plain data. What the certificate
// nests, the document keeps flat: each kind of element has one list in
// document order, and an element says by its Scope which other element it
// stands in. So methods, equipment and conditions are found wherever a
// version of the schema puts them, and no reader has to recurse.
namespace suyuan::dcc {

enum class ScopeKind {
  kDocument,     // administrativeData, or common to all results (3.3)
  kItem,         // index into Document::items
  kStatement,    // ... Document::statements
  kMeasurement,  // ... Document::measurements
  kMethod,       // ... Document::methods
  kEquipment,    // ... Document::equipment
  kCondition,    // ... Document::conditions
  kResult,       // ... Document::results
  kList,         // ... Document::lists
  kQuantity,     // ... Document::quantities
  kLink,         // ... Document::links
};

// The nearest enclosing element of a listed kind.
struct Scope {
  ScopeKind kind = ScopeKind::kDocument;
  int index = -1;

  friend bool operator==(const Scope&, const Scope&) = default;
};

// What most elements carry: where they stand, what they are called by others
// (`id`), what they point at and what they mean (tokens of refType).
struct Element {
  Scope within;
  int line = 0;
  std::string id;
  std::vector<std::string> ref_ids;
  std::vector<std::string> ref_types;

  bool HasRefType(absl::string_view token) const;
};

// A vocabulary of refType tokens that the document uses (3.2): tokens of it
// begin with `name_space` and '_'.
struct RefTypeDefinition {
  MultilingualText name;
  std::string name_space;
  std::string link;
  std::string release;
};

struct Software {
  Element element;
  MultilingualText name;
  std::string release;
  std::string type;
};

// A day as printed; `day` is absent where the text is no ISO 8601 date.
struct DateText {
  std::string text;
  std::optional<absl::CivilDay> day;
};

struct Identification {
  // manufacturer, calibrationLaboratory, customer, owner or other.
  std::string issuer;
  std::string value;
  // What kind of identification it is ("Serial number"); `description` in 2.x.
  MultilingualText name;
  std::vector<std::string> ref_types;
};

struct EquipmentClass {
  std::string reference;
  std::string class_id;
};

struct Contact {
  MultilingualText name;
  std::string email;
  std::string phone;
  std::string fax;
  std::string link;
  std::vector<std::string> country_codes;
  std::string city;
  std::string post_code;
  std::string state;
  std::string street;
  std::string street_number;
  std::string post_office_box;
  MultilingualText further;
};

// The item calibrated, or a part of it: `within` names the item it is a
// subItem of (3.3).
struct Item {
  Element element;
  MultilingualText name;
  MultilingualText description;
  std::vector<EquipmentClass> equipment_classes;
  std::optional<Contact> manufacturer;
  std::optional<Contact> owner;
  std::string model;
  std::vector<Identification> identifications;
};

// The name of a person is personal data: it is for those who may see the
// certificate itself and never for a public answer or a log.
struct PersonalData {
  Contact contact;
};

struct ResponsiblePerson {
  PersonalData personal;
  MultilingualText description;
  std::string role;
  std::optional<bool> main_signer;
  std::optional<bool> electronic_seal;
  std::optional<bool> electronic_signature;
  std::optional<bool> electronic_time_stamp;
  Element element;
};

struct Laboratory {
  // The number of the accreditation, as printed.
  std::string code;
  // One since 3.0; 2.x allows several.
  std::vector<Contact> contacts;
};

// A pointer to another certificate (hashType): what the issuer printed.
// links.h turns it into certificate numbers.
enum class LinkRole {
  kEquipmentCertificate,  // within an Equipment: the upstream certificate
  kConditionCertificate,  // within a Condition: of what measured it
  kPreviousReport,        // of the same item, earlier
  kLinkedReport,          // within another link: one step further up
};
struct CertificateLink {
  Element element;
  LinkRole role = LinkRole::kEquipmentCertificate;
  MultilingualText referral;  // `reference` in 2.x
  std::string referral_id;    // `referenceID` in 2.x
  std::string procedure;
  std::string value;
  MultilingualText description;
  std::optional<bool> in_validity_range;
  std::optional<bool> traceable;
};

struct Statement {
  Element element;
  // True for measurementMetaData, false for administrativeData/statements.
  bool is_metadata = false;
  MultilingualText name;
  MultilingualText declaration;
  std::vector<std::string> norms;
  std::vector<std::string> references;
  std::string convention;
  std::optional<bool> traceable;
  // One for all values or one for each (validXMLList).
  std::vector<std::optional<bool>> valid;
  DateText date;
  std::string period;  // xs:duration as printed
  // pass, fail, conditionalPass, conditionalFail, noPass, noFail; one for all
  // values or one for each.
  std::vector<std::string> conformity;
  std::string non_si_definition;
  std::string non_si_unit;
  std::optional<Contact> responsible_authority;
};

struct Method {
  Element element;
  MultilingualText name;
  MultilingualText description;
  std::vector<std::string> norms;
  std::vector<std::string> references;
  std::vector<std::string> links;
};

// A standard or other equipment used. Its certificate, if linked, is the
// CertificateLink whose scope is this equipment.
struct Equipment {
  Element element;
  MultilingualText name;
  MultilingualText description;
  std::vector<EquipmentClass> equipment_classes;
  std::optional<Contact> manufacturer;
  std::string model;
  std::vector<Identification> identifications;
};

struct Condition {
  Element element;
  MultilingualText name;
  MultilingualText description;
  // beforeAdjustment, afterAdjustment, beforeRepair, afterRepair or empty.
  std::string status;
};

struct Measurement {  // measurementResult
  Element element;
  MultilingualText name;
  MultilingualText description;
};

struct Result {
  Element element;
  MultilingualText name;
  MultilingualText description;
};

struct List {
  Element element;
  MultilingualText name;
  std::vector<std::string> date_times;
};

enum class QuantityRole {
  kData,       // dcc:quantity, in results, conditions or statements
  kItem,       // itemQuantity
  kEquipment,  // measuringEquipmentQuantity
  kMethod,     // usedMethodQuantity
};

struct Quantity {
  Element element;
  QuantityRole role = QuantityRole::kData;
  MultilingualText name;
  // Several where the quantity is a hybrid or an si:list of columns.
  std::vector<Series> series;
  // U/|value|, expanded; its uncertainty holds k if any is stated.
  std::optional<Series> relative_uncertainty;
  // noQuantity: words in place of a value.
  std::optional<MultilingualText> no_quantity;
  // charsXMLList.
  std::vector<std::string> chars;
};

// Words and formulas that stand among the data.
struct Note {
  Element element;
  std::string kind;  // "text", "formula", "xml"
  MultilingualText text;
};

// A file inside the certificate. The bytes stay in the certificate:
// ReadAttachment (reader.h) decodes them.
struct Attachment {
  Element element;
  MultilingualText name;
  std::string file_name;
  std::string media_type;
  // Bytes after decoding; -1 where the text is not base64.
  int64_t size = 0;
  std::string path;
};

// A ds:Signature is there. Nothing of it has been checked.
struct SignaturePresence {
  std::string path;
  int line = 0;
  std::string id;
  // A child of the root element, where the schema has it from 3.2 on.
  bool is_in_root = false;
};

struct Replacement {           // reportAmendedSubstituted
  std::string type_of_change;  // amended or substituted
  std::string replaced_identifier;
};

struct CoreData {
  std::string country_code;
  std::vector<std::string> used_languages;
  std::vector<std::string> mandatory_languages;
  std::string unique_identifier;
  std::vector<Identification> identifications;
  DateText receipt_date;
  DateText begin_performance_date;
  DateText end_performance_date;
  DateText issue_date;
  // laboratory, customer, laboratoryBranch, customerBranch, other or empty.
  std::string performance_location;
  std::optional<Replacement> replacement;
};

enum class VersionSource { kAttribute, kSchemaLocation, kStructure };

struct SchemaVersion {
  // "3.2.1"; "2.x" or "3.x" where only the structure tells.
  std::string text;
  VersionSource source = VersionSource::kAttribute;
  // A version whose schema this reader was written against. Others are read
  // by structure, as far as it goes.
  bool is_known = false;
};

struct Document {
  SchemaVersion version;
  CoreData core;
  // What stands at the list of items and holds for all of them.
  Item common_item;
  Laboratory laboratory;
  std::optional<Contact> customer;
  std::string comment;

  std::vector<RefTypeDefinition> ref_type_definitions;
  std::vector<Software> software;
  std::vector<Item> items;
  std::vector<ResponsiblePerson> responsible_persons;
  std::vector<Statement> statements;
  std::vector<Measurement> measurements;
  std::vector<Method> methods;
  std::vector<Equipment> equipment;
  std::vector<Condition> conditions;
  std::vector<Result> results;
  std::vector<List> lists;
  std::vector<Quantity> quantities;
  std::vector<UnitText> units;
  std::vector<Note> notes;
  std::vector<CertificateLink> links;
  std::vector<Attachment> attachments;
  std::vector<SignaturePresence> signatures;

  std::vector<Finding> findings;
};

// The Element of what `scope` names; null for kDocument. O(1).
const Element* ElementOf(const Document& document, const Scope& scope);

// True where `quantity` is data of a result: not of a condition, a statement,
// a method, an item or equipment, also where these stand within a result.
// O(depth of nesting).
bool IsResultData(const Document& document, const Quantity& quantity);

// The nearest enclosing scope of `kind`, `scope` itself included; kDocument
// where there is none. O(depth of nesting).
Scope Enclosing(const Document& document, Scope scope, ScopeKind kind);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_DOCUMENT_H_
