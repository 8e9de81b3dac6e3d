#include "services/certificates/signatures/key_terms.h"

#include <random>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "services/certificates/signatures/signature_judge.h"

namespace suyuan::certificates {
namespace {

using Verdict = DetachedVerdict;

absl::Time Begin(int month, int day) {
  return metrology::BeginOf(absl::CivilDay(2025, month, day));
}

KeyTerms Of2025() {
  return {.from = absl::CivilDay(2025, 1, 1),
          .to = absl::CivilDay(2025, 12, 31)};
}

TEST_CASE("A revocation concerns what was signed at its instant and later") {
  const KeyTerms before = Of2025();
  KeyTerms after = before;
  after.revoked_at = Begin(6, 1);
  CHECK(FirstAffected(before, after) == Begin(6, 1));
  KeyTerms earlier = after;
  earlier.revoked_at = Begin(5, 1);
  CHECK(FirstAffected(after, earlier) == Begin(5, 1));
  CHECK(FirstAffected(earlier, after) == Begin(5, 1));
  CHECK(FirstAffected(after, before) == Begin(6, 1));
}

TEST_CASE("Another end concerns what was signed after the earlier of the two") {
  const KeyTerms before = Of2025();
  KeyTerms after = before;
  after.to = absl::CivilDay(2025, 6, 30);
  CHECK(FirstAffected(before, after) == Begin(7, 1));
  after.to.reset();
  CHECK(FirstAffected(before, after) ==
        metrology::BeginOf(absl::CivilDay(2026, 1, 1)));
}

TEST_CASE("Another beginning, and a theft, concern whatever was signed") {
  const KeyTerms before = Of2025();
  KeyTerms after = before;
  after.from = absl::CivilDay(2025, 2, 1);
  CHECK(FirstAffected(before, after) == absl::InfinitePast());
  after = before;
  after.compromised = true;
  CHECK(FirstAffected(before, after) == absl::InfinitePast());
  KeyTerms stolen = after;
  stolen.revoked_at = Begin(6, 1);
  CHECK(FirstAffected(after, stolen) == absl::InfinitePast());
}

// Any two terms and signatures of one year, in whole days.
struct Dice {
  std::mt19937 random{20250601};

  int Below(int n) { return static_cast<int>(random() % n); }
  absl::CivilDay Day() { return absl::CivilDay(2025, 1, 1) + Below(12); }
  absl::Time Instant() { return metrology::BeginOf(Day()); }
  KeyTerms Terms() {
    KeyTerms terms;
    if (Below(2) == 0) terms.from = Day();
    if (Below(2) == 0) terms.to = Day();
    if (Below(2) == 0) terms.revoked_at = Instant();
    terms.compromised = Below(4) == 0;
    return terms;
  }
};

TEST_CASE(
    "Nothing is judged otherwise that was made before the first affected") {
  Dice dice;
  for (int i = 0; i < 20000; ++i) {
    const KeyTerms before = dice.Terms();
    KeyTerms after = before;
    const KeyTerms other = dice.Terms();
    switch (dice.Below(5)) {  // one field, or all
      case 0:
        after.from = other.from;
        break;
      case 1:
        after.to = other.to;
        break;
      case 2:
        after.revoked_at = other.revoked_at;
        break;
      case 3:
        after.compromised = other.compromised;
        break;
      default:
        after = other;
    }
    DetachedSignature signature;
    if (dice.Below(3) > 0) signature.signed_at = dice.Instant();
    const absl::Time received_at = dice.Instant();
    CAPTURE(i);
    const bool differs = VerdictByTerms(before, signature, received_at) !=
                         VerdictByTerms(after, signature, received_at);
    if (differs) {
      CHECK(MadeAt(signature, received_at) >= FirstAffected(before, after));
    }
  }
}

// A signature by a key of 天山计量院 that was made on 1 June, and is kept.
struct Kept {
  crypto::SigningKey key =
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519);
  InstitutionKeys keys;
  JudgedSignature judged{.signature = {.key_id = key.verifying_key().id(),
                                       .signed_at = Begin(6, 1)},
                         .verdict = Verdict::kValid,
                         .signer = "institutions/tianshan",
                         .received_at = Begin(6, 2)};

  void Register(const KeyTerms& terms,
                const char* institution = "institutions/tianshan") {
    keys.Put({.name = institution,
              .titles = {},
              .keys = {{key.verifying_key(), terms}}});
  }
};

TEST_CASE("A revocation that reaches back is held to the signing time") {
  Kept kept;
  KeyTerms terms = Of2025();
  kept.Register(terms);
  CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
  terms.revoked_at = Begin(6, 1) + absl::Microseconds(1);
  kept.Register(terms);
  CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
  terms.revoked_at = Begin(6, 1);
  kept.Register(terms);
  CHECK(JudgeAgain(kept.judged, kept.keys) == Verdict::kKeyRevoked);
  SECTION("and one that is put right gives the signature back") {
    kept.judged.verdict = Verdict::kKeyRevoked;
    CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
    terms.revoked_at.reset();
    kept.Register(terms);
    CHECK(JudgeAgain(kept.judged, kept.keys) == Verdict::kValid);
  }
}

TEST_CASE("What does not rest on the terms of the key is not judged again") {
  Kept kept;
  KeyTerms terms = Of2025();
  terms.revoked_at = Begin(5, 1);
  kept.Register(terms);
  for (const Verdict verdict :
       {Verdict::kInvalid, Verdict::kKeyUnknown, Verdict::kSignerMismatch,
        Verdict::kNotChecked}) {
    kept.judged.verdict = verdict;
    CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
  }
}

TEST_CASE("Only the signer's own record tells of the key") {
  Kept kept;
  KeyTerms revoked = Of2025();
  revoked.revoked_at = Begin(5, 1);
  CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
  kept.Register(revoked, "institutions/kunlun");
  CHECK(JudgeAgain(kept.judged, kept.keys) == std::nullopt);
}

}  // namespace
}  // namespace suyuan::certificates
