#include "services/suyuanctl/commands/records_export.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/cli/record_file.h"
#include "services/suyuanctl/commands/trace.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using registry::v1::ExportDatasetRequest;
using registry::v1::ExportDatasetResponse;
using registry::v1::ExportRecordsRequest;
using registry::v1::ExportRecordsResponse;

// Streams that end without a row in between.
constexpr int kMostAttempts = 5;

absl::StatusOr<ExportRecordsRequest> RequestOf(
    const RecordsExportOptions& options) {
  ExportRecordsRequest request;
  SUYUAN_ASSIGN_OR_RETURN(const auto type, ParseRecordType(options.type));
  const bool is_told = !options.format.empty() || !options.file.empty();
  SUYUAN_ASSIGN_OR_RETURN(
      const auto format,
      ParseFileFormat(is_told ? options.format : "csv", options.file));
  request.set_type(type);
  request.set_format(format);
  request.set_filter(options.filter);
  request.set_as_of(options.as_of);
  request.set_token(options.token);
  if (!options.known_at.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                            ParseInstant("--known-at", options.known_at));
  }
  return request;
}

bool MayPass(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kDeadlineExceeded ||
         status.code() == absl::StatusCode::kResourceExhausted;
}

// Writes the whole file; what breaks off is taken up. The rows written.
absl::StatusOr<int64_t> WriteAll(ExportRecordsRequest request,
                                 const ExportStream& stream, OutputFile& file) {
  int64_t rows = 0;
  int attempts = 0;
  while (true) {
    int64_t rows_here = 0;
    absl::Status written;
    const ExportRecordsRequest asked = request;
    const absl::Status ended =
        stream(asked, [&](const ExportRecordsResponse& piece) {
          written = file.Write(piece.content());
          rows_here = piece.rows();
          request.set_after_name(piece.last_name());
          *request.mutable_known_at() = piece.known_at();
          attempts = 0;
          return written;
        });
    rows += rows_here;
    SUYUAN_RETURN_IF_ERROR(written);
    if (ended.ok()) return rows;
    if (!MayPass(ended) || ++attempts == kMostAttempts) return ended;
  }
}

template <typename Response, typename Reader>
absl::Status ReadAll(const world::Peer& peer, grpc::ClientContext& context,
                     Reader& reader,
                     absl::FunctionRef<absl::Status(const Response&)> take) {
  Response response;
  absl::Status taken;
  while (taken.ok() && reader.Read(&response)) taken = take(response);
  if (!taken.ok()) context.TryCancel();
  const grpc::Status ended = reader.Finish();
  return taken.ok() ? world::StreamStatus(peer, ended) : taken;
}

}  // namespace

ExportStream ExportStreamOver(Connections& connections) {
  return
      [&connections](
          const ExportRecordsRequest& request,
          absl::FunctionRef<absl::Status(const ExportRecordsResponse&)> take) {
        grpc::ClientContext context;
        world::PrepareStream(connections.settings(), context);
        const auto reader =
            connections.registry().registry->ExportRecords(&context, request);
        return ReadAll(connections.registry_peer(), context, *reader, take);
      };
}

absl::StatusOr<bool> ExportRecordsFile(const RecordsExportOptions& options,
                                       const ExportStream& stream,
                                       Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(ExportRecordsRequest request, RequestOf(options));
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                          OutputFile::Open(options.file, console));
  SUYUAN_ASSIGN_OR_RETURN(const int64_t rows,
                          WriteAll(std::move(request), stream, *file));
  SUYUAN_RETURN_IF_ERROR(file->Close());
  console.Note(console.Say("records.exported", {absl::StrCat(rows)}));
  return true;
}

absl::StatusOr<bool> ExportDatasetFile(const DatasetOptions& options,
                                       Connections& connections,
                                       Console& console) {
  ExportDatasetRequest request;
  request.set_token(options.token);
  if (!options.known_at.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                            ParseInstant("--known-at", options.known_at));
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                          OutputFile::Open(options.file, console));
  grpc::ClientContext context;
  world::PrepareStream(connections.settings(), context);
  const auto reader =
      connections.registry().registry->ExportDataset(&context, request);
  int64_t lines = 0;
  SUYUAN_RETURN_IF_ERROR(ReadAll<ExportDatasetResponse>(
      connections.registry_peer(), context, *reader,
      [&](const ExportDatasetResponse& piece) {
        lines = piece.lines();
        return file->Write(piece.content());
      }));
  SUYUAN_RETURN_IF_ERROR(file->Close());
  console.Note(console.Say("records.exported", {absl::StrCat(lines - 1)}));
  return true;
}

}  // namespace suyuan::ctl
