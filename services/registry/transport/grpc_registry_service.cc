#include "services/registry/transport/grpc_registry_service.h"

#include <utility>

#include "libs/feed/watch.h"
#include "libs/rpc/reply.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/standard_tests.h"

namespace suyuan::registry {

GrpcRegistryService::GrpcRegistryService(RecordBook& book, RecordStore& store,
                                         const Clock& clock, std::string secret,
                                         DatasetTerms terms,
                                         rpc::Dispatcher& dispatcher)
    : endpoint_(dispatcher, "suyuan.registry.v1.Registry"),
      feed_(store, book),
      methods_(book, store, clock, secret),
      queries_(book, store, clock, std::move(secret)),
      imports_(book, clock, dispatcher.executor()),
      exports_(book, store, std::move(terms)) {}

// One text for the five methods of each kind: what differs between the kinds is
// in messages.h.
#define SUYUAN_REGISTRY_METHODS(Message)                                       \
  grpc::ServerUnaryReactor* GrpcRegistryService::Create##Message(              \
      grpc::CallbackServerContext* context,                                    \
      const proto::Create##Message##Request* request,                          \
      proto::Message* response) {                                              \
    return rpc::UnaryAsync(                                                    \
        endpoint_, context, request, response,                                 \
        [this](const auto& in, auto& out, rpc::Call& call, rpc::Done done) {   \
          methods_.Create(in, out, call, std::move(done));                     \
        });                                                                    \
  }                                                                            \
  grpc::ServerUnaryReactor* GrpcRegistryService::Get##Message(                 \
      grpc::CallbackServerContext* context,                                    \
      const proto::Get##Message##Request* request, proto::Message* response) { \
    return rpc::Unary(                                                         \
        endpoint_, context, request, response,                                 \
        [this](const proto::Get##Message##Request& in, proto::Message& out,    \
               rpc::Call& call) { return methods_.Get(in, out, call); });      \
  }                                                                            \
  grpc::ServerUnaryReactor* GrpcRegistryService::List##Message##s(             \
      grpc::CallbackServerContext* context,                                    \
      const proto::List##Message##sRequest* request,                           \
      proto::List##Message##sResponse* response) {                             \
    return rpc::Unary(                                                         \
        endpoint_, context, request, response,                                 \
        [this](const proto::List##Message##sRequest& in,                       \
               proto::List##Message##sResponse& out, rpc::Call& call) {        \
          return methods_.List<proto::Message>(in, out, call);                 \
        });                                                                    \
  }                                                                            \
  grpc::ServerUnaryReactor* GrpcRegistryService::Update##Message(              \
      grpc::CallbackServerContext* context,                                    \
      const proto::Update##Message##Request* request,                          \
      proto::Message* response) {                                              \
    return rpc::UnaryAsync(                                                    \
        endpoint_, context, request, response,                                 \
        [this](const auto& in, auto& out, rpc::Call& call, rpc::Done done) {   \
          methods_.Update(in, out, call, std::move(done));                     \
        });                                                                    \
  }                                                                            \
  grpc::ServerUnaryReactor* GrpcRegistryService::End##Message(                 \
      grpc::CallbackServerContext* context,                                    \
      const proto::End##Message##Request* request, proto::Message* response) { \
    return rpc::UnaryAsync(                                                    \
        endpoint_, context, request, response,                                 \
        [this](const auto& in, auto& out, rpc::Call& call, rpc::Done done) {   \
          methods_.End(in, out, call, std::move(done));                        \
        });                                                                    \
  }

SUYUAN_REGISTRY_METHODS(Institution)
SUYUAN_REGISTRY_METHODS(Competence)
SUYUAN_REGISTRY_METHODS(Standard)
SUYUAN_REGISTRY_METHODS(ReferenceMaterial)
SUYUAN_REGISTRY_METHODS(Specification)
SUYUAN_REGISTRY_METHODS(Instrument)
SUYUAN_REGISTRY_METHODS(Person)
SUYUAN_REGISTRY_METHODS(Declaration)
SUYUAN_REGISTRY_METHODS(VerificationScheme)
SUYUAN_REGISTRY_METHODS(MandatoryCatalogue)
#undef SUYUAN_REGISTRY_METHODS

#define SUYUAN_REGISTRY_IMPORT(Method)                                       \
  grpc::ServerUnaryReactor* GrpcRegistryService::Method(                     \
      grpc::CallbackServerContext* context,                                  \
      const proto::Method##Request* request,                                 \
      proto::ImportRecordsResponse* response) {                              \
    return rpc::UnaryAsync(                                                  \
        endpoint_, context, request, response,                               \
        [this](const auto& in, auto& out, rpc::Call& call, rpc::Done done) { \
          imports_.Import(in, out, call, std::move(done));                   \
        });                                                                  \
  }

SUYUAN_REGISTRY_IMPORT(ImportRecords)
SUYUAN_REGISTRY_IMPORT(UploadRecords)
#undef SUYUAN_REGISTRY_IMPORT

#define SUYUAN_REGISTRY_EXPORT(Method, Request, Response)                    \
  grpc::ServerWriteReactor<Response>* GrpcRegistryService::Method(           \
      grpc::CallbackServerContext* context, const proto::Request* request) { \
    return rpc::Stream<Response>(                                            \
        endpoint_, context, request,                                         \
        [this](const proto::Request& in, rpc::StreamCall& call) {            \
          return exports_.Method(in, call.deadline());                       \
        });                                                                  \
  }

SUYUAN_REGISTRY_EXPORT(ExportRecords, ExportRecordsRequest,
                       proto::ExportRecordsResponse)
SUYUAN_REGISTRY_EXPORT(DownloadRecords, ExportRecordsRequest,
                       google::api::HttpBody)
SUYUAN_REGISTRY_EXPORT(ExportDataset, ExportDatasetRequest,
                       proto::ExportDatasetResponse)
SUYUAN_REGISTRY_EXPORT(DownloadDataset, ExportDatasetRequest,
                       google::api::HttpBody)
#undef SUYUAN_REGISTRY_EXPORT

grpc::ServerUnaryReactor* GrpcRegistryService::GetStandardTests(
    grpc::CallbackServerContext* context,
    const proto::GetStandardTestsRequest* request,
    proto::StandardTests* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const proto::GetStandardTestsRequest& in,
             proto::StandardTests& out, rpc::Call& call) -> absl::Status {
        proto::Standard standard;
        SUYUAN_RETURN_IF_ERROR(methods_.Get(in, standard, call));
        out = TestsOf(standard);
        return absl::OkStatus();
      });
}

#define SUYUAN_REGISTRY_QUERY(Method, Request, Response)                     \
  grpc::ServerUnaryReactor* GrpcRegistryService::Method(                     \
      grpc::CallbackServerContext* context, const proto::Request* request,   \
      proto::Response* response) {                                           \
    return rpc::Unary(                                                       \
        endpoint_, context, request, response,                               \
        [this](const proto::Request& in, proto::Response& out,               \
               rpc::Call& call) { return queries_.Method(in, out, call); }); \
  }
SUYUAN_REGISTRY_QUERY(SearchRecords, SearchRecordsRequest,
                      SearchRecordsResponse)
SUYUAN_REGISTRY_QUERY(ListDueRecords, ListDueRecordsRequest,
                      ListDueRecordsResponse)
SUYUAN_REGISTRY_QUERY(FindCapability, FindCapabilityRequest,
                      FindCapabilityResponse)
SUYUAN_REGISTRY_QUERY(ListDoubleRegistrations, ListDoubleRegistrationsRequest,
                      ListDoubleRegistrationsResponse)
SUYUAN_REGISTRY_QUERY(GetSpecificationUse, GetSpecificationUseRequest,
                      SpecificationUse)
SUYUAN_REGISTRY_QUERY(ListQuantityKinds, ListQuantityKindsRequest,
                      ListQuantityKindsResponse)
SUYUAN_REGISTRY_QUERY(ListUnits, ListUnitsRequest, ListUnitsResponse)
SUYUAN_REGISTRY_QUERY(ListDivisions, ListDivisionsRequest,
                      ListDivisionsResponse)
#undef SUYUAN_REGISTRY_QUERY

grpc::ServerUnaryReactor* GrpcRegistryService::GetInForce(
    grpc::CallbackServerContext* context,
    const proto::GetInForceRequest* request, proto::Record* response) {
  return rpc::Unary(
      endpoint_, context, request, response,
      [this](const proto::GetInForceRequest& in, proto::Record& out,
             rpc::Call& call) { return methods_.GetInForce(in, out, call); });
}

grpc::ServerUnaryReactor* GrpcRegistryService::ListHistory(
    grpc::CallbackServerContext* context,
    const proto::ListHistoryRequest* request,
    proto::ListHistoryResponse* response) {
  return rpc::Unary(endpoint_, context, request, response,
                    [this](const proto::ListHistoryRequest& in,
                           proto::ListHistoryResponse& out, rpc::Call& call) {
                      return methods_.ListHistory(in, out, call);
                    });
}

grpc::ServerWriteReactor<proto::WatchResponse>* GrpcRegistryService::Watch(
    grpc::CallbackServerContext* context, const proto::WatchRequest* request) {
  return feed::Watch<proto::WatchResponse>(
      endpoint_, context, request, feed_,
      [](const feed::Entry& entry,
         proto::WatchResponse& response) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(*response.add_changes(),
                                ToWatched(entry.position, entry.payload));
        return absl::OkStatus();
      });
}

}  // namespace suyuan::registry
