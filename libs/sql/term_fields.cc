#include "libs/sql/term_fields.h"

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "libs/base/check.h"
#include "libs/base/status.h"

namespace suyuan::sql {
namespace {

void PutNumber(std::string& out, uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

// False where `in` ends before the number does.
bool TakeNumber(absl::string_view& in, uint64_t& value) {
  value = 0;
  for (int shift = 0; shift < 64 && !in.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(in[0]);
    in.remove_prefix(1);
    value |= uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

// Calls `use` with field and value of each term until it returns false.
template <typename Use>
void ForEachTerm(absl::string_view stored, Use use) {
  uint64_t field = 0;
  uint64_t size = 0;
  while (TakeNumber(stored, field) && TakeNumber(stored, size)) {
    if (size > stored.size()) return;
    if (!use(static_cast<int64_t>(field), stored.substr(0, size))) return;
    stored.remove_prefix(size);
  }
}

absl::StatusOr<std::optional<int64_t>> Select(Transaction& transaction,
                                              const TermFields::Name& name) {
  return QueryInteger(transaction,
                      "SELECT number FROM suyuan_record_field WHERE kind = $1 "
                      "AND field = $2",
                      {name.kind, name.field});
}

}  // namespace

std::shared_ptr<TermFields> TermFields::Make() {
  return std::shared_ptr<TermFields>(new TermFields);
}

absl::StatusOr<std::shared_ptr<TermFields>> TermFields::Open(
    Database& database) {
  std::shared_ptr<TermFields> fields = Make();
  SUYUAN_RETURN_IF_ERROR(database.Read([&](Transaction& transaction) {
    return transaction.Query(
        "SELECT number, kind, field FROM suyuan_record_field", {},
        [&](const Row& row) {
          fields->Publish({std::string(row.Text(1)), std::string(row.Text(2))},
                          row.Integer(0));
          return absl::OkStatus();
        });
  }));
  return fields;
}

void TermFields::Publish(const Name& name, int64_t number) {
  const MutexLock lock(mutex_);
  numbers_[name] = number;
  names_[number] = name;
}

absl::StatusOr<std::optional<int64_t>> TermFields::Find(
    Transaction& transaction, const Name& name) const {
  {
    const MutexLock lock(mutex_);
    const auto known = numbers_.find(name);
    if (known != numbers_.end()) return known->second;
  }
  return Select(transaction, name);
}

absl::StatusOr<int64_t> TermFields::Number(Transaction& transaction,
                                           const Name& name) {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> found,
                          Find(transaction, name));
  if (found.has_value()) return *found;
  SUYUAN_RETURN_IF_ERROR(
      transaction
          .Execute("INSERT INTO suyuan_record_field (kind, field) VALUES ($1, "
                   "$2)",
                   {name.kind, name.field})
          .status());
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<int64_t> made,
                          Select(transaction, name));
  SUYUAN_CHECK(made.has_value());
  const Name* key = nullptr;
  {
    const MutexLock lock(mutex_);
    key = &*made_.insert(name).first;
  }
  transaction.AfterCommit(key,
                          [fields = shared_from_this(), name, number = *made] {
                            fields->Publish(name, number);
                          });
  return *made;
}

absl::StatusOr<TermFields::Name> TermFields::NameOf(Transaction& transaction,
                                                    int64_t number) const {
  {
    const MutexLock lock(mutex_);
    const auto known = names_.find(number);
    if (known != names_.end()) return known->second;
  }
  std::optional<Name> name;
  SUYUAN_RETURN_IF_ERROR(transaction.Query(
      "SELECT kind, field FROM suyuan_record_field WHERE number = $1", {number},
      [&name](const Row& row) {
        name = {std::string(row.Text(0)), std::string(row.Text(1))};
        return absl::OkStatus();
      }));
  SUYUAN_CHECK(name.has_value());
  return *std::move(name);
}

std::string EncodeTerms(absl::Span<const NumberedTerm> terms) {
  std::string out;
  for (const NumberedTerm& term : terms) {
    PutNumber(out, static_cast<uint64_t>(term.field));
    PutNumber(out, term.value.size());
    out.append(term.value);
  }
  return out;
}

std::vector<NumberedTerm> DecodeTerms(absl::string_view stored) {
  std::vector<NumberedTerm> terms;
  ForEachTerm(stored, [&](int64_t field, absl::string_view value) {
    terms.push_back({field, std::string(value)});
    return true;
  });
  return terms;
}

bool HasTermLike(absl::string_view stored, const NumberedMatch& match) {
  bool has = false;
  ForEachTerm(stored, [&](int64_t field, absl::string_view value) {
    has = field == match.field &&
          (match.is_prefix ? absl::StartsWith(value, match.value)
                           : value == match.value);
    return !has;
  });
  return has;
}

}  // namespace suyuan::sql
