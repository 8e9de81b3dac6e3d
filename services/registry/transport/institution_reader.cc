#include "services/registry/transport/institution_reader.h"

#include "libs/base/status.h"
#include "services/registry/convert/convert.h"

namespace suyuan::registry {

absl::StatusOr<const proto::Institution*> InstitutionReader::Find(
    absl::string_view name) {
  if (name.empty()) return nullptr;
  const auto known = read_.find(name);
  if (known != read_.end()) return known->second.get();
  const absl::StatusOr<Record> record =
      book_.Find(name, std::nullopt, deadline_);
  std::unique_ptr<proto::Institution> institution;
  if (record.ok()) {
    institution = std::make_unique<proto::Institution>(
        ToMessage<proto::Institution>(*record));
  } else if (ReasonOf(record.status()) != "RECORD_NOT_FOUND") {
    return record.status();
  }
  return read_.emplace(name, std::move(institution)).first->second.get();
}

}  // namespace suyuan::registry
