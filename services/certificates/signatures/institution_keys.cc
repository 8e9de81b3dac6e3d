#include "services/certificates/signatures/institution_keys.h"

#include <algorithm>
#include <utility>

#include "libs/text/normalise.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {

bool IsIssuedBy(const Issuer& issuer, const SigningInstitution& institution) {
  if (!issuer.institution.empty()) {
    return issuer.institution == institution.name;
  }
  const std::string title = text::NormaliseName(issuer.title);
  return !title.empty() &&
         std::find(institution.titles.begin(), institution.titles.end(),
                   title) != institution.titles.end();
}

void InstitutionKeys::Put(SigningInstitution institution) {
  const auto kept =
      std::make_shared<const SigningInstitution>(std::move(institution));
  MutexLock lock(mutex_);
  const auto held = institutions_.find(kept->name);
  if (held != institutions_.end()) {
    if (held->second->revision > kept->revision) return;
    Remove(*held->second);
  }
  for (const InstitutionKey& key : kept->keys) {
    by_id_[key.key.id()].push_back({kept, &key});
  }
  institutions_[kept->name] = kept;
}

void InstitutionKeys::Remove(const SigningInstitution& institution) {
  for (const InstitutionKey& key : institution.keys) {
    const auto found = by_id_.find(key.key.id());
    if (found == by_id_.end()) continue;
    std::vector<RegisteredKey>& all = found->second;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&institution](const RegisteredKey& one) {
                               return one.institution.get() == &institution;
                             }),
              all.end());
    if (all.empty()) by_id_.erase(found);
  }
}

std::vector<RegisteredKey> InstitutionKeys::Find(
    absl::string_view key_id) const {
  MutexLock lock(mutex_);
  const auto found = by_id_.find(key_id);
  if (found == by_id_.end()) return {};
  return found->second;
}

absl::Status InstitutionKeys::Ready() const {
  return ready_ ? absl::OkStatus() : SigningKeysNotReady();
}

}  // namespace suyuan::certificates
