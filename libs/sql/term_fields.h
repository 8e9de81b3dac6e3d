#ifndef LIBS_SQL_TERM_FIELDS_H_
#define LIBS_SQL_TERM_FIELDS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/mutex.h"
#include "libs/sql/database.h"
#include "libs/sql/transaction.h"

namespace suyuan::sql {

// The fields that records are found by and the kinds of records, under small
// numbers: rows of indexes hold these instead of texts. A kind is a field
// without a name. Table suyuan_record_field, which VersionedRecords makes.
// Thread-safe.
class TermFields : public std::enable_shared_from_this<TermFields> {
 public:
  struct Name {
    std::string kind;
    std::string field;
    friend auto operator<=>(const Name&, const Name&) = default;
  };

  // Nothing in memory yet.
  static std::shared_ptr<TermFields> Make();
  // All that is committed in memory.
  static absl::StatusOr<std::shared_ptr<TermFields>> Open(Database& database);

  // The number of a field, made with the work of `transaction`, a write, where
  // there is none. From memory but for the first time.
  absl::StatusOr<int64_t> Number(Transaction& transaction, const Name& name);
  // nullopt: no record has such a field.
  absl::StatusOr<std::optional<int64_t>> Find(Transaction& transaction,
                                              const Name& name) const;
  // Of a number that was made.
  absl::StatusOr<Name> NameOf(Transaction& transaction, int64_t number) const;

 private:
  TermFields() = default;
  void Publish(const Name& name, int64_t number);

  mutable Mutex mutex_;
  // Committed ones alone: a number that is rolled back may come to another.
  std::map<Name, int64_t> numbers_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<int64_t, Name> names_ ABSL_GUARDED_BY(mutex_);
  // What was ever made: their addresses tell the hooks of commits apart.
  std::set<Name> made_ ABSL_GUARDED_BY(mutex_);
};

// A term whose field goes by its number.
struct NumberedTerm {
  int64_t field = 0;
  std::string value;

  friend bool operator==(const NumberedTerm&, const NumberedTerm&) = default;
  friend auto operator<=>(const NumberedTerm&, const NumberedTerm&) = default;
};
struct NumberedMatch {
  int64_t field = 0;
  std::string value;
  bool is_prefix = false;
};

// Terms as a revision keeps them beside its payload.
std::string EncodeTerms(absl::Span<const NumberedTerm> terms);
// Of bytes that EncodeTerms() did not make: as far as they go.
std::vector<NumberedTerm> DecodeTerms(absl::string_view stored);
// Whether one of the terms matches; no allocation.
bool HasTermLike(absl::string_view stored, const NumberedMatch& match);

}  // namespace suyuan::sql

#endif  // LIBS_SQL_TERM_FIELDS_H_
