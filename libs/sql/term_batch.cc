#include "libs/sql/term_batch.h"

#include <utility>

#include "libs/base/status.h"
#include "libs/sql/versioned_rows.h"

namespace suyuan::sql {

void TermBatch::Add(const NumberedTerm& term, const std::string& id,
                    absl::Time at) {
  held_.emplace(Key{term, id}, at);
}

bool TermBatch::Has(const NumberedTerm& term, absl::string_view id) const {
  return held_.contains(Key{term, std::string(id)});
}

std::optional<std::string> TermBatch::FindOther(const NumberedTerm& term,
                                                absl::string_view id) const {
  for (auto it = held_.lower_bound(Key{term, ""});
       it != held_.end() && it->first.term == term; ++it) {
    if (it->first.id != id) return it->first.id;
  }
  return std::nullopt;
}

absl::Status TermBatch::Write(Transaction& transaction) {
  // One row a statement: one of several rows would make SQLite set a savepoint,
  // at which FTS5 writes out what it holds back for the whole transaction.
  for (const auto& [key, at] : held_) {
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO suyuan_record_term (field, value, id, "
                     "recorded_at, superseded_at) VALUES ($1, $2, $3, "
                     "$4, " SUYUAN_CURRENT ")",
                     {key.term.field, key.term.value, key.id, at})
            .status());
  }
  held_.clear();
  return absl::OkStatus();
}

}  // namespace suyuan::sql
