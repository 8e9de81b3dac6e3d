#ifndef TESTS_BENCH_REGION_MESSAGES_H_
#define TESTS_BENCH_REGION_MESSAGES_H_

#include <string>

#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/registry/v1/records.pb.h"
#include "tests/bench/region.h"

// A region as clients would write it: records of the registry and canonical
// certificates. All of it is marked as simulated (模拟). Under CN_LEGAL a
// certificate is traceable unless a reference was late for its recalibration.

namespace suyuan::bench {

// "institutions/n0", "standards/s12".
std::string InstitutionName(uint32_t institution);
std::string StandardName(ItemId item);

registry::v1::Institution InstitutionRecord(const Region& region,
                                            uint32_t institution);
// For any work.
registry::v1::Competence CompetenceRecord(uint32_t institution);
// What all certificates of a kind of quantity cite, by its place in the region.
registry::v1::Specification SpecificationRecord(int kind);
// Of an item above the instruments, tested every year.
registry::v1::Standard StandardRecord(const Region& region, ItemId item);

// As printed; unique in the region.
std::string CertificateNumber(int64_t number, int day);
certificates::v1::Certificate CertificateMessage(
    const Region& region, const Calibration& calibration);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_REGION_MESSAGES_H_
