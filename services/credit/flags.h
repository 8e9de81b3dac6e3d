#ifndef SERVICES_CREDIT_FLAGS_H_
#define SERVICES_CREDIT_FLAGS_H_

#include <CLI/CLI.hpp>

#include "services/credit/credit_server.h"

namespace suyuan::credit {

// The flags of this service, in a process of its own or in the one of all.
inline void AddFlags(CLI::App& app, Options& options) {
  app.add_option("--policy", options.policies,
                 "file of a credit policy offered beside MCP-v1; may be "
                 "repeated");
}

}  // namespace suyuan::credit

#endif  // SERVICES_CREDIT_FLAGS_H_
