#ifndef SERVICES_CERTIFICATES_CHECKS_READINGS_H_
#define SERVICES_CERTIFICATES_CHECKS_READINGS_H_

#include <string>
#include <vector>

#include "services/certificates/checks/checked_certificate.h"

namespace suyuan::certificates::checks {

// The readings of one item as a text by which they are recognised wherever
// they are told again, and how unlikely it is that two items show them by
// chance.
struct Readings {
  std::string key;
  // Points times the entropy of their errors, counted in steps of the last
  // digit: an instrument that reads exactly nominal everywhere tells nothing.
  double bits = 0;
};
// Of results that have both a nominal value and an indication. O(n log n).
Readings ReadingsOf(const std::vector<const CheckedResult*>& results);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_READINGS_H_
