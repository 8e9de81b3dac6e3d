#ifndef TESTS_INTEGRATION_REGISTRY_RECORDING_H_
#define TESTS_INTEGRATION_REGISTRY_RECORDING_H_

#include <string>

#include "google/protobuf/text_format.h"
#include "tests/integration/registry/kinds.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry::testing {

// A message from its text form.
template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  INFO(text);
  REQUIRE(google::protobuf::TextFormat::ParseFromString(text, &message));
  return message;
}

// Records what `text` says under an id; it must succeed.
template <typename Message>
void Record(Registry& registry, const std::string& id,
            const std::string& text) {
  INFO(text);
  REQUIRE_THAT(suyuan::testing::StatusOf(registry.Call(
                   Kind<Message>::kCreate,
                   Kind<Message>::Creation(id, FromText<Message>(text)))),
               suyuan::testing::IsOk());
}

// Follows page tokens to the end: all that `listed` gives of each page.
template <typename Response, typename Request, typename Listed>
std::vector<std::string> AllPages(
    Registry& registry,
    grpc::Status (proto::Registry::Stub::*method)(grpc::ClientContext*,
                                                  const Request&, Response*),
    Request request, Listed listed) {
  std::vector<std::string> all;
  do {
    const auto page = registry.Call(method, request);
    REQUIRE_THAT(suyuan::testing::StatusOf(page), suyuan::testing::IsOk());
    for (const std::string& one : listed(*page)) all.push_back(one);
    request.set_page_token(page->next_page_token());
    REQUIRE(all.size() < 10000);
  } while (!request.page_token().empty());
  return all;
}

}  // namespace suyuan::registry::testing

#endif  // TESTS_INTEGRATION_REGISTRY_RECORDING_H_
