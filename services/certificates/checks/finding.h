#ifndef SERVICES_CERTIFICATES_CHECKS_FINDING_H_
#define SERVICES_CERTIFICATES_CHECKS_FINDING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/certificates/archive/digest.h"

namespace suyuan::certificates::checks {

// What sort of statement it is. The numbers are stored.
enum class FindingKind {
  kHard = 1,     // R: a rule is broken, the records say so by themselves
  kCross = 2,    // X: records contradict each other
  kAnomaly = 3,  // A: unlikely, no more: a lead for a person, never a verdict
};
enum class Severity { kMinor = 1, kMajor = 2, kBlocker = 3 };

// "HARD", ...; "MAJOR", ...
absl::string_view KindWord(FindingKind kind);
absl::string_view SeverityWord(Severity severity);

// One number that a finding rests on, and the one that it was held to. As
// text; `limit` and `unit` may be empty.
struct Figure {
  std::string name;  // "identical_days"
  std::string value;
  std::string limit;
  std::string unit;

  friend bool operator==(const Figure&, const Figure&) = default;
};
Figure FigureOf(absl::string_view name, double value);
Figure FigureOf(absl::string_view name, double value, double limit);
Figure FigureOf(absl::string_view name, absl::string_view value);

// What a check says about certificates. It names no person and no instrument:
// who may see the certificates finds both there.
struct Finding {
  // Certificates and results are named up to so many; figures tell how many
  // there are.
  static constexpr size_t kMostNamed = 20;

  std::string code;     // "A_ENV_CONST"
  std::string subject;  // what it is about: equal subjects, one finding
  FindingKind kind = FindingKind::kHard;
  Severity severity = Severity::kMajor;
  std::string issuer;  // as the newest certificate prints it, public form
  // Newest first, each once.
  std::vector<CertificateId> certificates;
  // Results of the newest certificate, by id.
  std::vector<std::string> points;
  std::vector<Figure> figures;

  bool is_lead() const { return kind == FindingKind::kAnomaly; }
  // Of code and subject: 32 hex digits. The same certificates give the same
  // ids, in every database and after every recomputation.
  std::string Id() const;

  friend bool operator==(const Finding&, const Finding&) = default;
};

// What a code means, in a sentence.
struct FindingText {
  absl::string_view code;
  absl::string_view zh;
  absl::string_view en;
};
// Nullptr for a code that no check has.
const FindingText* TextOf(absl::string_view code);
// Every code, in the order of the catalogue.
const std::vector<FindingText>& AllFindingTexts();

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_FINDING_H_
