#include "libs/base/status.h"

#include "libs/base/clock.h"
#include "libs/base/deadline.h"
#include "tests/support/status_matchers.h"

namespace suyuan {
namespace {

using testing::HasReason;
using testing::StatusOf;

absl::StatusOr<int> Half(int n) {
  if (n % 2 != 0)
    return InvalidField("n", "3 is odd; an even number is wanted");
  return n / 2;
}

absl::StatusOr<int> Quarter(int n) {
  SUYUAN_ASSIGN_OR_RETURN(const int half, Half(n));
  SUYUAN_ASSIGN_OR_RETURN(const int quarter, Half(half));
  return quarter;
}

TEST_CASE("A failure passes through with its reason and its fields") {
  CHECK(Quarter(8).value() == 2);
  const absl::Status failed = StatusOf(Quarter(6));
  CHECK_THAT(failed, HasReason("INVALID_FIELD"));
  REQUIRE(ViolationsOf(failed).size() == 1);
  CHECK(ViolationsOf(failed)[0].field == "n");
}

TEST_CASE("What is wrong with a field may quote any bytes") {
  const std::string odd("is \"a\0b:\xff\"", 10);
  absl::Status failed = InvalidField(odd, odd);
  failed = WithViolation(std::move(failed), {"", ""});
  failed = WithViolation(std::move(failed), {"n", odd});
  CHECK(ViolationsOf(failed) ==
        std::vector<FieldViolation>{{odd, odd}, {"", ""}, {"n", odd}});
}

TEST_CASE("A field's path grows on the way out") {
  const absl::Status inner = InField("results[2]", InvalidField("unit", "x"));
  const absl::Status outer = InField("certificate", inner);
  CHECK(ViolationsOf(outer)[0].field == "certificate.results[2].unit");
  CHECK_THAT(outer, HasReason("INVALID_FIELD"));
  CHECK(outer.message() == "certificate.results[2].unit: x");
}

TEST_CASE("A deadline refuses at its instant and not before") {
  FakeClock clock(absl::UnixEpoch());
  const Deadline deadline =
      Deadline::At(clock, absl::UnixEpoch() + absl::Seconds(1));
  CHECK(deadline.Check().ok());
  clock.Advance(absl::Seconds(1));
  CHECK_THAT(deadline.Check(), HasReason("DEADLINE_EXCEEDED"));
  bool gone = false;
  const Deadline cancellable =
      Deadline::Infinite().WithCancel([&gone] { return gone; });
  CHECK(cancellable.Check().ok());
  gone = true;
  CHECK(cancellable.Check().code() == absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace suyuan
