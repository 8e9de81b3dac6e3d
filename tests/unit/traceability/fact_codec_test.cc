#include "services/traceability/graph/fact_codec.h"

#include <string>

#include "catch2/catch.hpp"
#include "services/traceability/graph/fact_bytes.h"

namespace suyuan::traceability {
namespace {

StandardFacts AnyStandard() {
  StandardFacts out;
  out.name = "standards/s1";
  out.level = Level::kPublicHighest;
  out.components = {{true, {"", "天平厂", {"1", "2"}}, 12, {"E2"}, Day(), {}}};
  out.assessments = {{"[2020]国量标", {absl::CivilDay(2020, 1, 2), Day()}}};
  out.environment = {{{"temperature", {{"at", "start"}}, false},
                      "Theta",
                      {18.0, std::nullopt}}};
  CapabilityFacts capability;
  capability.uncertainty = {
      SmallestUncertaintyFacts::Form::kTable, 0, 0, {{1, 0.5}, {2, 0.75}}};
  out.capabilities = {capability};
  return out;
}

std::string Encoded(const StandardFacts& facts) {
  FactEncoder encoder;
  encoder.Put(facts);
  return encoder.bytes();
}

TEST_CASE("Facts come back as they were put") {
  const std::string bytes = Encoded(AnyStandard());
  FactDecoder decoder(bytes);
  StandardFacts back;
  decoder.Take(back);
  REQUIRE(decoder.ok());
  CHECK(decoder.done());
  CHECK(back.name == "standards/s1");
  CHECK(back.level == Level::kPublicHighest);
  REQUIRE(back.components.size() == 1);
  CHECK(back.components[0].artefact.identifications ==
        std::vector<std::string>{"1", "2"});
  CHECK_FALSE(back.components[0].put_into_service.has_value());
  REQUIRE(back.assessments.size() == 1);
  CHECK(back.assessments[0].period.from == absl::CivilDay(2020, 1, 2));
  REQUIRE(back.environment.size() == 1);
  CHECK(back.environment[0].kind ==
        Kind{"temperature", {{"at", "start"}}, false});
  CHECK(back.environment[0].dimension == "Theta");
  CHECK(back.environment[0].range.lo == 18.0);
  CHECK_FALSE(back.environment[0].range.hi.has_value());
  REQUIRE(back.capabilities.size() == 1);
  CHECK(back.capabilities[0].uncertainty->points ==
        AnyStandard().capabilities[0].uncertainty->points);
}

TEST_CASE("Bytes that end too soon are noticed wherever they end") {
  const std::string bytes = Encoded(AnyStandard());
  for (size_t size = 0; size < bytes.size(); ++size) {
    FactDecoder decoder(absl::string_view(bytes).substr(0, size));
    StandardFacts back;
    decoder.Take(back);
    REQUIRE_FALSE(decoder.ok());
  }
}

TEST_CASE("Facts count the texts and lists that they hold") {
  StandardFacts facts;
  CHECK(OutsideBytes::Of(facts) == 0);
  facts.name = "s1";  // held inside
  CHECK(OutsideBytes::Of(facts) == 0);
  facts.title_zh = std::string(100, 'x');
  CHECK(OutsideBytes::Of(facts) >= 101);
  const int64_t before = OutsideBytes::Of(facts);
  facts.reviews.resize(4);
  CHECK(OutsideBytes::Of(facts) - before ==
        static_cast<int64_t>(4 * sizeof(Day)));
}

}  // namespace
}  // namespace suyuan::traceability
