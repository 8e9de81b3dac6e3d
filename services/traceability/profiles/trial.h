#ifndef SERVICES_TRACEABILITY_PROFILES_TRIAL_H_
#define SERVICES_TRACEABILITY_PROFILES_TRIAL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/traceability/convert/convert.h"
#include "services/traceability/engine.h"
#include "suyuan/certificates/v1/certificate.pb.h"
#include "suyuan/registry/v1/record.pb.h"

namespace suyuan::traceability {

// Records and certificates that are judged without any service, by any profile:
// what the service would say of them. Not thread-safe.
class Trial {
 public:
  // `clock` must outlive it.
  explicit Trial(const Clock& clock) : engine_(clock) {}

  // In the order of their times.
  void Tell(const registry::v1::Record& record, absl::Time at);
  // A canonical certificate, by the name and digest that an import would give
  // it. Whether an import would take it is not asked.
  absl::Status Tell(const certificates::v1::Certificate& certificate,
                    absl::Time at);
  // About the first certificate with that number, of that issuer where one is
  // given (as printed, or institutions/*). NOT_FOUND (TARGET_NOT_FOUND).
  absl::Status Tell(absl::string_view number, absl::string_view issuer,
                    StatusFacts status, absl::Time at);
  // certificates/* of the above.
  absl::StatusOr<std::string> NameOf(absl::string_view number,
                                     absl::string_view issuer) const;

  // What a certificate is worth under a profile.
  struct Judged {
    std::string number;
    std::string issuer;
    Verdict verdict = Verdict::kIndeterminate;
    std::vector<std::string> codes;  // that decided it, worst first
  };
  // Every certificate that it was told, in order; one whose chain is too large
  // is refused as by Engine::Trace.
  absl::StatusOr<std::vector<Judged>> Judge(const Profile& profile,
                                            DayNumber as_of) const;

  const Engine& engine() const { return engine_; }

 private:
  struct Held {
    std::string name;
    std::string number;  // normalised
    std::string printed_number;
    std::string title;  // of the issuer, as printed
    std::string institution;
  };

  Engine engine_;
  UnitReader units_;
  std::vector<Held> held_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_PROFILES_TRIAL_H_
