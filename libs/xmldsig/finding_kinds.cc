#include "libs/xmldsig/finding_kinds.h"

#include <algorithm>
#include <iterator>

#include "libs/base/check.h"
#include "libs/dcc/finding_log.h"

namespace suyuan::xmldsig {
namespace {

using ::suyuan::dcc::FindingKind;

constexpr dcc::Severity kInfo = dcc::Severity::kInfo;
constexpr dcc::Severity kWarning = dcc::Severity::kWarning;
constexpr dcc::Severity kDefect = dcc::Severity::kDefect;

constexpr FindingKind kKinds[] = {
    {"SIG_ALGORITHM_UNKNOWN", kWarning,
     "algorithm $0 is not among those that are checked",
     "算法 $0 不在可校验的算法之列"},
    {"SIG_ALGORITHM_WEAK", kDefect,
     "algorithm $0 is too weak to prove anything",
     "算法 $0 强度不足，不能作为证明"},
    {"SIG_CERTIFICATE_ABSENT", kWarning,
     "the signature carries no certificate of its signer",
     "签名中没有签名人的数字证书"},
    {"SIG_CERTIFICATE_MISMATCH", kDefect,
     "the signed properties name another certificate than the one that is "
     "attached",
     "签名属性所指的数字证书与所附的不同"},
    {"SIG_CERTIFICATE_NOT_VALID", kDefect,
     "the signer's certificate is valid from $0 to $1; it was used at $2",
     "签名证书的有效期为 $0 至 $1，而使用时间为 $2"},
    {"SIG_CERTIFICATE_UNPROTECTED", kInfo,
     "the signature does not cover which certificate was used",
     "签名未覆盖所用的数字证书"},
    {"SIG_CERTIFICATE_USAGE", kDefect,
     "the signer's certificate may not be used to sign",
     "签名证书的密钥用法不允许签名"},
    {"SIG_CHAIN_BROKEN", kDefect, "the certificate chain does not hold: $0",
     "证书链不成立：$0"},
    {"SIG_CHAIN_EXPIRED", kDefect,
     "$0 was not valid at $1, when it was used to issue a certificate",
     "$0 在签发下级证书时（$1）不在有效期内"},
    {"SIG_CHAIN_EXPIRED_NOW", kInfo,
     "the certificate chain held when it was used and does not hold today: $0",
     "证书链在签名时成立，今天已不成立：$0"},
    {"SIG_CHAIN_NOT_CHECKED", kWarning, "no trusted roots are configured",
     "未配置可信根证书"},
    {"SIG_CHAIN_UNTRUSTED", kWarning,
     "the certificate chain leads to no configured root: $0",
     "证书链未到达已配置的可信根：$0"},
    {"SIG_CHAIN_WEAK", kDefect,
     "the certificate chain uses a key or digest that is too weak: $0",
     "证书链使用了强度不足的密钥或摘要：$0"},
    {"SIG_COUNTERSIGNATURE_NOT_CHECKED", kInfo,
     "a signature within a signature is not checked", "签名内的副署未校验"},
    {"SIG_COVERS_NOTHING", kDefect,
     "the signature covers nothing of the document", "签名未覆盖文档内容"},
    {"SIG_COVERS_PART", kDefect,
     "the signature covers \"$0\", a part of the document alone",
     "签名只覆盖文档的一部分“$0”"},
    {"SIG_CRL_AFTER_EXPIRY", kWarning,
     "the revocation list of $0 was made after the certificate expired and "
     "may have dropped it",
     "$0 的吊销列表在证书过期之后签发，可能已移除其条目"},
    {"SIG_CRL_NONE", kWarning, "no usable revocation list of $0 is configured",
     "未配置 $0 的可用吊销列表"},
    {"SIG_CRL_STALE", kWarning,
     "the revocation lists of $0 end before $1, when the certificate was used",
     "$0 的吊销列表在证书使用时间 $1 之前已失效"},
    {"SIG_DIGEST_WRONG", kDefect,
     "what \"$0\" refers to was changed after it was signed",
     "“$0”所指的内容在签名之后被改动"},
    {"SIG_ID_REPEATED", kDefect,
     "id \"$0\" occurs $1 times; what is signed is ambiguous",
     "id“$0”出现 $1 次，签名对象不唯一"},
    {"SIG_ISSUER_DIFFERS", kWarning,
     "signed by \"$0\", who is not the issuer \"$1\" of the document",
     "签名人“$0”不是文档的签发机构“$1”"},
    {"SIG_KEY_UNKNOWN", kWarning,
     "keys of kind $0 are not among those that are checked",
     "密钥类型 $0 不在可校验之列"},
    {"SIG_KEY_WEAK", kDefect, "a key of kind $0 is too weak to prove anything",
     "密钥 $0 强度不足，不能作为证明"},
    {"SIG_MALFORMED", kDefect, "not built as XMLDSig has it: $0",
     "不符合 XMLDSig 的结构：$0"},
    {"SIG_MISPLACED", kDefect,
     "a signature stands elsewhere than in the root element",
     "签名不在根元素之下"},
    {"SIG_OTHER_DOCUMENT", kDefect,
     "the signature is that of another document, \"$0\"",
     "该签名属于另一文档“$0”"},
    {"SIG_PROLOG_NOT_COVERED", kWarning,
     "a processing instruction outside the root element is not signed",
     "根元素之外的处理指令未被签名覆盖"},
    {"SIG_PROPERTIES_NOT_SIGNED", kDefect,
     "the signature does not cover its XAdES signed properties",
     "签名未覆盖其 XAdES 签名属性"},
    {"SIG_REFERENCE_DANGLING", kDefect, "nothing has the signed id \"$0\"",
     "没有元素具有被签名的 id“$0”"},
    {"SIG_REFERENCE_EXTERNAL", kWarning,
     "also signs \"$0\" outside the document, which is never opened",
     "同时签署了文档之外的“$0”，不会打开"},
    {"SIG_REFERENCE_UNKNOWN", kWarning,
     "the reference \"$0\" is not of a kind that is followed",
     "引用“$0”不属于支持的形式"},
    {"SIG_REVOKED", kDefect, "the certificate $0 was revoked at $1",
     "证书 $0 已于 $1 吊销"},
    {"SIG_REVOKED_COMPROMISED", kWarning,
     "the key of $0 is known as compromised since $1; that the signature is "
     "older is only claimed",
     "$0 的密钥自 $1 起已知泄露，签名早于此仅为声称"},
    {"SIG_REVOKED_LATER", kWarning,
     "the certificate $0 was revoked at $1, after it was used",
     "证书 $0 于 $1 吊销，晚于其使用时间"},
    {"SIG_TIMESTAMP_NOT_CHECKED", kInfo,
     "a time stamp of a third party is attached and not checked",
     "附有第三方时间戳，未校验"},
    {"SIG_TIME_CLAIMED", kInfo,
     "the signing time $0 is what the signer says; no time stamp was checked",
     "签名时间 $0 由签名人声称，未经时间戳核实"},
    {"SIG_TIME_IN_FUTURE", kDefect,
     "the claimed signing time $0 is later than $1, when the signature existed",
     "所称签名时间 $0 晚于签名已存在的时间 $1"},
    {"SIG_TIME_UNKNOWN", kInfo,
     "no signing time is stated; certificates are judged at $0",
     "未声明签名时间，证书按 $0 判断"},
    {"SIG_TIME_UNREADABLE", kWarning,
     "signing time \"$0\"; wanted an instant with its zone",
     "签名时间“$0”无效，应为带时区的时间"},
    {"SIG_TOO_LARGE", kWarning,
     "the document has too many elements and namespaces for its signatures",
     "文档的元素和命名空间过多，未完成签名校验"},
    {"SIG_TOO_MANY", kWarning, "more than $0 $1; the rest is not looked at",
     "$1 超过 $0，其余未检查"},
    {"SIG_TRANSFORM_UNKNOWN", kWarning,
     "transform $0 is not known to keep the whole document",
     "无法证明变换 $0 保留整个文档"},
    {"SIG_VALUE_WRONG", kDefect,
     "the signature value was not made by the signer's key over these bytes",
     "签名值与签名人的密钥和内容不符"},
};

const FindingKind& KindOf(absl::string_view code) {
  const auto* kind =
      std::find_if(std::begin(kKinds), std::end(kKinds),
                   [code](const FindingKind& one) { return one.code == code; });
  SUYUAN_CHECK(kind != std::end(kKinds));
  return *kind;
}

}  // namespace

absl::Span<const FindingKind> FindingKinds() { return kKinds; }

dcc::Finding FindingAt(const xmlNode* node, absl::string_view code,
                       absl::Span<const absl::string_view> seen) {
  // Names of certificates are long.
  return dcc::MakeFinding(KindOf(code), node, seen, /*longest_seen=*/200);
}

}  // namespace suyuan::xmldsig
