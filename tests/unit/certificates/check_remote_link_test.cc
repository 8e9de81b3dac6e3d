#include <functional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "catch2/catch.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/check.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using testing::ValidCertificate;

// 2025-03-01T00:00 in China and so many hours later.
google::protobuf::Timestamp Hour(int hours) {
  google::protobuf::Timestamp out;
  out.set_seconds(1740758400 + hours * 3600);
  return out;
}

void AddSpell(v1::RemoteLink& link, int from, int to) {
  v1::RemoteLinkSpell& spell = *link.add_spells();
  *spell.mutable_from() = Hour(from);
  *spell.mutable_to() = Hour(to);
}

void AddComparison(v1::RemoteLink& link, int hour) {
  v1::RemoteLinkComparison& one = *link.add_comparisons();
  *one.mutable_time() = Hour(hour);
  one.set_accepted(true);
  one.set_standard_uncertainty("7");
}

// A station of the national time scale: two spells, three comparisons.
v1::Certificate WithLink() {
  v1::Certificate c = ValidCertificate();
  v1::RemoteLink& link = *c.mutable_references(0)->mutable_remote_link();
  AddSpell(link, 0, 48);
  AddSpell(link, 48, 96);
  for (const int hour : {12, 36, 60}) AddComparison(link, hour);
  link.set_maximum_gap("PT24H");
  link.set_unit("\\nano\\second");
  return c;
}

struct Fault {
  const char* field;
  std::function<void(v1::RemoteLink&)> make;
};

std::vector<Fault> Faults() {
  return {
      {"spells", [](auto& l) { l.clear_spells(); }},
      {"spells[0].from", [](auto& l) { l.mutable_spells(0)->clear_from(); }},
      {"spells[0].from",
       [](auto& l) { l.mutable_spells(0)->mutable_from()->set_nanos(-1); }},
      {"spells[1].to",
       [](auto& l) { *l.mutable_spells(1)->mutable_to() = Hour(48); }},
      {"spells[1].from",
       [](auto& l) { *l.mutable_spells(1)->mutable_from() = Hour(47); }},
      {"spells[1].from", [](auto& l) { l.mutable_spells(0)->clear_to(); }},
      {"comparisons[0].time",
       [](auto& l) { l.mutable_comparisons(0)->clear_time(); }},
      {"comparisons[1].time",
       [](auto& l) { *l.mutable_comparisons(1)->mutable_time() = Hour(12); }},
      {"comparisons[0].time",
       [](auto& l) {
         l.mutable_comparisons(0)->mutable_time()->set_seconds(-62135596800);
       }},
      {"comparisons[2].standard_uncertainty",
       [](auto& l) {
         l.mutable_comparisons(2)->set_standard_uncertainty("-1");
       }},
      {"comparisons[2].difference",
       [](auto& l) { l.mutable_comparisons(2)->set_difference("few"); }},
      {"maximum_gap", [](auto& l) { l.clear_maximum_gap(); }},
      {"maximum_gap", [](auto& l) { l.set_maximum_gap("24 h"); }},
      {"maximum_gap", [](auto& l) { l.set_maximum_gap("P1M"); }},
      {"maximum_gap", [](auto& l) { l.set_maximum_gap("PT0S"); }},
      {"unit", [](auto& l) { l.set_unit("ns"); }},
      {"unit", [](auto& l) { l.clear_unit(); }},
  };
}

TEST_CASE("A remote link whose windows can be told passes") {
  v1::Certificate c = WithLink();
  CHECK_THAT(CheckCertificate(c), IsOk());
  v1::RemoteLink& link = *c.mutable_references(0)->mutable_remote_link();
  link.mutable_spells(1)->clear_to();  // still up
  link.set_maximum_gap("P1D");
  CHECK_THAT(CheckCertificate(c), IsOk());
}

TEST_CASE("A link without numbers needs no unit") {
  v1::Certificate c = WithLink();
  v1::RemoteLink& link = *c.mutable_references(0)->mutable_remote_link();
  link.clear_unit();
  for (v1::RemoteLinkComparison& one : *link.mutable_comparisons()) {
    one.clear_standard_uncertainty();
  }
  CHECK_THAT(CheckCertificate(c), IsOk());
}

TEST_CASE("Each fault of a remote link is named by its field") {
  const Fault fault = GENERATE(from_range(Faults()));
  v1::Certificate c = WithLink();
  fault.make(*c.mutable_references(0)->mutable_remote_link());
  INFO(fault.field);
  const std::vector<FieldViolation> found = ViolationsOf(CheckCertificate(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].field ==
        std::string("references[0].remote_link.") + fault.field);
}

TEST_CASE("A remote link comes back from its canonical text") {
  const std::string text = CanonicalJson(WithLink());
  const auto back = CertificateFromJson(text);
  REQUIRE_THAT(suyuan::testing::StatusOf(back), IsOk());
  CHECK(CanonicalJson(*back) == text);
}

}  // namespace
}  // namespace suyuan::certificates
