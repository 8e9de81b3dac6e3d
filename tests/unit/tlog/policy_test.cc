#include "libs/tlog/policy.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "libs/tlog/cosignature.h"
#include "tests/support/status_matchers.h"

namespace suyuan::tlog {
namespace {

using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

constexpr char kOrigin[] = "example.test/log";

crypto::Ed25519PrivateKey Key(char fill) {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, fill));
}
NoteSigner Log() { return *NoteSigner::From(kOrigin, Key('l')); }
// Witness 'a' is called "a.example".
Cosigner Witness(char which) {
  return *Cosigner::From(absl::StrCat(std::string(1, which), ".example"),
                         Key(which));
}

// Replaces LOG and A to F by keys.
std::string Fill(absl::string_view text) {
  std::string out =
      absl::StrReplaceAll(text, {{"LOG", Log().verifier().Text()}});
  for (char c = 'a'; c <= 'f'; ++c) {
    const std::string name = absl::StrCat("<", std::string(1, c), ">");
    out = absl::StrReplaceAll(out, {{name, Witness(c).verifier().Text()}});
  }
  return out;
}

// The example of the document: two of a, b, c and one of d, e, f.
const char kPolicy[] =
    "# 新疆 (comment)\n\nlog LOG https://example.test/log\n"
    "witness X1 <a>\nwitness X2 <b>  https://x2.example/\n witness\tX3 <c>\n"
    "group X 2 X1 X2 X3\n"
    "witness Y1 <d>\nwitness Y2 <e>\nwitness Y3 <f>\n"
    "group Y any Y1 Y2 Y3\n"
    "group X-and-Y all X Y\nquorum X-and-Y\n";

Policy Parse(absl::string_view text) {
  auto policy = Policy::Parse(Fill(text));
  REQUIRE_THAT(StatusOf(policy), IsOk());
  return *std::move(policy);
}

std::string CheckpointBy(absl::string_view witnesses) {
  const Checkpoint checkpoint{kOrigin, 3, HashLeaf("root"), {}};
  const std::string text = checkpoint.Text();
  std::vector<NoteSignature> signatures = {
      {kOrigin, Log().verifier().key_id(), Log().Sign(text)}};
  for (const char c : witnesses) {
    signatures.push_back(
        Witness(c).Cosign(text, absl::FromUnixSeconds(1700000000)));
  }
  return WriteNote(text, signatures);
}

TEST_CASE("A policy names logs, witnesses and a quorum") {
  const Policy policy = Parse(kPolicy);
  REQUIRE(policy.logs().size() == 1);
  CHECK(policy.logs()[0].url == "https://example.test/log");
  REQUIRE(policy.witnesses().size() == 6);
  CHECK(policy.witnesses()[1].name == "X2");
  CHECK(policy.witnesses()[1].url == "https://x2.example/");
  CHECK(policy.quorum() == "X-and-Y");
}

TEST_CASE("A quorum is reached by enough of each group and no fewer") {
  const Policy policy = Parse(kPolicy);
  const auto [by, is_enough] = GENERATE(table<std::string, bool>({
      {"", false},
      {"a", false},
      {"ab", false},
      {"ad", false},
      {"def", false},
      {"abc", false},
      {"abd", true},
      {"bcf", true},
      {"abcdef", true},
  }));
  INFO(by);
  const auto opened = OpenByPolicy(CheckpointBy(by), policy);
  if (is_enough) {
    REQUIRE_THAT(StatusOf(opened), IsOk());
    CHECK(opened->size == 3);
  } else {
    CHECK_THAT(StatusOf(opened), HasReason("LOG_QUORUM_MISSING"));
  }
}

TEST_CASE("No witness is wanted where the policy says so") {
  const Policy policy = Parse("log LOG\nquorum none\n");
  CHECK_THAT(StatusOf(OpenByPolicy(CheckpointBy(""), policy)), IsOk());
}

TEST_CASE("Witnesses do not stand for a log that has not signed") {
  const Policy policy = Parse("log LOG\nwitness W <a>\nquorum W\n");
  const Checkpoint checkpoint{kOrigin, 3, HashLeaf("root"), {}};
  const NoteSignature alone =
      Witness('a').Cosign(checkpoint.Text(), absl::FromUnixSeconds(1700000000));
  CHECK_THAT(StatusOf(OpenByPolicy(
                 WriteNote(checkpoint.Text(), absl::MakeConstSpan(&alone, 1)),
                 policy)),
             HasReason("NOTE_UNVERIFIED"));
}

TEST_CASE("A log's key does not stand for another origin") {
  const Policy policy = Parse("log LOG\nquorum none\n");
  const Checkpoint other{"another.test/log", 3, HashLeaf("root"), {}};
  const NoteSigner log = Log();
  const std::string note =
      *SignNote(other.Text(), absl::MakeConstSpan(&log, 1));
  CHECK_THAT(StatusOf(OpenByPolicy(note, policy)),
             HasReason("RECEIPT_OF_ANOTHER_LOG"));
}

TEST_CASE("What breaks a rule of tlog-policy is refused with its line") {
  const auto text = GENERATE(
      values<std::string>({"",
                           "log LOG\n",
                           "quorum none\nquorum none\n",
                           "quorum W\n",
                           "quorum W\nwitness W <a>\n",
                           "witness none <a>\nquorum none\n",
                           "witness W <a>\nwitness W <b>\nquorum W\n",
                           "witness V <a>\nwitness W <a>\nquorum W\n",
                           "log LOG\nlog LOG\nquorum none\n",
                           "log <a>\nquorum none\n",
                           "witness W LOG\nquorum W\n",
                           "witness W <a>\ngroup G 0 W\nquorum G\n",
                           "witness W <a>\ngroup G 2 W\nquorum G\n",
                           "witness W <a>\ngroup G 01 W\nquorum G\n",
                           "witness W <a>\ngroup G all\nquorum W\n",
                           "witness W <a>\ngroup G all W W\nquorum G\n",
                           "witness W <a>\ngroup G all W\ngroup H any W G\n"
                           "quorum H\n",
                           "group G all G\nquorum G\n",
                           "witness W <a> url more\nquorum W\n",
                           "log LOG url more\nquorum none\n",
                           "quorum none more\n",
                           "policy 1\nquorum none\n",
                           "quorum none\r\n",
                           "log key\nquorum none\n"}));
  INFO(text);
  CHECK_THAT(StatusOf(Policy::Parse(Fill(text))),
             HasReason("LOG_POLICY_INVALID"));
}

TEST_CASE("A policy may have 64 witnesses and not one more") {
  std::string text;
  for (int i = 0; i < 64; ++i) {
    const std::string seed = absl::StrCat(std::string(30, 's'), 10 + i);
    const auto key = crypto::Ed25519PrivateKey::FromSeed(seed);
    absl::StrAppend(&text, "witness W", i, " ",
                    Cosigner::From("w", *key)->verifier().Text(), "\n");
  }
  CHECK_THAT(StatusOf(Policy::Parse(absl::StrCat(text, "quorum none\n"))),
             IsOk());
  CHECK_THAT(StatusOf(Policy::Parse(
                 Fill(absl::StrCat(text, "witness W <a>\nquorum none\n")))),
             HasReason("LOG_POLICY_INVALID"));
}

}  // namespace
}  // namespace suyuan::tlog
