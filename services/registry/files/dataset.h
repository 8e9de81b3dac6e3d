#ifndef SERVICES_REGISTRY_FILES_DATASET_H_
#define SERVICES_REGISTRY_FILES_DATASET_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "libs/base/deadline.h"
#include "services/registry/transport/record_cursor.h"

namespace suyuan::registry {

// Who answers for a dataset, and under which terms it may be used.
struct DatasetTerms {
  std::string publisher;
  std::string licence;
};

// What a data centre may have of the registry as of one instant, piece by
// piece, in whole lines (DatasetLine): all kinds but persons, without the
// fields that LeaveOut takes away. Borrows the book.
class Dataset {
 public:
  Dataset(DatasetTerms terms, absl::Time known_at, const RecordBook& book,
          Deadline deadline);

  // Puts the next lines into `piece`; false where there are none. The first
  // counts all records, which reads all of them once.
  absl::StatusOr<bool> Next(std::string& piece);

 private:
  absl::Status Describe(std::string& piece);
  std::unique_ptr<RecordCursor> CursorOf(size_t kind) const;

  const DatasetTerms terms_;
  const absl::Time known_at_;
  const RecordBook& book_;
  const Deadline deadline_;
  bool begins_ = true;
  size_t kind_ = 0;
  std::unique_ptr<RecordCursor> cursor_;
};

// Takes away from a record as a reader is shown it what says who a person is,
// whose an instrument is and where it stands, by which seals and keys something
// is known to be genuine, and what a comparison's laboratories handed in.
void LeaveOut(RecordKind kind, google::protobuf::Message& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_DATASET_H_
