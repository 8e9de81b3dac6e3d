#include "services/traceability/rules/profile.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"

namespace suyuan::traceability {
namespace {

std::array<Severity, kRules> DefaultSeverities() {
  std::array<Severity, kRules> out;
  out.fill(Severity::kBlocker);
  for (const Rule r :
       {Rule::kV09, Rule::kV10, Rule::kV14, Rule::kV15, Rule::kV16, Rule::kV17,
        Rule::kV18, Rule::kV19, Rule::kV20, Rule::kV25, Rule::kV28,
        Rule::kStaleReference, Rule::kLateReference, Rule::kComparisonFailed}) {
    out[static_cast<int>(r)] = Severity::kMajor;
  }
  for (const Rule r : {Rule::kRuleConflict, Rule::kItemIdentityMismatch,
                       Rule::kReferenceReplaced}) {
    out[static_cast<int>(r)] = Severity::kMinor;
  }
  return out;
}

Profile CnLegal() {
  Profile p;
  p.id = "CN_LEGAL";
  p.title_zh = "法制计量（检定、强检、执法）";
  p.title_en = "Chinese legal metrology (verification, enforcement)";
  p.severity = DefaultSeverities();
  p.accepted = {CompetenceKind::kAuthorisation,
                CompetenceKind::kNationalPrimaryStandard};
  p.accepted_for_crm = {CompetenceKind::kReferenceMaterialProduction};
  p.terminal = {CompetenceKind::kNationalPrimaryStandard};
  p.terminal_levels = {Level::kSiRealisation, Level::kNationalPrimary,
                       Level::kCrmPrimary};
  p.mpe_as_uncertainty = true;
  p.standard_required = true;
  p.ratio_blocks_verification = true;
  return p;
}

Profile CnasIlac() {
  Profile p;
  p.id = "CNAS_ILAC";
  p.title_zh = "实验室认可（CNAS/ILAC）";
  p.title_en = "Accredited laboratories (CNAS, ILAC MRA)";
  p.severity = DefaultSeverities();
  p.severity[static_cast<int>(Rule::kV24)] = Severity::kMajor;
  p.severity[static_cast<int>(Rule::kV29)] = Severity::kMajor;
  p.accepted = {CompetenceKind::kAccreditation,
                CompetenceKind::kNationalInstituteCmc,
                CompetenceKind::kNationalPrimaryStandard};
  p.accepted_for_verification = {CompetenceKind::kAuthorisation};
  p.accepted_for_crm = {CompetenceKind::kReferenceMaterialProduction};
  p.terminal = {CompetenceKind::kNationalPrimaryStandard,
                CompetenceKind::kNationalInstituteCmc};
  p.terminal_for_crm = {CompetenceKind::kReferenceMaterialProduction};
  p.terminal_levels = {Level::kSiRealisation, Level::kNationalPrimary,
                       Level::kForeignNmiCmc, Level::kCrmPrimary};
  return p;
}

}  // namespace

bool Profile::Accepts(CompetenceKind competence, CertificateKind issued) const {
  const bool verification = issued == CertificateKind::kVerification ||
                            issued == CertificateKind::kVerificationFail;
  return accepted.has(competence) ||
         (verification && accepted_for_verification.has(competence)) ||
         (issued == CertificateKind::kCrm && accepted_for_crm.has(competence));
}

bool Profile::EndsChain(CompetenceKind competence,
                        CertificateKind issued) const {
  return terminal.has(competence) ||
         (issued == CertificateKind::kCrm && terminal_for_crm.has(competence));
}

void LeaveOut(const Profile& profile, std::vector<Finding>& findings) {
  if (profile.off.empty()) return;
  for (Finding& finding : findings) {
    if (profile.off.has(finding.rule))
      finding.outcome = Outcome::kNotApplicable;
  }
}

absl::Span<const Profile> BuiltInProfiles() {
  static const auto* const kProfiles =
      new std::array<Profile, 2>{CnLegal(), CnasIlac()};
  return *kProfiles;
}

const Profiles& Profiles::BuiltIn() {
  static const auto* const kBuiltIn = new Profiles();
  return *kBuiltIn;
}

absl::Status Profiles::Add(Profile profile) {
  for (const Profile* one : All()) {
    if (one->id != profile.id) continue;
    return InvalidField(
        "id", absl::StrCat("\"", profile.id, "\" is another profile's"));
  }
  if (own_.size() == kMost) {
    return InvalidField("id", absl::StrCat("is one more than the ", kMost,
                                           " profiles that are taken"));
  }
  own_.push_back(std::move(profile));
  return absl::OkStatus();
}

absl::StatusOr<const Profile*> Profiles::Find(absl::string_view id) const {
  if (id.empty()) return &BuiltInProfiles()[0];
  std::vector<absl::string_view> ids;
  for (const Profile* one : All()) {
    if (one->id == id) return one;
    ids.push_back(one->id);
  }
  return InvalidField("profile",
                      absl::StrCat("\"", id, "\" is no profile; there are ",
                                   absl::StrJoin(ids, ", ")));
}

std::vector<const Profile*> Profiles::All() const {
  std::vector<const Profile*> out;
  for (const Profile& one : BuiltInProfiles()) out.push_back(&one);
  for (const Profile& one : own_) out.push_back(&one);
  return out;
}

absl::StatusOr<const Profile*> FindProfile(absl::string_view id) {
  return Profiles::BuiltIn().Find(id);
}

}  // namespace suyuan::traceability
