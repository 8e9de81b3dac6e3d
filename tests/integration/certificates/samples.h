#ifndef TESTS_INTEGRATION_CERTIFICATES_SAMPLES_H_
#define TESTS_INTEGRATION_CERTIFICATES_SAMPLES_H_

#include <optional>
#include <string>
#include <vector>

#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates::testing {

// A valid calibration of a weight against another, issued 2024-03-12.
v1::Certificate AnyCertificate(const std::string& number);

// The published certificates: SUYUAN_DCC_EXAMPLES, ../shared/dcc/examples
// where that is not set. Nullopt, said in a line, where the folder is absent.
std::optional<std::string> ExamplesFolder();
std::string ReadFile(const std::string& path);

// The Aalto chain, from the lowest level up: BX-10504-CAL, K026-17P5172,
// K026-17P4654, M-16P013.
std::vector<std::string> ChainFiles();

}  // namespace suyuan::certificates::testing

#endif  // TESTS_INTEGRATION_CERTIFICATES_SAMPLES_H_
