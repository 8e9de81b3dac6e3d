#ifndef SERVICES_CERTIFICATES_CONVERT_INSTITUTION_KEYS_H_
#define SERVICES_CERTIFICATES_CONVERT_INSTITUTION_KEYS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/certificates/signatures/institution_keys.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::certificates {

// What of an institution's record tells its signatures. A key of which the
// record has the certificate's digest alone checks nothing and is left out.
SigningInstitution ToSigning(const registry::v1::Institution& record);

// Institutions as the registry exports them (`suyuanctl records export
// --type institutions --format jsonl`): a record in JSON a line; fields of
// later versions are passed over. INVALID_FIELD (institution_keys) with the
// line that is none.
absl::StatusOr<std::vector<SigningInstitution>> ParseInstitutions(
    absl::string_view lines);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_INSTITUTION_KEYS_H_
