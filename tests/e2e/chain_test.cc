// The published chain over HTTP: what its holder uploads, gets back and is told
// of it (dcc.md section 4).

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "catch2/catch.hpp"
#include "tests/e2e/instance.h"
#include "tests/e2e/published.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

namespace trace = traceability::v1;
using certificates::v1::CheckAuthenticityResponse;
using suyuan::testing::TemporaryFolder;
using trace::ChainLink;

// Uploads all; the token that stands for them.
std::string ImportAll(Instance& instance,
                      const std::vector<std::string>& documents) {
  std::string token;
  for (const std::string& document : documents) {
    const auto imported = instance.Import(document);
    CHECK(imported.created());
    token = imported.certificate().token();
  }
  return token;
}

bool HasReason(const trace::TraceResponse& chain, const std::string& code,
               trace::Outcome outcome) {
  return std::any_of(chain.reasons().begin(), chain.reasons().end(),
                     [&](const trace::Reason& reason) {
                       return reason.code() == code &&
                              reason.outcome() == outcome;
                     });
}

// The codes at a certificate of the chain and at its results.
std::set<std::string> CodesAt(const trace::TraceResponse& chain,
                              const std::string& number) {
  std::set<std::string> codes;
  for (const trace::ChainCertificate& one : chain.certificates()) {
    if (one.number() != number) continue;
    for (const auto& finding : one.findings()) codes.insert(finding.code());
    for (const trace::ChainResult& result : one.results()) {
      for (const auto& finding : result.findings()) {
        codes.insert(finding.code());
      }
    }
  }
  return codes;
}

TEST_CASE("An uploaded document is held once and comes back byte for byte") {
  const auto published = ReadPublished();
  if (!published.has_value()) return;
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  for (const std::string& document : published->chain) {
    const auto first = instance.Import(document);
    CHECK(first.created());
    const auto again = instance.Import(document);
    CHECK_FALSE(again.created());
    CHECK(again.certificate().name() == first.certificate().name());
    CHECK(again.certificate().log_index() == first.certificate().log_index());
    const RawResponse original =
        instance.Get("/v1/" + first.certificate().name() + ":original");
    CHECK(original.status == 200);
    CHECK(original.fields.at("content-type") == "application/xml");
    CHECK((original.body == document));  // too long to print
  }
  const auto log =
      instance.Read<certificates::v1::Checkpoint>("/v1/log/checkpoint");
  CHECK(log.tree_size() == 4);
}

TEST_CASE("BX-10504-CAL rests on three certificates; all else is an open end") {
  const auto published = ReadPublished();
  if (!published.has_value()) return;
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string token = ImportAll(instance, published->chain);
  const trace::TraceResponse chain = instance.Trace("BX-10504-CAL", token);
  INFO(chain.DebugString());
  std::map<std::pair<std::string, std::string>, bool> resolved;
  std::set<std::string> open;
  for (const ChainLink& link : chain.links()) {
    const std::string& from = chain.certificates(link.from()).number();
    if (link.state() == ChainLink::STATE_RESOLVED) {
      resolved[{from, chain.certificates(link.to()).number()}] =
          link.not_applicable();
      continue;
    }
    CHECK(link.state() == ChainLink::STATE_OPEN_END);
    open.insert(link.text());
  }
  // From the calibrator upwards the certificates of the laboratory are about
  // pressure, which no result of a temperature transmitter rests on.
  using Links = std::map<std::pair<std::string, std::string>, bool>;
  CHECK(resolved == Links{{{"BX-10504-CAL", "K026-17P5172"}, false},
                          {{"K026-17P5172", "K026-17P4654"}, true},
                          {{"K026-17P4654", "M-16P013"}, true}});
  CHECK(open == std::set<std::string>{
                    "K026-16T5813", "K026-16T5839", "K026-17E3033",
                    "K026-17F2173", "K026-17P3084", "K026-17P4667", "M-14M060",
                    "M-15E047", "M-15M007", "M-15M008", "M-15M019", "M-15M045",
                    "M-15P035", "M-15P076", "M-16M013"});
}

TEST_CASE("BX-10504-CAL is not decided, and the answer says why") {
  const auto published = ReadPublished();
  if (!published.has_value()) return;
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string token = ImportAll(instance, published->chain);
  const trace::TraceResponse chain = instance.Trace("BX-10504-CAL", token);
  INFO(chain.DebugString());
  CHECK(chain.verdict() == trace::VERDICT_INDETERMINATE);
  CHECK(HasReason(chain, "V13_UNC_PRESENT", trace::OUTCOME_UNKNOWN));
  CHECK(HasReason(chain, "V04_REF_EXPIRED_AT_USE", trace::OUTCOME_UNKNOWN));
  CHECK(CodesAt(chain, "M-16P013").contains("V21_DATES_ORDER"));
  CHECK_FALSE(CodesAt(chain, "BX-10504-CAL").contains("V22_CERT_UNIQUE"));
}

TEST_CASE("Another document under the number of BX-10504-CAL taints both") {
  const auto published = ReadPublished();
  if (!published.has_value()) return;
  std::vector<std::string> two = {published->chain[0],
                                  published->bogus_signature};
  if (GENERATE(false, true)) std::swap(two[0], two[1]);
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const auto first = instance.Import(two[0]);
  const auto second = instance.Import(two[1]);
  CHECK(second.created());
  CHECK(first.certificate().name() != second.certificate().name());
  const std::string& token = second.certificate().token();

  const trace::TraceResponse by_number = instance.Trace("BX-10504-CAL", token);
  CHECK(by_number.verdict() == trace::VERDICT_NOT_TRACEABLE);
  CHECK(by_number.candidates_size() == 2);
  CHECK(HasReason(by_number, "V22_CERT_UNIQUE", trace::OUTCOME_BROKEN));
  for (const auto& one : {first.certificate(), second.certificate()}) {
    const trace::TraceResponse chain = instance.Trace(one.name(), token);
    INFO(chain.DebugString());
    CHECK(HasReason(chain, "V22_CERT_UNIQUE", trace::OUTCOME_BROKEN));
  }
  const auto public_answer = instance.Read<CheckAuthenticityResponse>(
      Target("/v1/certificates:checkAuthenticity",
             {{"number", "BX-10504-CAL"},
              {"issuer", first.certificate().issuer().title()}}));
  CHECK(public_answer.answer() ==
        CheckAuthenticityResponse::ANSWER_CONFLICTING);
  CHECK(public_answer.matches_size() == 2);
}

}  // namespace
}  // namespace suyuan::e2e
