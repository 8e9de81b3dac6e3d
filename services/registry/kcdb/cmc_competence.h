#ifndef SERVICES_REGISTRY_KCDB_CMC_COMPETENCE_H_
#define SERVICES_REGISTRY_KCDB_CMC_COMPETENCE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/registry/kcdb/cmc.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry::kcdb {

// A CMC whose quantity, range or unit cannot be told supports nothing until
// somebody names them: no instrument is of this class.
inline constexpr absl::string_view kUnclassified = "kcdb_unclassified";

// "competences/kcdb-apmp-em-cn-0000012a-1". INVALID_FIELD (kcdbCode) for a code
// from which no name can be made.
absl::StatusOr<std::string> NameOfCmc(const Cmc& cmc);

// What a CMC says, as one row: quantity, range, uncertainty, and the rest in
// words. It allows calibration, of chemistry the assignment of values too.
v1::ScopeRow ScopeOfCmc(const Cmc& cmc);

// Brings `record`, the newest revision or an empty message, to what the
// register says on the day of the snapshot. `holder` is the record of its
// institute.
//
// Published: in force from the day of publication; a suspension that the
// register began ends on the day before its new status. Greyed out: suspended
// from the day of the status on. Archived: its last day is the one before.
// Deleted: revoked from the day of the status on. Days that passed in force
// stay in force, as they were. Suspensions that somebody else recorded are
// kept, and so are a kind and a class of equipment that somebody entered where
// the file tells none.
//
// A record that says the same already is left as it is, whatever the day.
// Refused: INVALID_FIELD for a status or a day that is none, and for a snapshot
// that is older than what is recorded.
absl::Status ApplyCmc(const Cmc& cmc, const std::string& holder,
                      absl::CivilDay snapshot, v1::Competence& record);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_CMC_COMPETENCE_H_
