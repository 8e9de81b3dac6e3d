#include "services/certificates/archive/archive.h"

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyPrepared;
using testing::kNow;
using testing::Memory;
using testing::PlainEncoder;
using testing::Sqlite;

template <typename Fixture>
struct Held : Fixture {
  FakeClock clock{kNow};
  PlainEncoder encoder;
  Archive archive{this->store, encoder, clock};

  CertificateView Import(const PreparedCertificate& prepared) {
    auto outcome = archive.Import(prepared, {.principal = "clerk@xjim"},
                                  Deadline::Infinite());
    REQUIRE_THAT(StatusOf(outcome), IsOk());
    return outcome->view;
  }
  CertificateView Find(const CertificateId& id, const Horizon& horizon = {}) {
    auto view = archive.Find(id, horizon, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(view), IsOk());
    return *std::move(view);
  }
  absl::Status Void(const CertificateId& id, absl::CivilDay day,
                    const std::string& request_id = "") {
    return archive
        .Void({id, day, "误", ""},
              {"clerk@xjim", {request_id, "void", absl::StrCat(day.day())}},
              false, Deadline::Infinite())
        .status();
  }
  absl::Status Replace(const CertificateId& id, const CertificateId& by) {
    return archive
        .Replace({id, by, StatusKind::kAmended, "", ""}, {"clerk@xjim", {}},
                 false, Deadline::Infinite())
        .status();
  }
};

PreparedCertificate Claiming(const std::string& number,
                             const std::string& replaced,
                             absl::CivilDay issued) {
  PreparedCertificate prepared =
      AnyPrepared(number, absl::StrCat(" of ", issued.day()));
  prepared.particulars.issued = issued;
  prepared.particulars.replaces =
      ReplacementClaim{StatusKind::kAmended, replaced};
  return prepared;
}

JudgedSignature SignatureBy(char key, DetachedVerdict verdict) {
  return {.signature = {.key_id = std::string(64, key), .bytes = "signature"},
          .verdict = verdict,
          .signer = "institutions/tianshan",
          .received_at = kNow};
}

TEMPLATE_TEST_CASE(
    "A signature that is judged again is told once, and nothing "
    "is taken back",
    "", Memory, Sqlite) {
  Held<TestType> held;
  const CertificateView view = held.Import(AnyPrepared("A-1"));
  held.clock.Advance(absl::Seconds(1));
  SignatureReview review{
      .certificate = view.kept.id,
      .imported = {SignatureBy('a', DetachedVerdict::kValid)},
      .signature = SignatureBy('a', DetachedVerdict::kKeyRevoked)};
  const auto judge = [&held, &review] {
    return held.archive.Review({review}, "checks@suyuan", Deadline::Infinite())
        .value();
  };
  CHECK(judge() == 1);
  CHECK(judge() == 0);
  const CertificateView now = held.Find(view.kept.id);
  REQUIRE(now.changes.size() == 1);
  CHECK(now.changes[0].kind == StatusKind::kSignatureJudged);
  CHECK(now.changes[0].signature_state == SignatureState::kInvalid);
  CHECK(now.changes[0].principal == "checks@suyuan");
  CHECK(now.changes[0].position == 2);
  CHECK(now.changes[0].log_index == 1);
  CHECK(held.Find(view.kept.id, {.known_at = kNow}).changes.empty());
  review.signature.verdict = DetachedVerdict::kValid;
  CHECK(judge() == 1);
  CHECK(held.Find(view.kept.id).changes[1].signature_state ==
        SignatureState::kValid);
}

TEMPLATE_TEST_CASE("Of several signatures the good one still decides", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  const CertificateView view = held.Import(AnyPrepared("A-1"));
  const SignOrder order{view.kept.id,
                        SignatureBy('b', DetachedVerdict::kValid)};
  REQUIRE_THAT(StatusOf(held.archive.Sign(order, {"clerk@xjim", {}}, false,
                                          Deadline::Infinite())),
               IsOk());
  SignatureReview review{
      .certificate = view.kept.id,
      .imported = {SignatureBy('a', DetachedVerdict::kValid)},
      .signature = SignatureBy('a', DetachedVerdict::kKeyRevoked)};
  const auto state_after = [&held, &review] {
    CHECK(held.archive.Review({review}, "checks@suyuan", Deadline::Infinite())
              .value() == 1);
    return held.Find(review.certificate).changes.back().signature_state;
  };
  CHECK(state_after() == SignatureState::kValid);
  review.signature = SignatureBy('b', DetachedVerdict::kKeyCompromised);
  SECTION("then the bad one, which is sure") {
    CHECK(state_after() == SignatureState::kInvalid);
  }
  SECTION("and one in the document that holds") {
    review.inside = SignatureState::kValid;
    CHECK(state_after() == SignatureState::kValid);
  }
}

TEMPLATE_TEST_CASE("Imports are numbered as they come, in feed and log", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  const CertificateView first = held.Import(AnyPrepared("A-1"));
  const CertificateView second = held.Import(AnyPrepared("A-2"));
  CHECK(first.kept.position == 1);
  CHECK(first.kept.log_index == 0);
  CHECK(second.kept.position == 2);
  CHECK(second.kept.log_index == 1);
  CHECK(held.Find(first.kept.id).kept.recorded_at == kNow);
}

TEMPLATE_TEST_CASE("Knowledge keeps its order where the clock is set back", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  held.Import(AnyPrepared("A-1"));
  held.clock.Set(kNow - absl::Hours(1));
  const CertificateView second = held.Import(AnyPrepared("A-2"));
  CHECK(second.kept.recorded_at == kNow);
  // Also by an archive that has just been opened.
  Archive reopened(held.store, held.encoder, held.clock);
  const auto third = reopened.Import(AnyPrepared("A-3"), {"clerk@xjim", {}},
                                     Deadline::Infinite());
  CHECK(third->view.kept.recorded_at == kNow);
}

TEMPLATE_TEST_CASE("A repeat gets the first answer, whatever came since", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  const WriteContext context{"clerk@xjim", {"id", "import", "digest"}};
  const auto first =
      held.archive.Import(AnyPrepared("A-1"), context, Deadline::Infinite());
  held.Import(AnyPrepared("A-1", " other bytes"));
  REQUIRE_THAT(held.Void(first->view.kept.id, absl::CivilDay(2024, 6, 1)),
               IsOk());
  const auto again =
      held.archive.Import(AnyPrepared("A-1"), context, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->created);
  CHECK(again->view.same_key.empty());
  CHECK(again->view.changes.empty());
  CHECK(again->view.Etag() == first->view.Etag());
}

TEMPLATE_TEST_CASE("A repeated void is one change", "", Memory, Sqlite) {
  Held<TestType> held;
  const CertificateId id = held.Import(AnyPrepared("A-1")).kept.id;
  const absl::CivilDay day(2024, 6, 1);
  REQUIRE_THAT(held.Void(id, day, "request"), IsOk());
  CHECK_THAT(held.Void(id, day, "request"), IsOk());
  CHECK(held.Find(id).changes.size() == 1);
  CHECK_THAT(held.Void(id, day + 1, "request"), HasReason("REQUEST_ID_REUSED"));
}

TEMPLATE_TEST_CASE("What was not known yet is not seen", "", Memory, Sqlite) {
  Held<TestType> held;
  const CertificateId id = held.Import(AnyPrepared("A-1")).kept.id;
  held.clock.Advance(absl::Seconds(1));
  held.Import(AnyPrepared("A-1", " other bytes"));
  held.clock.Advance(absl::Seconds(1));
  REQUIRE_THAT(held.Void(id, absl::CivilDay(2024, 6, 1)), IsOk());

  CHECK(held.Find(id, {.known_at = kNow}).same_key.empty());
  const CertificateView later =
      held.Find(id, {.known_at = kNow + absl::Seconds(1)});
  CHECK(later.same_key.size() == 1);
  CHECK(later.changes.empty());
  CHECK(held.Find(id, {.known_at = kNow + absl::Seconds(2)}).changes.size() ==
        1);
  CHECK_THAT(
      StatusOf(held.archive.Find(id, {.known_at = kNow - absl::Microseconds(1)},
                                 Deadline::Infinite())),
      HasReason("CERTIFICATE_NOT_FOUND"));
}

TEMPLATE_TEST_CASE("One number of another kind is another key", "", Memory,
                   Sqlite) {
  Held<TestType> held;
  PreparedCertificate verification = AnyPrepared("A-1", " other bytes");
  verification.particulars.kind = CertificateKind::kVerification;
  held.Import(AnyPrepared("A-1"));
  CHECK(held.Import(verification).same_key.empty());
}

TEMPLATE_TEST_CASE("A corrected issue that says so is no conflict", "", Memory,
                   Sqlite) {
  Held<TestType> held;
  const CertificateView first = held.Import(AnyPrepared("A-1"));
  const CertificateView second =
      held.Import(Claiming("a-1", "A-1", absl::CivilDay(2024, 4, 2)));
  CHECK(second.same_key.empty());
  CHECK(second.claimed_by.empty());
  const CertificateView before = held.Find(first.kept.id);
  CHECK(before.same_key.empty());
  CHECK(before.claimed_by == std::vector<CertificateId>{second.kept.id});
}

TEMPLATE_TEST_CASE("Of three issues of one number the latest replaces", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  const CertificateView third =
      held.Import(Claiming("A-1", "A-1", absl::CivilDay(2024, 5, 3)));
  const CertificateView second =
      held.Import(Claiming("A-1", "A-1", absl::CivilDay(2024, 4, 2)));
  CHECK(held.Find(third.kept.id).claimed_by.empty());
  CHECK(held.Find(second.kept.id).claimed_by ==
        std::vector<CertificateId>{third.kept.id});
  CHECK(held.Find(second.kept.id).same_key.empty());
}

TEMPLATE_TEST_CASE("Others' certificates are not replaced by a claim", "",
                   Memory, Sqlite) {
  Held<TestType> held;
  const CertificateView own = held.Import(AnyPrepared("A-1"));
  PreparedCertificate foreign =
      Claiming("B-1", "A-1", absl::CivilDay(2024, 4, 2));
  foreign.particulars.issuer.title = "昆仑计量院";
  held.Import(foreign);
  CHECK(held.Find(own.kept.id).claimed_by.empty());
}

TEMPLATE_TEST_CASE("Replacements make no circle", "", Memory, Sqlite) {
  Held<TestType> held;
  const CertificateId a = held.Import(AnyPrepared("A-1")).kept.id;
  const CertificateId b = held.Import(AnyPrepared("A-2")).kept.id;
  const CertificateId c = held.Import(AnyPrepared("A-3")).kept.id;
  CHECK_THAT(held.Replace(a, b), IsOk());
  CHECK_THAT(held.Replace(b, c), IsOk());
  CHECK_THAT(held.Replace(c, a), HasReason("INVALID_FIELD"));
  CHECK_THAT(held.Replace(c, c), HasReason("INVALID_FIELD"));
  CHECK_THAT(held.Replace(a, c), HasReason("ALREADY_REPLACED"));
}

TEMPLATE_TEST_CASE("A refused change leaves no leaf and no entry", "", Memory,
                   Sqlite) {
  Held<TestType> held;
  const CertificateId id = held.Import(AnyPrepared("A-1")).kept.id;
  REQUIRE_THAT(held.Void(id, absl::CivilDay(2024, 6, 1)), IsOk());
  CHECK_THAT(held.Void(id, absl::CivilDay(2024, 6, 2)),
             HasReason("ALREADY_VOID"));
  CHECK(held.store.last_position() == 2);
}

}  // namespace
}  // namespace suyuan::certificates
