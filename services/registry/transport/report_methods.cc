#include "services/registry/transport/report_methods.h"

#include <google/protobuf/util/json_util.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/divisions/division.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/indicator_facts.h"
#include "services/registry/convert/indicator_values.h"
#include "services/registry/errors.h"
#include "services/registry/indicators/evidence.h"
#include "services/registry/indicators/indicator_value.h"
#include "services/registry/indicators/report.h"
#include "services/registry/transport/fact_reader.h"
#include "services/registry/transport/read_token.h"
#include "services/registry/transport/record_methods.h"

namespace suyuan::registry {
namespace {

using indicators::EvidenceLeaf;
using indicators::IndicatorValue;
using indicators::Language;
using indicators::Plan;

absl::StatusOr<std::vector<IndicatorValue>> ComputeAt(
    const RecordBook& book, const Plan& plan, absl::CivilDay day,
    absl::Time known_at, const Deadline& deadline) {
  FactReader reader(book, known_at, deadline);
  SUYUAN_ASSIGN_OR_RETURN(const indicators::Facts facts,
                          reader.Read(plan, day));
  return indicators::Compute(plan, facts, day);
}

EvidenceLeaf LeafOf(const Record& record) {
  return {record.name, record.revision, crypto::Sha256(record.payload)};
}

absl::StatusOr<std::vector<EvidenceLeaf>> LeavesAt(
    const RecordBook& book, const std::vector<IndicatorValue>& values,
    absl::Time known_at, const Deadline& deadline) {
  std::vector<EvidenceLeaf> leaves;
  for (const std::string& name : indicators::EvidenceOf(values)) {
    SUYUAN_ASSIGN_OR_RETURN(const Record record,
                            book.Find(name, known_at, deadline));
    leaves.push_back(LeafOf(record));
  }
  return leaves;
}

// Of the revisions that the report names; one that is not there has none.
absl::StatusOr<std::vector<EvidenceLeaf>> LeavesKept(
    const RecordBook& book, const proto::IndicatorReport& report,
    const Deadline& deadline) {
  std::vector<EvidenceLeaf> leaves;
  for (const proto::IndicatorReport::Leaf& leaf : report.evidence()) {
    const absl::StatusOr<std::vector<Record>> revisions =
        book.History(leaf.name(), leaf.revision() + 1, 1, deadline);
    if (ReasonOf(revisions.status()) == "RECORD_NOT_FOUND") continue;
    if (!revisions.ok()) return revisions.status();
    if (revisions->empty() || (*revisions)[0].revision != leaf.revision()) {
      continue;
    }
    leaves.push_back(LeafOf((*revisions)[0]));
  }
  return leaves;
}

bool AreSame(const std::vector<IndicatorValue>& values,
             const proto::IndicatorReport& report) {
  if (static_cast<int>(values.size()) != report.values_size()) return false;
  for (int i = 0; i < report.values_size(); ++i) {
    if (rpc::CanonicalBytes(ToProto(values[i])) !=
        rpc::CanonicalBytes(report.values(i))) {
      return false;
    }
  }
  return true;
}

absl::StatusOr<Language> LanguageOf(const std::string& language) {
  if (language.empty() || language == "zh") return Language::kChinese;
  if (language == "en") return Language::kEnglish;
  return InvalidField("language",
                      absl::StrCat("is \"", language, "\"; wanted zh or en"));
}

std::string DivisionTitle(const std::string& code, Language language) {
  const divisions::Division* division = divisions::FindDivision(code);
  if (division == nullptr) return code;
  return std::string(language == Language::kChinese ? division->name_zh
                                                    : division->name_en);
}

google::api::HttpBody Body(absl::string_view content_type, std::string data) {
  google::api::HttpBody body;
  body.set_content_type(content_type.data(), content_type.size());
  body.set_data(std::move(data));
  return body;
}

std::string JsonOf(const proto::IndicatorReport& report) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string json;
  SUYUAN_CHECK(
      google::protobuf::util::MessageToJsonString(report, &json, options).ok());
  return json;
}

}  // namespace

absl::Status ReportMethods::Freeze(absl::Time known_at,
                                   const Deadline& deadline,
                                   proto::IndicatorReport& report) const {
  const absl::StatusOr<absl::CivilDay> day =
      metrology::ParseDate(report.as_of());
  if (!day.ok()) return absl::OkStatus();
  if (*day > metrology::LegalDay(known_at)) {
    return InvalidField(
        "indicator_report.as_of",
        absl::StrCat("is ", report.as_of(), ", after today, ",
                     metrology::FormatDate(metrology::LegalDay(known_at))));
  }
  const Plan& plan = *indicators::FindPlan("");
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<IndicatorValue> values,
                          ComputeAt(book_, plan, *day, known_at, deadline));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<EvidenceLeaf> leaves,
                          LeavesAt(book_, values, known_at, deadline));
  *report.mutable_known_at() = rpc::InstantProto(known_at);
  for (const IndicatorValue& value : values) {
    *report.add_values() = ToProto(value);
  }
  for (const EvidenceLeaf& leaf : leaves) {
    proto::IndicatorReport::Leaf& added = *report.add_evidence();
    added.set_name(leaf.name);
    added.set_revision(leaf.revision);
  }
  report.set_evidence_root(indicators::EvidenceRoot(leaves).Hex());
  report.mutable_period()->set_from(report.as_of());
  return absl::OkStatus();
}

absl::StatusOr<proto::IndicatorReport> ReportMethods::Find(
    absl::string_view field, const std::string& name,
    const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(
      RecordMethods::CheckName(field, name, RecordKind::kIndicatorReport));
  SUYUAN_ASSIGN_OR_RETURN(const Record record,
                          book_.Find(name, std::nullopt, call.deadline()));
  return ToMessage<proto::IndicatorReport>(record);
}

absl::StatusOr<std::string> ReportMethods::LastBefore(
    const proto::IndicatorReport& report, const rpc::Call& call) const {
  std::string last;
  SUYUAN_RETURN_IF_ERROR(book_.EachTerm(
      {RecordKind::kIndicatorReport, std::string(kReportDayTerm), "", {}},
      [&](absl::string_view day, absl::string_view name) {
        if (day < report.as_of()) last = std::string(name);
        return absl::OkStatus();
      },
      call.deadline()));
  if (last.empty()) return NoEarlierReport(report.name());
  return last;
}

absl::Status ReportMethods::Compare(
    const proto::CompareIndicatorReportsRequest& request,
    proto::IndicatorReportDifference& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const proto::IndicatorReport after,
                          Find("name", request.name(), call));
  std::string name = request.base();
  if (name.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(name, LastBefore(after, call));
  }
  SUYUAN_ASSIGN_OR_RETURN(const proto::IndicatorReport before,
                          Find("base", name, call));
  response.set_base(before.name());
  for (const indicators::IndicatorDifference& difference :
       indicators::Compare(ValuesOf(before), ValuesOf(after))) {
    *response.add_differences() = ToProto(difference);
  }
  return absl::OkStatus();
}

absl::Status ReportMethods::Verify(
    const proto::VerifyIndicatorReportRequest& request,
    proto::IndicatorReportVerification& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const proto::IndicatorReport report,
                          Find("name", request.name(), call));
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<EvidenceLeaf> leaves,
                          LeavesKept(book_, report, call.deadline()));
  response.set_computed_root(indicators::EvidenceRoot(leaves).Hex());
  response.set_root_matches(response.computed_root() == report.evidence_root());
  const Plan* plan =
      report.values().empty()
          ? nullptr
          : indicators::FindPlan(report.values(0).definition().version());
  const absl::StatusOr<absl::CivilDay> day =
      metrology::ParseDate(report.as_of());
  const absl::StatusOr<absl::Time> known_at =
      rpc::ParseInstant("known_at", report.known_at());
  if (plan == nullptr || !day.ok() || !known_at.ok()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<IndicatorValue> values,
      ComputeAt(book_, *plan, *day, *known_at, call.deadline()));
  response.set_values_match(AreSame(values, report));
  return absl::OkStatus();
}

absl::StatusOr<google::api::HttpBody> ReportMethods::Render(
    const proto::RenderIndicatorReportRequest& request,
    const rpc::Call& call) const {
  using Request = proto::RenderIndicatorReportRequest;
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const Language language,
                          LanguageOf(request.language()));
  SUYUAN_ASSIGN_OR_RETURN(const proto::IndicatorReport report,
                          Find("name", request.name(), call));
  const auto title_of = [language](const std::string& code) {
    return DivisionTitle(code, language);
  };
  switch (request.form()) {
    case Request::FORM_UNSPECIFIED:
    case Request::FORM_PAGE:
      return Body("text/html; charset=utf-8",
                  ReportPage(ToReport(report), language, title_of));
    case Request::FORM_CSV:
      return Body("text/csv; charset=utf-8",
                  ReportTable(ToReport(report), language, title_of));
    case Request::FORM_JSON:
      return Body("application/json", JsonOf(report));
    default:
      return InvalidField("form", absl::StrCat(request.form(), " is none"));
  }
}

}  // namespace suyuan::registry
