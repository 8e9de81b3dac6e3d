// Four real certificates that name each other: a transmitter, its calibrator,
// the calibrator's pressure standard and that standard's pressure balance.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/dcc/links.h"
#include "libs/dcc/points.h"
#include "libs/dcc/reader.h"
#include "tests/conformance/dcc/corpus.h"

namespace suyuan::dcc {
namespace {

using testing::Corpus;
using testing::ReadCorpusFile;

Document MustRead(const char* file) {
  auto document = Read(ReadCorpusFile(file), Limits());
  INFO(document.status());
  REQUIRE(document.ok());
  return *std::move(document);
}

using Edges = std::vector<std::pair<std::string, int>>;

// Number and uses, in order of first use.
Edges EdgesOf(const Document& document) {
  Edges edges;
  for (const UpstreamEdge& each : UpstreamEdges(document)) {
    REQUIRE(each.reference.candidates.size() == 1);
    edges.emplace_back(each.reference.candidates.front(),
                       static_cast<int>(each.links.size()));
  }
  return edges;
}

TEST_CASE("The chain has exactly the edges that its certificates print") {
  if (Corpus().empty()) return;
  CHECK(EdgesOf(MustRead("chain_1_BX-10504-CAL_v2.2.0.xml")) ==
        Edges{{"K026-17P5172", 4}});
  CHECK(EdgesOf(MustRead("chain_2_K026-17P5172_v2.2.0.xml")) ==
        Edges{{"K026-17P4654", 1},
              {"K026-17P4667", 1},
              {"K026-17E3033", 1},
              {"K026-17F2173", 1},
              {"K026-16T5813", 1},
              {"K026-16T5839", 1}});
  CHECK(EdgesOf(MustRead("chain_3_K026-17P4654_v2.2.0.xml")) ==
        Edges{{"M-16P013", 2}, {"M-16M013", 1}, {"K026-17P3084", 1}});
  CHECK(EdgesOf(MustRead("chain_4_M-16P013_v2.2.0.xml")) ==
        Edges{{"M-15P035", 1},
              {"M-14M060", 1},
              {"M-15M045", 1},
              {"M-15P076", 1},
              {"M-15M007", 1},
              {"M-15M008", 1},
              {"M-15M019", 1},
              {"M-15E047", 1}});
}

TEST_CASE("Three edges resolve inside the set and all others stay open") {
  if (Corpus().empty()) return;
  std::map<std::string, Document> by_number;
  for (const char* file :
       {"chain_1_BX-10504-CAL_v2.2.0.xml", "chain_2_K026-17P5172_v2.2.0.xml",
        "chain_3_K026-17P4654_v2.2.0.xml", "chain_4_M-16P013_v2.2.0.xml"}) {
    Document document = MustRead(file);
    by_number.emplace(document.core.unique_identifier, std::move(document));
  }
  int resolved = 0;
  int open = 0;
  for (const auto& [number, document] : by_number) {
    for (const auto& [upstream, uses] : EdgesOf(document)) {
      ++(by_number.count(upstream) > 0 ? resolved : open);
    }
  }
  CHECK(resolved == 3);
  CHECK(open == 5 + 2 + 8);
}

TEST_CASE("No link of the chain claims a hash") {
  if (Corpus().empty()) return;
  for (const UpstreamLink& link :
       UpstreamLinks(MustRead("chain_1_BX-10504-CAL_v2.2.0.xml"))) {
    CHECK_FALSE(link.hash.is_usable);
    CHECK(link.hints.empty());
  }
}

TEST_CASE(
    "The transmitter has results in degrees and amperes, no uncertainty") {
  if (Corpus().empty()) return;
  const Document document = MustRead("chain_1_BX-10504-CAL_v2.2.0.xml");
  const auto points = PointsOf(document);
  REQUIRE(points.ok());
  REQUIRE(points->points.size() == 36);
  const metrology::Dimension temperature(0, 0, 0, 0, 1);
  const metrology::Dimension current(0, 0, 0, 1);
  for (const Point& point : points->points) {
    CHECK_FALSE(point.expanded_uncertainty.has_value());
    CHECK_FALSE(point.standard_uncertainty.has_value());
    const auto& unit = document.units[point.value.unit].unit;
    REQUIRE(unit.has_value());
    CHECK((unit->dimension() == temperature || unit->dimension() == current));
    CHECK(points->contexts[point.context].stage == Stage::kBeforeAdjustment);
  }
}

TEST_CASE("The pressure standards have results in pascal with k of 2") {
  if (Corpus().empty()) return;
  const Document document = MustRead("chain_3_K026-17P4654_v2.2.0.xml");
  const auto points = PointsOf(document);
  REQUIRE(points.ok());
  CHECK(points->points.size() == 23);
  for (const Point& point : points->points) {
    CHECK(point.expanded_uncertainty.has_value());
    CHECK(point.coverage_factor == 2);
    CHECK(document.units[point.value.unit].unit->dimension() ==
          metrology::Dimension(-1, 1, -2));
    CHECK(points->contexts[point.context].equipment.size() == 4);
  }
}

TEST_CASE("Two files under one number are told apart by their bytes only") {
  if (Corpus().empty()) return;
  const Document signed_copy =
      MustRead("chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml");
  CHECK(signed_copy.core.unique_identifier == "BX-10504-CAL");
  REQUIRE(signed_copy.signatures.size() == 1);
  CHECK(signed_copy.signatures[0].is_in_root);
  CHECK(EdgesOf(signed_copy) == Edges{{"K026-17P5172", 4}});
}

}  // namespace
}  // namespace suyuan::dcc
