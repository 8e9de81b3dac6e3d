#include "services/certificates/checks/edge_date.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/checks/json_memory.h"
#include "services/certificates/checks/numbers.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostCiting = 16;

// A late certificate that cites a number; what a lead about it needs.
struct Citing {
  std::string certificate;
  std::string issuer;        // public form
  std::string cited_issuer;  // IssuerKey; empty: not named
  absl::CivilDay end;
  int64_t delay = 0;
};

json ToJson(const Citing& c) {
  return json::array({c.certificate, c.issuer, c.cited_issuer,
                      metrology::FormatDate(c.end), c.delay});
}

absl::StatusOr<Citing> CitingFrom(const json& j) {
  SUYUAN_ASSIGN_OR_RETURN(
      const absl::CivilDay end,
      metrology::ParseDate(j[3].get_ref<const std::string&>()));
  return Citing{j[0], j[1], j[2], end, j[4]};
}

bool IsAtEdge(absl::CivilDay end, absl::CivilDay valid_to,
              const Thresholds& thresholds) {
  return end <= valid_to && valid_to - end < thresholds.edge_days;
}

Finding EdgeFinding(const Citing& citing, const std::string& reference,
                    absl::CivilDay valid_to, const Thresholds& thresholds) {
  Finding finding;
  finding.code = "A_EDGE_DATE";
  finding.subject = absl::StrCat(citing.certificate, " ", reference);
  finding.kind = FindingKind::kAnomaly;
  finding.severity = Severity::kMinor;
  finding.issuer = citing.issuer;
  finding.certificates = {CertificateId::FromText(citing.certificate),
                          CertificateId::FromText(reference)};
  finding.figures = {
      FigureOf("work_ended", metrology::FormatDate(citing.end)),
      FigureOf("reference_valid_to", metrology::FormatDate(valid_to)),
      FigureOf("upload_delay_days", static_cast<double>(citing.delay),
               thresholds.edge_late_days)};
  return finding;
}

// For references that are imported later.
absl::Status RememberCiting(const Citing& citing, const std::string& number,
                            Memory& memory) {
  const std::string key = ShortKey({number});
  SUYUAN_ASSIGN_OR_RETURN(json state, RecallJson(memory, Shelf::kCited, key));
  if (state.is_null()) state = json::array();
  state.push_back(ToJson(citing));
  if (state.size() > kMostCiting) state.erase(0);
  RememberJson(memory, Shelf::kCited, key, state);
  return absl::OkStatus();
}

absl::Status CheckAsCiting(const CheckedCertificate& c, int64_t delay,
                           const Thresholds& thresholds, Memory& memory,
                           std::vector<Finding>& found) {
  for (const CheckedReference& reference : c.references) {
    const Citing citing{c.id.text(), PublicIssuer(c.issuer),
                        IssuerKeyOf(reference.issuer), *c.WorkEnd(), delay};
    SUYUAN_ASSIGN_OR_RETURN(const std::optional<NumberedCertificate> cited,
                            CitedBy(reference, memory));
    if (!cited.has_value()) {
      for (const std::string& number : reference.certificate_numbers) {
        SUYUAN_RETURN_IF_ERROR(RememberCiting(citing, number, memory));
      }
    } else if (cited->valid_to.has_value() &&
               IsAtEdge(citing.end, *cited->valid_to, thresholds)) {
      found.push_back(EdgeFinding(citing, cited->certificate, *cited->valid_to,
                                  thresholds));
    }
  }
  return absl::OkStatus();
}

// The certificate itself is remembered under its number already.
absl::Status CheckAsCited(const CheckedCertificate& c,
                          const Thresholds& thresholds, Memory& memory,
                          std::vector<Finding>& found) {
  if (!c.valid_to.has_value() || c.number.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const json state, RecallJson(memory, Shelf::kCited,
                                                       ShortKey({c.number})));
  if (state.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<NumberedCertificate> of_number,
                          WithNumber(memory, c.number));
  const bool is_alone = of_number.size() == 1;
  for (const json& one : state) {
    SUYUAN_ASSIGN_OR_RETURN(const Citing citing, CitingFrom(one));
    const bool is_meant = citing.cited_issuer.empty()
                              ? is_alone
                              : citing.cited_issuer == c.IssuerKey();
    if (is_meant && IsAtEdge(citing.end, *c.valid_to, thresholds)) {
      found.push_back(
          EdgeFinding(citing, c.id.text(), *c.valid_to, thresholds));
    }
  }
  return absl::OkStatus();
}

bool IsRarelyLate(const UploadHabit& habit, const Thresholds& thresholds) {
  return habit.uploads >= thresholds.edge_known_uploads &&
         habit.late <= thresholds.edge_usual_late_share * habit.uploads;
}

}  // namespace

absl::Status CheckEdgeDate(const CheckedCertificate& c,
                           const UploadHabit& habit,
                           const Thresholds& thresholds, Memory& memory,
                           std::vector<Finding>& found) {
  SUYUAN_RETURN_IF_ERROR(CheckAsCited(c, thresholds, memory, found));
  const std::optional<int64_t> delay = UploadDelay(c);
  if (!delay.has_value() || *delay < thresholds.edge_late_days ||
      !c.WorkEnd().has_value() || !IsRarelyLate(habit, thresholds)) {
    return absl::OkStatus();
  }
  return CheckAsCiting(c, *delay, thresholds, memory, found);
}

}  // namespace suyuan::certificates::checks
