#include <array>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "tests/worlds/oracle/uncertainty.h"
#include "tests/worlds/random/engine_side.h"
#include "tests/worlds/random/numbers.h"
#include "tests/worlds/random/report.h"

// What the engine computes along a chain is what the law of propagation gives
// over all inputs of the world at once.

namespace suyuan::worlds {
namespace {

constexpr size_t kGapKinds = static_cast<size_t>(PlainGapKind::kCycle) + 1;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

bool Near(double a, double b, double scale) {
  return a == b || std::fabs(a - b) <= 1e-7 * scale;
}

bool Same(const std::optional<double>& a, const std::optional<double>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return Near(*a, *b, std::fabs(*b));
}

// Parts that cancel leave what rounding leaves of them.
std::vector<double> Worth(const PlainUncertainty& one) {
  double largest = 0;
  for (const double c : one.contributions) {
    largest = std::max(largest, std::fabs(c));
  }
  std::vector<double> out;
  for (const double c : one.contributions) {
    if (std::fabs(c) > 1e-9 * largest) out.push_back(c);
  }
  return out;
}

bool Same(const PlainUncertainty& a, const PlainUncertainty& b) {
  if (a.certificate != b.certificate || a.result != b.result ||
      a.cyclic != b.cyclic) {
    return false;
  }
  if (a.cyclic) return true;
  const std::vector<double> ours = Worth(a);
  const std::vector<double> theirs = Worth(b);
  if (a.gaps != b.gaps || ours.size() != theirs.size() ||
      !Same(a.standard_uncertainty, b.standard_uncertainty) ||
      !Same(a.degrees_of_freedom, b.degrees_of_freedom)) {
    return false;
  }
  const double scale = b.standard_uncertainty.value_or(0);
  for (size_t i = 0; i < ours.size(); ++i) {
    if (!Near(ours[i], theirs[i], scale)) return false;
  }
  return true;
}

bool Same(const std::vector<PlainUncertainty>& a,
          const std::vector<PlainUncertainty>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const PlainUncertainty& x, const PlainUncertainty& y) {
                      return Same(x, y);
                    });
}

bool Differ(const Case& c) {
  return !Same(EngineSide(c.world, true).ComputeUncertainty(c.trace),
               oracle::ComputeUncertainty(c.world, c.trace));
}

std::string Text(const std::vector<PlainUncertainty>& all) {
  std::ostringstream out;
  for (const PlainUncertainty& one : all) {
    out << one.certificate << '/' << one.result << (one.cyclic ? " cyclic" : "")
        << " u " << one.standard_uncertainty.value_or(-1) << " nu "
        << one.degrees_of_freedom.value_or(-1) << " of";
    for (const double c : one.contributions) out << ' ' << c;
    out << " gaps";
    for (const PlainGap& gap : one.gaps) {
      out << ' ' << static_cast<int>(gap.kind) << '@' << gap.certificate << '/'
          << gap.result << '/' << gap.reference;
    }
    out << '\n';
  }
  return out.str();
}

std::string Report(uint64_t seed, const Case& found) {
  const Case c = Shrink(found, Differ);
  return "seed " + std::to_string(seed) + "\n" + Describe(c) + "engine\n" +
         Text(EngineSide(c.world, true).ComputeUncertainty(c.trace)) +
         "oracle\n" + Text(oracle::ComputeUncertainty(c.world, c.trace));
}

struct Tally {
  uint64_t results = 0;
  uint64_t complete = 0;
  uint64_t with_degrees = 0;  // finite ones
  uint64_t correlated = 0;    // complete, and yet without degrees
  std::array<uint64_t, kGapKinds> gaps{};

  void Count(const PlainUncertainty& one) {
    ++results;
    for (const PlainGap& gap : one.gaps) ++gaps[static_cast<size_t>(gap.kind)];
    if (one.cyclic || !one.gaps.empty()) return;
    ++complete;
    if (!one.degrees_of_freedom) {
      ++correlated;
    } else if (std::isfinite(*one.degrees_of_freedom)) {
      ++with_degrees;
    }
  }
};

}  // namespace

TEST_CASE("Uncertainties along a chain are those of all its inputs at once") {
  const uint64_t worlds = FromEnvironment("SUYUAN_RANDOM_WORLDS", 10000);
  const uint64_t first = FromEnvironment("SUYUAN_RANDOM_SEED", 1);
  Tally tally;
  int reports = 0;
  for (uint64_t seed = first; seed < first + worlds; ++seed) {
    const Case c = RandomNumbersCase(seed);
    const auto expected = oracle::ComputeUncertainty(c.world, c.trace);
    for (const PlainUncertainty& one : expected) tally.Count(one);
    if (Same(EngineSide(c.world, true).ComputeUncertainty(c.trace), expected)) {
      continue;
    }
    std::cout << Report(seed, c) << std::endl;
    FAIL_CHECK("engine and oracle disagree, see above");
    REQUIRE(++reports < 5);
  }
  std::cout << tally.results << " results: complete " << tally.complete
            << ", with degrees of freedom " << tally.with_degrees
            << ", correlated " << tally.correlated << "; gaps";
  for (const uint64_t n : tally.gaps) std::cout << ' ' << n;
  std::cout << '\n';
  CHECK(tally.complete * 20 > tally.results);
  CHECK(tally.with_degrees * 100 > tally.results);
  CHECK(tally.correlated * 200 > tally.results);
  for (size_t kind = 0; kind < kGapKinds; ++kind) {
    CAPTURE(kind);
    // A cycle is told apart and counted by nobody.
    if (kind == static_cast<size_t>(PlainGapKind::kCycle)) continue;
    CHECK(tally.gaps[kind] * 1000 > tally.results);
  }
}

}  // namespace suyuan::worlds
