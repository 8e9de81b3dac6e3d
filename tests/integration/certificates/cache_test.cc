#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::FreePort;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::RedisServer;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;

constexpr int kCertificates = 20;

std::string AddressOf(int port) { return absl::StrCat("127.0.0.1:", port); }

// As the next second publishes it.
double Published(Suite& suite, const std::string& name) {
  return suite.metrics()
      .counter(name, "", {{"service", "certificates"}})
      .value();
}

bool Reaches(Suite& suite, const std::string& name, double wanted) {
  for (int i = 0; i < 100 && Published(suite, name) < wanted; ++i) {
    absl::SleepFor(absl::Milliseconds(100));
  }
  return Published(suite, name) >= wanted;
}

// Every answer that reads give, by what was asked. Fills the database once.
std::map<std::string, std::string> Answers(Suite& suite) {
  std::map<std::string, std::string> answers;
  const auto list = suite.List();
  REQUIRE_THAT(StatusOf(list), IsOk());
  REQUIRE(list->certificates_size() == kCertificates);
  answers["list"] = rpc::CanonicalBytes(*list);
  for (const v1::Certificate& c : list->certificates()) {
    const auto got = suite.Get(c.name());
    REQUIRE_THAT(StatusOf(got), IsOk());
    answers[c.name()] = rpc::CanonicalBytes(*got);
    v1::GetOriginalRequest request;
    request.set_name(c.name());
    const auto original =
        suite.Call(&v1::Certificates::Stub::GetOriginal, request);
    REQUIRE_THAT(StatusOf(original), IsOk());
    answers["original of " + c.name()] = rpc::CanonicalBytes(*original);
  }
  return answers;
}

void Fill(Suite& suite) {
  for (int i = 0; i < kCertificates; ++i) {
    REQUIRE_THAT(StatusOf(suite.Import(AnyCertificate(absl::StrCat("C-", i)))),
                 IsOk());
  }
}

TEST_CASE("With Redis, with it killed in the middle, and without: one answer") {
  const auto redis = RedisServer::StartOrSkip();
  if (redis == nullptr) return;
  const TemporaryFolder folder;
  const std::string database = folder.File("certificates.db");
  std::map<std::string, std::string> first;
  {
    Suite suite(database, AddressOf(redis->port()));
    Fill(suite);
    first = Answers(suite);
    CHECK(Answers(suite) == first);
    // Twice the list, each certificate and each original: all but the first
    // time they were made come from the cache.
    CHECK(Reaches(suite, "suyuan_cache_hits_total", 4 * kCertificates));
    CHECK(Published(suite, "suyuan_cache_failures_total") == 0);
    redis->Kill();
    CHECK(Answers(suite) == first);
    CHECK(Reaches(suite, "suyuan_cache_failures_total", 1));
    redis->Start();
    CHECK(Answers(suite) == first);
  }
  {
    Suite suite(database, AddressOf(FreePort()));
    CHECK(Answers(suite) == first);
  }
  Suite suite(database);
  CHECK(Answers(suite) == first);
}

TEST_CASE("A Redis that answers nobody delays an answer, and changes none") {
  const auto redis = RedisServer::StartOrSkip();
  if (redis == nullptr) return;
  Suite suite("", AddressOf(redis->port()));
  Fill(suite);
  const auto first = Answers(suite);
  redis->Freeze();
  CHECK(Answers(suite) == first);
  redis->Thaw();
  CHECK(Answers(suite) == first);
}

TEST_CASE("A cached certificate does not outlive what is said about it") {
  const auto redis = RedisServer::StartOrSkip();
  if (redis == nullptr) return;
  Suite suite("", AddressOf(redis->port()));
  const auto held = suite.Import(AnyCertificate("C-1"));
  REQUIRE_THAT(StatusOf(held), IsOk());
  const std::string name = held->certificate().name();
  CHECK(suite.Get(name)->same_key().empty());
  CHECK(suite.Get(name)->status_changes().empty());
  v1::Certificate other = AnyCertificate("C-1");
  other.set_valid_to("2026-01-01");
  REQUIRE_THAT(StatusOf(suite.Import(other)), IsOk());
  CHECK(suite.Get(name)->same_key_size() == 1);
  v1::VoidCertificateRequest request;
  request.set_name(name);
  request.set_void_from("2024-06-01");
  request.set_reason("误");
  REQUIRE_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::VoidCertificate, request)),
      IsOk());
  CHECK(suite.Get(name)->status_changes_size() == 1);
}

TEST_CASE("Two services that share a Redis do not answer for each other") {
  const auto redis = RedisServer::StartOrSkip();
  if (redis == nullptr) return;
  Suite one("", AddressOf(redis->port()));
  Suite other("", AddressOf(redis->port()));
  const auto first = one.Import(AnyCertificate("C-1"));
  REQUIRE_THAT(StatusOf(first), IsOk());
  const std::string name = first->certificate().name();
  REQUIRE_THAT(StatusOf(one.Get(name)), IsOk());
  CHECK_THAT(StatusOf(other.Get(name)), HasReason("CERTIFICATE_NOT_FOUND"));
  const auto second = other.Import(AnyCertificate("C-1"));
  REQUIRE_THAT(StatusOf(second), IsOk());
  CHECK(rpc::CanonicalBytes(*other.Get(name)) ==
        rpc::CanonicalBytes(second->certificate()));
}

}  // namespace
}  // namespace suyuan::certificates
