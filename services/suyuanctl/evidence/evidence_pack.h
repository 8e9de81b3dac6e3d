#ifndef SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PACK_H_
#define SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PACK_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/zip/zip_file.h"
#include "suyuan/traceability/v1/traceability.pb.h"

namespace suyuan::ctl {

inline constexpr char kEvidenceFormat[] = "suyuan-evidence-1";
inline constexpr char kManifestPath[] = "manifest.json";
inline constexpr char kChainPath[] = "chain.json";

// What stands beside a certificate of the chain.
struct CertificateEvidence {
  std::string document;  // the original; "": not in the pack
  bool document_is_json = false;
  std::string receipt;      // JSON of certificates.v1.Receipt; "": none
  std::string why_missing;  // of the document; "": it is there
};

// What a pack is made of. By certificate: certificates/*.
struct Evidence {
  traceability::v1::TraceResponse chain;  // view FULL
  std::map<std::string, CertificateEvidence> certificates;
};

// The files of a pack (docs/evidence.md): the chain in canonical JSON, original
// and receipt of each certificate where there is one, pages in every language,
// and a manifest with the SHA-256 of each of these, last. Equal evidence gives
// equal files. DATA_LOSS EVIDENCE_CHANGED for an original that is not what the
// chain says.
absl::StatusOr<std::vector<zip::File>> PackEvidence(const Evidence& evidence);

// Hex SHA-256 of the manifest of a pack: what to sign, or to write down.
std::string ManifestDigest(const std::vector<zip::File>& files);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PACK_H_
