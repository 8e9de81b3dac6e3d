#include <functional>

#include "catch2/catch.hpp"
#include "services/certificates/convert/check.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using testing::ValidCertificate;

struct Fault {
  const char* field;
  std::function<void(v1::Certificate&)> make;
};

std::vector<Fault> Faults() {
  return {
      {"kind", [](auto& c) { c.clear_kind(); }},
      {"number", [](auto& c) { c.set_number(" "); }},
      {"number", [](auto& c) { c.set_number(std::string(257, 'A')); }},
      {"issuer", [](auto& c) { c.clear_issuer(); }},
      {"issuer.institution",
       [](auto& c) { c.mutable_issuer()->set_institution("standards/a"); }},
      {"items", [](auto& c) { c.clear_items(); }},
      {"received", [](auto& c) { c.set_received("12.07.2023"); }},
      {"valid_to", [](auto& c) { c.set_valid_to("2023-02-29"); }},
      {"items[1].id",
       [](auto& c) {
         *c.add_items() = c.items(0);
         c.mutable_results(0)->set_item_id("item1");
       }},
      {"items[0].identifications[0].issuer",
       [](auto& c) {
         auto& one = *c.mutable_items(0)->add_identifications();
         one.set_issuer("neighbour");
         one.set_value("1");
       }},
      {"items[0].record",
       [](auto& c) { c.mutable_items(0)->set_record("institutions/a"); }},
      {"references[0].id",
       [](auto& c) { c.mutable_references(0)->clear_id(); }},
      {"references[0].digest",
       [](auto& c) { c.mutable_references(0)->set_digest("abc"); }},
      {"references[0].result_ids[0]",
       [](auto& c) { c.mutable_references(0)->add_result_ids("r9"); }},
      {"results[0].item_id",
       [](auto& c) { c.mutable_results(0)->set_item_id("item9"); }},
      {"results[0].kind.code",
       [](auto& c) { c.mutable_results(0)->mutable_kind()->set_code("mass"); }},
      {"results[0].kind.code",
       [](auto& c) { c.mutable_results(0)->mutable_kind()->set_code("PRES"); }},
      {"results[0].value",
       [](auto& c) { c.mutable_results(0)->set_value("1,0"); }},
      {"results[0].unit", [](auto& c) { c.mutable_results(0)->clear_unit(); }},
      {"results[0].unit",
       [](auto& c) { c.mutable_results(0)->set_unit("kg"); }},
      {"results[0].uncertainty.expanded",
       [](auto& c) {
         c.mutable_results(0)->mutable_uncertainty()->set_expanded("-0.1");
       }},
      {"results[0].uncertainty.coverage_factor",
       [](auto& c) {
         c.mutable_results(0)->mutable_uncertainty()->set_coverage_factor(
             "0.5");
       }},
      {"results[0].uncertainty.coverage_probability",
       [](auto& c) {
         c.mutable_results(0)->mutable_uncertainty()->set_coverage_probability(
             "0");
       }},
      {"results[0].valid_range.max",
       [](auto& c) {
         auto& range = *c.mutable_results(0)->mutable_valid_range();
         range.set_min("2");
         range.set_max("1");
         range.set_unit("\\kilogram");
       }},
      {"results[0].valid_range.unit",
       [](auto& c) {
         auto& range = *c.mutable_results(0)->mutable_valid_range();
         range.set_min("1");
         range.set_unit("\\metre");
       }},
      {"results[0].reference_ids[0]",
       [](auto& c) { c.mutable_results(0)->add_reference_ids("ref9"); }},
      {"replaces.kind",
       [](auto& c) { c.mutable_replaces()->set_number("A-0"); }},
  };
}

TEST_CASE("A certificate without fault passes") {
  CHECK_THAT(CheckCertificate(ValidCertificate()), IsOk());
}

TEST_CASE("Each fault of a certificate is named by its field") {
  const Fault fault = GENERATE(from_range(Faults()));
  v1::Certificate c = ValidCertificate();
  fault.make(c);
  INFO(fault.field);
  const std::vector<FieldViolation> found = ViolationsOf(CheckCertificate(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].field == fault.field);
  CHECK_FALSE(found[0].description.empty());
}

TEST_CASE("What stands at the edge of a rule passes") {
  v1::Certificate c = ValidCertificate();
  c.set_number(std::string(256, 'A'));
  c.mutable_results(0)->mutable_uncertainty()->set_coverage_factor("1");
  c.mutable_results(0)->mutable_uncertainty()->set_coverage_probability("1");
  c.mutable_results(0)->set_maximum_permissible_error("0");
  auto& range = *c.mutable_results(0)->mutable_valid_range();
  range.set_min("1");
  range.set_max("1");
  range.set_unit("\\gram");
  c.set_valid_to("2024-02-29");
  CHECK_THAT(CheckCertificate(c), IsOk());
}

TEST_CASE("At most twenty faults are listed at once") {
  v1::Certificate c = ValidCertificate();
  for (int i = 0; i < 50; ++i) c.mutable_results(0)->add_reference_ids("no");
  CHECK(ViolationsOf(CheckCertificate(c)).size() == 20);
}

}  // namespace
}  // namespace suyuan::certificates
