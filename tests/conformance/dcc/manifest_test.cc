#include <chrono>
#include <iostream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/dcc/finding_kinds.h"
#include "libs/dcc/points.h"
#include "libs/dcc/reader.h"
#include "tests/conformance/dcc/corpus.h"
#include "tests/support/status_matchers.h"

namespace suyuan::dcc {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;
using testing::Corpus;
using testing::CorpusFile;
using testing::ReadCorpusFile;

const Finding* FindingOf(const Document& document, absl::string_view code) {
  for (const Finding& each : document.findings) {
    if (each.code == code) return &each;
  }
  return nullptr;
}

TEST_CASE("Every certificate that its schema calls valid is read") {
  int valid = 0;
  for (const CorpusFile& file : Corpus()) {
    if (!file.is_valid_dcc) continue;
    ++valid;
    CAPTURE(file.name);
    const auto document = Read(ReadCorpusFile(file.name), Limits());
    REQUIRE_THAT(StatusOf(document), IsOk());
    CHECK(document->version.is_known);
    CHECK_FALSE(document->core.unique_identifier.empty());
    CHECK(document->core.begin_performance_date.day.has_value());
    CHECK(document->core.end_performance_date.day.has_value());
    CHECK_FALSE(document->items.empty());
    CHECK_FALSE(document->results.empty());
    CHECK_FALSE(document->laboratory.contacts.empty());
    CHECK(FindingOf(*document, "DCC_ELEMENT_UNKNOWN") == nullptr);
    CHECK(FindingOf(*document, "DCC_ELEMENT_MISSING") == nullptr);
  }
  if (valid > 0) CHECK(valid >= 25);
}

TEST_CASE("All others are read with findings or refused with a place") {
  for (const CorpusFile& file : Corpus()) {
    if (file.is_valid_dcc) continue;
    CAPTURE(file.name);
    const auto document = Read(ReadCorpusFile(file.name), Limits());
    if (document.ok()) {
      CHECK_FALSE(document->findings.empty());
      for (const Finding& each : document->findings) {
        CHECK(absl::StartsWith(each.path, "/"));
        CHECK(each.line > 0);
      }
      continue;
    }
    const std::string message(document.status().message());
    CAPTURE(message);
    CHECK(absl::StartsWith(ReasonOf(document.status()), "DCC_"));
    CHECK(absl::StartsWith(message, "/"));
    CHECK(absl::StrContains(message, "(line "));
    CHECK(absl::StrContains(message, "wanted "));
  }
}

TEST_CASE("Files known for a defect show that defect") {
  if (Corpus().empty()) return;
  struct Case {
    const char* file;
    const char* code;
  };
  for (const Case c : {
           Case{"chain_4_M-16P013_v2.2.0.xml", "DCC_RECEIVED_AFTER_WORK"},
           {"chain_1_BX-10504-CAL_v2.2.0.xml", "DCC_UNCERTAINTY_NONE"},
           {"chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml",
            "DCC_SIGNATURE_BEFORE_SCHEMA"},
           {"dcclib_invalid_schema_v3.3.0.xml", "DCC_IDENTIFIER_EMPTY"},
           {"dfm_certificate_table_v3.1.2_invalid.xml", "DCC_ELEMENT_UNKNOWN"},
           {"dfm_template_placeholders_v3.1.2_invalid.xml",
            "DCC_IDENTIFIER_PLACEHOLDER"},
           {"nml-ph_axle-scale_FORC-0042_v3.3.0_invalid.xml",
            "DCC_LIST_LENGTHS"},
           {"npli_stub_v3.3.0_invalid.xml", "DCC_DATE_NOT_ISO"},
           {"ptb_singleweight_v3.0.0.xml", "DCC_UNIT_UNKNOWN"},
           {"pydcc_siliconsphere_wrong-schema_v2.4.0.xml",
            "DCC_ELEMENT_UNKNOWN"},
           {"nml-ph_tensile-machine_v3.2.1.xml", "DCC_UNIT_MISSPELT"},
       }) {
    CAPTURE(c.file, c.code);
    const auto document = Read(ReadCorpusFile(c.file), Limits());
    REQUIRE_THAT(StatusOf(document), IsOk());
    CHECK(FindingOf(*document, c.code) != nullptr);
  }
}

TEST_CASE("Files that are no certificate are told what they are") {
  if (Corpus().empty()) return;
  struct Case {
    const char* file;
    const char* reason;
    const char* says;
  };
  for (const Case c : {
           Case{"dfm_DFM-T220000_foreign-dialect.xml", "DCC_NOT_A_DCC", "DFM"},
           {"dfm_DCX_set-of-weights_foreign-dialect.xml", "DCC_NOT_A_DCC",
            "DFM"},
           {"bipm_CCRI-RI-II_Ac-225_database_FAIR.xml", "DCC_NOT_A_DCC",
            "BIPM"},
           {"ptb_weightset_v1.9.3_legacy-namespace.xml", "DCC_NOT_A_DCC",
            "before version 2.2"},
           {"pydcc_item-identifications_1_wrong-namespace.xml", "DCC_NOT_A_DCC",
            "dcc_3_0_0.xsd"},
           {"dsi_GOLD_PTB-GOLD-examples.xml", "DCC_NOT_A_DCC", "D-SI"},
           {"dcclib_invalid_syntax_v3.3.0.xml", "DCC_NOT_WELL_FORMED",
            "line 7"},
           {"nml-ph_template_v3.3.0_not-wellformed.xml", "DCC_NOT_WELL_FORMED",
            "usedMethods"},
       }) {
    CAPTURE(c.file);
    const auto document = Read(ReadCorpusFile(c.file), Limits());
    CHECK_THAT(StatusOf(document), HasReason(c.reason));
    CHECK(absl::StrContains(std::string(document.status().message()), c.says));
  }
}

TEST_CASE("The good-practice table gives five points with all their parts") {
  if (Corpus().empty()) return;
  const auto document =
      Read(ReadCorpusFile("gp_temperature_typical_v3.1.1.xml"), Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  const auto points = PointsOf(*document);
  REQUIRE_THAT(StatusOf(points), IsOk());
  REQUIRE(points->points.size() == 5);
  const Point& last = points->points[4];
  CHECK(last.value.value == -0.084);
  CHECK(last.expanded_uncertainty == 0.061);
  CHECK(last.coverage_factor == 2);
  CHECK(last.nominal->value == 593);
  CHECK(last.reference->value == 593.154);
  CHECK(last.measured->value == 593.07);
  CHECK(last.lower_limit->value == -0.30);
  CHECK(last.upper_limit->value == 0.30);
  CHECK(last.conformity == "pass");
}

TEST_CASE("A published certificate cut at every 97th byte never crashes") {
  if (Corpus().empty()) return;
  const std::string bytes = ReadCorpusFile("gp_humidity_v3.1.2.xml");
  for (std::size_t end = 0; end + 40 < bytes.size(); end += 97) {
    const auto document =
        Read(absl::string_view(bytes).substr(0, end), Limits());
    CHECK_FALSE(document.ok());
  }
}

TEST_CASE("The attachment of a certificate comes back as a PDF") {
  if (Corpus().empty()) return;
  const std::string bytes =
      ReadCorpusFile("inmetro_resistor_with-pdf_v3.2.0.xml");
  const auto document = Read(bytes, Limits());
  REQUIRE_THAT(StatusOf(document), IsOk());
  REQUIRE(document->attachments.size() == 1);
  const auto pdf = ReadAttachment(bytes, 0, Limits());
  REQUIRE_THAT(StatusOf(pdf), IsOk());
  CHECK(absl::StartsWith(*pdf, "%PDF-"));
  CHECK(static_cast<int64_t>(pdf->size()) == document->attachments[0].size);
}

}  // namespace
}  // namespace suyuan::dcc
