#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using C = proto::Competence;
using Text = std::string;

TEST_CASE("Only an authorisation has a form") {
  Values<C, int>("form", C::FORM_UNSPECIFIED, C::FORM_OTHER,
                 [](C& c, int v) { c.set_form(static_cast<C::Form>(v)); });
  CHECK_THAT(Try<C>([](C& c) {
               c.set_kind(C::KIND_AUTHORISATION);
               c.set_form(C::FORM_OTHER);
             }),
             suyuan::testing::IsOk());
}

TEST_CASE("Who signs is a person on record") {
  const auto person = [](C& c, const Text& v) {
    c.mutable_signatories(0)->set_person(v);
  };
  Values<C, Text>("signatories[0].person", "persons/p-1", "", person);
  Values<C, Text>("signatories[0].person", "persons/p-1", "institutions/a",
                  person);
  const Draft draft = *ToDraft(Example<C>());
  CHECK(std::count_if(draft.requirements.begin(), draft.requirements.end(),
                      [](const Requirement& needed) {
                        return needed.name == "persons/p-0001" &&
                               needed.path ==
                                   "competence.signatories[0].person";
                      }) == 1);
}

TEST_CASE("A table gives the uncertainty at rising values") {
  const auto points = [](C & c) -> auto& {
    return *c.mutable_scope(1)->mutable_uncertainty_table();
  };
  const Text at = "scope[1].uncertainty_table";
  Values<C, Text>(
      at + ".points[1].value", "-39.999", "-40.0",
      [&](C& c, const Text& v) { points(c).mutable_points(1)->set_value(v); });
  Values<C, Text>(at + ".points[2].expanded", "0", "-0.01",
                  [&](C& c, const Text& v) {
                    points(c).mutable_points(2)->set_expanded(v);
                  });
  Values<C, Text>(at + ".points[2].expanded", "0", "",
                  [&](C& c, const Text& v) {
                    points(c).mutable_points(2)->set_expanded(v);
                  });
  Values<C, int>(at + ".points", 2, 1, [&](C& c, int count) {
    while (points(c).points_size() > count) {
      points(c).mutable_points()->RemoveLast();
    }
  });
  Values<C, Text>(
      at + ".coverage_factor", "1", "0.99",
      [&](C& c, const Text& v) { points(c).set_coverage_factor(v); });
  Values<C, Text>(at + ".coverage_factor", "2", "", [&](C& c, const Text& v) {
    points(c).set_coverage_factor(v);
  });
  Values<C, Text>("scope[1].range.unit", "\\kelvin", "",
                  [](C& c, const Text& v) {
                    auto& range = *c.mutable_scope(1)->mutable_range();
                    range.Clear();
                    range.set_unit(v);
                  });
}

TEST_CASE("A function of the value has parts that are not negative") {
  const auto function = [](C & c) -> auto& {
    return *c.mutable_scope(2)->mutable_uncertainty_function();
  };
  const Text at = "scope[2].uncertainty_function";
  Values<C, int>(at + ".form", 1, 0, [&](C& c, int v) {
    function(c).set_form(static_cast<proto::UncertaintyFunction::Form>(v));
  });
  Values<C, Text>(at + ".constant", "0", "-1e-9",
                  [&](C& c, const Text& v) { function(c).set_constant(v); });
  Values<C, Text>(at + ".proportional", "0", "-1e-9", [&](C& c, const Text& v) {
    function(c).set_proportional(v);
  });
  Values<C, Text>(at, "0", "", [&](C& c, const Text& v) {
    function(c).clear_constant();
    function(c).set_proportional(v);
  });
  Values<C, Text>(at + ".coverage_factor", "2", "", [&](C& c, const Text& v) {
    function(c).set_coverage_factor(v);
  });
}

TEST_CASE("A row states its smallest uncertainty in one form") {
  Boundary<C>(
      "scope[1]", [](C&) {},
      [](C& c) {
        c.mutable_scope(1)->mutable_smallest_uncertainty()->set_expanded("1");
      });
  Boundary<C>(
      "scope[2]", [](C&) {},
      [](C& c) {
        *c.mutable_scope(2)->mutable_uncertainty_table() =
            c.scope(1).uncertainty_table();
      });
}

TEST_CASE("An item of the catalogue is named by its id") {
  Values<C, Text>("scope[0].catalogue_items[0]", "ev_charger", "充电桩",
                  [](C& c, const Text& v) {
                    c.mutable_scope(0)->set_catalogue_items(0, v);
                  });
}

TEST_CASE("A competence holds in a region by its code") {
  Values<C, Text>("region", "653100", "喀什",
                  [](C& c, const Text& v) { c.set_region(v); });
}

}  // namespace
}  // namespace suyuan::registry
