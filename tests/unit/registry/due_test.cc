#include "services/registry/due/due.h"

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

using Items = std::vector<DueItem>;

constexpr absl::CivilDay kFirst(2020, 3, 1);
constexpr absl::CivilDay kLast(2025, 2, 28);

Grant AnyGrant(const std::string& number, absl::CivilDay from,
               std::optional<absl::CivilDay> to) {
  return {DueReason::kAssessment, number, {from, to}};
}

// A standard with one assessment; change one thing.
DueFacts AnyFacts() {
  DueFacts facts;
  facts.grants = {AnyGrant("2020-1", kFirst, kLast)};
  return facts;
}

// The renewal and its last day.
constexpr absl::CivilDay kNext(2025, 2, 10);
constexpr absl::CivilDay kNextLast(2030, 2, 9);

const Items kAssessment = {{kLast, "2020-1", DueReason::kAssessment}};

TEST_CASE("A certificate ends on its last day under its number") {
  CHECK(DueItems(AnyFacts()) == kAssessment);
  CHECK(DueItems({}).empty());
}

TEST_CASE("An assessment that a newer one follows is not due") {
  DueFacts facts = AnyFacts();
  facts.grants.insert(facts.grants.begin(),
                      AnyGrant("2025-7", kNext, kNextLast));
  CHECK(DueItems(facts) ==
        Items{{kNextLast, "2025-7", DueReason::kAssessment}});
}

TEST_CASE("Of two assessments that end together the later one is due") {
  DueFacts facts = AnyFacts();
  facts.grants.push_back(AnyGrant("2020-1/1", kFirst + 1, kLast));
  CHECK(DueItems(facts) == Items{{kLast, "2020-1/1", DueReason::kAssessment}});
}

TEST_CASE("What has no last day is never due, nor what it follows") {
  DueFacts facts = AnyFacts();
  facts.grants.push_back(AnyGrant("2025-7", kNext, std::nullopt));
  CHECK(DueItems(facts).empty());
}

TEST_CASE("Each sort of certificate has a renewal of its own") {
  DueFacts facts = AnyFacts();
  facts.grants.push_back(
      {DueReason::kPublicCertificate, "P-9", {kFirst, kLast + 30}});
  facts.grants.push_back({DueReason::kRegistration, "", {kFirst, kFirst}});
  CHECK(DueItems(facts) ==
        Items{{kFirst, "", DueReason::kRegistration},
              {kLast, "2020-1", DueReason::kAssessment},
              {kLast + 30, "P-9", DueReason::kPublicCertificate}});
}

TEST_CASE("What ends on one day is in the order of its numbers") {
  DueFacts facts = AnyFacts();
  facts.grants.push_back({DueReason::kPublicCertificate, "1", {kFirst, kLast}});
  CHECK(DueItems(facts) == Items{{kLast, "1", DueReason::kPublicCertificate},
                                 {kLast, "2020-1", DueReason::kAssessment}});
}

TEST_CASE("A certificate is not due where its record ends before") {
  DueFacts facts = AnyFacts();
  facts.period.to = kLast;
  CHECK(DueItems(facts) == kAssessment);
  facts.period.to = kLast - 1;
  CHECK(DueItems(facts).empty());
}

TEST_CASE("What is revoked or cancelled by its last day is not due") {
  const Cause cause = GENERATE(Cause::kRevoked, Cause::kCancelled);
  DueFacts facts = AnyFacts();
  facts.spells = {{cause, {kLast + 1, std::nullopt}, ""}};
  CHECK(DueItems(facts) == kAssessment);
  facts.spells = {{cause, {kLast, std::nullopt}, ""}};
  CHECK(DueItems(facts).empty());
  facts.spells = {{cause, {}, ""}};
  CHECK(DueItems(facts).empty());
}

TEST_CASE("What is sealed or suspended still has to be renewed") {
  const Cause cause = GENERATE(Cause::kSealed, Cause::kSuspended);
  DueFacts facts = AnyFacts();
  facts.spells = {{cause, {kFirst, std::nullopt}, ""}};
  CHECK(DueItems(facts) == kAssessment);
}

}  // namespace
}  // namespace suyuan::registry
