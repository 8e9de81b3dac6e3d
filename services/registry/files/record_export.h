#ifndef SERVICES_REGISTRY_FILES_RECORD_EXPORT_H_
#define SERVICES_REGISTRY_FILES_RECORD_EXPORT_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "services/registry/transport/record_cursor.h"
#include "suyuan/registry/v1/queries.pb.h"

namespace suyuan::registry {

// Records of one kind as a file, piece by piece, in whole rows.
class RecordExport {
 public:
  // `is_csv`, else JSON lines; CSV has a header unless the file is resumed.
  RecordExport(RecordCursor::Query query, bool is_csv, const RecordBook& book,
               Deadline deadline)
      : kind_(query.kind),
        is_csv_(is_csv),
        begins_(is_csv && query.after_name.empty()),
        cursor_(std::move(query), book, std::move(deadline)) {}

  // Puts the next rows into `piece`; false where there are none.
  absl::StatusOr<bool> Next(std::string& piece);

  int64_t rows() const { return rows_; }
  const std::string& last_name() const { return last_name_; }

 private:
  const RecordKind kind_;
  const bool is_csv_;
  bool begins_;
  RecordCursor cursor_;
  int64_t rows_ = 0;
  std::string last_name_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_RECORD_EXPORT_H_
