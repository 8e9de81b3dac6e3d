#ifndef TESTS_CONFORMANCE_PROTOS_CONTRACT_DIFF_H_
#define TESTS_CONFORMANCE_PROTOS_CONTRACT_DIFF_H_

#include <map>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.pb.h"

namespace suyuan::testing {

// Every part of a contract that a client rests on, by its full name: messages,
// fields, enums, values, services, methods and their bindings to HTTP, each
// with what must not change
// ("3 string repeated json=siteIds").
using Contract = std::map<std::string, std::string>;

Contract ContractOf(const google::protobuf::FileDescriptorSet& set);

struct ContractDiff {
  // Each would break a client: gone, or not what it was.
  std::vector<std::string> broken;
  std::vector<std::string> added;
};

ContractDiff Compare(const Contract& promised, const Contract& present);

// Full names of the parts without a comment before or behind them. Needs
// source info.
std::vector<std::string> Uncommented(
    const google::protobuf::FileDescriptorSet& set);

}  // namespace suyuan::testing

#endif  // TESTS_CONFORMANCE_PROTOS_CONTRACT_DIFF_H_
