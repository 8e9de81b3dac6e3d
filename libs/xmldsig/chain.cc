#include "libs/xmldsig/chain.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "libs/base/check.h"
#include "libs/xmldsig/finding_kinds.h"
#include "libs/xmldsig/trust_content.h"

namespace suyuan::xmldsig {
namespace {

// 112 bits: RSA 2048, SHA-256.
constexpr int kSecurityLevel = 2;
constexpr int kMostIntermediates = 8;

struct FreeStore {
  void operator()(X509_STORE* store) const { X509_STORE_free(store); }
  void operator()(X509_STORE_CTX* context) const {
    X509_STORE_CTX_free(context);
  }
  // The certificates in it are borrowed.
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using Store = std::unique_ptr<X509_STORE, FreeStore>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, FreeStore>;
using Stack = std::unique_ptr<STACK_OF(X509), FreeStore>;

struct Outcome {
  int error = X509_V_OK;
  std::vector<Certificate> path;
};

// One search for a path. `when` null: times are not looked at.
Outcome Search(X509* signer, const Store& roots, const Stack& untrusted,
               const absl::Time* when) {
  const StoreContext context(X509_STORE_CTX_new());
  SUYUAN_CHECK(context != nullptr &&
               X509_STORE_CTX_init(context.get(), roots.get(), signer,
                                   untrusted.get()) == 1);
  X509_VERIFY_PARAM* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_depth(parameters, kMostIntermediates);
  X509_VERIFY_PARAM_set_auth_level(parameters, kSecurityLevel);
  if (when == nullptr) {
    X509_VERIFY_PARAM_set_flags(parameters, X509_V_FLAG_NO_CHECK_TIME);
  } else {
    X509_VERIFY_PARAM_set_time(parameters, absl::ToTimeT(*when));
  }
  Outcome outcome;
  if (X509_verify_cert(context.get()) == 1) {
    const STACK_OF(X509)* path = X509_STORE_CTX_get0_chain(context.get());
    for (int i = 0; i < sk_X509_num(path); ++i) {
      outcome.path.push_back(Share(sk_X509_value(path, i)));
    }
  } else {
    outcome.error = X509_STORE_CTX_get_error(context.get());
    if (outcome.error == X509_V_OK) outcome.error = X509_V_ERR_UNSPECIFIED;
  }
  ERR_clear_error();
  return outcome;
}

Store RootsOf(const TrustFolder::Content& trust) {
  Store store(X509_STORE_new());
  SUYUAN_CHECK(store != nullptr);
  for (const Certificate& root : trust.roots) {
    SUYUAN_CHECK(X509_STORE_add_cert(store.get(), root.get()) == 1);
  }
  return store;
}

Stack Untrusted(const TrustFolder::Content& trust,
                const std::vector<X509*>& attached) {
  Stack stack(sk_X509_new_null());
  SUYUAN_CHECK(stack != nullptr);
  for (const Certificate& one : trust.intermediates) {
    SUYUAN_CHECK(sk_X509_push(stack.get(), one.get()) > 0);
  }
  for (X509* one : attached) SUYUAN_CHECK(sk_X509_push(stack.get(), one) > 0);
  return stack;
}

struct Kind {
  Verdict verdict;
  const char* code;
};

Kind KindOf(int error) {
  switch (error) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return {Verdict::kIndeterminate, "SIG_CHAIN_UNTRUSTED"};
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return {Verdict::kInvalid, "SIG_CHAIN_WEAK"};
    default:
      return {Verdict::kInvalid, "SIG_CHAIN_BROKEN"};
  }
}

std::string Text(absl::Time when) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", when, absl::UTCTimeZone());
}

// Each issuer has to have been valid when it issued the certificate before it.
void JudgeIssuers(const xmlNode* node, Chain& chain) {
  for (std::size_t i = 1; i < chain.path.size(); ++i) {
    const absl::Time used =
        TimeOf(X509_get0_notBefore(chain.path[i - 1].get()));
    if (IsValidAt(chain.path[i].get(), used)) continue;
    chain.verdict = Verdict::kInvalid;
    chain.findings.push_back(FindingAt(
        node, "SIG_CHAIN_EXPIRED",
        {NameText(X509_get_subject_name(chain.path[i].get())), Text(used)}));
  }
}

// All valid at one instant is enough: an issuer's certificate may have been
// renewed after it issued. Else by the chain model.
void JudgeThen(X509* signer, const Store& roots, const Stack& untrusted,
               absl::Time when, const xmlNode* node, Chain& chain) {
  Outcome outcome = Search(signer, roots, untrusted, &when);
  const bool at_once = outcome.error == X509_V_OK;
  if (!at_once) outcome = Search(signer, roots, untrusted, nullptr);
  if (outcome.error != X509_V_OK) {
    const Kind kind = KindOf(outcome.error);
    chain.verdict = kind.verdict;
    chain.findings.push_back(FindingAt(
        node, kind.code, {X509_verify_cert_error_string(outcome.error)}));
    return;
  }
  chain.verdict = Verdict::kValid;
  chain.path = std::move(outcome.path);
  if (!at_once) JudgeIssuers(node, chain);
}

}  // namespace

Chain BuildChain(X509* signer, const std::vector<X509*>& attached,
                 const TrustFolder* trust, absl::Time when, absl::Time now,
                 const xmlNode* node) {
  Chain chain;
  if (trust == nullptr || trust->roots() == 0) {
    chain.findings.push_back(FindingAt(node, "SIG_CHAIN_NOT_CHECKED"));
    return chain;
  }
  const Store roots = RootsOf(trust->content());
  const Stack untrusted = Untrusted(trust->content(), attached);
  JudgeThen(signer, roots, untrusted, when, node, chain);
  if (chain.path.empty()) {
    chain.now = chain.verdict;
    return chain;
  }
  const int today = Search(signer, roots, untrusted, &now).error;
  chain.now = today == X509_V_OK ? Verdict::kValid : Verdict::kInvalid;
  if (today != X509_V_OK && chain.verdict == Verdict::kValid) {
    chain.findings.push_back(FindingAt(node, "SIG_CHAIN_EXPIRED_NOW",
                                       {X509_verify_cert_error_string(today)}));
  }
  return chain;
}

}  // namespace suyuan::xmldsig
