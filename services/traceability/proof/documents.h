#ifndef SERVICES_TRACEABILITY_PROOF_DOCUMENTS_H_
#define SERVICES_TRACEABILITY_PROOF_DOCUMENTS_H_

#include <string>

#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/registry/v1/people.pb.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/schemes.pb.h"

// What proofs hold of messages, as text.

namespace suyuan::traceability {

// Canonical JSON of what rules read of a certificate, without the customer, who
// never is public, other statements, and what only the service says of it.
std::string ReducedDocument(certificates::v1::Certificate certificate);

// What the leaf of a change of status commits to (docs/log.md).
std::string StatementText(const certificates::v1::StatusChange& change);

// The text whose digest the log's leaf of this revision has (docs/log.md).
template <typename Record>
std::string RecordContent(Record record);
// The least of a person that V19 reads: no log has persons' records.
template <>
std::string RecordContent(registry::v1::Person person);

// Canonical JSON.
std::string CanonicalText(const google::protobuf::Message& message);

template <typename Record>
std::string RecordContent(Record record) {
  registry::v1::RecordMeta& meta = *record.mutable_meta();
  meta.clear_etag();
  meta.clear_principal();
  meta.clear_token();
  return CanonicalText(record);
}

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROOF_DOCUMENTS_H_
