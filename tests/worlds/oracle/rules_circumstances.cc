#include <algorithm>
#include <cmath>

#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/spells.h"

// V10, V19 and V20: where, by whom and under which conditions.

namespace suyuan::oracle {
namespace {

using traceability::CertificateKind;
using traceability::ConditionFacts;
using traceability::ConditionLimitFacts;
using traceability::InstitutionFacts;
using traceability::PersonFacts;
using traceability::Place;
using traceability::ScopeRowFacts;
using traceability::SignerFacts;
using traceability::SignerRole;
using traceability::SiteFacts;

bool Has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

const SiteFacts* SitePrinted(const InstitutionFacts& issuer,
                             const Certificate& c) {
  for (const SiteFacts& site : issuer.sites) {
    if (!c.place_text.empty() && Has(site.names, c.place_text)) return &site;
  }
  if (c.place == Place::kLaboratory && issuer.sites.size() == 1) {
    return &issuer.sites[0];
  }
  return nullptr;
}

const PersonFacts* Registered(const View& view,
                              const std::string& registration) {
  for (const PersonFacts* person : view.persons) {
    if (person->registration == registration) return person;
  }
  return nullptr;
}

struct Signed {
  const Regime& regime;
  const Certificate& c;
  int result;
  const InstitutionFacts& issuer;
  const std::vector<const traceability::CompetenceFacts*>& accepted;
  absl::CivilDay b;
  absl::CivilDay f;
};

bool Assessed(const Signed& by, const PersonFacts& person) {
  for (const auto& project : person.projects) {
    if (!Covers(project.period, by.b, by.f)) continue;
    if (project.scope.empty()) return true;
    for (const ScopeRowFacts& row : project.scope) {
      if (Allows(row, by.c, by.result)) return true;
    }
  }
  return person.projects.empty();
}

bool Signatory(const Signed& by, const PersonFacts& person) {
  bool somebody = false;
  for (const auto* competence : by.accepted) {
    for (const auto& signatory : competence->signatories) {
      somebody = true;
      if (signatory.person != person.name) continue;
      if (Covers(signatory.period, by.b, by.f)) return true;
    }
  }
  return !somebody;
}

bool InOrder(const Signed& by, SignerRole role, const PersonFacts& person) {
  if (person.employer != by.issuer.name) return false;
  if (!Covers(person.period, by.b, by.f)) return false;
  if (AnyTouches(person.suspensions, by.b, by.f)) return false;
  return role == SignerRole::kApprover ? Signatory(by, person)
                                       : Assessed(by, person);
}

bool OneDidBoth(const Certificate& c) {
  for (const SignerFacts& did : c.signers) {
    for (const SignerFacts& checked : c.signers) {
      if (did.role == SignerRole::kPerformer &&
          checked.role == SignerRole::kChecker && !did.registration.empty() &&
          did.registration == checked.registration) {
        return true;
      }
    }
  }
  return false;
}

bool Printed(const Certificate& c, SignerRole role) {
  for (const SignerFacts& signer : c.signers) {
    if (signer.role == role && !signer.registration.empty()) return true;
  }
  return false;
}

struct Conditions {
  int held = 0;
  int broken = 0;
  int missing = 0;
};

void HoldAgainst(const Certificate& c,
                 const std::vector<ConditionLimitFacts>& limits,
                 Conditions& out) {
  for (const ConditionLimitFacts& limit : limits) {
    int recorded = 0;
    int outside = 0;
    for (const ConditionFacts& condition : c.conditions) {
      if (condition.kind.code != limit.kind.code) continue;
      if (condition.dimension != limit.dimension) continue;
      ++recorded;
      const auto below = [](double a, double bound) {
        return a < bound - 1e-9 * std::abs(bound);
      };
      const auto above = [](double a, double bound) {
        return a > bound + 1e-9 * std::abs(bound);
      };
      if ((limit.range.lo && below(condition.lo, *limit.range.lo)) ||
          (limit.range.hi && above(condition.hi, *limit.range.hi))) {
        ++outside;
      }
    }
    ++(outside > 0 ? out.broken : recorded > 0 ? out.held : out.missing);
  }
}

}  // namespace

std::vector<Finding> JudgeSite(const Regime& regime, const Certificate& c,
                               const std::vector<const ScopeRowFacts*>& rows) {
  const auto* issuer = Resolve(regime.view, c.issuer);
  if (issuer == nullptr || rows.empty()) return {};
  std::vector<std::string> named;
  for (const ScopeRowFacts* row : rows) {
    if (row->sites.empty()) return {};
    named.insert(named.end(), row->sites.begin(), row->sites.end());
  }
  Outcome outcome = Outcome::kUnknown;
  if (const SiteFacts* site = SitePrinted(*issuer, c)) {
    outcome = Has(named, site->id) ? Outcome::kHeld : Outcome::kBroken;
  } else if (c.place == Place::kCustomer || c.place == Place::kOther ||
             c.place == Place::kCustomerBranch) {
    outcome = Outcome::kBroken;
  }
  return {{10, outcome, Severity::kMajor}};
}

std::vector<Finding> JudgePersons(
    const Regime& regime, const Certificate& c, int result,
    const std::vector<const traceability::CompetenceFacts*>& accepted) {
  switch (c.kind) {
    case CertificateKind::kVerification:
    case CertificateKind::kVerificationFail:
    case CertificateKind::kCalibration:
      break;
    default:
      return {};
  }
  const auto* issuer = Resolve(regime.view, c.issuer);
  bool open = false;
  bool wrong = OneDidBoth(c);
  for (const SignerFacts& signer : c.signers) {
    if (signer.registration.empty()) continue;
    const PersonFacts* person = Registered(regime.view, signer.registration);
    if (person == nullptr || issuer == nullptr || !WorkBegin(c)) {
      open = true;
      continue;
    }
    const Signed by{regime,        c,          result, *issuer, accepted,
                    *WorkBegin(c), *WorkEnd(c)};
    wrong = wrong || !InOrder(by, signer.role, *person);
  }
  if (wrong) return {{19, Outcome::kBroken, Severity::kMajor}};
  if (open) return {{19, Outcome::kUnknown, Severity::kMajor}};
  const bool all = Printed(c, SignerRole::kPerformer) &&
                   Printed(c, SignerRole::kChecker) &&
                   Printed(c, SignerRole::kApprover);
  if (!all) return {{19, Outcome::kUnknown, Severity::kMinor}};
  return {{19, Outcome::kHeld, Severity::kMajor}};
}

std::vector<Finding> JudgeEnvironment(const Regime& regime,
                                      const Certificate& c) {
  Conditions conditions;
  for (const std::string& number : c.specifications) {
    for (const auto* edition : regime.view.specifications) {
      if (edition->number == number) {
        HoldAgainst(c, edition->environment, conditions);
      }
    }
  }
  for (const auto& reference : c.references) {
    if (const auto* standard = StandardNamedBy(regime.view, reference)) {
      HoldAgainst(c, standard->environment, conditions);
    }
  }
  if (conditions.broken > 0) return {{20, Outcome::kBroken, Severity::kMajor}};
  if (conditions.missing > 0) {
    return {{20, Outcome::kUnknown, Severity::kMinor}};
  }
  if (conditions.held > 0) return {{20, Outcome::kHeld, Severity::kMajor}};
  return {};
}

}  // namespace suyuan::oracle
