#include "services/registry/files/import_rules.h"

#include "google/protobuf/util/message_differencer.h"
#include "libs/base/status.h"
#include "services/registry/transport/comparison_steps.h"
#include "suyuan/registry/v1/comparison.pb.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

absl::Status OfComparison(const Message* before, Message& record) {
  auto& comparison = static_cast<v1::Comparison&>(record);
  if (before == nullptr) {
    comparison.set_state(v1::Comparison::STATE_PLANNED);
    return absl::OkStatus();
  }
  return CheckUnlocked(static_cast<const v1::Comparison&>(*before), comparison);
}

absl::Status OfReport(const Message* before, const Message& record) {
  if (before != nullptr && MessageDifferencer::Equals(record, *before)) {
    return absl::OkStatus();
  }
  return WithReason(
      absl::FailedPreconditionError(
          "an indicator report is frozen by CreateIndicatorReport; a file "
          "makes and changes none"),
      "REPORT_FROZEN");
}

}  // namespace

absl::Status ApplyImportRules(RecordKind kind, const Message* before,
                              Message& record) {
  switch (kind) {
    case RecordKind::kComparison:
      return OfComparison(before, record);
    case RecordKind::kIndicatorReport:
      return OfReport(before, record);
    default:
      return absl::OkStatus();
  }
}

}  // namespace suyuan::registry
