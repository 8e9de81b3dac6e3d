#ifndef TESTS_UNIT_REGISTRY_RECORDS_RULES_H_
#define TESTS_UNIT_REGISTRY_RECORDS_RULES_H_

#include <functional>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "services/registry/convert/convert.h"
#include "tests/support/registry_examples.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {

// The example of a kind of records: valid, and every field set.
template <typename Message>
Message Example() {
  proto::Record any =
      suyuan::testing::RegistryExample(std::string(KindOf<Message>::kField));
  REQUIRE(KindOf<Message>::IsIn(any));
  return *KindOf<Message>::In(any);
}

template <typename Message>
using Change = std::function<void(Message&)>;

template <typename Message>
absl::Status Try(const Change<Message>& change) {
  Message message = Example<Message>();
  change(message);
  return ToDraft(message).status();
}

// The example stays valid with `good`; with `bad`, `field` alone is at fault.
// Paths are given without the kind: "scope[0].range".
template <typename Message>
void Boundary(const std::string& field, const Change<Message>& good,
              const Change<Message>& bad) {
  INFO(field);
  CHECK_THAT(Try<Message>(good), suyuan::testing::IsOk());
  const absl::Status refused = Try<Message>(bad);
  CHECK_THAT(refused, suyuan::testing::HasReason("INVALID_FIELD"));
  std::vector<std::string> fields;
  for (const auto& each : ViolationsOf(refused)) fields.push_back(each.field);
  const std::string kind(KindOf<Message>::kField);
  CHECK(fields ==
        std::vector<std::string>{field.empty() ? kind : kind + "." + field});
}

// A rule of one value: `set` with a good and a bad one.
template <typename Message, typename Value, typename Set>
void Values(const std::string& field, const Value& good, const Value& bad,
            Set set) {
  Boundary<Message>(
      field, [&](Message& m) { set(m, good); },
      [&](Message& m) { set(m, bad); });
}

}  // namespace suyuan::registry

#endif  // TESTS_UNIT_REGISTRY_RECORDS_RULES_H_
