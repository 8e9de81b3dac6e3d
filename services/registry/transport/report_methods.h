#ifndef SERVICES_REGISTRY_TRANSPORT_REPORT_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_REPORT_METHODS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/api/httpbody.pb.h"
#include "libs/base/deadline.h"
#include "libs/rpc/call.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"
#include "suyuan/registry/v1/indicators.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// Reports on the indicators: what is frozen in them, and what can be asked of
// them; the contracts are those of indicators.proto. Thread-safe. Borrows all.
class ReportMethods {
 public:
  ReportMethods(const RecordBook& book, const RecordStore& store)
      : book_(book), store_(store) {}

  // Fills in what the service says of a new report: the indicators of its day
  // as known at `known_at`, a fence of the book, with all that they count. A
  // day that cannot be read is left to the checks of the record; one after
  // `known_at` is refused, INVALID_FIELD.
  absl::Status Freeze(absl::Time known_at, const Deadline& deadline,
                      proto::IndicatorReport& report) const;

  absl::Status Compare(const proto::CompareIndicatorReportsRequest& request,
                       proto::IndicatorReportDifference& response,
                       const rpc::Call& call) const;
  absl::Status Verify(const proto::VerifyIndicatorReportRequest& request,
                      proto::IndicatorReportVerification& response,
                      const rpc::Call& call) const;
  absl::StatusOr<google::api::HttpBody> Render(
      const proto::RenderIndicatorReportRequest& request,
      const rpc::Call& call) const;

 private:
  // A report by name. READ_TOKEN_AHEAD, INVALID_FIELD, RECORD_NOT_FOUND.
  absl::StatusOr<proto::IndicatorReport> Find(absl::string_view field,
                                              const std::string& name,
                                              const rpc::Call& call) const;
  // The last report about a day before that of `report`, of several the last
  // by name. RECORD_NOT_FOUND.
  absl::StatusOr<std::string> LastBefore(const proto::IndicatorReport& report,
                                         const rpc::Call& call) const;

  const RecordBook& book_;
  const RecordStore& store_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_REPORT_METHODS_H_
