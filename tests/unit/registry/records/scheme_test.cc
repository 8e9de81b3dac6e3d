#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using V = proto::VerificationScheme;
using C = proto::MandatoryCatalogue;
using Text = std::string;

TEST_CASE("A scheme has the number of a scheme") {
  Values<V, Text>("number", "JJG 2053-2016", "JJG 99-2022",
                  [](V& v, const Text& text) { v.set_number(text); });
}

TEST_CASE("A box of a scheme has an id of its own and a title") {
  // One more box below the top, reached by a step.
  const auto add = [](V& v, const Text& id, int tier) {
    auto& node = *v.add_nodes();
    node.set_id(id);
    node.set_tier(tier);
    (*node.mutable_title()->mutable_texts())["zh"] = "工作器具";
    auto& edge = *v.add_edges();
    edge.set_from("f1");
    edge.set_to(id);
  };
  Boundary<V>(
      "nodes[3].id", [&](V& v) { add(v, "balance", 2); },
      [&](V& v) {
        add(v, "scale", 2);
        v.mutable_edges()->RemoveLast();
      });
  Values<V, Text>("nodes[0].id", "primary", "", [](V& v, const Text& id) {
    v.mutable_nodes(0)->set_id(id);
    if (id.empty()) v.mutable_edges(0)->set_from("f0");
    if (!id.empty()) return;
    auto& top = *v.add_nodes();
    top.set_id("f0");
    (*top.mutable_title()->mutable_texts())["zh"] = "基准";
  });
  Values<V, int>("nodes[3].tier", 0, -1, [](V& v, int tier) {
    auto& node = *v.add_nodes();
    node.set_id("second");
    node.set_tier(tier);
    (*node.mutable_title()->mutable_texts())["zh"] = "基准";
  });
  Values<V, bool>("nodes[0].title", true, false, [](V& v, bool has) {
    if (!has) v.mutable_nodes(0)->clear_title();
  });
}

TEST_CASE("A box is of standards or of working instruments") {
  Values<V, int>("nodes[2].level", 0, 8, [](V& v, int level) {
    v.mutable_nodes(2)->set_level(static_cast<proto::Standard::Level>(level));
  });
}

TEST_CASE("A box measures the quantity of its scheme") {
  const auto capability = [](V& v) -> proto::Capability& {
    return *v.mutable_nodes(1)->mutable_capability();
  };
  Values<V, Text>("nodes[1].capability.range.unit", "\\gram", "\\metre",
                  [&](V& v, const Text& unit) {
                    capability(v).clear_kind();
                    capability(v).mutable_range()->set_unit(unit);
                  });
  Values<V, Text>("nodes[1].capability", "F1", "", [&](V& v, const Text& text) {
    capability(v).set_accuracy_class(text);
  });
}

TEST_CASE("A step leads from a box to one of a lower tier") {
  Values<V, Text>("edges[1].from", "f1", "f2", [](V& v, const Text& id) {
    v.mutable_edges(1)->set_from(id);
  });
  Values<V, Text>("edges[1].from", "primary", "", [](V& v, const Text& id) {
    v.mutable_edges(1)->set_from(id);
  });
  // Not to the same tier, and not back up: steps make no circle.
  Values<V, int>("edges[1].to", 2, 1,
                 [](V& v, int tier) { v.mutable_nodes(2)->set_tier(tier); });
  Boundary<V>(
      "edges[2].to",
      [](V& v) {
        auto& edge = *v.add_edges();
        edge.set_from("primary");
        edge.set_to("scale");
      },
      [](V& v) {
        auto& edge = *v.add_edges();
        edge.set_from("scale");
        edge.set_to("primary");
      });
  Boundary<V>(
      "edges[2]", [](V&) {}, [](V& v) { *v.add_edges() = v.edges(1); });
  Values<V, int>("edges[1].ratio.denominator", 1, 0, [](V& v, int to) {
    v.mutable_edges(1)->mutable_ratio()->set_denominator(to);
  });
}

TEST_CASE("Whatever is not at the top of a scheme is reached by a step") {
  Boundary<V>(
      "nodes[2]", [](V&) {}, [](V& v) { v.mutable_edges()->RemoveLast(); });
}

TEST_CASE("An item of a catalogue has an id of its own") {
  Values<C, Text>("items[1].id", "ev_charger_2", "price_computing_scale",
                  [](C& c, const Text& id) { c.mutable_items(1)->set_id(id); });
  Values<C, Text>("items[1].id", "x", "EV",
                  [](C& c, const Text& id) { c.mutable_items(1)->set_id(id); });
  Values<C, Text>("items[1].id", "x", "",
                  [](C& c, const Text& id) { c.mutable_items(1)->set_id(id); });
}

TEST_CASE("An item says how it is supervised and, if so, verified") {
  Values<C, int>("items[0].supervision", 2, 0, [](C& c, int v) {
    c.mutable_items(0)->set_supervision(static_cast<C::Supervision>(v));
  });
  Values<C, int>("items[2].verification", 0, 3, [](C& c, int v) {
    c.mutable_items(2)->set_verification(static_cast<C::Verification>(v));
  });
  Values<C, int>("items[0].months", 1200, 1201,
                 [](C& c, int v) { c.mutable_items(0)->set_months(v); });
  Values<C, int>("items[0].purposes[0]", 1, 0, [](C& c, int v) {
    c.mutable_items(0)->set_purposes(
        0, static_cast<proto::Instrument::Purpose>(v));
  });
  Values<C, int>("items[0].duties[1]", 4, 0, [](C& c, int v) {
    c.mutable_items(0)->set_duties(1, static_cast<proto::Institution::Tier>(v));
  });
}

TEST_CASE("An item joins an edition within the days of the edition") {
  Values<C, Text>("items[1].from", "2020-10-26", "2020-10-25",
                  [](C& c, const Text& v) { c.mutable_items(1)->set_from(v); });
  Values<C, Text>("items[1].from", "2039-12-31", "2040-01-01",
                  [](C& c, const Text& v) { c.mutable_items(1)->set_from(v); });
}

}  // namespace
}  // namespace suyuan::registry
