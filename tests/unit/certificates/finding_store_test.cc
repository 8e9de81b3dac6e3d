// Findings as they are kept, and a runner over them.

#include "services/certificates/checks/finding_store.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "services/certificates/checks/numbers.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/store/sql_fact_uses.h"
#include "services/certificates/store/sql_finding_store.h"
#include "services/certificates/transport/check_runner.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using checks::CheckBatch;
using checks::Finding;
using checks::FindingRecord;
using checks::FindingState;
using checks::Shelf;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::kNow;

CertificateId Id(const std::string& text) {
  return CertificateId(Digest::Of(text));
}

Finding AnyFinding(const std::string& subject) {
  Finding finding;
  finding.code = "A_ENV_CONST";
  finding.subject = subject;
  finding.kind = checks::FindingKind::kAnomaly;
  finding.severity = checks::Severity::kMinor;
  finding.issuer = "天山计量院";
  finding.certificates = {Id(subject)};
  finding.figures = {checks::FigureOf("days", 30, 30)};
  return finding;
}

struct Store {
  Store() { REQUIRE(store->BeginRules(1).value() == 0); }

  absl::Status Keep(int64_t after, int64_t position,
                    std::vector<Finding> found) {
    CheckBatch batch;
    batch.after = after;
    batch.position = position;
    batch.found = std::move(found);
    batch.now = kNow + absl::Seconds(position);
    return store->Keep(batch);
  }
  std::vector<FindingRecord> List(const std::string& filter = "") {
    auto page = store->List({.filter = filter}, Deadline::Infinite());
    REQUIRE_THAT(StatusOf(page), IsOk());
    return page->findings;
  }
  absl::StatusOr<FindingRecord> Review(const checks::ReviewOrder& order) {
    absl::StatusOr<FindingRecord> answer = absl::UnknownError("no answer");
    absl::Status waited;
    store->ReviewAsync(order, kNow + absl::Hours(1),
                       [&answer](auto record) { answer = std::move(record); });
    // A write after it is done after it.
    (void)sqlite.owned->Write(
        [](CertificateWriter&) { return absl::OkStatus(); },
        Deadline::Infinite());
    return answer;
  }

  testing::Sqlite sqlite;
  std::unique_ptr<SqlFindingStore> store = *SqlFindingStore::Open(
      sqlite.owned->database(), crypto::HmacSha256With("secret"));
};

TEST_CASE("A batch is kept whole, once, and in its turn") {
  Store s;
  CHECK_THAT(s.Keep(0, 5, {AnyFinding("a")}), IsOk());
  CHECK_THAT(s.Keep(0, 5, {AnyFinding("b")}), HasReason("POSITION_BACKWARDS"));
  CHECK(s.List().size() == 1);
  CHECK(s.store->BeginRules(1).value() == 5);
}

TEST_CASE("What is found again without news makes no revision") {
  Store s;
  REQUIRE_THAT(s.Keep(0, 1, {AnyFinding("a")}), IsOk());
  REQUIRE_THAT(s.Keep(1, 2, {AnyFinding("a")}), IsOk());
  CHECK(s.store->last_position() == 1);
  Finding more = AnyFinding("a");
  more.certificates = {Id("newer")};
  more.figures = {checks::FigureOf("days", 60, 30)};
  REQUIRE_THAT(s.Keep(2, 3, {more}), IsOk());
  const std::vector<FindingRecord> held = s.List();
  REQUIRE(held.size() == 1);
  CHECK(held[0].revision == 2);
  CHECK(held[0].found_at == kNow + absl::Seconds(1));
  CHECK(held[0].recorded_at == kNow + absl::Seconds(3));
  CHECK(held[0].finding.certificates ==
        std::vector<CertificateId>{Id("newer"), Id("a")});
  const auto first = s.store->Find(held[0].id, 1, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(first->finding.figures[0].value == "30");
  CHECK_THAT(StatusOf(s.store->Find(held[0].id, 3, Deadline::Infinite())),
             HasReason("FINDING_NOT_FOUND"));
}

TEST_CASE("Lists are filtered, newest first, and go on where they ended") {
  Store s;
  Finding hard = AnyFinding("hard");
  hard.code = "V21";
  hard.kind = checks::FindingKind::kHard;
  hard.severity = checks::Severity::kBlocker;
  REQUIRE_THAT(s.Keep(0, 1, {AnyFinding("a"), hard, AnyFinding("b")}), IsOk());
  CHECK(s.List().at(0).finding.subject == "b");
  CHECK(s.List("code = V21").size() == 1);
  CHECK(s.List("code = \"A_ENV_CONST\"").size() == 2);
  CHECK(s.List("kind = KIND_HARD").size() == 1);
  CHECK(s.List("severity = BLOCKER AND state = OPEN").size() == 1);
  CHECK(s.List("is_lead = true").size() == 2);
  CHECK(s.List("issuer = \"天山计量院\"").size() == 3);
  CHECK(s.List("state = CONFIRMED").empty());
  CHECK(s.List(absl::StrCat("certificate = \"", Id("a").name(), "\"")).size() ==
        1);
  CHECK(s.List("recorded_at > 2025-01-01T00:00:01Z").empty());
  CHECK(s.List("recorded_at >= 2025-01-01T00:00:01Z").size() == 3);
  CHECK_THAT(
      StatusOf(s.store->List({.filter = "colour = red"}, Deadline::Infinite())),
      HasReason("INVALID_FILTER"));
  checks::FindingQuestion question{.page_size = 2};
  const auto first = s.store->List(question, Deadline::Infinite());
  REQUIRE(first->findings.size() == 2);
  question.page_token = first->next_page_token;
  const auto second = s.store->List(question, Deadline::Infinite());
  REQUIRE_THAT(StatusOf(second), IsOk());
  REQUIRE(second->findings.size() == 1);
  CHECK(second->findings[0].finding.subject == "a");
  CHECK(second->next_page_token.empty());
}

TEST_CASE("A review takes a finding from one state to the next, with a why") {
  Store s;
  REQUIRE_THAT(s.Keep(0, 1, {AnyFinding("a")}), IsOk());
  const std::string id = AnyFinding("a").Id();
  checks::ReviewOrder order{.finding = id,
                            .state = FindingState::kConfirmed,
                            .actor = "inspector@xj",
                            .reason = "看过原始记录",
                            .etag = s.List()[0].Etag(),
                            .request = {"r1", "findings.Review", "d"}};
  const auto confirmed = s.Review(order);
  REQUIRE_THAT(StatusOf(confirmed), IsOk());
  CHECK(confirmed->state == FindingState::kConfirmed);
  CHECK(confirmed->revision == 2);
  REQUIRE(confirmed->reviews.size() == 1);
  CHECK(confirmed->reviews[0].actor == "inspector@xj");
  // A repeat of the request is answered alike, and changes nothing.
  CHECK(s.Review(order)->Etag() == confirmed->Etag());
  CHECK(s.store->last_position() == 2);
  order.request.request_id.clear();
  CHECK_THAT(StatusOf(s.Review(order)), HasReason("ETAG_MISMATCH"));
  order.etag.clear();
  CHECK_THAT(StatusOf(s.Review(order)), HasReason("FINDING_STATE"));
  order.finding = AnyFinding("nobody's").Id();
  CHECK_THAT(StatusOf(s.Review(order)), HasReason("FINDING_NOT_FOUND"));
  // More evidence does not undo what a person decided.
  Finding more = AnyFinding("a");
  more.figures = {checks::FigureOf("days", 60, 30)};
  REQUIRE_THAT(s.Keep(1, 2, {more}), IsOk());
  CHECK(s.List()[0].state == FindingState::kConfirmed);
  CHECK(s.List()[0].revision == 3);
}

TEST_CASE("Each step between states is allowed or refused") {
  using S = FindingState;
  const std::vector<std::pair<S, std::vector<S>>> steps = {
      {S::kOpen, {S::kConfirmed, S::kRejected, S::kClosed}},
      {S::kConfirmed, {S::kAppealed, S::kClosed}},
      {S::kRejected, {S::kAppealed, S::kClosed}},
      {S::kAppealed, {S::kConfirmed, S::kRejected, S::kClosed}},
      {S::kClosed, {S::kOpen}}};
  for (const auto& [from, allowed] : steps) {
    for (const S to :
         {S::kOpen, S::kConfirmed, S::kRejected, S::kAppealed, S::kClosed}) {
      const bool is_allowed =
          std::find(allowed.begin(), allowed.end(), to) != allowed.end();
      INFO(checks::StateWord(from) << " to " << checks::StateWord(to));
      CHECK(checks::IsStep(from, to) == is_allowed);
    }
  }
}

TEST_CASE("Another version of the rules judges all anew and keeps the names") {
  Store s;
  CheckBatch batch;
  batch.position = 10;
  batch.remembered[{Shelf::kDigits, "k"}] = "[1]";
  batch.found = {AnyFinding("still there"), AnyFinding("gone"),
                 AnyFinding("decided")};
  batch.now = kNow;
  REQUIRE_THAT(s.store->Keep(batch), IsOk());
  REQUIRE_THAT(StatusOf(s.Review({.finding = AnyFinding("decided").Id(),
                                  .state = FindingState::kRejected,
                                  .actor = "a@b",
                                  .reason = "no"})),
               IsOk());
  CHECK(s.store->BeginRules(2).value() == 0);
  REQUIRE_THAT(s.store->WithMemory([](auto recall) {
    CHECK(recall(Shelf::kDigits, "k").value().empty());
    return absl::OkStatus();
  }),
               IsOk());
  REQUIRE_THAT(s.Keep(0, 4, {AnyFinding("still there")}), IsOk());
  CHECK(s.List("state = OPEN").size() == 2);  // not before all is judged
  REQUIRE_THAT(s.Keep(4, 10, {}), IsOk());
  const std::vector<FindingRecord> open = s.List("state = OPEN");
  REQUIRE(open.size() == 1);
  CHECK(open[0].finding.subject == "still there");
  CHECK(open[0].revision == 1);
  CHECK(open[0].rules_version == 2);
  const std::vector<FindingRecord> closed = s.List("state = CLOSED");
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].finding.subject == "gone");
  CHECK(closed[0].reviews[0].actor == checks::kChecksActor);
  CHECK(s.List("state = REJECTED").size() == 1);
  // Found by a later version, it is open again.
  CHECK(s.store->BeginRules(3).value() == 0);
  REQUIRE_THAT(s.Keep(0, 10, {AnyFinding("gone")}), IsOk());
  CHECK(s.List("state = OPEN").at(0).finding.subject == "gone");
}

checks::HeldTo Use(const std::string& key, int64_t certificate, int64_t rank,
                   bool is_broken = false) {
  return {{key, rank}, certificate, is_broken};
}

// Facts change in the transaction of whoever keeps them.
void Change(Store& s, const checks::FactChange& change, int64_t known_at) {
  REQUIRE_THAT(s.sqlite.owned->database().Write([&](sql::Transaction& t) {
    return FactChanged(t, change, known_at);
  }),
               IsOk());
}

std::optional<checks::HeldAgain> Next(Store& s, int64_t known_at,
                                      int64_t max_count = 10) {
  auto next = s.store->NextHeldAgain(known_at, max_count);
  REQUIRE_THAT(StatusOf(next), IsOk());
  return *next;
}

absl::Status Done(Store& s, const checks::HeldAgain& done) {
  CheckBatch batch;
  batch.after = batch.position = 9;
  batch.held_again = done;
  batch.now = kNow;
  return s.store->Keep(batch);
}

TEST_CASE("A changed fact names those held to it that it concerns, in pages") {
  Store s;
  CheckBatch batch;
  batch.position = 9;
  batch.held_to = {Use("a", 1, 6),       Use("a", 2, 12), Use("a", 3, 13),
                   Use("a", 4, 5, true), Use("a", 5, 24), Use("b", 6, 24)};
  batch.now = kNow;
  REQUIRE_THAT(s.store->Keep(batch), IsOk());
  CHECK_FALSE(Next(s, 100).has_value());
  Change(s, {.key = "a", .from = 13}, 7);
  CHECK_FALSE(Next(s, 6).has_value());  // not known yet
  auto next = Next(s, 7, 2);
  REQUIRE(next.has_value());
  CHECK(next->certificates == std::vector<int64_t>{3, 4});
  REQUIRE_THAT(Done(s, *next), IsOk());
  next = Next(s, 7, 2);
  CHECK(next->certificates == std::vector<int64_t>{5});
  SECTION("until all were looked at") {
    REQUIRE_THAT(Done(s, *next), IsOk());
    next = Next(s, 7, 2);
    CHECK(next->certificates.empty());
    REQUIRE_THAT(Done(s, *next), IsOk());
    CHECK_FALSE(Next(s, 7).has_value());
  }
  SECTION("or from the beginning, where it changed again meanwhile") {
    Change(s, {.key = "a", .from = 6, .to = 6}, 8);
    REQUIRE_THAT(Done(s, *next), IsOk());  // of the change before
    CHECK_FALSE(Next(s, 7).has_value());
    CHECK(Next(s, 8)->certificates == std::vector<int64_t>{1, 2, 3, 4, 5});
  }
}

// Certificates over an archive, judged by a runner.
struct Judged {
  explicit Judged(CheckRunner::Options options = {}) {
    runner = std::make_unique<CheckRunner>(s.sqlite.store, *s.store, checker,
                                           clock, log::Default(), metrics,
                                           std::move(options));
  }
  CertificateId Import(const std::string& number, const std::string& error) {
    v1::Certificate c = testing::ValidCertificate();
    c.set_number(number);
    c.mutable_results(0)->set_error(error);
    auto prepared = PrepareCanonical(c, v1::Certificate::KIND_UNSPECIFIED);
    REQUIRE_THAT(StatusOf(prepared), IsOk());
    auto outcome = archive.Import(*std::move(prepared), {.principal = "a@b"},
                                  Deadline::Infinite());
    REQUIRE_THAT(StatusOf(outcome), IsOk());
    return outcome->view.kept.id;
  }
  void Await() {
    REQUIRE_THAT(
        runner->WaitFor(s.sqlite.store.last_position(), Deadline::Infinite()),
        IsOk());
  }

  Store s;
  FakeClock clock{kNow};
  ProtoFeedEncoder encoder;
  Archive archive{s.sqlite.store, encoder, clock};
  metrics::Registry metrics;
  const checks::NoRegistryFacts facts;
  const checks::Checker checker{facts};
  std::unique_ptr<CheckRunner> runner;
};

TEST_CASE("Two contents under one number are found, and closed once linked") {
  Judged j;
  const CertificateId first = j.Import("A-1", "0.001");
  j.runner->Start();
  const CertificateId second = j.Import("A-1", "0.002");
  j.Await();
  const std::vector<FindingRecord> found = j.s.List("code = V22");
  REQUIRE(found.size() == 1);
  CHECK(found[0].finding.severity == checks::Severity::kBlocker);
  REQUIRE_THAT(
      StatusOf(j.archive.Replace(
          {.certificate = first, .replaced_by = second, .reason = "更正"}, {},
          false, Deadline::Infinite())),
      IsOk());
  j.Await();
  const FindingRecord closed = j.s.List("code = V22").at(0);
  CHECK(closed.state == FindingState::kClosed);
  CHECK(closed.reviews[0].reason == checks::kReplacementRecorded);
}

TEST_CASE("A runner goes on where the last one stopped, batch by batch") {
  CheckRunner::Options one_by_one;
  one_by_one.batch_count = 1;
  Judged j(one_by_one);
  for (int i = 0; i < 10; ++i) {
    j.Import("A-1", absl::StrCat("0.00", i));
  }
  j.runner->Start();
  j.Await();
  const int64_t revisions = j.s.store->last_position();
  CHECK(j.s.List("code = V22").size() == 45);  // every pair once
  j.runner->Stop();
  j.Import("A-1", "0.010");
  j.runner = std::make_unique<CheckRunner>(j.s.sqlite.store, *j.s.store,
                                           j.checker, j.clock, log::Default(),
                                           j.metrics, CheckRunner::Options{});
  j.runner->Start();
  j.Await();
  CHECK(j.s.List("code = V22").size() == 50);  // with ten pairs of the eleventh
  CHECK(j.s.store->last_position() > revisions);
}

TEST_CASE("What is judged at once or in pieces is judged alike") {
  const auto judge = [](int64_t batch_count) {
    CheckRunner::Options options;
    options.batch_count = batch_count;
    Judged j(options);
    for (int i = 0; i < 12; ++i) {
      j.Import(absl::StrCat("A-", i % 4), absl::StrCat("0.0", i));
    }
    j.runner->Start();
    j.Await();
    std::vector<std::string> ids;
    for (const FindingRecord& record : j.s.List()) {
      ids.push_back(record.id + record.Etag());
    }
    return ids;
  };
  const std::vector<std::string> whole = judge(100);
  CHECK_FALSE(whole.empty());
  CHECK(judge(1) == whole);
  CHECK(judge(5) == whole);
}

TEST_CASE(
    "While imports wait, the checks let them go first, and not for ever") {
  std::atomic<int> asked = 0;
  CheckRunner::Options options;
  options.batch_count = 1;
  options.patience = absl::Milliseconds(1);
  options.is_busy = [&asked] {
    ++asked;
    return true;
  };
  Judged j(options);
  for (int i = 0; i < 3; ++i) j.Import(absl::StrCat("A-", i), "0.001");
  const int64_t imported = j.s.sqlite.store.last_position();
  j.runner->Start();
  while (j.runner->position() < imported) {
    absl::SleepFor(absl::Milliseconds(1));
  }
  j.runner->Stop();
  CHECK(asked >= 2);
}

TEST_CASE("Checks begin at once where somebody waits for them") {
  CheckRunner::Options options;
  options.patience = absl::Hours(1);
  Judged j(options);
  j.Import("A-1", "0.001");
  j.runner->Start();
  j.Await();
  CHECK(j.runner->position() == j.s.sqlite.store.last_position());
}

TEST_CASE("Who waits for what is not judged in time is told so") {
  Judged j;
  const Deadline passed = Deadline::At(j.clock, kNow - absl::Seconds(1));
  CHECK_THAT(j.runner->WaitFor(1, passed), HasReason("READ_TOKEN_AHEAD"));
  CHECK_THAT(j.runner->WaitFor(0, passed), IsOk());
}

}  // namespace
}  // namespace suyuan::certificates
