#ifndef SERVICES_REGISTRY_REGISTRY_SERVER_H_
#define SERVICES_REGISTRY_REGISTRY_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"

namespace suyuan::registry {

// What a registry needs to run. The same for the binary and for the process
// that holds all services.
struct Options : rpc::ServiceOptions {
  // The file of the database, made if it is not there; its folder must exist.
  // Empty: in memory, gone with the server.
  std::string database;
  // Who answers for the dataset that data centres may have, and under which
  // terms; "": not said.
  std::string dataset_publisher;
  std::string dataset_licence;
};

// Opens the store (bringing its schema up to date), begins to serve and is
// ready when it returns. Refusals are those of libs/sql and libs/rpc:
// STORE_LOCKED, SCHEMA_TOO_NEW, ADDRESS_IN_USE, ...
absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartRegistry(
    const Options& options);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_REGISTRY_SERVER_H_
