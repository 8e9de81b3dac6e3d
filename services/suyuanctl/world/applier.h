#ifndef SERVICES_SUYUANCTL_WORLD_APPLIER_H_
#define SERVICES_SUYUANCTL_WORLD_APPLIER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/feed/token.h"
#include "services/suyuanctl/world/record_plan.h"
#include "services/suyuanctl/world/services.h"
#include "services/suyuanctl/world/world_file.h"

namespace suyuan::world {

// One thing of a world, done.
struct Applied {
  Place place;
  std::string name;  // standards/1234, certificates/0f..., or a number
  bool written = false;
};

struct Tally {
  int64_t written = 0;
  int64_t unchanged = 0;

  void Count(bool was_written) { ++(was_written ? written : unchanged); }
  friend bool operator==(const Tally&, const Tally&) = default;
};

struct Report {
  Tally records;  // revisions: created, updated, ended
  Tally certificates;
  Tally statuses;  // voids and replacements
  // Reads that carry it see all that was written or found.
  feed::ReadToken token;
};

struct ApplyHooks {
  // Before each step that says when it is recorded: a test moves its clock.
  std::function<void(absl::Time at)> before_step;
  std::function<void(const Applied& applied)> on_applied;
  // After all steps of a file; what it returns ends the work unless it is OK.
  std::function<absl::Status(const WorldFile& file, const Report& so_far)>
      after_file;
};

// Writes worlds. Each thing that a service holds already as it should be is
// left alone, so that a second time writes nothing and an interrupted time is
// taken up. Not thread-safe; borrows the services.
class Applier {
 public:
  Applier(Records& records, Certificates& certificates, ApplyHooks hooks)
      : records_(records), certificates_(certificates), hooks_(hooks) {}

  // Files as LoadWorlds gives them. Ends with the first refusal: the service's
  // status AtPlace(), so that it names file, step, list, index and field; what
  // was written before stays, and report() tells it.
  // O(things), one call each, one more where a record exists.
  absl::Status Apply(const std::vector<WorldFile>& files);

  const Report& report() const { return report_; }

 private:
  // What we know of a record once we have met it.
  struct Known {
    Record record;
    size_t met = 0;      // states of the plan that we have come to
    size_t reached = 0;  // states that the registry had from the start
  };
  struct Numbered {
    std::string name;
    std::string issuer_title;
    std::string institution;
  };

  absl::Status ApplyStep(const WorldFile& file, int index);
  absl::Status ApplyRecord(const Place& place, const Record& record);
  absl::Status ApplyEnding(const Place& place,
                           const ::suyuanctl::Ending& ending);
  absl::Status ApplyCertificate(
      const Place& place, absl::string_view field,
      const certificates::v1::ImportCertificateRequest& request);
  absl::Status ApplyVoid(const Place& place, const ::suyuanctl::Void& wanted);
  absl::Status ApplyReplacement(const Place& place,
                                const ::suyuanctl::Replacement& wanted);

  // Meets a record: creates it, or finds it. True if it was created.
  absl::StatusOr<bool> Meet(const Record& record);
  void Keep(Record record);
  // The one certificate with that number; CERTIFICATE_NOT_FOUND, or
  // FAILED_PRECONDITION (CERTIFICATE_AMBIGUOUS).
  absl::StatusOr<certificates::v1::Certificate> FindOne(
      absl::string_view number, absl::string_view issuer);
  absl::Status Include(absl::string_view token);
  void Told(const Place& place, absl::string_view name, Tally& tally,
            bool written);

  Records& records_;
  Certificates& certificates_;
  const ApplyHooks hooks_;
  RecordPlan plan_;
  std::map<std::string, Known> known_;
  // Certificates of this work, by normalised number.
  std::multimap<std::string, Numbered> numbered_;
  Report report_;
};

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_APPLIER_H_
