#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using E = proto::IndicatorEntry;
using R = proto::IndicatorReport;
using Text = std::string;

TEST_CASE("A count is shown by a document, one at least") {
  Values<E, bool>("evidence", true, false, [](E& e, bool has) {
    if (!has) e.clear_evidence();
  });
  Values<E, Text>("evidence[0].title", "批复", "", [](E& e, const Text& v) {
    e.mutable_evidence(0)->set_title(v);
  });
  Values<E, Text>("evidence[0].digest", "", "x", [](E& e, const Text& v) {
    e.mutable_evidence(0)->set_digest(v);
  });
}

TEST_CASE("A count is of an indicator, somewhere, and a whole number") {
  for (const int bad : {0, 9}) {
    Values<E, int>("indicator", 8, bad, [](E& e, int v) {
      e.set_indicator(static_cast<proto::Indicator>(v));
    });
  }
  Values<E, Text>("value", "0", "-1",
                  [](E& e, const Text& v) { e.set_value(v); });
  Values<E, Text>("value", "", "one",
                  [](E& e, const Text& v) { e.set_value(v); });
  Values<E, Text>("value", "1000000", "1000001",
                  [](E& e, const Text& v) { e.set_value(v); });
  Values<E, Text>("value", "2", "2.5",
                  [](E& e, const Text& v) { e.set_value(v); });
  Values<E, Text>("division", "", "6501",
                  [](E& e, const Text& v) { e.set_division(v); });
}

TEST_CASE("A report is of a kind and about a day") {
  Values<R, int>("kind", 3, 0,
                 [](R& r, int v) { r.set_kind(static_cast<R::Kind>(v)); });
  Values<R, Text>("as_of", "2024-12-31", "",
                  [](R& r, const Text& v) { r.set_as_of(v); });
  Values<R, Text>("findings[0]", "x", "",
                  [](R& r, const Text& v) { r.set_findings(0, v); });
  Values<R, Text>("supersedes", "indicatorReports/q3", "institutions/a",
                  [](R& r, const Text& v) { r.set_supersedes(v); });
}

}  // namespace
}  // namespace suyuan::registry
