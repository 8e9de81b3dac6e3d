#ifndef SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_
#define SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/status.h>

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/suyuanctl/world/record_kind.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::world {

// What a page of any collection is asked for by.
struct ListQuery {
  int page_size = 0;
  std::string page_token;
  std::string filter;
  std::string as_of;
  std::string token;
};

// The registry's methods for one kind of record, all kinds alike.
struct RecordCalls {
  using Stub = registry::v1::Registry::StubInterface;

  absl::string_view collection;  // "standards"
  grpc::Status (*create)(Stub&, grpc::ClientContext&, const Record& record,
                         const std::string& id, const std::string& request_id,
                         Record& out);
  grpc::Status (*get)(Stub&, grpc::ClientContext&, const std::string& name,
                      const std::string& token, Record& out);
  grpc::Status (*update)(Stub&, grpc::ClientContext&, const Record& record,
                         const std::string& request_id, Record& out);
  grpc::Status (*end)(Stub&, grpc::ClientContext&, const std::string& name,
                      const std::string& day, const std::string& reason,
                      const std::string& request_id, Record& out);
  grpc::Status (*list)(Stub&, grpc::ClientContext&, const ListQuery& query,
                       std::vector<Record>& out, std::string& next);
};

// By FieldOf(record) or FieldOfName(name); null for any other text.
const RecordCalls* CallsOf(absl::string_view field);
// By "standards"; null for no collection of the registry.
const RecordCalls* CallsOfCollection(absl::string_view collection);

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_RECORD_CALLS_H_
