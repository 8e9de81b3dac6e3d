#include "services/registry/capability/ranking.h"

#include <algorithm>
#include <vector>

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

CapabilityRank Rank(bool is_partial, std::optional<double> kilometres,
                    std::optional<double> expanded,
                    const std::string& institution = "institutions/a") {
  return {is_partial, kilometres, expanded, institution, "standards/a", 0};
}

TEST_CASE("Nearest first, then the smallest uncertainty, then by name") {
  const std::vector<CapabilityRank> in_order = {
      Rank(false, 10, 0.5),
      Rank(false, 10, 0.6),
      Rank(false, 10, std::nullopt),
      Rank(false, 11, 0.1),
      Rank(false, 11, 0.1, "institutions/b"),
      Rank(false, std::nullopt, 0.01),
      Rank(false, std::nullopt, std::nullopt),
      Rank(true, 0, 0.001),
      Rank(true, std::nullopt, 0.001)};
  for (size_t i = 0; i < in_order.size(); ++i) {
    for (size_t j = 0; j < in_order.size(); ++j) {
      CAPTURE(i, j);
      CHECK((in_order[i] < in_order[j]) == (i < j));
    }
  }
}

TEST_CASE("Rows of one institution keep the order of records and rows") {
  CapabilityRank first = Rank(false, 10, 0.5);
  CapabilityRank second = first;
  second.row = 1;
  CapabilityRank third = first;
  third.source = "standards/b";
  CHECK(first < second);
  CHECK(second < third);
  CHECK_FALSE(third < first);
}

}  // namespace
}  // namespace suyuan::registry
