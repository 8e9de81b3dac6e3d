#include "services/certificates/signatures/signature_judge.h"

#include <string>
#include <utility>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates {
namespace {

using crypto::SignatureAlgorithm;
using crypto::SigningKey;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using Verdict = DetachedVerdict;

constexpr char kDocument[] = "a certificate";

absl::Time Noon(int year, int month, int day) {
  return metrology::BeginOf(absl::CivilDay(year, month, day)) + absl::Hours(12);
}

// 天山计量院 with one key that counts in 2025, and a certificate that it signed
// and that came here, both at noon of 2025-06-01.
struct Signed {
  SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  SigningInstitution institution{
      .name = "institutions/tianshan",
      .titles = {"天山计量院", "tianshan institute of metrology"},
      .keys = {{.key = key.verifying_key(),
                .terms = {.from = absl::CivilDay(2025, 1, 1),
                          .to = absl::CivilDay(2025, 12, 31)}}}};
  KeyTerms& registered = institution.keys[0].terms;
  Issuer issuer{.institution = "", .title = "天山计量院", .code = ""};
  std::string document = kDocument;
  DetachedSignature signature{.algorithm = std::nullopt,
                              .key_id = key.verifying_key().id(),
                              .bytes = key.Sign(kDocument),
                              .signed_at = Noon(2025, 6, 1)};
  absl::Time received_at = Noon(2025, 6, 1);

  JudgedSignature Judged() const {
    InstitutionKeys keys;
    keys.Put(institution);
    return Judge(signature, document, issuer, received_at, &keys);
  }
  DetachedVerdict Said() const { return Judged().verdict; }
};

TEST_CASE("A signature by the issuer's key over the document is valid") {
  const Signed s;
  const JudgedSignature judged = s.Judged();
  CHECK(judged.verdict == Verdict::kValid);
  CHECK(judged.signer == "institutions/tianshan");
  CHECK(judged.received_at == s.received_at);
  CHECK(judged.signature.algorithm == SignatureAlgorithm::kEd25519);
}

TEST_CASE("A signature over other bytes is none") {
  Signed s;
  s.document += " ";
  CHECK(s.Said() == Verdict::kInvalid);
}

TEST_CASE("A signature that names another algorithm than its key's is none") {
  Signed s;
  s.signature.algorithm = SignatureAlgorithm::kEd25519;
  CHECK(s.Said() == Verdict::kValid);
  s.signature.algorithm = SignatureAlgorithm::kSm2Sm3;
  CHECK(s.Said() == Verdict::kInvalid);
}

TEST_CASE("A key that nobody registered says nothing") {
  Signed s;
  s.institution.keys.clear();
  CHECK(s.Said() == Verdict::kKeyUnknown);
  CHECK(s.Judged().signer.empty());
}

TEST_CASE("Without keys nothing is checked") {
  const Signed s;
  const JudgedSignature judged =
      Judge(s.signature, s.document, s.issuer, s.received_at, nullptr);
  CHECK(judged.verdict == Verdict::kNotChecked);
}

// Days are those of China, where 2025 begins at 2024-12-31T16:00Z.
TEST_CASE("A key counts from the first to the end of its last day") {
  Signed s;
  const absl::Time begin = metrology::BeginOf(absl::CivilDay(2025, 1, 1));
  const absl::Time end = metrology::BeginOf(absl::CivilDay(2026, 1, 1));
  s.received_at = Noon(2027, 1, 1);
  s.signature.signed_at = begin;
  CHECK(s.Said() == Verdict::kValid);
  s.signature.signed_at = begin - absl::Seconds(1);
  CHECK(s.Said() == Verdict::kKeyNotYetValid);
  s.signature.signed_at = end - absl::Seconds(1);
  CHECK(s.Said() == Verdict::kValid);
  s.signature.signed_at = end;
  CHECK(s.Said() == Verdict::kKeyExpired);
}

TEST_CASE("Without a claimed time the day on which it came decides") {
  Signed s;
  s.signature.signed_at.reset();
  CHECK(s.Said() == Verdict::kValid);
  s.received_at = Noon(2026, 6, 1);
  CHECK(s.Said() == Verdict::kKeyExpired);
}

TEST_CASE("A revoked key does not count from the instant of its revocation") {
  Signed s;
  s.registered.revoked_at = *s.signature.signed_at + absl::Seconds(1);
  CHECK(s.Said() == Verdict::kValid);
  s.registered.revoked_at = *s.signature.signed_at;
  CHECK(s.Said() == Verdict::kKeyRevoked);
}

TEST_CASE("A revocation weighs more than the end of the period") {
  Signed s;
  s.received_at = *(s.signature.signed_at = Noon(2026, 6, 1));
  CHECK(s.Said() == Verdict::kKeyExpired);
  s.registered.revoked_at = Noon(2025, 9, 1);
  CHECK(s.Said() == Verdict::kKeyRevoked);
}

TEST_CASE("The holder of a stolen key is not believed about the time") {
  Signed s;
  s.registered.revoked_at = Noon(2025, 7, 1);
  s.received_at = Noon(2025, 7, 2);
  CHECK(s.Said() == Verdict::kValid);
  s.registered.compromised = true;
  CHECK(s.Said() == Verdict::kKeyCompromised);
  s.received_at = *s.registered.revoked_at;
  CHECK(s.Said() == Verdict::kKeyCompromised);
  s.received_at = *s.registered.revoked_at - absl::Seconds(1);
  CHECK(s.Said() == Verdict::kValid);
}

TEST_CASE("A signature is not made after it came, but for a clock's error") {
  Signed s;
  s.signature.signed_at = s.received_at + kMostClockSkew;
  CHECK(s.Said() == Verdict::kValid);
  *s.signature.signed_at += absl::Seconds(1);
  CHECK(s.Said() == Verdict::kTimeInFuture);
}

TEST_CASE("A signer who is not the issuer is told, by record or by title") {
  Signed s;
  s.issuer.title = "Tianshan  Institute of Metrology";
  CHECK(s.Said() == Verdict::kValid);
  s.issuer.title = "昆仑计量院";
  CHECK(s.Said() == Verdict::kSignerMismatch);
  CHECK(s.Judged().signer == "institutions/tianshan");
  s.issuer.institution = "institutions/tianshan";
  CHECK(s.Said() == Verdict::kValid);
  s.issuer = {.institution = "institutions/kunlun", .title = "天山计量院"};
  CHECK(s.Said() == Verdict::kSignerMismatch);
  s.issuer = {};
  CHECK(s.Said() == Verdict::kSignerMismatch);
}

TEST_CASE("Of two institutions with one key the issuer signed") {
  const Signed s;
  SigningInstitution other = s.institution;
  other.name = "institutions/kunlun";
  other.titles = {"昆仑计量院"};
  InstitutionKeys keys;
  keys.Put(other);
  keys.Put(s.institution);
  CHECK(Judge(s.signature, s.document, s.issuer, s.received_at, &keys).signer ==
        "institutions/tianshan");
}

TEST_CASE("The newest revision of an institution tells its keys") {
  const Signed s;
  const std::string id = s.key.verifying_key().id();
  InstitutionKeys keys;
  SigningInstitution first = s.institution;
  first.revision = 1;
  SigningInstitution second = s.institution;
  second.revision = 2;
  second.keys.clear();
  keys.Put(second);
  CHECK(keys.Find(id).empty());
  keys.Put(first);
  CHECK(keys.Find(id).empty());
  first.revision = 3;
  keys.Put(first);
  CHECK(keys.Find(id).size() == 1);
}

TEST_CASE("Keys say when they are complete") {
  InstitutionKeys keys;
  CHECK_THAT(keys.Ready(), HasReason("SIGNING_KEYS_NOT_READY"));
  keys.SetReady();
  CHECK_THAT(keys.Ready(), IsOk());
}

SignatureState StateOfAll(const std::vector<Verdict>& verdicts) {
  std::vector<JudgedSignature> signatures;
  for (const Verdict verdict : verdicts) {
    signatures.push_back({.verdict = verdict});
  }
  return StateOf(signatures);
}

TEST_CASE("The best of the signatures beside a document decides") {
  using State = SignatureState;
  CHECK(StateOfAll({}) == State::kAbsent);
  CHECK(StateOfAll({Verdict::kInvalid, Verdict::kValid}) == State::kValid);
  CHECK(StateOfAll({Verdict::kValid, Verdict::kKeyUnknown}) == State::kValid);
  CHECK(StateOfAll({Verdict::kKeyUnknown, Verdict::kInvalid}) ==
        State::kInvalid);
  CHECK(StateOfAll({Verdict::kNotChecked}) == State::kNotChecked);
  for (const Verdict bad :
       {Verdict::kInvalid, Verdict::kKeyNotYetValid, Verdict::kKeyExpired,
        Verdict::kKeyRevoked, Verdict::kTimeInFuture}) {
    CHECK(StateOfAll({bad}) == State::kInvalid);
  }
  for (const Verdict open : {Verdict::kKeyUnknown, Verdict::kKeyCompromised,
                             Verdict::kSignerMismatch}) {
    CHECK(StateOfAll({open}) == State::kIndeterminate);
  }
}

TEST_CASE("A signature beside a document does not mend a broken one in it") {
  using State = SignatureState;
  CHECK(Together(State::kInvalid, State::kValid) == State::kInvalid);
  CHECK(Together(State::kAbsent, State::kValid) == State::kValid);
  CHECK(Together(State::kNotChecked, State::kValid) == State::kValid);
  CHECK(Together(State::kValid, State::kInvalid) == State::kValid);
  CHECK(Together(State::kAbsent, State::kAbsent) == State::kAbsent);
  CHECK(Together(State::kIndeterminate, State::kAbsent) ==
        State::kIndeterminate);
}

}  // namespace
}  // namespace suyuan::certificates
