#include "services/registry/files/import_job.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "services/registry/convert/convert.h"
#include "services/registry/errors.h"
#include "services/registry/files/any_message.h"
#include "services/registry/files/import_rules.h"

namespace suyuan::registry {
namespace {

// Rows of a transaction: enough that neighbours in the indexes come together,
// few enough that the writes of others wait a tenth of a second.
constexpr size_t kBatchRows = 1000;
// Batches that the writer has: one to write and one that waits, so that neither
// it nor others that write wait for long.
constexpr int kMostInFlight = 2;

// Whether an entry's own checks say so; anything else is the store's.
bool IsRefusal(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kFailedPrecondition:
      return true;
    default:
      return false;
  }
}

absl::Status CheckName(const std::string& name, RecordKind kind) {
  if (IsRecordName(name) && KindOfName(name) == kind) return absl::OkStatus();
  return InvalidField(
      "name", absl::StrCat("\"", name.substr(0, 80), "\" is no name such as \"",
                           CollectionOf(kind),
                           "/a-1\": lower-case letters, digits, hyphens"));
}

// What a row makes of the newest revision; null where there is none.
RecordBook::Made DraftOfRow(const FileRows& rows, size_t row, RecordKind kind,
                            const Record* newest) {
  const AnyMessage before =
      newest == nullptr ? nullptr : StoredMessage(*newest);
  AnyMessage record = NewMessage(kind);
  if (before != nullptr) record->CopyFrom(*before);
  SUYUAN_RETURN_IF_ERROR(rows.Apply(row, *record));
  SUYUAN_RETURN_IF_ERROR(ApplyImportRules(kind, before.get(), *record));
  SUYUAN_ASSIGN_OR_RETURN(Draft draft, DraftOfMessage(kind, *record));
  return std::make_shared<const Draft>(std::move(draft));
}

// The path of a violation as a file has it: without the kind, "owner".
FieldViolation InRecord(RecordKind kind, FieldViolation violation) {
  const std::string prefix = WithMessageOf(kind, [](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    return absl::StrCat(KindOf<Message>::kField, ".");
  });
  violation.field = std::string(absl::StripPrefix(violation.field, prefix));
  return violation;
}

}  // namespace

ImportJob::ImportJob(Options options, std::unique_ptr<FileRows> rows,
                     RecordBook& book, rpc::Executor& executor,
                     proto::ImportRecordsResponse& response, rpc::Done done)
    : options_(std::move(options)),
      rows_(std::move(rows)),
      book_(book),
      executor_(executor),
      response_(response),
      done_(std::move(done)),
      outcomes_(rows_->size()),
      seen_revisions_(rows_->size()) {}

void ImportJob::Run() {
  while (true) {
    Batch batch;
    const bool has_more = ReadBatch(batch);
    const absl::Status status = SoFar();
    if (!status.ok()) return EndReading(status);
    // Where it pauses, Settle has it go on.
    if (!batch.rows.empty() && !Submit(std::move(batch), has_more)) return;
    if (!has_more) return EndReading(absl::OkStatus());
  }
}

absl::Status ImportJob::SoFar() {
  SUYUAN_RETURN_IF_ERROR(options_.deadline.Check());
  const MutexLock lock(mutex_);
  return failed_;
}

bool ImportJob::ReadBatch(Batch& batch) {
  while (next_row_ < rows_->size() && batch.rows.size() < kBatchRows) {
    ReadInto(next_row_++, batch);
  }
  return next_row_ < rows_->size();
}

void ImportJob::ReadInto(size_t row, Batch& batch) {
  outcomes_[row].set_row(options_.rows_before + static_cast<int64_t>(row) + 1);
  absl::StatusOr<FileRows::Head> head = rows_->Read(row);
  absl::Status status = head.status();
  if (status.ok()) status = CheckName(head->name, options_.kind);
  if (!status.ok()) return Refuse(row, status);
  outcomes_[row].set_name(head->name);
  batch.entries.push_back(EntryOf(row, *std::move(head)));
  batch.rows.push_back(row);
}

std::optional<Record> ImportJob::SeenOf(const std::string& name) const {
  // A row that is whole says the same of any revision.
  if (rows_->is_whole()) return std::nullopt;
  absl::StatusOr<Record> found =
      book_.Find(name, std::nullopt, options_.deadline);
  if (!found.ok()) return std::nullopt;
  return *std::move(found);
}

RecordBook::Entry ImportJob::EntryOf(size_t row, FileRows::Head head) {
  // Made here, beside the writer, of what is there now; again there only where
  // that has changed meanwhile, by an earlier row or by somebody else.
  const std::optional<Record> seen = SeenOf(head.name);
  RecordBook::Made draft = DraftOfRow(*rows_, row, options_.kind,
                                      seen.has_value() ? &*seen : nullptr);
  auto make = [this, row, etag = std::move(head.etag),
               made_of = seen.has_value() ? seen->revision : 0,
               draft =
                   std::move(draft)](const Record* newest) -> RecordBook::Made {
    const int64_t revision = newest == nullptr ? 0 : newest->revision;
    seen_revisions_[row] = revision;
    RecordBook::Made next =
        rows_->is_whole() || made_of == revision
            ? draft
            : DraftOfRow(*rows_, row, options_.kind, newest);
    if (newest == nullptr || !next.ok()) return next;
    // A record that is given back the days after its end has not ended there.
    if ((*next)->period == newest->period &&
        (*next)->end_reason != newest->end_reason) {
      Draft ended = **next;
      ended.end_reason = newest->end_reason;
      next = std::make_shared<const Draft>(std::move(ended));
    }
    const bool is_same = (*next)->payload == newest->payload &&
                         (*next)->end_reason == newest->end_reason;
    if (!is_same && !etag.empty() && etag != EtagOf(*newest)) {
      return EtagMismatch(etag, *newest);
    }
    return next;
  };
  return {head.name, std::move(make)};
}

bool ImportJob::Submit(Batch batch, bool has_more) {
  {
    const MutexLock lock(mutex_);
    ++in_flight_;
  }
  book_.WriteEach(std::move(batch.entries), options_.writing,
                  [self = shared_from_this(), rows = std::move(batch.rows)](
                      std::vector<absl::StatusOr<Record>> results) {
                    self->Settle(rows, results);
                  });
  const MutexLock lock(mutex_);
  is_paused_ = has_more && in_flight_ >= kMostInFlight;
  return !is_paused_;
}

void ImportJob::Settle(const std::vector<size_t>& rows,
                       const std::vector<absl::StatusOr<Record>>& results) {
  absl::Status failed;
  for (size_t i = 0; i < rows.size(); ++i) {
    const absl::Status& status = results[i].status();
    if (!status.ok() && !IsRefusal(status)) {
      failed = status;
    } else {
      SettleRow(rows[i], results[i]);
    }
  }
  bool is_last = false;
  {
    const MutexLock lock(mutex_);
    --in_flight_;
    if (failed_.ok()) failed_ = failed;
    failed = failed_;
    if (std::exchange(is_paused_, false)) {
      executor_.Continue([self = shared_from_this()] { self->Run(); });
    }
    is_last = has_read_ && in_flight_ == 0;
  }
  if (is_last) Finish(failed);
}

void ImportJob::EndReading(const absl::Status& status) {
  absl::Status failed;
  {
    const MutexLock lock(mutex_);
    has_read_ = true;
    if (failed_.ok()) failed_ = status;
    failed = failed_;
    if (in_flight_ > 0) return;
  }
  Finish(failed);
}

void ImportJob::Finish(const absl::Status& status) {
  if (status.ok()) Answer();
  done_(status);
}

void ImportJob::SettleRow(size_t row, const absl::StatusOr<Record>& result) {
  if (!result.ok()) return Refuse(row, result.status());
  last_position_ = std::max(last_position_, result->position);
  const int64_t seen = seen_revisions_[row];
  outcomes_[row].set_outcome(seen == 0 ? proto::ImportedRow::OUTCOME_CREATED
                             : seen == result->revision
                                 ? proto::ImportedRow::OUTCOME_UNCHANGED
                                 : proto::ImportedRow::OUTCOME_UPDATED);
}

void ImportJob::Refuse(size_t row, const absl::Status& status) {
  proto::ImportedRow& outcome = outcomes_[row];
  outcome.set_outcome(proto::ImportedRow::OUTCOME_REFUSED);
  outcome.set_reason(ReasonOf(status));
  for (const FieldViolation& violation : ViolationsOf(status)) {
    const FieldViolation told =
        rows_->InRow(InRecord(options_.kind, violation));
    proto::ImportedRow::Problem& problem = *outcome.add_problems();
    problem.set_field(told.field);
    problem.set_description(told.description);
  }
  if (outcome.problems_size() == 0) {
    outcome.add_problems()->set_description(std::string(status.message()));
  }
}

void ImportJob::Answer() {
  int64_t counts[proto::ImportedRow::Outcome_ARRAYSIZE] = {};
  for (proto::ImportedRow& outcome : outcomes_) {
    ++counts[outcome.outcome()];
    const bool is_left_out =
        options_.skip_unchanged &&
        outcome.outcome() == proto::ImportedRow::OUTCOME_UNCHANGED;
    if (!is_left_out) *response_.add_rows() = std::move(outcome);
  }
  response_.set_created(counts[proto::ImportedRow::OUTCOME_CREATED]);
  response_.set_updated(counts[proto::ImportedRow::OUTCOME_UPDATED]);
  response_.set_unchanged(counts[proto::ImportedRow::OUTCOME_UNCHANGED]);
  response_.set_refused(counts[proto::ImportedRow::OUTCOME_REFUSED]);
  if (last_position_ > 0) response_.set_token(ToToken(last_position_));
}

}  // namespace suyuan::registry
