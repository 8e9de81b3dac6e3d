#include <algorithm>

#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using S = proto::Standard;
using Text = std::string;

bool Needs(const S& standard, const Text& path, const Text& name) {
  const Draft draft = *ToDraft(standard);
  return std::any_of(draft.requirements.begin(), draft.requirements.end(),
                     [&](const Requirement& needed) {
                       return needed.path == path && needed.name == name;
                     });
}

TEST_CASE("Only a public standard has a public certificate") {
  Values<S, int>("public_certificates", S::LEVEL_PUBLIC_SUBORDINATE,
                 S::LEVEL_ENTERPRISE_HIGHEST,
                 [](S& s, int v) { s.set_level(static_cast<S::Level>(v)); });
  Values<S, Text>("public_certificates[0].number", "1", "",
                  [](S& s, const Text& v) {
                    s.mutable_public_certificates(0)->set_number(v);
                  });
}

TEST_CASE("A component says what it can do and since when") {
  Values<S, Text>("components[0].put_into_service", "2015-03-01", "2015",
                  [](S& s, const Text& v) {
                    s.mutable_components(0)->set_put_into_service(v);
                  });
  Values<S, Text>(
      "components[0].capabilities[0]", "F1", "", [](S& s, const Text& v) {
        s.mutable_components(0)->mutable_capabilities(0)->set_accuracy_class(v);
      });
}

TEST_CASE(
    "Who works with a standard, and what a comparison said, is recorded") {
  S standard = Example<S>();
  CHECK(Needs(standard, "standard.persons[0]", "persons/p-0001"));
  standard.mutable_events(4)->set_comparison("comparisons/c-1");
  CHECK(Needs(standard, "standard.events[4].comparison", "comparisons/c-1"));
  Values<S, Text>("persons[0]", "persons/p-1", "",
                  [](S& s, const Text& v) { s.set_persons(0, v); });
  Values<S, Text>(
      "events[0].comparison", "comparisons/c-1", "standards/a",
      [](S& s, const Text& v) { s.mutable_events(0)->set_comparison(v); });
  Values<S, Text>(
      "events[4].kind_of_quantity.code", "MASS", "MASSE",
      [](S& s, const Text& v) {
        s.mutable_events(4)->mutable_kind_of_quantity()->set_code(v);
      });
}

TEST_CASE("An environment is a quantity within bounds in its unit") {
  Values<S, Text>("environment[0].kind.code", "TEMC", "",
                  [](S& s, const Text& v) {
                    s.mutable_environment(0)->mutable_kind()->set_code(v);
                  });
  Values<S, Text>("environment[0].kind.code", "ITSC", "MASS",
                  [](S& s, const Text& v) {
                    s.mutable_environment(0)->mutable_kind()->set_code(v);
                  });
  Values<S, Text>("environment[1].range", "60", "", [](S& s, const Text& v) {
    s.mutable_environment(1)->mutable_range()->set_max(v);
  });
}

TEST_CASE("Each branch of a diagram has three tiers and two methods") {
  const auto branch = [](S& s) -> proto::DiagramBranch& {
    return *s.mutable_diagram()->mutable_branches(0);
  };
  const Text at = "diagram.branches[0]";
  Values<S, Text>(at + ".kind.code", "MASS", "", [&](S& s, const Text& v) {
    branch(s).mutable_kind()->set_code(v);
  });
  Values<S, Text>(at + ".method_up", "直接比较法", "",
                  [&](S& s, const Text& v) { branch(s).set_method_up(v); });
  Values<S, Text>(at + ".method_down", "直接比较法", "",
                  [&](S& s, const Text& v) { branch(s).set_method_down(v); });
  Values<S, bool>(at + ".lower", true, false, [&](S& s, bool has) {
    if (!has) branch(s).clear_lower();
  });
  Values<S, bool>(at + ".upper.title", true, false, [&](S& s, bool has) {
    if (!has) branch(s).mutable_upper()->clear_title();
  });
  Boundary<S>(
      "diagram.branches", [](S& s) { s.clear_diagram(); },
      [](S& s) { s.mutable_diagram()->clear_branches(); });
}

TEST_CASE("Each tier says how well, in units of the branch's quantity") {
  const auto own = [](S& s) -> proto::DiagramTier& {
    return *s.mutable_diagram()->mutable_branches(0)->mutable_own();
  };
  const Text at = "diagram.branches[0].own";
  Boundary<S>(
      at,
      [&](S& s) {
        own(s).clear_uncertainty();
        own(s).clear_maximum_permissible_error();
        own(s).set_accuracy_class("F1");
      },
      [&](S& s) {
        own(s).clear_uncertainty();
        own(s).clear_maximum_permissible_error();
      });
  Values<S, Text>(
      at + ".maximum_permissible_error", "0", "-5",
      [&](S& s, const Text& v) { own(s).set_maximum_permissible_error(v); });
  Values<S, Text>(
      at + ".range.unit", "\\kilogram", "\\metre",
      [&](S& s, const Text& v) { own(s).mutable_range()->set_unit(v); });
  // What is served may show another quantity.
  CHECK_THAT(Try<S>([](S& s) {
               auto& lower =
                   *s.mutable_diagram()->mutable_branches(0)->mutable_lower(0);
               lower.mutable_range()->set_unit("\\volt");
             }),
             suyuan::testing::IsOk());
}

TEST_CASE("A repeatability test has two readings at least") {
  const auto test = [](S& s) -> proto::RepeatabilityTest& {
    return *s.mutable_repeatability_tests(0);
  };
  const Text at = "repeatability_tests[0]";
  Values<S, int>(at + ".readings", 2, 1, [&](S& s, int count) {
    while (test(s).readings_size() > count) {
      test(s).mutable_readings()->RemoveLast();
    }
  });
  Values<S, Text>(at + ".readings[1]", "1e6", "",
                  [&](S& s, const Text& v) { test(s).set_readings(1, v); });
  Values<S, Text>(at + ".readings[1]", "-1", "1,0",
                  [&](S& s, const Text& v) { test(s).set_readings(1, v); });
  Values<S, Text>(at + ".day", "2024-05-10", "",
                  [&](S& s, const Text& v) { test(s).set_day(v); });
  Values<S, Text>(at + ".unit", "\\gram", "",
                  [&](S& s, const Text& v) { test(s).set_unit(v); });
  Values<S, Text>(at + ".kind.code", "MASS", "PRES", [&](S& s, const Text& v) {
    test(s).mutable_kind()->set_code(v);
  });
  Values<S, Text>(
      at + ".budget_standard_deviation", "", "-0.1",
      [&](S& s, const Text& v) { test(s).set_budget_standard_deviation(v); });
}

TEST_CASE("A stability check follows a value over two groups at least") {
  const auto check = [](S& s) -> proto::StabilityCheck& {
    return *s.mutable_stability_checks(0);
  };
  const Text at = "stability_checks[0]";
  Values<S, int>(at + ".groups", 2, 1, [&](S& s, int count) {
    while (check(s).groups_size() > count) {
      check(s).mutable_groups()->RemoveLast();
    }
  });
  Values<S, Text>(
      at + ".groups[0].day", "2023-01-10", "",
      [&](S& s, const Text& v) { check(s).mutable_groups(0)->set_day(v); });
  Values<S, Text>(at + ".groups[0].mean", "1", "", [&](S& s, const Text& v) {
    check(s).mutable_groups(0)->set_mean(v);
  });
  Values<S, Text>(at + ".unit", "\\gram", "",
                  [&](S& s, const Text& v) { check(s).set_unit(v); });
  Values<S, Text>(
      at + ".maximum_permissible_error", "0", "-1",
      [&](S& s, const Text& v) { check(s).set_maximum_permissible_error(v); });
  // Missing numbers make a test undecided, not a record wrong.
  CHECK_THAT(Try<S>([&](S& s) { check(s).clear_uncertainty(); }),
             suyuan::testing::IsOk());
}

TEST_CASE("Results are verified against one above or two and more beside") {
  const auto others = [](S & s, int index) -> auto& {
    return *s.mutable_result_verifications(index)->mutable_others();
  };
  Boundary<S>(
      "result_verifications[0].others", [](S&) {},
      [&](S& s) { others(s, 0).Clear(); });
  Boundary<S>(
      "result_verifications[0].others", [](S&) {},
      [&](S& s) { *others(s, 0).Add() = others(s, 0).Get(0); });
  Boundary<S>(
      "result_verifications[1].others", [](S&) {},
      [&](S& s) { others(s, 1).RemoveLast(); });
  Boundary<S>(
      "result_verifications[0].others[0].institution", [](S&) {},
      [&](S& s) { others(s, 0).Mutable(0)->clear_institution(); });
  Boundary<S>(
      "result_verifications[0].own.value", [](S&) {},
      [](S& s) { s.mutable_result_verifications(0)->clear_own(); });
  Values<S, int>("result_verifications[0].method", 1, 0, [](S& s, int v) {
    s.mutable_result_verifications(0)->set_method(
        static_cast<proto::ResultVerification::Method>(v));
  });
}

}  // namespace
}  // namespace suyuan::registry
