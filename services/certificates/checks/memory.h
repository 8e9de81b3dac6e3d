#ifndef SERVICES_CERTIFICATES_CHECKS_MEMORY_H_
#define SERVICES_CERTIFICATES_CHECKS_MEMORY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::certificates::checks {

// What is remembered of earlier certificates, by what for. The numbers are
// stored.
enum class Shelf {
  kNumber = 1,          // certificates by number
  kArtefact = 2,        // what was done to a thing and what it was used for
  kCited = 3,           // who cited a number
  kUploads = 4,         // how late an issuer uploads
  kLate = 5,            // late uploads of a month
  kUncertainty = 6,     // runs of one uncertainty
  kConditions = 7,      // runs of the same conditions
  kDigits = 8,          // last digits
  kPassRate = 9,        // passes and failures
  kLimit = 10,          // errors around the permissible one
  kPersonDay = 11,      // work of a person on a day
  kReadings = 12,       // readings told twice
  kSeries = 13,         // newest series of a model
  kAccreditation = 14,  // who printed an accreditation number
};

// Summaries of bounded size under short keys: a new certificate is judged
// against these and never against all that came before. Used by one thread.
class Memory {
 public:
  virtual ~Memory() = default;
  // "" where nothing is remembered.
  virtual absl::StatusOr<std::string> Recall(Shelf shelf,
                                             absl::string_view key) = 0;
  virtual void Remember(Shelf shelf, absl::string_view key,
                        std::string value) = 0;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_MEMORY_H_
