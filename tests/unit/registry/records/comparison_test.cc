#include "services/registry/convert/comparison.h"

#include <algorithm>

#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using C = proto::Comparison;
using Text = std::string;

TEST_CASE("A laboratory takes part once, with a standard of its own") {
  Values<C, Text>("participants[1].institution", "institutions/neighbour",
                  "institutions/holder", [](C& c, const Text& v) {
                    c.mutable_participants(1)->set_institution(v);
                  });
  Values<C, Text>("participants[1].institution", "institutions/neighbour", "",
                  [](C& c, const Text& v) {
                    c.mutable_participants(1)->set_institution(v);
                  });
  Values<C, Text>(
      "participants[1].standard", "", "institutions/a",
      [](C& c, const Text& v) { c.mutable_participants(1)->set_standard(v); });
  const Draft draft = *ToDraft(Example<C>());
  CHECK(std::any_of(draft.requirements.begin(), draft.requirements.end(),
                    [](const Requirement& needed) {
                      return needed.name == "standards/holder-f1" &&
                             needed.term ==
                                 IndexTerm{"holder", "institutions/holder"};
                    }));
}

TEST_CASE("A point of a comparison has an id of its own and a unit") {
  Values<C, Text>("points[1].id", "p3", "p1",
                  [](C& c, const Text& v) { c.mutable_points(1)->set_id(v); });
  Values<C, Text>("points[0].unit", "\\gram", "", [](C& c, const Text& v) {
    c.mutable_points(0)->set_unit(v);
  });
  Values<C, Text>("points[0].kind.code", "MASS", "PRES",
                  [](C& c, const Text& v) {
                    c.mutable_points(0)->mutable_kind()->set_code(v);
                  });
  Values<C, Text>("points[0].proficiency_standard_deviation", "1e-9", "0",
                  [](C& c, const Text& v) {
                    c.mutable_points(0)->set_proficiency_standard_deviation(v);
                  });
}

TEST_CASE("What goes round is called something") {
  Values<C, bool>("travelling_standards[0].title", true, false,
                  [](C& c, bool has) {
                    if (!has) c.mutable_travelling_standards(0)->clear_title();
                  });
  Values<C, Text>("protocol_digest", Text(64, '0'), Text(65, '0'),
                  [](C& c, const Text& v) { c.set_protocol_digest(v); });
}

TEST_CASE("A comparison that is given up does not count from that day on") {
  C comparison = Example<C>();
  CHECK(SpellsOf(comparison).empty());
  auto& step = *comparison.add_steps();
  step.set_state(C::STATE_CANCELLED);
  step.set_reason("经费不足");
  step.mutable_time()->set_seconds(1718035200);  // 2024-06-11 00:00 in Shanghai
  const auto spells = SpellsOf(comparison);
  REQUIRE(spells.size() == 1);
  CHECK(spells[0].cause == Cause::kCancelled);
  CHECK(spells[0].period.from == absl::CivilDay(2024, 6, 11));
  CHECK(spells[0].reason == "经费不足");
}

std::vector<std::string> Faults(
    const std::function<void(ComparisonResults&)>& change) {
  const C comparison = Example<C>();
  ComparisonResults results;
  for (const auto& point : comparison.points()) {
    proto::ComparisonResult& result = *results.Add();
    result.set_point(point.id());
    result.set_value("1");
    result.mutable_uncertainty()->set_expanded("0.1");
    result.mutable_uncertainty()->set_coverage_factor("2");
  }
  change(results);
  FieldErrors errors;
  CheckComparisonResults(FieldPath("results"), results, comparison, errors);
  std::vector<std::string> fields;
  for (const auto& each : ViolationsOf(errors.ToStatus())) {
    fields.push_back(each.field);
  }
  return fields;
}

TEST_CASE("A result is of a point, once, with an uncertainty and its factor") {
  using Fields = std::vector<std::string>;
  CHECK(Faults([](auto&) {}).empty());
  CHECK(Faults([](auto& r) { r.Mutable(1)->set_point("p9"); }) ==
        Fields{"results[1].point"});
  CHECK(Faults([](auto& r) { r.Mutable(1)->set_point("p1"); }) ==
        Fields{"results[1].point"});
  CHECK(Faults([](auto& r) { r.Mutable(0)->clear_value(); }) ==
        Fields{"results[0].value"});
  CHECK(Faults([](auto& r) { r.Mutable(0)->clear_uncertainty(); }) ==
        Fields{"results[0].uncertainty"});
  CHECK(Faults([](auto& r) {
          r.Mutable(0)->mutable_uncertainty()->clear_coverage_factor();
        }) == Fields{"results[0].uncertainty.coverage_factor"});
  // A standard uncertainty has no factor.
  CHECK(Faults([](auto& r) {
          r.Mutable(0)->mutable_uncertainty()->Clear();
          r.Mutable(0)->mutable_uncertainty()->set_standard("0.05");
        }).empty());
}

}  // namespace
}  // namespace suyuan::registry
