// Signing time against validity, on both sides of every boundary.
#include <string>

#include "catch2/catch.hpp"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::xmldsig {
namespace {

using testing::At;
using testing::AuthoritySpec;
using testing::CertificateSpec;
using testing::Has;
using testing::Sign;
using testing::Signing;
using testing::Summary;
using testing::World;

// Signed at that time and asked about long after.
Report SignedAt(World& world, const std::string& time) {
  world.question.now = At("2028-01-01T00:00:00Z");
  world.root_list->next_update = At("2029-01-01T00:00:00Z");
  world.authority_list->next_update = At("2029-01-01T00:00:00Z");
  Signing signing = world.ByLaboratory();
  signing.signing_time = time;
  return world.Judge(Sign(signing));
}

TEST_CASE("A certificate is valid to the last second of its validity") {
  World world;
  const Report report = SignedAt(world, "2025-01-01T00:00:00Z");
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kValid);
  const Report late = SignedAt(world, "2025-01-01T00:00:01Z");
  CHECK(late.verdict == Verdict::kInvalid);
  CHECK(Has(late.signatures[0].findings, "SIG_CERTIFICATE_NOT_VALID"));
}

TEST_CASE("A certificate is valid from the first second of its validity") {
  World world;
  CHECK(SignedAt(world, "2023-01-01T00:00:00Z").verdict == Verdict::kValid);
  const Report early = SignedAt(world, "2022-12-31T23:59:59Z");
  CHECK(early.verdict == Verdict::kInvalid);
  CHECK(Has(early.signatures[0].findings, "SIG_CERTIFICATE_NOT_VALID"));
}

TEST_CASE("A signing time counts in its zone") {
  World world;
  CHECK(SignedAt(world, "2025-01-01T08:00:00+08:00").verdict ==
        Verdict::kValid);
  CHECK(SignedAt(world, "2025-01-01T00:00:00-08:00").verdict ==
        Verdict::kInvalid);
}

TEST_CASE("Expired today and valid when it signed stays valid") {
  World world;
  const Report report = SignedAt(world, "2024-03-01T10:00:00Z");
  CHECK(report.verdict == Verdict::kValid);
  CHECK(report.signatures[0].chain == Verdict::kValid);
  CHECK(report.signatures[0].chain_now == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_CHAIN_EXPIRED_NOW"));
}

TEST_CASE("Without a signing time the time it is known to exist counts") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signing_time = "";
  const std::string document = Sign(signing);
  world.question.now = At("2025-01-01T00:00:00Z");
  world.authority_list->next_update = At("2029-01-01T00:00:00Z");
  world.root_list->next_update = At("2029-01-01T00:00:00Z");
  CHECK(world.Judge(document).verdict == Verdict::kValid);
  world.question.now = At("2025-01-01T00:00:01Z");
  const Report expired = world.Judge(document);
  CHECK(expired.verdict == Verdict::kIndeterminate);
  CHECK(expired.signatures[0].signing_time.source == TimeSource::kExistence);
  world.question.existed_by = At("2025-01-01T00:00:00Z");
  CHECK(world.Judge(document).verdict == Verdict::kValid);
}

TEST_CASE("Nobody signs later than now, but for clocks that differ") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signing_time = "2024-06-15T00:05:00Z";
  CHECK(world.Judge(Sign(signing)).verdict == Verdict::kValid);
  signing.signing_time = "2024-06-15T00:05:01Z";
  const Report report = world.Judge(Sign(signing));
  CHECK(report.verdict == Verdict::kInvalid);
  CHECK(Has(report.signatures[0].findings, "SIG_TIME_IN_FUTURE"));
}

TEST_CASE("Nobody signs what is on record already") {
  World world;
  world.question.existed_by = At("2024-03-01T09:54:59Z");
  const std::string document = Sign(world.ByLaboratory());
  CHECK(world.Judge(document).verdict == Verdict::kInvalid);
  world.question.existed_by = At("2024-03-01T09:55:00Z");
  CHECK(world.Judge(document).verdict == Verdict::kValid);
}

TEST_CASE("A signing time that cannot be read is none") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signing_time =
      GENERATE("yesterday", "2024-03-01", "2024-03-01T10:00:00",
               "infinite-past", "2024-13-01T10:00:00Z");
  const Report report = world.Judge(Sign(signing));
  CHECK(report.signatures[0].signing_time.source == TimeSource::kExistence);
  CHECK(Has(report.signatures[0].findings, "SIG_TIME_UNREADABLE"));
}

// An authority that ended on 2023-06-30 and a laboratory it certified on
// `certified`, which signs in 2024.
Report WithEndedAuthority(const std::string& certified) {
  World world;
  testing::CertificateSpec ended = AuthoritySpec("Authority");
  ended.not_after = At("2023-06-30T00:00:00Z");
  world.authority = Issue(world.root, ended);
  CertificateSpec spec;
  spec.not_before = At(certified);
  world.laboratory = Issue(world.authority, spec);
  return world.Judge(Sign(world.ByLaboratory()));
}

TEST_CASE("An authority has to be valid when it certifies, no longer") {
  const Report valid = WithEndedAuthority("2023-06-30T00:00:00Z");
  INFO(Summary(valid));
  CHECK(valid.verdict == Verdict::kValid);
  const Report late = WithEndedAuthority("2023-06-30T00:00:01Z");
  CHECK(late.verdict == Verdict::kInvalid);
  CHECK(Has(late.signatures[0].findings, "SIG_CHAIN_EXPIRED"));
}

}  // namespace
}  // namespace suyuan::xmldsig
