#include "libs/sql/term_batch.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "libs/base/status.h"
#include "libs/sql/versioned_rows.h"

namespace suyuan::sql {

void TermBatch::Add(const NumberedTerm& term, const std::string& id,
                    absl::Time at) {
  held_.push_back({term, id, at, nullptr});
  Held& added = held_.back();
  const auto [last, is_new] =
      last_.try_emplace({added.term.field, added.term.value}, &added);
  if (is_new) return;
  added.before = last->second;
  last->second = &added;
}

std::optional<std::string> TermBatch::FindOther(const NumberedTerm& term,
                                                absl::string_view id) const {
  std::optional<std::string> other;
  const auto last = last_.find({term.field, term.value});
  if (last == last_.end()) return other;
  for (const Held* held = last->second; held != nullptr; held = held->before) {
    if (held->id != id && (!other.has_value() || held->id < *other)) {
      other = held->id;
    }
  }
  return other;
}

absl::Status TermBatch::Write(Transaction& transaction) {
  // One row a statement: one of several rows would make SQLite set a savepoint,
  // at which FTS5 writes out what it holds back for the whole transaction.
  std::vector<const Held*> sorted;
  sorted.reserve(held_.size());
  for (const Held& held : held_) sorted.push_back(&held);
  std::sort(sorted.begin(), sorted.end(), [](const Held* a, const Held* b) {
    return std::tie(a->term, a->id) < std::tie(b->term, b->id);
  });
  for (const Held* held : sorted) {
    SUYUAN_RETURN_IF_ERROR(
        transaction
            .Execute("INSERT INTO suyuan_record_term (field, value, id, "
                     "recorded_at, superseded_at) VALUES ($1, $2, $3, "
                     "$4, " SUYUAN_CURRENT ")",
                     {held->term.field, held->term.value, held->id, held->at})
            .status());
  }
  last_.clear();
  held_.clear();
  return absl::OkStatus();
}

}  // namespace suyuan::sql
