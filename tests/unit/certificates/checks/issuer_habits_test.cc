// What the certificates of one issuer say together.

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

// The nth of many certificates about many gauges, on its own day.
CheckedCertificate Nth(int i) {
  return OnDay(AnyCertificate(absl::StrCat("A-", i), absl::StrCat(i)),
               Day("2024-01-01") + i);
}

// Findings of a code that `count` certificates give.
template <typename Make>
std::vector<Finding> Found(const std::string& code, int count, Make make) {
  Archive archive;
  std::vector<Finding> all;
  for (int i = 0; i < count; ++i) {
    for (Finding& finding : Of(code, archive.Add(make(i)))) {
      all.push_back(std::move(finding));
    }
  }
  return all;
}

TEST_CASE("One uncertainty for all kinds of gauges is a lead") {
  const auto varied = [](int i) {
    CheckedCertificate c = Nth(i);
    c.items[0].artefact.model = absl::StrCat("YB-", i % 3);
    c.results[0] =
        i % 2 == 0 ? AnyResult("1.000", "1.003") : AnyResult("1.00", "1.02");
    return c;
  };
  CHECK(Found("A_UNIFORM_U", 29, varied).empty());
  const std::vector<Finding> found = Found("A_UNIFORM_U", 30, varied);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  CHECK(FigureIn(found[0], "certificates") == "30");
  CHECK(found[0].certificates.size() == Finding::kMostNamed);
  SECTION("not of two models") {
    CHECK(Found("A_UNIFORM_U", 60, [&varied](int i) {
            CheckedCertificate c = varied(i);
            c.items[0].artefact.model = absl::StrCat("YB-", i % 2);
            return c;
          }).empty());
  }
  SECTION("not of one resolution") {
    CHECK(Found("A_UNIFORM_U", 60, [&varied](int i) {
            CheckedCertificate c = varied(i);
            c.results[0] = AnyResult("1.000", "1.003");
            return c;
          }).empty());
  }
  SECTION("not where one accuracy class has that uncertainty") {
    CHECK(Found("A_UNIFORM_U", 60, [&varied](int i) {
            CheckedCertificate c = varied(i);
            c.results[0].accuracy_class = "1.6级";
            return c;
          }).empty());
    CHECK(Found("A_UNIFORM_U", 30, [&varied](int i) {
            CheckedCertificate c = varied(i);
            c.results[0].accuracy_class = i == 0 ? "2.5级" : "1.6级";
            return c;
          }).size() == 1);
  }
  SECTION("one other uncertainty begins a new run") {
    CHECK(Found("A_UNIFORM_U", 45, [&varied](int i) {
            CheckedCertificate c = varied(i);
            if (i == 20) c.results[0].uncertainty_text = "0.021 k=2";
            return c;
          }).empty());
  }
}

TEST_CASE("The same conditions on thirty days are a lead") {
  const auto conditioned = [](int i) {
    CheckedCertificate c = Nth(i);
    c.environment = {{"temperature", Number("20.0")},
                     {"relative_humidity", Number("50")}};
    return c;
  };
  CHECK(Found("A_ENV_CONST", 29, conditioned).empty());
  const std::vector<Finding> found = Found("A_ENV_CONST", 30, conditioned);
  REQUIRE(found.size() == 1);
  CHECK(FigureIn(found[0], "days") == "30");
  SECTION("thirty certificates of one day share their readings rightly") {
    CHECK(Found("A_ENV_CONST", 60, [&conditioned](int i) {
            CheckedCertificate c = conditioned(i);
            return OnDay(std::move(c), Day("2024-01-01") + i % 29);
          }).empty());
  }
  SECTION("one other reading ends it") {
    CHECK(Found("A_ENV_CONST", 45, [&conditioned](int i) {
            CheckedCertificate c = conditioned(i);
            if (i == 20) c.environment[0].value = Number("20.1");
            return c;
          }).empty());
  }
  SECTION("whole degrees alone are too coarse") {
    CHECK(Found("A_ENV_CONST", 60, [&conditioned](int i) {
            CheckedCertificate c = conditioned(i);
            c.environment = {{"temperature", Number("20")}};
            return c;
          }).empty());
  }
}

TEST_CASE("Last digits that are not equally frequent are a lead") {
  // Errors of 20 digits and more, so that the last one tells.
  const auto reading = [](int digit) {
    return AnyResult("1.000", absl::StrCat("1.05", digit));
  };
  const auto ten = [&reading](std::vector<int> digits) {
    return [digits, reading](int i) {
      CheckedCertificate c = Nth(i);
      c.results.clear();
      for (const int digit : digits) c.results.push_back(reading(digit));
      return c;
    };
  };
  // Threes and sevens for zeros and fives: chi squared is n x 0.4.
  const auto invented = ten({1, 2, 3, 3, 4, 7, 6, 7, 8, 9});
  CHECK(Found("A_SYNTHETIC", 10, invented).empty());      // 40
  CHECK(Found("A_SYNTHETIC", 20, invented).size() == 1);  // 80
  CHECK(Found("A_SYNTHETIC", 20, ten({0, 1, 2, 3, 4, 5, 6, 7, 8, 9})).empty());
  SECTION("a scale in steps of two or five is coarse, not invented") {
    CHECK(Found("A_SYNTHETIC", 20, ten({0, 2, 4, 6, 8})).empty());
    CHECK(Found("A_SYNTHETIC", 20, ten({0, 5})).empty());
  }
  SECTION("readings near nominal crowd around its digit rightly") {
    CHECK(Found("A_SYNTHETIC", 200, [](int i) {
            CheckedCertificate c = Nth(i);
            c.results = {AnyResult("1.000", i % 2 == 0 ? "1.001" : "1.003")};
            return c;
          }).empty());
  }
}

CheckedCertificate VerifiedBy(const char* issuer, int i, bool failed) {
  CheckedCertificate c = Nth(i);
  c.number = absl::StrCat(issuer, i);
  c.id = CertificateId(Digest::Of(c.number));
  c.items[0].artefact.serial = c.number;
  c.issuer.title = issuer;
  c.kind = failed ? CertificateKind::kVerificationFail
                  : CertificateKind::kVerification;
  c.specifications = {i % 2 == 0 ? "JJG 52-2013" : "JJG 52-1999"};
  return c;
}

// Peers that fail one of `one_in`, then the issuer that never does.
std::vector<Finding> NeverFails(int count, int one_in, bool adjusted = false) {
  Archive archive;
  for (int i = 0; i < 400; ++i) {
    archive.Add(VerifiedBy("昆仑计量所", i, i % one_in == 0));
  }
  std::vector<Finding> all;
  for (int i = 0; i < count; ++i) {
    CheckedCertificate c = VerifiedBy("天山计量院", i, false);
    if (adjusted) c.results[0].stage = Stage::kAfter;
    for (Finding& f : Of("A_LIMIT_PILE", archive.Add(c))) {
      all.push_back(std::move(f));
    }
  }
  return all;
}

TEST_CASE("Who never fails anything where others do is a lead") {
  CHECK(NeverFails(199, 10).empty());
  const std::vector<Finding> found = NeverFails(200, 10);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  CHECK(FigureIn(found[0], "failures_of_peers") == "40");
  // 0.99^200 is 0.13: luck.
  CHECK(NeverFails(200, 100).empty());
  // What is adjusted first passes rightly.
  CHECK(NeverFails(300, 10, true).empty());
}

std::vector<Finding> Piled(int below, int inside, int outside,
                           const char* limit = "0.100") {
  Archive archive;
  std::vector<Finding> all;
  int i = 0;
  const auto add = [&](int count, const char* error) {
    for (int n = 0; n < count; ++n) {
      CheckedCertificate c = VerifiedBy("天山计量院", i++, false);
      c.results[0] = AnyResult("1.000", "1.000");
      c.results[0].error = Number(error);
      c.results[0].permissible_error = Number(limit).value();
      for (Finding& f : Of("A_LIMIT_PILE", archive.Add(c))) {
        all.push_back(std::move(f));
      }
    }
  };
  add(below, "0.085");
  add(outside, "-0.105");
  add(inside, "0.100");
  return all;
}

TEST_CASE("Errors that pile up just inside the limit are a lead") {
  CHECK(Piled(2, 29, 0).empty());
  const std::vector<Finding> found = Piled(2, 40, 0);
  REQUIRE(found.size() == 1);
  // (31 - 2) / sqrt(31 + 2) is just over five.
  CHECK(FigureIn(found[0], "just_inside") == "31");
  // An even density, and one that goes on beyond the limit.
  CHECK(Piled(30, 40, 0).empty());
  CHECK(Piled(2, 40, 30).empty());
}

TEST_CASE("A day has time for so much work of one person") {
  const auto of_one_day = [](int i) {
    CheckedCertificate c = OnDay(Nth(i), Day("2024-05-06"));
    c.performers = {"REG-1"};
    return c;
  };
  CHECK(Found("A_VOLUME", 120, of_one_day).empty());  // 600 min
  const std::vector<Finding> found = Found("A_VOLUME", 121, of_one_day);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  SECTION("two who share the work have twice the time") {
    CHECK(Found("A_VOLUME", 240, [&of_one_day](int i) {
            CheckedCertificate c = of_one_day(i);
            c.performers = {"REG-1", "REG-2"};
            return c;
          }).empty());
  }
  SECTION("meters on a bench count once a run") {
    CHECK(Found("A_VOLUME", 300, [&of_one_day](int i) {
            CheckedCertificate c = of_one_day(i);
            c.specifications = {"JJG 162-2019"};
            return c;
          }).empty());
  }
  SECTION("of work on several days nobody says how it was spread") {
    CHECK(Found("A_VOLUME", 300, [&of_one_day](int i) {
            CheckedCertificate c = of_one_day(i);
            c.begin = *c.end - 1;
            return c;
          }).empty());
  }
}

std::vector<CheckedResult> Readings(const std::vector<int>& errors) {
  std::vector<CheckedResult> results;
  for (size_t i = 0; i < errors.size(); ++i) {
    results.push_back(
        AnyResult(absl::StrCat(i + 1, ".000"),
                  absl::StrCat(i + 1, ".", errors[i] < 100 ? "0" : "",
                               errors[i] < 10 ? "0" : "", errors[i])));
  }
  return results;
}

std::vector<Finding> Told(const std::vector<int>& first,
                          const std::vector<int>& second,
                          const char* second_serial = "2") {
  Archive archive;
  CheckedCertificate a = AnyCertificate("A-1", "1");
  a.results = Readings(first);
  archive.Add(a);
  CheckedCertificate b = AnyCertificate("A-2", second_serial);
  b.results = Readings(second);
  return Of("A_COPY", archive.Add(b));
}

TEST_CASE("Readings of one gauge told of another are a lead") {
  const std::vector<int> errors = {3, 17, 8, 41, 29, 35, 11, 52, 24, 60};
  const std::vector<Finding> found = Told(errors, errors);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is_lead());
  CHECK(found[0].certificates.size() == 2);
  SECTION("not of the same gauge") { CHECK(Told(errors, errors, "1").empty()); }
  SECTION("not of digital instruments that read exactly nominal") {
    const std::vector<int> nominal(10, 0);
    CHECK(Told(nominal, nominal).empty());
  }
  SECTION("not where they differ by a digit here and there") {
    const std::vector<int> coarse = {0, 1, 0, 0, 1, 0, 2, 0, 1, 0};
    CHECK(Told(coarse, coarse).empty());
  }
}

TEST_CASE("Readings that were shifted by a constant are alike") {
  const std::vector<int> errors = {3, 47, 8, 91, 29, 75, 11, 62, 24, 90};
  std::vector<int> shifted = errors;
  for (int& error : shifted) error += 5;
  const std::vector<Finding> found = Told(errors, shifted);
  REQUIRE(found.size() == 1);
  CHECK_FALSE(FigureIn(found[0], "correlation").empty());
  SECTION("but not where one of them was measured") {
    shifted[3] -= 20;
    CHECK(Told(errors, shifted).empty());
  }
  SECTION("and a gain is a model's own") {
    std::vector<int> gain, other;
    for (int i = 1; i <= 10; ++i) {
      gain.push_back(10 * i);
      other.push_back(12 * i);
    }
    CHECK(Told(gain, other).empty());
  }
  SECTION("nine points are too few") {
    CHECK(Told({3, 47, 8, 91, 29, 75, 11, 62, 24},
               {8, 52, 13, 96, 34, 80, 16, 67, 29})
              .empty());
  }
}

TEST_CASE("One accreditation number has one body") {
  const auto by = [](const char* number, const char* title, const char* code,
                     const char* record = "") {
    CheckedCertificate c = AnyCertificate(number, number);
    c.issuer = {record, title, code};
    return c;
  };
  Archive archive;
  archive.Add(by("A-1", "天山计量院", "CNAS L1234"));
  SECTION("another name with it is a contradiction") {
    const std::vector<Finding> found = Of(
        "SYMBOL_MISUSE", archive.Add(by("B-1", "别家检测公司", "CNASL1234")));
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == FindingKind::kCross);
    CHECK(found[0].certificates.size() == 2);
    // Told once, not with every certificate.
    CHECK(
        Of("SYMBOL_MISUSE", archive.Add(by("B-2", "别家检测公司", "CNASL1234")))
            .empty());
  }
  SECTION("a branch is the same body") {
    CHECK(Of("SYMBOL_MISUSE",
             archive.Add(by("B-1", "天山计量院喀什分院", "CNAS L1234")))
              .empty());
  }
  SECTION("a name in another language is not compared") {
    CHECK(Of("SYMBOL_MISUSE",
             archive.Add(by("B-1", "Tianshan Metrology", "CNAS L1234")))
              .empty());
  }
  SECTION("a code of another form is the laboratory's own") {
    archive.Add(by("B-1", "甲", "LAB-7"));
    CHECK(Of("SYMBOL_MISUSE", archive.Add(by("B-2", "乙", "LAB-7"))).empty());
  }
}

// An issuer with `usual` uploads in time and `late` ones, then one that used a
// reference on the `days_left`th day before its last, uploaded `delay` days
// after issue.
std::vector<Finding> AtEdge(int days_left, int delay, int usual = 40,
                            int late = 0) {
  Archive archive;
  for (int i = 0; i < usual + late; ++i) {
    CheckedCertificate c = Nth(i);
    if (i >= usual) c.recorded_at = metrology::BeginOf(*c.issued + 50);
    archive.Add(c);
  }
  CheckedCertificate reference = AnyCertificate("UP-7", "S");
  reference.issuer.title = "国家计量院";
  reference.valid_to = Day("2025-06-30");
  archive.Add(reference);
  CheckedCertificate c =
      OnDay(AnyCertificate("A-edge", "edge"), Day("2025-06-30") - days_left);
  c.references = {{.certificate_numbers = {"UP-7"}}};
  c.recorded_at = metrology::BeginOf(*c.issued + delay);
  return Of("A_EDGE_DATE", archive.Add(c));
}

TEST_CASE("Work on the last valid days, uploaded much later, is a lead") {
  const int late = Thresholds().edge_late_days;
  CHECK(AtEdge(2, late).size() == 1);
  CHECK(AtEdge(3, late).empty());
  CHECK(AtEdge(2, late - 1).empty());
  // After the last day it is V04's, which traceability judges.
  CHECK(AtEdge(-1, late).empty());
  SECTION("not of an issuer that is often late, or hardly known") {
    CHECK(AtEdge(2, late, 40, 15).empty());
    CHECK(AtEdge(2, late, 10).empty());
  }
}

TEST_CASE("The reference may be uploaded after the work on its edge") {
  Archive archive;
  for (int i = 0; i < 40; ++i) archive.Add(Nth(i));
  CheckedCertificate c =
      OnDay(AnyCertificate("A-edge", "edge"), Day("2025-06-30"));
  c.references = {
      {.certificate_numbers = {"UP-7"}, .issuer = {"", "国家计量院", ""}}};
  c.recorded_at = metrology::BeginOf(*c.issued + 90);
  CHECK(Of("A_EDGE_DATE", archive.Add(c)).empty());
  CheckedCertificate reference = AnyCertificate("UP-7", "S");
  reference.issuer.title = "国家计量院";
  reference.valid_to = Day("2025-06-30");
  const std::vector<Finding> found = Of("A_EDGE_DATE", archive.Add(reference));
  REQUIRE(found.size() == 1);
  CHECK(found[0].certificates[0] == c.id);
}

}  // namespace
}  // namespace suyuan::certificates::checks
