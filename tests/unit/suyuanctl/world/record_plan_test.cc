#include "services/suyuanctl/world/record_plan.h"

#include "catch2/catch.hpp"

namespace suyuan::world {
namespace {

Record StandardCalled(const std::string& title) {
  Record record;
  record.mutable_standard()->set_name("standards/a");
  (*record.mutable_standard()->mutable_title()->mutable_texts())["en"] = title;
  return record;
}

Record Stored(Record record, absl::string_view end_reason = "") {
  MutableMetaOf(record).set_revision(7);
  MutableMetaOf(record).set_etag("x");
  MutableMetaOf(record).set_end_reason(std::string(end_reason));
  return record;
}

TEST_CASE("Content is what a record says, not what is kept about it") {
  CHECK(SameContent(StandardCalled("x"), Stored(StandardCalled("x"))));
  CHECK_FALSE(SameContent(StandardCalled("x"), StandardCalled("y")));
  Record with_empty_parts = StandardCalled("x");
  with_empty_parts.mutable_standard()->mutable_period();
  with_empty_parts.mutable_standard()->add_capabilities()->mutable_range();
  Record plain = StandardCalled("x");
  plain.mutable_standard()->add_capabilities();
  CHECK(SameContent(with_empty_parts, plain));
  // One more row is something said, even an empty one.
  CHECK_FALSE(SameContent(with_empty_parts, StandardCalled("x")));
  Record other;
  other.mutable_instrument()->set_name("instruments/a");
  CHECK_FALSE(SameContent(other, StandardCalled("x")));
}

TEST_CASE("A record is taken up after the last state that it is in") {
  RecordPlan plan;
  plan.Add(StandardCalled("first"));
  plan.Add(StandardCalled("second"));
  plan.Add(StandardCalled("first"));
  plan.Add(StandardCalled("last"));
  CHECK(plan.StatesReached(Stored(StandardCalled("other"))) == 0);
  CHECK(plan.StatesReached(Stored(StandardCalled("second"))) == 2);
  CHECK(plan.StatesReached(Stored(StandardCalled("first"))) == 3);
  CHECK(plan.StatesReached(Stored(StandardCalled("last"))) == 4);
}

TEST_CASE("An ending is reached by its day and its reason") {
  RecordPlan plan;
  plan.Add(StandardCalled("x"));
  plan.AddEnding("standards/a", "2024-06-30", "sold");
  Record ended = StandardCalled("x");
  SetLastDay(ended, "2024-06-30");
  CHECK(plan.StatesReached(Stored(StandardCalled("x"))) == 1);
  CHECK(plan.StatesReached(Stored(ended, "sold")) == 2);
  CHECK(plan.StatesReached(Stored(ended, "lost")) == 0);
  SetLastDay(ended, "2024-07-01");
  CHECK(plan.StatesReached(Stored(ended, "sold")) == 0);
}

TEST_CASE("The ending of a record that the world does not write is known too") {
  RecordPlan plan;
  plan.AddEnding("standards/a", "2024-06-30", "sold");
  Record ended = StandardCalled("whatever");
  CHECK(plan.StatesReached(Stored(ended)) == 0);
  SetLastDay(ended, "2024-06-30");
  CHECK(plan.StatesReached(Stored(ended, "sold")) == 1);
}

}  // namespace
}  // namespace suyuan::world
