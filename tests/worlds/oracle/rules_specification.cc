#include <algorithm>

#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/spells.h"

// V17, V18 and V29.

namespace suyuan::oracle {
namespace {

using traceability::CertificateKind;
using traceability::ItemFacts;
using traceability::Purpose;
using traceability::SpecificationFacts;
using traceability::SpecificationKind;

bool Verification(const Certificate& c) {
  return c.kind == CertificateKind::kVerification ||
         c.kind == CertificateKind::kVerificationFail;
}

std::vector<const SpecificationFacts*> EditionsOf(const View& view,
                                                  const std::string& number) {
  std::vector<const SpecificationFacts*> out;
  for (const auto* specification : view.specifications) {
    if (specification->number == number) out.push_back(specification);
  }
  return out;
}

bool UsableOn(const SpecificationFacts& edition, absl::CivilDay day) {
  if (Covers(edition.period, day, day)) return true;
  return edition.transition && Covers(*edition.transition, day, day);
}

bool Suits(const SpecificationFacts& edition, const Certificate& c,
           int result) {
  switch (edition.kind) {
    case SpecificationKind::kVerificationRegulation:
      break;
    case SpecificationKind::kCalibrationSpecification:
    case SpecificationKind::kMethodStandard:
      if (Verification(c)) return false;
      break;
    case SpecificationKind::kVerificationScheme:
    case SpecificationKind::kUnspecified:
      return false;
  }
  const auto& about = edition.equipment_classes;
  if (about.empty()) return true;
  bool any_class = false;
  for (const ItemFacts* item : ItemsOf(c, result)) {
    if (item->equipment_class.empty()) continue;
    any_class = true;
    if (std::find(about.begin(), about.end(), item->equipment_class) !=
        about.end()) {
      return true;
    }
  }
  return !any_class;
}

}  // namespace

std::vector<Finding> JudgeEditions(const Regime& regime, const Certificate& c) {
  const Day b = WorkBegin(c);
  int broken = 0;
  int unknown = 0;
  for (const std::string& number : c.specifications) {
    const auto editions = EditionsOf(regime.view, number);
    if (editions.empty() || !b) {
      ++unknown;
      continue;
    }
    bool usable = false;
    for (const auto* edition : editions) {
      usable = usable || UsableOn(*edition, *b);
    }
    if (!usable) ++broken;
  }
  if (c.specifications.empty()) return {};
  return {{17,
           broken > 0    ? Outcome::kBroken
           : unknown > 0 ? Outcome::kUnknown
                         : Outcome::kHeld,
           Severity::kMajor}};
}

std::vector<Finding> JudgeSpecification(const Regime& regime,
                                        const Certificate& c, int result) {
  if (!Verification(c) && c.kind != CertificateKind::kCalibration) return {};
  bool suits = false;
  bool missing = c.specifications.empty();
  for (const std::string& number : c.specifications) {
    const auto editions = EditionsOf(regime.view, number);
    missing = missing || editions.empty();
    for (const auto* edition : editions) {
      suits = suits || Suits(*edition, c, result);
    }
  }
  return {{18,
           suits     ? Outcome::kHeld
           : missing ? Outcome::kUnknown
                     : Outcome::kBroken,
           Severity::kMajor}};
}

std::vector<Finding> JudgeMandatoryUse(const Regime& regime,
                                       const Certificate& c, int result) {
  for (const ItemFacts* item : ItemsOf(c, result)) {
    for (const auto* instrument : regime.view.instruments) {
      if (instrument->purpose == Purpose::kUnspecified ||
          instrument->purpose == Purpose::kOther) {
        continue;
      }
      if (!Share(KeysOf(item->artefact), KeysOf(instrument->artefact))) {
        continue;
      }
      return {{29, Verification(c) ? Outcome::kHeld : Outcome::kBroken,
               regime.profile == ProfileId::kCnLegal ? Severity::kBlocker
                                                     : Severity::kMajor}};
    }
  }
  return {};
}

}  // namespace suyuan::oracle
