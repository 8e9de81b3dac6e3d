#ifndef SERVICES_CERTIFICATES_CERTIFICATES_SERVER_H_
#define SERVICES_CERTIFICATES_CERTIFICATES_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::certificates {

// What the service needs to run. The same for the binary and for the process
// that holds all services.
struct Options : rpc::ServiceOptions {
  // The file of the database, made if it is not there; its folder must exist.
  // Empty: in memory, gone with the server.
  std::string database;
  // The file of the log's signing key, made with mode 0600 where the log was
  // never signed. Empty: `database` and ".key"; in memory where that is.
  std::string log_key;
  // What the log calls itself in its checkpoints. Cannot be changed once a
  // checkpoint was signed.
  std::string log_origin = "suyuan.local/certificates";
  // Folder of the XML schemas (XSD) that documents are checked with. Empty: no
  // schema is checked.
  std::string dcc_schemas;
  // Documents that their own schema refuses are not imported. Needs
  // `dcc_schemas`.
  bool require_valid_schema = false;
  // A file of c2sp.org/tlog-policy that names the log's witnesses and their
  // quorum. Empty: it has none.
  std::string log_policy;
  // Folder of trusted roots and revocation lists that the signatures inside
  // documents are checked against. Empty: no signature is called valid.
  std::string signature_trust;
  // To the registry, which is followed for what the checks ask of it and for
  // the keys of institutions, which check the signatures beside documents.
  // Null: none is; what the checks took over before stays known.
  std::shared_ptr<grpc::Channel> registry;
  // A file of institutions with their keys, as the registry exports them (JSON
  // lines), for those who run without one. Empty: none. Without either no such
  // signature is checked.
  std::string institution_keys;
  // Folder of keys of institutions that have this service sign what they issue
  // (IssuingKeys). Empty: nothing is signed here.
  std::string issuing_keys;
  // Where people reach the HTTP interface, which the pages and QR codes of
  // certificates point to; without a slash at the end.
  std::string public_url = "http://127.0.0.1:8080";
  // host:port of a Redis that may keep what can be made again. Empty: none.
  std::string redis;
};

// Opens the store (bringing its schema up to date), begins to serve and is
// ready when it returns. Refusals are those of libs/sql, libs/crypto and
// libs/rpc (STORE_LOCKED, SCHEMA_TOO_NEW, KEY_FILE_MODE, ADDRESS_IN_USE, ...)
// and LOG_KEY_CHANGED, LOG_FORKED, LOG_POLICY_INVALID, INVALID_FIELD for
// `redis`, for `institution_keys`, for a `log_policy` that cannot be read and
// for `require_valid_schema` without schemas, SCHEMA_FOLDER_* for
// `dcc_schemas`, TRUST_FOLDER_MISSING for `signature_trust`,
// ISSUING_KEYS_INVALID for `issuing_keys`.
absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartCertificates(
    const Options& options);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CERTIFICATES_SERVER_H_
