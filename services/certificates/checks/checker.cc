#include "services/certificates/checks/checker.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "libs/base/status.h"
#include "services/certificates/checks/artefact_history.h"
#include "services/certificates/checks/constant_conditions.h"
#include "services/certificates/checks/copied_readings.h"
#include "services/certificates/checks/custody.h"
#include "services/certificates/checks/dates_order.h"
#include "services/certificates/checks/decade.h"
#include "services/certificates/checks/drift.h"
#include "services/certificates/checks/edge_date.h"
#include "services/certificates/checks/json_memory.h"
#include "services/certificates/checks/late_upload.h"
#include "services/certificates/checks/limit_pile.h"
#include "services/certificates/checks/numbers.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/checks/reference_elsewhere.h"
#include "services/certificates/checks/repass.h"
#include "services/certificates/checks/replay.h"
#include "services/certificates/checks/signatures.h"
#include "services/certificates/checks/symbol_misuse.h"
#include "services/certificates/checks/synthetic.h"
#include "services/certificates/checks/uniform_uncertainty.h"
#include "services/certificates/checks/volume.h"

namespace suyuan::certificates::checks {
namespace {

void Take(std::vector<Finding> more, std::vector<Finding>& found) {
  std::move(more.begin(), more.end(), std::back_inserter(found));
}

absl::StatusOr<ArtefactHistory> RecallArtefact(Memory& memory,
                                               const std::string& key) {
  SUYUAN_ASSIGN_OR_RETURN(const nlohmann::json json,
                          RecallJson(memory, Shelf::kArtefact, key));
  return ArtefactHistory::FromJson(json);
}

void RememberArtefact(Memory& memory, const std::string& key,
                      const ArtefactHistory& history) {
  RememberJson(memory, Shelf::kArtefact, key, history.ToJson());
}

// A thing may be met by its record and by its serial number: what both tell is
// one finding. The last of equal ones stays.
std::vector<Finding> EachOnce(std::vector<Finding> found) {
  std::set<std::string> ids;
  std::vector<Finding> once;
  for (auto finding = found.rbegin(); finding != found.rend(); ++finding) {
    if (ids.insert(finding->Id()).second) once.push_back(std::move(*finding));
  }
  std::reverse(once.begin(), once.end());
  return once;
}

// Named certificates and results are bounded wherever they come from.
void Bound(Finding& finding) {
  std::vector<CertificateId> named;
  for (CertificateId& id : finding.certificates) {
    if (named.size() == Finding::kMostNamed) break;
    if (std::find(named.begin(), named.end(), id) == named.end()) {
      named.push_back(std::move(id));
    }
  }
  finding.certificates = std::move(named);
  if (finding.points.size() > Finding::kMostNamed) {
    finding.points.resize(Finding::kMostNamed);
  }
}

// The things that a reference may be: as it says itself, else as the
// certificate that it cites does.
absl::StatusOr<std::vector<std::string>> ArtefactsOf(
    const CheckedReference& reference, Memory& memory) {
  std::vector<std::string> keys = reference.artefact.Keys();
  if (!keys.empty()) return keys;
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<NumberedCertificate> cited,
                          CitedBy(reference, memory));
  if (cited.has_value()) keys = cited->artefacts;
  return keys;
}

}  // namespace

absl::Status Checker::CheckItems(const CheckedCertificate& c, Memory& memory,
                                 std::vector<Finding>& found) const {
  for (const CheckedItem& item : c.items) {
    const std::optional<Visit> visit = VisitOf(c, item);
    if (!visit.has_value()) continue;
    for (const std::string& key : item.artefact.Keys()) {
      SUYUAN_ASSIGN_OR_RETURN(ArtefactHistory history,
                              RecallArtefact(memory, key));
      history.Add(*visit);
      Take(CheckRepass(c, *visit, history), found);
      Take(CheckCustody(c, *visit, history, thresholds_), found);
      Take(CheckReplay(c, *visit, history), found);
      Take(CheckDecade(c, *visit, history, thresholds_), found);
      Take(CheckHiddenAdjustment(c, *visit, history, thresholds_), found);
      Take(CheckReferenceElsewhere(c, history, thresholds_), found);
      RememberArtefact(memory, key, history);
    }
  }
  return absl::OkStatus();
}

absl::Status Checker::CheckReferences(const CheckedCertificate& c,
                                      Memory& memory,
                                      std::vector<Finding>& found) const {
  const std::optional<Use> use = UseOf(c);
  if (!use.has_value()) return absl::OkStatus();
  std::set<std::string> artefacts;
  for (const CheckedReference& reference : c.references) {
    SUYUAN_ASSIGN_OR_RETURN(std::vector<std::string> keys,
                            ArtefactsOf(reference, memory));
    artefacts.insert(keys.begin(), keys.end());
  }
  // Work that an item's other certificate reports is not done with the item.
  for (const CheckedItem& item : c.items) {
    for (const std::string& own : item.artefact.Keys()) artefacts.erase(own);
  }
  for (const std::string& key : artefacts) {
    SUYUAN_ASSIGN_OR_RETURN(ArtefactHistory history,
                            RecallArtefact(memory, key));
    history.Add(*use);
    Take(CheckReferenceElsewhere(c, history, thresholds_), found);
    RememberArtefact(memory, key, history);
  }
  return absl::OkStatus();
}

std::vector<Finding> Checker::CheckAgain(const CheckedCertificate& c) const {
  std::vector<Finding> found = CheckOutsideFacts(c, facts_);
  for (Finding& finding : found) Bound(finding);
  return found;
}

absl::StatusOr<std::vector<Finding>> Checker::Check(const CheckedCertificate& c,
                                                    Memory& memory) const {
  std::vector<Finding> found = CheckDatesOrder(c, thresholds_);
  Take(CheckDecadeInItself(c, thresholds_), found);
  Take(CheckScatter(c, thresholds_), found);
  Take(CheckOutsideFacts(c, facts_), found);
  Take(CheckBeside(c), found);
  SUYUAN_ASSIGN_OR_RETURN(std::vector<Finding> of_number,
                          CheckUniqueNumber(c, memory));
  Take(std::move(of_number), found);
  SUYUAN_RETURN_IF_ERROR(RememberNumber(c, memory));
  SUYUAN_ASSIGN_OR_RETURN(const UploadHabit habit,
                          CheckLateUpload(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckEdgeDate(c, habit, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckItems(c, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckReferences(c, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckSymbolMisuse(c, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckVolume(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(
      CheckConstantConditions(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(
      CheckUniformUncertainty(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckLastDigits(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckLimitPile(c, thresholds_, memory, found));
  SUYUAN_RETURN_IF_ERROR(CheckCopiedReadings(c, thresholds_, memory, found));
  for (Finding& finding : found) Bound(finding);
  return EachOnce(std::move(found));
}

}  // namespace suyuan::certificates::checks
