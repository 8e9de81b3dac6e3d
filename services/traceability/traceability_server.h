#ifndef SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
#define SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
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

  // Folder that keeps a snapshot of the graph, graph.snapshot, from which the
  // next start goes on (snapshot/snapshot.h); made where it is not there. "":
  // none is kept, and every start replays the feeds.
  std::string data_dir;
  // How often it is written where something has changed, and at the end
  // always; 0: at the end only.
  absl::Duration snapshot_every = absl::Minutes(15);
  // Bytes that the graph and what is settled of it may take (their own count:
  // the ledger of verdicts, calls and what allocators keep free come on top).
  // Changes are refused from there on, and the service is not ready. 0: any.
  int64_t memory_limit = 0;
};

// Begins to serve and to follow both feeds; ready once it has caught up with
// them, and as long as changes are taken over. Stopping it writes the snapshot.
// Refusals are those of libs/rpc (ADDRESS_IN_USE, DATA_DIR_UNUSABLE, ...), of
// LoadProfiles, and INVALID_FIELD for a `verdict_feed_profile` that there is
// not.
absl::StatusOr<std::unique_ptr<rpc::RunningService>> StartTraceability(
    const Options& options);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRACEABILITY_SERVER_H_
