#ifndef SERVICES_TRACEABILITY_FLAGS_H_
#define SERVICES_TRACEABILITY_FLAGS_H_

#include <CLI/CLI.hpp>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "services/traceability/traceability_server.h"

namespace suyuan::traceability {

// The flags of this service, in a process of its own or in the one of all.
inline void AddFlags(CLI::App& app, Options& options) {
  app.add_option("--profile", options.profiles,
                 "file of a profile of one's own to judge chains by "
                 "(docs/profiles.md); repeat it for more")
      ->delimiter(',');
  app.add_option("--verdict-feed-profile", options.verdict_feed_profile,
                 "the profile whose changes of verdicts are told as a feed; "
                 "empty: there is no such feed")
      ->capture_default_str();
  app.add_option_function<double>(
         "--snapshot-seconds",
         [&options](double seconds) {
           options.snapshot_every = absl::Seconds(seconds);
         },
         "how often the snapshot of the graph is written where something has "
         "changed; 0: at the end only")
      ->check(CLI::Range(0.0, 1e6))
      ->default_str(
          absl::StrCat(absl::ToDoubleSeconds(options.snapshot_every)));
  app.add_option("--memory-limit", options.memory_limit,
                 "bytes that the graph may take, or 1500MB, 12GiB: no more "
                 "changes are taken over from there on; 0: any number")
      ->transform(CLI::AsSizeValue(true))
      ->capture_default_str();
  app.add_option("--proof-key-name", options.proof_key_name,
                 "what the key that signs what proofs assert is called; never "
                 "change it later")
      ->capture_default_str();
}

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_FLAGS_H_
