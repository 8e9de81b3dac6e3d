#include "libs/xmldsig/verify.h"

#include <openssl/evp.h>

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/dcc/xml_tree.h"
#include "libs/text/normalise.h"
#include "libs/xmldsig/algorithms.h"
#include "libs/xmldsig/attached_certificates.h"
#include "libs/xmldsig/chain.h"
#include "libs/xmldsig/core_validation.h"
#include "libs/xmldsig/coverage.h"
#include "libs/xmldsig/element_ids.h"
#include "libs/xmldsig/finding_kinds.h"
#include "libs/xmldsig/revocation.h"
#include "libs/xmldsig/signature_element.h"
#include "libs/xmldsig/work_limit.h"
#include "libs/xmldsig/xades.h"

namespace suyuan::xmldsig {
namespace {

constexpr std::size_t kMostSignatures = 8;
constexpr std::size_t kMostReferences = 8;
// Clocks of signers are not ours.
constexpr absl::Duration kClockSkew = absl::Minutes(5);

std::string Text(absl::Time when) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", when, absl::UTCTimeZone());
}

// One signature from its element to its report.
class Judge {
 public:
  Judge(const xmlNode* node, dcc::XmlTree& tree, const ElementIds& ids,
        const Question& question, WorkLimit& work)
      : node_(node), tree_(tree), ids_(ids), question_(question), work_(work) {
    report_.path = dcc::PathOf(node);
    report_.line = dcc::LineOf(node);
  }

  SignatureReport Decide() {
    std::string problem;
    const auto signature = ReadSignature(node_, problem);
    if (!signature.has_value()) {
      report_.coverage = Verdict::kInvalid;
      Note("SIG_MALFORMED", {problem});
    } else if (signature->references.size() > kMostReferences) {
      report_.coverage = Verdict::kIndeterminate;
      Note("SIG_TOO_MANY", {absl::StrCat(kMostReferences), "Reference"});
    } else {
      Examine(*signature);
    }
    report_.verdict = std::max(
        {report_.coverage, report_.algorithms, report_.digest, report_.value,
         report_.certificate, report_.chain, report_.revocation});
    return std::move(report_);
  }

 private:
  void Examine(const SignatureElement& signature) {
    Coverage coverage = CoverageOf(signature, tree_.root(), ids_);
    report_.coverage = coverage.verdict;
    Take(coverage.findings);
    SignedProperties properties = ReadProperties(signature, coverage);
    report_.certificate = properties.verdict;
    Take(properties.findings);
    SetTime(properties);
    const AttachedCertificates attached = ReadAttached(signature);
    X509* signer = SignerAmong(attached.in_key_info, properties);
    JudgeAlgorithms(signature, properties, signer);
    Compute(signature, coverage, signer);
    if (signer == nullptr) return WithoutCertificate();
    JudgeCertificate(properties, signer);
    JudgeChain(attached, signer);
    CompareIssuer();
  }

  void SetTime(const SignedProperties& properties) {
    const absl::Time existed = question_.existed_by.value_or(question_.now);
    report_.signing_time = {existed, TimeSource::kExistence};
    if (!properties.signing_time.has_value()) {
      return Note("SIG_TIME_UNKNOWN", {Text(existed)});
    }
    const absl::Time claimed = *properties.signing_time;
    report_.signing_time = {claimed, TimeSource::kClaimed};
    Note("SIG_TIME_CLAIMED", {Text(claimed)});
    if (claimed > existed + kClockSkew) {
      report_.certificate = Verdict::kInvalid;
      Note("SIG_TIME_IN_FUTURE", {Text(claimed), Text(existed)});
    }
  }

  void JudgeAlgorithms(const SignatureElement& signature,
                       const SignedProperties& properties, X509* signer) {
    report_.signature_method = signature.signature_method;
    report_.digest_method = signature.references[0].digest_method;
    report_.algorithms = Verdict::kValid;
    JudgeMethod(SignatureMethodStrength(signature.signature_method),
                signature.signature_method);
    if (!IsCanonicalisation(signature.canonicalisation_method)) {
      JudgeMethod(Strength::kUnknown, signature.canonicalisation_method);
    }
    for (const Reference& one : signature.references) {
      JudgeMethod(DigestMethodStrength(one.digest_method), one.digest_method);
    }
    if (properties.names_certificate()) {
      JudgeMethod(DigestMethodStrength(properties.digest_method),
                  properties.digest_method);
    }
    if (signer != nullptr) JudgeKey(X509_get0_pubkey(signer));
  }

  void JudgeMethod(Strength strength, const std::string& algorithm) {
    if (strength == Strength::kAllowed) return;
    const bool is_weak = strength == Strength::kWeak;
    Worsen(report_.algorithms,
           is_weak ? Verdict::kInvalid : Verdict::kIndeterminate);
    Note(is_weak ? "SIG_ALGORITHM_WEAK" : "SIG_ALGORITHM_UNKNOWN", {algorithm});
  }

  void JudgeKey(const EVP_PKEY* key) {
    const int kind = key == nullptr ? EVP_PKEY_NONE : EVP_PKEY_get_base_id(key);
    const char* name = key == nullptr ? nullptr : EVP_PKEY_get0_type_name(key);
    const int bits = key == nullptr ? 0 : EVP_PKEY_get_bits(key);
    const std::string seen =
        absl::StrCat(name == nullptr ? "?" : name, " ", bits);
    if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC) {
      Worsen(report_.algorithms, Verdict::kIndeterminate);
      Note("SIG_KEY_UNKNOWN", {seen});
    } else if (bits < (kind == EVP_PKEY_RSA ? 2048 : 256)) {
      Worsen(report_.algorithms, Verdict::kInvalid);
      Note("SIG_KEY_WEAK", {seen});
    }
  }

  // Only with methods that prove something.
  void Compute(const SignatureElement& signature, const Coverage& coverage,
               const X509* signer) {
    if (report_.algorithms != Verdict::kValid) return;
    CoreValidation core(signature);
    for (const CoveredNode& one : coverage.covered) {
      CheckDigest(core, *one.reference);
    }
    if (signer != nullptr) CheckValue(core, signer);
  }

  void CheckDigest(CoreValidation& core, const Reference& reference) {
    if (!work_.SpendOne()) return TooMuch(report_.digest);
    if (!reference.uri->empty()) {
      ids_.Register(tree_.document(), reference.uri->substr(1));
    }
    const bool is_right = core.IsDigestRight(reference);
    Worsen(report_.digest, is_right ? Verdict::kValid : Verdict::kInvalid);
    if (!is_right) Note("SIG_DIGEST_WRONG", {*reference.uri});
  }

  void CheckValue(CoreValidation& core, const X509* signer) {
    if (!work_.SpendOne()) return TooMuch(report_.value);
    const bool is_right = core.IsValueRight(signer);
    report_.value = is_right ? Verdict::kValid : Verdict::kInvalid;
    if (!is_right) Note("SIG_VALUE_WRONG");
  }

  void TooMuch(Verdict& check) {
    Worsen(check, Verdict::kIndeterminate);
    Note("SIG_TOO_LARGE");
  }

  void WithoutCertificate() {
    Worsen(report_.certificate, Verdict::kIndeterminate);
    Note("SIG_CERTIFICATE_ABSENT");
  }

  void JudgeCertificate(const SignedProperties& properties, X509* signer) {
    report_.signer = Describe(signer);
    if (!properties.names_certificate()) {
      Note("SIG_CERTIFICATE_UNPROTECTED");
    } else if (!properties.Names(signer)) {
      Worsen(report_.certificate, Verdict::kInvalid);
      Note("SIG_CERTIFICATE_MISMATCH");
    }
    if (!MaySign(signer)) {
      Worsen(report_.certificate, Verdict::kInvalid);
      Note("SIG_CERTIFICATE_USAGE");
    }
    const SigningTime& time = report_.signing_time;
    if (IsValidAt(signer, time.at)) return;
    // Expired since, but when it was used nobody says.
    const bool is_open = time.source == TimeSource::kExistence &&
                         time.at > report_.signer->not_after;
    Worsen(report_.certificate,
           is_open ? Verdict::kIndeterminate : Verdict::kInvalid);
    Note("SIG_CERTIFICATE_NOT_VALID",
         {Text(report_.signer->not_before), Text(report_.signer->not_after),
          Text(time.at)});
  }

  void JudgeChain(const AttachedCertificates& attached, X509* signer) {
    std::vector<X509*> helpers;
    for (const Certificate& one : attached.in_key_info) {
      helpers.push_back(one.get());
    }
    for (const Certificate& one : attached.others) helpers.push_back(one.get());
    const absl::Time when = report_.signing_time.at;
    Chain chain = BuildChain(signer, helpers, question_.trust, when,
                             question_.now, node_);
    report_.chain = chain.verdict;
    report_.chain_now = chain.now;
    Take(chain.findings);
    Revocation revocation = CheckRevocation(
        {chain.path, question_.trust, when,
         question_.existed_by.value_or(question_.now), question_.now},
        node_);
    report_.revocation = revocation.verdict;
    Take(revocation.findings);
  }

  void CompareIssuer() {
    const std::vector<std::string>& issuers = question_.issuer_names;
    if (issuers.empty()) return;
    for (const std::string& name : report_.signer->names) {
      for (const std::string& issuer : issuers) {
        if (text::NormaliseName(name) == text::NormaliseName(issuer)) return;
      }
    }
    Note("SIG_ISSUER_DIFFERS", {report_.signer->subject, issuers[0]});
  }

  // A check that was not made yet counts as one that is to be made.
  static void Worsen(Verdict& check, Verdict by) {
    check = check == Verdict::kNotChecked ? by : std::max(check, by);
  }

  void Take(std::vector<dcc::Finding>& findings) {
    std::move(findings.begin(), findings.end(),
              std::back_inserter(report_.findings));
  }

  void Note(absl::string_view code,
            absl::Span<const absl::string_view> seen = {}) {
    report_.findings.push_back(FindingAt(node_, code, seen));
  }

  const xmlNode* const node_;
  dcc::XmlTree& tree_;
  const ElementIds& ids_;
  const Question& question_;
  WorkLimit& work_;
  SignatureReport report_;
};

// The ds:Signature elements that stand in no other one.
std::vector<const xmlNode*> SignaturesIn(const xmlNode* root) {
  std::vector<const xmlNode*> found;
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;) {
    const bool is_signature = IsDs(node, "Signature");
    if (is_signature) found.push_back(node);
    node = dcc::NextInOrder(root, node, !is_signature, &depth);
  }
  return found;
}

// The first element below `signature` with that name, or null.
const xmlNode* FirstBelow(const xmlNode* signature, absl::string_view name) {
  int depth = 0;
  const xmlNode* at = signature;
  do {
    at = dcc::NextInOrder(signature, at, true, &depth);
  } while (at != nullptr && dcc::LocalName(at) != name);
  return at;
}

// What a signature carries and nobody evaluates.
void NoteUnchecked(const xmlNode* signature, SignatureReport& report) {
  if (const xmlNode* at = FirstBelow(signature, "Signature")) {
    report.findings.push_back(
        FindingAt(at, "SIG_COUNTERSIGNATURE_NOT_CHECKED"));
  }
  if (const xmlNode* at = FirstBelow(signature, "SignatureTimeStamp")) {
    report.findings.push_back(FindingAt(at, "SIG_TIMESTAMP_NOT_CHECKED"));
  }
}

}  // namespace

absl::StatusOr<Report> Verify(absl::string_view document,
                              const Question& question) {
  SUYUAN_ASSIGN_OR_RETURN(
      dcc::XmlTree tree,
      dcc::XmlTree::Parse(document, question.limits, dcc::Nodes::kAll));
  Report report;
  const std::vector<const xmlNode*> signatures = SignaturesIn(tree.root());
  if (signatures.size() > kMostSignatures) {
    report.verdict = Verdict::kIndeterminate;
    report.findings.push_back(
        FindingAt(signatures[0], "SIG_TOO_MANY",
                  {absl::StrCat(kMostSignatures), "Signature"}));
    return report;
  }
  if (signatures.empty()) return report;
  const ElementIds ids(tree.root());
  WorkLimit work(tree.root());
  for (const xmlNode* node : signatures) {
    if (node->parent != tree.root()) {
      report.verdict = Verdict::kInvalid;
      report.findings.push_back(FindingAt(node, "SIG_MISPLACED"));
      continue;
    }
    SignatureReport one = Judge(node, tree, ids, question, work).Decide();
    NoteUnchecked(node, one);
    report.verdict = std::max(report.verdict, one.verdict);
    report.signatures.push_back(std::move(one));
  }
  return report;
}

}  // namespace suyuan::xmldsig
