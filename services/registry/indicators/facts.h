#ifndef SERVICES_REGISTRY_INDICATORS_FACTS_H_
#define SERVICES_REGISTRY_INDICATORS_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/registry/indicators/definition.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"

// What the indicators are counted from: of each record only what a rule reads,
// as it was known at one instant.

namespace suyuan::registry::indicators {

// Where a fact comes from.
struct Source {
  std::string record;      // "standards/kashgar-mass"
  std::string division;    // GB/T 2260 of where it counts; "" where not known
  bool is_sample = false;  // a text of the record says 模拟数据

  friend bool operator==(const Source&, const Source&) = default;
};

// 层级 (专栏7).
enum class Tier {
  kUnspecified,
  kNational,
  kRegion,
  kPrefecture,
  kCounty,
  kIndustry,
};

struct DesignationFact {
  enum class Kind {
    kOther,
    kInnovationBase,
    kNationalIndustryCentre,
    kTechnicalCommittee,
  };
  Kind kind = Kind::kOther;
  std::string title;  // in the form by which names are compared
  Period period;
};

struct InstitutionFact {
  Source source;
  Period period;
  std::vector<Spell> spells;
  std::vector<DesignationFact> designations;
};

// A row of what a standard is used for.
struct ServiceFact {
  bool verifies = false;    // 检定
  bool calibrates = false;  // 校准
  std::string equipment_class;
  std::vector<std::string> items;  // ids of the mandatory catalogue
};

// A measurement standard; its source lies where its holder does.
struct StandardFact {
  Source source;
  std::string holder;
  Tier tier = Tier::kUnspecified;  // of the holder
  std::string site;                // site id of the holder; may be empty
  bool is_public = false;          // 社会公用计量标准
  bool developed_in_region = false;
  Period period;
  std::vector<Spell> spells;
  std::vector<Period> public_certificates;  // 社会公用计量标准证书
  std::vector<Period> assessments;          // 计量标准考核证书
  std::vector<ServiceFact> services;
  std::vector<std::string> sectors;
};

// A comparison; its source lies where its pilot does.
struct ComparisonFact {
  Source source;
  bool is_national = false;
  bool is_multi_region = false;
  // When its report was accepted, and when it was given up.
  std::optional<absl::CivilDay> final_day;
  std::optional<absl::CivilDay> cancelled_day;
};

// An edition of a technical specification.
struct SpecificationFact {
  Source source;
  std::string region;         // "新"
  std::string number;         // in the form by which identifiers are compared
  bool is_technical = false;  // JJG or JJF, and not a verification scheme
  std::optional<absl::CivilDay> issued;     // published
  std::optional<absl::CivilDay> effective;  // in force
};

// A count that somebody reported.
struct EntryFact {
  Source source;
  Indicator indicator = Indicator::kInnovationBases;
  // In each language, in the form by which names are compared.
  std::vector<std::string> titles;
  int64_t value = 1;
  Period period;
  bool baseline = false;
};

// Uses that make verification mandatory (计量法 9), and the rest.
enum class Purpose {
  kUnspecified,
  kTrade,
  kSafety,
  kMedical,
  kEnvironment,
  kOther,
};

struct CatalogueItem {
  std::string id;
  bool must_be_verified = false;  // V or P+V
  std::vector<std::string> equipment_classes;
  std::vector<Purpose> purposes;  // none: the four of the law
  std::vector<Tier> duties;
  std::optional<absl::CivilDay> from;
};

// An edition of the mandatory catalogue.
struct CatalogueFact {
  Source source;
  bool partial = false;
  std::vector<CatalogueItem> items;
};

struct Facts {
  std::vector<InstitutionFact> institutions;
  std::vector<StandardFact> standards;
  std::vector<ComparisonFact> comparisons;
  std::vector<SpecificationFact> specifications;
  std::vector<EntryFact> entries;
  std::optional<CatalogueFact> catalogue;
};

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_FACTS_H_
