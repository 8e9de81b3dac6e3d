#include <map>
#include <set>

#include "catch2/catch.hpp"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"

// The four certificates of a real chain, published by Aalto university: what
// traceability reads of them.

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::ExamplesFolder;
using testing::ReadFile;
using testing::Suite;

// Certificate number -> uses, of the references that name a number.
std::map<std::string, int> Cited(const v1::Certificate& certificate) {
  std::map<std::string, int> cited;
  for (const v1::ReferenceUse& use : certificate.references()) {
    if (use.certificate_numbers().empty()) continue;
    REQUIRE(use.certificate_numbers_size() == 1);
    const bool is_new =
        cited.emplace(use.certificate_numbers(0), use.uses()).second;
    CHECK(is_new);
  }
  return cited;
}

std::set<std::string> FindingCodes(const v1::Certificate& certificate) {
  std::set<std::string> codes;
  for (const v1::ImportFinding& finding : certificate.findings()) {
    codes.insert(finding.code());
  }
  return codes;
}

v1::Certificate Imported(Suite& suite, const std::string& folder,
                         const std::string& file) {
  auto response = suite.ImportDcc(ReadFile(folder + "/" + file));
  REQUIRE_THAT(StatusOf(response), IsOk());
  return response->certificate();
}

TEST_CASE("Each cited certificate of the chain is one reference") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::vector<std::string> files = testing::ChainFiles();
  using Uses = std::map<std::string, int>;
  CHECK(Cited(Imported(suite, *folder, files[0])) == Uses{{"K026-17P5172", 4}});
  CHECK(Cited(Imported(suite, *folder, files[1])) == Uses{{"K026-17P4654", 1},
                                                          {"K026-17P4667", 1},
                                                          {"K026-17E3033", 1},
                                                          {"K026-17F2173", 1},
                                                          {"K026-16T5813", 1},
                                                          {"K026-16T5839", 1}});
  CHECK(Cited(Imported(suite, *folder, files[2])) ==
        Uses{{"M-16P013", 2}, {"M-16M013", 1}, {"K026-17P3084", 1}});
  CHECK(Cited(Imported(suite, *folder, files[3])) == Uses{{"M-15P035", 1},
                                                          {"M-14M060", 1},
                                                          {"M-15M045", 1},
                                                          {"M-15P076", 1},
                                                          {"M-15M007", 1},
                                                          {"M-15M008", 1},
                                                          {"M-15M019", 1},
                                                          {"M-15E047", 1}});
}

TEST_CASE("Numbers of the chain are those by which its members are cited") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  for (const std::string& file : testing::ChainFiles()) {
    Imported(suite, *folder, file);
  }
  const auto citing = suite.List("reference = \"K026-17P4654\"");
  REQUIRE_THAT(StatusOf(citing), IsOk());
  REQUIRE(citing->certificates_size() == 1);
  CHECK(citing->certificates(0).number() == "K026-17P5172");
  CHECK(suite.List("number = K026-17P4654")->certificates_size() == 1);
}

TEST_CASE("The first level states no uncertainty, and none is made up") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const v1::Certificate c = Imported(suite, *folder, testing::ChainFiles()[0]);
  CHECK(c.number() == "BX-10504-CAL");
  CHECK(c.kind() == v1::Certificate::KIND_CALIBRATION);
  REQUIRE(c.results_size() > 0);
  for (const v1::Result& result : c.results()) {
    CHECK_FALSE(result.has_uncertainty());
    CHECK_FALSE(result.unit().empty());
  }
  CHECK(c.valid_to().empty());
  CHECK(c.end() == "2019-08-09");
  CHECK(FindingCodes(c).count("DCC_UNCERTAINTY_NONE") == 1);
}

TEST_CASE("Results of the first level are no pressures") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const v1::Certificate c = Imported(suite, *folder, testing::ChainFiles()[0]);
  std::set<std::string> units;
  for (const v1::Result& result : c.results()) units.insert(result.unit());
  for (const std::string& unit : units) {
    INFO(unit);
    CHECK(unit.find("pascal") == std::string::npos);
    CHECK(unit.find("bar") == std::string::npos);
  }
}

TEST_CASE("Dates of the chain are civil days") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::vector<std::string> files = testing::ChainFiles();
  CHECK(Imported(suite, *folder, files[1]).end() == "2017-11-01");
  CHECK(Imported(suite, *folder, files[2]).end() == "2017-10-02");
  const v1::Certificate top = Imported(suite, *folder, files[3]);
  CHECK(top.begin() == "2016-02-03");
  CHECK(top.end() == "2016-02-08");
  CHECK(top.received() == "2016-02-11");
  CHECK(FindingCodes(top).count("DCC_RECEIVED_AFTER_WORK") == 1);
}

TEST_CASE("The frame that is named by two numbers keeps both as printed") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::vector<std::string> files = testing::ChainFiles();
  const v1::Certificate citing = Imported(suite, *folder, files[2]);
  const v1::Certificate top = Imported(suite, *folder, files[3]);
  std::set<std::string> cited;
  for (const v1::ReferenceUse& use : citing.references()) {
    if (use.certificate_numbers(0) != "M-16P013") continue;
    for (const auto& one : use.identifications()) cited.insert(one.value());
  }
  std::set<std::string> own;
  for (const v1::Item& item : top.items()) {
    for (const auto& one : item.identifications()) own.insert(one.value());
  }
  CHECK(cited.count("21305") == 1);
  CHECK(own.count("21305") == 0);
}

TEST_CASE("A copy with a pasted signature conflicts, in either order") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  std::vector<std::string> files = {
      "chain_1_BX-10504-CAL_v2.2.0.xml",
      "chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml"};
  if (GENERATE(false, true)) std::swap(files[0], files[1]);
  Suite suite;
  const v1::Certificate first = Imported(suite, *folder, files[0]);
  const v1::Certificate second = Imported(suite, *folder, files[1]);
  CHECK(first.same_key().empty());
  REQUIRE(second.same_key_size() == 1);
  CHECK(second.same_key(0) == first.name());
  CHECK(suite.Get(first.name())->same_key(0) == second.name());
  const v1::Certificate& bogus =
      files[0].find("bogus") == std::string::npos ? second : first;
  CHECK(bogus.signature_count() == 1);
  CHECK(bogus.signature_state() == v1::SIGNATURE_STATE_INVALID);
}

TEST_CASE("The original of a DCC comes back byte for byte") {
  const auto folder = ExamplesFolder();
  if (!folder.has_value()) return;
  Suite suite;
  const std::string bytes = ReadFile(*folder + "/" + testing::ChainFiles()[1]);
  const auto imported = suite.ImportDcc(bytes);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  v1::GetOriginalRequest request;
  request.set_name(imported->certificate().name());
  const auto original =
      suite.Call(&v1::Certificates::Stub::GetOriginal, request);
  REQUIRE_THAT(StatusOf(original), IsOk());
  CHECK(original->content_type() == "application/xml");
  CHECK(original->data() == bytes);
  CHECK(imported->certificate().original_bytes() ==
        static_cast<int64_t>(bytes.size()));
}

}  // namespace
}  // namespace suyuan::certificates
