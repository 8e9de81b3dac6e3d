#include "services/registry/capability/source_in_force.h"

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

constexpr absl::CivilDay kDay(2025, 6, 1);
constexpr absl::CivilDay kFirst(2024, 1, 1);
constexpr absl::CivilDay kLast(2028, 12, 31);

// A public standard with its two certificates; change one thing.
SourceFacts AnyFacts() {
  SourceFacts facts;
  facts.period.from = kFirst;
  facts.needs_assessment = true;
  facts.assessments = {{kFirst, kLast}};
  facts.public_certificates = {{kFirst, kLast}};
  return facts;
}

bool IsInForce(absl::CivilDay day, const SourceFacts& facts) {
  return InForceOn(day, facts).has_value();
}

TEST_CASE("A scope counts from the first day to the last of its certificates") {
  CHECK(IsInForce(kFirst, AnyFacts()));
  CHECK_FALSE(IsInForce(kFirst - 1, AnyFacts()));
  CHECK(IsInForce(kLast, AnyFacts()));
  CHECK_FALSE(IsInForce(kLast + 1, AnyFacts()));
}

TEST_CASE("A measurement standard without an assessment counts for nothing") {
  SourceFacts facts = AnyFacts();
  facts.assessments.clear();
  CHECK_FALSE(IsInForce(kDay, facts));
  facts.needs_assessment = false;
  CHECK(IsInForce(kDay, facts));
}

TEST_CASE("A public certificate must be in force where one is recorded") {
  SourceFacts facts = AnyFacts();
  facts.public_certificates = {{kFirst, kDay - 1}};
  CHECK_FALSE(IsInForce(kDay, facts));
  facts.public_certificates.push_back({kDay, std::nullopt});
  CHECK(IsInForce(kDay, facts));
  facts.public_certificates.clear();
  CHECK(IsInForce(kDay, facts));
}

TEST_CASE("What is sealed, suspended or revoked on the day does not count") {
  SourceFacts facts = AnyFacts();
  const Cause cause = GENERATE(Cause::kSealed, Cause::kSuspended,
                               Cause::kRevoked, Cause::kCancelled);
  facts.spells = {{cause, {kDay, kDay + 10}, ""}};
  CHECK(IsInForce(kDay - 1, facts));
  CHECK_FALSE(IsInForce(kDay, facts));
  CHECK_FALSE(IsInForce(kDay + 10, facts));
}

TEST_CASE("The last day is the earliest of all that can end it") {
  SourceFacts facts = AnyFacts();
  CHECK(InForceOn(kDay, facts)->to == kLast);
  facts.public_certificates = {{kFirst, kLast - 1}};
  CHECK(InForceOn(kDay, facts)->to == kLast - 1);
  facts.period.to = kLast - 2;
  CHECK(InForceOn(kDay, facts)->to == kLast - 2);
  facts.spells = {{Cause::kSealed, {kLast - 10, std::nullopt}, ""},
                  {Cause::kSealed, {kFirst, kFirst}, ""}};
  CHECK(InForceOn(kDay, facts)->to == kLast - 11);
}

TEST_CASE("Of certificates in force together the last to end decides") {
  SourceFacts facts = AnyFacts();
  facts.public_certificates.clear();
  facts.assessments = {{kFirst, kLast}, {kDay, kLast + 365}, {kFirst, kDay}};
  CHECK(InForceOn(kDay, facts)->to == kLast + 365);
  CHECK(InForceOn(kDay - 1, facts)->to == kLast);
  facts.assessments.push_back({kFirst, std::nullopt});
  CHECK_FALSE(InForceOn(kDay, facts)->to.has_value());
}

}  // namespace
}  // namespace suyuan::registry
