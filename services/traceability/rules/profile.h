#ifndef SERVICES_TRACEABILITY_RULES_PROFILE_H_
#define SERVICES_TRACEABILITY_RULES_PROFILE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/traceability/graph/facts.h"
#include "services/traceability/rules/rule.h"

namespace suyuan::traceability {

// A set of values of an enum of at most 64.
template <typename E>
class EnumSet {
 public:
  constexpr EnumSet() = default;
  constexpr EnumSet(std::initializer_list<E> values) {
    for (const E v : values) bits_ |= Bit(v);
  }
  constexpr bool has(E v) const { return (bits_ & Bit(v)) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr void Add(E v) { bits_ |= Bit(v); }

 private:
  static constexpr uint64_t Bit(E v) {
    return uint64_t{1} << static_cast<int>(v);
  }
  uint64_t bits_ = 0;
};

// Where a ratio (量传比) may be stated.
enum class RatioSource : uint8_t { kSpecification, kScheme };

// A legal regime: what it accepts as evidence, where a chain may end, and what
// a broken rule costs. Data, so that a profile of one's own is only more data.
struct Profile {
  std::string id;
  // Of one that is not built in; else empty.
  std::string version;
  std::string digest;  // hex SHA-256 of its definition
  std::string base;    // the built-in one that it was made from
  std::string title_zh;
  std::string title_en;
  std::array<Severity, kRules> severity;
  // Rules that the regime does not know: not applicable wherever they stand.
  EnumSet<Rule> off;
  // Competences that make an issuer competent (V06), by what it issued.
  EnumSet<CompetenceKind> accepted;
  EnumSet<CompetenceKind> accepted_for_verification;  // besides
  EnumSet<CompetenceKind> accepted_for_crm;           // besides
  // Competences whose certificates may end a chain (V27).
  EnumSet<CompetenceKind> terminal;
  EnumSet<CompetenceKind> terminal_for_crm;  // besides
  EnumSet<Level> terminal_levels;
  // A class or MPE stands in for a missing uncertainty: u = MPE / sqrt 3.
  bool mpe_as_uncertainty = false;
  // Work must name the measurement standard it was done with (V24).
  bool standard_required = false;
  // V16 is a blocker for verifications.
  bool ratio_blocks_verification = false;
  // Which ratio holds where both are stated (RULE_CONFLICT): the first.
  std::array<RatioSource, 2> ratio_precedence = {RatioSource::kSpecification,
                                                 RatioSource::kScheme};

  bool Accepts(CompetenceKind competence, CertificateKind issued) const;
  bool EndsChain(CompetenceKind competence, CertificateKind issued) const;
  Severity SeverityOf(Rule rule) const {
    return severity[static_cast<int>(rule)];
  }
};

// Makes the findings of rules that are off not applicable.
void LeaveOut(const Profile& profile, std::vector<Finding>& findings);

// CN_LEGAL and CNAS_ILAC.
absl::Span<const Profile> BuiltInProfiles();

// What a service judges by: the built-in profiles and those that it was given.
// Made whole before it serves; questions point into it.
class Profiles {
 public:
  static constexpr size_t kMost = 32;

  static const Profiles& BuiltIn();

  Profiles() = default;
  // INVALID_FIELD on "id" where one of that id is there, or kMost are.
  absl::Status Add(Profile profile);

  // By id; empty is CN_LEGAL. INVALID_FIELD on "profile" names those there are.
  absl::StatusOr<const Profile*> Find(absl::string_view id) const;
  // The built-in ones, then the others as they were added.
  std::vector<const Profile*> All() const;

 private:
  std::deque<Profile> own_;
};

// Of the built-in ones.
absl::StatusOr<const Profile*> FindProfile(absl::string_view id);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RULES_PROFILE_H_
