#ifndef TESTS_WORLDS_ORACLE_REGIME_H_
#define TESTS_WORLDS_ORACLE_REGIME_H_

#include "services/traceability/graph/facts.h"
#include "tests/worlds/oracle/answer.h"

// What the two profiles accept (docs/rules.md 4, Competence and Terminal
// certificates).

namespace suyuan::oracle {

// Makes an issuer competent for a certificate of that kind.
bool Accepts(worlds::ProfileId profile, traceability::CompetenceKind competence,
             traceability::CertificateKind issued);
// Its certificates may end a chain.
bool EndsChain(worlds::ProfileId profile,
               traceability::CompetenceKind competence,
               traceability::CertificateKind issued);
bool AcceptsLevel(worlds::ProfileId profile, traceability::Level level);

}  // namespace suyuan::oracle

#endif  // TESTS_WORLDS_ORACLE_REGIME_H_
