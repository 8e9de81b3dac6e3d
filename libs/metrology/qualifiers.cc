#include "libs/metrology/qualifiers.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"

namespace suyuan::metrology {
namespace {

using absl::string_view;

constexpr size_t kLongestWord = 64;
constexpr size_t kLongestFreeValue = 128;

constexpr string_view kPressureReference[] = {"gauge", "absolute",
                                              "differential"};
constexpr string_view kCurrent[] = {"ac", "dc"};
constexpr string_view kPhase[] = {"single", "three"};
constexpr string_view kPowerKind[] = {"active", "reactive", "apparent"};
constexpr string_view kMassKind[] = {"conventional", "true"};
constexpr string_view kAmountBasis[] = {
    "mole_fraction", "mass_fraction", "mass_concentration", "volume_fraction"};
constexpr string_view kTemperatureScale[] = {"its90", "thermodynamic",
                                             "plts2000"};
constexpr string_view kMode[] = {"source", "measure"};

constexpr QualifierKey kKeys[] = {
    {"amount_basis", "basis of an amount", "含量表示方式", kAmountBasis},
    {"current", "kind of current", "电流种类", kCurrent},
    {"frequency", "frequency", "频率", {}},
    {"mass_kind", "conventional or true mass", "折算质量或真空质量", kMassKind},
    {"matrix", "matrix", "基体", {}},
    {"medium", "medium", "介质", {}},
    {"mode", "sourced or measured", "输出或测量", kMode},
    {"phase", "phases", "相数", kPhase},
    {"power_kind", "kind of power", "功率种类", kPowerKind},
    {"pressure_reference", "reference of a pressure", "压力参考",
     kPressureReference},
    {"temperature_scale", "temperature scale", "温标", kTemperatureScale},
    {"waveform", "waveform", "波形", {}},
};

bool IsWord(string_view text) {
  if (text.empty() || text.size() > kLongestWord) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) || c == '_';
  });
}

const QualifierKey* FindKey(string_view key) {
  const auto* const found =
      std::find_if(std::begin(kKeys), std::end(kKeys),
                   [&](const QualifierKey& row) { return row.key == key; });
  return found == std::end(kKeys) ? nullptr : found;
}

absl::Status CheckValue(const QualifierKey* key, const std::string& name,
                        const std::string& value) {
  if (key != nullptr && !key->values.empty()) {
    const bool known = std::find(key->values.begin(), key->values.end(),
                                 value) != key->values.end();
    if (known) return absl::OkStatus();
    return InvalidField(
        name, absl::StrCat("'", text::ReplaceBadBytes(value), "'; one of ",
                           absl::StrJoin(key->values, ", "), " is wanted"));
  }
  if (!value.empty() && value.size() <= kLongestFreeValue &&
      text::IsValidUtf8(value)) {
    return absl::OkStatus();
  }
  return InvalidField(
      name, absl::StrCat("a value of ", value.size(), " bytes; 1 to ",
                         kLongestFreeValue, " bytes of UTF-8 are wanted"));
}

}  // namespace

absl::Span<const QualifierKey> QualifierKeys() { return kKeys; }

absl::Status CheckQualifiers(const Qualifiers& qualifiers) {
  for (const auto& [key, value] : qualifiers) {
    if (!IsWord(key)) {
      return InvalidField(
          text::ReplaceBadBytes(key),
          "a key of 1 to 64 lower-case letters, digits and '_' is wanted");
    }
    SUYUAN_RETURN_IF_ERROR(CheckValue(FindKey(key), key, value));
  }
  return absl::OkStatus();
}

std::string DifferingQualifier(const Qualifiers& a, const Qualifiers& b) {
  auto left = a.begin();
  auto right = b.begin();
  while (left != a.end() && right != b.end()) {
    if (left->first < right->first) {
      ++left;
    } else if (right->first < left->first) {
      ++right;
    } else {
      if (left->second != right->second &&
          text::NormaliseName(left->second) !=
              text::NormaliseName(right->second)) {
        return left->first;
      }
      ++left;
      ++right;
    }
  }
  return "";
}

bool QualifiersAgree(const Qualifiers& a, const Qualifiers& b) {
  return DifferingQualifier(a, b).empty();
}

}  // namespace suyuan::metrology
