#include "services/traceability/rules/remote_link.h"

#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::worlds {

using absl::CivilDay;
using traceability::RemoteLinkFacts;
using traceability::Spell;
using traceability::WindowsOf;

namespace {

// So many hours after the beginning of 2024-05-10, the day of the work.
absl::Time Hour(double hours) {
  return metrology::BeginOf(CivilDay(2024, 5, 10)) + hours * absl::Hours(1);
}

// Up from the day before the work to the day after, with comparisons at these
// hours and a largest gap of a day.
RemoteLinkFacts LinkWith(std::initializer_list<double> hours) {
  RemoteLinkFacts link;
  link.spells = {{Hour(-24), Hour(72)}};
  for (const double hour : hours) {
    link.comparisons.push_back({Hour(hour), true, 7e-9});
  }
  link.maximum_gap = absl::Hours(24);
  return link;
}

SmallWorld Followed(const RemoteLinkFacts& link) {
  SmallWorld world;
  world.f1.references[0].remote_link = link;
  return world;
}

bool Judged(const TraceAnswer& answer) {
  return Has(answer, kLinkGap, Outcome::kHeld) ||
         Has(answer, kLinkGap, Outcome::kBroken) ||
         Has(answer, kLinkGap, Outcome::kUnknown);
}

}  // namespace

TEST_CASE("The windows of a link are a set of intervals") {
  RemoteLinkFacts link = LinkWith({-6, 18, 48});
  const std::vector<Spell> windows = WindowsOf(link);
  REQUIRE(windows.size() == 2);
  CHECK(windows[0].from == Hour(-24));
  CHECK(windows[0].to == Hour(42));
  CHECK(windows[1].from == Hour(48));
  CHECK(windows[1].to == Hour(72));  // the link went down then
}

TEST_CASE("A comparison that was not accepted bridges nothing") {
  RemoteLinkFacts link = LinkWith({-6, 18});
  link.comparisons[1].accepted = false;
  REQUIRE(WindowsOf(link).size() == 1);
  CHECK(WindowsOf(link)[0].to == Hour(18));
}

TEST_CASE("A link that came up again without a break goes on") {
  RemoteLinkFacts link = LinkWith({-6, 10});
  link.spells = {{Hour(-24), Hour(12)}, {Hour(12), Hour(20)}};
  REQUIRE(WindowsOf(link).size() == 1);
  CHECK(WindowsOf(link)[0].to == Hour(20));
  link.spells[1].from = Hour(12.5);
  CHECK(WindowsOf(link).size() == 2);
}

TEST_CASE("A link that was not seen to go down ends with its last comparison") {
  RemoteLinkFacts link = LinkWith({-6});
  link.spells[0].to = absl::InfiniteFuture();
  REQUIRE(WindowsOf(link).size() == 1);
  CHECK(WindowsOf(link)[0].to == Hour(18));
}

TEST_CASE("Work within a window of its remote link rests on it") {
  const TraceAnswer answer = Ask(Followed(LinkWith({-6, 12})), "F1");
  CHECK(Has(answer, kLinkGap, Outcome::kHeld));
  CHECK(answer.verdict == Verdict::kTraceable);
}

TEST_CASE("Thirty hours without a comparison are a gap of a day's link") {
  SmallWorld world = Followed(LinkWith({-6, 24, 48}));
  world.f1.end = world.f1.issued = CivilDay(2024, 5, 12);
  world.f1.recorded_at = NoonOf(2024, 5, 12);
  // From -6 to 24 hours are 30.
  const TraceAnswer answer = Ask(world, "F1");
  CHECK(Has(answer, kLinkGap, Outcome::kBroken));
  CHECK(answer.verdict == Verdict::kNotTraceable);
  world.f1.references[0].remote_link = LinkWith({0, 24, 48});
  CHECK(Has(Ask(world, "F1"), kLinkGap, Outcome::kHeld));
}

TEST_CASE("A gap within the only day of the work may or may not concern it") {
  const TraceAnswer answer = Ask(Followed(LinkWith({-6, 20})), "F1");
  CHECK(Has(answer, kLinkGap, Outcome::kUnknown));
  CHECK(answer.verdict == Verdict::kIndeterminate);
}

TEST_CASE("The whole last day has to be within the window") {
  CHECK(Has(Ask(Followed(LinkWith({-6, 0})), "F1"), kLinkGap, Outcome::kHeld));
  CHECK(Has(Ask(Followed(LinkWith({-6, -0.5})), "F1"), kLinkGap,
            Outcome::kUnknown));
}

TEST_CASE("A link that was down on the day carries nothing") {
  RemoteLinkFacts link = LinkWith({-20});
  link.spells[0].to = Hour(-1);
  CHECK(Has(Ask(Followed(link), "F1"), kLinkGap, Outcome::kBroken));
  link.spells[0].to = Hour(1);
  CHECK(Has(Ask(Followed(link), "F1"), kLinkGap, Outcome::kUnknown));
}

TEST_CASE("On unknown days nobody can say whether the link was up") {
  SmallWorld world = Followed(LinkWith({-6, 12}));
  world.f1.begin.reset();
  world.f1.end.reset();
  CHECK(Has(Ask(world, "F1"), kLinkGap, Outcome::kUnknown));
}

TEST_CASE("The end of a remote reference is that of its link") {
  SmallWorld world = Followed(LinkWith({-6, 12}));
  world.e2.valid_to.reset();
  CHECK(Has(Ask(world, "F1"), 4, Outcome::kHeld));
  world.f1.references[0].remote_link.reset();
  CHECK(Has(Ask(world, "F1"), 4, Outcome::kUnknown));
  // What the certificate itself says still counts.
  world = Followed(LinkWith({-6, 12}));
  world.e2.valid_to = CivilDay(2024, 5, 9);
  CHECK(Has(Ask(world, "F1"), 4, Outcome::kBroken));
}

TEST_CASE("Only a remote link can have a gap") {
  CHECK_FALSE(Judged(Ask(SmallWorld(), "F1")));
}

TEST_CASE("A link is as good as the worst comparison that the work rests on") {
  const traceability::Work work{
      traceability::ToDayNumber(CivilDay(2024, 5, 10)),
      traceability::ToDayNumber(CivilDay(2024, 5, 10))};
  RemoteLinkFacts link = LinkWith({-20, -6, 12, 30});
  link.comparisons[0].standard_uncertainty = 99e-9;  // superseded
  link.comparisons[1].standard_uncertainty = 20e-9;
  link.comparisons[3].standard_uncertainty = 88e-9;  // later
  CHECK(*LinkUncertainty(link, work) == 20e-9);
  link.comparisons[1].accepted = false;
  CHECK(*LinkUncertainty(link, work) == 99e-9);
  link.comparisons[0].standard_uncertainty.reset();
  CHECK_FALSE(LinkUncertainty(link, work));
  CHECK_FALSE(LinkUncertainty(LinkWith({}), work));
}

}  // namespace suyuan::worlds
