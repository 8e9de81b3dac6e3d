#include "services/certificates/checks/outside_facts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/metrology/identifiers.h"
#include "libs/text/normalise.h"
#include "services/certificates/checks/issued.h"
#include "services/certificates/checks/period.h"
#include "services/certificates/checks/signatures.h"
#include "services/certificates/signatures/key_terms.h"
#include "services/certificates/store/certificate_store.h"

namespace suyuan::certificates::checks {
namespace {

constexpr absl::string_view kPeriodCodes[] = {"PERIOD_TOO_LONG"};
constexpr absl::string_view kRegisterCodes[] = {"NOT_ISSUED"};
constexpr absl::string_view kSignatureCodes[] = {"V23", "SIGNER_MISMATCH"};

bool IsAmong(absl::Span<const absl::string_view> codes,
             absl::string_view code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

void AddIds(absl::Span<const absl::string_view> codes,
            const CheckedCertificate& c, std::vector<std::string>& ids) {
  for (const absl::string_view code : codes) {
    Finding finding;
    finding.code = std::string(code);
    finding.subject = c.id.text();
    ids.push_back(finding.Id());
  }
}

}  // namespace

std::string SpecificationFactKey(absl::string_view number_key) {
  return absl::StrCat("specification ", number_key);
}

std::string SignerFactKey(absl::string_view thumbprint) {
  return absl::StrCat("signer ", thumbprint);
}

std::string SigningKeyFactKey(absl::string_view key_id) {
  return absl::StrCat(kSigningKeyFactMark, key_id);
}

std::string RegisterFactKey(absl::string_view issuer) {
  return absl::StrCat(
      kRegisterFactMark,
      TermValue::Of(Term::kIssuer, text::NormaliseName(issuer)).value);
}

std::vector<FactUse> FactsUsedBy(const CheckedCertificate& c) {
  std::map<std::string, int64_t> ranks;  // each key once
  if (const std::optional<int> months = MonthsClaimed(c)) {
    for (const std::string& text : c.specifications) {
      const std::string key = metrology::ReadSpecificationNumber(text).key;
      ranks[SpecificationFactKey(key)] = *months;
    }
  }
  if (c.signature_count > 0) ranks[kTrustFactKey] = 0;
  for (const CheckedSignature& signature : c.signatures) {
    if (signature.thumbprint.empty()) continue;
    ranks[SignerFactKey(signature.thumbprint)] = 0;
  }
  for (const JudgedSignature& judged : c.beside) {
    if (!RestsOnTerms(judged.verdict)) continue;
    const int64_t made_at =
        absl::ToUnixMicros(MadeAt(judged.signature, judged.received_at));
    const auto [rank, is_first] =
        ranks.emplace(SigningKeyFactKey(judged.signature.key_id), made_at);
    rank->second = std::max(rank->second, made_at);
  }
  std::vector<FactUse> uses;
  for (const auto& [key, rank] : ranks) uses.push_back({key, rank});
  return uses;
}

std::vector<Finding> CheckOutsideFacts(const CheckedCertificate& c,
                                       const RegistryFacts& facts) {
  std::vector<Finding> found = CheckPeriod(c, facts);
  for (Finding& one : CheckSignatures(c)) found.push_back(std::move(one));
  for (Finding& one : CheckSigner(c, facts)) found.push_back(std::move(one));
  for (Finding& one : CheckIssued(c)) found.push_back(std::move(one));
  return found;
}

bool IsOutsideCode(absl::string_view code) {
  return IsAmong(kPeriodCodes, code) || IsAmong(kRegisterCodes, code) ||
         IsAmong(kSignatureCodes, code);
}

std::vector<std::string> OutsideFindingIds(const CheckedCertificate& c) {
  std::vector<std::string> ids;
  AddIds(kPeriodCodes, c, ids);
  if (!c.signatures.empty()) AddIds(kSignatureCodes, c, ids);
  if (c.on_register != OnRegister::kUnknown) AddIds(kRegisterCodes, c, ids);
  return ids;
}

}  // namespace suyuan::certificates::checks
