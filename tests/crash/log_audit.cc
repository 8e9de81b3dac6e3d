#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/note.h"
#include "libs/tlog/proof.h"
#include "libs/tlog/tree.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "tests/crash/audit.h"
#include "tests/support/status_matchers.h"

namespace suyuan::crash {
namespace {

namespace proto = ::suyuan::certificates::v1;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using LogStub = proto::TransparencyLog::Stub;

constexpr absl::Duration kFollowLimit = absl::Seconds(30);

template <typename Request, typename Response>
Response Ask(LogStub& stub,
             grpc::Status (LogStub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
             const Request& request) {
  Response response;
  const absl::Status status =
      rpc::Invoke({.attempts = 100}, [&](grpc::ClientContext& context) {
        return (stub.*method)(&context, request, &response);
      });
  REQUIRE_THAT(status, IsOk());
  return response;
}

std::vector<std::string> AllLeaves(LogStub& stub, int64_t size) {
  std::vector<std::string> leaves;
  proto::ListLeavesRequest request;
  request.set_page_size(1024);
  while (static_cast<int64_t>(leaves.size()) < size) {
    request.set_start(static_cast<int64_t>(leaves.size()));
    const auto page = Ask(stub, &LogStub::ListLeaves, request);
    REQUIRE(page.leaves_size() > 0);
    leaves.insert(leaves.end(), page.leaves().begin(), page.leaves().end());
    REQUIRE(page.next_start() == static_cast<int64_t>(leaves.size()));
  }
  REQUIRE(static_cast<int64_t>(leaves.size()) == size);
  return leaves;
}

// Every certificate, and every void, has one leaf, at the index that was told;
// every revision of a record has one, whose digest is its own.
void CheckLeaves(const std::vector<std::string>& leaves,
                 const Journal& journal) {
  std::map<std::string, int64_t> imports;
  std::map<std::string, int64_t> voids;
  std::map<std::string, int64_t> records;
  for (size_t i = 0; i < leaves.size(); ++i) {
    const auto leaf = nlohmann::json::parse(leaves[i]);
    auto& index_of = leaf.contains("statement")        ? voids
                     : leaf.at("issuer") == "registry" ? records
                                                       : imports;
    INFO("logged twice: " << leaves[i]);
    REQUIRE(index_of.emplace(leaf.at("digest"), i).second);
  }
  const auto certificates = journal.certificates();
  const auto known_voids = journal.voids();
  CHECK(imports.size() == certificates.size());
  CHECK(voids.size() == known_voids.size());
  CHECK(static_cast<int64_t>(records.size()) == RevisionsOf(journal));
  for (const auto& [name, known] : certificates) {
    INFO(name);
    const auto found = imports.find(known.digest);
    REQUIRE(found != imports.end());
    REQUIRE(found->second == known.log_index);
  }
  for (const auto& [name, log_index] : known_voids) {
    INFO("void of " << name);
    const auto found = voids.find(certificates.at(name).digest);
    REQUIRE(found != voids.end());
    REQUIRE(found->second == log_index);
  }
}

// Every head that was ever shown is the root of the first leaves.
void CheckRoots(const std::vector<std::string>& leaves,
                const std::map<int64_t, KnownHead>& heads) {
  tlog::Frontier tree;
  std::vector<tlog::StoredHash> unused;
  for (const auto& [size, head] : heads) {
    INFO("head of size " << size);
    REQUIRE(size <= static_cast<int64_t>(leaves.size()));
    while (static_cast<int64_t>(tree.size()) < size) {
      tree.Append(tlog::HashLeaf(leaves[tree.size()]), unused);
      unused.clear();
    }
    REQUIRE(tree.Root() == head.root);
  }
}

// The service proves that it continues the head.
void CheckContinues(LogStub& stub, int64_t size, const tlog::Hash& root,
                    const proto::Checkpoint& now) {
  proto::GetConsistencyProofRequest request;
  request.set_first_size(size);
  request.set_second_size(now.tree_size());
  const auto given = Ask(stub, &LogStub::GetConsistencyProof, request);
  tlog::Proof proof;
  for (const std::string& hash : given.hashes()) {
    const auto digest = crypto::Digest::From(hash);
    REQUIRE_THAT(StatusOf(digest), IsOk());
    proof.push_back(*digest);
  }
  CHECK_THAT(tlog::VerifyConsistency(
                 size, now.tree_size(), root,
                 crypto::Digest::From(now.root_hash()).value(), proof),
             IsOk());
}

}  // namespace

absl::Status CheckSigned(int64_t size, const KnownHead& head) {
  SUYUAN_ASSIGN_OR_RETURN(const auto verifier,
                          tlog::NoteVerifier::Parse(head.verifier_key));
  SUYUAN_ASSIGN_OR_RETURN(const tlog::Checkpoint signed_head,
                          tlog::OpenCheckpoint(head.note, verifier));
  if (static_cast<int64_t>(signed_head.size) == size &&
      signed_head.root == head.root) {
    return absl::OkStatus();
  }
  return absl::DataLossError(
      absl::StrCat("the head says size ", size, " and root ", head.root.Hex(),
                   ", its signature size ", signed_head.size, " and root ",
                   signed_head.root.Hex()));
}

void AuditLog(const Suite& suite, const Journal& journal) {
  const auto stub = proto::TransparencyLog::NewStub(
      rpc::MakeChannel(suite.target(Service::kCertificates)));
  const auto checkpoint = [&stub] {
    return Ask(*stub, &LogStub::GetCheckpoint, proto::GetCheckpointRequest());
  };
  // All that is acknowledged is under a signature: certificates at once, the
  // registry's records once they were followed.
  const int64_t all = journal.change_count() + RevisionsOf(journal);
  auto now = checkpoint();
  REQUIRE(now.tree_size() >= journal.change_count());
  const absl::Time until = absl::Now() + kFollowLimit;
  while (now.tree_size() < all && absl::Now() < until) {
    absl::SleepFor(absl::Milliseconds(20));
    now = checkpoint();
  }
  REQUIRE(now.tree_size() == all);
  std::map<int64_t, KnownHead> heads = journal.heads();
  REQUIRE_FALSE(heads.empty());
  const int64_t last_shown = heads.rbegin()->first;
  const KnownHead newest = {crypto::Digest::From(now.root_hash()).value(),
                            now.note(), now.verifier_key()};
  CHECK_THAT(CheckSigned(now.tree_size(), newest), IsOk());
  heads.emplace(now.tree_size(), newest);
  for (const auto& [size, head] : heads) {
    REQUIRE(head.verifier_key == now.verifier_key());
  }
  const std::vector<std::string> leaves = AllLeaves(*stub, now.tree_size());
  CheckLeaves(leaves, journal);
  CheckRoots(leaves, heads);
  REQUIRE(heads.rbegin()->second.root == newest.root);
  if (last_shown > 0) {
    CheckContinues(*stub, last_shown, heads.at(last_shown).root, now);
  }
}

}  // namespace suyuan::crash
