#include "tests/bench/region.h"

#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/bench/region_messages.h"

namespace suyuan::bench {
namespace {

std::vector<Calibration> All(Region& region) {
  std::vector<Calibration> all;
  Calibration calibration;
  while (region.Next(calibration)) all.push_back(calibration);
  return all;
}

TEST_CASE("A seed gives the same region, another seed another one") {
  const auto text = [](uint64_t seed) {
    Region region({.seed = seed, .certificates = 500});
    std::string all;
    for (const Calibration& c : All(region)) {
      all += CertificateMessage(region, c).DebugString();
    }
    return all;
  };
  CHECK(text(7) == text(7));
  CHECK(text(7) != text(8));
}

TEST_CASE("A region makes as many certificates as were asked for, in order") {
  const int64_t wanted = GENERATE(1, 100, 20'000);
  Region region({.certificates = wanted});
  const std::vector<Calibration> all = All(region);
  REQUIRE(all.size() == static_cast<size_t>(wanted));
  for (size_t i = 0; i < all.size(); ++i) {
    CHECK(all[i].number == static_cast<int64_t>(i + 1));
    if (i > 0) CHECK(all[i].day >= all[i - 1].day);
  }
}

TEST_CASE("A reference is a higher standard with its newest certificate") {
  Region region({.certificates = 20'000});
  std::map<ItemId, std::vector<Calibration>> of_item;
  Calibration c;
  while (region.Next(c)) {
    const Item& item = region.items()[c.item];
    CHECK((c.use_count == 0) == (item.tier == 0));
    std::set<ItemId> different;
    for (int i = 0; i < c.use_count; ++i) {
      const Calibration::Use& use = c.uses[i];
      CHECK(region.items()[use.item].tier < item.tier);
      CHECK(different.insert(use.item).second);
      // The slow way to the newest that ended before this work began.
      int64_t newest = 0;
      for (const Calibration& made : of_item[use.item]) {
        if (made.day <= c.day - 1) newest = made.number;
      }
      CHECK(use.number == newest);
    }
    of_item[c.item].push_back(c);
  }
}

TEST_CASE("A region has the shape that was measured elsewhere") {
  Region region({.certificates = 100'000});
  CHECK(region.kinds() == 120);
  std::vector<double> tiers(kTiers);
  double links = 0;
  double single = 0;
  double instruments = 0;
  int last_day = 0;
  for (const Calibration& c : All(region)) {
    const int tier = region.items()[c.item].tier;
    tiers[tier] += 1;
    links += c.use_count;
    last_day = c.day;
    if (tier != kInstruments) continue;
    instruments += 1;
    single += c.use_count == 1;
  }
  CHECK(tiers[kInstruments] / 100'000 == Approx(0.84).margin(0.06));
  // 1 M links on 0.7 M certificates.
  CHECK(links / 100'000 == Approx(1.43).margin(0.1));
  CHECK(single / instruments == Approx(0.75).margin(0.05));
  CHECK(last_day / 365.0 == Approx(5).margin(0.6));
}

TEST_CASE("A power law of 0.8 favours the first, and reaches the last") {
  Random random(1);
  std::vector<int> picked(10);
  for (int i = 0; i < 100'000; ++i) ++picked[random.PowerLaw(10, 0.8)];
  CHECK(picked[0] / 1e5 == Approx(std::pow(0.1, 0.2)).margin(0.01));
  CHECK(picked[9] > 0);
}

}  // namespace
}  // namespace suyuan::bench
