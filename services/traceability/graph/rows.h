#ifndef SERVICES_TRACEABILITY_GRAPH_ROWS_H_
#define SERVICES_TRACEABILITY_GRAPH_ROWS_H_

#include <array>
#include <cstdint>
#include <limits>

#include "services/traceability/graph/facts.h"
#include "services/traceability/graph/kinds.h"
#include "services/traceability/graph/string_pool.h"

// How the graph keeps certificates: fixed-size rows that point at one another
// by 32-bit numbers. Texts live in pools; lists in one array.

namespace suyuan::traceability {

using CertificateIndex = uint32_t;
using ItemIndex = uint32_t;
using ReferenceIndex = uint32_t;
using ResultIndex = uint32_t;
inline constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

// Days since 1970-01-01; kNoDay is unknown.
using DayNumber = int32_t;
inline constexpr DayNumber kNoDay = std::numeric_limits<DayNumber>::min();
inline constexpr DayNumber kNever = std::numeric_limits<DayNumber>::max();
// Before every day.
inline constexpr DayNumber kAlways = kNoDay + 1;

// A certificate's name, in a pool of its own.
struct NameId {
  uint32_t id = 0;

  friend bool operator==(NameId, NameId) = default;
};

// A run of ids in the graph's list array.
struct IdList {
  uint32_t at = 0;
  uint32_t size = 0;
};

struct PartyRow {
  TextId institution = kNoText;
  TextId title = kNoText;
  TextId code = kNoText;
};

struct ItemRow {
  TextId id = kNoText;
  TextId record = kNoText;
  TextId equipment_class = kNoText;
  TextId accuracy_class = kNoText;
  TextId state = kNoText;
  TextId title_zh = kNoText;
  TextId title_en = kNoText;
  CertificateIndex certificate = kNone;
  IdList keys;                     // key ids
  IdList identifications;          // text ids, normalised
  IdList printed_identifications;  // text ids
};

struct SignerRow {
  SignerRole role = SignerRole::kUnspecified;
  TextId registration = kNoText;
};

struct ConditionRow {
  KindId kind = 0;
  double lo = 0;
  double hi = 0;
};

using Digest = std::array<uint8_t, 32>;

struct ReferenceRow {
  TextId id = kNoText;
  TextId record = kNoText;
  TextId standard = kNoText;
  TextId assessment_number = kNoText;
  TextId text = kNoText;
  PartyRow issuer;
  CertificateIndex certificate = kNone;
  uint32_t digest = kNone;  // of the graph's claimed digests
  int32_t uses = 1;
  IdList numbers;          // number ids
  IdList keys;             // key ids of the identifications
  IdList identifications;  // text ids, normalised
  IdList result_ids;       // text ids
};

struct ResultRow {
  TextId id = kNoText;
  CertificateIndex certificate = kNone;
  ItemIndex item = kNone;  // kNone: of every item
  KindId kind = 0;
  // Coherent SI; NaN is unknown. An interval is NaN on both sides when there
  // is none, infinite on an open side.
  double value = std::numeric_limits<double>::quiet_NaN();
  double standard_uncertainty = std::numeric_limits<double>::quiet_NaN();
  double maximum_permissible_error = std::numeric_limits<double>::quiet_NaN();
  double lo = std::numeric_limits<double>::quiet_NaN();
  double hi = std::numeric_limits<double>::quiet_NaN();
  IdList reference_ids;    // text ids
  uint32_t printed = 0;    // first of five text ids in the list array
  uint32_t sensitivities;  // first of the graph's, kNone where there are none
  Stage stage = Stage::kUnspecified;
  Conformity conformity = Conformity::kNone;
  bool multi_reference_average = false;
  bool may_support = true;
};

// How a result depends on a reference, as it is stated.
struct SensitivityRow {
  TextId reference_id = kNoText;
  double coefficient = 1;
};

struct CertificateRow {
  NameId name;
  uint32_t number = 0;  // number id
  TextId printed_number = kNoText;
  TextId printed_issuer = kNoText;
  PartyRow issuer;
  DayNumber received = kNoDay;
  DayNumber begin = kNoDay;
  DayNumber end = kNoDay;
  DayNumber issued = kNoDay;
  DayNumber valid_to = kNoDay;
  int64_t recorded_micros = 0;
  int64_t log_index = -1;
  ItemIndex first_item = 0;
  ReferenceIndex first_reference = 0;
  ResultIndex first_result = 0;
  uint32_t items = 0;
  uint32_t references = 0;
  uint32_t results = 0;
  IdList specifications;  // text ids, normalised
  IdList signers;         // of the graph's signers
  IdList conditions;      // of the graph's conditions
  TextId place_text = kNoText;
  TextId material_number = kNoText;
  uint32_t replaces_number = 0;  // number id
  Digest digest{};
  CertificateKind kind = CertificateKind::kUnspecified;
  SignatureState signature = SignatureState::kAbsent;
  Place place = Place::kUnspecified;
  bool has_after = false;  // a result was taken after an adjustment

  // The first and last day of the work (docs/rules.md 1).
  DayNumber work_begin() const { return begin != kNoDay ? begin : end; }
  DayNumber work_end() const { return end != kNoDay ? end : begin; }
};

struct StatusRow {
  StatusKind kind = StatusKind::kVoided;
  SignatureState signature = SignatureState::kValid;
  DayNumber void_from = kNever;
  NameId replaced_by;  // of none: the empty name
  int64_t recorded_micros = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_GRAPH_ROWS_H_
