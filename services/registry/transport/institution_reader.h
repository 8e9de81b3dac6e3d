#ifndef SERVICES_REGISTRY_TRANSPORT_INSTITUTION_READER_H_
#define SERVICES_REGISTRY_TRANSPORT_INSTITUTION_READER_H_

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/deadline.h"
#include "services/registry/records/record_book.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// The institutions that one answer needs, each read once. Borrows all; used by
// one thread.
class InstitutionReader {
 public:
  InstitutionReader(const RecordBook& book, const Deadline& deadline)
      : book_(book), deadline_(deadline) {}

  // The newest revision; nullptr where there is none, as for "". Lives as long
  // as the reader.
  absl::StatusOr<const proto::Institution*> Find(absl::string_view name);

 private:
  const RecordBook& book_;
  const Deadline& deadline_;
  absl::flat_hash_map<std::string, std::unique_ptr<proto::Institution>> read_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_INSTITUTION_READER_H_
