#include "services/certificates/convert/signatures.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "absl/time/time.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/convert/findings.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kMostSignatureBytes = 128;

// `$0` is the key, `$1` whose it is, `$2` the signing time, `$3` the issuer.
struct Kind {
  DetachedVerdict verdict;
  const char* code;
  const char* severity;
  const char* english;
  const char* chinese;
};

constexpr Kind kKinds[] = {
    {DetachedVerdict::kInvalid, "SIGNATURE_INVALID", "error",
     "the signature was not made by key $0 of $1 over these bytes",
     "签名与 $1 的密钥 $0 和文件内容不符"},
    {DetachedVerdict::kKeyUnknown, "SIGNATURE_KEY_UNKNOWN", "warning",
     "no institution has registered the key $0", "没有机构登记过密钥 $0"},
    {DetachedVerdict::kKeyNotYetValid, "SIGNATURE_KEY_NOT_YET_VALID", "error",
     "signed at $2, before the first day of key $0 of $1",
     "签名时间 $2 早于 $1 的密钥 $0 的启用日期"},
    {DetachedVerdict::kKeyExpired, "SIGNATURE_KEY_EXPIRED", "error",
     "signed at $2, after the last day of key $0 of $1",
     "签名时间 $2 晚于 $1 的密钥 $0 的有效期"},
    {DetachedVerdict::kKeyRevoked, "SIGNATURE_KEY_REVOKED", "error",
     "signed at $2, when key $0 of $1 had been revoked",
     "签名时间 $2 时 $1 的密钥 $0 已吊销"},
    {DetachedVerdict::kKeyCompromised, "SIGNATURE_KEY_COMPROMISED", "warning",
     "key $0 of $1 is known as compromised; that the signature is of $2 is "
     "only "
     "claimed",
     "$1 的密钥 $0 已知泄露，签名时间 $2 仅为声称"},
    {DetachedVerdict::kSignerMismatch, "SIGNER_MISMATCH", "warning",
     "signed with key $0 of $1, who is not the issuer \"$3\"",
     "签名所用的密钥 $0 属于 $1，不是签发机构“$3”"},
    {DetachedVerdict::kTimeInFuture, "SIGNATURE_TIME_IN_FUTURE", "error",
     "the claimed signing time $2 is later than the signature came",
     "所称签名时间 $2 晚于收到签名的时间"},
    {DetachedVerdict::kNotChecked, "SIGNATURE_NOT_CHECKED", "note",
     "no keys of institutions are configured; the signature by key $0 was not "
     "checked",
     "未配置机构密钥，密钥 $0 的签名未校验"},
};

absl::StatusOr<std::optional<crypto::SignatureAlgorithm>> ToAlgorithm(
    v1::SignatureAlgorithm algorithm) {
  if (algorithm == v1::SIGNATURE_ALGORITHM_UNSPECIFIED) return std::nullopt;
  if (v1::SignatureAlgorithm_IsValid(algorithm)) {
    return static_cast<crypto::SignatureAlgorithm>(algorithm);
  }
  return InvalidField("algorithm", absl::StrCat("is ", algorithm,
                                                "; one of the algorithms is "
                                                "wanted"));
}

std::string PrintedIssuer(const v1::Certificate& certificate) {
  const v1::Party& issuer = certificate.issuer();
  return issuer.institution().empty() ? issuer.title() : issuer.institution();
}

std::string TimeText(const JudgedSignature& judged) {
  return absl::FormatTime(
      absl::RFC3339_sec,
      judged.signature.signed_at.value_or(judged.received_at),
      absl::UTCTimeZone());
}

std::string PathOf(int index) {
  return absl::StrCat("signatures[", index, "]");
}

// Drops what was found about that signature before.
void DropFindings(int index, v1::Certificate& certificate) {
  auto& findings = *certificate.mutable_findings();
  findings.erase(std::remove_if(findings.begin(), findings.end(),
                                [path = PathOf(index)](const auto& one) {
                                  return one.path() == path;
                                }),
                 findings.end());
}

absl::Time InstantOf(const google::protobuf::Timestamp& message) {
  return rpc::ParseInstant("", message).value_or(absl::UnixEpoch());
}

}  // namespace

SignatureState StateOf(SignatureVerdict verdict) {
  switch (verdict) {
    case SignatureVerdict::kNone:
      return SignatureState::kAbsent;
    case SignatureVerdict::kValid:
      return SignatureState::kValid;
    case SignatureVerdict::kNotChecked:
      break;
    case SignatureVerdict::kIndeterminate:
      return SignatureState::kIndeterminate;
    case SignatureVerdict::kInvalid:
      return SignatureState::kInvalid;
  }
  return SignatureState::kNotChecked;
}

absl::StatusOr<DetachedSignature> ToSignature(
    const v1::DetachedSignature& message) {
  DetachedSignature signature;
  SUYUAN_ASSIGN_OR_RETURN(signature.algorithm,
                          ToAlgorithm(message.algorithm()));
  const absl::StatusOr<Digest> key = Digest::Parse(message.key_id());
  if (!key.ok()) return InField("key_id", key.status());
  signature.key_id = key->hex();
  if (message.signature().empty() ||
      message.signature().size() > kMostSignatureBytes) {
    return InvalidField(
        "signature",
        absl::StrCat("has ", message.signature().size(), " bytes; 1 to ",
                     kMostSignatureBytes, " are wanted"));
  }
  signature.bytes = message.signature();
  if (message.has_signing_time()) {
    SUYUAN_ASSIGN_OR_RETURN(
        signature.signed_at,
        rpc::ParseInstant("signing_time", message.signing_time()));
  }
  return signature;
}

absl::StatusOr<std::vector<DetachedSignature>> ToSignatures(
    const google::protobuf::RepeatedPtrField<v1::DetachedSignature>& messages) {
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckCount("signatures", messages.size(), kMostSignatures));
  std::vector<DetachedSignature> signatures;
  for (int i = 0; i < messages.size(); ++i) {
    absl::StatusOr<DetachedSignature> one = ToSignature(messages[i]);
    if (!one.ok()) {
      return InField(PathOf(i), one.status());
    }
    signatures.push_back(*std::move(one));
  }
  return signatures;
}

v1::DetachedSignature ToProto(const JudgedSignature& judged) {
  const DetachedSignature& signature = judged.signature;
  v1::DetachedSignature out;
  if (signature.algorithm.has_value()) {
    out.set_algorithm(
        static_cast<v1::SignatureAlgorithm>(*signature.algorithm));
  }
  out.set_key_id(signature.key_id);
  out.set_signature(signature.bytes);
  if (signature.signed_at.has_value()) {
    *out.mutable_signing_time() = rpc::InstantProto(*signature.signed_at);
  }
  out.set_verdict(static_cast<v1::DetachedSignature::Verdict>(judged.verdict));
  out.set_institution(judged.signer);
  *out.mutable_received_at() = rpc::InstantProto(judged.received_at);
  return out;
}

JudgedSignature FromProto(const v1::DetachedSignature& message) {
  JudgedSignature judged{
      .signature = {.key_id = message.key_id(), .bytes = message.signature()},
      .verdict = static_cast<DetachedVerdict>(message.verdict()),
      .signer = message.institution(),
      .received_at = InstantOf(message.received_at())};
  if (message.algorithm() != v1::SIGNATURE_ALGORITHM_UNSPECIFIED) {
    judged.signature.algorithm =
        static_cast<crypto::SignatureAlgorithm>(message.algorithm());
  }
  if (message.has_signing_time()) {
    judged.signature.signed_at = InstantOf(message.signing_time());
  }
  return judged;
}

std::vector<JudgedSignature> FromProto(
    const google::protobuf::RepeatedPtrField<v1::DetachedSignature>& messages) {
  std::vector<JudgedSignature> out;
  for (const v1::DetachedSignature& one : messages) {
    out.push_back(FromProto(one));
  }
  return out;
}

void AddSignatureFinding(const JudgedSignature& judged, int index,
                         v1::Certificate& certificate) {
  const auto kind = std::find_if(
      std::begin(kKinds), std::end(kKinds),
      [&judged](const Kind& one) { return one.verdict == judged.verdict; });
  if (kind == std::end(kKinds)) return;
  v1::ImportFinding& finding = *certificate.add_findings();
  finding.set_code(kind->code);
  finding.set_severity(kind->severity);
  finding.set_path(PathOf(index));
  const auto say = [&](const char* words) {
    return absl::Substitute(words, judged.signature.key_id, judged.signer,
                            TimeText(judged), PrintedIssuer(certificate));
  };
  auto& texts = *finding.mutable_message()->mutable_texts();
  texts["en"] = say(kind->english);
  texts["zh"] = say(kind->chinese);
}

void SetSignatures(const SignatureLint& inside,
                   absl::Span<const JudgedSignature> beside,
                   v1::Certificate& certificate) {
  for (const dcc::Finding& finding : inside.findings) {
    AddFinding(finding, certificate);
  }
  for (const JudgedSignature& judged : beside) {
    AddSignatureFinding(judged, certificate.signatures_size(), certificate);
    *certificate.add_signatures() = ToProto(judged);
  }
  certificate.set_signature_count(certificate.signature_count() +
                                  static_cast<int>(beside.size()));
  certificate.set_signature_state(static_cast<v1::SignatureState>(
      Together(StateOf(inside.verdict), StateOf(beside))));
}

void AddSignature(const JudgedSignature& judged, v1::Certificate& certificate) {
  certificate.set_signature_state(v1::SIGNATURE_STATE_VALID);
  v1::DetachedSignature added = ToProto(judged);
  for (v1::DetachedSignature& one : *certificate.mutable_signatures()) {
    if (one.key_id() == added.key_id() &&
        one.signature() == added.signature()) {
      one = std::move(added);
      return;
    }
  }
  *certificate.add_signatures() = std::move(added);
  certificate.set_signature_count(certificate.signature_count() + 1);
}

void ReviewSignature(const JudgedSignature& judged, SignatureState state,
                     v1::Certificate& certificate) {
  certificate.set_signature_state(static_cast<v1::SignatureState>(state));
  for (int i = 0; i < certificate.signatures_size(); ++i) {
    v1::DetachedSignature& one = *certificate.mutable_signatures(i);
    if (!FromProto(one).IsSameSignature(judged)) continue;
    one = ToProto(judged);
    DropFindings(i, certificate);
    AddSignatureFinding(judged, i, certificate);
  }
}

bool HasValidSignature(const v1::Certificate& certificate,
                       absl::string_view key_id) {
  return std::any_of(
      certificate.signatures().begin(), certificate.signatures().end(),
      [key_id](const v1::DetachedSignature& one) {
        return one.key_id() == key_id &&
               one.verdict() == v1::DetachedSignature::VERDICT_VALID;
      });
}

bool HasSignatureInside(const v1::Certificate& certificate) {
  return certificate.signature_count() > certificate.signatures_size();
}

// Where those beside it make the certificate INVALID too, the findings tell.
bool IsBrokenInside(const v1::Certificate& certificate) {
  if (certificate.signature_state() != v1::SIGNATURE_STATE_INVALID ||
      !HasSignatureInside(certificate)) {
    return false;
  }
  if (StateOf(FromProto(certificate.signatures())) !=
      SignatureState::kInvalid) {
    return true;
  }
  return std::any_of(certificate.findings().begin(),
                     certificate.findings().end(),
                     [](const v1::ImportFinding& one) {
                       return absl::StartsWith(one.code(), "SIG_") &&
                              one.severity() == "error";
                     });
}

}  // namespace suyuan::certificates
