#ifndef SERVICES_REGISTRY_TRANSPORT_IMPORT_METHODS_H_
#define SERVICES_REGISTRY_TRANSPORT_IMPORT_METHODS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/rpc/executor.h"
#include "libs/rpc/reply.h"
#include "services/registry/convert/messages.h"
#include "services/registry/files/file_rows.h"
#include "services/registry/kcdb/cmc.h"
#include "services/registry/records/record_book.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

// The methods of the registry that take files; the contracts are those of
// registry.proto. Thread-safe. Borrows all.
class ImportMethods {
 public:
  ImportMethods(RecordBook& book, const Clock& clock, rpc::Executor& executor)
      : book_(book), clock_(clock), executor_(executor) {}

  // `Request` is ImportRecordsRequest or UploadRecordsRequest; it lives until
  // `done` is called.
  template <typename Request>
  void Import(const Request& request, proto::ImportRecordsResponse& response,
              const rpc::Call& call, rpc::Done done);

 private:
  // What a request asks for, its content apart.
  template <typename Request>
  absl::StatusOr<std::unique_ptr<FileRows>> Open(RecordKind kind,
                                                 const Request& request,
                                                 const rpc::Call& call) const;
  // The institution that a CMC is of: a national institute that has the code
  // of the KCDB as an alias, in the country that the CMC's code names.
  absl::StatusOr<std::string> FindInstitute(const kcdb::Cmc& cmc,
                                            const Deadline& deadline) const;

  RecordBook& book_;
  const Clock& clock_;
  rpc::Executor& executor_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_IMPORT_METHODS_H_
