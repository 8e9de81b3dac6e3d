#ifndef TESTS_BENCH_INSTRUMENTS_H_
#define TESTS_BENCH_INSTRUMENTS_H_

#include <cstdint>
#include <string>

#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::bench {

// A region's registry of any size: the same for a seed and a number on every
// machine, whatever else was made. All data are simulated.
struct RegisterShape {
  // Institutions and measurement standards in equal parts: what is recorded
  // beside instruments.
  int64_t others = 100'000;
  uint64_t seed = 1;

  int64_t institutions() const { return others / 2 > 0 ? others / 2 : 1; }
  int64_t standards() const { return others - institutions(); }
};

std::string OwnerName(int64_t number);
std::string InstrumentName(int64_t number);

registry::v1::Institution MakeInstitution(const RegisterShape& shape,
                                          int64_t number);
// Held by an institution of the region.
registry::v1::Standard MakeStandard(const RegisterShape& shape, int64_t number);
// A meter, gauge or scale with manufacturer, model, a random serial number,
// class, division, purpose, period, and an owner by a power law.
registry::v1::Instrument MakeInstrument(const RegisterShape& shape,
                                        int64_t number);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_INSTRUMENTS_H_
