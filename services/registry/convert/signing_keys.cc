#include "services/registry/convert/signing_keys.h"

#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/crypto/signing_key.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/field_checks.h"

namespace suyuan::registry {
namespace {

// The id of the public key; "" where there is none that can be used.
std::string CheckPublicKey(const FieldPath& path, const std::string& pem,
                           FieldErrors& errors) {
  if (pem.empty()) return "";
  const absl::StatusOr<crypto::VerifyingKey> key =
      crypto::VerifyingKey::FromPem(pem);
  if (key.ok()) return key->id();
  errors.Add(path, key.status().message());
  return "";
}

void CheckRevocation(const FieldPath& path, const proto::SigningKey& key,
                     FieldErrors& errors) {
  const std::optional<absl::CivilDay> day =
      ReadDay(path / "revoked", key.revoked(), errors);
  CheckOptionalText(path / "revocation_reason", key.revocation_reason(),
                    errors);
  const bool is_told = !key.revocation_reason().empty() ||
                       key.has_revoked_at() || key.compromised();
  if (key.revoked().empty() && is_told) {
    errors.Add(path / "revoked",
               "is required: the day from which the key does not count");
  }
  if (!key.has_revoked_at()) return;
  const absl::StatusOr<absl::Time> instant =
      rpc::ParseInstant("", key.revoked_at());
  if (!instant.ok()) {
    errors.Add(path / "revoked_at", "is no instant from year 1 to 9999");
  } else if (day.has_value() && metrology::LegalDay(*instant) != *day) {
    errors.Add(
        path / "revoked_at",
        absl::StrCat("falls on ", rpc::DayText(metrology::LegalDay(*instant)),
                     " in China, not on the day of `revoked`"));
  }
}

class Keys {
 public:
  explicit Keys(FieldErrors& errors) : errors_(errors) {}

  void Check(const FieldPath& path, const proto::SigningKey& key) {
    CheckOptionalText(path / "subject", key.subject(), errors_);
    CheckOptionalText(path / "serial", key.serial(), errors_);
    CheckDigest(path / "thumbprint", key.thumbprint(), errors_);
    if (key.thumbprint().empty() && key.public_key().empty()) {
      errors_.Add(path / "thumbprint",
                  "is required where there is no public key");
    }
    const std::string id =
        CheckPublicKey(path / "public_key", key.public_key(), errors_);
    if (!id.empty() && !ids_.insert(id).second) {
      errors_.Add(path / "public_key", "is there twice");
    }
    if (!key.thumbprint().empty() &&
        !thumbprints_.insert(absl::AsciiStrToLower(key.thumbprint())).second) {
      errors_.Add(path / "thumbprint", absl::StrCat(key.thumbprint(),
                                                    " is the thumbprint of "
                                                    "two keys"));
    }
    ReadPeriod(path / "period", key.period(), errors_);
    CheckRevocation(path, key, errors_);
  }

 private:
  FieldErrors& errors_;
  absl::flat_hash_set<std::string> ids_;
  absl::flat_hash_set<std::string> thumbprints_;
};

}  // namespace

void CheckSigningKeys(const FieldPath& path,
                      const proto::Institution& institution,
                      FieldErrors& errors) {
  CheckCount(path, institution.signing_keys_size(), errors);
  Keys keys(errors);
  for (int i = 0; i < institution.signing_keys_size(); ++i) {
    keys.Check(path[i], institution.signing_keys(i));
  }
}

}  // namespace suyuan::registry
