// The log as strangers read it: over HTTP, by C2SP tlog-tiles.

#include <fstream>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/http/client.h"
#include "libs/tlog/cosignature.h"
#include "libs/tlog/receipt.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/published_log.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/commands/log_check.h"
#include "services/suyuanctl/commands/log_cosign.h"
#include "services/suyuanctl/commands/log_prove.h"
#include "services/suyuanctl/commands/verify.h"
#include "tests/e2e/instance.h"
#include "tests/integration/certificates/samples.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using certificates::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

void Import(Instance& instance, const std::string& prefix, int count) {
  certificates::v1::BatchImportCertificatesRequest batch;
  for (int i = 0; i < count; ++i) {
    *batch.add_requests()->mutable_certificate() =
        AnyCertificate(absl::StrCat(prefix, i));
  }
  const auto json = ctl::ToJson(batch, false);
  REQUIRE_THAT(StatusOf(json), IsOk());
  const auto answer =
      instance.Write<certificates::v1::BatchImportCertificatesResponse>(
          "/v1/certificates:batchImport", *json);
  REQUIRE(answer.items_size() == count);
}

std::string Prefix(const Instance& instance) {
  return absl::StrCat("http://127.0.0.1:", instance.port(), "/log");
}

std::string LogKey(Instance& instance) {
  return instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint")
      .verifier_key();
}

struct Speaker {
  std::ostringstream out, err;
  ctl::Console console{out, err, ctl::Words::In("en").value(), true};
};

TEST_CASE("Strangers read the log under one path and derive all of it") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  Import(instance, "L-", 300);
  Speaker s;
  const tlog::Policy policy = *ctl::ReadTrust({.key = LogKey(instance)});
  ctl::PublishedLog log =
      ctl::PublishedLog::At(Prefix(instance), absl::Seconds(30));
  CHECK_THAT(StatusOf(ctl::LogCheck(policy, log, s.console)), IsOk());

  // What has been published stays as it was while the log grows.
  const std::string partial = instance.Get("/log/tile/0/001.p/44").body;
  CHECK(partial.size() == 44 * 32);
  Import(instance, "M-", 300);
  CHECK_THAT(StatusOf(ctl::LogCheck(policy, log, s.console)), IsOk());
  CHECK(instance.Get("/log/tile/0/001.p/44").body == partial);
}

TEST_CASE("What never changes may be kept for ever, a checkpoint not at all") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  Import(instance, "L-", 2);
  const RawResponse checkpoint = instance.Get("/log/checkpoint");
  CHECK(checkpoint.status == 200);
  CHECK(checkpoint.fields.at("content-type") == "text/plain; charset=utf-8");
  CHECK(checkpoint.fields.at("cache-control") == "no-cache");
  CHECK(
      checkpoint.body ==
      instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint").note());
  for (const std::string path : {"tile/0/000.p/2", "tile/entries/000.p/2"}) {
    INFO(path);
    const RawResponse tile = instance.Get("/log/" + path);
    CHECK(tile.status == 200);
    CHECK(tile.fields.at("content-type") == "application/octet-stream");
    CHECK(tile.fields.at("cache-control") ==
          "public, max-age=31536000, immutable");
  }
}

TEST_CASE("What is not published is not found, and the path says why") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  Import(instance, "L-", 2);
  instance.Get("/log/checkpoint");
  for (const std::string path :
       {"tile/0/000", "tile/0/000.p/3", "tile/0/001.p/1", "tile/1/000.p/1",
        "tile/entries/000", "tile/63/x999/x999/000"}) {
    INFO(path);
    const RawResponse answer = instance.Get("/log/" + path);
    CHECK(answer.status == 404);
    CHECK(RefusalOf(answer).reason == "LOG_TILE_NOT_FOUND");
    CHECK(answer.fields.at("cache-control") == "no-store");
  }
  for (const std::string path : {"tile/0/0", "tile/64/000", "tile/0/000.p/0",
                                 "tile/0/000.p/256", "tile/leaves/000"}) {
    INFO(path);
    const RawResponse answer = instance.Get("/log/" + path);
    CHECK(answer.status == 400);
    CHECK(RefusalOf(answer).reason == "LOG_TILE_PATH_INVALID");
  }
  CHECK(instance.Get("/log/nothing").status == 404);
}

TEST_CASE("A receipt from the tiles verifies without a network") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  Import(instance, "L-", 3);
  const auto held = instance.Read<certificates::v1::ListCertificatesResponse>(
      "/v1/certificates?filter=number%20%3D%20%22L-1%22");
  REQUIRE(held.certificates_size() == 1);
  const std::string document = folder.File("L-1.json");
  std::ofstream(document, std::ios::binary)
      << instance
             .Get(
                 absl::StrCat("/v1/", held.certificates(0).name(), ":original"))
             .body;
  Speaker s;
  const std::string key = LogKey(instance);
  ctl::PublishedLog log =
      ctl::PublishedLog::At(Prefix(instance), absl::Seconds(30));
  REQUIRE_THAT(
      StatusOf(ctl::LogProve({.document = document},
                             *ctl::ReadTrust({.key = key}), log, s.console)),
      IsOk());

  // Nobody listens at port 1.
  ctl::Connections nobody({.certificates = "127.0.0.1:1"}, {});
  ctl::VerifyOptions options{.target = document,
                             .receipt = document + ".tlog-proof",
                             .key = key,
                             .offline = true};
  CHECK_THAT(StatusOf(ctl::Verify(options, nobody, s.console)), IsOk());

  SECTION("and holds for no other document") {
    std::ofstream(document, std::ios::app) << " ";
    CHECK_THAT(StatusOf(ctl::Verify(options, nobody, s.console)),
               HasReason("RECEIPT_OF_ANOTHER_DOCUMENT"));
  }
  SECTION("and somebody to believe has to be named") {
    options.key = "";
    CHECK_THAT(StatusOf(ctl::Verify(options, nobody, s.console)),
               HasReason("INVALID_FIELD"));
  }
}

TEST_CASE("Witnesses cosign over HTTP, and a policy asks for their quorum") {
  const TemporaryFolder folder;
  Speaker s;
  std::string policy;
  for (const std::string name : {"a", "b", "c"}) {
    const auto key = crypto::Ed25519PrivateKey::Generate();
    REQUIRE_THAT(key.Store(folder.File(name + ".key")), IsOk());
    absl::StrAppend(
        &policy, "witness ", name, " ",
        tlog::Cosigner::From(name + ".example", key)->verifier().Text(), "\n");
  }
  absl::StrAppend(&policy, "group g 2 a b c\nquorum g\n");
  std::ofstream(folder.File("policy")) << policy;
  Instance instance(folder.File("data"), folder.File("policy"));
  Import(instance, "L-", 3);

  const std::string key = LogKey(instance);
  const tlog::Policy log_alone = *ctl::ReadTrust({.key = key});
  const tlog::Policy quorum =
      *tlog::Policy::Parse(absl::StrCat("log ", key, "\n", policy));
  ctl::PublishedLog log =
      ctl::PublishedLog::At(Prefix(instance), absl::Seconds(30));
  http::Client client({});
  const auto cosign = [&](const std::string& name) {
    const ctl::LogCosignOptions options{.name = name + ".example",
                                        .key_file = folder.File(name + ".key"),
                                        .state = folder.File(name + ".seen")};
    return ctl::LogCosign(
        options, log_alone, log, instance.now(),
        [&](const std::string& note) {
          return client
              .Post(absl::StrCat(Prefix(instance), "/cosignatures"),
                    "application/octet-stream", note)
              .status();
        },
        s.console);
  };

  REQUIRE_THAT(StatusOf(cosign("a")), IsOk());
  CHECK_THAT(StatusOf(ctl::LogCheck(quorum, log, s.console)),
             HasReason("LOG_QUORUM_MISSING"));
  Import(instance, "M-", 2);
  instance.Get("/log/checkpoint");
  REQUIRE_THAT(StatusOf(cosign("c")), IsOk());
  CHECK_THAT(StatusOf(ctl::LogCheck(quorum, log, s.console)), IsOk());
  CHECK_THAT(s.out.str(), Catch::Matchers::Contains("signed 3 leaves"));
  CHECK(instance.Get("/log/checkpoint/witnessed").fields.at("cache-control") ==
        "no-cache");

  // A receipt that carries the quorum.
  const std::string receipt = folder.File("r.tlog-proof");
  REQUIRE_THAT(StatusOf(ctl::LogProve({.index = 1, .output = receipt}, quorum,
                                      log, s.console)),
               IsOk());
  const auto proof = tlog::Receipt::Parse(*ctl::ReadWholeFile(receipt));
  REQUIRE_THAT(StatusOf(proof), IsOk());
  CHECK_THAT(StatusOf(tlog::OpenByPolicy(proof->checkpoint, quorum)), IsOk());

  // A stranger's signature is refused, and says so.
  CHECK_THAT(
      StatusOf(client.Post(absl::StrCat(Prefix(instance), "/cosignatures"),
                           "application/octet-stream",
                           instance.Get("/log/checkpoint").body)),
      HasReason("HTTP_REFUSED"));
}

}  // namespace
}  // namespace suyuan::e2e
