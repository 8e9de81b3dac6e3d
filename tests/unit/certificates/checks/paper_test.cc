// What one certificate says of itself, and of others with its number.

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "services/certificates/checks/numbers.h"
#include "services/certificates/checks/outside_facts.h"
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

TEST_CASE("A sound certificate gives no finding") {
  Archive archive;
  CHECK(archive.Add(AnyCertificate("A-1")).empty());
}

TEST_CASE("Work and issue follow each other, and on one day they may") {
  Archive archive;
  CheckedCertificate c = AnyCertificate("A-1");
  c.received = c.begin = c.end = c.issued = Day("2025-03-11");
  CHECK(Of("V21", archive.Add(c)).empty());
}

TEST_CASE("Days that cannot have followed each other so are blockers") {
  CheckedCertificate c = AnyCertificate("A-1");
  const auto broken = [&c](absl::string_view figure) {
    const std::vector<Finding> found = Of("V21", Archive().Add(c));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::kHard);
    CHECK_FALSE(found[0].is_lead());
    CHECK(found[0].severity == Severity::kBlocker);
    CHECK_FALSE(FigureIn(found[0], std::string(figure)).empty());
  };
  SECTION("work that ends before it begins") {
    c.begin = *c.end + 1;
    broken("begin");
  }
  SECTION("issue before the end of the work") {
    c.issued = *c.end - 1;
    broken("end");
  }
  SECTION("issue before the receipt: backdated") {
    c.received = *c.issued + 1;
    broken("received");
  }
  SECTION("issue on the day after it was held here: a clock that is ahead") {
    c.issued = metrology::LegalDay(c.recorded_at) + 1;
    broken("issued");
  }
}

TEST_CASE("Issue on the day on which it was held here is possible") {
  CheckedCertificate c = AnyCertificate("A-1");
  c.issued = metrology::LegalDay(c.recorded_at);
  CHECK(Of("V21", Archive().Add(c)).empty());
  // 2025-03-13 began in Shanghai eight hours before it did in Greenwich.
  CHECK(*c.issued == Day("2025-03-13"));
}

TEST_CASE("Receipt after the work began is major") {
  CheckedCertificate c = AnyCertificate("A-1");
  c.received = *c.begin + 1;
  const std::vector<Finding> found = Of("V21", Archive().Add(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].severity == Severity::kMajor);
}

TEST_CASE("A trusted timestamp holds the day of issue from both sides") {
  CheckedCertificate c = AnyCertificate("A-1");
  c.recorded_at = metrology::BeginOf(Day("2025-06-01"));
  const auto stamped = [&c](absl::CivilDay day) {
    c.trusted_time = metrology::BeginOf(day);
    return Of("V21", Archive().Add(c)).size();
  };
  CHECK(stamped(*c.issued - 1) == 1);  // the issuer's clock is ahead
  CHECK(stamped(*c.issued) == 0);
  CHECK(stamped(*c.issued + Thresholds().timestamp_days) == 0);
  CHECK(stamped(*c.issued + Thresholds().timestamp_days + 1) == 1);
}

TEST_CASE("Evidence that comes late is a lead of its month, not a breach") {
  Archive archive;
  CheckedCertificate c = AnyCertificate("A-1");
  c.recorded_at = metrology::BeginOf(*c.issued + Thresholds().late_days);
  CHECK(archive.Add(c).empty());
  c = AnyCertificate("A-2", "2");
  c.recorded_at = metrology::BeginOf(*c.issued + Thresholds().late_days + 1);
  const std::vector<Finding> found = archive.Add(c);
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "EVIDENCE_LATE");
  CHECK(found[0].is_lead());
  CHECK(found[0].severity == Severity::kMinor);
}

TEST_CASE("A thousand late uploads of a month are told ten times") {
  Archive archive;
  int told = 0;
  std::string id;
  for (int i = 0; i < 1000; ++i) {
    CheckedCertificate c =
        AnyCertificate(absl::StrCat("A-", i), absl::StrCat(i));
    c.recorded_at = metrology::BeginOf(*c.issued + 100);
    for (const Finding& f : Of("EVIDENCE_LATE", archive.Add(c))) {
      ++told;
      if (!id.empty()) CHECK(f.Id() == id);
      id = f.Id();
      CHECK(f.certificates.size() <= Finding::kMostNamed);
    }
  }
  CHECK(told == 10);  // 1, 2, 4, ..., 512
}

TEST_CASE("Two contents under one number are a blocker, in one finding") {
  Archive archive;
  const CheckedCertificate first = AnyCertificate("A-1");
  archive.Add(first);
  CheckedCertificate second = AnyCertificate("A-1", "2");
  second.same_key = {first.id};
  const std::vector<Finding> found = Of("V22", archive.Add(second));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == FindingKind::kCross);
  CHECK(found[0].severity == Severity::kBlocker);
  CHECK(FigureIn(found[0], "content") == "different");
  CHECK(found[0].subject == PairSubject(second.id, first.id));
  CHECK(PairSubject(second.id, first.id) == PairSubject(first.id, second.id));
}

TEST_CASE("One content in two formats under one number is major") {
  Archive archive;
  const CheckedCertificate first = AnyCertificate("A-1");
  archive.Add(first);
  CheckedCertificate second = first;
  second.id = CertificateId(Digest::Of("the same as a DCC"));
  second.same_key = {first.id};
  const std::vector<Finding> found = Of("V22", archive.Add(second));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == FindingKind::kHard);
  CHECK(found[0].severity == Severity::kMajor);
  CHECK(FigureIn(found[0], "content") == "same");
}

TEST_CASE("What a replacement links is no double number") {
  Archive archive;
  archive.Add(AnyCertificate("A-1"));
  CheckedCertificate amended = AnyCertificate("A-1", "2");
  amended.replaces_number = "A-1";  // the archive links them: no same_key
  CHECK(Of("V22", archive.Add(amended)).empty());
}

TEST_CASE("A verification may last as long as its regulation allows") {
  testing::Regulations regulations;
  regulations.months["JJG52-2013"] = 6;
  CheckedCertificate c = AnyCertificate("A-1");
  c.kind = CertificateKind::kVerification;
  c.specifications = {"JJG 52-2013"};
  c.valid_to = Day("2025-09-11");
  CHECK(Of("PERIOD_TOO_LONG", Archive(regulations).Add(c)).empty());
  c.valid_to = Day("2025-09-12");
  const std::vector<Finding> found =
      Of("PERIOD_TOO_LONG", Archive(regulations).Add(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == FindingKind::kHard);
  SECTION("of a regulation that is not known nothing is said") {
    c.specifications = {"JJG 53-2013"};
    CHECK(Of("PERIOD_TOO_LONG", Archive(regulations).Add(c)).empty());
  }
  SECTION("what it was held to is what it cites and the months it claims") {
    c.specifications = {"JJG 52-2013", "ＪＪＧ 52—2013", "JJG 53"};
    CHECK(FactsUsedBy(c) ==
          std::vector<FactUse>{{"specification JJG52-2013", 7},
                               {"specification JJG53", 7}});
    c.valid_to = Day("2025-09-11");
    CHECK(FactsUsedBy(c)[0].rank == 6);
    c.valid_to = Day("2025-03-11");
    CHECK(FactsUsedBy(c)[0].rank == 0);
    c.kind = CertificateKind::kCalibration;
    CHECK(FactsUsedBy(c).empty());
  }
  SECTION("a calibration has no period") {
    c.kind = CertificateKind::kCalibration;
    CHECK(Of("PERIOD_TOO_LONG", Archive(regulations).Add(c)).empty());
  }
}

TEST_CASE("An error printed a thousand times too small is a lead") {
  CheckedCertificate c = AnyCertificate("A-1");
  c.results[0] = AnyResult("10.000", "10.250");
  c.results[0].error = Number("0.250");
  CHECK(Of("A_DECADE", Archive().Add(c)).empty());
  c.results[0].error = Number("0.000250");
  const std::vector<Finding> found = Of("A_DECADE", Archive().Add(c));
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  CHECK(found[0].points == std::vector<std::string>{"r"});
  SECTION("of a difference of few digits nothing is said") {
    c.results[0] = AnyResult("10.000", "10.009");
    c.results[0].error = Number("0.000009");
    CHECK(Of("A_DECADE", Archive().Add(c)).empty());
    c.results[0] = AnyResult("10.000", "10.010");
    c.results[0].error = Number("0.000010");
    CHECK(Of("A_DECADE", Archive().Add(c)).size() == 1);
  }
}

TEST_CASE("The value of a measure that moved by a thousand is a lead") {
  const auto measure = [](const std::string& number, absl::string_view value,
                          double u, const char* day) {
    CheckedCertificate c = AnyCertificate(number);
    c.results[0].value = Number(value);
    c.results[0].indication.reset();
    c.results[0].standard_uncertainty = u;
    return OnDay(std::move(c), Day(day));
  };
  Archive archive;
  archive.Add(measure("A-1", "100.02", 0.01, "2024-03-11"));
  CHECK(
      Of("A_DECADE", archive.Add(measure("A-2", "100.03", 0.01, "2025-03-11")))
          .empty());
  SECTION("and its uncertainty did not") {
    CHECK(Of("A_DECADE",
             archive.Add(measure("A-3", "0.10003", 0.01, "2026-03-11")))
              .size() == 1);
  }
  SECTION("with its uncertainty it is another range") {
    CHECK(Of("A_DECADE",
             archive.Add(measure("A-3", "0.10003", 0.00001, "2026-03-11")))
              .empty());
  }
}

TEST_CASE("Readings without scatter are a lead where scatter would show") {
  CheckedCertificate c = AnyCertificate("A-1");
  c.results.clear();
  const auto repeat = [&c](int n) {
    c.results.assign(n, AnyResult("1.000", "1.003"));
    return Of("A_SYNTHETIC", Archive().Add(c)).size();
  };
  CHECK(repeat(9) == 0);
  CHECK(repeat(10) == 1);
  SECTION("one other reading is scatter") {
    c.results.back() = AnyResult("1.000", "1.004");
    CHECK(Of("A_SYNTHETIC", Archive().Add(c)).empty());
  }
  SECTION("a coarse digit shows no scatter") {
    for (CheckedResult& r : c.results) r.expanded_uncertainty = 0.009;
    CHECK(Of("A_SYNTHETIC", Archive().Add(c)).empty());
  }
  SECTION("without an uncertainty nobody knows how fine the digit is") {
    for (CheckedResult& r : c.results) r.expanded_uncertainty.reset();
    CHECK(Of("A_SYNTHETIC", Archive().Add(c)).empty());
  }
}

TEST_CASE("Ten errors of exactly nothing are a lead, nine are luck") {
  const auto exact = [](int n) {
    CheckedCertificate c = AnyCertificate("A-1");
    c.results.clear();
    for (int i = 1; i <= n; ++i) {
      const std::string value = absl::StrCat(i, ".000");
      c.results.push_back(AnyResult(value, value));
    }
    return Of("A_SYNTHETIC", Archive().Add(c)).size();
  };
  CHECK(exact(9) == 0);
  CHECK(exact(10) == 1);
}

}  // namespace
}  // namespace suyuan::certificates::checks
