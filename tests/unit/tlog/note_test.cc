#include "libs/tlog/note.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "libs/crypto/encoding.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/receipt.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/tlog/memory_tree.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

// The vectors of Go's note package (golang.org/x/mod/sumdb/note).
const char kPeterKey[] =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
// The seed in PRIVATE+KEY+PeterNeumann+c74f20a3+..., after its type byte.
const char kPeterSecret[] = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const char kEnochKey[] =
    "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const char kText[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string kPeterLine =
    "\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
    "otpRZb6KE6RyyBwJnAM=\n";
const std::string kEnochLine =
    "\xe2\x80\x94 EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTG"
    "wnWLox33WWd1RvMc+QQ=\n";

NoteVerifier Key(absl::string_view text) {
  const auto key = NoteVerifier::Parse(text);
  REQUIRE_THAT(StatusOf(key), IsOk());
  return *key;
}

NoteSigner Peter() {
  const std::string typed = crypto::FromBase64(kPeterSecret).value();
  return *NoteSigner::From(
      "PeterNeumann", *crypto::Ed25519PrivateKey::FromSeed(typed.substr(1)));
}

TEST_CASE("A verifier key is read and written as Go's note package does") {
  const NoteVerifier peter = Key(kPeterKey);
  CHECK(peter.name() == "PeterNeumann");
  CHECK(peter.key_id() == 0xc74f20a3);
  CHECK(peter.Text() == kPeterKey);
}

TEST_CASE("A verifier key that was cut or touched anywhere is refused") {
  const std::string text = kPeterKey;
  for (size_t begin = 0; begin < text.size(); ++begin) {
    for (size_t size = 0; begin + size <= text.size(); ++size) {
      if (size == text.size()) continue;
      CHECK_FALSE(NoteVerifier::Parse(text.substr(begin, size)).ok());
    }
  }
  for (size_t i = 0; i < text.size(); ++i) {
    std::string touched = text;
    ++touched[i];
    INFO(touched);
    CHECK_FALSE(NoteVerifier::Parse(touched).ok());
  }
  // Of the wrong length, and of an unknown algorithm, with fitting ids.
  CHECK_FALSE(NoteVerifier::Parse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKq"
                                  "iBfsVkmqq/LDE4izWy10TWBADKEY==")
                  .ok());
  CHECK_FALSE(NoteVerifier::Parse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKq"
                                  "iBfsVkmqq/LDE4izWy10TW")
                  .ok());
}

TEST_CASE("A key's name is not empty and holds neither spaces nor a plus") {
  const auto key = crypto::Ed25519PrivateKey::Generate().public_key();
  CHECK(NoteVerifier::From("example.com/log", key).ok());
  CHECK(NoteVerifier::From("计量日志", key).ok());
  const auto name = GENERATE("", "a b", "a+b", "a\tb", "a\nb",
                             "a\xc2\xa0"
                             "b",
                             "a\xe3\x80\x80", "a\xff", "a\x01");
  CHECK_THAT(StatusOf(NoteVerifier::From(name, key)),
             HasReason("NOTE_KEY_INVALID"));
}

TEST_CASE("A note is signed byte for byte as Go's note package does") {
  const NoteSigner peter = Peter();
  CHECK(peter.verifier().Text() == kPeterKey);
  const auto note = SignNote(kText, {peter});
  REQUIRE_THAT(StatusOf(note), IsOk());
  CHECK(*note == absl::StrCat(kText, "\n", kPeterLine));
  CHECK_THAT(StatusOf(SignNote("abc", {peter})), HasReason("NOTE_MALFORMED"));
  CHECK_THAT(StatusOf(SignNote("", {peter})), HasReason("NOTE_MALFORMED"));
}

TEST_CASE("A note opens with the signatures of known keys checked") {
  const std::string note = absl::StrCat(kText, "\n", kPeterLine, kEnochLine);
  const auto by_peter = OpenNote(note, {Key(kPeterKey)});
  REQUIRE_THAT(StatusOf(by_peter), IsOk());
  CHECK(by_peter->text == kText);
  REQUIRE(by_peter->verified.size() == 1);
  CHECK(by_peter->verified[0].name == "PeterNeumann");
  CHECK(by_peter->verified[0].key_id == 0xc74f20a3);
  REQUIRE(by_peter->unverified.size() == 1);
  CHECK(by_peter->unverified[0].key_id == 0xaf0cfe78);
  const auto by_both = OpenNote(note, {Key(kPeterKey), Key(kEnochKey)});
  REQUIRE_THAT(StatusOf(by_both), IsOk());
  CHECK(by_both->verified.size() == 2);
  CHECK(by_both->unverified.empty());
  CHECK_THAT(StatusOf(OpenNote(note, {})), HasReason("NOTE_UNVERIFIED"));
}

TEST_CASE("Repeated signatures count once, a hundred are the bound") {
  const auto repeat = [](int count) {
    std::string note = absl::StrCat(kText, "\n");
    for (int i = 0; i < count; ++i) note += kPeterLine;
    return note;
  };
  const auto opened = OpenNote(repeat(100), {Key(kPeterKey)});
  REQUIRE_THAT(StatusOf(opened), IsOk());
  CHECK(opened->verified.size() == 1);
  CHECK_THAT(StatusOf(OpenNote(repeat(101), {Key(kPeterKey)})),
             HasReason("NOTE_MALFORMED"));
}

TEST_CASE("A wrong signature of a known key refuses the whole note") {
  std::string wrong = kPeterLine;
  wrong.insert(60, "ABCD");
  CHECK_THAT(StatusOf(OpenNote(absl::StrCat(kText, "\n", wrong, kEnochLine),
                               {Key(kPeterKey), Key(kEnochKey)})),
             HasReason("NOTE_SIGNATURE_INVALID"));
  CHECK_THAT(StatusOf(OpenNote(absl::StrCat("x", kText, "\n", kPeterLine),
                               {Key(kPeterKey)})),
             HasReason("NOTE_SIGNATURE_INVALID"));
  // Nobody's signature is nobody's business.
  CHECK_THAT(StatusOf(OpenNote(absl::StrCat(kText, "\n", wrong, kEnochLine),
                               {Key(kEnochKey)})),
             IsOk());
}

TEST_CASE("What has not the form of a note is refused") {
  const std::string text = kText;
  const std::vector<std::string> notes = {
      text,
      absl::StrCat(text, "\n"),
      absl::StrCat(text, "\n", kPeterLine.substr(0, kPeterLine.size() - 1)),
      absl::StrCat("\x01", text, "\n", kPeterLine),
      absl::StrCat("\xff", text, "\n", kPeterLine),
      absl::StrCat("\xed\xa0\x80", text, "\n", kPeterLine),
      absl::StrCat(text, "\n", "\xe2\x80\x94 Bad Name x08go/ZJ\n"),
      absl::StrCat(text, "\n", kPeterLine, "Unexpected line.\n"),
      absl::StrCat(text, "\n", "\xe2\x80\x94 PeterNeumann x08g\n"),
      absl::StrCat(text, "\n", "\xe2\x80\x94 PeterNeumann !!!!\n"),
      absl::StrCat(std::string(1000000, 'a'), "\n\n", kPeterLine)};
  for (const std::string& note : notes) {
    CHECK_THAT(StatusOf(OpenNote(note, {Key(kPeterKey)})),
               HasReason("NOTE_MALFORMED"));
  }
}

TEST_CASE("A text with empty lines is split at the last one") {
  const NoteSigner peter = Peter();
  const std::string text = "one\n\ntwo\n\n\nthree\n";
  const auto note = SignNote(text, {peter});
  CHECK(OpenNote(*note, {peter.verifier()})->text == text);
}

const NoteSigner& Log() {
  static const NoteSigner kLog = *NoteSigner::From(
      "example.com/log", crypto::Ed25519PrivateKey::Generate());
  return kLog;
}

Checkpoint AnyCheckpoint() {
  return {.origin = "example.com/log", .size = 5, .root = HashLeaf("x")};
}

TEST_CASE("A checkpoint's text is that of tlog-checkpoint, both ways") {
  const std::string text =
      "example.com/behind-the-sofa\n20852163\n"
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const auto parsed = Checkpoint::Parse(text);
  REQUIRE_THAT(StatusOf(parsed), IsOk());
  CHECK(parsed->origin == "example.com/behind-the-sofa");
  CHECK(parsed->size == 20852163);
  CHECK(parsed->Text() == text);
  const auto extended = Checkpoint::Parse(text + "one\ntwo\n");
  REQUIRE_THAT(StatusOf(extended), IsOk());
  CHECK(extended->extensions == std::vector<std::string>{"one", "two"});
  CHECK(extended->Text() == text + "one\ntwo\n");
}

TEST_CASE("A checkpoint that is not written as it should be is refused") {
  const std::string root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  const std::vector<std::string> texts = {
      std::string(),
      std::string("a\n1\n"),
      "a\n1\n" + root,
      "\n1\n" + root + "\n",
      "a\n01\n" + root + "\n",
      "a\n-1\n" + root + "\n",
      "a\n+1\n" + root + "\n",
      "a\n 1\n" + root + "\n",
      "a\n9223372036854775808\n" + root + "\n",
      "a\n1\n" + root + "x\n",
      std::string("a\n1\nCsUY\n"),
      "a\n1\n" + root + "\n\n",
      "a\n1\n" + root + "\n\nx\n"};
  for (const std::string& text : texts) {
    INFO(text);
    CHECK_THAT(StatusOf(Checkpoint::Parse(text)),
               HasReason("CHECKPOINT_MALFORMED"));
  }
}

TEST_CASE("A checkpoint opens with the key of its own log alone") {
  const Checkpoint checkpoint = AnyCheckpoint();
  const auto note = SignCheckpoint(checkpoint, Log());
  REQUIRE_THAT(StatusOf(note), IsOk());
  CHECK(OpenCheckpoint(*note, Log().verifier()).value() == checkpoint);
  const NoteSigner other = *NoteSigner::From(
      "example.com/log", crypto::Ed25519PrivateKey::Generate());
  CHECK_THAT(StatusOf(OpenCheckpoint(*note, other.verifier())),
             HasReason("NOTE_UNVERIFIED"));
  Checkpoint foreign = checkpoint;
  foreign.origin = "example.com/other";
  CHECK_THAT(StatusOf(SignCheckpoint(foreign, Log())),
             HasReason("RECEIPT_OF_ANOTHER_LOG"));
  const std::string lent = SignNote(foreign.Text(), {Log()}).value();
  CHECK_THAT(StatusOf(OpenCheckpoint(lent, Log().verifier())),
             HasReason("RECEIPT_OF_ANOTHER_LOG"));
  Checkpoint two_lines = checkpoint;
  two_lines.extensions = {"a\nb"};
  CHECK_THAT(StatusOf(SignCheckpoint(two_lines, Log())),
             HasReason("CHECKPOINT_MALFORMED"));
}

Receipt AnyReceipt(uint64_t index, uint64_t size) {
  testing::MemoryTree tree;
  for (uint64_t i = 0; i < size; ++i) tree.Append(absl::StrCat(i));
  Receipt out;
  out.index = index;
  out.proof = *ProveInclusion(index, size, tree.Reader());
  out.checkpoint = *SignCheckpoint({.origin = "example.com/log",
                                    .size = size,
                                    .root = tree.frontier().Root()},
                                   Log());
  return out;
}

TEST_CASE("A receipt travels as text and proves its entry without the log") {
  const uint64_t size = GENERATE(1, 2, 5, 300);
  Receipt receipt = AnyReceipt(size / 2, size);
  receipt.extra = GENERATE(std::optional<std::string>(),
                           std::optional<std::string>("\x01 extra"),
                           std::optional<std::string>(""));
  const std::string text = receipt.Text();
  const auto parsed = Receipt::Parse(text);
  REQUIRE_THAT(StatusOf(parsed), IsOk());
  CHECK(*parsed == receipt);
  CHECK(parsed->Text() == text);
  const auto verified = VerifyReceipt(*parsed, HashLeaf(absl::StrCat(size / 2)),
                                      Log().verifier());
  REQUIRE_THAT(StatusOf(verified), IsOk());
  CHECK(verified->size == size);
  CHECK_THAT(
      StatusOf(VerifyReceipt(*parsed, HashLeaf("another"), Log().verifier())),
      HasReason("LOG_PROOF_INVALID"));
}

TEST_CASE("A receipt has exactly the lines of tlog-proof") {
  const Receipt receipt = AnyReceipt(1, 2);
  CHECK(receipt.Text() == absl::StrCat("c2sp.org/tlog-proof@v1\nindex 1\n",
                                       crypto::ToBase64(HashLeaf("0").view()),
                                       "\n\n", receipt.checkpoint));
}

TEST_CASE("A receipt that was touched is refused") {
  const Receipt receipt = AnyReceipt(1, 3);
  const std::string text = receipt.Text();
  const std::vector<std::string> broken_texts = {
      std::string(),
      absl::StrCat("x", text),
      absl::StrCat(text.substr(0, 40)),
      absl::StrReplaceAll(text, {{"@v1", "@v2"}}),
      absl::StrReplaceAll(text, {{"index 1", "index 01"}}),
      absl::StrReplaceAll(text, {{"index 1", "index"}}),
      absl::StrReplaceAll(text, {{"index 1", "extra !\nindex 1"}}),
      absl::StrReplaceAll(text, {{"index 1\n", "index 1\nabcd\n"}}),
      text.substr(0, text.find("\n\n") + 2)};
  for (const std::string& broken : broken_texts) {
    INFO(broken);
    CHECK_THAT(StatusOf(Receipt::Parse(broken)),
               HasReason("RECEIPT_MALFORMED"));
  }
  Receipt moved = receipt;
  moved.index = 0;
  CHECK_THAT(StatusOf(VerifyReceipt(moved, HashLeaf("1"), Log().verifier())),
             HasReason("LOG_PROOF_INVALID"));
  Receipt regrown = receipt;
  regrown.checkpoint =
      absl::StrReplaceAll(receipt.checkpoint, {{"log\n3\n", "log\n4\n"}});
  CHECK_THAT(StatusOf(VerifyReceipt(regrown, HashLeaf("1"), Log().verifier())),
             HasReason("NOTE_SIGNATURE_INVALID"));
}

}  // namespace
}  // namespace suyuan::tlog
