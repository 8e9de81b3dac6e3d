#include "services/traceability/rules/persons.h"

#include <algorithm>

namespace suyuan::traceability {
namespace {

bool MayWork(const PersonFacts& person, const InstitutionFacts& issuer,
             const Work& work) {
  return person.employer == issuer.name &&
         Covers(person.period, work.begin, work.end) &&
         !AnyTouches(person.suspensions, work.begin, work.end);
}

bool AssessedFor(const RuleContext& context, const PersonFacts& person,
                 const ResultRow& result, const Work& work) {
  const auto allows = [&](const ProjectFacts& project) {
    if (!Covers(project.period, work.begin, work.end)) return false;
    return project.scope.empty() ||
           std::any_of(project.scope.begin(), project.scope.end(),
                       [&](const ScopeRowFacts& row) {
                         return RowAllows(context, row, result);
                       });
  };
  return person.projects.empty() ||
         std::any_of(person.projects.begin(), person.projects.end(), allows);
}

bool MayApprove(const PersonFacts& person, const IssuerStanding& standing,
                const Work& work) {
  bool any_named = false;
  for (const CompetenceFacts* competence : standing.accepted) {
    for (const SignatoryFacts& signatory : competence->signatories) {
      any_named = true;
      if (signatory.person == person.name &&
          Covers(signatory.period, work.begin, work.end)) {
        return true;
      }
    }
  }
  return !any_named;
}

// What is wrong with a registered signer; empty: nothing.
absl::string_view Fault(const RuleContext& context,
                        const IssuerStanding& standing, const ResultRow& result,
                        const Work& work, SignerRole role,
                        const PersonFacts& person) {
  if (!MayWork(person, *standing.institution, work)) return "not registered";
  if (role == SignerRole::kApprover) {
    return MayApprove(person, standing, work) ? "" : "no signatory";
  }
  return AssessedFor(context, person, result, work) ? "" : "not assessed";
}

bool CheckedOwnWork(absl::Span<const SignerRow> signers) {
  for (const SignerRow& a : signers) {
    if (a.role != SignerRole::kPerformer || a.registration == kNoText) continue;
    for (const SignerRow& b : signers) {
      if (b.role == SignerRole::kChecker && b.registration == a.registration) {
        return true;
      }
    }
  }
  return false;
}

bool PrintsAll(absl::Span<const SignerRow> signers) {
  for (const SignerRole role :
       {SignerRole::kPerformer, SignerRole::kChecker, SignerRole::kApprover}) {
    const bool printed =
        std::any_of(signers.begin(), signers.end(), [role](const SignerRow& s) {
          return s.role == role && s.registration != kNoText;
        });
    if (!printed) return false;
  }
  return true;
}

}  // namespace

Finding JudgePersons(const RuleContext& context, const IssuerStanding& standing,
                     ResultIndex index) {
  const Graph& graph = context.graph;
  const ResultRow& result = graph.result(index);
  const CertificateRow& row = graph.certificate(result.certificate);
  Finding found = Found(context, Rule::kV19, Outcome::kNotApplicable);
  if (!IsVerification(row.kind) && row.kind != CertificateKind::kCalibration) {
    return found;
  }
  const Work work = WorkOf(row);
  const absl::Span<const SignerRow> signers = graph.signers(row.signers);
  bool any_unknown = false;
  for (const SignerRow& signer : signers) {
    if (signer.registration == kNoText) continue;
    const absl::string_view registration = graph.text(signer.registration);
    const PersonFacts* person =
        graph.PersonByRegistration(registration, context.known_at);
    if (person == nullptr || standing.institution == nullptr || !work.known()) {
      any_unknown = true;
      continue;
    }
    const absl::string_view fault =
        Fault(context, standing, result, work, signer.role, *person);
    if (fault.empty()) continue;
    found.outcome = Outcome::kBroken;
    Explain(context, found, "registration", registration);
    Explain(context, found, "reason", fault);
    return found;
  }
  if (CheckedOwnWork(signers)) {
    found.outcome = Outcome::kBroken;
    Explain(context, found, "reason", "checked by who performed it");
  } else if (any_unknown) {
    found.outcome = Outcome::kUnknown;
  } else if (!PrintsAll(signers)) {
    found.outcome = Outcome::kUnknown;
    found.severity = Severity::kMinor;
  } else {
    found.outcome = Outcome::kHeld;
  }
  return found;
}

}  // namespace suyuan::traceability
