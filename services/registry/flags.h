#ifndef SERVICES_REGISTRY_FLAGS_H_
#define SERVICES_REGISTRY_FLAGS_H_

#include <CLI/CLI.hpp>

#include "services/registry/registry_server.h"

namespace suyuan::registry {

// The flags of this service, in a process of its own or in the one of all.
inline void AddFlags(CLI::App& app, Options& options) {
  app.add_option("--dataset-publisher", options.dataset_publisher,
                 "who answers for the dataset that data centres may have");
  app.add_option("--dataset-licence", options.dataset_licence,
                 "the terms under which that dataset may be used");
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FLAGS_H_
