#ifndef SERVICES_REGISTRY_KCDB_KCDB_ROWS_H_
#define SERVICES_REGISTRY_KCDB_KCDB_ROWS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/registry/files/file_rows.h"
#include "services/registry/kcdb/cmc.h"

namespace suyuan::registry::kcdb {

// The record of the institute that publishes a CMC, or why there is none: an
// import makes no institution.
using FindInstitute =
    std::function<absl::StatusOr<std::string>(const Cmc& cmc)>;

// The CMCs of an answer of the KCDB as rows of competences, as they stood on
// the day of the snapshot. Refused as ReadCmcs.
absl::StatusOr<std::unique_ptr<FileRows>> OpenKcdb(absl::string_view content,
                                                   absl::CivilDay snapshot,
                                                   FindInstitute find);

// ISO 3166-1 of the country in a CMC's code: "CN" of
// "APMP-EM-CN-0000012A-1"; "" where there is none.
std::string CountryOf(const Cmc& cmc);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_KCDB_ROWS_H_
