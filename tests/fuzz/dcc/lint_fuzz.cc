// Any bytes: they are judged, the verdicts fit each other, and what is said of
// them can be shown to people.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "libs/base/check.h"
#include "libs/dcc/lint.h"
#include "libs/text/utf8.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/dcc/small_schemas.h"

namespace suyuan::dcc {
namespace {

const SchemaFolder& Schemas() {
  static const SchemaFolder* const schemas = [] {
    const suyuan::testing::TemporaryFolder folder;
    testing::WriteFile(folder.File("si.xsd"),
                       testing::SmallValueSchema("2.2.9"));
    testing::WriteFile(folder.File("a.xsd"),
                       testing::SmallSchema("3.1.9", "si.xsd"));
    SchemaFolder* opened =
        SchemaFolder::Open(folder.File("")).value().release();
    // Compiled while the files are there.
    SUYUAN_CHECK(opened->Find("https://ptb.de/dcc", "3.1.9").ok());
    SUYUAN_CHECK(opened->Find("https://ptb.de/si", "2.2.9").ok());
    return opened;
  }();
  return *schemas;
}

void CheckFindings(const std::vector<Finding>& findings) {
  SUYUAN_CHECK(findings.size() <= 20);
  for (const Finding& each : findings) {
    SUYUAN_CHECK(absl::StartsWith(each.code, "DCC_"));
    SUYUAN_CHECK(absl::StartsWith(each.path, "/"));
    SUYUAN_CHECK(each.occurrences >= 1);
    for (const std::string* text :
         {&each.path, &each.message_en, &each.message_zh}) {
      SUYUAN_CHECK(!text->empty());
      SUYUAN_CHECK(text::IsValidUtf8(*text));
      SUYUAN_CHECK(!absl::StrContains(*text, "$0"));
    }
  }
}

void Check(absl::string_view bytes) {
  Limits limits;
  limits.max_findings = 20;
  limits.max_depth = 40;
  limits.max_elements = 5000;
  const auto report = Lint(bytes, limits, &Schemas(), Deadline::Infinite());
  SUYUAN_CHECK(report.ok());
  CheckFindings(report->well_formed.findings);
  CheckFindings(report->schema.findings);
  CheckFindings(report->semantic.findings);
  SUYUAN_CHECK(text::IsValidUtf8(report->version) &&
               text::IsValidUtf8(report->root_namespace));
  const bool is_read = report->well_formed.verdict == Verdict::kValid;
  SUYUAN_CHECK(is_read == report->well_formed.findings.empty());
  SUYUAN_CHECK(is_read == !report->root_name.empty());
  if (!is_read) {
    SUYUAN_CHECK(report->schema.verdict == Verdict::kNotChecked);
    SUYUAN_CHECK(report->semantic.verdict == Verdict::kNotChecked);
    return;
  }
  const SchemaReport& schema = report->schema;
  SUYUAN_CHECK((schema.verdict == Verdict::kInvalid) == (schema.errors > 0));
  SUYUAN_CHECK((schema.verdict == Verdict::kValid) ==
               (schema.errors == 0 && !schema.schema_version.empty()));
  if (schema.valid_without_signature.has_value()) {
    SUYUAN_CHECK(!report->signatures.empty());
  }
}

}  // namespace
}  // namespace suyuan::dcc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::dcc::Check(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
