#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "services/certificates/dcc/import_parts.h"

namespace suyuan::certificates {
namespace {

using Ids = absl::flat_hash_set<std::string>;

template <typename Messages>
Ids IdsOf(const Messages& messages) {
  Ids ids;
  for (const auto& message : messages) ids.insert(message.id());
  return ids;
}

void Keep(const Ids& known,
          google::protobuf::RepeatedPtrField<std::string>& ids) {
  ids.erase(std::remove_if(ids.begin(), ids.end(),
                           [&known](const std::string& id) {
                             return !known.contains(id);
                           }),
            ids.end());
}

}  // namespace

void KeepKnownIds(v1::Certificate& certificate) {
  const Ids items = IdsOf(certificate.items());
  const Ids references = IdsOf(certificate.references());
  const Ids results = IdsOf(certificate.results());
  for (v1::ReferenceUse& use : *certificate.mutable_references()) {
    Keep(results, *use.mutable_result_ids());
  }
  for (v1::FailedItem& item : *certificate.mutable_failed_items()) {
    Keep(results, *item.mutable_result_ids());
  }
  for (v1::Result& result : *certificate.mutable_results()) {
    if (!items.contains(result.item_id())) result.clear_item_id();
    Keep(references, *result.mutable_reference_ids());
    auto& sensitivities = *result.mutable_sensitivities();
    sensitivities.erase(
        std::remove_if(sensitivities.begin(), sensitivities.end(),
                       [&references](const v1::Sensitivity& one) {
                         return !references.contains(one.reference_id());
                       }),
        sensitivities.end());
  }
}

}  // namespace suyuan::certificates
