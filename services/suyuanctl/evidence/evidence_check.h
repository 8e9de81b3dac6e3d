#ifndef SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_CHECK_H_
#define SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_CHECK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/tlog/note.h"
#include "libs/zip/zip_file.h"
#include "suyuan/traceability/v1/traceability.pb.h"

namespace suyuan::ctl {

// What a pack that holds together shows.
struct CheckedEvidence {
  traceability::v1::TraceResponse chain;
  int documents = 0;             // whose bytes are what the chain says
  int receipts = 0;              // that the log's key proves
  int receipts_not_checked = 0;  // without a key, or without the document
  std::string manifest_digest;
};

// Holds a pack to its manifest, its documents to the chain, and its receipts to
// the log's key, where one is given. Asks nobody. It does not judge the chain
// again. Refused: EVIDENCE_MALFORMED; EVIDENCE_CHANGED; what CheckReceipt
// refuses.
absl::StatusOr<CheckedEvidence> CheckEvidence(
    const std::vector<zip::File>& files,
    const std::optional<tlog::NoteVerifier>& log);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_CHECK_H_
