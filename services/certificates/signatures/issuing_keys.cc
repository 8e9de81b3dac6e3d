#include "services/certificates/signatures/issuing_keys.h"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<absl::flat_hash_set<std::string>> ReadPrincipals(
    const fs::path& path) {
  std::ifstream file(path);
  if (!file) return IssuingKeysInvalid(path.string(), "cannot be read");
  absl::flat_hash_set<std::string> principals;
  for (std::string line; std::getline(file, line);) {
    const absl::string_view one = absl::StripAsciiWhitespace(line);
    if (!one.empty() && !absl::StartsWith(one, "#")) {
      principals.insert(std::string(one));
    }
  }
  if (principals.empty()) {
    return IssuingKeysInvalid(path.string(), "names nobody");
  }
  return principals;
}

}  // namespace

absl::StatusOr<IssuingKeys> IssuingKeys::Read(const std::string& folder) {
  std::error_code error;
  IssuingKeys out;
  for (fs::directory_iterator file(folder, error), end; file != end;
       file.increment(error)) {
    if (error) break;
    fs::path path = file->path();
    if (path.extension() != ".pem") continue;
    SUYUAN_ASSIGN_OR_RETURN(crypto::SigningKey key,
                            crypto::SigningKey::Load(path.string()));
    const std::string name =
        absl::StrCat("institutions/", path.stem().string());
    SUYUAN_ASSIGN_OR_RETURN(
        auto principals, ReadPrincipals(path.replace_extension(".principals")));
    out.keys_.emplace(name, Key{std::move(key), std::move(principals)});
  }
  if (error) return IssuingKeysInvalid(folder, error.message());
  return out;
}

absl::StatusOr<DetachedSignature> IssuingKeys::Sign(absl::string_view original,
                                                    const Issuer& issuer,
                                                    absl::string_view principal,
                                                    absl::Time now) const {
  const auto found = keys_.find(issuer.institution);
  if (found == keys_.end()) return IssuingKeyNone(issuer.institution);
  const Key& key = found->second;
  if (!key.principals.contains(principal)) {
    return IssuingNotAllowed(principal, issuer.institution);
  }
  const crypto::VerifyingKey& verifying = key.key.verifying_key();
  return DetachedSignature{.algorithm = verifying.algorithm(),
                           .key_id = verifying.id(),
                           .bytes = key.key.Sign(original),
                           .signed_at = now};
}

}  // namespace suyuan::certificates
