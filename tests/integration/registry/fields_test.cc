// Each rule about a field, on both sides of its boundary.

#include <algorithm>
#include <functional>

#include "tests/integration/registry/kinds.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Kind;

// Dry runs against a registry that has institutions/holder with site "s1".
class Rules {
 public:
  Rules() {
    proto::CreateInstitutionRequest request;
    request.set_institution_id("holder");
    *request.mutable_institution() = Kind<proto::Institution>::Any();
    request.mutable_institution()->add_sites()->set_id("s1");
    REQUIRE_THAT(StatusOf(registry_.Call(
                     &proto::Registry::Stub::CreateInstitution, request)),
                 IsOk());
  }

  // A valid record stays valid with `good`; with `bad`, `field` is named.
  template <typename Message>
  void Boundary(const std::string& field,
                const std::function<void(Message&)>& good,
                const std::function<void(Message&)>& bad) {
    INFO(field);
    CHECK_THAT(Try(good), IsOk());
    const absl::Status refused = Try(bad);
    CHECK_THAT(refused, HasReason("INVALID_FIELD"));
    std::vector<std::string> fields;
    for (const auto& each : ViolationsOf(refused)) fields.push_back(each.field);
    CHECK(fields == std::vector<std::string>{field});
  }

  template <typename Message>
  absl::Status Try(const std::function<void(Message&)>& change) {
    Message message = Kind<Message>::Any();
    change(message);
    auto request = Kind<Message>::Creation("a", message);
    request.set_validate_only(true);
    return registry_.Call(Kind<Message>::kCreate, request).status();
  }

 private:
  Registry registry_;
};

// A rule of one number or text: `set` with a good and a bad value.
template <typename Message, typename Value, typename Set>
void Values(Rules& rules, const std::string& field, const Value& good,
            const Value& bad, Set set) {
  rules.Boundary<Message>(
      field, [&](Message& m) { set(m, good); },
      [&](Message& m) { set(m, bad); });
}

using Text = std::string;

TEST_CASE("An institution's fields are what they say they are") {
  Rules rules;
  using I = proto::Institution;
  Values<I, Text>(rules, "institution.uscc", "12650000MB1234567J",
                  "12650000MB1234567K",
                  [](I& i, const Text& v) { i.set_uscc(v); });
  Values<I, Text>(rules, "institution.uscc", "12650000MB1234567J",
                  "12650000mb1234567j",
                  [](I& i, const Text& v) { i.set_uscc(v); });
  Values<I, Text>(rules, "institution.division", "653100", "65310",
                  [](I& i, const Text& v) { i.set_division(v); });
  Values<I, Text>(rules, "institution.division", "653100", "053100",
                  [](I& i, const Text& v) { i.set_division(v); });
  Values<I, Text>(rules, "institution.country", "CN", "cn",
                  [](I& i, const Text& v) { i.set_country(v); });
  Values<I, int>(rules, "institution.kind", 12, 13,
                 [](I& i, int v) { i.set_kind(static_cast<I::Kind>(v)); });
  Values<I, int>(rules, "institution.jurisdiction", 2, 3, [](I& i, int v) {
    i.set_jurisdiction(static_cast<I::Jurisdiction>(v));
  });
  Values<I, int>(rules, "institution.aliases[0]", 4096, 4097,
                 [](I& i, int v) { i.add_aliases(Text(v, 'a')); });
  Values<I, Text>(rules, "institution.title.texts[\"uig\"]", "ug", "uig",
                  [](I& i, const Text& v) {
                    (*i.mutable_title()->mutable_texts())[v] = "قەشقەر";
                  });
  Values<I, Text>(rules, "institution.sites[1].id", "b", "a",
                  [](I& i, const Text& v) {
                    i.add_sites()->set_id("a");
                    i.add_sites()->set_id(v);
                  });
  const auto place = [](I& i, double latitude, double longitude) {
    proto::Site& site = *i.add_sites();
    site.set_id("a");
    site.set_latitude(latitude);
    site.set_longitude(longitude);
  };
  Values<I, double>(rules, "institution.sites[0].latitude", 90, 90.001,
                    [&](I& i, double v) { place(i, v, 0); });
  Values<I, double>(rules, "institution.sites[0].longitude", -180, -180.001,
                    [&](I& i, double v) { place(i, 0, v); });
  rules.Boundary<I>(
      "institution.sites[0]", [&](I& i) { place(i, 0, 0); },
      [&](I& i) {
        place(i, 0, 0);
        i.mutable_sites(0)->clear_longitude();
      });
  Values<I, Text>(rules, "institution.suspensions[0].period.to", "",
                  "2025-01-01", [](I& i, const Text& v) {
                    proto::Suspension& s = *i.add_suspensions();
                    s.set_kind(proto::Suspension::KIND_REVOKED);
                    s.mutable_period()->set_from("2024-01-01");
                    s.mutable_period()->set_to(v);
                  });
  Values<I, Text>(rules, "institution.suspensions[0].period.from", "2024-01-01",
                  "", [](I& i, const Text& v) {
                    proto::Suspension& s = *i.add_suspensions();
                    s.set_kind(proto::Suspension::KIND_SUSPENDED);
                    s.mutable_period()->set_from(v);
                  });
}

TEST_CASE("A scope says what may be done, over which range, how well") {
  Rules rules;
  using C = proto::Competence;
  const auto row = [](C& c) -> proto::ScopeRow& { return *c.add_scope(); };
  Values<C, Text>(rules, "competence.scope[0].range.max", "1", "0.999",
                  [&](C& c, const Text& v) {
                    auto& range = *row(c).mutable_range();
                    range.set_min("1.0");
                    range.set_max(v);
                    range.set_unit("\\kilogram");
                  });
  Values<C, Text>(rules, "competence.scope[0].range.min", "-2.5e-3", "1,5",
                  [&](C& c, const Text& v) {
                    auto& range = *row(c).mutable_range();
                    range.set_min(v);
                    range.set_unit("\\kilogram");
                  });
  Values<C, Text>(rules, "competence.scope[0].range.unit", "\\kilogram", "kg!",
                  [&](C& c, const Text& v) {
                    row(c).mutable_range()->set_min("1");
                    c.mutable_scope(0)->mutable_range()->set_unit(v);
                  });
  Values<C, Text>(rules, "competence.scope[0].kind.code", "MASS", "PRES",
                  [&](C& c, const Text& v) {
                    row(c).mutable_range()->set_unit("\\kilogram");
                    c.mutable_scope(0)->mutable_kind()->set_code(v);
                  });
  const auto uncertainty = [&](C& c) -> metrology::v1::Uncertainty& {
    auto& u = *row(c).mutable_smallest_uncertainty();
    u.set_expanded("1");
    return u;
  };
  const Text u = "competence.scope[0].smallest_uncertainty";
  Values<C, Text>(rules, u + ".expanded", "0", "-1e-9",
                  [&](C& c, const Text& v) { uncertainty(c).set_expanded(v); });
  Values<C, Text>(
      rules, u + ".coverage_factor", "1", "0.999",
      [&](C& c, const Text& v) { uncertainty(c).set_coverage_factor(v); });
  Values<C, Text>(
      rules, u + ".coverage_probability", "1", "1.001",
      [&](C& c, const Text& v) { uncertainty(c).set_coverage_probability(v); });
  Values<C, Text>(
      rules, u + ".degrees_of_freedom", "0.1", "0",
      [&](C& c, const Text& v) { uncertainty(c).set_degrees_of_freedom(v); });
  Values<C, Text>(rules, u, "", "1",
                  [&](C& c, const Text& v) { uncertainty(c).set_standard(v); });
  Values<C, Text>(rules, "competence.scope[0].equipment_class", "energy_meter",
                  "Energy meter",
                  [&](C& c, const Text& v) { row(c).set_equipment_class(v); });
  Values<C, int>(
      rules, "competence.scope[0].services[0]", 3, 4, [&](C& c, int v) {
        row(c).add_services(static_cast<proto::ScopeRow::Service>(v));
      });
  // A site must be the holder's.
  CHECK_THAT(rules.Try<C>([&](C& c) { row(c).add_sites("s1"); }), IsOk());
  CHECK_FALSE(rules.Try<C>([&](C& c) { row(c).add_sites("s2"); }).ok());
}

TEST_CASE("A standard's parts are complete") {
  Rules rules;
  using S = proto::Standard;
  Values<S, Text>(rules, "standard.code", "12345678", "1234567",
                  [](S& s, const Text& v) { s.set_code(v); });
  Values<S, int>(rules, "standard.level", 9, 10,
                 [](S& s, int v) { s.set_level(static_cast<S::Level>(v)); });
  Values<S, Text>(rules, "standard.capabilities[0].range.unit", "\\kilogram",
                  "", [](S& s, const Text& v) {
                    auto& c = *s.add_capabilities();
                    c.set_maximum_permissible_error("0.001");
                    c.mutable_range()->set_unit(v);
                  });
  Values<S, Text>(rules, "standard.capabilities[0].maximum_permissible_error",
                  "0", "-0.001", [](S& s, const Text& v) {
                    auto& c = *s.add_capabilities();
                    c.set_maximum_permissible_error(v);
                    c.mutable_range()->set_unit("\\kilogram");
                  });
  Values<S, Text>(
      rules, "standard.capabilities[0]", "E2", "",
      [](S& s, const Text& v) { s.add_capabilities()->set_accuracy_class(v); });
  const auto component = [](S& s) -> proto::Component& {
    auto& c = *s.add_components();
    c.set_role(proto::Component::ROLE_MAIN);
    (*c.mutable_title()->mutable_texts())["zh"] = "砝码";
    return c;
  };
  Values<S, int>(rules, "standard.components[0].role", 2, 0, [&](S& s, int v) {
    component(s).set_role(static_cast<proto::Component::Role>(v));
  });
  Values<S, int>(
      rules, "standard.components[0].recalibration_months", 1200, 1201,
      [&](S& s, int v) { component(s).set_recalibration_months(v); });
  Values<S, int>(
      rules, "standard.components[0].recalibration_months", 0, -1,
      [&](S& s, int v) { component(s).set_recalibration_months(v); });
  Values<S, Text>(rules, "standard.components[0].identifications[0].value",
                  "A1", " ", [&](S& s, const Text& v) {
                    component(s).add_identifications()->set_value(v);
                  });
  Values<S, Text>(
      rules, "standard.assessments[0].number", "〔2020〕1", "",
      [](S& s, const Text& v) { s.add_assessments()->set_number(v); });
  Values<S, Text>(rules, "standard.events[0].day", "2024-02-29", "2025-02-29",
                  [](S& s, const Text& v) {
                    auto& e = *s.add_events();
                    e.set_kind(proto::StandardEvent::KIND_SEALED);
                    e.set_day(v);
                  });
  CHECK_THAT(rules.Try<S>([](S& s) { s.set_site("s1"); }), IsOk());
  CHECK_FALSE(rules.Try<S>([](S& s) { s.set_site("s2"); }).ok());
}

TEST_CASE("A reference material's number fits its grade") {
  Rules rules;
  using M = proto::ReferenceMaterial;
  const Text number = "reference_material.number";
  Values<M, Text>(rules, number, "GBW 08607", "GBW(E)130113",
                  [](M& m, const Text& v) { m.set_number(v); });
  Values<M, Text>(rules, number, "GBW（E）130113", "GBW08607",
                  [](M& m, const Text& v) {
                    m.set_number(v);
                    m.set_grade(M::GRADE_SECONDARY);
                  });
  Values<M, Text>(rules, number, "NIST SRM 3128", "GBW08607",
                  [](M& m, const Text& v) {
                    m.set_number(v);
                    m.set_grade(M::GRADE_OTHER);
                  });
  const auto value = [](M& m) -> proto::PropertyValue& {
    auto& v = *m.add_values();
    v.set_analyte("Pb");
    v.set_value("1.00");
    v.set_unit("\\gram\\litre\\tothe{-1}");
    v.set_status(proto::PropertyValue::STATUS_CERTIFIED);
    return v;
  };
  Values<M, Text>(rules, "reference_material.values[0].value", "1.0e-3", "1%",
                  [&](M& m, const Text& v) { value(m).set_value(v); });
  Values<M, Text>(rules, "reference_material.values[0].unit",
                  "\\gram\\litre\\tothe{-1}", "",
                  [&](M& m, const Text& v) { value(m).set_unit(v); });
  Values<M, Text>(rules, "reference_material.values[0].analyte", "Pb", "",
                  [&](M& m, const Text& v) { value(m).set_analyte(v); });
  Values<M, int>(
      rules, "reference_material.values[0].status", 3, 0, [&](M& m, int v) {
        value(m).set_status(static_cast<proto::PropertyValue::Status>(v));
      });
}

TEST_CASE("A specification's number fits its kind, region and dates") {
  Rules rules;
  using S = proto::Specification;
  const Text number = "specification.number";
  Values<S, Text>(rules, number, "JJG 99-2022", "JJG 2053-2016",
                  [](S& s, const Text& v) { s.set_number(v); });
  Values<S, Text>(rules, number, "JJG 2053-2016", "JJG 99-2022",
                  [](S& s, const Text& v) {
                    s.set_number(v);
                    s.set_kind(S::KIND_VERIFICATION_SCHEME);
                  });
  Values<S, Text>(rules, number, "JJF 1059.1-2012", "JJF 1059.1-12",
                  [](S& s, const Text& v) {
                    s.set_number(v);
                    s.set_kind(S::KIND_CALIBRATION_SPECIFICATION);
                  });
  Values<S, Text>(rules, number, "GB/T 7676.1-2017", "JJF 1059.1-2012",
                  [](S& s, const Text& v) {
                    s.set_number(v);
                    s.set_kind(S::KIND_METHOD_STANDARD);
                  });
  Values<S, Text>(rules, number, "JJG（新）5-2020", "JJG 5-2020",
                  [](S& s, const Text& v) {
                    s.set_number(v);
                    s.set_region("新");
                  });
  Values<S, Text>(rules, "specification.period.from", "2022-06-28",
                  "2022-06-27", [](S& s, const Text& v) {
                    s.set_issued("2022-06-28");
                    s.mutable_period()->set_from(v);
                  });
  const auto ratio = [](S& s) -> proto::RatioRule& {
    auto& r = *s.mutable_ratio();
    r.set_basis(proto::RatioRule::BASIS_EXPANDED_UNCERTAINTY);
    r.set_numerator(1);
    r.set_denominator(3);
    return r;
  };
  Values<S, int>(rules, "specification.ratio.denominator", 1, 0,
                 [&](S& s, int v) { ratio(s).set_denominator(v); });
  Values<S, int>(rules, "specification.ratio.numerator", 1, 0,
                 [&](S& s, int v) { ratio(s).set_numerator(v); });
  Values<S, int>(rules, "specification.verification_months", 1200, 1201,
                 [](S& s, int v) { s.set_verification_months(v); });
}

TEST_CASE("An instrument's fields are what they say they are") {
  Rules rules;
  using I = proto::Instrument;
  Values<I, Text>(
      rules, "instrument.identifications[0].value", "A1", "",
      [](I& i, const Text& v) { i.add_identifications()->set_value(v); });
  Values<I, Text>(rules, "instrument.equipment_class", Text(64, 'a'),
                  Text(65, 'a'),
                  [](I& i, const Text& v) { i.set_equipment_class(v); });
  Values<I, Text>(rules, "instrument.division", "653100", "65310x",
                  [](I& i, const Text& v) { i.set_division(v); });
  Values<I, int>(rules, "instrument.purpose", 5, 6, [](I& i, int v) {
    i.set_purpose(static_cast<I::Purpose>(v));
  });
  Values<I, int>(
      rules, "instrument.identifications[0].issuer", 5, 6, [](I& i, int v) {
        auto& number = *i.add_identifications();
        number.set_value("A1");
        number.set_issuer(static_cast<proto::Identification::Issuer>(v));
      });
  Values<I, Text>(rules, "instrument.owner", "", "standards/holder",
                  [](I& i, const Text& v) { i.set_owner(v); });
  CHECK_THAT(rules.Try<I>([](I& i) { i.set_owner("institutions/nobody"); }),
             HasReason("RECORD_NOT_FOUND"));
}

}  // namespace
}  // namespace suyuan::registry
