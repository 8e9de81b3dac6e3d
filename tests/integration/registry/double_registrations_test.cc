// ListDoubleRegistrations as a client asks.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/integration/registry/recording.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AllPages;
using testing::FromText;
using testing::Record;

using Lines = std::vector<std::string>;
constexpr auto kList = &proto::Registry::Stub::ListDoubleRegistrations;

// "MANUFACTURER_SERIAL instruments/a instruments/b".
Lines Leads(Registry& registry, const std::string& request = "") {
  return AllPages(
      registry, kList, FromText<proto::ListDoubleRegistrationsRequest>(request),
      [](const proto::ListDoubleRegistrationsResponse& page) {
        Lines lines;
        for (const proto::DoubleRegistration& lead : page.leads()) {
          lines.push_back(absl::StrCat(lead.reason_code(), " ",
                                       absl::StrJoin(lead.names(), " ")));
        }
        return lines;
      });
}

void Gauge(Registry& registry, const std::string& id,
           const std::string& manufacturer, const std::string& model,
           const std::string& serial, const std::string& more = "") {
  Record<proto::Instrument>(
      registry, id,
      absl::StrCat(
          R"(title { texts { key: "zh" value: "压力表" } } manufacturer: ")",
          manufacturer, "\" model: \"", model,
          "\" identifications { issuer: ISSUER_MANUFACTURER value: \"", serial,
          "\" } ", more));
}

TEST_CASE("Instruments that seem to be one are leads, the strongest first") {
  Registry registry;
  Gauge(registry, "a1", "西安仪表厂", "YB-150", "20-10458");
  Gauge(registry, "a2", "西安仪表厂有限公司", "YB-150", "20 - 10458");
  Gauge(registry, "b1", "ACME", "T", "O7");
  Gauge(registry, "b2", "ACME", "T", "07");
  Gauge(registry, "c1", "ACME", "T", "991");
  Gauge(registry, "c2", "ACME", "U", "991");
  Gauge(registry, "d1", "", "V", "55");
  Gauge(registry, "d2", "ACME", "V", "55");
  Gauge(registry, "e1", "ACME", "T", "1");
  Gauge(registry, "e2", "Other", "T", "1");
  const Lines all = {"MANUFACTURER_MODEL_SERIAL instruments/a1 instruments/a2",
                     "MANUFACTURER_SERIAL instruments/c1 instruments/c2",
                     "SIMILAR_SERIAL instruments/b1 instruments/b2",
                     "MODEL_SERIAL instruments/d1 instruments/d2"};
  CHECK(Leads(registry) == all);
  for (const int size : {1, 2, 3, 4}) {
    CAPTURE(size);
    CHECK(Leads(registry, absl::StrCat("page_size: ", size)) == all);
  }
}

TEST_CASE("A lead tells what is shared and how much it is worth") {
  Registry registry;
  Gauge(registry, "a1", "西安仪表厂", "YB-150", "20-10458");
  Gauge(registry, "a2", "西安仪表厂", "YB-150", "20-10458");
  const auto page =
      registry.Call(kList, proto::ListDoubleRegistrationsRequest());
  REQUIRE_THAT(StatusOf(page), IsOk());
  REQUIRE(page->leads_size() == 1);
  CHECK(page->next_page_token().empty());
  const proto::DoubleRegistration& lead = page->leads(0);
  CHECK(lead.shared() == "西安仪表厂 · YB-150 · 20-10458");
  CHECK(lead.strength() == 1);
  CHECK(lead.reason() == "manufacturer, model and serial number");
  CHECK(lead.explanation().texts().at("zh") == "制造商、型号和出厂编号相同");
}

TEST_CASE("Instruments of different times are no lead") {
  Registry registry;
  Gauge(registry, "a1", "ACME", "T", "7", R"(period { to: "2020-12-31" })");
  Gauge(registry, "a2", "ACME", "T", "7", R"(period { from: "2021-01-01" })");
  CHECK(Leads(registry).empty());
}

TEST_CASE("A correction takes a lead away") {
  Registry registry;
  Gauge(registry, "a1", "ACME", "T", "7");
  Gauge(registry, "a2", "ACME", "T", "7");
  CHECK(Leads(registry).size() == 1);
  proto::UpdateInstrumentRequest update;
  update.mutable_instrument()->set_name("instruments/a2");
  update.mutable_instrument()->add_identifications()->set_value("8");
  update.mutable_update_mask()->add_paths("identifications");
  REQUIRE_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::UpdateInstrument, update)),
      IsOk());
  CHECK(Leads(registry).empty());
}

TEST_CASE("Standards, institutions and materials have leads of their own") {
  Registry registry;
  for (const char* id : {"a", "b"}) {
    Record<proto::Institution>(registry, id, R"(
      title { texts { key: "zh" value: "喀什地区计量检定所" } }
      kind: KIND_STATUTORY_PREFECTURE)");
    Record<proto::Standard>(registry, id, R"(
      title { texts { key: "zh" value: "砝码标准装置" } }
      level: LEVEL_PUBLIC_HIGHEST holder: "institutions/a")");
  }
  CHECK(Leads(registry, "type: RECORD_TYPE_INSTITUTION") ==
        Lines{"TITLE institutions/a institutions/b"});
  CHECK(Leads(registry, "type: RECORD_TYPE_STANDARD") ==
        Lines{"HOLDER_TITLE standards/a standards/b"});
  CHECK(Leads(registry, "type: RECORD_TYPE_REFERENCE_MATERIAL").empty());
  CHECK(Leads(registry, "type: RECORD_TYPE_INSTRUMENT").empty());
}

TEST_CASE("Kinds that are not compared are refused") {
  Registry registry;
  CHECK_THAT(StatusOf(registry.Call(
                 kList, FromText<proto::ListDoubleRegistrationsRequest>(
                            "type: RECORD_TYPE_PERSON"))),
             HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::registry
