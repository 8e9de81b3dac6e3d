#ifndef SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_ROWS_H_
#define SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_ROWS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "libs/sql/transaction.h"
#include "libs/sql/value.h"
#include "services/certificates/archive/certificate.h"

namespace suyuan::certificates {

// Columns of the table `certificate` in the order of the two functions below.
extern const absl::string_view kCertificateColumns;
inline constexpr int kCertificateColumnCount = 23;

std::vector<sql::Value> ToRow(const KeptCertificate& kept);
KeptCertificate CertificateFromRow(const sql::Row& row);

// Columns of the table `certificate_status`, likewise.
extern const absl::string_view kStatusColumns;

std::vector<sql::Value> ToRow(const CertificateId& id,
                              const StatusChange& change);
StatusChange StatusFromRow(const sql::Row& row);

// Columns of the table `certificate_signature`, likewise: of a change with a
// signature, both that and the state of all.
extern const absl::string_view kSignatureColumns;
inline constexpr int kSignatureColumnCount = 10;

std::vector<sql::Value> SignatureRow(const CertificateId& id,
                                     const StatusChange& change);
void SignatureFromRow(const sql::Row& row, StatusChange& change);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_STORE_SQL_CERTIFICATE_ROWS_H_
