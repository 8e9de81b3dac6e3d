#include <algorithm>

#include "tests/worlds/oracle/regime.h"
#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/smallest.h"
#include "tests/worlds/oracle/spells.h"

// V06, V07, V08 (scope), V09, V13, V21, V22, V23, V30 and V27 of a certificate.

namespace suyuan::oracle {
namespace {

using traceability::CertificateKind;
using traceability::CompetenceFacts;
using traceability::Conformity;
using traceability::ItemFacts;
using traceability::Level;
using traceability::ScopeRowFacts;
using traceability::ServiceKind;
using traceability::SignatureState;

Finding Of(int rule, Outcome outcome, Severity severity = Severity::kBlocker) {
  return {rule, outcome, severity, -1};
}

void Append(std::vector<Finding>& out, const std::vector<Finding>& more) {
  out.insert(out.end(), more.begin(), more.end());
}

// Competences of the issuer in force on every day of the work.
struct Standing {
  Outcome v06 = Outcome::kUnknown;
  std::vector<const CompetenceFacts*> accepted;
  std::vector<const CompetenceFacts*> terminal;
};

Standing StandingOf(const Regime& regime, const Certificate& c) {
  Standing out;
  const auto* issuer = Resolve(regime.view, c.issuer);
  if (issuer == nullptr || !WorkBegin(c)) return out;
  const absl::CivilDay b = *WorkBegin(c);
  const absl::CivilDay f = *WorkEnd(c);
  const bool there =
      Covers(issuer->period, b, f) && !AnyTouches(issuer->suspensions, b, f);
  bool any = false;
  for (const CompetenceFacts* competence : regime.view.competences) {
    if (competence->holder != issuer->name) continue;
    any = true;
    if (!there || !Covers(competence->period, b, f)) continue;
    if (AnyTouches(competence->suspensions, b, f)) continue;
    if (Accepts(regime.profile, competence->kind, c.kind)) {
      out.accepted.push_back(competence);
    }
    if (EndsChain(regime.profile, competence->kind, c.kind)) {
      out.terminal.push_back(competence);
    }
  }
  if (any) out.v06 = out.accepted.empty() ? Outcome::kBroken : Outcome::kHeld;
  return out;
}

ServiceKind ServiceOf(CertificateKind kind) {
  switch (kind) {
    case CertificateKind::kVerification:
    case CertificateKind::kVerificationFail:
      return ServiceKind::kVerification;
    case CertificateKind::kCrm:
      return ServiceKind::kCrm;
    default:
      return ServiceKind::kCalibration;
  }
}

bool NamesClass(const ItemFacts& item) { return !item.equipment_class.empty(); }

bool ClassFits(const ScopeRowFacts& row, const Certificate& c, int result) {
  if (row.equipment_class.empty()) return true;
  bool any = false;
  for (const ItemFacts* item : ItemsOf(c, result)) {
    if (item->equipment_class == row.equipment_class) return true;
    any = any || NamesClass(*item);
  }
  return !any;
}

bool Fits(const ScopeRowFacts& row, const Certificate& c, int result) {
  const auto& services = row.services;
  if (!services.empty() && std::find(services.begin(), services.end(),
                                     ServiceOf(c.kind)) == services.end()) {
    return false;
  }
  const Result& r = ResultAt(c, result);
  if (!row.kind.code.empty() &&
      Relate(r.kind, r.dimension, row.kind, row.dimension) != Relation::kSame) {
    return false;
  }
  return ClassFits(row, c, result);
}

// Whether a row contains a known value. A range in another dimension says
// nothing about it.
bool ContainsValue(const ScopeRowFacts& row, const Result& r) {
  if (!row.range) return true;
  return r.dimension && r.dimension == row.dimension &&
         Contains(*row.range, *r.value);
}

// Whether a row that fits contains the value.
Outcome Contained(const std::vector<const ScopeRowFacts*>& rows,
                  const Result& r) {
  if (!r.value) return Outcome::kUnknown;
  for (const ScopeRowFacts* row : rows) {
    if (ContainsValue(*row, r)) return Outcome::kHeld;
  }
  return Outcome::kBroken;
}

// V09 over rows that contain the value.
void JudgeSmallest(const Regime& regime,
                   const std::vector<const ScopeRowFacts*>& rows,
                   const Result& r, std::vector<Finding>& out) {
  const Number own = UncertaintyOf(r, regime.profile);
  if (!own) return;
  int stated = 0;
  int readable = 0;
  bool above_one = false;
  for (const ScopeRowFacts* row : rows) {
    if (!row->smallest_uncertainty) continue;
    ++stated;
    const Number smallest = SmallestFor(*row, r);
    if (!smallest) continue;
    ++readable;
    above_one = above_one || *own >= *smallest * (1 - 1e-9);
  }
  if (stated == 0) return;
  out.push_back(Of(9,
                   above_one           ? Outcome::kHeld
                   : readable < stated ? Outcome::kUnknown
                                       : Outcome::kBroken,
                   Severity::kMajor));
}

std::vector<const ScopeRowFacts*> FittingRows(
    const std::vector<const CompetenceFacts*>& competences,
    const Certificate& c, int result) {
  std::vector<const ScopeRowFacts*> out;
  for (const CompetenceFacts* competence : competences) {
    for (const ScopeRowFacts& row : competence->scope) {
      if (Fits(row, c, result)) out.push_back(&row);
    }
  }
  return out;
}

// The certificate names another class than the registered instrument has.
bool OtherClass(const View& view, const Certificate& c, int result) {
  for (const ItemFacts* item : ItemsOf(c, result)) {
    if (!NamesClass(*item)) continue;
    const Keys keys = KeysOf(item->artefact);
    for (const auto* instrument : view.instruments) {
      if (instrument->equipment_class.empty() ||
          instrument->equipment_class == item->equipment_class) {
        continue;
      }
      if (Share(keys, KeysOf(instrument->artefact))) return true;
    }
  }
  return false;
}

void JudgeScope(const Regime& regime, const Certificate& c, int result,
                std::vector<Finding>& out) {
  const Standing standing = StandingOf(regime, c);
  if (OtherClass(regime.view, c, result)) {
    out.push_back(Of(7, Outcome::kBroken));
    return;
  }
  if (standing.v06 == Outcome::kBroken) return;
  const Result& r = ResultAt(c, result);
  bool any_rows = false;
  for (const auto* competence : standing.accepted) {
    any_rows = any_rows || !competence->scope.empty();
  }
  if (standing.v06 == Outcome::kUnknown || !any_rows ||
      KindUnknown(r.kind, r.dimension)) {
    out.push_back(Of(7, Outcome::kUnknown));
    out.push_back(Of(8, Outcome::kUnknown));
    return;
  }
  const auto rows = FittingRows(standing.accepted, c, result);
  if (rows.empty()) {
    out.push_back(Of(7, Outcome::kBroken));
    return;
  }
  out.push_back(Of(7, Outcome::kHeld));
  out.push_back(Of(8, Contained(rows, r)));
  if (out.back().outcome != Outcome::kHeld) return;
  std::vector<const ScopeRowFacts*> containing;
  for (const ScopeRowFacts* row : rows) {
    if (ContainsValue(*row, r)) containing.push_back(row);
  }
  JudgeSmallest(regime, containing, r, out);
  Append(out, JudgeSite(regime, c, containing));
}

Finding JudgeDates(const Certificate& c) {
  std::vector<Day> order;
  for (const Day& day : {c.begin, c.end, c.issued}) {
    if (day) order.push_back(day);
  }
  const absl::CivilDay recorded =
      absl::ToCivilDay(c.recorded_at, absl::FixedTimeZone(8 * 60 * 60));
  bool broken = !std::is_sorted(order.begin(), order.end());
  for (const Day& day : {c.received, c.begin, c.end, c.issued}) {
    broken = broken || (day && *day > recorded);
  }
  if (broken) return Of(21, Outcome::kBroken);
  if (c.received && !order.empty() && *c.received > *order.front()) {
    return Of(21, Outcome::kBroken, Severity::kMajor);
  }
  return Of(21, Outcome::kHeld);
}

Finding JudgeUnique(const View& view, const Certificate& c) {
  for (const Certificate* other : view.certificates) {
    if (other == &c || c.number.empty()) continue;
    if (!SameKey(view, *other, c) || other->digest == c.digest) continue;
    if (!Linked(view, *other, c)) return Of(22, Outcome::kBroken);
  }
  return Of(22, Outcome::kHeld);
}

Finding JudgeSignature(const View& view, const Certificate& c) {
  switch (SignatureOf(view, c)) {
    case SignatureState::kInvalid:
      return Of(23, Outcome::kBroken);
    case SignatureState::kNotChecked:
      return Of(23, Outcome::kUnknown, Severity::kMajor);
    default:
      return Of(23, Outcome::kHeld);
  }
}

// The level of an artefact; absent where nobody registered it.
std::optional<Level> LevelOf(const View& view, const ItemFacts& item) {
  if (const auto* material = FindMaterial(view, item.artefact.record)) {
    return material->level;
  }
  const Keys keys = KeysOf(item.artefact);
  for (const std::string& key : keys) {
    for (const auto* standard : view.standards) {
      if (Share({key}, KeysOfRecord(view, standard->name))) {
        return standard->level;
      }
    }
  }
  for (const auto* instrument : view.instruments) {
    if (Share(keys, KeysOf(instrument->artefact))) {
      return Level::kWorkingInstrument;
    }
  }
  return std::nullopt;
}

Outcome JudgeTop(const Regime& regime, const Certificate& c, int result) {
  for (const ItemFacts* item : ItemsOf(c, result)) {
    const auto level = LevelOf(regime.view, *item);
    if (!level) continue;
    return AcceptsLevel(regime.profile, *level) ? Outcome::kHeld
                                                : Outcome::kBroken;
  }
  return Outcome::kUnknown;
}

}  // namespace

bool Allows(const ScopeRowFacts& row, const Certificate& c, int result) {
  const Result& r = ResultAt(c, result);
  return Fits(row, c, result) && (!r.value || ContainsValue(row, r));
}

std::vector<Finding> JudgeCertificate(const Regime& regime,
                                      const Certificate& c) {
  std::vector<Finding> out = {Of(6, StandingOf(regime, c).v06), JudgeDates(c),
                              JudgeUnique(regime.view, c),
                              JudgeSignature(regime.view, c)};
  Append(out, JudgeEditions(regime, c));
  Append(out, JudgeEnvironment(regime, c));
  return out;
}

std::vector<Finding> JudgeResult(const Regime& regime, const Certificate& c,
                                 int result) {
  std::vector<Finding> out;
  JudgeScope(regime, c, result, out);
  const Result& r = ResultAt(c, result);
  out.push_back(Of(13, UncertaintyOf(r, regime.profile) ? Outcome::kHeld
                                                        : Outcome::kUnknown));
  out.push_back(Of(30, c.kind == CertificateKind::kVerificationFail ||
                               r.conformity == Conformity::kFail
                           ? Outcome::kBroken
                           : Outcome::kHeld));
  Append(out, JudgeBudget(c, result));
  Append(out, JudgeSpecification(regime, c, result));
  Append(out, JudgeMandatoryUse(regime, c, result));
  Append(out, JudgePersons(regime, c, result, StandingOf(regime, c).accepted));
  return out;
}

bool JudgeEnd(const Regime& regime, const Certificate& c, int result,
              std::vector<Finding>& out) {
  const auto rows = FittingRows(StandingOf(regime, c).terminal, c, result);
  if (Contained(rows, ResultAt(c, result)) == Outcome::kHeld) {
    out.push_back(Of(27, Outcome::kHeld));
    return true;
  }
  if (!c.references.empty()) return false;
  const Outcome top = JudgeTop(regime, c, result);
  out.push_back(Of(27, top));
  return top == Outcome::kHeld;
}

}  // namespace suyuan::oracle
