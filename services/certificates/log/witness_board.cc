#include "services/certificates/log/witness_board.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/note.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {
namespace {

constexpr WitnessStage kStages[] = {WitnessStage::kPending,
                                    WitnessStage::kWitnessed};

// A note's text, which its signatures follow after an empty line.
absl::string_view TextOf(absl::string_view note) {
  return note.substr(0, note.rfind("\n\n") + 1);
}

// `later` put in the place of `signatures` of the same keys, or after them.
void Merge(const std::vector<tlog::NoteSignature>& later,
           std::vector<tlog::NoteSignature>& signatures) {
  for (const tlog::NoteSignature& one : later) {
    const auto same = std::find_if(
        signatures.begin(), signatures.end(), [&one](const auto& other) {
          return other.name == one.name && other.key_id == one.key_id;
        });
    if (same == signatures.end()) {
      signatures.push_back(one);
    } else if (tlog::CosignedAt(*same) <= tlog::CosignedAt(one)) {
      *same = one;
    }
  }
}

}  // namespace

WitnessBoard::WitnessBoard(CertificateStore& store, TransparencyLog& log,
                           std::optional<tlog::Policy> policy,
                           const Clock& clock)
    : store_(store),
      log_(log),
      policy_(policy.has_value() && !policy->witnesses().empty()
                  ? std::move(policy)
                  : std::nullopt),
      clock_(clock) {}

void WitnessBoard::WriteAsync(
    absl::AnyInvocable<absl::StatusOr<std::string>(CertificateWriter&)> work,
    NoteDone done) {
  // Shared by the work and by what follows it.
  auto note = std::make_shared<std::string>();
  store_.WriteAsync(
      [note, work = std::move(work)](
          CertificateWriter& writer) mutable -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(*note, work(writer));
        return absl::OkStatus();
      },
      [note, done = std::move(done)](absl::Status status) mutable {
        if (status.ok()) {
          done(*std::move(note));
        } else {
          done(std::move(status));
        }
      });
}

absl::StatusOr<std::string> WitnessBoard::Pending(
    CertificateWriter& writer) const {
  SUYUAN_ASSIGN_OR_RETURN(std::optional<std::string> pending,
                          writer.WitnessNote(WitnessStage::kPending));
  if (pending.has_value()) return *std::move(pending);
  SUYUAN_ASSIGN_OR_RETURN(const SignedHead head, log_.Sign(writer));
  SUYUAN_ASSIGN_OR_RETURN(std::optional<std::string> witnessed,
                          writer.WitnessNote(WitnessStage::kWitnessed));
  if (witnessed.has_value() && TextOf(*witnessed) == TextOf(head.note)) {
    return *std::move(witnessed);
  }
  SUYUAN_RETURN_IF_ERROR(
      writer.PutWitnessNote(WitnessStage::kPending, head.note));
  return head.note;
}

void WitnessBoard::PendingAsync(NoteDone done) {
  if (!policy_.has_value()) return done(WitnessesNone());
  std::optional<std::string> pending;
  const absl::Status read = store_.Read(
      [&pending](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(pending,
                                reader.WitnessNote(WitnessStage::kPending));
        return absl::OkStatus();
      },
      Deadline::Infinite());
  if (!read.ok()) return done(read);
  if (pending.has_value()) return done(*std::move(pending));
  WriteAsync([this](CertificateWriter& writer) { return Pending(writer); },
             std::move(done));
}

absl::StatusOr<std::string> WitnessBoard::Witnessed(
    const Deadline& deadline) const {
  std::optional<std::string> note;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&note](CertificateReader& reader) -> absl::Status {
        SUYUAN_ASSIGN_OR_RETURN(note,
                                reader.WitnessNote(WitnessStage::kWitnessed));
        return absl::OkStatus();
      },
      deadline));
  if (!note.has_value()) return NotWitnessed();
  return *std::move(note);
}

absl::StatusOr<std::string> WitnessBoard::Published(
    const SignedHead& head, const Deadline& deadline) const {
  std::string published = head.note;
  SUYUAN_RETURN_IF_ERROR(store_.Read(
      [&](CertificateReader& reader) -> absl::Status {
        for (const WitnessStage stage : kStages) {
          SUYUAN_ASSIGN_OR_RETURN(std::optional<std::string> note,
                                  reader.WitnessNote(stage));
          if (note.has_value() && TextOf(*note) == TextOf(head.note)) {
            published = *std::move(note);
          }
        }
        return absl::OkStatus();
      },
      deadline));
  return published;
}

absl::StatusOr<tlog::Note> WitnessBoard::OpenCosigned(
    absl::string_view note) const {
  if (!policy_.has_value()) return WitnessesNone();
  SUYUAN_ASSIGN_OR_RETURN(tlog::Note opened,
                          tlog::OpenNote(note, policy_->WitnessKeys()));
  const absl::Time latest = clock_.Now() + kWitnessClockSlack;
  for (const tlog::NoteSignature& one : opened.verified) {
    const absl::Time at = tlog::CosignedAt(one);
    if (at > latest) return CosignatureInFuture(one.name, at);
  }
  return opened;
}

absl::StatusOr<std::string> WitnessBoard::Add(
    CertificateWriter& writer, const tlog::Note& cosigned) const {
  for (const WitnessStage stage : kStages) {
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<std::string> kept,
                            writer.WitnessNote(stage));
    if (!kept.has_value() || TextOf(*kept) != cosigned.text) continue;
    // Our own signature opens what we kept; those of witnesses come with it.
    SUYUAN_ASSIGN_OR_RETURN(
        tlog::Note opened,
        tlog::OpenNote(*kept, absl::MakeConstSpan(&log_.verifier(), 1)));
    std::vector<tlog::NoteSignature> cosignatures =
        std::move(opened.unverified);
    Merge(cosigned.verified, cosignatures);
    const bool is_enough = policy_->HasQuorum(cosignatures);
    std::vector<tlog::NoteSignature> all = std::move(opened.verified);
    all.insert(all.end(), cosignatures.begin(), cosignatures.end());
    std::string note = tlog::WriteNote(opened.text, all);
    if (stage == WitnessStage::kPending && is_enough) {
      SUYUAN_RETURN_IF_ERROR(writer.PutWitnessNote(WitnessStage::kPending, ""));
      SUYUAN_RETURN_IF_ERROR(
          writer.PutWitnessNote(WitnessStage::kWitnessed, note));
    } else {
      SUYUAN_RETURN_IF_ERROR(writer.PutWitnessNote(stage, note));
    }
    return note;
  }
  return CheckpointNotPending();
}

void WitnessBoard::AddAsync(absl::string_view note, NoteDone done) {
  absl::StatusOr<tlog::Note> cosigned = OpenCosigned(note);
  if (!cosigned.ok()) return done(cosigned.status());
  WriteAsync([this, cosigned = *std::move(cosigned)](
                 CertificateWriter& writer) { return Add(writer, cosigned); },
             std::move(done));
}

}  // namespace suyuan::certificates
