#include "libs/xmldsig/revocation.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <optional>
#include <string>

#include "libs/xmldsig/finding_kinds.h"
#include "libs/xmldsig/trust_content.h"

namespace suyuan::xmldsig {
namespace {

struct Entry {
  absl::Time revoked;
  bool is_compromise = false;
};

std::string Text(absl::Time when) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", when, absl::UTCTimeZone());
}

// A digest of SHA-256 or better, or a method with its own.
bool IsSignedWell(const X509_CRL* list) {
  int digest = NID_undef;
  if (OBJ_find_sigid_algs(X509_CRL_get_signature_nid(list), &digest, nullptr) !=
      1) {
    return false;
  }
  return digest == NID_undef || digest == NID_sha256 || digest == NID_sha384 ||
         digest == NID_sha512 || digest == NID_sm3;
}

// Whether `issuer` made the list, and may.
bool IsBy(X509_CRL* list, X509* issuer) {
  if (X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) !=
          0 ||
      (X509_get_key_usage(issuer) & KU_CRL_SIGN) == 0 || !IsSignedWell(list)) {
    return false;
  }
  EVP_PKEY* key = X509_get0_pubkey(issuer);
  const bool is_by = key != nullptr && X509_CRL_verify(list, key) == 1;
  ERR_clear_error();
  return is_by;
}

bool IsCompromise(const X509_REVOKED* entry) {
  auto* reason = static_cast<ASN1_ENUMERATED*>(
      X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nullptr, nullptr));
  if (reason == nullptr) return false;
  const long value = ASN1_ENUMERATED_get(reason);
  ASN1_ENUMERATED_free(reason);
  return value == CRL_REASON_KEY_COMPROMISE ||
         value == CRL_REASON_CA_COMPROMISE || value == CRL_REASON_AA_COMPROMISE;
}

// The day from which the key was, or may have been, in other hands: the
// invalidity date where it is earlier (RFC 5280 5.3.2).
absl::Time RevokedAt(const X509_REVOKED* entry) {
  const absl::Time revoked = TimeOf(X509_REVOKED_get0_revocationDate(entry));
  auto* since = static_cast<ASN1_GENERALIZEDTIME*>(
      X509_REVOKED_get_ext_d2i(entry, NID_invalidity_date, nullptr, nullptr));
  if (since == nullptr) return revoked;
  const absl::Time invalid = TimeOf(since);
  ASN1_GENERALIZEDTIME_free(since);
  return std::min(revoked, invalid);
}

std::optional<Entry> Lookup(X509_CRL* list, X509* certificate) {
  X509_REVOKED* found = nullptr;
  // 2: listed to be removed from an older list, so not revoked.
  if (X509_CRL_get0_by_cert(list, &found, certificate) != 1) {
    return std::nullopt;
  }
  return Entry{RevokedAt(found), IsCompromise(found)};
}

// Whether the list says how things were at `when`.
bool SpeaksOf(const X509_CRL* list, absl::Time when) {
  const ASN1_TIME* next = X509_CRL_get0_nextUpdate(list);
  return TimeOf(X509_CRL_get0_lastUpdate(list)) >= when ||
         (next != nullptr && TimeOf(next) >= when);
}

class Check {
 public:
  Check(const RevocationQuestion& question, const xmlNode* node)
      : question_(question), node_(node) {}

  Revocation Decide() {
    revocation_.verdict = Verdict::kValid;
    for (std::size_t i = 0; i + 1 < question_.path.size(); ++i) {
      const Verdict one =
          Judge(question_.path[i].get(), question_.path[i + 1].get());
      revocation_.verdict = std::max(revocation_.verdict, one);
    }
    return std::move(revocation_);
  }

 private:
  Verdict Judge(X509* certificate, X509* issuer) {
    bool any = false;
    bool speaks = false;
    bool only_after_expiry = true;
    std::optional<Entry> entry;
    for (const RevocationList& list : question_.trust->content().lists) {
      const absl::Time made = TimeOf(X509_CRL_get0_lastUpdate(list.get()));
      if (made > question_.now || !IsBy(list.get(), issuer)) continue;
      any = true;
      const std::optional<Entry> found = Lookup(list.get(), certificate);
      if (found.has_value()) Earlier(*found, entry);
      if (!SpeaksOf(list.get(), question_.when)) continue;
      speaks = true;
      only_after_expiry &= !IsValidAt(certificate, made);
    }
    if (entry.has_value()) return JudgeEntry(*entry, certificate);
    const std::string name = NameText(X509_get_subject_name(issuer));
    if (!any) return Note(Verdict::kNotChecked, "SIG_CRL_NONE", {name});
    if (!speaks) {
      return Note(Verdict::kIndeterminate, "SIG_CRL_STALE",
                  {name, Text(question_.when)});
    }
    if (only_after_expiry)
      Note(Verdict::kValid, "SIG_CRL_AFTER_EXPIRY", {name});
    return Verdict::kValid;
  }

  static void Earlier(const Entry& found, std::optional<Entry>& entry) {
    if (!entry.has_value() || found.revoked < entry->revoked) {
      const bool was = entry.has_value() && entry->is_compromise;
      entry = Entry{found.revoked, found.is_compromise || was};
    } else {
      entry->is_compromise |= found.is_compromise;
    }
  }

  Verdict JudgeEntry(const Entry& entry, X509* certificate) {
    const std::string name = NameText(X509_get_subject_name(certificate));
    const std::string at = Text(entry.revoked);
    if (entry.revoked <= question_.when) {
      return Note(Verdict::kInvalid, "SIG_REVOKED", {name, at});
    }
    if (entry.is_compromise && entry.revoked <= question_.existed_by) {
      return Note(Verdict::kIndeterminate, "SIG_REVOKED_COMPROMISED",
                  {name, at});
    }
    return Note(Verdict::kValid, "SIG_REVOKED_LATER", {name, at});
  }

  Verdict Note(Verdict verdict, absl::string_view code,
               absl::Span<const absl::string_view> seen) {
    revocation_.findings.push_back(FindingAt(node_, code, seen));
    return verdict;
  }

  const RevocationQuestion& question_;
  const xmlNode* const node_;
  Revocation revocation_;
};

}  // namespace

Revocation CheckRevocation(const RevocationQuestion& question,
                           const xmlNode* node) {
  if (question.path.empty()) return {};
  return Check(question, node).Decide();
}

}  // namespace suyuan::xmldsig
