#ifndef SERVICES_CERTIFICATES_FLAGS_H_
#define SERVICES_CERTIFICATES_FLAGS_H_

#include <CLI/CLI.hpp>

#include "services/certificates/certificates_server.h"

namespace suyuan::certificates {

// The flags of this service, in a process of its own or in the one of all.
inline void AddFlags(CLI::App& app, Options& options) {
  app.add_option("--log-origin", options.log_origin,
                 "what the log of certificates calls itself; never change it "
                 "later")
      ->capture_default_str();
  app.add_option("--log-policy", options.log_policy,
                 "file with the log's witnesses and their quorum (C2SP "
                 "tlog-policy); empty: none");
  app.add_option("--dcc-schemas", options.dcc_schemas,
                 "folder of the XML schemas (XSD) of the DCC and of D-SI, to "
                 "check documents with; empty: no schema is checked");
  app.add_flag("--require-valid-schema", options.require_valid_schema,
               "refuse to import documents that break their own schema; needs "
               "--dcc-schemas");
  app.add_option("--issuing-keys", options.issuing_keys,
                 "folder of private keys of institutions that have their "
                 "certificates signed here, ID.pem and ID.principals each; "
                 "empty: none");
  app.add_option("--signature-trust", options.signature_trust,
                 "folder of trusted roots and revocation lists (PEM, DER), to "
                 "check signatures in documents with; empty: none is valid");
  app.add_option("--public-url", options.public_url,
                 "where people reach the gateway; pages and QR codes of "
                 "certificates point there")
      ->capture_default_str();
  app.add_option("--redis", options.redis,
                 "host:port of a Redis cache; empty: none")
      ->capture_default_str();
}

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_FLAGS_H_
