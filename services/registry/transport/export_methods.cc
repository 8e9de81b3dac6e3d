#include "services/registry/transport/export_methods.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/registry/files/any_message.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

constexpr char kCsv[] = "text/csv; charset=utf-8; header=present";
constexpr char kJsonLines[] = "application/x-ndjson";

absl::StatusOr<bool> IsCsv(proto::FileFormat format) {
  if (format == proto::FILE_FORMAT_CSV) return true;
  if (format == proto::FILE_FORMAT_JSON_LINES) return false;
  return InvalidField("format", absl::StrCat("is ", static_cast<int>(format),
                                             "; wanted FILE_FORMAT_CSV or "
                                             "FILE_FORMAT_JSON_LINES"));
}

absl::Status CheckAfter(const std::string& name, RecordKind kind) {
  const bool fits =
      name.empty() || (IsRecordName(name) && KindOfName(name) == kind);
  if (fits) return absl::OkStatus();
  return InvalidField("after_name",
                      absl::StrCat("is \"", name.substr(0, 80), "\"; wanted ",
                                   CollectionOf(kind), "/{id}"));
}

}  // namespace

template <typename Request>
absl::StatusOr<absl::Time> ExportMethods::InstantOf(
    const Request& request) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  if (request.has_known_at()) {
    return rpc::ParseInstant("known_at", request.known_at());
  }
  return book_.KnownNow();
}

absl::StatusOr<RecordCursor::Query> ExportMethods::QueryOf(
    const proto::ExportRecordsRequest& request) const {
  RecordCursor::Query query;
  SUYUAN_ASSIGN_OR_RETURN(query.kind, KindOfType(request.type()));
  SUYUAN_ASSIGN_OR_RETURN(query.filter,
                          RecordFilter::Parse(query.kind, request.filter()));
  SUYUAN_ASSIGN_OR_RETURN(query.as_of,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  SUYUAN_ASSIGN_OR_RETURN(query.known_at, InstantOf(request));
  SUYUAN_RETURN_IF_ERROR(CheckAfter(request.after_name(), query.kind));
  query.after_name = request.after_name();
  return query;
}

absl::StatusOr<ExportMethods::Fill<proto::ExportRecordsResponse>>
ExportMethods::ExportRecords(const proto::ExportRecordsRequest& request,
                             const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const bool is_csv, IsCsv(request.format()));
  SUYUAN_ASSIGN_OR_RETURN(RecordCursor::Query query, QueryOf(request));
  const auto known_at = rpc::InstantProto(query.known_at);
  auto file =
      std::make_shared<RecordExport>(std::move(query), is_csv, book_, deadline);
  return [file, known_at](
             proto::ExportRecordsResponse& piece) -> absl::StatusOr<bool> {
    SUYUAN_ASSIGN_OR_RETURN(const bool has,
                            file->Next(*piece.mutable_content()));
    piece.set_rows(file->rows());
    piece.set_last_name(file->last_name());
    *piece.mutable_known_at() = known_at;
    return has;
  };
}

absl::StatusOr<ExportMethods::Fill<google::api::HttpBody>>
ExportMethods::DownloadRecords(const proto::ExportRecordsRequest& request,
                               const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const bool is_csv, IsCsv(request.format()));
  SUYUAN_ASSIGN_OR_RETURN(RecordCursor::Query query, QueryOf(request));
  auto file =
      std::make_shared<RecordExport>(std::move(query), is_csv, book_, deadline);
  return [file, is_csv](google::api::HttpBody& piece) {
    piece.set_content_type(is_csv ? kCsv : kJsonLines);
    return file->Next(*piece.mutable_data());
  };
}

absl::StatusOr<ExportMethods::Fill<proto::ExportDatasetResponse>>
ExportMethods::ExportDataset(const proto::ExportDatasetRequest& request,
                             const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time known_at, InstantOf(request));
  auto file = std::make_shared<Dataset>(terms_, known_at, book_, deadline);
  return
      [file, lines = int64_t{0}](
          proto::ExportDatasetResponse& piece) mutable -> absl::StatusOr<bool> {
        std::string& content = *piece.mutable_content();
        SUYUAN_ASSIGN_OR_RETURN(const bool has, file->Next(content));
        lines += std::count(content.begin(), content.end(), '\n');
        piece.set_lines(lines);
        return has;
      };
}

absl::StatusOr<ExportMethods::Fill<google::api::HttpBody>>
ExportMethods::DownloadDataset(const proto::ExportDatasetRequest& request,
                               const Deadline& deadline) {
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time known_at, InstantOf(request));
  auto file = std::make_shared<Dataset>(terms_, known_at, book_, deadline);
  return [file](google::api::HttpBody& piece) {
    piece.set_content_type(kJsonLines);
    return file->Next(*piece.mutable_data());
  };
}

}  // namespace suyuan::registry
