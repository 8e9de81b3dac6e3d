#include "services/registry/kcdb/cmc_competence.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/util/message_differencer.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/metrology/unit_text.h"
#include "libs/text/utf8.h"
#include "services/registry/kcdb/cmc_kind.h"
#include "services/registry/kcdb/cmc_uncertainty.h"
#include "services/registry/kcdb/numbers.h"
#include "services/registry/records/record.h"

namespace suyuan::registry::kcdb {
namespace {

using google::protobuf::util::MessageDifferencer;

constexpr absl::string_view kRegister = "KCDB: ";
constexpr size_t kMostTextBytes = 4000;

enum class Status { kPublished, kGreyedOut, kArchived, kDeleted };

std::optional<Status> StatusOf(absl::string_view printed) {
  std::string letters;
  for (const char c : printed) {
    if (absl::ascii_isalpha(c)) letters.push_back(absl::ascii_tolower(c));
  }
  if (letters == "published") return Status::kPublished;
  if (letters == "greyedout" || letters == "grayedout") {
    return Status::kGreyedOut;
  }
  if (letters == "archived") return Status::kArchived;
  if (letters == "deleted") return Status::kDeleted;
  return std::nullopt;
}

// "2012-11-29", or an instant that begins so.
absl::StatusOr<std::optional<absl::CivilDay>> DayOf(absl::string_view field,
                                                    absl::string_view printed) {
  if (printed.empty()) return std::optional<absl::CivilDay>();
  const auto day = metrology::ParseDate(printed.substr(0, 10));
  if (day.ok()) return std::optional<absl::CivilDay>(*day);
  return InvalidField(field, absl::StrCat("\"", printed.substr(0, 40),
                                          "\"; wanted a day such as "
                                          "2012-11-29"));
}

std::string TextOfDay(absl::CivilDay day) { return absl::FormatCivilTime(day); }

// The text, cut where it is longer than a record takes.
std::string Bounded(std::string text) {
  if (text.size() <= kMostTextBytes) return text;
  text.resize(kMostTextBytes);
  text.resize(text::ValidUtf8Prefix(text));
  return absl::StrCat(text, " ...");
}

std::string JoinSaid(const std::vector<std::string>& parts) {
  std::vector<std::string> said;
  for (const std::string& part : parts) {
    if (!part.empty()) said.push_back(part);
  }
  return Bounded(absl::StrJoin(said, "; "));
}

std::string Named(absl::string_view name, const std::string& text) {
  return text.empty() ? "" : absl::StrCat(name, " ", text);
}

std::string ConditionsOf(const Cmc& cmc) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : cmc.parameters) {
    parts.push_back(absl::StrCat(name, ": ", value));
  }
  parts.push_back(Named("nuclide", cmc.nuclide));
  parts.push_back(Named("method", cmc.method));
  return JoinSaid(parts);
}

std::string RangeText(const Limits& range) {
  if (range.lower.empty() && range.upper.empty()) {
    return Named("unit", range.unit);
  }
  return absl::StrCat(range.lower, " to ", range.upper, " ", range.unit);
}

std::string RemarksOf(const Cmc& cmc) {
  return JoinSaid({RangeText(cmc.range), UncertaintyText(cmc), cmc.comments,
                   Named("traceable to", cmc.traceability_source),
                   Named("service", cmc.nmi_service_code),
                   Named("group", cmc.group)});
}

// The unit of the range in D-SI; "" where it cannot be told.
std::string DsiOf(const std::optional<metrology::Unit>& unit) {
  if (!unit.has_value()) return "";
  return metrology::FormatDsi(*unit).value_or("");
}

// Sets kind, range and uncertainty. False where the row would claim more than
// the CMC says.
bool AddMeasurand(const Cmc& cmc, v1::ScopeRow& row) {
  const std::optional<metrology::Unit> unit = UnitOf(cmc.range.unit);
  const std::string dsi = DsiOf(unit);
  const bool has_limits = NumberOf(cmc.range.lower).has_value() ||
                          NumberOf(cmc.range.upper).has_value();
  if (dsi.empty() || !has_limits) return false;
  row.mutable_range()->set_min(cmc.range.lower);
  row.mutable_range()->set_max(cmc.range.upper);
  row.mutable_range()->set_unit(dsi);
  AddUncertainty(cmc, *unit, row);
  auto kind = KindOfCmc(cmc, *unit);
  if (!kind.has_value()) return false;
  if (!cmc.matrix.empty()) {
    (*kind->mutable_qualifiers())["matrix"] = cmc.matrix;
  }
  *row.mutable_kind() = *std::move(kind);
  return true;
}

// Days on which a status holds.
struct StatusDays {
  absl::CivilDay from;      // as the register says, or the snapshot's
  absl::CivilDay snapshot;  // it was seen then
};

bool IsOpen(const v1::Suspension& suspension) {
  return absl::StartsWith(suspension.reason(), kRegister) &&
         suspension.period().to().empty();
}

// Ends what the register itself began, on the day before its new status.
void EndSuspensions(const StatusDays& days, v1::Competence& record) {
  auto& suspensions = *record.mutable_suspensions();
  for (int i = suspensions.size() - 1; i >= 0; --i) {
    v1::Suspension& each = suspensions[i];
    if (!IsOpen(each)) continue;
    std::string last = TextOfDay(days.from - 1);
    // A register that did not date its change anew.
    if (last < each.period().from()) last = TextOfDay(days.snapshot - 1);
    if (last < each.period().from()) {
      suspensions.erase(suspensions.begin() + i);
      continue;
    }
    each.set_kind(v1::Suspension::KIND_SUSPENDED);
    each.mutable_period()->set_to(last);
  }
}

void Suspend(v1::Suspension::Kind kind, const std::string& status,
             absl::CivilDay from, v1::Competence& record) {
  for (const v1::Suspension& each : record.suspensions()) {
    if (IsOpen(each) && each.kind() == kind) return;
  }
  v1::Suspension& suspension = *record.add_suspensions();
  suspension.set_kind(kind);
  suspension.mutable_period()->set_from(TextOfDay(from));
  suspension.set_reason(absl::StrCat(kRegister, status));
}

void ApplyStatus(Status status, const std::string& printed,
                 const StatusDays& days, v1::Competence& record) {
  const std::string from = TextOfDay(days.from);
  switch (status) {
    case Status::kPublished:
      return EndSuspensions(days, record);
    case Status::kGreyedOut:
      return Suspend(v1::Suspension::KIND_SUSPENDED, printed, days.from,
                     record);
    case Status::kArchived:
      if (record.period().from() < from) {
        EndSuspensions(days, record);
        record.mutable_period()->set_to(TextOfDay(days.from - 1));
        return;
      }
      break;  // no day was in force
    case Status::kDeleted:
      break;
  }
  Suspend(v1::Suspension::KIND_REVOKED, printed, days.from, record);
}

// What somebody entered where the file tells nothing.
void KeepEntered(const v1::Competence& before, v1::ScopeRow& row) {
  if (row.equipment_class() != kUnclassified || before.scope_size() != 1) {
    return;
  }
  const v1::ScopeRow& old = before.scope(0);
  if (!old.has_kind() || old.equipment_class() == kUnclassified) return;
  *row.mutable_kind() = old.kind();
  row.set_equipment_class(old.equipment_class());
  if (!row.has_range() && old.has_range()) *row.mutable_range() = old.range();
}

}  // namespace

absl::StatusOr<std::string> NameOfCmc(const Cmc& cmc) {
  std::string id = "kcdb-";
  for (const char c : cmc.kcdb_code) {
    id.push_back(absl::ascii_isalnum(c) ? absl::ascii_tolower(c) : '-');
  }
  if (cmc.kcdb_code.empty() || !IsRecordId(id)) {
    return InvalidField("kcdbCode",
                        absl::StrCat("\"", cmc.kcdb_code.substr(0, 80),
                                     "\"; wanted a code such as "
                                     "APMP-EM-CN-0000012A-1"));
  }
  return absl::StrCat("competences/", id);
}

v1::ScopeRow ScopeOfCmc(const Cmc& cmc) {
  v1::ScopeRow row;
  row.add_services(v1::ScopeRow::SERVICE_CALIBRATION);
  if (absl::StartsWith(cmc.domain, "CHEM")) {
    row.add_services(v1::ScopeRow::SERVICE_CRM_ASSIGNMENT);
  }
  if (!AddMeasurand(cmc, row)) {
    row.set_equipment_class(std::string(kUnclassified));
  }
  row.set_item(JoinSaid({cmc.quantity, cmc.analyte, cmc.instrument,
                         Named("KCDB", cmc.service_category)}));
  row.set_conditions(ConditionsOf(cmc));
  row.set_remarks(RemarksOf(cmc));
  if (!cmc.international_standard.empty()) {
    row.add_specifications(Bounded(cmc.international_standard));
  }
  return row;
}

absl::Status ApplyCmc(const Cmc& cmc, const std::string& holder,
                      absl::CivilDay snapshot, v1::Competence& record) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string name, NameOfCmc(cmc));
  const std::optional<Status> status = StatusOf(cmc.status);
  if (!status.has_value()) {
    return InvalidField("status",
                        absl::StrCat("\"", cmc.status.substr(0, 40),
                                     "\"; wanted Published, Greyed out, "
                                     "Archived or Deleted"));
  }
  SUYUAN_ASSIGN_OR_RETURN(const auto published,
                          DayOf("publicationDate", cmc.publication_date));
  SUYUAN_ASSIGN_OR_RETURN(const auto approved,
                          DayOf("approvalDate", cmc.approval_date));
  SUYUAN_ASSIGN_OR_RETURN(const auto changed,
                          DayOf("statusDate", cmc.status_date));
  const v1::Competence before = record;
  record.set_name(name);
  record.set_holder(holder);
  record.set_kind(v1::Competence::KIND_NATIONAL_INSTITUTE_CMC);
  record.set_number(cmc.kcdb_code);
  record.set_authority("BIPM KCDB");
  record.set_criteria("CIPM MRA");
  record.set_external_id(cmc.kcdb_code);
  record.set_external_status(cmc.status);
  record.clear_period();
  const auto from = published.has_value() ? published : approved;
  if (from.has_value()) {
    record.mutable_period()->set_from(TextOfDay(*from));
  }
  v1::ScopeRow row = ScopeOfCmc(cmc);
  KeepEntered(before, row);
  record.clear_scope();
  *record.add_scope() = std::move(row);
  if (!changed.has_value() && before.external_status() == cmc.status) {
    // Still as it was seen before, since the day that was taken then.
    *record.mutable_period() = before.period();
  } else {
    ApplyStatus(*status, cmc.status, {changed.value_or(snapshot), snapshot},
                record);
  }
  // The same file again, on whatever day.
  if (MessageDifferencer::Equals(record, before)) return absl::OkStatus();
  const std::string day = TextOfDay(snapshot);
  if (day < before.external_day()) {
    return InvalidField(
        "snapshot_day",
        absl::StrCat(day, " is before ", before.external_day(),
                     ", the day of the snapshot that ", name, " shows"));
  }
  record.set_external_day(day);
  return absl::OkStatus();
}

}  // namespace suyuan::registry::kcdb
