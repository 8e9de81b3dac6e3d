#ifndef TESTS_UNIT_CERTIFICATES_RANDOM_CERTIFICATE_H_
#define TESTS_UNIT_CERTIFICATES_RANDOM_CERTIFICATE_H_

#include <cstdint>

#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates::testing {

// A canonical certificate that passes every check, the same for a seed on
// every machine: any kind, any field present or not, texts in any languages
// and scripts, numbers in all forms that D-SI allows, ids of any characters,
// items, references and results that name each other. Its days of work are
// stated, no text has blanks at its ends, units have none inside.
v1::Certificate RandomCertificate(uint64_t seed);

}  // namespace suyuan::certificates::testing

#endif  // TESTS_UNIT_CERTIFICATES_RANDOM_CERTIFICATE_H_
