#ifndef LIBS_SQL_ERRORS_H_
#define LIBS_SQL_ERRORS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace suyuan::sql {

// The only texts of the refusals of this library. None holds SQL.
absl::Status StoreDuplicate();
absl::Status StoreConstraint();
absl::Status StoreBusy();
absl::Status StoreFull();
absl::Status StoreCorrupt();
absl::Status StoreIo();
absl::Status StoreUnwritable();
absl::Status StoreInternal();
absl::Status StoreLocked(absl::string_view path);
absl::Status StoreOverloaded(int64_t queued);
absl::Status StoreFailed();
absl::Status StoreClosed();
absl::Status StoreInterrupted();

absl::Status SchemaTooNew(int64_t stored, int64_t known);
absl::Status SchemaMismatch(int64_t number, absl::string_view stored,
                            absl::string_view known);
absl::Status SchemaOfAnother(absl::string_view stored,
                             absl::string_view wanted);
absl::Status SchemaForeign();

absl::Status InvalidPageToken();
absl::Status PositionBackwards(absl::string_view feed, int64_t stored,
                               int64_t given);
absl::Status RecordExists(absl::string_view kind, absl::string_view id);
absl::Status RecordNotFound(absl::string_view kind, absl::string_view id);
absl::Status EtagMismatch(absl::string_view given, absl::string_view stored);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_ERRORS_H_
