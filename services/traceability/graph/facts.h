#ifndef SERVICES_TRACEABILITY_GRAPH_FACTS_H_
#define SERVICES_TRACEABILITY_GRAPH_FACTS_H_

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

// What the service learns from the two feeds, as plain values: numbers in
// coherent SI units, identifiers normalised, days as civil days. docs/rules.md
// says what is made of them. The oracle in tests/worlds reads the same facts.

namespace suyuan::traceability {

using Day = std::optional<absl::CivilDay>;

// A closed interval of days; an absent end is open.
struct Period {
  Day from;
  Day to;
};

// A spell out of force. A revocation has no end.
using Suspension = Period;

// A quantity kind with its qualifiers, sorted by key. The code is canonical
// (metrology::CanonicalKind). A kind that the certificate does not name is
// inferred from the unit; its code may be empty then.
struct Kind {
  std::string code;
  std::vector<std::pair<std::string, std::string>> qualifiers;
  bool inferred = false;

  bool named() const { return !inferred && !code.empty(); }

  friend bool operator==(const Kind&, const Kind&) = default;
};

// Exponents of L, M, T, I, Theta, N, J as printed by the unit library; absent
// where the unit cannot be read.
using DimensionText = std::optional<std::string>;

// A closed interval in coherent SI units; an absent end is open.
struct Interval {
  std::optional<double> lo;
  std::optional<double> hi;
};

// How an artefact is named on a certificate or in a record. Normalised.
struct ArtefactName {
  std::string record;        // resource name, or empty
  std::string manufacturer;  // normalised, or empty
  std::vector<std::string> identifications;
};

struct PartyFacts {
  std::string institution;  // resource name, or empty
  std::string title;        // normalised
  std::string code;         // normalised
};

enum class CertificateKind : uint8_t {
  kUnspecified,
  kVerification,
  kVerificationFail,
  kCalibration,
  kCrm,
  kComparison,
};

enum class Stage : uint8_t { kUnspecified, kBefore, kAfter };

enum class Conformity : uint8_t { kNone, kPass, kFail, kOther };

enum class Place : uint8_t {
  kUnspecified,
  kLaboratory,
  kLaboratoryBranch,
  kCustomer,
  kCustomerBranch,
  kOther,
};

enum class SignerRole : uint8_t {
  kUnspecified,
  kPerformer,
  kChecker,
  kApprover
};

struct SignerFacts {
  SignerRole role = SignerRole::kUnspecified;
  std::string registration;  // normalised, or empty
};

// A condition as it was recorded during the work: from least to most.
struct ConditionFacts {
  Kind kind;
  DimensionText dimension;
  double lo = 0;
  double hi = 0;
};

// A condition as somebody asks for it.
struct ConditionLimitFacts {
  Kind kind;
  DimensionText dimension;
  Interval range;
};

enum class SignatureState : uint8_t { kAbsent, kNotChecked, kValid, kInvalid };

struct ItemFacts {
  std::string id;
  ArtefactName artefact;
  std::string equipment_class;
  std::string accuracy_class;  // normalised, or empty
  std::string state;
  // For people: zh title, en title, serial numbers as printed.
  std::string title_zh;
  std::string title_en;
  std::vector<std::string> printed_identifications;
};

// A reference that is followed at a distance and without end.
struct RemoteLinkFacts {
  struct Spell {
    absl::Time from;
    absl::Time to;  // the end of time where the link was not seen to go down
  };
  struct Comparison {
    absl::Time time;
    bool accepted = false;
    std::optional<double> standard_uncertainty;  // coherent SI
  };
  std::vector<Spell> spells;            // in order, none overlapping another
  std::vector<Comparison> comparisons;  // in order
  absl::Duration maximum_gap;
  DimensionText dimension;  // of the uncertainties
};

struct ReferenceFacts {
  std::string id;
  std::vector<std::string> numbers;  // normalised
  PartyFacts issuer;
  ArtefactName artefact;
  std::string standard;           // standards/*, or empty
  std::string assessment_number;  // normalised, or empty
  std::string digest;             // 64 hex digits, or empty
  std::vector<std::string> result_ids;
  int32_t uses = 1;
  std::string text;  // for people: numbers or title as printed
  std::optional<RemoteLinkFacts> remote_link;
};

struct SensitivityFacts {
  std::string reference_id;
  // In coherent units of the result over those of the reference.
  double coefficient = 1;
};

enum class BudgetSource : uint8_t {
  kUnspecified,
  kReference,
  kDrift,
  kRepeatability,
  kResolution,
  kEnvironment,
  kMethod,
};

// What is assumed about an input of a budget.
enum class InputDistribution : uint8_t {
  kUnspecified,
  kNormal,
  kRectangular,
  kTriangular,
  kUShaped,
  kStudentT,
};

struct BudgetComponentFacts {
  std::string id;
  std::string title_zh;
  std::string title_en;
  BudgetSource source = BudgetSource::kUnspecified;
  std::string reference_id;  // of kReference and kDrift
  bool type_a = false;
  InputDistribution distribution = InputDistribution::kUnspecified;
  // Coherent SI; the sensitivity is that of the result over the input.
  double standard_uncertainty = 0;
  double sensitivity = 1;
  std::optional<double> degrees_of_freedom;
};

// r between two components, by their places.
struct BudgetCorrelationFacts {
  size_t first = 0;
  size_t second = 0;
  double coefficient = 0;
};

// An uncertainty as the certificate states it: k u, and one unit of the last
// digit to which it was rounded, both as the result's unit measures
// differences, in coherent SI.
struct StatedUncertaintyFacts {
  double value = 0;
  double coverage_factor = 1;
  double digit = 0;
};

struct BudgetFacts {
  // False where a number or unit cannot be read: it then says nothing.
  bool readable = true;
  std::vector<BudgetComponentFacts> components;
  std::vector<BudgetCorrelationFacts> correlations;
  // U with k, u, or both; empty where neither is stated.
  std::vector<StatedUncertaintyFacts> stated;
};

struct ResultFacts {
  std::string id;
  std::string item_id;  // empty: the only item
  Kind kind;
  DimensionText dimension;
  std::optional<double> value;  // the point, coherent SI
  std::optional<double> standard_uncertainty;
  std::optional<double> maximum_permissible_error;
  std::optional<Interval> valid_range;
  Stage stage = Stage::kUnspecified;
  Conformity conformity = Conformity::kNone;
  bool multi_reference_average = false;
  // False for 参考值 and 信息值 of a reference material.
  bool may_support = true;
  std::vector<std::string> reference_ids;
  std::vector<SensitivityFacts> sensitivities;
  std::optional<BudgetFacts> budget;
  // Effective degrees of freedom of the stated uncertainty.
  std::optional<double> degrees_of_freedom;
  // For people, as printed: value, unit, U, k, u.
  std::string printed_value;
  std::string printed_unit;
  std::string printed_expanded;
  std::string printed_k;
  std::string printed_standard;
};

struct CertificateFacts {
  std::string name;  // certificates/{32 hex}
  CertificateKind kind = CertificateKind::kUnspecified;
  std::string number;          // normalised
  std::string printed_number;  // as printed
  PartyFacts issuer;
  std::string printed_issuer;
  std::vector<ItemFacts> items;
  Day received;
  Day begin;
  Day end;
  Day issued;
  Day valid_to;
  std::vector<std::string> specifications;  // normalised
  std::vector<ReferenceFacts> references;
  std::vector<ResultFacts> results;
  Place place = Place::kUnspecified;
  std::string place_text;  // normalised, or empty
  std::vector<SignerFacts> signers;
  std::vector<ConditionFacts> conditions;
  std::string material_number;  // of a 标准物质证书, normalised, or empty
  std::string replaces_number;  // normalised, or empty
  std::string digest;           // 64 hex digits
  SignatureState signature = SignatureState::kAbsent;
  absl::Time recorded_at;
  int64_t log_index = -1;
};

// kSigned: something else is known of its signatures. A valid one of the issuer
// was added, or one was judged again.
enum class StatusKind : uint8_t { kVoided, kAmended, kSubstituted, kSigned };

struct StatusFacts {
  std::string certificate;
  StatusKind kind = StatusKind::kVoided;
  Day void_from;
  std::string replaced_by;  // certificates/*, or empty
  absl::Time recorded_at;
  SignatureState signature = SignatureState::kValid;  // kSigned: from then on
};

// --- Records of the registry. Each revision is a whole record. -------------

struct SiteFacts {
  std::string id;
  std::vector<std::string> names;  // id, titles, address, normalised
  std::string division;            // GB/T 2260, or empty
};

struct InstitutionFacts {
  std::string name;
  std::vector<std::string> titles;  // titles and aliases, normalised
  Period period;
  std::vector<Suspension> suspensions;
  std::vector<SiteFacts> sites;
  std::string division;  // GB/T 2260, or empty
  std::string country;   // ISO 3166-1 alpha-2, or empty
};

enum class CompetenceKind : uint8_t {
  kUnspecified,
  kAuthorisation,
  kAccreditation,
  kNationalInstituteCmc,
  kNationalPrimaryStandard,
  kReferenceMaterialProduction,
};

enum class ServiceKind : uint8_t { kVerification, kCalibration, kCrm };

// The smallest uncertainty that a row of a scope offers (CMC), by value x, as
// a standard uncertainty; coherent SI.
struct SmallestUncertaintyFacts {
  enum class Form : uint8_t {
    kUnreadable,     // without its coverage factor, or in no known unit
    kLinear,         // constant + proportional |x|
    kRootSum,        // the root of constant^2 + (proportional x)^2
    kTable,          // straight lines between the points, nothing beyond them
    kRelativeTable,  // the same, of the uncertainty over |x|
  };
  Form form = Form::kUnreadable;
  double constant = 0;
  double proportional = 0;
  std::vector<std::pair<double, double>> points;  // by rising x
};

struct ScopeRowFacts {
  std::vector<ServiceKind> services;  // empty: any
  Kind kind;                          // empty code: any
  DimensionText dimension;            // of the range's unit
  std::optional<Interval> range;      // absent: any value
  std::string equipment_class;        // empty: any
  std::optional<SmallestUncertaintyFacts> smallest_uncertainty;
  std::vector<std::string> sites;  // ids; empty: any place
};

// 授权签字人.
struct SignatoryFacts {
  std::string person;  // persons/*
  Period period;
};

struct CompetenceFacts {
  std::string name;
  std::string holder;  // institutions/*
  CompetenceKind kind = CompetenceKind::kUnspecified;
  std::string number;  // normalised
  Period period;
  std::vector<Suspension> suspensions;
  std::vector<ScopeRowFacts> scope;
  std::vector<SignatoryFacts> signatories;
};

// What a person was assessed for.
struct ProjectFacts {
  std::vector<ScopeRowFacts> scope;  // empty: any work of the project
  Period period;
};

// 注册计量师 or 检定员.
struct PersonFacts {
  std::string name;          // persons/*
  std::string registration;  // normalised
  std::string employer;      // institutions/*
  Period period;
  std::vector<Suspension> suspensions;
  std::vector<ProjectFacts> projects;
};

enum class Level : uint8_t {
  kUnspecified,
  kSiRealisation,
  kNationalPrimary,
  kForeignNmiCmc,
  kPublicHighest,
  kPublicSubordinate,
  kDepartmentHighest,
  kEnterpriseHighest,
  kSubordinate,
  kCheckStandard,
  kWorkingInstrument,
  kCrmPrimary,
  kCrmSecondary,
  kCrmOther,
};

// What something realises or measures, and how well (Capability).
struct CapabilityFacts {
  Kind kind;                      // empty code: not stated
  DimensionText dimension;        // of the range's unit
  std::optional<Interval> range;  // absent: any value
  // Of its values, by value: a constant or a fraction of it.
  std::optional<SmallestUncertaintyFacts> uncertainty;
  std::optional<double> maximum_permissible_error;
  std::string accuracy_class;  // normalised, or empty
};

struct ComponentFacts {
  bool main = false;
  ArtefactName artefact;
  int32_t recalibration_months = 0;           // 0: not set
  std::vector<std::string> accuracy_classes;  // normalised
  Day put_into_service;
  // For people: identifications as recorded.
  std::vector<std::string> printed_identifications;
};

// One main quantity of a tracing diagram (量值溯源与传递框图): the upper tier
// and the standard's own.
struct DiagramBranchFacts {
  Kind kind;
  std::string upper_institution;          // 保存机构, normalised, or empty
  std::string printed_upper_institution;  // as recorded
  CapabilityFacts own;                    // of the branch's kind
};

// 重复性试验 or 稳定性考核 of a standard, as it was judged.
struct CapabilityTestFacts {
  bool stability = false;  // else repeatability
  Day day;
  std::optional<bool> passed;  // absent: it decides nothing
};

enum class StandardEventKind : uint8_t { kSealed, kRestored, kCancelled };

struct StandardEventFacts {
  StandardEventKind kind = StandardEventKind::kSealed;
  Day day;
};

// What a comparison (计量比对) decided about a standard.
struct ComparisonDecisionFacts {
  bool resolved = false;  // else failed
  Day day;
  std::string comparison;   // comparisons/*, or empty
  Kind kind;                // empty code: the standard as a whole
  DimensionText dimension;  // of the kind
};

struct AssessmentFacts {
  std::string number;  // normalised
  Period period;
};

struct StandardFacts {
  std::string name;
  std::string holder;  // institutions/*, or empty
  Level level = Level::kUnspecified;
  std::vector<ComponentFacts> components;
  std::vector<AssessmentFacts> assessments;
  std::vector<StandardEventFacts> events;
  std::vector<ComparisonDecisionFacts> comparisons;
  // Days on which it was established or reviewed, and so found good.
  std::vector<Day> reviews;
  Period period;
  std::vector<ConditionLimitFacts> environment;
  Day established;  // 新建, where that is recorded
  std::vector<CapabilityTestFacts> tests;
  std::vector<std::string> accuracy_classes;  // normalised
  std::string title_zh;                       // for people
  std::string title_en;
  std::string site;  // of the holder's, or empty
  std::vector<CapabilityFacts> capabilities;
  std::vector<ScopeRowFacts> services;      // 开展的检定/校准项目
  std::vector<DiagramBranchFacts> diagram;  // empty: none is recorded
  // Days on which a MAIN component was replaced (主要计量标准器更换).
  std::vector<Day> replacements;
};

// A value of a reference material.
struct MaterialValueFacts {
  Kind kind;
  DimensionText dimension;
  bool certified = false;
};

struct ReferenceMaterialFacts {
  std::string name;
  Level level = Level::kCrmOther;
  std::string number;  // normalised
  Period period;
  std::vector<Suspension> suspensions;
  std::vector<MaterialValueFacts> values;
};

// What is compared with the MPE of what is calibrated (量传比).
struct RatioFacts {
  bool basis_is_mpe = false;  // else the expanded uncertainty at k = 2
  int32_t numerator = 1;
  int32_t denominator = 3;
};

enum class SpecificationKind : uint8_t {
  kUnspecified,
  kVerificationRegulation,    // JJG
  kCalibrationSpecification,  // JJF
  kVerificationScheme,
  kMethodStandard,
};

struct SpecificationFacts {
  std::string name;
  std::string number;  // normalised
  std::optional<RatioFacts> ratio;
  Period period;
  SpecificationKind kind = SpecificationKind::kUnspecified;
  // Days on which it may be used besides.
  std::optional<Period> transition;
  std::vector<std::string> equipment_classes;  // empty: not stated
  std::vector<ConditionLimitFacts> environment;
};

// What an instrument is used for; the numbers are those of the registry's wire.
enum class Purpose : uint8_t {
  kUnspecified,
  kTrade,
  kSafety,
  kMedical,
  kEnvironment,
  kOther,
};

struct InstrumentFacts {
  std::string name;
  std::string owner;     // institutions/*, or empty
  std::string division;  // GB/T 2260, or empty
  std::string fleet;     // as recorded, or empty
  Purpose purpose = Purpose::kUnspecified;
  ArtefactName artefact;  // record is the name itself
  std::string equipment_class;
  int32_t recalibration_months = 0;  // 0: not set
  Period period;
  std::vector<std::string> accuracy_classes;  // normalised
  std::string catalogue_item;                 // id, or empty
  std::vector<CapabilityFacts> capabilities;
};

// A row of the catalogue of instruments under mandatory verification (强制检定
// 目录) whose supervision includes verification.
struct CatalogueItemFacts {
  std::string id;
  std::vector<Purpose> purposes;  // empty: as the law says (计量法 9)
  std::vector<std::string> equipment_classes;
  Day from;  // absent: with the edition
};

struct CatalogueFacts {
  std::string name;
  Period period;
  std::vector<CatalogueItemFacts> items;
};

// A box of a verification scheme.
struct SchemeNodeFacts {
  std::string id;
  int32_t tier = 0;            // grows downwards
  std::string accuracy_class;  // normalised, or empty
  std::vector<std::string> equipment_classes;
};

struct SchemeEdgeFacts {
  std::string from;
  std::string to;
  std::optional<RatioFacts> ratio;
};

// 国家计量检定系统表, one edition.
struct VerificationSchemeFacts {
  std::string name;
  Kind kind;
  DimensionText dimension;  // of the kind
  Period period;
  std::vector<SchemeNodeFacts> nodes;
  std::vector<SchemeEdgeFacts> edges;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_FACTS_H_
