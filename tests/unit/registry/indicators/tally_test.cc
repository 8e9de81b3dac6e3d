#include "services/registry/indicators/tally.h"

#include "catch2/catch.hpp"
#include "services/registry/indicators/notes.h"
#include "tests/unit/registry/indicators/facts.h"

namespace suyuan::registry::indicators {
namespace {

using testing::AnyEntry;
using testing::At;
using testing::kDay;

const absl::CivilDay kBase(2021, 12, 31);

Counted Since(absl::CivilDay since, std::string id = "a",
              std::string division = "653101") {
  return {At("standards/" + id, std::move(division)), since};
}

EntryFact Baseline(int64_t value, std::string division = "") {
  EntryFact entry = AnyEntry(Indicator::kPublicStandards, value, "baseline",
                             std::move(division));
  entry.baseline = true;
  entry.period.from = kBase;
  return entry;
}

Tally Add(std::vector<Counted> records, std::vector<EntryFact> entries,
          absl::CivilDay day = kDay) {
  return AddUp(std::move(records), entries, *FindPlan(""), day);
}

TEST_CASE("Records and reported counts add up, by prefecture") {
  const Tally tally =
      Add({Since(kDay, "b", "653101"), Since(kDay, "a", "653122"),
           Since(kDay, "c", "650102"), Since(kDay, "d", "650000")},
          {AnyEntry(Indicator::kPublicStandards, 3)});
  CHECK(tally.value == 7);
  CHECK(tally.parts ==
        std::vector<Part>{{"650000", 1}, {"650100", 4}, {"653100", 2}});
  CHECK(tally.evidence ==
        std::vector<std::string>{"indicatorEntries/entry", "standards/a",
                                 "standards/b", "standards/c", "standards/d"});
  CHECK(tally.notes.empty());
}

TEST_CASE("A reported count counts on the days of its period") {
  EntryFact entry = AnyEntry(Indicator::kTechnicalCommittees);
  entry.period.to = absl::CivilDay(2024, 5, 31);
  CHECK(Add({}, {entry}, absl::CivilDay(2022, 5, 31)).value == 0);
  CHECK(Add({}, {entry}, absl::CivilDay(2022, 6, 1)).value == 1);
  CHECK(Add({}, {entry}, absl::CivilDay(2024, 5, 31)).value == 1);
  CHECK(Add({}, {entry}, absl::CivilDay(2024, 6, 1)).value == 0);
}

TEST_CASE("What has no place counts and is said to have none") {
  const Tally tally =
      Add({}, {AnyEntry(Indicator::kResearchProjects, 2, "p", "")});
  CHECK(tally.value == 2);
  CHECK(tally.parts == std::vector<Part>{{"", 2}});
  CHECK(tally.notes == std::vector<std::string>{NotPlacedNote(2)});
}

TEST_CASE("A baseline stands for what began on its day or before") {
  const Tally tally = Add(
      {Since(kBase - 1, "old"), Since(kBase, "same"), Since(kBase + 1, "new")},
      {Baseline(1360)});
  CHECK(tally.value == 1361);
  CHECK(tally.evidence ==
        std::vector<std::string>{"indicatorEntries/baseline", "standards/new"});
  CHECK(tally.notes ==
        std::vector<std::string>{NotPlacedNote(1360), BaselineNote(2)});
}

TEST_CASE("What began since ever is part of a baseline") {
  Counted counted = Since(kBase);
  counted.since.reset();
  CHECK(Add({counted}, {Baseline(5)}).value == 5);
}

TEST_CASE("A baseline stands for other reports of its time too") {
  EntryFact before = AnyEntry(Indicator::kPublicStandards, 4, "before");
  before.period.from = kBase;
  EntryFact after = AnyEntry(Indicator::kPublicStandards, 2, "after");
  after.period.from = kBase + 1;
  CHECK(Add({}, {before, after, Baseline(10)}).value == 12);
}

TEST_CASE("A baseline without a day is that of the end of 2021") {
  EntryFact baseline = Baseline(10);
  baseline.period.from.reset();
  CHECK(Add({Since(kBase, "old"), Since(kBase + 1, "new")}, {baseline}).value ==
        11);
  CHECK(Add({}, {baseline}, kBase - 1).value == 0);
  CHECK(Add({}, {baseline}, kBase).value == 10);
}

TEST_CASE("Before and after its days a baseline stands for nothing") {
  EntryFact baseline = Baseline(10);
  baseline.period.to = absl::CivilDay(2023, 6, 30);
  const std::vector<Counted> old = {Since(kBase, "old")};
  CHECK(Add(old, {baseline}, kBase - 1).value == 1);
  CHECK(Add(old, {baseline}, absl::CivilDay(2023, 6, 30)).value == 10);
  CHECK(Add(old, {baseline}, absl::CivilDay(2023, 7, 1)).value == 1);
}

TEST_CASE("A baseline of a prefecture stands for that prefecture alone") {
  const Tally tally =
      Add({Since(kBase, "here", "653122"), Since(kBase, "there", "650102"),
           Since(kBase, "nowhere", "")},
          {Baseline(100, "653100")});
  CHECK(tally.value == 102);
  CHECK(tally.parts ==
        std::vector<Part>{{"", 1}, {"650100", 1}, {"653100", 100}});
}

TEST_CASE("A baseline of the region stands for what is not placed as well") {
  CHECK(Add({Since(kBase, "nowhere", "")}, {Baseline(100, "650000")}).value ==
        100);
  CHECK(Add({Since(kBase, "nowhere", "")}, {Baseline(100, "")}).value == 100);
}

TEST_CASE("Baselines of prefectures within one of the region do not add") {
  const Tally tally = Add({}, {Baseline(1360, "650000"), Baseline(90, "653100"),
                               Baseline(80, "650100")});
  CHECK(tally.value == 1360);
  CHECK(tally.notes == std::vector<std::string>{NestedBaselineNote(2)});
}

TEST_CASE("Baselines beside one another and of one division add") {
  CHECK(Add({}, {Baseline(90, "653100"), Baseline(80, "650100")}).value == 170);
  CHECK(Add({}, {Baseline(90, "653100"), Baseline(5, "653100")}).value == 95);
  CHECK(Add({}, {Baseline(90, ""), Baseline(5, "650000")}).value == 95);
}

TEST_CASE("Counts of sample records say so") {
  Counted counted = Since(kDay);
  counted.source.is_sample = true;
  CHECK(Add({counted, Since(kDay, "b")}, {}).notes ==
        std::vector<std::string>{SampleDataNote()});
  // Not where the sample record itself does not count.
  counted.since = kBase;
  CHECK(Add({counted}, {Baseline(5, "653100")}).notes ==
        std::vector<std::string>{BaselineNote(1)});
}

TEST_CASE("A project that two bodies report counts once") {
  EntryFact first = AnyEntry(Indicator::kResearchProjects, 1, "a");
  first.titles = {"quantum link", "量子链路"};
  EntryFact second = AnyEntry(Indicator::kResearchProjects, 1, "b");
  second.titles = {"量子链路"};
  EntryFact other = AnyEntry(Indicator::kResearchProjects, 1, "c");
  other.titles = {"hydrogen flow"};
  int64_t repeated = 0;
  const auto distinct =
      DistinctProjects({other, second, first}, kDay, repeated);
  CHECK(repeated == 1);
  CHECK(Add({}, distinct).evidence ==
        std::vector<std::string>{"indicatorEntries/a", "indicatorEntries/c"});
}

TEST_CASE("A report that is over does not hide one that follows it") {
  EntryFact first = AnyEntry(Indicator::kResearchProjects, 1, "a");
  first.titles = {"量子链路"};
  first.period.to = kDay - 1;
  EntryFact second = AnyEntry(Indicator::kResearchProjects, 1, "b");
  second.titles = {"量子链路"};
  int64_t repeated = 0;
  const auto distinct = DistinctProjects({first, second}, kDay, repeated);
  CHECK(repeated == 0);
  CHECK(Add({}, distinct).value == 1);
}

}  // namespace
}  // namespace suyuan::registry::indicators
