#ifndef SERVICES_REGISTRY_TRANSPORT_GRPC_REGISTRY_SERVICE_H_
#define SERVICES_REGISTRY_TRANSPORT_GRPC_REGISTRY_SERVICE_H_

#include <string>

#include "libs/base/clock.h"
#include "libs/rpc/dispatcher.h"
#include "services/registry/records/record_book.h"
#include "services/registry/transport/export_methods.h"
#include "services/registry/transport/import_methods.h"
#include "services/registry/transport/query_methods.h"
#include "services/registry/transport/record_feed.h"
#include "services/registry/transport/record_methods.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::registry {

// suyuan.registry.v1.Registry over a record book. Borrows all.
class GrpcRegistryService final : public proto::Registry::CallbackService {
 public:
  // `secret` seals page tokens.
  GrpcRegistryService(RecordBook& book, RecordStore& store, const Clock& clock,
                      std::string secret, DatasetTerms terms,
                      rpc::Dispatcher& dispatcher);

#define SUYUAN_REGISTRY_METHODS(Message)                                     \
  grpc::ServerUnaryReactor* Create##Message(                                 \
      grpc::CallbackServerContext* context,                                  \
      const proto::Create##Message##Request* request,                        \
      proto::Message* response) override;                                    \
  grpc::ServerUnaryReactor* Get##Message(                                    \
      grpc::CallbackServerContext* context,                                  \
      const proto::Get##Message##Request* request, proto::Message* response) \
      override;                                                              \
  grpc::ServerUnaryReactor* List##Message##s(                                \
      grpc::CallbackServerContext* context,                                  \
      const proto::List##Message##sRequest* request,                         \
      proto::List##Message##sResponse* response) override;                   \
  grpc::ServerUnaryReactor* Update##Message(                                 \
      grpc::CallbackServerContext* context,                                  \
      const proto::Update##Message##Request* request,                        \
      proto::Message* response) override;                                    \
  grpc::ServerUnaryReactor* End##Message(                                    \
      grpc::CallbackServerContext* context,                                  \
      const proto::End##Message##Request* request, proto::Message* response) \
      override;

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

  grpc::ServerUnaryReactor* ImportRecords(
      grpc::CallbackServerContext* context,
      const proto::ImportRecordsRequest* request,
      proto::ImportRecordsResponse* response) override;
  grpc::ServerUnaryReactor* UploadRecords(
      grpc::CallbackServerContext* context,
      const proto::UploadRecordsRequest* request,
      proto::ImportRecordsResponse* response) override;
  grpc::ServerWriteReactor<proto::ExportRecordsResponse>* ExportRecords(
      grpc::CallbackServerContext* context,
      const proto::ExportRecordsRequest* request) override;
  grpc::ServerWriteReactor<google::api::HttpBody>* DownloadRecords(
      grpc::CallbackServerContext* context,
      const proto::ExportRecordsRequest* request) override;
  grpc::ServerWriteReactor<proto::ExportDatasetResponse>* ExportDataset(
      grpc::CallbackServerContext* context,
      const proto::ExportDatasetRequest* request) override;
  grpc::ServerWriteReactor<google::api::HttpBody>* DownloadDataset(
      grpc::CallbackServerContext* context,
      const proto::ExportDatasetRequest* request) override;
  grpc::ServerUnaryReactor* GetStandardTests(
      grpc::CallbackServerContext* context,
      const proto::GetStandardTestsRequest* request,
      proto::StandardTests* response) override;
#define SUYUAN_REGISTRY_QUERY(Method, Request, Response)                 \
  grpc::ServerUnaryReactor* Method(grpc::CallbackServerContext* context, \
                                   const proto::Request* request,        \
                                   proto::Response* response) override;
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

  grpc::ServerUnaryReactor* GetInForce(grpc::CallbackServerContext* context,
                                       const proto::GetInForceRequest* request,
                                       proto::Record* response) override;
  grpc::ServerUnaryReactor* ListHistory(
      grpc::CallbackServerContext* context,
      const proto::ListHistoryRequest* request,
      proto::ListHistoryResponse* response) override;
  grpc::ServerWriteReactor<proto::WatchResponse>* Watch(
      grpc::CallbackServerContext* context,
      const proto::WatchRequest* request) override;

 private:
  rpc::Endpoint endpoint_;
  RecordFeed feed_;
  RecordMethods methods_;
  QueryMethods queries_;
  ImportMethods imports_;
  ExportMethods exports_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_GRPC_REGISTRY_SERVICE_H_
