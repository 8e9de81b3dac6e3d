#include "services/certificates/checks/signatures.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates::checks {
namespace {

using Standing = CheckedSignature::Standing;

constexpr size_t kMostDefects = 10;

// Of its own, beside that about the signatures in the document.
std::string BesideSubject(const CertificateId& certificate) {
  return absl::StrCat(certificate.text(), " beside");
}

bool IsHolder(const Issuer& issuer, const KeyHolder& holder) {
  if (!issuer.institution.empty() && issuer.institution == holder.institution) {
    return true;
  }
  const std::string name = text::NormaliseName(issuer.title);
  return std::find(holder.names.begin(), holder.names.end(), name) !=
         holder.names.end();
}

bool IsIssuers(const Issuer& issuer, const CheckedSignature& signature,
               const std::vector<KeyHolder>& holders) {
  if (holders.empty()) return signature.names_issuer;
  return std::any_of(
      holders.begin(), holders.end(),
      [&issuer](const KeyHolder& holder) { return IsHolder(issuer, holder); });
}

}  // namespace

std::vector<Finding> CheckSignatures(const CheckedCertificate& c) {
  std::set<std::string> defects;
  bool is_broken = false;
  for (const CheckedSignature& signature : c.signatures) {
    if (signature.standing != Standing::kBroken) continue;
    is_broken = true;
    defects.insert(signature.defects.begin(), signature.defects.end());
  }
  if (!is_broken) return {};
  Finding finding =
      FindingOn(c, "V23", c.id.text(), FindingKind::kHard, Severity::kBlocker);
  for (const std::string& defect : defects) {
    if (finding.figures.size() == kMostDefects) break;
    finding.figures.push_back(FigureOf("defect", defect));
  }
  return {std::move(finding)};
}

std::vector<Finding> CheckBeside(const CheckedCertificate& c) {
  std::set<std::string> defects;
  for (const JudgedSignature& judged : c.beside) {
    if (StateOf({&judged, 1}) != SignatureState::kInvalid) continue;
    defects.emplace(VerdictWord(judged.verdict));
  }
  if (defects.empty() || c.signature_state != SignatureState::kInvalid) {
    return {};
  }
  Finding finding = FindingOn(c, "V23", BesideSubject(c.id), FindingKind::kHard,
                              Severity::kBlocker);
  for (const std::string& defect : defects) {
    finding.figures.push_back(FigureOf("defect", defect));
  }
  return {std::move(finding)};
}

std::string BesideFindingId(const CertificateId& certificate) {
  Finding finding;
  finding.code = "V23";
  finding.subject = BesideSubject(certificate);
  return finding.Id();
}

std::vector<Finding> CheckSigner(const CheckedCertificate& c,
                                 const RegistryFacts& facts) {
  bool any_holds = false;
  bool is_registered = false;
  for (const CheckedSignature& signature : c.signatures) {
    if (signature.standing == Standing::kOpen) return {};
    if (signature.standing != Standing::kHolds) continue;
    any_holds = true;
    const std::vector<KeyHolder> holders =
        facts.HoldersOf(signature.thumbprint);
    if (IsIssuers(c.issuer, signature, holders)) return {};
    is_registered = is_registered || !holders.empty();
  }
  if (!any_holds) return {};
  Finding finding = FindingOn(c, "SIGNER_MISMATCH", c.id.text(),
                              FindingKind::kCross, Severity::kMajor);
  finding.figures = {
      FigureOf("how", is_registered ? "key_of_another" : "other_name")};
  return {std::move(finding)};
}

}  // namespace suyuan::certificates::checks
