#include "catch2/catch.hpp"
#include "services/certificates/archive/status_change.h"
#include "services/certificates/archive/view.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using testing::AnyKept;

TEST_CASE("Voiding again only brings the day forward") {
  const auto at = [](int day) {
    return StatusChange{.void_from = absl::CivilDay(2024, 6, day)};
  };
  CHECK_FALSE(VoidFrom({}).has_value());
  CHECK(VoidFrom({at(5)}) == absl::CivilDay(2024, 6, 5));
  CHECK(VoidFrom({at(5), at(2)}) == absl::CivilDay(2024, 6, 2));
  CHECK(VoidFrom({at(2), at(5)}) == absl::CivilDay(2024, 6, 2));
}

TEST_CASE("The same key is issuer, kind and normal form of the number") {
  const KeptCertificate a = AnyKept("JJG（新）5—1", 1);
  CHECK(HasSameKey(a, AnyKept("jjg(新) 5-1", 2)));
  CHECK_FALSE(HasSameKey(a, AnyKept("JJG（新）5—2", 2)));
  KeptCertificate other = AnyKept("JJG（新）5—1", 2);
  other.particulars.kind = CertificateKind::kVerification;
  CHECK_FALSE(HasSameKey(a, other));
  other = AnyKept("JJG（新）5—1", 2);
  other.particulars.issuer.title = "昆仑计量院";
  CHECK_FALSE(HasSameKey(a, other));
}

TEST_CASE("A certificate without a number shares its key with none") {
  CHECK_FALSE(HasSameKey(AnyKept("", 1), AnyKept("", 2)));
}

}  // namespace
}  // namespace suyuan::certificates
