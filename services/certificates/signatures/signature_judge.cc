#include "services/certificates/signatures/signature_judge.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace suyuan::certificates {
namespace {

// Of the issuer, if it is one of them.
const RegisteredKey& IssuersOrFirst(const std::vector<RegisteredKey>& found,
                                    const Issuer& issuer) {
  const auto own = std::find_if(found.begin(), found.end(),
                                [&issuer](const RegisteredKey& one) {
                                  return IsIssuedBy(issuer, *one.institution);
                                });
  return own != found.end() ? *own : found.front();
}

bool Holds(const crypto::VerifyingKey& key, const DetachedSignature& signature,
           absl::string_view original) {
  return signature.algorithm.value_or(key.algorithm()) == key.algorithm() &&
         key.Verify(original, signature.bytes);
}

}  // namespace

JudgedSignature Judge(DetachedSignature signature, absl::string_view original,
                      const Issuer& issuer, absl::Time received_at,
                      const InstitutionKeys* keys) {
  JudgedSignature judged{.signature = std::move(signature),
                         .verdict = DetachedVerdict::kNotChecked,
                         .signer = "",
                         .received_at = received_at};
  if (keys == nullptr) return judged;
  const std::vector<RegisteredKey> found = keys->Find(judged.signature.key_id);
  if (found.empty()) {
    judged.verdict = DetachedVerdict::kKeyUnknown;
    return judged;
  }
  const RegisteredKey& by = IssuersOrFirst(found, issuer);
  judged.signer = by.institution->name;
  const crypto::VerifyingKey& key = by.key->key;
  if (!judged.signature.algorithm.has_value()) {
    judged.signature.algorithm = key.algorithm();
  }
  if (!Holds(key, judged.signature, original)) {
    judged.verdict = DetachedVerdict::kInvalid;
  } else if (!IsIssuedBy(issuer, *by.institution)) {
    judged.verdict = DetachedVerdict::kSignerMismatch;
  } else {
    judged.verdict =
        VerdictByTerms(by.key->terms, judged.signature, received_at);
  }
  return judged;
}

std::optional<DetachedVerdict> JudgeAgain(const JudgedSignature& judged,
                                          const InstitutionKeys& keys) {
  if (!RestsOnTerms(judged.verdict)) return std::nullopt;
  for (const RegisteredKey& by : keys.Find(judged.signature.key_id)) {
    if (by.institution->name != judged.signer) continue;
    const DetachedVerdict verdict =
        VerdictByTerms(by.key->terms, judged.signature, judged.received_at);
    if (verdict == judged.verdict) return std::nullopt;
    return verdict;
  }
  return std::nullopt;
}

}  // namespace suyuan::certificates
