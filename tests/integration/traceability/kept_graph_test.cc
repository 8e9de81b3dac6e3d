#include <grpcpp/client_context.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "suyuan/traceability/v1/verdict_feed.grpc.pb.h"
#include "tests/integration/traceability/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

// What the service keeps of the graph for its next start, and how much of it it
// may hold.

namespace suyuan::traceability {
namespace {

using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;
using suyuan::testing::TemporaryFolder;
using suyuan::testing::TokenFor;

// TOP and so many that rest on it, a second apart from `from` on; the position
// of the last.
int64_t TellChain(Suite& suite, int count, absl::Time from) {
  int64_t last = suite.feeds().Tell(AnyCertificate("TOP", ""), from);
  for (int i = 0; i < count; ++i) {
    last = suite.feeds().Tell(AnyCertificate(absl::StrCat("LOW-", i), "TOP"),
                              from + absl::Seconds(i + 1));
  }
  return last;
}

// Without what tells when it was asked.
std::string Answer(Suite& suite, const std::string& target, int64_t position) {
  v1::TraceRequest request;
  request.set_target(target);
  request.set_token(TokenFor(position));
  auto answer = suite.Trace(request);
  REQUIRE_THAT(answer.status(), IsOk());
  answer->clear_known_at();
  answer->clear_token();
  return answer->DebugString();
}

// The first so many changes of verdicts.
std::string Verdicts(Suite& suite, int count) {
  const auto stub = v1::VerdictFeed::NewStub(suite.server().InProcessChannel());
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
  const auto reader = stub->WatchVerdicts(&context, {});
  std::string out;
  v1::WatchVerdictsResponse message;
  int seen = 0;
  while (seen < count && reader->Read(&message)) {
    for (const v1::VerdictChange& change : message.changes()) {
      absl::StrAppend(&out, change.DebugString());
      ++seen;
    }
  }
  context.TryCancel();
  reader->Finish();
  CHECK(seen >= count);
  return out;
}

bool Began(Suite& suite, const std::string& from, const std::string& reason) {
  return absl::StrContains(
      suite.Metrics(), absl::StrCat("suyuan_traceability_started{from=\"", from,
                                    "\",reason=\"", reason, "\"} 1"));
}

// How many changes of certificates the present server took over.
bool TookOver(Suite& suite, int count) {
  return absl::StrContains(
      suite.Metrics(),
      absl::StrCat("suyuan_feed_changes_total{feed=\"certificates\"} ", count,
                   "\n"));
}

bool Ready(Suite& suite) {
  const auto serving =
      rpc::IsServing(suite.server().InProcessChannel(),
                     "suyuan.traceability.v1.Traceability", absl::Seconds(5));
  REQUIRE_THAT(serving.status(), IsOk());
  return *serving;
}

bool BecomesReady(Suite& suite, bool wanted) {
  for (int i = 0; i < 400 && Ready(suite) != wanted; ++i) {
    absl::SleepFor(absl::Milliseconds(25));
  }
  return Ready(suite) == wanted;
}

TEST_CASE("A restart goes on from where the last run ended") {
  const TemporaryFolder folder;
  Suite suite({folder.File("data")});
  const int64_t last = TellChain(suite, 20, kFirst);
  suite.feeds().SetToldBefore(kFirst + absl::Hours(1));
  const std::string low = Answer(suite, "LOW-7", last);
  const std::string verdicts = Verdicts(suite, 21);
  CHECK(Began(suite, "feeds", "BLOCK_FILE_MISSING"));
  CHECK(TookOver(suite, 21));

  suite.Restart({folder.File("data")});
  CHECK(BecomesReady(suite, true));
  CHECK(Began(suite, "snapshot", ""));
  CHECK(TookOver(suite, 0));
  CHECK(Answer(suite, "LOW-7", last) == low);
  CHECK(Verdicts(suite, 21) == verdicts);

  const int64_t next = suite.feeds().Tell(AnyCertificate("NEW", "LOW-7"),
                                          kFirst + absl::Hours(2));
  CHECK_FALSE(Answer(suite, "NEW", next).empty());
  CHECK(TookOver(suite, 1));
}

TEST_CASE("A restart without a folder, or after damage, replays the feeds") {
  const TemporaryFolder folder;
  Suite suite({folder.File("data")});
  const int64_t last = TellChain(suite, 3, kFirst);
  const std::string low = Answer(suite, "LOW-1", last);

  suite.Restart({});
  CHECK(Answer(suite, "LOW-1", last) == low);
  CHECK(TookOver(suite, 4));

  const std::string file = folder.File("data") + "/graph.snapshot";
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  suite.Restart({folder.File("data")});
  CHECK(Answer(suite, "LOW-1", last) == low);
  CHECK(Began(suite, "feeds", "BLOCK_FILE_DAMAGED"));
  CHECK(TookOver(suite, 4));

  suite.Restart({folder.File("data")});  // written anew at the stop
  CHECK(Answer(suite, "LOW-1", last) == low);
  CHECK(Began(suite, "snapshot", ""));
}

TEST_CASE("A snapshot is of one pair of feeds and of no other") {
  const TemporaryFolder folder;
  {
    Suite suite({folder.File("data")});
    const int64_t last = TellChain(suite, 3, kFirst);
    (void)Answer(suite, "TOP", last);
  }
  SECTION("one that has fewer changes, as a store restored from a copy has") {
    Suite suite({folder.File("data")});
    const int64_t last = suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
    (void)Answer(suite, "TOP", last);
    CHECK(Began(suite, "feeds", "SNAPSHOT_OF_OTHER_FEED"));
    v1::TraceRequest request;
    request.set_target("LOW-1");
    CHECK_THAT(suite.Trace(request).status(), HasReason("TARGET_NOT_FOUND"));
  }
  SECTION("one that has all but the last change") {
    Suite suite({folder.File("data")});
    const int64_t last = TellChain(suite, 2, kFirst);
    (void)Answer(suite, "TOP", last);
    CHECK(Began(suite, "feeds", "SNAPSHOT_OF_OTHER_FEED"));
  }
  SECTION("one that has as many and more, but others") {
    Suite suite({folder.File("data")});
    const int64_t last = TellChain(suite, 5, kFirst + absl::Hours(1));
    (void)Answer(suite, "TOP", last);
    CHECK(Began(suite, "feeds", "SNAPSHOT_OF_OTHER_FEED"));
    CHECK(TookOver(suite, 6));
  }
}

TEST_CASE("Over the limit changes are refused and what is there is answered") {
  const TemporaryFolder folder;
  Suite suite({folder.File("data"), 40'000});
  const int64_t first = suite.feeds().Tell(AnyCertificate("TOP", ""), kFirst);
  const std::string top = Answer(suite, "TOP", first);
  CHECK(BecomesReady(suite, true));

  int64_t last = first;
  int told = 0;
  v1::TraceRequest request;
  absl::Status refused;
  for (; refused.ok() && told < 1000; ++told) {
    last = suite.feeds().Tell(AnyCertificate(absl::StrCat("LOW-", told), "TOP"),
                              kFirst);
    request.set_target("TOP");
    request.set_token(TokenFor(last));
    refused = suite.Trace(request).status();
  }
  CHECK(told > 1);
  // Who asks before the follower has seen the change waits in vain.
  for (int i = 0; i < 100 && ReasonOf(refused) != "GRAPH_FULL"; ++i) {
    refused = suite.Trace(request).status();
  }
  CHECK_THAT(refused, HasReason("GRAPH_FULL"));
  CHECK(BecomesReady(suite, false));
  CHECK(absl::StrContains(suite.Metrics(), "suyuan_traceability_graph_full 1"));
  CHECK(Answer(suite, "TOP", first) == top);

  suite.Restart({folder.File("data"), 0});
  CHECK(BecomesReady(suite, true));
  CHECK(Began(suite, "snapshot", ""));
  CHECK_FALSE(Answer(suite, absl::StrCat("LOW-", told - 1), last).empty());
  CHECK(absl::StrContains(suite.Metrics(), "suyuan_traceability_graph_full 0"));
}

}  // namespace
}  // namespace suyuan::traceability
