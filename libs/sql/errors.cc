#include "libs/sql/errors.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"

namespace suyuan::sql {

absl::Status StoreDuplicate() {
  return WithReason(absl::AlreadyExistsError("the key is taken already"),
                    "STORE_DUPLICATE");
}

absl::Status StoreConstraint() {
  return WithReason(
      absl::FailedPreconditionError("a stored constraint does not hold"),
      "STORE_CONSTRAINT");
}

absl::Status StoreBusy() {
  return WithReason(absl::UnavailableError("the database is busy; try again"),
                    "STORE_BUSY");
}

absl::Status StoreFull() {
  return WithReason(
      absl::ResourceExhaustedError("the disk of the database is full"),
      "STORE_FULL");
}

absl::Status StoreCorrupt() {
  return WithReason(
      absl::DataLossError("the database file is damaged or not a database"),
      "STORE_CORRUPT");
}

absl::Status StoreIo() {
  return WithReason(absl::UnavailableError("the disk of the database failed"),
                    "STORE_IO");
}

absl::Status StoreUnwritable() {
  return WithReason(absl::FailedPreconditionError(
                        "the database file cannot be opened for writing"),
                    "STORE_UNWRITABLE");
}

absl::Status StoreInternal() {
  return WithReason(absl::InternalError("the store failed"), "STORE_INTERNAL");
}

absl::Status StoreLocked(absl::string_view path) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        path, " is open in another process; one at a time")),
                    "STORE_LOCKED");
}

absl::Status StoreOverloaded(int64_t queued) {
  return WithReason(absl::ResourceExhaustedError(absl::StrCat(
                        queued, " writes wait already; try again later")),
                    "STORE_OVERLOADED");
}

absl::Status StoreFailed() {
  return WithReason(
      absl::UnavailableError("the disk failed while it stored a write; the "
                             "database must be opened again"),
      "STORE_FAILED");
}

absl::Status StoreClosed() {
  return WithReason(absl::UnavailableError("the database is closing"),
                    "STORE_CLOSED");
}

absl::Status StoreInterrupted() {
  return WithReason(absl::DeadlineExceededError("the deadline has passed"),
                    "DEADLINE_EXCEEDED");
}

absl::Status SchemaTooNew(int64_t stored, int64_t known) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "the database is of schema version ", stored,
                        ", this program knows up to ", known,
                        "; use a newer program or the copy made before the "
                        "upgrade")),
                    "SCHEMA_TOO_NEW");
}

absl::Status SchemaMismatch(int64_t number, absl::string_view stored,
                            absl::string_view known) {
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "schema phase ", number, " of the database is '",
                        stored, "', this program has '", known, "' there")),
                    "SCHEMA_MISMATCH");
}

absl::Status SchemaOfAnother(absl::string_view stored,
                             absl::string_view wanted) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat("the database belongs to the service '",
                                     stored, "', this is '", wanted, "'")),
                    "SCHEMA_OTHER_SERVICE");
}

absl::Status SchemaForeign() {
  return WithReason(absl::FailedPreconditionError(
                        "the database has tables but no mark of a service: "
                        "another program made it"),
                    "SCHEMA_OTHER_SERVICE");
}

absl::Status InvalidPageToken() {
  return WithReason(
      InvalidField("page_token",
                   "not a token of this list with this filter and order"),
      "INVALID_PAGE_TOKEN");
}

absl::Status PositionBackwards(absl::string_view feed, int64_t stored,
                               int64_t given) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat("feed ", feed, " is at position ", stored,
                                     " already, not before ", given)),
                    "POSITION_BACKWARDS");
}

absl::Status RecordExists(absl::string_view kind, absl::string_view id) {
  return WithReason(
      absl::AlreadyExistsError(absl::StrCat(kind, " ", id, " exists already")),
      "RECORD_EXISTS");
}

absl::Status RecordNotFound(absl::string_view kind, absl::string_view id) {
  return WithReason(absl::NotFoundError(absl::StrCat("no ", kind, " ", id)),
                    "RECORD_NOT_FOUND");
}

absl::Status EtagMismatch(absl::string_view given, absl::string_view stored) {
  return WithReason(absl::AbortedError(absl::StrCat(
                        "etag is '", given, "', the record is at '", stored,
                        "': somebody changed it; read it again")),
                    "ETAG_MISMATCH");
}

}  // namespace suyuan::sql
