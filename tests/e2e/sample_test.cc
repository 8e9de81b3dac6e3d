// The sample region over HTTP: a verdict, a recall, an authenticity check and a
// receipt, as a stranger would ask for them.

#include "tests/e2e/sample.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "libs/tlog/note.h"
#include "services/suyuanctl/cli/receipt_check.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

namespace trace = traceability::v1;
using certificates::v1::CheckAuthenticityResponse;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

constexpr char kScale[] = "SF-SIM-S-2026-0001";
constexpr char kWeight[] = "NIM-SIM-M-2026-0007";

CheckAuthenticityResponse Check(Instance& instance, const std::string& number,
                                const std::string& issuer) {
  return instance.Read<CheckAuthenticityResponse>(
      Target("/v1/certificates:checkAuthenticity",
             {{"number", number}, {"issuer", issuer}}));
}

TEST_CASE("The scale of the sample is traceable through six certificates") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string token = ApplySample(instance).token.ToString();
  const trace::TraceResponse chain = instance.Trace(kScale, token);
  INFO(chain.DebugString());
  CHECK(chain.verdict() == trace::VERDICT_TRACEABLE);
  CHECK(chain.currency() == trace::TraceResponse::CURRENCY_CURRENT);
  CHECK(chain.profile() == "CN_LEGAL");
  REQUIRE(chain.certificates_size() == 6);
  CHECK(chain.certificates(0).number() == kScale);
  const auto& last = *std::max_element(
      chain.certificates().begin(), chain.certificates().end(),
      [](const auto& a, const auto& b) { return a.depth() < b.depth(); });
  CHECK(last.depth() == 5);
  CHECK(last.number() == kWeight);
}

TEST_CASE("The list of what a weight taints ends by saying that it is whole") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string token = ApplySample(instance).token.ToString();
  const auto messages = instance.ListAffected(kWeight, token);
  REQUIRE(messages.size() >= 2);
  std::vector<trace::AffectedCertificate> affected;
  for (size_t i = 0; i + 1 < messages.size(); ++i) {
    CHECK_FALSE(messages[i].has_summary());
    for (const auto& one : messages[i].affected()) affected.push_back(one);
  }
  REQUIRE(messages.back().has_summary());
  CHECK(messages.back().affected().empty());

  const auto& summary = messages.back().summary();
  CHECK(summary.certificates() == static_cast<int64_t>(affected.size()));
  CHECK(std::is_sorted(affected.begin(), affected.end(),
                       [](const auto& a, const auto& b) {
                         return std::pair(a.end(), a.certificate()) <
                                std::pair(b.end(), b.certificate());
                       }));
  std::string names;
  std::set<std::string> numbers;
  for (const auto& one : affected) {
    absl::StrAppend(&names, one.certificate(), "\n");
    numbers.insert(one.number());
  }
  CHECK(summary.digest() == crypto::Sha256(names).Hex());
  CHECK(numbers ==
        std::set<std::string>{"XJIM-SIM-M-2026-0112", "XJIM-SIM-M-2026-0345",
                              "KS-SIM-M-2026-0906", "KS-SIM-M-2026-2231",
                              kScale, "KS-SIM-M-2026-2299",
                              "KS-SIM-M-2026-2300", "SF-SIM-S-2026-B03"});
}

TEST_CASE("Anybody may ask whether a certificate is held, and learns no more") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  ApplySample(instance);
  for (const std::string issuer :
       {"institutions/shufu", "疏附县计量检定所（模拟）"}) {
    CAPTURE(issuer);
    const auto held = Check(instance, kScale, issuer);
    CHECK(held.answer() == CheckAuthenticityResponse::ANSWER_GENUINE);
    REQUIRE(held.matches_size() == 1);
    CHECK(held.matches(0).number() == kScale);
    CHECK(held.matches(0).valid_to() == "2027-09-14");
    // The serial number stays where it is.
    CHECK(held.DebugString().find("KL150226") == std::string::npos);
  }
  for (const auto& [number, issuer] :
       std::vector<std::pair<std::string, std::string>>{
           {kScale, "institutions/kashi"},
           {"SF-SIM-S-2026-9999", "institutions/shufu"}}) {
    CAPTURE(number, issuer);
    const auto other = Check(instance, number, issuer);
    CHECK(other.answer() == CheckAuthenticityResponse::ANSWER_NOT_HELD);
    CHECK(other.matches().empty());
  }
}

TEST_CASE("A receipt proves the import of one document without the service") {
  const TemporaryFolder folder;
  const std::string data = folder.File("data");
  RawResponse original;
  RawResponse receipt_text;
  std::string key;
  {
    Instance instance(data);
    ApplySample(instance);
    const std::string name =
        Check(instance, kScale, "institutions/shufu").matches(0).certificate();
    original = instance.Get(absl::StrCat("/v1/", name, ":original"));
    receipt_text = instance.Get(absl::StrCat("/v1/", name, ":receipt"));
    key = instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint")
              .verifier_key();
  }
  REQUIRE(original.status == 200);
  REQUIRE(receipt_text.status == 200);
  const auto verifier = tlog::NoteVerifier::Parse(key);
  REQUIRE_THAT(StatusOf(verifier), IsOk());
  auto receipt = ctl::ParseReceipt(receipt_text.body, "");
  REQUIRE_THAT(StatusOf(receipt), IsOk());
  const auto checked = ctl::CheckReceipt(original.body, *receipt, *verifier);
  REQUIRE_THAT(StatusOf(checked), IsOk());
  CHECK(static_cast<int64_t>(checked->index) == receipt->log_index());
  CHECK(checked->checkpoint.size > checked->index);

  std::string forged = original.body;
  forged.back() ^= 1;
  CHECK_THAT(StatusOf(ctl::CheckReceipt(forged, *receipt, *verifier)),
             HasReason("RECEIPT_OF_ANOTHER_DOCUMENT"));
  receipt->mutable_leaf()->append(" ");
  CHECK_FALSE(ctl::CheckReceipt(original.body, *receipt, *verifier).ok());
}

}  // namespace
}  // namespace suyuan::e2e
