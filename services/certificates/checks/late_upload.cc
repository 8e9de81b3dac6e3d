#include "services/certificates/checks/late_upload.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

// [late, told, longest delay, [certificates]]
absl::Status CountLate(const CheckedCertificate& c, int64_t days,
                       const Thresholds& thresholds, Memory& memory,
                       std::vector<Finding>& found) {
  const absl::CivilMonth month(metrology::LegalDay(c.recorded_at));
  const std::string key =
      ShortKey({c.IssuerKey(), absl::FormatCivilTime(month)});
  SUYUAN_ASSIGN_OR_RETURN(nlohmann::json state,
                          RecallJson(memory, Shelf::kLate, key));
  if (state.is_null()) state = {0, 0, 0, nlohmann::json::array()};
  const int late = state[0].get<int>() + 1;
  state[0] = late;
  state[2] = std::max(state[2].get<int64_t>(), days);
  if (state[3].size() < Finding::kMostNamed) state[3].push_back(c.id.text());
  if (IsToTell(late, 1, state[1])) {
    state[1] = late;
    Finding finding = FindingOn(c, "EVIDENCE_LATE", key, FindingKind::kAnomaly,
                                Severity::kMinor);
    finding.certificates.clear();
    for (const auto& id : state[3]) {
      finding.certificates.push_back(
          CertificateId::FromText(id.get<std::string>()));
    }
    finding.figures = {FigureOf("month", absl::FormatCivilTime(month)),
                       FigureOf("late_uploads", late),
                       FigureOf("longest_delay_days", state[2].get<double>(),
                                thresholds.late_days)};
    found.push_back(std::move(finding));
  }
  RememberJson(memory, Shelf::kLate, key, state);
  return absl::OkStatus();
}

}  // namespace

std::optional<int64_t> UploadDelay(const CheckedCertificate& c) {
  if (!c.issued.has_value()) return std::nullopt;
  return metrology::LegalDay(c.recorded_at) - *c.issued;
}

absl::StatusOr<UploadHabit> CheckLateUpload(const CheckedCertificate& c,
                                            const Thresholds& thresholds,
                                            Memory& memory,
                                            std::vector<Finding>& found) {
  const std::string key = ShortKey({c.IssuerKey()});
  SUYUAN_ASSIGN_OR_RETURN(const nlohmann::json state,
                          RecallJson(memory, Shelf::kUploads, key));
  UploadHabit habit;
  if (!state.is_null()) habit = {state[0], state[1]};
  const std::optional<int64_t> days = UploadDelay(c);
  if (!days.has_value()) return habit;
  ++habit.uploads;
  if (*days > thresholds.late_days) {
    ++habit.late;
    SUYUAN_RETURN_IF_ERROR(CountLate(c, *days, thresholds, memory, found));
  }
  RememberJson(memory, Shelf::kUploads, key, {habit.uploads, habit.late});
  return habit;
}

}  // namespace suyuan::certificates::checks
