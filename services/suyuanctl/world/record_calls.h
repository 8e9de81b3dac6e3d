#ifndef SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_
#define SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/suyuanctl/world/record_kind.h"
#include "suyuan/registry/v1/comparisons.grpc.pb.h"
#include "suyuan/registry/v1/indicators.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::world {

// The services that keep records, all of them of one server.
struct RecordStubs {
  explicit RecordStubs(const std::shared_ptr<grpc::Channel>& channel);

  std::unique_ptr<registry::v1::Registry::StubInterface> registry;
  std::unique_ptr<registry::v1::Comparisons::StubInterface> comparisons;
  std::unique_ptr<registry::v1::Indicators::StubInterface> indicators;
};

// What a page of any collection is asked for by.
struct ListQuery {
  int page_size = 0;
  std::string page_token;
  std::string filter;
  std::string as_of;
  std::string token;
};

// The methods for one kind of record, all kinds alike. `update` and `end` are
// null for frozen reports, which stay as they are.
struct RecordCalls {
  absl::string_view collection;  // "standards"
  grpc::Status (*create)(const RecordStubs&, grpc::ClientContext&,
                         const Record& record, const std::string& id,
                         const std::string& request_id, Record& out);
  grpc::Status (*get)(const RecordStubs&, grpc::ClientContext&,
                      const std::string& name, const std::string& token,
                      Record& out);
  grpc::Status (*update)(const RecordStubs&, grpc::ClientContext&,
                         const Record& record, const std::string& request_id,
                         Record& out);
  grpc::Status (*end)(const RecordStubs&, grpc::ClientContext&,
                      const std::string& name, const std::string& day,
                      const std::string& reason, const std::string& request_id,
                      Record& out);
  grpc::Status (*list)(const RecordStubs&, grpc::ClientContext&,
                       const ListQuery& query, std::vector<Record>& out,
                       std::string& next);
};

// By FieldOf(record) or FieldOfName(name); null for any other text.
const RecordCalls* CallsOf(absl::string_view field);
// By "standards"; null for no collection of the registry.
const RecordCalls* CallsOfCollection(absl::string_view collection);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_
