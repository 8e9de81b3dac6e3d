// Any text as a signed note, as the text of one, as a checkpoint and as a key:
// what is read comes back when it is written, what is signed opens with that
// key alone and only as it was signed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/note.h"
#include "libs/tlog/note_text.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/tlog/keys.h"

namespace suyuan::tlog {
namespace {

using suyuan::fuzz::CheckReason;
using suyuan::fuzz::CheckRefusal;

std::vector<NoteVerifier> Known() {
  return {fuzz::Log().verifier(), fuzz::Witness().verifier()};
}

void CheckOpened(const Note& note) {
  SUYUAN_CHECK(absl::EndsWith(note.text, "\n") && IsNoteText(note.text));
  SUYUAN_CHECK(!note.verified.empty());
  std::vector<NoteSignature> all = note.verified;
  all.insert(all.end(), note.unverified.begin(), note.unverified.end());
  const auto again = OpenNote(WriteNote(note.text, all), Known());
  SUYUAN_CHECK(again.ok() && again->text == note.text);
  SUYUAN_CHECK(again->verified == note.verified);
  SUYUAN_CHECK(again->unverified == note.unverified);
}

void CheckNote(absl::string_view text) {
  const auto note = OpenNote(text, Known());
  if (note.ok()) return CheckOpened(*note);
  CheckRefusal(note.status(),
               {"NOTE_MALFORMED", "NOTE_SIGNATURE_INVALID", "NOTE_UNVERIFIED"});
}

std::string Touched(std::string text) {
  text[text.size() / 2] ^= 1;
  return text;
}

void CheckSigning(absl::string_view text) {
  const auto signed_note = SignNote(text, {fuzz::Log()});
  if (!signed_note.ok()) {
    return CheckRefusal(signed_note.status(), {"NOTE_MALFORMED"});
  }
  const auto opened = OpenNote(*signed_note, {fuzz::Log().verifier()});
  SUYUAN_CHECK(opened.ok() && opened->text == text);
  SUYUAN_CHECK(opened->verified.size() == 1 && opened->unverified.empty());
  const auto by_another = OpenNote(*signed_note, {fuzz::Impostor().verifier()});
  CheckRefusal(by_another.status(), {"NOTE_UNVERIFIED"});
  const std::string signature = opened->verified[0].signature;
  const NoteVerifier& log = fuzz::Log().verifier();
  SUYUAN_CHECK(!log.Verify(Touched(std::string(text)), signature));
  SUYUAN_CHECK(!log.Verify(text, Touched(signature)));
}

void CheckSignedCheckpoint(const Checkpoint& checkpoint) {
  const auto signer = NoteSigner::From(checkpoint.origin, fuzz::Key('l'));
  if (!signer.ok()) return CheckReason(signer.status(), {"NOTE_KEY_INVALID"});
  const auto note = SignCheckpoint(checkpoint, *signer);
  if (!note.ok()) return CheckRefusal(note.status(), {"NOTE_MALFORMED"});
  const auto opened = OpenCheckpoint(*note, signer->verifier());
  SUYUAN_CHECK(opened.ok() && *opened == checkpoint);
  // Of the same key under another name.
  SUYUAN_CHECK(checkpoint.origin == fuzz::kOrigin ||
               !OpenCheckpoint(*note, fuzz::Log().verifier()).ok());
}

void CheckCheckpoint(absl::string_view text) {
  const auto checkpoint = Checkpoint::Parse(text);
  if (!checkpoint.ok()) {
    return CheckRefusal(checkpoint.status(), {"CHECKPOINT_MALFORMED"});
  }
  // What is signed has one spelling.
  SUYUAN_CHECK(checkpoint->Text() == text);
  CheckSignedCheckpoint(*checkpoint);
}

void CheckKey(absl::string_view text) {
  const auto key = NoteVerifier::Parse(text);
  if (key.ok()) {
    SUYUAN_CHECK(key->Text() == text && IsKeyName(key->name()));
  } else {
    CheckReason(key.status(), {"NOTE_KEY_INVALID", "KEY_INVALID"});
  }
}

}  // namespace
}  // namespace suyuan::tlog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace suyuan::tlog;
  const absl::string_view text = suyuan::fuzz::Text(data, size);
  CheckNote(text);
  CheckSigning(text);
  CheckCheckpoint(text);
  CheckKey(text);
  return 0;
}
