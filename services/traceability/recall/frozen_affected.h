#ifndef SERVICES_TRACEABILITY_RECALL_FROZEN_AFFECTED_H_
#define SERVICES_TRACEABILITY_RECALL_FROZEN_AFFECTED_H_

#include <string>

#include "google/api/httpbody.pb.h"
#include "libs/crypto/digest.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/engine.h"
#include "suyuan/traceability/v1/recalls.pb.h"

namespace suyuan::traceability {

// The question with what it left open, so that asked again it gives the same
// list. Its token is cleared: it says when to answer, not what.
v1::ListAffectedRequest Pinned(const v1::ListAffectedRequest& request,
                               const QuestionTimes& times);

// An affected list as a document, piece by piece (recalls.proto). Borrows the
// engine, whose graph is held still for a piece at a time.
class FrozenAffected {
 public:
  FrozenAffected(const Engine& engine, v1::ListAffectedRequest question,
                 AffectedAnswer answer);

  // Fills the next whole lines; false after the last of them.
  absl::StatusOr<bool> operator()(google::api::HttpBody& piece);

 private:
  void AddLine(const v1::FrozenAffectedLine& line, std::string& out);
  void AddHeader(std::string& out);
  void AddCertificates(std::string& out);
  void AddSummary(std::string& out);

  const Engine* engine_;
  v1::ListAffectedRequest question_;
  AffectedAnswer answer_;
  crypto::Hasher names_ = crypto::Hasher::Sha256();
  crypto::Hasher document_ = crypto::Hasher::Sha256();
  size_t next_ = 0;
  bool begun_ = false;
  bool done_ = false;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_RECALL_FROZEN_AFFECTED_H_
