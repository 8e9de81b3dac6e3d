#include "tests/worlds/oracle/regime.h"

namespace suyuan::oracle {

using traceability::CertificateKind;
using traceability::CompetenceKind;
using traceability::Level;
using worlds::ProfileId;

bool Accepts(ProfileId profile, CompetenceKind competence,
             CertificateKind issued) {
  const bool legal = profile == ProfileId::kCnLegal;
  const bool verification = issued == CertificateKind::kVerification ||
                            issued == CertificateKind::kVerificationFail;
  switch (competence) {
    case CompetenceKind::kNationalPrimaryStandard:
      return true;
    case CompetenceKind::kAuthorisation:
      return legal || verification;
    case CompetenceKind::kAccreditation:
    case CompetenceKind::kNationalInstituteCmc:
      return !legal;
    case CompetenceKind::kReferenceMaterialProduction:
      return issued == CertificateKind::kCrm;
    case CompetenceKind::kUnspecified:
      return false;
  }
  return false;
}

bool EndsChain(ProfileId profile, CompetenceKind competence,
               CertificateKind issued) {
  const bool legal = profile == ProfileId::kCnLegal;
  if (competence == CompetenceKind::kNationalPrimaryStandard) return true;
  if (competence == CompetenceKind::kNationalInstituteCmc) return !legal;
  return competence == CompetenceKind::kReferenceMaterialProduction &&
         issued == CertificateKind::kCrm && !legal;
}

bool AcceptsLevel(ProfileId profile, Level level) {
  if (level == Level::kForeignNmiCmc) return profile == ProfileId::kCnasIlac;
  return level == Level::kSiRealisation || level == Level::kNationalPrimary ||
         level == Level::kCrmPrimary;
}

}  // namespace suyuan::oracle
