#include "services/certificates/checks/symbol_misuse.h"

#include <algorithm>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

// "CNASL1234", "CNASC0123" in normal form.
bool IsAccreditationNumber(absl::string_view code) {
  if (!absl::StartsWith(code, "CNASL") && !absl::StartsWith(code, "CNASC")) {
    return false;
  }
  const absl::string_view digits = code.substr(5);
  return !digits.empty() &&
         std::all_of(digits.begin(), digits.end(),
                     [](char d) { return d >= '0' && d <= '9'; });
}

bool IsAscii(absl::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
}

// One who printed the number: name in normal form, record, certificate.
struct Printed {
  std::string name;
  std::string record;
  std::string certificate;
};

bool AreOneBody(const Printed& a, const Printed& b) {
  if (!a.record.empty() && !b.record.empty()) return a.record == b.record;
  return IsAscii(a.name) != IsAscii(b.name) ||
         absl::StrContains(a.name, b.name) || absl::StrContains(b.name, a.name);
}

}  // namespace

absl::Status CheckSymbolMisuse(const CheckedCertificate& c, Memory& memory,
                               std::vector<Finding>& found) {
  const std::string code = text::NormaliseIdentifier(c.issuer.code);
  const Printed own{text::NormaliseName(c.issuer.title), c.issuer.institution,
                    c.id.text()};
  if (!IsAccreditationNumber(code) || own.name.empty()) {
    return absl::OkStatus();
  }
  const std::string key = ShortKey({code});
  SUYUAN_ASSIGN_OR_RETURN(json state,
                          RecallJson(memory, Shelf::kAccreditation, key));
  if (state.is_null()) state = json::array();
  Finding finding =
      FindingOn(c, "SYMBOL_MISUSE", key, FindingKind::kCross, Severity::kMajor);
  for (const json& one : state) {
    const Printed other{one[0], one[1], one[2]};
    if (other.name == own.name && other.record == own.record) {
      return absl::OkStatus();
    }
    if (!AreOneBody(own, other)) {
      finding.certificates.push_back(
          CertificateId::FromText(other.certificate));
    }
  }
  if (state.size() >= kMostNames) return absl::OkStatus();
  state.push_back({own.name, own.record, own.certificate});
  RememberJson(memory, Shelf::kAccreditation, key, state);
  if (finding.certificates.size() == 1) return absl::OkStatus();
  finding.figures = {
      FigureOf("accreditation_number", c.issuer.code),
      FigureOf("names", static_cast<double>(finding.certificates.size()), 1)};
  found.push_back(std::move(finding));
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
