// Properties that hold for every set of facts, on random ones.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "catch2/catch.hpp"
#include "services/credit/explanation.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using testing::AnyFact;
using testing::Day;
using testing::Mcp;
using testing::OnTime;
using testing::Overdue;
using testing::ScoreOn;

constexpr char kToday[] = "2026-06-30";
constexpr int kCases = 4000;

class RandomFacts {
 public:
  explicit RandomFacts(uint32_t seed) : random_(seed) {
    for (const auto& [id, indicator] : Mcp().indicators) {
      if (indicator.counting == Counting::kMeasured) continue;
      (indicator.polarity == Polarity::kPositive ? positives_ : negatives_)
          .push_back(id);
    }
  }

  int64_t Below(int64_t n) {
    return std::uniform_int_distribution<int64_t>(0, n - 1)(random_);
  }
  std::mt19937& random() { return random_; }

  Fact Negative() { return Event(negatives_[Below(negatives_.size())]); }
  Fact Event(const std::string& indicator) {
    Fact fact = AnyFact("f" + std::to_string(next_++), indicator,
                        FormatDay(Day(kToday) - Below(1500)));
    // Few incidents, so that they merge; few days, so that they tie.
    fact.incident_id = "i" + std::to_string(Below(6));
    if (Below(3) == 0) fact.decided_on = Day(kToday) - Below(4) * 100;
    fact.recorded_at = StartOf(fact.decided_on);
    if (Below(2) == 0 || Mcp().Find(indicator)->NeedsDueDay()) {
      fact.rectify_due = fact.decided_on + Below(60);
    }
    if (Below(3) > 0) fact.rectified_on = fact.decided_on + Below(120);
    if (fact.rectified_on.has_value() && Below(2) == 0) {
      fact.rectification_verified_by = "AMR";
    }
    if (Below(6) == 0) fact.use_until = fact.decided_on + 1 + Below(1500);
    if (Below(6) == 0) fact.status = FactStatus::kDisputed;
    return fact;
  }
  std::vector<Fact> Some() {
    std::vector<Fact> facts;
    const int64_t count = Below(14);
    for (int64_t i = 0; i < count; ++i) {
      facts.push_back(Below(3) > 0
                          ? Negative()
                          : Event(positives_[Below(positives_.size())]));
    }
    if (Below(2) == 0) facts.push_back(OnTime(90 + Below(11), 100, kToday));
    if (Below(2) == 0) facts.push_back(Overdue(Below(20), 200, kToday));
    return facts;
  }

 private:
  std::mt19937 random_;
  std::vector<std::string> negatives_;
  std::vector<std::string> positives_;
  int next_ = 0;
};

TEST_CASE("Adding a negative fact never raises the score or the class") {
  RandomFacts random(1);
  int lowered = 0;
  for (int i = 0; i < kCases; ++i) {
    std::vector<Fact> facts = random.Some();
    const Score before = ScoreOn(kToday, facts);
    facts.push_back(random.Negative());
    const Score after = ScoreOn(kToday, facts);
    REQUIRE(after.value <= before.value);
    REQUIRE(after.deductions >= before.deductions);
    REQUIRE(after.final_class >= before.final_class);
    lowered += after.value < before.value;
  }
  CHECK(lowered > kCases / 10);  // the cases are not all vacuous
}

TEST_CASE("Withdrawing a negative fact never lowers the score") {
  RandomFacts random(2);
  int raised = 0;
  for (int i = 0; i < kCases; ++i) {
    std::vector<Fact> facts = random.Some();
    if (facts.empty()) continue;
    Fact withdrawn = facts[random.Below(facts.size())];
    if (Mcp().Find(withdrawn.indicator_id)->polarity != Polarity::kNegative) {
      continue;
    }
    const Score before = ScoreOn(kToday, facts);
    withdrawn.version = 2;
    withdrawn.status = FactStatus::kWithdrawn;
    facts.push_back(withdrawn);
    const Score after = ScoreOn(kToday, facts);
    REQUIRE(after.value >= before.value);
    REQUIRE(after.final_class <= before.final_class);
    raised += after.value > before.value;
  }
  CHECK(raised > kCases / 20);
}

TEST_CASE("The order in which facts come changes nothing") {
  RandomFacts random(3);
  for (int i = 0; i < kCases; ++i) {
    std::vector<Fact> facts = random.Some();
    const Score one = ScoreOn(kToday, facts);
    std::shuffle(facts.begin(), facts.end(), random.random());
    const Score other = ScoreOn(kToday, facts);
    REQUIRE(one.value == other.value);
    REQUIRE(one.final_class == other.final_class);
    REQUIRE(one.value_without_disputed == other.value_without_disputed);
    REQUIRE(one.incidents.size() == other.incidents.size());
    for (size_t j = 0; j < one.incidents.size(); ++j) {
      REQUIRE(one.incidents[j].incident_id == other.incidents[j].incident_id);
      REQUIRE(one.incidents[j].fact_id == other.incidents[j].fact_id);
    }
  }
}

// The arithmetic of 5.1 told as plainly as it is written there: quadratic, and
// sharing no step with the engine but the policy's numbers.
int64_t SlowScore(const std::vector<Fact>& facts, absl::CivilDay as_of) {
  struct Used {
    const Fact* fact;
    const Indicator* indicator;
    bool open;
  };
  std::vector<Used> used;
  for (const Fact& fact : facts) {
    const Indicator& indicator = Mcp().indicators.at(fact.indicator_id);
    const bool open = (indicator.opens || fact.rectify_due) &&
                      !(fact.rectified_on && *fact.rectified_on <= as_of);
    if (fact.decided_on > as_of) continue;
    if (fact.status == FactStatus::kWithdrawn) continue;
    if (fact.use_until && as_of >= *fact.use_until) continue;
    if (!open && indicator.window > 0 &&
        as_of - fact.decided_on >= indicator.window) {
      continue;
    }
    used.push_back({&fact, &indicator, open});
  }
  std::map<std::string, std::pair<int64_t, int>> incidents;
  std::map<std::string, int64_t> positives;
  for (const Used& one : used) {
    const Fact& fact = *one.fact;
    const Indicator& indicator = *one.indicator;
    int64_t points = indicator.points;
    const bool verified = fact.rectified_on && *fact.rectified_on <= as_of &&
                          !fact.rectification_verified_by.empty();
    if (indicator.id == "M-101") {
      points = std::min<int64_t>(
          1200, (24000 * fact.values.at("overdue") + fact.values.at("total")) /
                    (2 * fact.values.at("total")));
    } else if (indicator.id == "M-601") {
      const int64_t bp =
          fact.values.at("on_time") * 10000 / fact.values.at("due");
      points = bp >= 9950 ? 600 : bp >= 9800 ? 400 : bp >= 9500 ? 200 : 0;
    } else if (indicator.id == "M-202" && verified &&
               *fact.rectified_on <= *fact.rectify_due) {
      points = 300;
    } else if (indicator.id == "M-701" || indicator.id == "M-104") {
      const absl::CivilDay end = one.open ? as_of : *fact.rectified_on;
      const int64_t months = std::max<int64_t>(0, end - *fact.rectify_due) / 30;
      points = indicator.id == "M-701"
                   ? std::min<int64_t>(900, 300 + 100 * months)
                   : std::min<int64_t>(800, 400 + 50 * months);
    }
    std::set<std::string> earlier;
    for (const Used& other : used) {
      const int64_t gap = fact.decided_on - other.fact->decided_on;
      if (other.indicator == one.indicator && gap > 0 && gap <= 730 &&
          other.fact->incident_id != fact.incident_id) {
        earlier.insert(other.fact->incident_id);
      }
    }
    if (indicator.recidivism) {
      points = points * (earlier.empty() ? 2 : earlier.size() == 1 ? 3 : 4) / 2;
    }
    int64_t age = 0;
    if (!one.open) {
      age = as_of - fact.decided_on;
      if (fact.rectified_on) {
        age = std::max<int64_t>(
            0, std::min<int64_t>(age, as_of - *fact.rectified_on));
      }
    }
    int64_t ppm = 1000000;
    if (indicator.half_life > 0) {
      const int64_t h = indicator.half_life;
      ppm =
          age / h >= 20 ? 0 : 1000000 * (2 * h - age % h) / (2 * h << age / h);
    }
    const int64_t contribution = (points * ppm + 500000) / 1000000;
    if (indicator.polarity == Polarity::kPositive) {
      positives[indicator.id] += contribution;
    } else if (indicator.polarity == Polarity::kNegative) {
      auto& [most, tier] = incidents[fact.incident_id];
      most = std::max(most, contribution);
      tier = std::max(tier, static_cast<int>(indicator.tier));
    }
  }
  int64_t g[3] = {0, 0, 0};
  for (const auto& [id, incident] : incidents)
    g[incident.second] += incident.first;
  int64_t p = 0;
  for (const auto& [id, sum] : positives) {
    p += std::min(sum, Mcp().indicators.at(id).cap);
  }
  const int64_t t =
      g[2] + std::min<int64_t>(3000, g[1] + std::min<int64_t>(1000, g[0]));
  return std::clamp<int64_t>(8000 + std::min<int64_t>(2000, p) - t, 0, 10000);
}

TEST_CASE("The engine agrees with the rule as it is written") {
  RandomFacts random(4);
  for (int i = 0; i < kCases; ++i) {
    const std::vector<Fact> facts = random.Some();
    REQUIRE(ScoreOn(kToday, facts).value == SlowScore(facts, Day(kToday)));
  }
}

// The facts as they would be had the subject taken the steps today.
std::vector<Fact> Taken(std::vector<Fact> facts, const WayUp& way,
                        const Score& score) {
  const absl::CivilDay today = score.as_of;
  const auto put_right = [&](const std::string& indicator, auto applies) {
    for (Fact& fact : facts) {
      if (fact.indicator_id != indicator || !applies(fact)) continue;
      fact.rectified_on = today;
      fact.rectification_verified_by = "AMR";
    }
  };
  const auto open = [&](const Fact& fact) {
    return IsOpen(fact, *Mcp().Find(fact.indicator_id), today);
  };
  int next = 0;
  for (const Step& step : way.steps) {
    if (step.id == "M-101") {
      for (Fact& fact : facts) {
        if (fact.indicator_id == "M-101") fact.values["overdue"] = 0;
      }
    } else if (step.id == "K-1" || step.id == "K-4") {
      for (Fact& fact : facts) {
        if (fact.indicator_id == step.id && today > fact.decided_on) {
          fact.use_until = today;
        } else if (fact.indicator_id == step.id) {
          fact.status = FactStatus::kWithdrawn;
        }
      }
    } else if (step.id == "K-2") {
      put_right("M-701", open);
    } else if (step.id == "K-3") {
      for (Fact& fact : facts) {
        if (fact.indicator_id != "M-202" || *fact.rectify_due >= today)
          continue;
        if (open(fact)) fact.rectified_on = today;
        fact.rectification_verified_by = "AMR";
      }
    } else if (step.id == "M-202") {
      int64_t left = 1;
      put_right("M-202", [&](const Fact& fact) {
        return open(fact) && today <= *fact.rectify_due && left-- > 0;
      });
    } else {
      for (int64_t i = 0; i < step.times; ++i) {
        facts.push_back(
            AnyFact("new" + std::to_string(next++), step.id, FormatDay(today)));
      }
    }
  }
  return facts;
}

TEST_CASE("Taking the steps shown does reach the next class") {
  RandomFacts random(5);
  const std::vector<SubjectType> types = {SubjectType::kCalibrationLab};
  int reachable = 0;
  int with_overlays = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::vector<Fact> facts = random.Some();
    // Several open comparisons leave it open which one a step is about.
    if (std::count_if(facts.begin(), facts.end(), [](const Fact& fact) {
          return fact.indicator_id == "M-202";
        }) > 1) {
      continue;
    }
    ScoreQuestion question;
    question.as_of = Day(kToday);
    const Score score = ComputeScore(Mcp(), facts, question).value();
    const WayUp way = CheapestWayUp(Mcp(), facts, score, types);
    if (!way.reachable) {
      CHECK(way.steps.empty());
      continue;
    }
    ++reachable;
    with_overlays += way.steps.front().id.front() == 'K';
    const Score after = ScoreOn(kToday, Taken(facts, way, score));
    INFO("case " << i << " from " << score.value << " to " << after.value);
    REQUIRE(after.final_class <= *way.target);
  }
  CHECK(reachable > 100);
  CHECK(with_overlays > 10);
}

}  // namespace
}  // namespace suyuan::credit
