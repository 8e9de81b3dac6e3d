#include "services/suyuanctl/evidence/evidence_check.h"

#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "services/suyuanctl/cli/receipt_check.h"
#include "services/suyuanctl/evidence/errors.h"
#include "services/suyuanctl/evidence/evidence_pack.h"

namespace suyuan::ctl {
namespace {

using Json = nlohmann::json;
using traceability::v1::ChainCertificate;

std::string TextOf(const Json& object, const char* member) {
  const auto found = object.is_object() ? object.find(member) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>()
                                                     : "";
}

// A pack by its paths.
class Pack {
 public:
  static absl::StatusOr<Pack> From(const std::vector<zip::File>& files) {
    Pack out;
    for (const zip::File& file : files) {
      if (!out.files_.emplace(file.path, &file.content).second) {
        return EvidenceMalformed(absl::StrCat(file.path, " is there twice"));
      }
    }
    const std::string* text = out.Find(kManifestPath);
    if (text == nullptr) return EvidenceMalformed("it has no manifest.json");
    out.manifest_ = Json::parse(*text, nullptr, /*allow_exceptions=*/false);
    if (TextOf(out.manifest_, "format") != kEvidenceFormat) {
      return EvidenceMalformed(
          absl::StrCat("its manifest has not the format ", kEvidenceFormat));
    }
    return out;
  }

  // Null where there is none.
  const std::string* Find(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
  }

  // Each file is in the manifest, and as it says.
  absl::Status CheckFiles() const {
    size_t listed = 1;  // the manifest itself
    for (const Json& file : Members("files")) {
      const std::string path = TextOf(file, "path");
      const std::string* content = Find(path);
      if (content == nullptr) {
        return EvidenceMalformed(absl::StrCat(path, " is missing"));
      }
      const std::string digest = crypto::Sha256(*content).Hex();
      if (digest != TextOf(file, "sha256")) {
        return EvidenceChanged(path, digest, TextOf(file, "sha256"));
      }
      ++listed;
    }
    if (listed == files_.size()) return absl::OkStatus();
    return EvidenceMalformed(absl::StrCat("it has ", files_.size(),
                                          " files, its manifest names ",
                                          listed - 1, " and itself"));
  }

  const Json& Members(const char* name) const {
    static const Json* const kEmpty = new Json(Json::array());
    const auto found = manifest_.find(name);
    return found != manifest_.end() && found->is_array() ? *found : *kEmpty;
  }

 private:
  std::map<std::string, const std::string*> files_;
  Json manifest_;
};

absl::Status CheckCertificate(const Pack& pack, const Json& entry,
                              const ChainCertificate& certificate,
                              const std::optional<tlog::NoteVerifier>& log,
                              CheckedEvidence& out) {
  if (TextOf(entry, "certificate") != certificate.certificate() ||
      TextOf(entry, "digest") != certificate.digest()) {
    return EvidenceMalformed(
        absl::StrCat("its manifest and its chain differ "
                     "at ",
                     certificate.certificate()));
  }
  const std::string* document = pack.Find(TextOf(entry, "document"));
  if (document != nullptr) {
    const std::string digest = crypto::Sha256(*document).Hex();
    if (digest != certificate.digest()) {
      return EvidenceChanged(certificate.certificate(), digest,
                             certificate.digest());
    }
    ++out.documents;
  }
  const std::string* text = pack.Find(TextOf(entry, "receipt"));
  if (text == nullptr) return absl::OkStatus();
  if (document == nullptr || !log.has_value()) {
    ++out.receipts_not_checked;
    return absl::OkStatus();
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto receipt, ParseReceipt(*text, ""));
  SUYUAN_RETURN_IF_ERROR(CheckReceipt(*document, receipt, *log).status());
  ++out.receipts;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<CheckedEvidence> CheckEvidence(
    const std::vector<zip::File>& files,
    const std::optional<tlog::NoteVerifier>& log) {
  SUYUAN_ASSIGN_OR_RETURN(const Pack pack, Pack::From(files));
  SUYUAN_RETURN_IF_ERROR(pack.CheckFiles());
  CheckedEvidence out;
  out.manifest_digest = ManifestDigest(files);
  const std::string* chain = pack.Find(kChainPath);
  if (chain == nullptr) return EvidenceMalformed("it has no chain.json");
  const absl::Status read = json::FromJson(*chain, out.chain);
  if (!read.ok()) {
    return EvidenceMalformed(
        absl::StrCat("chain.json cannot be read: ", read.message()));
  }
  const Json& entries = pack.Members("certificates");
  if (entries.size() != static_cast<size_t>(out.chain.certificates_size())) {
    return EvidenceMalformed(
        "its manifest names other certificates than its chain");
  }
  for (int i = 0; i < out.chain.certificates_size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(
        CheckCertificate(pack, entries[static_cast<size_t>(i)],
                         out.chain.certificates(i), log, out));
  }
  return out;
}

}  // namespace suyuan::ctl
