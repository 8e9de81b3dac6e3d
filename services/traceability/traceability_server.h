#ifndef SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
#define SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/rpc/service.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace suyuan::traceability {

// What the service needs to run. The same for the binary and for the process
// that holds all services.
struct Options : rpc::ServiceOptions {
  // Files of profiles to judge by, besides the built-in ones
  // (docs/profiles.md).
  std::vector<std::string> profiles;

  // To the services whose feeds are followed.
  std::shared_ptr<grpc::Channel> registry;
  std::shared_ptr<grpc::Channel> certificates;

  // The profile under which changes of verdicts are told (VerdictFeed): judging
  // each certificate when it comes costs as much again as taking it over.
  // Empty: no such feed.
  std::string verdict_feed_profile = "CN_LEGAL";
  // File of the key that signs what proofs assert (docs/proof-bundle.md), made
  // where it is not there; "": nothing is proved. Its name is part of it: never
  // change it later.
  std::string proof_key;
  std::string proof_key_name = "suyuan.local/proofs";
};

// Begins to serve and to follow both feeds, and is ready once it has caught up
// with them. Refusals are those of libs/rpc (ADDRESS_IN_USE, ...), of LoadProfiles, and
// INVALID_FIELD for a `verdict_feed_profile` that there is not.
absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartTraceability(
    const Options& options);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
