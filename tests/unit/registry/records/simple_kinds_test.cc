// Persons, declarations, reference materials, specifications, instruments.

#include <algorithm>

#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using Text = std::string;

TEST_CASE("A person is a registration number with an employer") {
  using P = proto::Person;
  Values<P, Text>("registration_number", "1", " ",
                  [](P& p, const Text& v) { p.set_registration_number(v); });
  Values<P, int>("qualification", 3, 0, [](P& p, int v) {
    p.set_qualification(static_cast<P::Qualification>(v));
  });
  Values<P, Text>("employer", "institutions/a", "persons/a",
                  [](P& p, const Text& v) { p.set_employer(v); });
  Values<P, Text>("projects[0].title", "质量", "", [](P& p, const Text& v) {
    p.mutable_projects(0)->set_title(v);
  });
  Values<P, Text>(
      "projects[0].scope[0].range.unit", "\\gram", "", [](P& p, const Text& v) {
        p.mutable_projects(0)->mutable_scope(0)->mutable_range()->set_unit(v);
      });
  P revoked = Example<P>();
  const auto spells = SpellsOf(revoked);
  REQUIRE(spells.size() == 1);
  CHECK(spells[0].cause == Cause::kRevoked);
}

TEST_CASE("A declaration declares something") {
  using D = proto::Declaration;
  Values<D, bool>("scope", true, false, [](D& d, bool has) {
    if (!has) d.clear_scope();
  });
  Values<D, Text>("document_digest", "", "abc",
                  [](D& d, const Text& v) { d.set_document_digest(v); });
}

TEST_CASE("A batch is made before it is certified") {
  using M = proto::ReferenceMaterial;
  Values<M, Text>("production_day", "2024-03-01", "2024-03-02",
                  [](M& m, const Text& v) { m.set_production_day(v); });
  Values<M, int>("opened_months", 0, -1,
                 [](M& m, int v) { m.set_opened_months(v); });
  Values<M, Text>("fields[0]", "cotton", "棉花",
                  [](M& m, const Text& v) { m.set_fields(0, v); });
}

TEST_CASE("A supervision check is of an analyte of the batch") {
  using M = proto::ReferenceMaterial;
  const auto check = [](M& m) -> proto::SupervisionCheck& {
    return *m.mutable_supervision_checks(0);
  };
  const Text at = "supervision_checks[0]";
  Values<M, Text>(at + ".analyte", "CO2", "NO",
                  [&](M& m, const Text& v) { check(m).set_analyte(v); });
  Values<M, Text>(at + ".analyte", "CO", "",
                  [&](M& m, const Text& v) { check(m).set_analyte(v); });
  Values<M, Text>(at + ".day", "2024-09-12", "",
                  [&](M& m, const Text& v) { check(m).set_day(v); });
  Values<M, Text>(at + ".institution", "x", "",
                  [&](M& m, const Text& v) { check(m).set_institution(v); });
  Values<M, int>(at + ".conclusion", 2, 0, [&](M& m, int v) {
    check(m).set_conclusion(
        static_cast<proto::SupervisionCheck::Conclusion>(v));
  });
}

TEST_CASE("An edition's errors are of its instruments and in a unit") {
  using S = proto::Specification;
  const auto rule = [](S& s) -> proto::MpeRule& {
    return *s.mutable_mpe_rules(0);
  };
  Values<S, Text>("mpe_rules[0].equipment_class", "", "scale",
                  [&](S& s, const Text& v) { rule(s).set_equipment_class(v); });
  Values<S, Text>(
      "mpe_rules[0].maximum_permissible_error", "0", "-1",
      [&](S& s, const Text& v) { rule(s).set_maximum_permissible_error(v); });
  Values<S, Text>(
      "mpe_rules[0].maximum_permissible_error", "0", "",
      [&](S& s, const Text& v) { rule(s).set_maximum_permissible_error(v); });
  Values<S, bool>("mpe_rules[0].range.unit", true, false,
                  [&](S& s, bool relative) {
                    rule(s).mutable_range()->Clear();
                    rule(s).set_relative(relative);
                  });
}

TEST_CASE("An edition gives way to another, in the end") {
  using S = proto::Specification;
  Values<S, Text>("superseded_by", "JJG 99-2039", "JJG99－2022",
                  [](S& s, const Text& v) { s.set_superseded_by(v); });
  Values<S, Text>("transition.to", "2040-06-30", "", [](S& s, const Text& v) {
    s.mutable_transition()->set_to(v);
  });
  Values<S, Text>("equipment_classes[1]", "scale", "Scale",
                  [](S& s, const Text& v) { s.add_equipment_classes(v); });
}

TEST_CASE("An instrument's software is told by day and digest") {
  using I = proto::Instrument;
  Values<I, Text>("identities[0].firmware_digest", "", "00",
                  [](I& i, const Text& v) {
                    i.mutable_identities(0)->set_firmware_digest(v);
                  });
  Values<I, Text>(
      "identities[1].day", "2025-01-08", "2024-01-05",
      [](I& i, const Text& v) { i.mutable_identities(1)->set_day(v); });
  Values<I, Text>(
      "identities[0].day", "2024-01-04", "",
      [](I& i, const Text& v) { i.mutable_identities(0)->set_day(v); });
}

TEST_CASE("An instrument stands in one place, for so many pieces") {
  using I = proto::Instrument;
  Values<I, double>("latitude", -90, -90.5,
                    [](I& i, double v) { i.set_latitude(v); });
  Boundary<I>(
      "",
      [](I& i) {
        i.clear_latitude();
        i.clear_longitude();
      },
      [](I& i) { i.clear_longitude(); });
  Values<I, int>("quantity", 0, -1, [](I& i, int v) { i.set_quantity(v); });
  Values<I, int>("quantity", 1'000'000, 1'000'001,
                 [](I& i, int v) { i.set_quantity(v); });
  Values<I, Text>("catalogue_item", "ev_charger", "3(1)",
                  [](I& i, const Text& v) { i.set_catalogue_item(v); });
  Values<I, Text>("capabilities[0].range.unit", "\\gram", "",
                  [](I& i, const Text& v) {
                    auto& capability = *i.mutable_capabilities(0);
                    capability.mutable_range()->clear_min();
                    capability.mutable_range()->clear_max();
                    capability.mutable_range()->set_unit(v);
                  });
}

}  // namespace
}  // namespace suyuan::registry
