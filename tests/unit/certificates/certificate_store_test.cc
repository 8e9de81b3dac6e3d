// The contract of CertificateStore, held against every implementation.

#include "services/certificates/store/certificate_store.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasCode;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::AnyKept;
using testing::kNow;
using testing::Memory;
using testing::Sqlite;

absl::Status Write(CertificateStore& store, CertificateStore::WriteWork work) {
  return store.Write(std::move(work), Deadline::Infinite());
}

absl::Status Read(CertificateStore& store, CertificateStore::ReadWork work) {
  return store.Read(work, Deadline::Infinite());
}

void Keep(CertificateStore& store, const KeptCertificate& kept) {
  REQUIRE_THAT(Write(store,
                     [&kept](CertificateWriter& writer) {
                       return writer.Keep(
                           kept, "original\0bytes",
                           absl::StrCat("payload ", kept.position));
                     }),
               IsOk());
}

std::vector<int64_t> Scanned(CertificateStore& store,
                             const std::optional<TermValue>& term,
                             int64_t before, int64_t limit) {
  std::vector<int64_t> positions;
  REQUIRE_THAT(Read(store,
                    [&](CertificateReader& reader) -> absl::Status {
                      auto found = reader.Scan(term, before, limit);
                      if (!found.ok()) return found.status();
                      for (const KeptCertificate& kept : *found) {
                        positions.push_back(kept.position);
                      }
                      return absl::OkStatus();
                    }),
               IsOk());
  return positions;
}

TEMPLATE_TEST_CASE("What was kept is found as it was", "", Memory, Sqlite) {
  TestType fixture;
  KeptCertificate kept = AnyKept("A-1", 1);
  kept.particulars.issuer = {"institutions/tianshan", "天山计量院",
                             "CNAS L1234"};
  kept.particulars.begin = absl::CivilDay(2024, 3, 10);
  kept.particulars.replaces = ReplacementClaim{StatusKind::kSubstituted, "A-0"};
  kept.particulars.item_numbers = {"S-1", "S-2"};
  kept.particulars.reference_numbers = {"UP-1"};
  Keep(fixture.store, kept);
  const auto check = [&kept](CertificateReader& reader) -> absl::Status {
    const auto found = reader.Find(kept.id);
    REQUIRE(found.ok());
    REQUIRE(found->has_value());
    const KeptCertificate& got = **found;
    CHECK(got.digest == kept.digest);
    CHECK(got.particulars.kind == kept.particulars.kind);
    CHECK(got.particulars.number == "A-1");
    CHECK(got.particulars.issuer == kept.particulars.issuer);
    CHECK(got.particulars.item_title == kept.particulars.item_title);
    CHECK(got.particulars.begin == kept.particulars.begin);
    CHECK(got.particulars.end == std::nullopt);
    CHECK(got.particulars.issued == kept.particulars.issued);
    CHECK(got.particulars.replaces->number == "A-0");
    CHECK(got.particulars.replaces->kind == StatusKind::kSubstituted);
    CHECK(got.particulars.item_numbers == kept.particulars.item_numbers);
    CHECK(got.number_key == kept.number_key);
    CHECK(got.recorded_at == kept.recorded_at);
    CHECK(got.principal == "clerk@xjim");
    CHECK(*reader.Original(got) == "original");
    CHECK(*reader.Document(got) == "payload 1");
    CHECK_FALSE(reader.Find(AnyKept("B-1", 1).id)->has_value());
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("A unit of work is kept whole or not at all", "", Memory,
                   Sqlite) {
  TestType fixture;
  const auto failing = [](CertificateWriter& writer) -> absl::Status {
    SUYUAN_RETURN_IF_ERROR(writer.Keep(AnyKept("A-1", 1), "o", "p"));
    SUYUAN_RETURN_IF_ERROR(writer.PutLogLeaf(0, "leaf"));
    SUYUAN_RETURN_IF_ERROR(
        writer.KeepAnswer({"id", "method", "digest"}, "answer", kNow));
    return absl::AbortedError("at the last moment");
  };
  CHECK_THAT(Write(fixture.store, failing),
             HasCode(absl::StatusCode::kAborted));
  CHECK(fixture.store.last_position() == 0);
  const auto empty = [](CertificateReader& reader) -> absl::Status {
    CHECK(*reader.LastPosition() == 0);
    CHECK(*reader.LogSize() == 0);
    CHECK_FALSE(reader.Find(AnyKept("A-1", 1).id)->has_value());
    CHECK_FALSE(reader.FindAnswer({"id", "method", "digest"})->has_value());
    CHECK(reader.Scan(std::nullopt, 100, 10)->empty());
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, empty), IsOk());
}

TEMPLATE_TEST_CASE("Scans give the newest first, before a position", "", Memory,
                   Sqlite) {
  TestType fixture;
  for (int i = 1; i <= 5; ++i) {
    Keep(fixture.store,
         AnyKept(i % 2 == 0 ? "EVEN" : "ODD", i, absl::StrCat(" ", i)));
  }
  using Positions = std::vector<int64_t>;
  CHECK(Scanned(fixture.store, std::nullopt, 100, 10) ==
        Positions{5, 4, 3, 2, 1});
  CHECK(Scanned(fixture.store, std::nullopt, 4, 2) == Positions{3, 2});
  const TermValue odd = TermValue::Of(Term::kNumber, "ODD");
  CHECK(Scanned(fixture.store, odd, 100, 10) == Positions{5, 3, 1});
  CHECK(Scanned(fixture.store, odd, 5, 1) == Positions{3});
  CHECK(Scanned(fixture.store, TermValue::Of(Term::kItemNumber, "ODD"), 100, 10)
            .empty());
}

TEMPLATE_TEST_CASE("Changes come in the order in which they were known", "",
                   Memory, Sqlite) {
  TestType fixture;
  const KeptCertificate kept = AnyKept("A-1", 1);
  Keep(fixture.store, kept);
  StatusChange voided{.kind = StatusKind::kVoided,
                      .void_from = absl::CivilDay(2024, 6, 1),
                      .reason = "误",
                      .recorded_at = kNow + absl::Seconds(2),
                      .principal = "clerk@xjim",
                      .position = 2,
                      .log_index = 1};
  StatusChange amended{.kind = StatusKind::kAmended,
                       .replaced_by = AnyKept("A-2", 1).id,
                       .recorded_at = kNow + absl::Seconds(3),
                       .position = 3,
                       .log_index = 2};
  for (const StatusChange& change : {voided, amended}) {
    REQUIRE_THAT(Write(fixture.store,
                       [&](CertificateWriter& writer) {
                         return writer.KeepChange(kept.id, change, "change");
                       }),
                 IsOk());
  }
  const auto check = [&](CertificateReader& reader) -> absl::Status {
    const auto changes = reader.Changes(kept.id);
    REQUIRE(changes->size() == 2);
    CHECK(changes->at(0).void_from == voided.void_from);
    CHECK(changes->at(0).reason == "误");
    CHECK(changes->at(0).replaced_by == std::nullopt);
    CHECK(changes->at(0).log_index == 1);
    CHECK(changes->at(1).replaced_by == amended.replaced_by);
    CHECK(changes->at(1).recorded_at == amended.recorded_at);
    CHECK(reader.Changes(*amended.replaced_by)->empty());
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("A signature that was added is kept with its change", "",
                   Memory, Sqlite) {
  TestType fixture;
  const KeptCertificate kept = AnyKept("A-1", 1);
  Keep(fixture.store, kept);
  const JudgedSignature signature{
      .signature = {.algorithm = crypto::SignatureAlgorithm::kSm2Sm3,
                    .key_id = std::string(64, 'a'),
                    .bytes = std::string("s\0s", 3),
                    .signed_at = kNow - absl::Hours(1)},
      .verdict = DetachedVerdict::kValid,
      .signer = "institutions/tianshan",
      .received_at = kNow};
  StatusChange first{.kind = StatusKind::kSigned,
                     .signature = signature,
                     .signature_state = SignatureState::kValid,
                     .recorded_at = kNow,
                     .position = 2,
                     .log_index = 1};
  StatusChange second = first;
  second.kind = StatusKind::kSignatureJudged;
  second.signature->verdict = DetachedVerdict::kKeyRevoked;
  second.signature_state = SignatureState::kInvalid;
  second.signature->signature.algorithm.reset();
  second.signature->signature.signed_at.reset();
  second.position = 3;
  second.log_index = 2;
  for (const StatusChange& change : {first, second}) {
    REQUIRE_THAT(Write(fixture.store,
                       [&](CertificateWriter& writer) {
                         return writer.KeepChange(kept.id, change, "change");
                       }),
                 IsOk());
  }
  const auto check = [&](CertificateReader& reader) -> absl::Status {
    const auto changes = reader.Changes(kept.id);
    REQUIRE(changes->size() == 2);
    const StatusChange& one = changes->at(0);
    REQUIRE(one.signature.has_value());
    CHECK(one.signature->verdict == DetachedVerdict::kValid);
    CHECK(one.signature->signer == "institutions/tianshan");
    CHECK(one.signature->received_at == kNow);
    CHECK(one.signature->signature.algorithm ==
          crypto::SignatureAlgorithm::kSm2Sm3);
    CHECK(one.signature->signature.key_id == std::string(64, 'a'));
    CHECK(one.signature->signature.bytes == std::string("s\0s", 3));
    CHECK(one.signature->signature.signed_at == kNow - absl::Hours(1));
    const StatusChange& other = changes->at(1);
    REQUIRE(other.signature.has_value());
    CHECK(other.signature->signature.algorithm == std::nullopt);
    CHECK(other.signature->signature.signed_at == std::nullopt);
    CHECK(other.signature->verdict == DetachedVerdict::kKeyRevoked);
    CHECK(one.signature_state == SignatureState::kValid);
    CHECK(other.signature_state == SignatureState::kInvalid);
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("The feed is read in pieces, each with at least one entry",
                   "", Memory, Sqlite) {
  TestType fixture;
  for (int i = 1; i <= 4; ++i) {
    Keep(fixture.store, AnyKept("A", i, absl::StrCat(" ", i)));
  }
  const auto check = [](CertificateReader& reader) -> absl::Status {
    CHECK(*reader.LastPosition() == 4);
    const auto all = reader.FeedAfter(0, 100, 1 << 20);
    REQUIRE(all->size() == 4);
    CHECK(all->at(3).position == 4);
    CHECK(all->at(3).payload == "payload 4");
    CHECK(all->at(3).kind == FeedEntry::Kind::kImport);
    CHECK(all->at(3).recorded_at == AnyKept("A", 4).recorded_at);
    CHECK(reader.FeedAfter(1, 2, 1 << 20)->front().position == 2);
    CHECK(reader.FeedAfter(1, 2, 1 << 20)->size() == 2);
    CHECK(reader.FeedAfter(0, 100, 1)->size() == 1);
    CHECK(reader.FeedAfter(4, 100, 1 << 20)->empty());
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("An answer is remembered for its very request", "", Memory,
                   Sqlite) {
  TestType fixture;
  const RememberedRequest request{"id", "method", "digest"};
  REQUIRE_THAT(Write(fixture.store,
                     [&](CertificateWriter& writer) {
                       return writer.KeepAnswer(request, "answer", kNow);
                     }),
               IsOk());
  const auto check = [&](CertificateReader& reader) -> absl::Status {
    CHECK(*reader.FindAnswer(request) == "answer");
    CHECK_FALSE(reader.FindAnswer({"other", "method", "digest"})->has_value());
    CHECK_THAT(StatusOf(reader.FindAnswer({"id", "another", "digest"})),
               HasReason("REQUEST_ID_REUSED"));
    CHECK_THAT(StatusOf(reader.FindAnswer({"id", "method", "another"})),
               HasReason("REQUEST_ID_REUSED"));
    CHECK_THAT(StatusOf(reader.FindAnswer({"id", "method", "another"})),
               HasCode(absl::StatusCode::kInvalidArgument));
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("Leaves and hashes of the log are read by range", "", Memory,
                   Sqlite) {
  TestType fixture;
  const auto fill = [](CertificateWriter& writer) -> absl::Status {
    for (int i = 0; i < 3; ++i) {
      const std::string leaf = absl::StrCat("leaf ", i);
      SUYUAN_RETURN_IF_ERROR(writer.PutLogLeaf(i, leaf));
      SUYUAN_RETURN_IF_ERROR(writer.PutLogHash(
          {0, static_cast<uint64_t>(i), tlog::HashLeaf(leaf)}));
    }
    return absl::OkStatus();
  };
  REQUIRE_THAT(Write(fixture.store, fill), IsOk());
  const auto check = [](CertificateReader& reader) -> absl::Status {
    using Leaves = std::vector<std::string>;
    CHECK(*reader.LogSize() == 3);
    CHECK(*reader.LogLeaves(1, 5) == Leaves{"leaf 1", "leaf 2"});
    CHECK(*reader.LogLeaves(0, 1) == Leaves{"leaf 0"});
    CHECK(reader.LogLeaves(3, 1)->empty());
    CHECK(reader.LogHashes(0, 1, 2)->at(1) == tlog::HashLeaf("leaf 2"));
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("The head advances only from what it is", "", Memory,
                   Sqlite) {
  TestType fixture;
  const auto advance = [&](int64_t expected, int64_t size) {
    bool advanced = false;
    REQUIRE_THAT(Write(fixture.store,
                       [&](CertificateWriter& writer) -> absl::Status {
                         SUYUAN_ASSIGN_OR_RETURN(
                             advanced,
                             writer.AdvanceHead(expected,
                                                {size, tlog::HashLeaf("root"),
                                                 absl::StrCat("note ", size)}));
                         return absl::OkStatus();
                       }),
                 IsOk());
    return advanced;
  };
  CHECK_FALSE(advance(3, 4));
  CHECK(advance(0, 0));  // the empty tree was signed
  CHECK(advance(0, 5));
  CHECK_FALSE(advance(0, 6));
  CHECK_FALSE(advance(4, 6));
  CHECK(advance(5, 6));
  const auto check = [](CertificateReader& reader) -> absl::Status {
    const auto head = reader.Head();
    REQUIRE(head->has_value());
    CHECK((*head)->size == 6);
    CHECK((*head)->note == "note 6");
    CHECK((*head)->root == tlog::HashLeaf("root"));
    return absl::OkStatus();
  };
  CHECK_THAT(Read(fixture.store, check), IsOk());
}

TEMPLATE_TEST_CASE("Who subscribed is told of commits, until it leaves", "",
                   Memory, Sqlite) {
  TestType fixture;
  std::vector<int64_t> told;
  const int64_t number = fixture.store.Subscribe(
      [&told](int64_t position) { told.push_back(position); });
  Keep(fixture.store, AnyKept("A-1", 1));
  CHECK(fixture.store.last_position() == 1);
  CHECK_THAT(fixture.store.WaitFor(1, Deadline::Infinite()), IsOk());
  fixture.store.Unsubscribe(number);
  Keep(fixture.store, AnyKept("A-2", 2));
  CHECK(told == std::vector<int64_t>{1});
  const SystemClock clock;
  CHECK_THAT(fixture.store.WaitFor(
                 3, Deadline::At(clock, clock.Now() + absl::Milliseconds(5))),
             HasCode(absl::StatusCode::kDeadlineExceeded));
}

TEST_CASE(
    "A term longer than an index should hold is stood for by its digest") {
  const std::string longer(300, 'x');
  const TermValue value = TermValue::Of(Term::kNumber, longer);
  CHECK(value.value.size() < 350);
  CHECK(value == TermValue::Of(Term::kNumber, longer));
  CHECK(value.value != TermValue::Of(Term::kNumber, longer + "y").value);
  CHECK(TermValue::Of(Term::kNumber, std::string(256, 'x')).value ==
        std::string(256, 'x'));
}

}  // namespace
}  // namespace suyuan::certificates
