#ifndef SERVICES_REGISTRY_TRANSPORT_RECORD_CURSOR_H_
#define SERVICES_REGISTRY_TRANSPORT_RECORD_CURSOR_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "services/registry/records/record_book.h"
#include "services/registry/transport/record_filter.h"

namespace suyuan::registry {

// All records of a kind that a filter keeps, as they were known at one instant,
// in the order of their names, some at a time: whoever reads is answered from
// one state although it takes long. Borrows the book.
class RecordCursor {
 public:
  struct Query {
    RecordKind kind = RecordKind::kInstitution;
    std::optional<RecordFilter> filter;  // none keeps all
    std::optional<absl::CivilDay> as_of;
    absl::Time known_at;
    std::string after_name;
  };

  RecordCursor(Query query, const RecordBook& book, Deadline deadline)
      : query_(std::move(query)), book_(book), deadline_(std::move(deadline)) {}

  // The next ones: none only where there are no more. Reads on over records
  // that are not kept, for as long as the deadline lets it.
  absl::StatusOr<std::vector<Record>> Next();

 private:
  const Query query_;
  const RecordBook& book_;
  const Deadline deadline_;
  std::string after_name_ = query_.after_name;
  bool is_done_ = false;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_RECORD_CURSOR_H_
