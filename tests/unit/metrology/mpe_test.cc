#include "libs/metrology/mpe.h"

#include <cmath>

#include "tests/support/status_matchers.h"

namespace suyuan::metrology {
namespace {

using testing::HasReason;
using testing::IsOk;
using testing::StatusOf;
using Mpe = MaximumPermissibleError;

TEST_CASE("A gauge's error is a share of its span everywhere in its range") {
  const Mpe gauge = Mpe::OfSpan(0.016, 0, 1600).value();  // kPa, class 1.6
  CHECK(gauge.At(0).value() == Approx(25.6));
  CHECK(gauge.At(1600).value() == Approx(25.6));
  CHECK_THAT(StatusOf(gauge.At(1600.1)), HasReason("MPE_OUT_OF_RANGE"));
  CHECK_THAT(StatusOf(gauge.At(-0.1)), HasReason("MPE_OUT_OF_RANGE"));
}

TEST_CASE("A better class on a wider range may be the worse reference") {
  const double allowed =
      Mpe::OfSpan(0.016, 0, 1600).value().At(800).value() / 4;
  CHECK(allowed == Approx(6.4));
  // Class 0.4 to 2.5 MPa has 10 kPa, to 1.6 MPa just 6.4 kPa.
  CHECK(Mpe::OfSpan(0.004, 0, 2500).value().At(800).value() > allowed);
  CHECK(Mpe::OfSpan(0.004, 0, 1600).value().At(800).value() == Approx(allowed));
}

TEST_CASE("A share of the reading has a least error near zero") {
  const Mpe meter = Mpe::OfReading(0.005, 0.01).value();
  CHECK(meter.At(100).value() == Approx(0.5));
  CHECK(meter.At(-100).value() == Approx(0.5));
  CHECK(meter.At(2).value() == Approx(0.01));
  CHECK(meter.At(0).value() == Approx(0.01));
}

TEST_CASE("A class A thermometer may err by 0.35 °C at 100 °C") {
  const Mpe thermometer = Mpe::Linear(0.15, 0.002).value();
  CHECK(thermometer.At(100).value() == Approx(0.35));
  CHECK(thermometer.At(-100).value() == Approx(0.35));
}

TEST_CASE("A scale's error steps at 500 e, 2000 e and 10000 e") {
  const double e = 5;  // g
  const Mpe scale =
      Mpe::Steps({{500 * e, 0.5 * e}, {2000 * e, e}, {10000 * e, 1.5 * e}})
          .value();
  CHECK(scale.At(0).value() == 2.5);
  CHECK(scale.At(1000).value() == 2.5);  // 200 e
  CHECK(scale.At(2500).value() == 2.5);
  CHECK(scale.At(2501).value() == 5);
  CHECK(scale.At(10000).value() == 5);
  CHECK(scale.At(10001).value() == 7.5);
  CHECK_THAT(StatusOf(scale.At(50001)), HasReason("MPE_OUT_OF_RANGE"));
  CHECK(scale.Times(2).value().At(1000).value() == 5);  // in use
}

TEST_CASE("In use a limit is a multiple of the one at verification") {
  CHECK(Mpe::Linear(0.1, 0.01).value().Times(2).value().At(10).value() ==
        Approx(0.4));
  CHECK(Mpe::OfReading(0.01, 3).value().Times(2).value().At(0).value() == 6);
  CHECK_THAT(StatusOf(Mpe::Absolute(1).value().Times(0)),
             HasReason("MPE_INVALID"));
}

TEST_CASE("What states no error is refused") {
  CHECK_THAT(StatusOf(Mpe::Absolute(0)), IsOk());
  CHECK_THAT(StatusOf(Mpe::Absolute(-1)), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::OfReading(0.1, -1)), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::OfSpan(0.1, 1, 1)), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::OfSpan(NAN, 0, 1)), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::Steps({})), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::Steps({{2, 1}, {2, 1}})), HasReason("MPE_INVALID"));
  CHECK_THAT(StatusOf(Mpe::Absolute(1).value().At(NAN)),
             HasReason("MPE_OUT_OF_RANGE"));
}

}  // namespace
}  // namespace suyuan::metrology
