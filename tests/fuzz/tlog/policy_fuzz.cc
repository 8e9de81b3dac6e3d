// Any text as a policy of logs and witnesses: all witnesses are a quorum,
// nobody is one unless none is wanted, and one more witness never makes it
// less.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libs/tlog/policy.h"
#include "tests/fuzz/input.h"

namespace suyuan::tlog {
namespace {

void CheckQuorum(const Policy& policy) {
  std::vector<NoteSignature> signatures;
  bool has_quorum = policy.HasQuorum(signatures);
  SUYUAN_CHECK(has_quorum == (policy.quorum() == "none"));
  for (const NoteVerifier& key : policy.WitnessKeys()) {
    SUYUAN_CHECK(key.type() == NoteKeyType::kCosignature);
    signatures.push_back({key.name(), key.key_id(), ""});
    const bool with_one_more = policy.HasQuorum(signatures);
    SUYUAN_CHECK(with_one_more || !has_quorum);
    // In any order, and twice is once.
    std::vector<NoteSignature> twice(signatures.rbegin(), signatures.rend());
    twice.insert(twice.end(), signatures.begin(), signatures.end());
    SUYUAN_CHECK(policy.HasQuorum(twice) == with_one_more);
    has_quorum = with_one_more;
  }
  SUYUAN_CHECK(has_quorum);
}

void Check(absl::string_view text) {
  const auto policy = Policy::Parse(text);
  if (!policy.ok()) {
    return fuzz::CheckReason(policy.status(), {"LOG_POLICY_INVALID"});
  }
  SUYUAN_CHECK(policy->logs().size() <= 64);
  SUYUAN_CHECK(policy->witnesses().size() <= 64);
  SUYUAN_CHECK(policy->WitnessKeys().size() == policy->witnesses().size());
  for (const Policy::Log& log : policy->logs()) {
    SUYUAN_CHECK(log.key.type() == NoteKeyType::kNote);
  }
  CheckQuorum(*policy);
}

}  // namespace
}  // namespace suyuan::tlog

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::tlog::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
