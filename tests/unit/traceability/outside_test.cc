#include "services/traceability/outside/mandatory_item.h"
#include "services/traceability/outside/verifications.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/traceability/small_world.h"

namespace suyuan::traceability {
namespace {

using absl::CivilDay;
using suyuan::testing::IsOk;

// A scale for trade in Kashgar (653101) that somebody verified on 2024-05-10.
struct Market {
  Market() {
    edition.name = "mandatoryCatalogues/c1";
    edition.period = {CivilDay(2020, 1, 1), {}};
    edition.items = {{"scale", {}, {"scale"}, {}}};
    scale.name = "instruments/s";
    scale.division = "653101";
    scale.purpose = Purpose::kTrade;
    scale.equipment_class = "scale";
    scale.artefact.record = scale.name;
    issuer.name = "institutions/i";
    issuer.division = "653100";
    certificate = worlds::AnyCertificate(0, "V-1");
    certificate.issuer.institution = issuer.name;
    certificate.items[0].artefact.record = scale.name;
    certificate.begin = certificate.end = CivilDay(2024, 5, 10);
    certificate.recorded_at = at;
    certificate.results = {worlds::AnyMass("r", 1, 1e-3)};
    question.from = ToDayNumber(CivilDay(2024, 1, 1));
    question.to = ToDayNumber(CivilDay(2024, 12, 31));
    question.known_at = at + absl::Hours(1);
  }

  std::vector<Verification> Ask() {
    Graph graph;
    graph.Apply(at, edition);
    graph.Apply(at, scale);
    graph.Apply(at, issuer);
    REQUIRE_THAT(graph.Apply(certificate), IsOk());
    for (const StatusFacts& status : statuses) {
      REQUIRE_THAT(graph.Apply(status), IsOk());
    }
    std::vector<Verification> out = MandatoryVerificationsOf(
        graph, graph.Catalogues(question.known_at),
        *graph.Instrument(scale.name, question.known_at), question);
    for (Verification& v : out) v.issuer = nullptr;  // of a graph that ends
    return out;
  }
  // Of the only verification.
  Whereabouts Where() {
    const auto all = Ask();
    REQUIRE(all.size() == 1);
    return all[0].where;
  }

  absl::Time at = worlds::NoonOf(2024, 6, 1);
  CatalogueFacts edition;
  InstrumentFacts scale;
  InstitutionFacts issuer;
  CertificateFacts certificate;
  std::vector<StatusFacts> statuses;
  VerificationQuestion question;
};

TEST_CASE("A verification left the region if its issuer lies outside of it") {
  Market market;
  CHECK(market.Where() == Whereabouts::kInside);
  market.issuer.division = "650100";
  CHECK(market.Where() == Whereabouts::kInside);
  market.issuer.division = "620100";
  CHECK(market.Where() == Whereabouts::kOutside);

  SECTION("the border of the prefecture may be the one that counts") {
    market.question.level = RegionLevel::kPrefecture;
    market.issuer.division = "653100";
    CHECK(market.Where() == Whereabouts::kInside);
    market.issuer.division = "650000";
    CHECK(market.Where() == Whereabouts::kOutside);
  }
  SECTION("or that of the county") {
    market.question.level = RegionLevel::kCounty;
    market.issuer.division = "653101";
    CHECK(market.Where() == Whereabouts::kInside);
    market.issuer.division = "653100";
    CHECK(market.Where() == Whereabouts::kOutside);
    market.scale.division = "653100";
    CHECK(market.Where() == Whereabouts::kUnknown);
  }
}

TEST_CASE(
    "Where a division is not recorded nobody knows, and abroad is outside") {
  Market market;
  SECTION("of the issuer") { market.issuer.division = ""; }
  SECTION("of the instrument") { market.scale.division = ""; }
  SECTION("of an issuer that nobody registered") {
    market.certificate.issuer = {"", "某所", ""};
  }
  CHECK(market.Where() == Whereabouts::kUnknown);

  Market foreign;
  foreign.issuer.division = "";
  foreign.issuer.country = "KZ";
  CHECK(foreign.Where() == Whereabouts::kOutside);
}

TEST_CASE("Only verifications that are mandatory count") {
  Market market;
  SECTION("not of an instrument for another purpose") {
    market.scale.purpose = Purpose::kOther;
  }
  SECTION("not of a class that the catalogue has not") {
    market.scale.equipment_class = "thermometer";
  }
  SECTION("not of an item that it names and the catalogue has not") {
    market.scale.catalogue_item = "thermometer";
  }
  SECTION("not before the edition was in force") {
    market.edition.period.from = CivilDay(2024, 5, 11);
  }
  SECTION("not before the row joined it") {
    market.edition.items[0].from = CivilDay(2024, 5, 11);
  }
  SECTION("not where two rows have the class") {
    market.edition.items.push_back({"scale2", {}, {"scale"}, {}});
  }
  SECTION("not a calibration") {
    market.certificate.kind = CertificateKind::kCalibration;
  }
  SECTION("not of an instrument that was out of use") {
    market.scale.period.to = CivilDay(2024, 5, 9);
  }
  CHECK(market.Ask().empty());
}

TEST_CASE("A failed verification, and one without a stated purpose, count") {
  Market market;
  SECTION("failed") {
    market.certificate.kind = CertificateKind::kVerificationFail;
  }
  SECTION("no purpose stated") { market.scale.purpose = Purpose::kUnspecified; }
  SECTION("on the first day of the edition and of the row") {
    market.edition.period.from = market.edition.items[0].from =
        CivilDay(2024, 5, 10);
  }
  SECTION("by the row that it names") {
    market.scale.catalogue_item = "scale";
    market.scale.equipment_class = "";
  }
  CHECK(market.Ask().size() == 1);
}

TEST_CASE("The last day of the work decides the period") {
  Market market;
  market.question.from = market.question.to =
      ToDayNumber(CivilDay(2024, 5, 10));
  CHECK(market.Ask().size() == 1);
  market.question.to = ToDayNumber(CivilDay(2024, 5, 9));
  market.question.from = market.question.to;
  CHECK(market.Ask().empty());
  market.question.from = market.question.to =
      ToDayNumber(CivilDay(2024, 5, 11));
  CHECK(market.Ask().empty());
}

TEST_CASE("What was void from the start never was a verification") {
  Market market;
  StatusFacts status;
  status.certificate = market.certificate.name;
  status.recorded_at = market.at + absl::Minutes(1);
  status.void_from = CivilDay(2024, 5, 11);
  market.statuses = {status};
  CHECK(market.Ask().size() == 1);
  market.statuses[0].void_from = CivilDay(2024, 5, 10);
  CHECK(market.Ask().empty());
}

TEST_CASE("Verifications are narrowed by issuer and kind of quantity") {
  Market market;
  market.question.issuer = "institutions/i";
  market.question.kind_code = "MASS";
  CHECK(market.Ask().size() == 1);
  market.question.issuer = "institutions/j";
  CHECK(market.Ask().empty());
  market.question.issuer = "";
  market.question.kind_code = "PRES";
  CHECK(market.Ask().empty());
}

}  // namespace
}  // namespace suyuan::traceability
