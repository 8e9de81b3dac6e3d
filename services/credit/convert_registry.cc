#include "services/credit/convert_registry.h"

#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace suyuan::credit {
namespace {

namespace reg = ::suyuan::registry::v1;
using Verdict = reg::ComparisonScore::Verdict;

ComparisonReport::Level ToLevel(reg::Comparison::Level level) {
  switch (level) {
    case reg::Comparison::LEVEL_NATIONAL:
      return ComparisonReport::Level::kNational;
    case reg::Comparison::LEVEL_MULTI_REGION:
      return ComparisonReport::Level::kMultiRegion;
    default:
      return ComparisonReport::Level::kLocal;
  }
}

// Institutions whose every score is satisfactory.
std::vector<std::string> Satisfactory(const reg::ComparisonEvaluation& kept) {
  std::map<std::string, bool> all;
  for (const reg::ComparisonScore& score : kept.scores()) {
    const bool is_good =
        score.verdict() == reg::ComparisonScore::VERDICT_SATISFACTORY;
    const auto [at, added] = all.try_emplace(score.institution(), is_good);
    at->second = at->second && is_good;
  }
  std::vector<std::string> out;
  for (const auto& [institution, is_good] : all) {
    if (is_good) out.push_back(institution);
  }
  return out;
}

ComparisonFailure ToFailure(const reg::ComparisonFollowUp& follow_up,
                            const std::string& organiser) {
  ComparisonFailure failure;
  failure.institution = follow_up.institution();
  failure.due = ParseDay(follow_up.due());
  failure.rectified_on = ParseDay(follow_up.resolved());
  if (failure.rectified_on.has_value()) {
    failure.verified_by = follow_up.document_number().empty()
                              ? organiser
                              : follow_up.document_number();
  }
  return failure;
}

std::vector<SubjectType> TypesOf(reg::Institution::Kind kind) {
  switch (kind) {
    case reg::Institution::KIND_NATIONAL_INSTITUTE:
    case reg::Institution::KIND_REGIONAL_CENTRE:
    case reg::Institution::KIND_STATUTORY_PROVINCE:
    case reg::Institution::KIND_STATUTORY_PREFECTURE:
    case reg::Institution::KIND_STATUTORY_COUNTY:
      return {SubjectType::kLegalInstitution};
    case reg::Institution::KIND_AUTHORISED_BODY:
    case reg::Institution::KIND_COMMERCIAL_LABORATORY:
      return {SubjectType::kCalibrationLab};
    case reg::Institution::KIND_REFERENCE_MATERIAL_PRODUCER:
      return {SubjectType::kReferenceMaterialProducer};
    default:
      return {SubjectType::kStandardOwner};
  }
}

// In that language, else in any.
std::string NameIn(const metrology::v1::LocalizedText& title,
                   const std::string& language) {
  const auto found = title.texts().find(language);
  if (found != title.texts().end()) return found->second;
  return title.texts().empty() ? std::string() : title.texts().begin()->second;
}

}  // namespace

std::optional<ComparisonReport> ToReport(const reg::Comparison& comparison) {
  const auto decided = ParseDay(comparison.consequences_day());
  if (comparison.state() != reg::Comparison::STATE_CONSEQUENCES ||
      !decided.has_value()) {
    return std::nullopt;
  }
  ComparisonReport report;
  report.comparison = comparison.name();
  report.report_number = comparison.report_number();
  report.digest = comparison.evaluation().basis_digest();
  report.level = ToLevel(comparison.level());
  report.pilot = comparison.pilot();
  report.decided_on = *decided;
  report.satisfactory = Satisfactory(comparison.evaluation());
  for (const reg::ComparisonFollowUp& follow_up : comparison.follow_ups()) {
    report.failed.push_back(ToFailure(follow_up, comparison.organiser()));
  }
  report.absent.assign(comparison.evaluation().absent().begin(),
                       comparison.evaluation().absent().end());
  return report;
}

CreditSubject ToSubject(const reg::Institution& institution) {
  CreditSubject subject;
  const absl::string_view name = institution.name();
  subject.subject_id = std::string(name.substr(name.find('/') + 1));
  subject.types = TypesOf(institution.kind());
  subject.uscc = institution.uscc();
  subject.name_zh = NameIn(institution.title(), "zh");
  if (institution.title().texts().contains("en")) {
    subject.name_en = institution.title().texts().at("en");
  }
  subject.region_code = institution.division();
  subject.institution = institution.name();
  return subject;
}

}  // namespace suyuan::credit
