#include "services/credit/fact_rules.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "services/credit/score.h"
#include "services/credit/violations.h"

namespace suyuan::credit {
namespace {

constexpr size_t kMaxText = 500;
constexpr size_t kMaxEvidence = 100;
constexpr int64_t kMaxCount = 1'000'000'000'000;

std::vector<std::string> ValueNames(const Indicator& indicator) {
  if (indicator.ratio.has_value()) {
    return {indicator.ratio->part, indicator.ratio->total};
  }
  if (indicator.bands.has_value()) {
    return {indicator.bands->part, indicator.bands->total};
  }
  return {};
}

std::string ValuePath(const std::string& name) {
  return absl::StrCat("values[\"", name, "\"]");
}

void CheckValues(const Indicator& indicator, const Fact& fact,
                 Violations* found) {
  const std::vector<std::string> names = ValueNames(indicator);
  for (const std::string& name : names) {
    const auto value = fact.values.find(name);
    if (value == fact.values.end()) {
      found->Add(ValuePath(name),
                 absl::StrCat("is missing, ", indicator.id, " needs it"));
    } else if (value->second < 0 || value->second > kMaxCount) {
      found->Add(ValuePath(name),
                 absl::StrCat(value->second, ", want 0 to ", kMaxCount));
    }
  }
  for (const auto& [name, value] : fact.values) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    found->Add(
        ValuePath(name),
        absl::StrCat("is not a number of ", indicator.id, ", which has ",
                     names.empty() ? "none" : absl::StrJoin(names, " and ")));
  }
  if (names.size() == 2 && fact.values.contains(names[0]) &&
      fact.values.contains(names[1]) &&
      fact.values.at(names[0]) > fact.values.at(names[1])) {
    found->Add(ValuePath(names[0]),
               absl::StrCat(fact.values.at(names[0]), " is more than ",
                            names[1], " (", fact.values.at(names[1]), ")"));
  }
}

void CheckVariant(const Indicator& indicator, const Fact& fact,
                  Violations* found) {
  if (fact.variant.empty()) return;
  std::vector<std::string> ids;
  for (const Variant& variant : indicator.variants) {
    if (variant.id == fact.variant) return;
    ids.push_back(variant.id);
  }
  found->Add("variant",
             absl::StrCat("'", fact.variant, "' is not a variant of ",
                          indicator.id, ", which has ",
                          ids.empty() ? "none" : absl::StrJoin(ids, ", ")));
}

void CheckDays(const Indicator* indicator, const Fact& fact,
               absl::CivilDay today, Violations* found) {
  const auto not_after = [&](const char* field, absl::CivilDay day,
                             absl::CivilDay limit, absl::string_view name) {
    if (day <= limit) return;
    found->Add(field, absl::StrCat(FormatDay(day), " is after ", name, " (",
                                   FormatDay(limit), ")"));
  };
  not_after("decided_on", fact.decided_on, today, "today");
  if (fact.occurred_on.has_value()) {
    not_after("occurred_on", *fact.occurred_on, fact.decided_on, "decided_on");
  }
  if (fact.rectified_on.has_value()) {
    not_after("rectified_on", *fact.rectified_on, today, "today");
    if (*fact.rectified_on < fact.decided_on) {
      found->Add("rectified_on", absl::StrCat(FormatDay(*fact.rectified_on),
                                              " is before decided_on (",
                                              FormatDay(fact.decided_on), ")"));
    }
  }
  if (!fact.rectification_verified_by.empty() &&
      !fact.rectified_on.has_value()) {
    found->Add("rectification_verified_by",
               "is set although rectified_on is not");
  }
  if (fact.use_until.has_value() && *fact.use_until <= fact.decided_on) {
    found->Add("use_until", absl::StrCat(FormatDay(*fact.use_until),
                                         " is not after decided_on (",
                                         FormatDay(fact.decided_on), ")"));
  }
  if (indicator != nullptr && indicator->NeedsDueDay() &&
      !fact.rectify_due.has_value()) {
    found->Add("rectify_due",
               absl::StrCat("is missing, ", indicator->id, " needs it"));
  }
}

bool IsSha256(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

void CheckEvidence(const Fact& fact, Violations* found) {
  if (fact.evidence.empty() || fact.evidence.size() > kMaxEvidence) {
    found->Add("evidence", absl::StrCat("has ", fact.evidence.size(),
                                        " entries, want 1 to ", kMaxEvidence));
  }
  for (size_t i = 0; i < fact.evidence.size(); ++i) {
    const Evidence& one = fact.evidence[i];
    const std::string path = absl::StrCat("evidence[", i, "]");
    if (one.kind.empty()) found->Add(absl::StrCat(path, ".kind"), "is empty");
    if (one.record_ref.empty() && one.sha256.empty()) {
      found->Add(absl::StrCat(path, ".record_ref"),
                 "is empty and so is the digest: want one of them");
    }
    if (!one.sha256.empty() && !IsSha256(one.sha256)) {
      found->Add(
          absl::StrCat(path, ".sha256"),
          absl::StrCat("'", one.sha256, "' is not 64 lower-case hex digits"));
    }
  }
}

void CheckTexts(const Fact& fact, Violations* found) {
  const std::pair<const char*, const std::string&> required[] = {
      {"subject_id", fact.subject_id},
      {"incident_id", fact.incident_id},
      {"source_system", fact.source_system},
      {"source_authority", fact.source_authority},
      {"document_no", fact.document_no},
  };
  for (const auto& [field, text] : required) {
    if (text.empty()) found->Add(field, "is empty");
    if (text.size() > kMaxText) {
      found->Add(field, absl::StrCat("has ", text.size(),
                                     " bytes, want at most ", kMaxText));
    }
  }
}

absl::Status CheckNotEnded(const Fact& fact) {
  if (fact.status == FactStatus::kConfirmed ||
      fact.status == FactStatus::kDisputed) {
    return absl::OkStatus();
  }
  return WithReason(absl::FailedPreconditionError(absl::StrCat(
                        "fact ", fact.fact_id, " is ", CodeOf(fact.status),
                        ", want CONFIRMED or DISPUTED")),
                    "FACT_ENDED");
}

Fact NextVersion(const Fact& latest, absl::string_view reason) {
  Fact next = latest;
  ++next.version;
  next.status_reason = std::string(reason);
  return next;
}

absl::Status Refused(absl::string_view message, absl::string_view reason) {
  return WithReason(absl::FailedPreconditionError(message), reason);
}

}  // namespace

absl::Status ValidateNewFact(const Policy& policy, const Fact& fact,
                             absl::CivilDay today) {
  Violations found;
  const Indicator* indicator = policy.Find(fact.indicator_id);
  if (indicator == nullptr) {
    found.Add("indicator_id",
              absl::StrCat("'", fact.indicator_id, "' is not an indicator of ",
                           policy.policy_id, "-v", policy.version));
  } else {
    CheckValues(*indicator, fact, &found);
    CheckVariant(*indicator, fact, &found);
  }
  CheckTexts(fact, &found);
  CheckDays(indicator, fact, today, &found);
  CheckEvidence(fact, &found);
  SUYUAN_RETURN_IF_ERROR(found.ToStatus());
  const std::string authority =
      fact.source_authority.substr(0, fact.source_authority.find('/'));
  const auto& entitled = indicator->authorities;
  if (std::find(entitled.begin(), entitled.end(), authority) !=
      entitled.end()) {
    return absl::OkStatus();
  }
  return WithReason(
      absl::PermissionDeniedError(absl::StrCat(
          "source_authority '", fact.source_authority, "' may not record ",
          indicator->id, ", which is for ", absl::StrJoin(entitled, ", "))),
      "AUTHORITY_NOT_ENTITLED");
}

Fact WithRegime(const Policy& policy, Fact fact) {
  const Indicator* indicator = policy.Find(fact.indicator_id);
  const Regime* regime = policy.RegimeOn(fact.decided_on);
  if (indicator == nullptr || regime == nullptr ||
      indicator->polarity != Polarity::kNegative) {
    return fact;
  }
  const Regime::Terms& terms =
      regime->by_tier[static_cast<size_t>(indicator->tier)];
  fact.regime_id = regime->id;
  if (!fact.repair_earliest.has_value()) {
    fact.repair_earliest = metrology::MonthsLater(
        fact.decided_on, static_cast<int>(terms.min_months));
  }
  if (!indicator->is_penalty) return fact;
  fact.is_public = fact.is_public || terms.published;
  const absl::CivilDay end = metrology::MonthsLater(
      fact.decided_on, static_cast<int>(terms.max_months));
  if (fact.is_public && !fact.publicity_start.has_value()) {
    fact.publicity_start = fact.decided_on;
  }
  if (fact.is_public && !fact.publicity_end.has_value()) {
    fact.publicity_end = end;
  }
  if (!fact.use_until.has_value()) fact.use_until = end;
  return fact;
}

absl::StatusOr<Fact> Rectified(const Fact& latest, absl::CivilDay rectified_on,
                               absl::string_view verified_by,
                               absl::string_view reason, absl::CivilDay today) {
  SUYUAN_RETURN_IF_ERROR(CheckNotEnded(latest));
  if (rectified_on < latest.decided_on || rectified_on > today) {
    return InvalidField(
        "rectified_on",
        absl::StrCat(FormatDay(rectified_on), ", want a day from ",
                     FormatDay(latest.decided_on), " (decided) to ",
                     FormatDay(today), " (today)"));
  }
  Fact next = NextVersion(latest, reason);
  next.rectified_on = rectified_on;
  next.rectification_verified_by = std::string(verified_by);
  return next;
}

absl::StatusOr<Fact> WithDueDay(const Fact& latest,
                                std::optional<absl::CivilDay> due,
                                absl::string_view reason) {
  SUYUAN_RETURN_IF_ERROR(CheckNotEnded(latest));
  Fact next = NextVersion(latest, reason);
  next.rectify_due = due;
  return next;
}

absl::StatusOr<Fact> Withdrawn(const Fact& latest, absl::string_view reason) {
  SUYUAN_RETURN_IF_ERROR(CheckNotEnded(latest));
  Fact next = NextVersion(latest, reason);
  next.status = FactStatus::kWithdrawn;
  return next;
}

absl::StatusOr<Fact> Repaired(const Policy& policy, const Fact& latest,
                              absl::string_view reason, absl::CivilDay today) {
  SUYUAN_RETURN_IF_ERROR(CheckNotEnded(latest));
  const Indicator* indicator = policy.Find(latest.indicator_id);
  if (indicator == nullptr || indicator->polarity != Polarity::kNegative) {
    return Refused(absl::StrCat(latest.indicator_id,
                                " takes no points: nothing to repair"),
                   "REPAIR_NOT_APPLICABLE");
  }
  if (IsOpen(latest, *indicator, today)) {
    return Refused(absl::StrCat("fact ", latest.fact_id,
                                " is not put right yet, which repair needs"),
                   "REPAIR_NOT_DONE");
  }
  if (latest.repair_earliest.has_value() && today < *latest.repair_earliest) {
    return Refused(
        absl::StrCat("fact ", latest.fact_id, " may be repaired from ",
                     FormatDay(*latest.repair_earliest), " on, today is ",
                     FormatDay(today)),
        "REPAIR_NOT_DUE");
  }
  Fact next = NextVersion(latest, reason);
  next.status = FactStatus::kRepaired;
  next.use_until =
      latest.use_until.has_value() ? std::min(*latest.use_until, today) : today;
  if (next.publicity_end.has_value()) {
    next.publicity_end = std::min(*next.publicity_end, today);
  }
  return next;
}

absl::StatusOr<Fact> Disputed(const Fact& latest, bool disputed,
                              absl::string_view reason) {
  SUYUAN_RETURN_IF_ERROR(CheckNotEnded(latest));
  const FactStatus wanted =
      disputed ? FactStatus::kDisputed : FactStatus::kConfirmed;
  if (latest.status == wanted) {
    return Refused(absl::StrCat("fact ", latest.fact_id, " is ", CodeOf(wanted),
                                " already"),
                   "DISPUTE_UNCHANGED");
  }
  Fact next = NextVersion(latest, reason);
  next.status = wanted;
  return next;
}

}  // namespace suyuan::credit
