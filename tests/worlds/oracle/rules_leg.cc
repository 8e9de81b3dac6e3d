#include <algorithm>

#include "libs/metrology/calendar.h"
#include "tests/worlds/oracle/regime.h"
#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/spells.h"

// V03, V04, V11, V12, V14, V16, V23 (claimed digest), V24, V27,
// STALE_REF_CERT, REF_CERT_LATE and COMPARISON_FAILED of a leg, and the
// findings that change no verdict.

namespace suyuan::oracle {
namespace {

using traceability::CertificateKind;
using traceability::ReferenceFacts;
using traceability::StandardFacts;

// One leg as it carries one result.
struct Use {
  const Regime& regime;
  const Certificate& c;
  const Result& r;
  const ReferenceFacts& reference;
  const Support& support;

  const View& view() const { return regime.view; }
  const Leg& leg() const { return *support.leg; }
  const Certificate& d() const { return *leg().certificate; }
  bool same() const { return support.relation == Relation::kSame; }
};

class LegFindings {
 public:
  explicit LegFindings(int reference) : reference_(reference) {}

  void Add(int rule, Outcome outcome, Severity severity = Severity::kBlocker) {
    findings_.push_back({rule, outcome, severity, reference_});
  }
  void Add(const std::vector<Finding>& more) {
    findings_.insert(findings_.end(), more.begin(), more.end());
  }
  std::vector<Finding> Take() { return std::move(findings_); }

 private:
  int reference_;
  std::vector<Finding> findings_;
};

Outcome HeldIf(bool held) { return held ? Outcome::kHeld : Outcome::kBroken; }

void JudgeFinished(const Use& use, LegFindings& out) {
  if (use.leg().kind == LegKind::kTerminal) return;
  if (use.leg().kind != LegKind::kResolved || !WorkBegin(use.c) ||
      !WorkEnd(use.d())) {
    out.Add(3, Outcome::kUnknown);
    return;
  }
  out.Add(3, HeldIf(*WorkEnd(use.d()) <= *WorkBegin(use.c)));
}

Outcome Within(const Use& use, const Window& window) {
  const Day b = WorkBegin(use.c);
  const Day f = WorkEnd(use.c);
  if (window.from && window.to && *window.to < *window.from) {
    return Outcome::kBroken;
  }
  if (!b || !window.from) return Outcome::kUnknown;
  if (*b < *window.from) return Outcome::kBroken;
  // The windows of a remote link end it (LINK_GAP).
  if (!window.to && use.reference.remote_link) return Outcome::kHeld;
  if (!window.to) return Outcome::kUnknown;
  return HeldIf(*f <= *window.to);
}

Outcome WithinBatch(const Use& use,
                    const traceability::ReferenceMaterialFacts& material) {
  const Day b = WorkBegin(use.c);
  if (!b) return Outcome::kUnknown;
  const absl::CivilDay f = *WorkEnd(use.c);
  return HeldIf(Covers(material.period, *b, f) &&
                !AnyTouches(material.suspensions, *b, f));
}

void JudgeInDate(const Use& use, LegFindings& out) {
  if (use.leg().kind == LegKind::kResolved) {
    out.Add(4, Within(use, WindowOf(use.view(), use.d())));
  } else if (use.leg().kind == LegKind::kTerminal) {
    if (const auto* material = FindMaterial(use.view(), use.leg().record)) {
      out.Add(4, WithinBatch(use, *material));
    }
  }
}

void JudgeKind(const Use& use, LegFindings& out) {
  switch (use.support.relation) {
    case Relation::kSame:
    case Relation::kDerived:
      out.Add(11, Outcome::kHeld);
      return;
    case Relation::kUnknown:
      out.Add(11, Outcome::kUnknown);
      return;
    case Relation::kNone:
      out.Add(11, Outcome::kBroken);
  }
}

void JudgeDimension(const Use& use, LegFindings& out) {
  if (!use.same()) return;
  Outcome outcome = Outcome::kHeld;
  for (const int used : use.support.used) {
    const Result& other = ResultAt(use.d(), used);
    if (!use.r.dimension || !other.dimension) {
      if (outcome == Outcome::kHeld) outcome = Outcome::kUnknown;
    } else if (use.r.dimension != other.dimension) {
      outcome = Outcome::kBroken;
    }
  }
  out.Add(12, outcome);
}

void JudgeCovered(const Use& use, LegFindings& out) {
  if (!use.same()) return;
  switch (use.support.coverage) {
    case Coverage::kInside:
      out.Add(8, Outcome::kHeld);
      return;
    case Coverage::kOutside:
      out.Add(8, Outcome::kBroken);
      return;
    case Coverage::kUnknown:
      out.Add(8, Outcome::kUnknown);
  }
}

// The largest over the used results; absent where one is unknown.
template <typename Figure>
Number Largest(const Use& use, const Figure& figure) {
  Number largest;
  for (const int used : use.support.used) {
    const Number one = figure(ResultAt(use.d(), used));
    if (!one) return std::nullopt;
    largest = std::max(largest.value_or(*one), *one);
  }
  return largest;
}

Number ReferenceUncertainty(const Use& use) {
  return Largest(use, [&](const Result& r) {
    return UncertaintyOf(r, use.regime.profile);
  });
}

// Absent where none is declared.
Number Sensitivity(const Use& use) {
  for (const auto& declared : use.r.sensitivities) {
    if (declared.reference_id == use.reference.id) return declared.coefficient;
  }
  return std::nullopt;
}

bool AtMost(double a, double b) { return a <= b * (1 + 1e-9); }

void JudgeMonotonic(const Use& use, LegFindings& out) {
  const Number own = UncertaintyOf(use.r, use.regime.profile);
  const Number theirs = ReferenceUncertainty(use);
  const Number sensitivity = Sensitivity(use);
  if (!own || !theirs) return;
  if (!use.same() && !sensitivity) return;
  const double contribution = *theirs * std::abs(sensitivity.value_or(1));
  out.Add(14,
          HeldIf(use.r.multi_reference_average || AtMost(contribution, *own)),
          Severity::kMajor);
}

std::optional<traceability::RatioFacts> RatioOfSpecification(const Use& use) {
  for (const std::string& cited : use.c.specifications) {
    for (const auto* specification : use.view().specifications) {
      if (specification->number == cited && specification->ratio) {
        return specification->ratio;
      }
    }
  }
  return std::nullopt;
}

Outcome AllowedBy(const Use& use, const traceability::RatioFacts& ratio) {
  Number figure;
  if (ratio.basis_is_mpe) {
    figure = Largest(
        use, [](const Result& r) { return r.maximum_permissible_error; });
  } else if (const Number u = ReferenceUncertainty(use)) {
    figure = 2 * *u * std::abs(Sensitivity(use).value_or(1));
  }
  if (!figure) return Outcome::kUnknown;
  const double limit = *use.r.maximum_permissible_error;
  return HeldIf(AtMost(*figure, limit * ratio.numerator / ratio.denominator));
}

// The specification goes before the scheme in both profiles.
void JudgeRatio(const Use& use, const Step& step, LegFindings& out) {
  if (!use.same()) return;
  const bool verification = use.c.kind == CertificateKind::kVerification ||
                            use.c.kind == CertificateKind::kVerificationFail;
  const Severity severity =
      verification && use.regime.profile == ProfileId::kCnLegal
          ? Severity::kBlocker
          : Severity::kMajor;
  if (!use.r.maximum_permissible_error) {
    if (verification) out.Add(16, Outcome::kUnknown, severity);
    return;
  }
  const auto of_specification = RatioOfSpecification(use);
  const auto of_scheme = RatioOfStep(step);
  if (!of_specification || !of_scheme) {
    const auto ratio = of_specification ? of_specification : of_scheme;
    out.Add(16, AllowedBy(use, ratio.value_or(traceability::RatioFacts())),
            severity);
    return;
  }
  const Outcome holds = AllowedBy(use, *of_specification);
  const Outcome gives_way = AllowedBy(use, *of_scheme);
  out.Add(16, holds, severity);
  if (holds == Outcome::kUnknown || gives_way == Outcome::kUnknown) {
    out.Add(worlds::kRuleConflict, Outcome::kUnknown, Severity::kMinor);
    return;
  }
  out.Add(worlds::kRuleConflict, HeldIf(holds == gives_way), Severity::kMinor);
  if (holds != gives_way) out.Add(16, gives_way, Severity::kMinor);
}

void JudgeClaimedDigest(const Use& use, LegFindings& out) {
  if (use.reference.digest.empty()) return;
  out.Add(23, HeldIf(use.reference.digest == use.d().digest));
}

// Whether the standard was sealed or cancelled on any of the days. A standard
// is in use on the day it is restored; after cancelling nothing restores it.
bool OutOfUse(const StandardFacts& standard, absl::CivilDay first,
              absl::CivilDay last) {
  using traceability::StandardEventKind;
  auto events = standard.events;
  std::stable_sort(events.begin(), events.end(),
                   [](const auto& a, const auto& b) { return a.day < b.day; });
  Day since;
  for (const auto& event : events) {
    if (!event.day) continue;
    if (event.kind == StandardEventKind::kRestored) {
      const bool out = since && *since < *event.day;
      if (out && *since <= last && first < *event.day) return true;
      since.reset();
      continue;
    }
    if (!since) since = event.day;
    if (event.kind == StandardEventKind::kCancelled) break;
  }
  return since && *since <= last;
}

bool AssessedOn(const StandardFacts& standard, absl::CivilDay first,
                absl::CivilDay last) {
  for (const auto& assessment : standard.assessments) {
    if (Covers(assessment.period, first, last)) return true;
  }
  return false;
}

bool NamesStandard(const ReferenceFacts& reference) {
  return !reference.standard.empty() || !reference.assessment_number.empty() ||
         reference.artefact.record.rfind("standards/", 0) == 0;
}

void JudgeStandard(const Use& use, LegFindings& out) {
  const bool legal = use.regime.profile == ProfileId::kCnLegal;
  const Severity severity = legal ? Severity::kBlocker : Severity::kMajor;
  const auto add = [&](Outcome outcome) { out.Add(24, outcome, severity); };
  const StandardFacts* standard = StandardNamedBy(use.view(), use.reference);
  if (standard == nullptr) {
    if (use.leg().kind == LegKind::kTerminal) return;
    if (legal || NamesStandard(use.reference)) add(Outcome::kUnknown);
    return;
  }
  if (!WorkBegin(use.c)) return add(Outcome::kUnknown);
  const absl::CivilDay b = *WorkBegin(use.c);
  const absl::CivilDay f = *WorkEnd(use.c);
  if (OutOfUse(*standard, b, f) || !Covers(standard->period, b, f)) {
    return add(Outcome::kBroken);
  }
  if (MayEndAChain(standard->level)) return add(Outcome::kHeld);
  if (standard->assessments.empty()) return add(Outcome::kUnknown);
  add(HeldIf(AssessedOn(*standard, b, f)));
}

// Whether the standard was in doubt on any of the days after this failure.
bool InDoubt(const Use& use, const StandardFacts& standard,
             const traceability::ComparisonDecisionFacts& failed,
             absl::CivilDay first, absl::CivilDay last) {
  Day found_good;
  const auto evidence = [&](const Day& day) {
    if (!day || *day >= *failed.day) return;
    if (!found_good || *day > *found_good) found_good = day;
  };
  for (const auto& assessment : standard.assessments) {
    evidence(assessment.period.from);
  }
  for (const Day& day : standard.reviews) evidence(day);
  Day put_right;
  for (const auto& decision : standard.comparisons) {
    if (!decision.resolved || !decision.day) continue;
    evidence(decision.day);
    const bool ends = decision.comparison == failed.comparison &&
                      *decision.day >= *failed.day &&
                      *decision.day <= use.regime.as_of;
    if (ends && (!put_right || *decision.day < *put_right)) {
      put_right = decision.day;
    }
  }
  return (!found_good || last >= *found_good) &&
         (!put_right || first < *put_right);
}

void JudgeComparisons(const Use& use, LegFindings& out) {
  const StandardFacts* standard = StandardNamedBy(use.view(), use.reference);
  if (standard == nullptr) return;
  const Day b = WorkBegin(use.c);
  const Day f = WorkEnd(use.c);
  Outcome outcome = Outcome::kHeld;
  for (const auto& decision : standard->comparisons) {
    const bool counts = !decision.resolved && decision.day &&
                        *decision.day <= use.regime.as_of &&
                        Relate(use.r.kind, use.r.dimension, decision.kind,
                               decision.dimension) != Relation::kNone;
    if (!counts) continue;
    if (!b) {
      outcome = Outcome::kUnknown;
    } else if (InDoubt(use, *standard, decision, *b, *f)) {
      outcome = Outcome::kBroken;
    }
  }
  out.Add(worlds::kComparisonFailed, outcome, Severity::kMajor);
}

void JudgeTerminal(const Use& use, LegFindings& out) {
  const auto level = RegisteredLevel(use.view(), use.leg().record);
  out.Add(27, HeldIf(level && AcceptsLevel(use.regime.profile, *level)));
}

// A newer paper that says that the artefact was not good.
bool SaysBad(const Certificate& c) {
  if (c.kind == CertificateKind::kVerificationFail) return true;
  for (const Result& r : c.results) {
    if (r.stage == traceability::Stage::kBefore &&
        r.conformity == traceability::Conformity::kFail) {
      return true;
    }
  }
  return false;
}

bool After(const Certificate& a, const Certificate& b) {
  if (*WorkEnd(a) != *WorkEnd(b)) return *WorkEnd(a) > *WorkEnd(b);
  if (a.issued != b.issued) return a.issued > b.issued;
  if (a.recorded_at != b.recorded_at) return a.recorded_at > b.recorded_at;
  return a.name > b.name;
}

void JudgeStale(const Use& use, LegFindings& out) {
  const Certificate& cited = use.d();
  if (!Share({cited.number}, use.reference.numbers)) return;
  const Keys keys = KeysMeant(use.reference, use.leg());
  const Day b = WorkBegin(use.c);
  if (!b || !WorkEnd(cited) || keys.empty()) {
    out.Add(worlds::kStaleReference, Outcome::kUnknown, Severity::kMajor);
    return;
  }
  const Certificate* newest = NewestFor(use.view(), keys, b);
  const bool stale = newest != nullptr && newest != &cited &&
                     After(*newest, cited) &&
                     !SameKey(use.view(), *newest, cited) &&
                     !Linked(use.view(), *newest, cited);
  out.Add(worlds::kStaleReference, HeldIf(!stale),
          stale && SaysBad(*newest) ? Severity::kBlocker : Severity::kMajor);
}

void JudgeLate(const Use& use, LegFindings& out) {
  const Day b = WorkBegin(use.c);
  const Day done = WorkEnd(use.d());
  if (!b || !done || *b < *done) return;
  const Day issued = use.d().issued;
  out.Add(worlds::kLateReference,
          issued ? HeldIf(*issued <= *b) : Outcome::kUnknown, Severity::kMajor);
}

void JudgeIdentity(const Use& use, LegFindings& out) {
  Keys printed;
  for (const auto& item : use.d().items) {
    const Keys& ids = item.artefact.identifications;
    printed.insert(printed.end(), ids.begin(), ids.end());
  }
  const Keys& named = use.reference.artefact.identifications;
  if (printed.empty() || named.empty()) return;
  bool all = true;
  for (const std::string& one : named) all = all && Share({one}, printed);
  out.Add(worlds::kIdentityMismatch, HeldIf(all), Severity::kMinor);
}

}  // namespace

const StandardFacts* StandardNamedBy(const View& view,
                                     const ReferenceFacts& reference) {
  if (!reference.standard.empty()) {
    return FindStandard(view, reference.standard);
  }
  if (reference.assessment_number.empty()) {
    return FindStandard(view, reference.artefact.record);
  }
  for (const auto* standard : view.standards) {
    for (const auto& assessment : standard->assessments) {
      if (assessment.number == reference.assessment_number) return standard;
    }
  }
  return nullptr;
}

Window WindowOf(const View& view, const Certificate& c) {
  Window window{WorkEnd(c), c.valid_to};
  if (!window.from) return {};
  const auto add_interval = [&](int months) {
    if (!window.to && months > 0 && window.from) {
      window.to = metrology::MonthsLater(*window.from, months) - 1;
    }
  };
  for (const auto& item : c.items) {
    for (const std::string& key : KeysOf(item.artefact)) {
      for (const auto* instrument : view.instruments) {
        if (Share({key}, KeysOf(instrument->artefact))) {
          add_interval(instrument->recalibration_months);
        }
      }
      for (const auto* standard : view.standards) {
        for (const auto& component : standard->components) {
          if (component.main &&
              Share({key}, KeysOfComponent(*standard, component))) {
            add_interval(component.recalibration_months);
          }
        }
      }
    }
  }
  for (const auto& item : c.items) {
    const auto* material = FindMaterial(view, item.artefact.record);
    if (material != nullptr && !window.to) window.to = material->period.to;
  }
  const Day void_from = VoidFrom(view, c);
  if (!void_from) return window;
  if (*void_from == absl::CivilDay::min()) {
    return {window.from, *window.from - 1};
  }
  if (!window.to || *void_from - 1 < *window.to) window.to = *void_from - 1;
  return window;
}

std::vector<Finding> JudgeLeg(const Regime& regime, const Certificate& c,
                              int result, const Support& support) {
  const Leg& leg = *support.leg;
  const Use use{regime, c, ResultAt(c, result), c.references[leg.reference],
                support};
  LegFindings out(leg.reference);
  JudgeFinished(use, out);
  JudgeInDate(use, out);
  JudgeStandard(use, out);
  JudgeComparisons(use, out);
  out.Add(JudgeMaterial(regime, c, result, leg));
  out.Add(JudgeLink(c, leg));
  out.Add(JudgeCapabilityTests(regime, c, leg));
  const Step step = StepOf(regime, c, result, support);
  out.Add(JudgeHierarchy(regime, c, leg, step));
  if (leg.kind == LegKind::kTerminal) JudgeTerminal(use, out);
  if (leg.kind == LegKind::kResolved) {
    JudgeKind(use, out);
    JudgeDimension(use, out);
    JudgeCovered(use, out);
    JudgeMonotonic(use, out);
    JudgeRatio(use, step, out);
    JudgeClaimedDigest(use, out);
    JudgeStale(use, out);
    JudgeLate(use, out);
    JudgeIdentity(use, out);
    out.Add(worlds::kReplaced, HeldIf(!Replaced(use.view(), use.d())),
            Severity::kMinor);
  }
  return out.Take();
}

Verdict VerdictOf(const Finding& finding) {
  if (finding.outcome == Outcome::kHeld) return Verdict::kTraceable;
  if (finding.severity == Severity::kMinor) return Verdict::kTraceable;
  if (finding.severity == Severity::kMajor) return Verdict::kReserved;
  return finding.outcome == Outcome::kBroken ? Verdict::kNotTraceable
                                             : Verdict::kIndeterminate;
}

}  // namespace suyuan::oracle
