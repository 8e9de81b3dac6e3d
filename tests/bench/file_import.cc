#include "tests/bench/file_import.h"

#include <grpcpp/client_context.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "services/registry/files/csv_records.h"
#include "tests/bench/figures.h"

namespace suyuan::bench {
namespace {

using registry::v1::ExportRecordsRequest;
using registry::v1::ExportRecordsResponse;
using registry::v1::ImportRecordsRequest;
using registry::v1::ImportRecordsResponse;
using registry::v1::Registry;

constexpr int64_t kPartRows = 5000;
constexpr auto kInstruments = registry::v1::RECORD_TYPE_INSTRUMENT;

absl::Status StatusOf(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::InternalError(status.error_message());
}

// The parts of a file.
std::vector<ImportRecordsRequest> PartsOf(const RegisterShape& shape,
                                          int64_t first, int64_t end,
                                          registry::v1::FileFormat format) {
  const bool is_csv = format == registry::v1::FILE_FORMAT_CSV;
  std::vector<ImportRecordsRequest> parts;
  for (int64_t from = first; from < end; from += kPartRows) {
    ImportRecordsRequest& part = parts.emplace_back();
    part.set_type(kInstruments);
    part.set_format(format);
    part.set_rows_before(from - first);
    part.set_skip_unchanged(true);
    std::string& content = *part.mutable_content();
    const auto kind = registry::RecordKind::kInstrument;
    if (is_csv) registry::AppendCsvHeader(kind, content);
    for (int64_t i = from; i < std::min(from + kPartRows, end); ++i) {
      const registry::v1::Instrument instrument = MakeInstrument(shape, i);
      if (is_csv) {
        registry::AppendCsvRecord(kind, instrument, content);
      } else {
        json::AppendJson(instrument, content);
        content.push_back('\n');
      }
    }
  }
  return parts;
}

absl::Status MeasureImport(Registry::StubInterface& stub,
                           absl::string_view name,
                           const std::vector<ImportRecordsRequest>& parts) {
  int64_t created = 0;
  int64_t refused = 0;
  const Stopwatch watch;
  for (const ImportRecordsRequest& part : parts) {
    grpc::ClientContext context;
    ImportRecordsResponse response;
    SUYUAN_RETURN_IF_ERROR(
        StatusOf(stub.ImportRecords(&context, part, &response)));
    created += response.created();
    refused += response.refused();
  }
  PrintRate(name, created, watch, "records/s");
  if (refused == 0) return absl::OkStatus();
  return absl::InternalError(absl::StrCat(refused, " rows were refused"));
}

absl::Status MeasureExport(Registry::StubInterface& stub,
                           absl::string_view name,
                           registry::v1::FileFormat format) {
  ExportRecordsRequest request;
  request.set_type(kInstruments);
  request.set_format(format);
  const Stopwatch watch;
  grpc::ClientContext context;
  const auto reader = stub.ExportRecords(&context, request);
  ExportRecordsResponse piece;
  int64_t rows = 0;
  while (reader->Read(&piece)) rows = piece.rows();
  SUYUAN_RETURN_IF_ERROR(StatusOf(reader->Finish()));
  PrintRate(name, rows, watch, "records/s");
  return absl::OkStatus();
}

}  // namespace

absl::Status MeasureFiles(Registry::StubInterface& stub,
                          const RegisterShape& shape, int64_t first,
                          int64_t end) {
  const int64_t half = first + (end - first) / 2;
  SUYUAN_RETURN_IF_ERROR(MeasureImport(
      stub, "import_csv",
      PartsOf(shape, first, half, registry::v1::FILE_FORMAT_CSV)));
  SUYUAN_RETURN_IF_ERROR(MeasureImport(
      stub, "import_jsonl",
      PartsOf(shape, half, end, registry::v1::FILE_FORMAT_JSON_LINES)));
  SUYUAN_RETURN_IF_ERROR(
      MeasureExport(stub, "export_csv", registry::v1::FILE_FORMAT_CSV));
  return MeasureExport(stub, "export_jsonl",
                       registry::v1::FILE_FORMAT_JSON_LINES);
}

}  // namespace suyuan::bench
