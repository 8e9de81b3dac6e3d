// Any text as a unit in each notation: what is read can be written and means
// the same when it is read again, what was written stays as it is, and what is
// refused is refused with a reason.

#include <cstddef>
#include <cstdint>
#include <string>

#include "libs/metrology/unit.h"
#include "libs/metrology/unit_text.h"
#include "tests/fuzz/input.h"

namespace suyuan::metrology {
namespace {

using ParseUnit = absl::StatusOr<Unit> (*)(absl::string_view);
using FormatUnit = absl::StatusOr<std::string> (*)(const Unit&);

void CheckRefusal(const absl::Status& refusal) {
  fuzz::CheckRefusal(refusal, {"UNIT_INVALID", "UNIT_NOT_SI", "UNIT_NOT_EXACT",
                               "UNIT_OVERFLOW", "UNIT_TOO_LONG"});
}

void CheckWritten(const Unit& unit, FormatUnit format, ParseUnit parse) {
  const auto written = format(unit);
  if (!written.ok()) {
    fuzz::CheckRefusal(written.status(), {"UNIT_NO_NOTATION"});
    return;
  }
  const auto again = parse(*written);
  // Names may be longer than the symbols that the unit was written with.
  if (!again.ok() && written->size() > kLongestUnitText) return;
  SUYUAN_CHECK(again.ok());
  SUYUAN_CHECK(SameUnit(*again, unit));
  const auto rewritten = format(*again);
  SUYUAN_CHECK(rewritten.ok() && *rewritten == *written);
}

void CheckArithmetic(const Unit& unit) {
  const auto one = unit.Per(unit);
  SUYUAN_CHECK(!one.ok() || SameUnit(*one, Unit()));
  const auto conversion = Conversion::Between(unit, unit);
  if (!conversion.ok()) return CheckRefusal(conversion.status());
  SUYUAN_CHECK(conversion->Value(20.5) == 20.5);
  SUYUAN_CHECK(conversion->Difference(-1) == -1);
}

void CheckUnit(const Unit& unit) {
  CheckWritten(unit, FormatDsi, ParseDsi);
  CheckWritten(unit, FormatBipm, ParseBipm);
  CheckWritten(unit, FormatUcum, ParseUcum);
  CheckArithmetic(unit);
  const std::string printed = FormatPrinted(unit);
  SUYUAN_CHECK(!printed.empty() && text::IsValidUtf8(printed));
  const LegalUse use = LegalUseOf(unit);
  SUYUAN_CHECK((use.standing == LegalStanding::kLegal) == use.unit.empty());
}

// What is sound D-SI is read as it is; what had to be corrected is told.
void CheckLenient(absl::string_view text, const absl::StatusOr<Unit>& strict) {
  const auto lenient = ParseDsiLenient(text);
  if (!lenient.ok()) {
    SUYUAN_CHECK(!strict.ok());
    return CheckRefusal(lenient.status());
  }
  SUYUAN_CHECK(strict.ok() == lenient->notes.empty());
  SUYUAN_CHECK(!strict.ok() || SameUnit(*strict, lenient->unit));
  for (const std::string& note : lenient->notes) {
    SUYUAN_CHECK(!note.empty() && text::IsValidUtf8(note));
  }
  CheckUnit(lenient->unit);
}

}  // namespace
}  // namespace suyuan::metrology

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace suyuan::metrology;
  const absl::string_view text = suyuan::fuzz::Text(data, size);
  CheckLenient(text, ParseDsi(text));
  for (const ParseUnit parse : {ParseDsi, ParseBipm, ParseUcum, ParsePrinted}) {
    const auto unit = parse(text);
    unit.ok() ? CheckUnit(*unit) : CheckRefusal(unit.status());
  }
  return 0;
}
