#include "services/certificates/archive/archive.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/text/normalise.h"
#include "services/certificates/archive/replacement.h"
#include "services/certificates/archive/view.h"
#include "services/certificates/errors.h"
#include "services/certificates/log/leaf.h"
#include "services/certificates/log/log_tree.h"

namespace suyuan::certificates {
namespace {

// What is remembered of an answer: which certificate, as of which position,
// and whether it was new. The answer itself is made again from history.
struct Answer {
  CertificateId certificate;
  int64_t position = 0;
  bool created = false;
};

std::string ToText(const Answer& answer) {
  return absl::StrCat(answer.certificate.text(), " ", answer.position, " ",
                      answer.created ? 1 : 0);
}

Answer AnswerFrom(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ' ');
  int64_t position = 0;
  SUYUAN_CHECK(parts.size() == 3 && absl::SimpleAtoi(parts[1], &position));
  return {CertificateId::FromText(parts[0]), position, parts[2] == "1"};
}

absl::StatusOr<KeptCertificate> FindKept(CertificateReader& reader,
                                         const CertificateId& id) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<KeptCertificate> kept, reader.Find(id));
  if (!kept.has_value()) return CertificateNotFound(id);
  return *std::move(kept);
}

absl::StatusOr<CertificateView> FindView(CertificateReader& reader,
                                         const CertificateId& id,
                                         const Horizon& horizon) {
  SUYUAN_ASSIGN_OR_RETURN(KeptCertificate kept, FindKept(reader, id));
  if (!horizon.Includes(kept.position, kept.recorded_at)) {
    return CertificateNotFound(id);
  }
  return ViewOf(reader, std::move(kept), horizon);
}

absl::StatusOr<std::optional<ImportOutcome>> FirstAnswer(
    CertificateReader& reader, const RememberedRequest& request) {
  if (request.request_id.empty()) return std::nullopt;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> text,
                          reader.FindAnswer(request));
  if (!text.has_value()) return std::nullopt;
  const Answer answer = AnswerFrom(*text);
  SUYUAN_ASSIGN_OR_RETURN(
      CertificateView view,
      FindView(reader, answer.certificate, {.position = answer.position}));
  return ImportOutcome{std::move(view), answer.created};
}

absl::Status Remember(CertificateWriter& writer,
                      const RememberedRequest& request, const Answer& answer,
                      absl::Time now) {
  if (request.request_id.empty()) return absl::OkStatus();
  return writer.KeepAnswer(request, ToText(answer), now);
}

// The certificate that these bytes already are, if they are held.
absl::StatusOr<std::optional<ImportOutcome>> Held(
    CertificateReader& reader, const PreparedCertificate& prepared) {
  const CertificateId id(prepared.digest);
  SUYUAN_ASSIGN_OR_RETURN(std::optional<KeptCertificate> kept, reader.Find(id));
  if (!kept.has_value()) return std::nullopt;
  if (kept->digest != prepared.digest) return IdTaken(id);
  SUYUAN_ASSIGN_OR_RETURN(CertificateView view,
                          ViewOf(reader, *std::move(kept), Horizon{}));
  return ImportOutcome{std::move(view), false};
}

KeptCertificate Envelope(const PreparedCertificate& prepared,
                         absl::string_view principal) {
  return {
      .id = CertificateId(prepared.digest),
      .digest = prepared.digest,
      .particulars = prepared.particulars,
      .number_key = text::NormaliseIdentifier(prepared.particulars.number),
      .media_type = prepared.media_type,
      .original_bytes = static_cast<int64_t>(prepared.original.size()),
      .principal = std::string(principal),
  };
}

absl::Status CheckEtag(const CertificateView& view, absl::string_view etag) {
  if (etag.empty() || etag == view.Etag()) return absl::OkStatus();
  return EtagMismatch(etag, view.Etag());
}

absl::StatusOr<StatusChange> Decide(const VoidOrder& order, CertificateReader&,
                                    const CertificateView& view) {
  SUYUAN_RETURN_IF_ERROR(CheckEtag(view, order.etag));
  const std::optional<absl::CivilDay> since = VoidFrom(view.changes);
  if (since.has_value() && *since <= order.void_from) {
    return AlreadyVoid(view.kept.id, *since);
  }
  return StatusChange{.kind = StatusKind::kVoided,
                      .void_from = order.void_from,
                      .reason = order.reason};
}

absl::StatusOr<StatusChange> Decide(const ReplaceOrder& order,
                                    CertificateReader& reader,
                                    const CertificateView& view) {
  SUYUAN_RETURN_IF_ERROR(CheckEtag(view, order.etag));
  SUYUAN_ASSIGN_OR_RETURN(const KeptCertificate replacing,
                          FindKept(reader, order.replaced_by));
  SUYUAN_RETURN_IF_ERROR(CheckReplacement(reader, view, replacing));
  return StatusChange{.kind = order.kind,
                      .replaced_by = order.replaced_by,
                      .reason = order.reason};
}

absl::StatusOr<StatusChange> Decide(const SignOrder& order, CertificateReader&,
                                    const CertificateView&) {
  SUYUAN_CHECK(order.signature.verdict == DetachedVerdict::kValid);
  return StatusChange{.kind = StatusKind::kSigned,
                      .signature = order.signature,
                      .signature_state = SignatureState::kValid};
}

// Nullopt where the signature has its verdict already.
std::optional<StatusChange> Decide(const SignatureReview& review,
                                   absl::Span<const StatusChange> changes) {
  std::vector<JudgedSignature> beside =
      SignaturesBeside(review.imported, changes);
  const bool is_known = std::any_of(
      beside.begin(), beside.end(), [&review](const JudgedSignature& one) {
        return one.IsSameSignature(review.signature) &&
               one.verdict == review.signature.verdict;
      });
  if (is_known) return std::nullopt;
  PutSignature(review.signature, beside);
  return StatusChange{
      .kind = StatusKind::kSignatureJudged,
      .signature = review.signature,
      .signature_state = Together(review.inside, StateOf(beside)),
      .reason = absl::StrCat("the registry tells otherwise of the key ",
                             review.signature.signature.key_id)};
}

// Borrows the order.
template <typename Order>
auto DecisionOf(const Order& order) {
  return [&order](CertificateReader& reader, const CertificateView& view) {
    return Decide(order, reader, view);
  };
}

}  // namespace

absl::StatusOr<absl::Time> Archive::Now(CertificateReader& reader) {
  int64_t last = last_micros_.load();
  if (last == kUnread) {
    SUYUAN_ASSIGN_OR_RETURN(const int64_t position, reader.LastPosition());
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<FeedEntry> newest,
                            reader.FeedAfter(position - 1, 1, 0));
    last = newest.empty() ? 0 : absl::ToUnixMicros(newest[0].recorded_at);
  }
  const int64_t now = std::max(last, absl::ToUnixMicros(clock_.Now()));
  last_micros_.store(now);
  return absl::FromUnixMicros(now);
}

absl::StatusOr<absl::Time> Archive::Fence(const Deadline& deadline) {
  absl::Time fence;
  SUYUAN_RETURN_IF_ERROR(store_.Write(
      [&](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(fence, Now(writer));
        return absl::OkStatus();
      },
      deadline));
  return fence;
}

absl::StatusOr<ImportOutcome> Archive::ImportInto(
    CertificateWriter& writer, const PreparedCertificate& prepared,
    const WriteContext& context) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<ImportOutcome> first,
                          FirstAnswer(writer, context.request));
  if (first.has_value()) return *std::move(first);
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time now, Now(writer));
  SUYUAN_ASSIGN_OR_RETURN(const int64_t last, writer.LastPosition());
  SUYUAN_ASSIGN_OR_RETURN(std::optional<ImportOutcome> held,
                          Held(writer, prepared));
  if (held.has_value()) {
    SUYUAN_RETURN_IF_ERROR(Remember(writer, context.request,
                                    {held->view.kept.id, last, false}, now));
    return *std::move(held);
  }
  KeptCertificate kept = Envelope(prepared, context.principal);
  kept.position = last + 1;
  kept.recorded_at = now;
  SUYUAN_ASSIGN_OR_RETURN(kept.log_index, AppendLeaf(writer, ImportLeaf(kept)));
  SUYUAN_ASSIGN_OR_RETURN(CertificateView view,
                          ViewOf(writer, std::move(kept), Horizon{}));
  SUYUAN_RETURN_IF_ERROR(
      writer.Keep(view.kept, prepared.original,
                  encoder_.Imported(prepared.document, view)));
  SUYUAN_RETURN_IF_ERROR(Remember(
      writer, context.request, {view.kept.id, view.kept.position, true}, now));
  return ImportOutcome{std::move(view), true};
}

void Archive::ImportAsync(PreparedCertificate prepared, WriteContext context,
                          ImportDone done) {
  struct Unit {
    PreparedCertificate prepared;
    WriteContext context;
    ImportDone done;
    std::optional<ImportOutcome> outcome;
  };
  // Shared by the work and by what follows it.
  auto unit = std::make_shared<Unit>(Unit{
      std::move(prepared), std::move(context), std::move(done), std::nullopt});
  store_.WriteAsync(
      [this, unit](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            unit->outcome, ImportInto(writer, unit->prepared, unit->context));
        return absl::OkStatus();
      },
      [unit](absl::Status status) {
        if (status.ok()) {
          unit->done(*std::move(unit->outcome));
        } else {
          unit->done(std::move(status));
        }
      });
}

absl::StatusOr<ImportOutcome> Archive::Import(PreparedCertificate prepared,
                                              WriteContext context,
                                              const Deadline& deadline) {
  std::optional<ImportOutcome> outcome;
  SUYUAN_RETURN_IF_ERROR(store_.Write(
      [&](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(outcome, ImportInto(writer, prepared, context));
        return absl::OkStatus();
      },
      deadline));
  return *std::move(outcome);
}

absl::StatusOr<ImportOutcome> Archive::TryImport(
    const PreparedCertificate& prepared, const WriteContext& context,
    const Deadline& deadline) const {
  std::optional<ImportOutcome> outcome;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(outcome, Held(reader, prepared));
        if (outcome.has_value()) return absl::OkStatus();
        SUYUAN_ASSIGN_OR_RETURN(
            CertificateView view,
            ViewOf(reader, Envelope(prepared, context.principal), Horizon{}));
        outcome = ImportOutcome{std::move(view), true};
        return absl::OkStatus();
      },
      deadline));
  return *std::move(outcome);
}

absl::Status Archive::Record(CertificateWriter& writer,
                             const KeptCertificate& kept,
                             absl::string_view principal,
                             StatusChange& change) {
  SUYUAN_ASSIGN_OR_RETURN(change.recorded_at, Now(writer));
  SUYUAN_ASSIGN_OR_RETURN(const int64_t last, writer.LastPosition());
  change.position = last + 1;
  change.principal = std::string(principal);
  SUYUAN_ASSIGN_OR_RETURN(change.log_index,
                          AppendLeaf(writer, StatusLeaf(kept, change)));
  return writer.KeepChange(kept.id, change, encoder_.Changed(kept.id, change));
}

absl::StatusOr<CertificateView> Archive::ChangeInto(CertificateWriter& writer,
                                                    const CertificateId& id,
                                                    const WriteContext& context,
                                                    const Decision& decide) {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<ImportOutcome> first,
                          FirstAnswer(writer, context.request));
  if (first.has_value()) return std::move(first->view);
  SUYUAN_ASSIGN_OR_RETURN(const KeptCertificate kept, FindKept(writer, id));
  SUYUAN_ASSIGN_OR_RETURN(const CertificateView before,
                          ViewOf(writer, kept, Horizon{}));
  SUYUAN_ASSIGN_OR_RETURN(StatusChange change, decide(writer, before));
  SUYUAN_RETURN_IF_ERROR(Record(writer, kept, context.principal, change));
  SUYUAN_RETURN_IF_ERROR(Remember(writer, context.request,
                                  {id, change.position, false},
                                  change.recorded_at));
  return ViewOf(writer, kept, Horizon{});
}

absl::StatusOr<CertificateView> Archive::Change(const CertificateId& id,
                                                const WriteContext& context,
                                                bool validate_only,
                                                const Deadline& deadline,
                                                const Decision& decide) {
  std::optional<CertificateView> view;
  if (validate_only) {
    SUYUAN_RETURN_IF_ERROR(store_.Read(
        [&](CertificateReader& reader) -> absl::Status {
          SUYUAN_ASSIGN_OR_RETURN(view, FindView(reader, id, Horizon{}));
          SUYUAN_ASSIGN_OR_RETURN(StatusChange change, decide(reader, *view));
          view->changes.push_back(std::move(change));
          return absl::OkStatus();
        },
        deadline));
    return *std::move(view);
  }
  SUYUAN_RETURN_IF_ERROR(store_.Write(
      [&](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(view, ChangeInto(writer, id, context, decide));
        return absl::OkStatus();
      },
      deadline));
  return *std::move(view);
}

template <typename Order>
void Archive::ChangeAsync(Order order, WriteContext context, ChangeDone done) {
  struct Unit {
    Order order;
    WriteContext context;
    ChangeDone done;
    std::optional<CertificateView> view;
  };
  // Shared by the work and by what follows it.
  auto unit = std::make_shared<Unit>(
      Unit{std::move(order), std::move(context), std::move(done), {}});
  store_.WriteAsync(
      [this, unit](CertificateWriter& writer) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(
            unit->view, ChangeInto(writer, unit->order.certificate,
                                   unit->context, DecisionOf(unit->order)));
        return absl::OkStatus();
      },
      [unit](absl::Status status) {
        if (status.ok()) {
          unit->done(*std::move(unit->view));
        } else {
          unit->done(std::move(status));
        }
      });
}

absl::StatusOr<CertificateView> Archive::Void(const VoidOrder& order,
                                              const WriteContext& context,
                                              bool validate_only,
                                              const Deadline& deadline) {
  return Change(order.certificate, context, validate_only, deadline,
                DecisionOf(order));
}

absl::StatusOr<CertificateView> Archive::Replace(const ReplaceOrder& order,
                                                 const WriteContext& context,
                                                 bool validate_only,
                                                 const Deadline& deadline) {
  return Change(order.certificate, context, validate_only, deadline,
                DecisionOf(order));
}

absl::StatusOr<CertificateView> Archive::Sign(const SignOrder& order,
                                              const WriteContext& context,
                                              bool validate_only,
                                              const Deadline& deadline) {
  return Change(order.certificate, context, validate_only, deadline,
                DecisionOf(order));
}

absl::StatusOr<int> Archive::Review(const std::vector<SignatureReview>& reviews,
                                    const std::string& principal,
                                    const Deadline& deadline) {
  int recorded = 0;
  if (reviews.empty()) return recorded;
  SUYUAN_RETURN_IF_ERROR(store_.Write(
      [&](CertificateWriter& writer) -> absl::Status {
        recorded = 0;
        for (const SignatureReview& review : reviews) {
          SUYUAN_ASSIGN_OR_RETURN(const KeptCertificate kept,
                                  FindKept(writer, review.certificate));
          SUYUAN_ASSIGN_OR_RETURN(const std::vector<StatusChange> changes,
                                  writer.Changes(kept.id));
          std::optional<StatusChange> change = Decide(review, changes);
          if (!change.has_value()) continue;
          SUYUAN_RETURN_IF_ERROR(Record(writer, kept, principal, *change));
          ++recorded;
        }
        return absl::OkStatus();
      },
      deadline));
  return recorded;
}

void Archive::VoidAsync(VoidOrder order, WriteContext context,
                        ChangeDone done) {
  ChangeAsync(std::move(order), std::move(context), std::move(done));
}

void Archive::ReplaceAsync(ReplaceOrder order, WriteContext context,
                           ChangeDone done) {
  ChangeAsync(std::move(order), std::move(context), std::move(done));
}

void Archive::SignAsync(SignOrder order, WriteContext context,
                        ChangeDone done) {
  ChangeAsync(std::move(order), std::move(context), std::move(done));
}

absl::StatusOr<CertificateView> Archive::Find(const CertificateId& id,
                                              const Horizon& horizon,
                                              const Deadline& deadline) const {
  std::optional<CertificateView> view;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(view, FindView(reader, id, horizon));
        return absl::OkStatus();
      },
      deadline));
  return *std::move(view);
}

absl::StatusOr<std::vector<std::string>> Archive::Documents(
    absl::Span<const KeptCertificate* const> kept,
    const Deadline& deadline) const {
  std::vector<std::string> documents;
  if (kept.empty()) return documents;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        documents.clear();
        for (const KeptCertificate* one : kept) {
          SUYUAN_RETURN_IF_ERROR(deadline.Check());
          SUYUAN_ASSIGN_OR_RETURN(documents.emplace_back(),
                                  reader.Document(*one));
        }
        return absl::OkStatus();
      },
      deadline));
  return documents;
}

absl::StatusOr<std::string> Archive::Original(const KeptCertificate& kept,
                                              const Deadline& deadline) const {
  std::string bytes;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(bytes, reader.Original(kept));
        return absl::OkStatus();
      },
      deadline));
  return bytes;
}

}  // namespace suyuan::certificates
