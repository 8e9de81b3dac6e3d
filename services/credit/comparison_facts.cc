#include "services/credit/comparison_facts.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/crypto/digest.h"
#include "services/credit/fact_rules.h"

namespace suyuan::credit {
namespace {

constexpr absl::string_view kSource = "suyuan-registry";

absl::string_view VariantOf(ComparisonReport::Level level) {
  switch (level) {
    case ComparisonReport::Level::kNational:
      return "national";
    case ComparisonReport::Level::kMultiRegion:
      return "regional";
    case ComparisonReport::Level::kLocal:
      break;
  }
  return "provincial";
}

// The same for the same fact: told again after a crash, it is no other one.
std::string IdOf(const FactKey& key) {
  return crypto::Sha256(absl::StrCat(key.source_system, "\n", key.document_no,
                                     "\n", key.indicator_id))
      .Hex()
      .substr(0, 32);
}

InstitutionFact FactAbout(const ComparisonReport& report,
                          const std::string& institution,
                          absl::string_view indicator) {
  Fact fact;
  fact.indicator_id = std::string(indicator);
  fact.decided_on = report.decided_on;
  fact.evidence.push_back({"comparison", report.comparison, report.digest});
  if (!report.report_number.empty()) {
    fact.evidence.push_back({"comparison report", report.report_number, ""});
  }
  fact.source_system = std::string(kSource);
  fact.source_authority = absl::StrCat("COMPARISON_LEAD/", report.pilot);
  fact.document_no = absl::StrCat(report.comparison, " ", institution);
  fact.fact_id = IdOf(KeyOf(fact));
  fact.incident_id = fact.fact_id;
  return {institution, std::move(fact)};
}

}  // namespace

std::vector<InstitutionFact> FactsOf(const ComparisonReport& report) {
  std::vector<InstitutionFact> facts;
  for (const ComparisonFailure& failure : report.failed) {
    InstitutionFact& told =
        facts.emplace_back(FactAbout(report, failure.institution, "M-202"));
    told.fact.rectify_due = failure.due;
    told.fact.rectified_on = failure.rectified_on;
    told.fact.rectification_verified_by = failure.verified_by;
  }
  for (const std::string& institution : report.satisfactory) {
    facts.push_back(FactAbout(report, institution, "M-604"));
  }
  for (const std::string& institution : report.absent) {
    facts.push_back(FactAbout(report, institution, "M-203"));
  }
  facts.push_back(FactAbout(report, report.pilot, "M-605"));
  facts.back().fact.variant = std::string(VariantOf(report.level));
  return facts;
}

std::optional<Fact> CaughtUp(const Fact& latest, const Fact& told,
                             absl::CivilDay today) {
  constexpr absl::string_view kReason = "as followed up in the registry";
  if (told.rectified_on.has_value() && !latest.rectified_on.has_value()) {
    const auto rectified =
        Rectified(latest, *told.rectified_on, told.rectification_verified_by,
                  kReason, today);
    if (!rectified.ok()) return std::nullopt;
    Fact next = *rectified;
    next.rectify_due = told.rectify_due;
    return next;
  }
  if (told.rectify_due == latest.rectify_due ||
      latest.rectified_on.has_value()) {
    return std::nullopt;
  }
  absl::StatusOr<Fact> due = WithDueDay(latest, told.rectify_due, kReason);
  if (!due.ok()) return std::nullopt;
  return *std::move(due);
}

}  // namespace suyuan::credit
