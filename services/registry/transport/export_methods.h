#ifndef SERVICES_REGISTRY_TRANSPORT_EXPORT_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_EXPORT_METHODS_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/api/httpbody.pb.h"
#include "libs/rpc/reply.h"
#include "services/registry/convert/messages.h"
#include "services/registry/files/dataset.h"
#include "services/registry/files/record_export.h"
#include "services/registry/records/record_book.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

// The methods of the registry that give files; the contracts are those of
// registry.proto. Each opens a stream and returns what fills its next message,
// false where there is none. Thread-safe. Borrows all.
class ExportMethods {
 public:
  template <typename Response>
  using Fill = std::function<absl::StatusOr<bool>(Response&)>;

  ExportMethods(RecordBook& book, RecordStore& store, DatasetTerms terms)
      : book_(book), store_(store), terms_(std::move(terms)) {}

  absl::StatusOr<Fill<proto::ExportRecordsResponse>> ExportRecords(
      const proto::ExportRecordsRequest& request, const Deadline& deadline);
  absl::StatusOr<Fill<google::api::HttpBody>> DownloadRecords(
      const proto::ExportRecordsRequest& request, const Deadline& deadline);
  absl::StatusOr<Fill<proto::ExportDatasetResponse>> ExportDataset(
      const proto::ExportDatasetRequest& request, const Deadline& deadline);
  absl::StatusOr<Fill<google::api::HttpBody>> DownloadDataset(
      const proto::ExportDatasetRequest& request, const Deadline& deadline);

 private:
  // The instant whose knowledge a file holds: as asked, or now.
  template <typename Request>
  absl::StatusOr<absl::Time> InstantOf(const Request& request) const;
  absl::StatusOr<RecordCursor::Query> QueryOf(
      const proto::ExportRecordsRequest& request) const;

  RecordBook& book_;
  RecordStore& store_;
  const DatasetTerms terms_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_EXPORT_METHODS_H_
