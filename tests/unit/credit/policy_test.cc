#include "catch2/catch.hpp"
#include "services/credit/policy_loader.h"
#include "tests/support/status_matchers.h"

namespace suyuan::credit {
namespace {

using testing::IsOk;
using testing::StatusOf;

std::string NoHash(absl::string_view) { return "unhashed"; }

TEST_CASE("The default policy computes its own worked examples") {
  CHECK_THAT(StatusOf(LoadPolicy(BuiltinPolicyText(), NoHash)), IsOk());
}

}  // namespace
}  // namespace suyuan::credit
