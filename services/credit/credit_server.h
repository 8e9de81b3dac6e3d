#ifndef SERVICES_CREDIT_CREDIT_SERVER_H_
#define SERVICES_CREDIT_CREDIT_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::credit {

// What the credit service needs to run. The same for the binary and for the
// process that holds all services.
struct Options : rpc::ServiceOptions {
  // The file of the database, made if it is not there; its folder must exist.
  // Empty: in memory, gone with the server.
  std::string database;
  // Files of policies that are offered beside MCP-v1, this project's default.
  // Each must compute its own worked examples.
  std::vector<std::string> policies;

  // To the registry, whose feed is followed for the outcomes of comparisons.
  // Null: none is.
  std::shared_ptr<grpc::Channel> registry;
};

// Opens the store (bringing its schema up to date), begins to serve and is
// ready when it returns. Refusals are those of libs/sql and libs/rpc:
// STORE_LOCKED, SCHEMA_TOO_NEW, ADDRESS_IN_USE, ...
absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartCredit(
    const Options& options);

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_CREDIT_SERVER_H_
