// What several certificates say of one thing.

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "tests/unit/certificates/checks/samples.h"

namespace suyuan::certificates::checks {
namespace {

using testing::AnyCertificate;
using testing::AnyResult;
using testing::Archive;
using testing::Day;
using testing::FigureIn;
using testing::Number;
using testing::Of;
using testing::OnDay;

CheckedCertificate Between(CheckedCertificate c, const char* begin,
                           const char* end) {
  c = OnDay(std::move(c), Day(end));
  c.begin = Day(begin);
  c.received = Day(begin);
  return c;
}

// The standard that AnyCertificate(_, serial) is about.
Artefact StandardNumber(const std::string& serial) {
  return AnyCertificate("any", serial).items[0].artefact;
}

CheckedCertificate By(CheckedCertificate c, const char* issuer) {
  c.issuer.title = issuer;
  return c;
}

CheckedCertificate Verification(const std::string& number, bool failed,
                                const char* day) {
  CheckedCertificate c = OnDay(AnyCertificate(number), Day(day));
  c.kind = failed ? CertificateKind::kVerificationFail
                  : CertificateKind::kVerification;
  return c;
}

TEST_CASE("A pass after a fail needs a repair on record") {
  Archive archive;
  archive.Add(Verification("N-1", true, "2025-03-11"));
  CheckedCertificate pass = Verification("V-1", false, "2025-03-20");
  SECTION("without one it contradicts the notice") {
    const std::vector<Finding> found = Of("REPASS", archive.Add(pass));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::kCross);
    CHECK(found[0].severity == Severity::kMajor);
    CHECK(found[0].certificates.size() == 2);
  }
  SECTION("another state of the item is one") {
    pass.items[0].state = "repaired";
    CHECK(Of("REPASS", archive.Add(pass)).empty());
  }
  SECTION("results from after an adjustment are one") {
    pass.results[0].stage = Stage::kAfter;
    CHECK(Of("REPASS", archive.Add(pass)).empty());
  }
  SECTION("a re-verification that says why it replaces the notice is sound") {
    pass.replaces_number = "N-1";
    CHECK(Of("REPASS", archive.Add(pass)).size() == 1);
    Archive other;
    other.Add(Verification("N-1", true, "2025-03-11"));
    pass.replaces_reason = "复检申诉";
    CHECK(Of("REPASS", other.Add(pass)).empty());
  }
  SECTION("another body's pass weighs less") {
    const std::vector<Finding> found =
        Of("REPASS", archive.Add(By(pass, "昆仑计量所")));
    REQUIRE(found.size() == 1);
    CHECK(found[0].severity == Severity::kMinor);
  }
}

TEST_CASE("What concludes that it failed is no pass") {
  Archive archive;
  archive.Add(Verification("N-1", true, "2025-03-11"));
  CheckedCertificate second = Verification("V-1", false, "2025-03-20");
  second.concludes_failed = true;
  CHECK(Of("REPASS", archive.Add(second)).empty());
}

TEST_CASE("The notice may be uploaded after the pass") {
  Archive archive;
  archive.Add(Verification("V-1", false, "2025-03-20"));
  CHECK(Of("REPASS", archive.Add(Verification("N-1", true, "2025-03-11")))
            .size() == 1);
}

TEST_CASE("A pass before the fail contradicts nothing") {
  Archive archive;
  archive.Add(Verification("V-1", false, "2025-03-11"));
  CHECK(Of("REPASS", archive.Add(Verification("N-1", true, "2025-03-20")))
            .empty());
}

TEST_CASE("A standard is not used while another laboratory has it") {
  Archive archive;
  CheckedCertificate upper =
      By(Between(AnyCertificate("UP-1", "S"), "2025-03-01", "2025-03-20"),
         "国家计量院");
  archive.Add(upper);
  const auto used = [&archive](const char* number, const char* begin,
                               const char* end) {
    CheckedCertificate c = Between(AnyCertificate(number), begin, end);
    c.references = {{.artefact = StandardNumber("S")}};
    return Of("REF_ELSEWHERE", archive.Add(c)).size();
  };
  CHECK(used("A-1", "2025-03-02", "2025-03-19") == 1);
  // On the first and on the last day it may have been on its way.
  CHECK(used("A-2", "2025-03-01", "2025-03-10") == 0);
  CHECK(used("A-3", "2025-03-10", "2025-03-20") == 0);
  // Work that began before may have used it before.
  CHECK(used("A-4", "2025-02-27", "2025-03-10") == 0);
}

TEST_CASE("A reference that only cites a number is the thing it is about") {
  Archive archive;
  archive.Add(
      By(Between(AnyCertificate("UP-1", "S"), "2025-03-01", "2025-03-20"),
         "国家计量院"));
  CheckedCertificate c = OnDay(AnyCertificate("A-1"), Day("2025-03-10"));
  c.references = {{.certificate_numbers = {"UP-1"}}};
  CHECK(Of("REF_ELSEWHERE", archive.Add(c)).size() == 1);
  SECTION("unless two issuers have that number") {
    archive.Add(
        By(OnDay(AnyCertificate("UP-1", "T"), Day("2024-03-10")), "别家"));
    c.id = CertificateId(Digest::Of("another"));
    CHECK(Of("REF_ELSEWHERE", archive.Add(c)).empty());
  }
}

TEST_CASE("The laboratory's certificate may be uploaded after the use") {
  Archive archive;
  CheckedCertificate c = OnDay(AnyCertificate("A-1"), Day("2025-03-10"));
  c.references = {{.artefact = StandardNumber("S")}};
  archive.Add(c);
  CHECK(Of("REF_ELSEWHERE", archive.Add(By(Between(AnyCertificate("UP-1", "S"),
                                                   "2025-03-01", "2025-03-20"),
                                           "国家计量院")))
            .size() == 1);
}

TEST_CASE("A standard is not at two sites for more than a day") {
  const auto at = [](const char* number, const char* serial, const char* site,
                     const char* begin, const char* end,
                     const char* standard = "S") {
    CheckedCertificate c = Between(AnyCertificate(number, serial), begin, end);
    c.place = Place::kCustomer;
    c.place_text = site;
    c.references = {{.artefact = StandardNumber(standard)}};
    return c;
  };
  Archive archive;
  archive.Add(at("A-1", "1", "喀什", "2025-03-01", "2025-03-03"));
  SECTION("one day in common is a journey") {
    CHECK(Of("REF_ELSEWHERE",
             archive.Add(at("A-2", "2", "和田", "2025-03-03", "2025-03-05")))
              .empty());
  }
  SECTION("two are not") {
    const std::vector<Finding> found =
        Of("REF_ELSEWHERE",
           archive.Add(at("A-2", "2", "和田", "2025-03-02", "2025-03-05")));
    REQUIRE(found.size() == 1);
    CHECK(FigureIn(found[0], "common_days") == "2");
  }
  SECTION("a set with another serial number is another set") {
    CHECK(Of("REF_ELSEWHERE", archive.Add(at("A-2", "2", "和田", "2025-03-02",
                                             "2025-03-05", "T")))
              .empty());
  }
  SECTION("of one site nothing is said") {
    CHECK(Of("REF_ELSEWHERE",
             archive.Add(at("A-2", "2", "喀什", "2025-03-02", "2025-03-05")))
              .empty());
  }
}

TEST_CASE("Paper without references for work that another body did") {
  Archive archive;
  archive.Add(By(Between(AnyCertificate("L-1"), "2025-03-01", "2025-03-10"),
                 "昆仑计量所"));
  CheckedCertificate paper =
      Between(AnyCertificate("A-1"), "2025-03-02", "2025-03-09");
  paper.references.clear();
  SECTION("is a contradiction") {
    const std::vector<Finding> found = Of("RELABEL", archive.Add(paper));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::kCross);
  }
  SECTION("unless sub-contracting is declared") {
    paper.references = {{.certificate_numbers = {"L-1"}}};
    const std::vector<Finding> found = archive.Add(paper);
    CHECK(Of("RELABEL", found).empty());
    CHECK(Of("PLACE_CONFLICT", found).empty());
    CHECK(Of("REF_ELSEWHERE", found).empty());
  }
  SECTION("unless the days leave time to bring it") {
    paper = Between(std::move(paper), "2025-03-10", "2025-03-12");
    CHECK(Of("RELABEL", archive.Add(paper)).empty());
  }
}

TEST_CASE("One item is not at two places for more than a day") {
  const auto other = [](const char* begin, const char* end) {
    return By(Between(AnyCertificate("B-1"), begin, end), "昆仑计量所");
  };
  Archive archive;
  archive.Add(Between(AnyCertificate("A-1"), "2025-03-01", "2025-03-05"));
  SECTION("one day in common is a journey") {
    CHECK(Of("PLACE_CONFLICT", archive.Add(other("2025-03-05", "2025-03-09")))
              .empty());
  }
  SECTION("two are not") {
    CHECK(Of("PLACE_CONFLICT", archive.Add(other("2025-03-04", "2025-03-09")))
              .size() == 1);
  }
  SECTION("of a place that is not known nothing is said") {
    CheckedCertificate c = other("2025-03-04", "2025-03-09");
    c.place = Place::kCustomer;
    CHECK(Of("PLACE_CONFLICT", archive.Add(c)).empty());
    c.id = CertificateId(Digest::Of("the site is printed"));
    c.place_text = "喀什";
    CHECK(Of("PLACE_CONFLICT", archive.Add(c)).size() == 1);
  }
}

TEST_CASE("A serial number without maker and model names no thing") {
  const auto bare = [](CheckedCertificate c) {
    c.items[0].artefact.maker.clear();
    c.items[0].artefact.model.clear();
    return c;
  };
  Archive archive;
  archive.Add(bare(Between(AnyCertificate("A-1"), "2025-03-01", "2025-03-05")));
  CHECK(archive
            .Add(bare(
                By(Between(AnyCertificate("B-1"), "2025-03-01", "2025-03-05"),
                   "昆仑计量所")))
            .empty());
}

// Yearly errors of one gauge at one point, then the newest.
std::vector<Finding> AfterYears(const std::vector<const char*>& readings,
                                const CheckedCertificate& newest) {
  Archive archive;
  int year = 2020;
  for (const char* reading : readings) {
    CheckedCertificate c = AnyCertificate(absl::StrCat("Y-", year));
    c.results[0] = AnyResult("1.000", reading);
    archive.Add(OnDay(std::move(c), absl::CivilDay(year++, 3, 11)));
  }
  return Of("A_HIDDEN_ADJ", archive.Add(newest));
}

TEST_CASE("A step out of the drift without data from before is a lead") {
  CheckedCertificate newest = AnyCertificate("A-1");
  newest = OnDay(std::move(newest), Day("2023-03-11"));
  const std::vector<const char*> drift = {"1.010", "1.020", "1.030"};
  // The line leads to 1.040; u of the difference is 0.010 sqrt(1 + 1/3 + 2).
  newest.results[0] = AnyResult("1.000", "1.090");
  CHECK(AfterYears(drift, newest).empty());
  newest.results[0] = AnyResult("1.000", "1.100");
  const std::vector<Finding> found = AfterYears(drift, newest);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  SECTION("two earlier values are no drift") {
    CHECK(AfterYears({"1.010", "1.020"}, newest).empty());
  }
  SECTION("with data from before it is declared") {
    newest.results.push_back(AnyResult("1.000", "1.040"));
    newest.results.back().stage = Stage::kBefore;
    CHECK(AfterYears(drift, newest).empty());
  }
  SECTION("a new state is declared, too") {
    newest.items[0].state = "2";
    CHECK(AfterYears(drift, newest).empty());
  }
  SECTION("without an uncertainty nothing is said") {
    newest.results[0].standard_uncertainty.reset();
    CHECK(AfterYears(drift, newest).empty());
  }
}

std::vector<CheckedResult> Series() {
  std::vector<CheckedResult> results;
  const std::vector<const char*> errors = {"03", "17", "08", "41", "29",
                                           "35", "11", "52", "24", "60"};
  for (int i = 0; i < 10; ++i) {
    results.push_back(AnyResult(absl::StrCat(i + 1, ".000"),
                                absl::StrCat(i + 1, ".0", errors[i])));
  }
  return results;
}

TEST_CASE("The same readings under a new number and day are a replay") {
  Archive archive;
  CheckedCertificate old = AnyCertificate("A-1");
  old.results = Series();
  archive.Add(old);
  CheckedCertificate again = OnDay(AnyCertificate("A-2"), Day("2026-03-11"));
  again.results = Series();
  SECTION("of the old one") {
    const std::vector<Finding> found = Of("REPLAY", archive.Add(again));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::kHard);
    CHECK(FigureIn(found[0], "how") == "same_readings");
  }
  SECTION("unless it says that it replaces it") {
    again.replaces_number = "A-1";
    CHECK(Of("REPLAY", archive.Add(again)).empty());
  }
  SECTION("unless one reading differs") {
    again.results[4] = AnyResult("5.000", "5.030");
    CHECK(Of("REPLAY", archive.Add(again)).empty());
  }
  SECTION("nine of them hold too little to be sure") {
    again.results.pop_back();
    Archive other;
    old.results.pop_back();
    other.Add(old);
    CHECK(Of("REPLAY", other.Add(again)).empty());
  }
}

TEST_CASE("A certificate of a state that the item has left is a replay") {
  CheckedCertificate newer = OnDay(AnyCertificate("A-2"), Day("2025-03-11"));
  newer.items[0].state = "after repair";
  CheckedCertificate old = OnDay(AnyCertificate("A-1"), Day("2025-01-10"));
  old.items[0].state = "as delivered";
  old.recorded_at = metrology::BeginOf(Day("2025-03-20"));
  old.valid_to = Day("2025-03-20");
  Archive archive;
  archive.Add(newer);
  SECTION("while it would still count") {
    const std::vector<Finding> found = Of("REPLAY", archive.Add(old));
    REQUIRE(found.size() == 1);
    CHECK(FigureIn(found[0], "how") == "state_left");
  }
  SECTION("not once it has run out: that is an archive") {
    old.valid_to = Day("2025-03-19");
    CHECK(Of("REPLAY", archive.Add(old)).empty());
  }
  SECTION("not where the state is the same or not told") {
    old.items[0].state = "after repair";
    CHECK(Of("REPLAY", archive.Add(old)).empty());
    old.id = CertificateId(Digest::Of("no state"));
    old.items[0].state.clear();
    CHECK(Of("REPLAY", archive.Add(old)).empty());
  }
}

TEST_CASE("What is remembered of a thing stays bounded") {
  Archive archive;
  CheckedCertificate c = AnyCertificate("A-0");
  c.results.assign(500, AnyResult("1.000", "1.003"));
  for (int i = 0; i < 200; ++i) {
    c.number = absl::StrCat("A-", i);
    c.id = CertificateId(Digest::Of(c.number));
    c.references = {{.artefact = StandardNumber("S")}};
    archive.Add(OnDay(c, Day("2020-01-01") + i));
  }
  CHECK(archive.memory().longest() < 20000);
}

}  // namespace
}  // namespace suyuan::certificates::checks
