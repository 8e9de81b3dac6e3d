#include "services/certificates/signatures/detached_signature.h"

#include <algorithm>
#include <array>

namespace suyuan::certificates {
namespace {

SignatureState StateOf(DetachedVerdict verdict) {
  switch (verdict) {
    case DetachedVerdict::kValid:
      return SignatureState::kValid;
    case DetachedVerdict::kInvalid:
    case DetachedVerdict::kKeyNotYetValid:
    case DetachedVerdict::kKeyExpired:
    case DetachedVerdict::kKeyRevoked:
    case DetachedVerdict::kTimeInFuture:
      return SignatureState::kInvalid;
    case DetachedVerdict::kKeyUnknown:
    case DetachedVerdict::kKeyCompromised:
    case DetachedVerdict::kSignerMismatch:
      return SignatureState::kIndeterminate;
    case DetachedVerdict::kNotChecked:
      break;
  }
  return SignatureState::kNotChecked;
}

// The one of two that comes first here.
SignatureState First(SignatureState a, SignatureState b) {
  constexpr std::array kOrder = {
      SignatureState::kValid, SignatureState::kInvalid,
      SignatureState::kIndeterminate, SignatureState::kNotChecked,
      SignatureState::kAbsent};
  const auto place = [&kOrder](SignatureState state) {
    return std::find(kOrder.begin(), kOrder.end(), state);
  };
  return place(a) < place(b) ? a : b;
}

}  // namespace

absl::string_view VerdictWord(DetachedVerdict verdict) {
  switch (verdict) {
    case DetachedVerdict::kValid:
      return "VALID";
    case DetachedVerdict::kInvalid:
      return "INVALID";
    case DetachedVerdict::kKeyUnknown:
      return "KEY_UNKNOWN";
    case DetachedVerdict::kKeyNotYetValid:
      return "KEY_NOT_YET_VALID";
    case DetachedVerdict::kKeyExpired:
      return "KEY_EXPIRED";
    case DetachedVerdict::kKeyRevoked:
      return "KEY_REVOKED";
    case DetachedVerdict::kKeyCompromised:
      return "KEY_COMPROMISED";
    case DetachedVerdict::kSignerMismatch:
      return "SIGNER_MISMATCH";
    case DetachedVerdict::kTimeInFuture:
      return "TIME_IN_FUTURE";
    case DetachedVerdict::kNotChecked:
      break;
  }
  return "NOT_CHECKED";
}

absl::string_view StateWord(SignatureState state) {
  switch (state) {
    case SignatureState::kAbsent:
      return "ABSENT";
    case SignatureState::kNotChecked:
      return "NOT_CHECKED";
    case SignatureState::kValid:
      return "VALID";
    case SignatureState::kInvalid:
      return "INVALID";
    case SignatureState::kIndeterminate:
      break;
  }
  return "INDETERMINATE";
}

SignatureState StateOf(absl::Span<const JudgedSignature> signatures) {
  SignatureState state = SignatureState::kAbsent;
  for (const JudgedSignature& one : signatures) {
    state = First(state, StateOf(one.verdict));
  }
  return state;
}

SignatureState Together(SignatureState inside, SignatureState beside) {
  if (inside == SignatureState::kInvalid) return inside;
  return First(inside, beside);
}

}  // namespace suyuan::certificates
