// Any bytes as a table of certificates: what is sound is sound for the archive
// too and comes back from a table in either language, and what is not says so
// at a row.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "services/certificates/convert/check.h"
#include "services/certificates/table/reader.h"
#include "services/certificates/table/writer.h"
#include "tests/fuzz/certificates/prepared.h"

namespace suyuan::certificates {
namespace {

constexpr TableLimits kLimits = {.rows = 200, .certificates = 50};
constexpr int64_t kRowsBefore = 7;

void CheckProblems(const TableCertificate& one) {
  SUYUAN_CHECK(one.problems.size() <= 20);
  for (const TableProblem& problem : one.problems) {
    SUYUAN_CHECK(problem.row >= one.first_row && problem.row <= one.last_row);
    SUYUAN_CHECK(text::IsValidUtf8(problem.column));
    SUYUAN_CHECK(!problem.description.empty());
    SUYUAN_CHECK(text::IsValidUtf8(problem.description));
  }
}

void CheckSound(const v1::Certificate& certificate) {
  SUYUAN_CHECK(CheckCertificate(certificate).ok());
  for (const TableLanguage language :
       {TableLanguage::kChinese, TableLanguage::kEnglish}) {
    TableWriter writer(language);
    SUYUAN_CHECK(writer.Add(certificate).ok());
    const auto back = ReadTable(writer.text());
    SUYUAN_CHECK(back.ok() && back->size() == 1);
    SUYUAN_CHECK(back->front().problems.empty());
    SUYUAN_CHECK(CanonicalJson(back->front().certificate) ==
                 CanonicalJson(certificate));
  }
}

void Check(absl::string_view content) {
  const auto table = ReadTable(content, kRowsBefore, kLimits);
  if (!table.ok()) {
    return suyuan::fuzz::CheckRefusal(table.status(),
                                      {"INVALID_FIELD", "CSV_SYNTAX"});
  }
  SUYUAN_CHECK(static_cast<int64_t>(table->size()) <= kLimits.certificates);
  int64_t last_row = kRowsBefore;
  for (const TableCertificate& one : *table) {
    SUYUAN_CHECK(one.first_row > last_row && one.first_row <= one.last_row);
    last_row = one.last_row;
    CheckProblems(one);
    fuzz::CheckCanonical(one.certificate);
    if (one.problems.empty()) CheckSound(one.certificate);
  }
  SUYUAN_CHECK(last_row <= kRowsBefore + kLimits.rows);
}

}  // namespace
}  // namespace suyuan::certificates

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::certificates::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
