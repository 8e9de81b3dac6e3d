#include "services/certificates/log/witness_board.h"

#include <future>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/clock.h"
#include "libs/tlog/cosignature.h"
#include "services/certificates/log/log_tree.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::kNow;
using testing::Memory;
using testing::Sqlite;

constexpr char kOrigin[] = "log.example/certificates";

crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}

tlog::Cosigner Witness(char which) {
  return *tlog::Cosigner::From(absl::StrCat(std::string(1, which), ".example"),
                               Key(which));
}

// Two of the witnesses a, b and c.
tlog::Policy TwoOfThree() {
  std::string text;
  for (const char c : {'a', 'b', 'c'}) {
    absl::StrAppend(&text, "witness ", std::string(1, c), " ",
                    Witness(c).verifier().Text(), "\n");
  }
  return *tlog::Policy::Parse(
      absl::StrCat(text, "group g 2 a b c\nquorum g\n"));
}

template <typename Fixture>
struct Board {
  explicit Board(std::optional<tlog::Policy> policy = TwoOfThree())
      : log(*TransparencyLog::Open(fixture.store,
                                   *tlog::NoteSigner::From(kOrigin, Key('l')))),
        board(fixture.store, *log, std::move(policy), clock) {}

  void Append(int64_t count) {
    const auto work = [count](CertificateWriter& writer) -> absl::Status {
      for (int64_t i = 0; i < count; ++i) {
        SUYUAN_RETURN_IF_ERROR(AppendLeaf(writer, "leaf").status());
      }
      return absl::OkStatus();
    };
    REQUIRE_THAT(fixture.store.Write(work, Deadline::Infinite()), IsOk());
  }
  absl::StatusOr<std::string> Pending() {
    std::promise<absl::StatusOr<std::string>> answer;
    board.PendingAsync([&answer](absl::StatusOr<std::string> note) {
      answer.set_value(std::move(note));
    });
    return answer.get_future().get();
  }
  absl::StatusOr<std::string> Add(absl::string_view note) {
    std::promise<absl::StatusOr<std::string>> answer;
    board.AddAsync(note, [&answer](absl::StatusOr<std::string> added) {
      answer.set_value(std::move(added));
    });
    return answer.get_future().get();
  }
  absl::StatusOr<std::string> Witnessed() {
    return board.Witnessed(Deadline::Infinite());
  }

  Fixture fixture;
  FakeClock clock{kNow};
  std::unique_ptr<TransparencyLog> log;
  WitnessBoard board;
};

std::string TextOf(absl::string_view note) {
  return std::string(note.substr(0, note.find("\n\n") + 1));
}

// What a witness sends: the text and its signature.
std::string Cosigned(absl::string_view note, char witness,
                     absl::Time at = kNow) {
  const tlog::NoteSignature by = Witness(witness).Cosign(TextOf(note), at);
  return tlog::WriteNote(TextOf(note), absl::MakeConstSpan(&by, 1));
}

// How many signatures it has, that of the log among them; all must hold.
size_t SignaturesOf(const std::string& note, const tlog::NoteVerifier& log) {
  std::vector<tlog::NoteVerifier> keys = TwoOfThree().WitnessKeys();
  keys.push_back(log);
  const auto opened = tlog::OpenNote(note, keys);
  REQUIRE_THAT(StatusOf(opened), IsOk());
  CHECK(opened->unverified.empty());
  return opened->verified.size();
}

TEMPLATE_TEST_CASE("A checkpoint is pending until its quorum has cosigned it",
                   "", Memory, Sqlite) {
  Board<TestType> b;
  b.Append(3);
  const std::string pending = *b.Pending();
  CHECK_THAT(StatusOf(b.Witnessed()), HasReason("LOG_NOT_WITNESSED"));
  b.Append(2);
  REQUIRE_THAT(StatusOf(b.log->Head(Deadline::Infinite())), IsOk());
  CHECK(*b.Pending() == pending);

  const auto once = b.Add(Cosigned(pending, 'a'));
  REQUIRE_THAT(StatusOf(once), IsOk());
  CHECK(SignaturesOf(*once, b.log->verifier()) == 2);
  CHECK(*b.Pending() == *once);
  CHECK_THAT(StatusOf(b.Witnessed()), HasReason("LOG_NOT_WITNESSED"));

  const auto twice = b.Add(Cosigned(pending, 'c'));
  REQUIRE_THAT(StatusOf(twice), IsOk());
  CHECK(SignaturesOf(*twice, b.log->verifier()) == 3);
  CHECK(*b.Witnessed() == *twice);
  CHECK_THAT(StatusOf(tlog::OpenByPolicy(
                 *b.Witnessed(),
                 *tlog::Policy::Parse(absl::StrCat(
                     "log ", b.log->verifier().Text(), "\nwitness A ",
                     Witness('a').verifier().Text(), "\nquorum A\n")))),
             IsOk());

  SECTION("the next is the newest head then") {
    const std::string next = *b.Pending();
    CHECK(TextOf(next) != TextOf(pending));
    CHECK(TextOf(next) == TextOf(b.log->Head(Deadline::Infinite())->note));
    // The witnessed one stays.
    CHECK(*b.Witnessed() == *twice);
  }
  SECTION("a witness that comes late is added to the witnessed one") {
    const auto late = b.Add(Cosigned(pending, 'b'));
    REQUIRE_THAT(StatusOf(late), IsOk());
    CHECK(SignaturesOf(*late, b.log->verifier()) == 4);
    CHECK(*b.Witnessed() == *late);
  }
}

TEMPLATE_TEST_CASE(
    "Where no leaf was added the witnessed one is to be cosigned", "", Memory,
    Sqlite) {
  Board<TestType> b;
  b.Append(3);
  const std::string pending = *b.Pending();
  REQUIRE_THAT(StatusOf(b.Add(Cosigned(pending, 'a'))), IsOk());
  REQUIRE_THAT(StatusOf(b.Add(Cosigned(pending, 'b'))), IsOk());
  CHECK(*b.Pending() == *b.Witnessed());
}

TEST_CASE("The newest checkpoint is published with its cosignatures") {
  Board<Memory> b;
  b.Append(3);
  const SignedHead head = *b.log->Head(Deadline::Infinite());
  CHECK(*b.board.Published(head, Deadline::Infinite()) == head.note);
  const std::string pending = *b.Pending();
  const std::string cosigned = *b.Add(Cosigned(pending, 'a'));
  CHECK(*b.board.Published(head, Deadline::Infinite()) == cosigned);
  b.Append(1);
  const SignedHead next = *b.log->Head(Deadline::Infinite());
  CHECK(*b.board.Published(next, Deadline::Infinite()) == next.note);
}

TEST_CASE("A witness's later cosignature replaces its earlier one") {
  Board<Memory> b;
  b.Append(3);
  const std::string pending = *b.Pending();
  const std::string later =
      *b.Add(Cosigned(pending, 'a', kNow + absl::Minutes(1)));
  CHECK(SignaturesOf(later, b.log->verifier()) == 2);
  CHECK(*b.Add(Cosigned(pending, 'a', kNow)) == later);
  const std::string latest =
      *b.Add(Cosigned(pending, 'a', kNow + absl::Minutes(2)));
  CHECK(latest != later);
  CHECK(SignaturesOf(latest, b.log->verifier()) == 2);
}

TEST_CASE("What is no cosignature of this checkpoint changes nothing") {
  Board<Memory> b;
  b.Append(3);
  const std::string pending = *b.Pending();
  SECTION("of a stranger") {
    CHECK_THAT(StatusOf(b.Add(Cosigned(pending, 'x'))),
               HasReason("NOTE_UNVERIFIED"));
  }
  SECTION("of the log alone") {
    CHECK_THAT(StatusOf(b.Add(pending)), HasReason("NOTE_UNVERIFIED"));
  }
  SECTION("of a witness, but another text") {
    std::string note = Cosigned(pending, 'a');
    note.replace(0, 3, "gol");
    CHECK_THAT(StatusOf(b.Add(note)), HasReason("NOTE_SIGNATURE_INVALID"));
  }
  SECTION("of a checkpoint that is not pending") {
    const std::string other =
        tlog::Checkpoint{kOrigin, 3, tlog::HashLeaf("x"), {}}.Text() + "\n";
    CHECK_THAT(StatusOf(b.Add(Cosigned(other, 'a'))),
               HasReason("LOG_CHECKPOINT_NOT_PENDING"));
  }
  SECTION("from the future, by more than clocks differ") {
    CHECK_THAT(
        StatusOf(b.Add(Cosigned(pending, 'a',
                                kNow + kWitnessClockSlack + absl::Seconds(1)))),
        HasReason("LOG_COSIGNATURE_TIME"));
  }
  SECTION("no note at all") {
    CHECK_THAT(StatusOf(b.Add("")), HasReason("NOTE_MALFORMED"));
  }
  CHECK(*b.Pending() == pending);
}

TEST_CASE("A cosignature may be as far ahead as clocks may differ") {
  Board<Memory> b;
  b.Append(3);
  CHECK_THAT(
      StatusOf(b.Add(Cosigned(*b.Pending(), 'a', kNow + kWitnessClockSlack))),
      IsOk());
}

TEST_CASE("A log without witnesses has nothing to be cosigned") {
  Board<Memory> none(std::nullopt);
  none.Append(1);
  CHECK_THAT(StatusOf(none.Pending()), HasReason("LOG_WITNESSES_NONE"));
  CHECK_THAT(StatusOf(none.Add("x")), HasReason("LOG_WITNESSES_NONE"));
  CHECK_THAT(StatusOf(none.Witnessed()), HasReason("LOG_NOT_WITNESSED"));
  Board<Memory> empty(*tlog::Policy::Parse("quorum none\n"));
  CHECK_THAT(StatusOf(empty.Pending()), HasReason("LOG_WITNESSES_NONE"));
}

}  // namespace
}  // namespace suyuan::certificates
