#ifndef TESTS_INTEGRATION_REGISTRY_FILES_H_
#define TESTS_INTEGRATION_REGISTRY_FILES_H_

#include <string>
#include <vector>

#include "libs/rpc/status.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry::testing {

// The type of the kind that a field of proto::Record holds.
inline proto::RecordType TypeOf(const proto::Record& record) {
  return static_cast<proto::RecordType>(record.record_case());
}

inline absl::StatusOr<proto::ImportRecordsResponse> Import(
    Registry& registry, const proto::ImportRecordsRequest& request,
    const std::string& principal = "") {
  return registry.Call(&proto::Registry::Stub::ImportRecords, request,
                       principal);
}
inline absl::StatusOr<proto::ImportRecordsResponse> Import(
    Registry& registry, proto::RecordType type, proto::FileFormat format,
    const std::string& content) {
  proto::ImportRecordsRequest request;
  request.set_type(type);
  request.set_format(format);
  request.set_content(content);
  return Import(registry, request);
}

// "created", "refused IDENTIFIER_TAKEN name", ...: outcome, reason and fields.
inline std::string Told(const proto::ImportedRow& row) {
  std::string told = proto::ImportedRow::Outcome_Name(row.outcome()).substr(8);
  if (!row.reason().empty()) told += " " + row.reason();
  for (const auto& problem : row.problems()) {
    if (!problem.field().empty()) told += " " + problem.field();
  }
  return told;
}
inline std::vector<std::string> Told(
    const absl::StatusOr<proto::ImportRecordsResponse>& response) {
  REQUIRE_THAT(response.status(), suyuan::testing::IsOk());
  std::vector<std::string> told;
  for (const auto& row : response->rows()) told.push_back(Told(row));
  return told;
}

// All pieces of a stream, and how it ended.
template <typename Response>
struct Streamed {
  std::vector<Response> pieces;
  absl::Status status;
};
template <typename Response, typename Request, typename Method>
Streamed<Response> ReadAll(Registry& registry, Method method,
                           const Request& request) {
  grpc::ClientContext context;
  rpc::Prepare(context, {});
  const auto reader = (registry.stub().*method)(&context, request);
  Streamed<Response> streamed;
  Response piece;
  while (reader->Read(&piece)) streamed.pieces.push_back(piece);
  streamed.status = rpc::FromGrpc(reader->Finish());
  return streamed;
}

inline std::string Export(Registry& registry,
                          const proto::ExportRecordsRequest& request) {
  const auto streamed = ReadAll<proto::ExportRecordsResponse>(
      registry, &proto::Registry::Stub::ExportRecords, request);
  REQUIRE_THAT(streamed.status, suyuan::testing::IsOk());
  std::string file;
  for (const auto& piece : streamed.pieces) file += piece.content();
  return file;
}
inline std::string Export(Registry& registry, proto::RecordType type,
                          proto::FileFormat format,
                          const std::string& filter = "") {
  proto::ExportRecordsRequest request;
  request.set_type(type);
  request.set_format(format);
  request.set_filter(filter);
  return Export(registry, request);
}

}  // namespace suyuan::registry::testing

#endif  // TESTS_INTEGRATION_REGISTRY_FILES_H_
