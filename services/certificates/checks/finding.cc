#include "services/certificates/checks/finding.h"

#include "absl/strings/str_cat.h"

namespace suyuan::certificates::checks {
namespace {

constexpr size_t kIdDigits = 32;

}  // namespace

absl::string_view KindWord(FindingKind kind) {
  switch (kind) {
    case FindingKind::kHard:
      return "HARD";
    case FindingKind::kCross:
      return "CROSS";
    case FindingKind::kAnomaly:
      return "ANOMALY";
  }
  return "";
}

absl::string_view SeverityWord(Severity severity) {
  switch (severity) {
    case Severity::kMinor:
      return "MINOR";
    case Severity::kMajor:
      return "MAJOR";
    case Severity::kBlocker:
      return "BLOCKER";
  }
  return "";
}

Figure FigureOf(absl::string_view name, double value) {
  return {std::string(name), absl::StrCat(value), "", ""};
}

Figure FigureOf(absl::string_view name, double value, double limit) {
  return {std::string(name), absl::StrCat(value), absl::StrCat(limit), ""};
}

Figure FigureOf(absl::string_view name, absl::string_view value) {
  return {std::string(name), std::string(value), "", ""};
}

std::string Finding::Id() const {
  return Digest::Of(absl::StrCat(code, "\n", subject))
      .hex()
      .substr(0, kIdDigits);
}

}  // namespace suyuan::certificates::checks
