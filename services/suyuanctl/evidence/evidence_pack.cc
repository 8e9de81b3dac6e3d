#include "services/suyuanctl/evidence/evidence_pack.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "services/suyuanctl/cli/words.h"
#include "services/suyuanctl/evidence/errors.h"
#include "services/suyuanctl/evidence/evidence_page.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::ChainCertificate;
using traceability::v1::TraceResponse;
// Keys sorted, no blanks: canonical for what stands in a manifest.
using Json = nlohmann::json;

std::string IdOf(const ChainCertificate& certificate) {
  return std::string(
      absl::StripPrefix(certificate.certificate(), "certificates/"));
}

// Files and what the manifest says of a certificate.
absl::StatusOr<Json> AddCertificate(const ChainCertificate& certificate,
                                    const CertificateEvidence& evidence,
                                    std::vector<zip::File>& files) {
  const std::string id = IdOf(certificate);
  Json entry = {{"certificate", certificate.certificate()},
                {"number", certificate.number()},
                {"issuer", certificate.issuer()},
                {"digest", certificate.digest()}};
  if (!evidence.document.empty()) {
    const std::string digest = crypto::Sha256(evidence.document).Hex();
    if (digest != certificate.digest()) {
      return EvidenceChanged(certificate.certificate(), digest,
                             certificate.digest());
    }
    const std::string path = absl::StrCat(
        "documents/", id, evidence.document_is_json ? ".json" : ".xml");
    entry["document"] = path;
    files.push_back({path, evidence.document});
  } else {
    entry["missing"] = evidence.why_missing;
  }
  if (!evidence.receipt.empty()) {
    const std::string path = absl::StrCat("receipts/", id, ".json");
    entry["receipt"] = path;
    files.push_back({path, evidence.receipt});
  }
  return entry;
}

Json ListOf(const std::vector<zip::File>& files) {
  Json out = Json::array();
  for (const zip::File& file : files) {
    out.push_back({{"path", file.path},
                   {"bytes", file.content.size()},
                   {"sha256", crypto::Sha256(file.content).Hex()}});
  }
  return out;
}

Json StampOf(const TraceResponse& chain) {
  const auto& known = chain.known_at();
  return {{"format", kEvidenceFormat},
          {"target", chain.target()},
          {"profile", chain.profile()},
          {"asOf", chain.as_of()},
          {"knownAt", absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ",
                                       absl::FromUnixSeconds(known.seconds()) +
                                           absl::Nanoseconds(known.nanos()),
                                       absl::UTCTimeZone())},
          {"ruleVersion", chain.rule_version()},
          {"verdict", Verdict_Name(chain.verdict())}};
}

}  // namespace

absl::StatusOr<std::vector<zip::File>> PackEvidence(const Evidence& evidence) {
  std::vector<zip::File> files;
  TraceResponse chain = evidence.chain;
  chain.clear_token();  // says how far the services were, nothing of the chain
  files.push_back({kChainPath, ""});
  json::AppendCanonicalJson(chain, files.back().content);
  Json manifest = StampOf(chain);
  Json& certificates = manifest["certificates"] = Json::array();
  for (const ChainCertificate& certificate : chain.certificates()) {
    const auto found = evidence.certificates.find(certificate.certificate());
    SUYUAN_ASSIGN_OR_RETURN(Json entry,
                            AddCertificate(certificate,
                                           found == evidence.certificates.end()
                                               ? CertificateEvidence()
                                               : found->second,
                                           files));
    certificates.push_back(std::move(entry));
  }
  for (const std::string& language : Words::Languages()) {
    SUYUAN_ASSIGN_OR_RETURN(const Words words, Words::In(language));
    files.push_back({absl::StrCat("page.", language, ".html"),
                     EvidencePage(evidence, words)});
  }
  std::sort(
      files.begin(), files.end(),
      [](const zip::File& a, const zip::File& b) { return a.path < b.path; });
  manifest["files"] = ListOf(files);
  files.push_back({kManifestPath, manifest.dump()});
  return files;
}

std::string ManifestDigest(const std::vector<zip::File>& files) {
  for (const zip::File& file : files) {
    if (file.path == kManifestPath) return crypto::Sha256(file.content).Hex();
  }
  return "";
}

}  // namespace suyuan::ctl
