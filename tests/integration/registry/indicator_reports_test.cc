// Frozen reports over gRPC.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "catch2/catch.hpp"
#include "tests/integration/registry/indicator_region.h"

namespace suyuan::registry {
namespace {

using Catch::Contains;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using Indicators = proto::Indicators::Stub;

constexpr char kRequest[] = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d";

proto::CreateIndicatorReportRequest AnyReport(const std::string& id,
                                              const std::string& as_of) {
  proto::CreateIndicatorReportRequest request;
  request.set_indicator_report_id(id);
  proto::IndicatorReport& report = *request.mutable_indicator_report();
  report.set_kind(proto::IndicatorReport::KIND_QUARTERLY);
  report.set_as_of(as_of);
  (*report.mutable_title()->mutable_texts())["zh"] = "季度报告";
  report.add_findings("县级 <建标> 不足");
  return request;
}

// A region with one public standard, "mass".
struct WithStandard {
  WithStandard() {
    region.AddInstitution("kashgar", "653101",
                          proto::Institution::TIER_PREFECTURE);
    region.AddStandard("mass", "kashgar");
  }
  absl::StatusOr<proto::IndicatorReport> Create(
      const proto::CreateIndicatorReportRequest& request) {
    return region.Ask(&Indicators::CreateIndicatorReport, request);
  }
  proto::IndicatorReport Get(const std::string& name) {
    proto::GetIndicatorReportRequest request;
    request.set_name(name);
    return region.Ask(&Indicators::GetIndicatorReport, request).value();
  }
  proto::IndicatorReportVerification Verify(const std::string& name) {
    proto::VerifyIndicatorReportRequest request;
    request.set_name(name);
    return region.Ask(&Indicators::VerifyIndicatorReport, request).value();
  }
  std::string Render(const std::string& name,
                     proto::RenderIndicatorReportRequest::Form form,
                     const std::string& language = "") {
    proto::RenderIndicatorReportRequest request;
    request.set_name(name);
    request.set_form(form);
    request.set_language(language);
    return region.Ask(&Indicators::RenderIndicatorReport, request)->data();
  }

  IndicatorRegion region;
};

// A new revision of the standard, known an hour later.
void Rename(WithStandard& suite, const std::string& title) {
  suite.region.clock().Advance(absl::Hours(1));
  proto::UpdateStandardRequest update;
  update.mutable_standard()->set_name("standards/mass");
  (*update.mutable_standard()->mutable_title()->mutable_texts())["zh"] = title;
  update.mutable_update_mask()->add_paths("title");
  REQUIRE_THAT(suite.region.registry()
                   .Call(&proto::Registry::Stub::UpdateStandard, update)
                   .status(),
               IsOk());
}

TEST_CASE("A report keeps the figures with the revisions that they count") {
  WithStandard suite;
  const auto made = suite.Create(AnyReport("q4", "2024-12-31"));
  REQUIRE_THAT(made.status(), IsOk());
  REQUIRE(made->values_size() == 9);
  CHECK(made->values(4).value() == "1");
  REQUIRE(made->evidence_size() == 1);
  CHECK(made->evidence(0).name() == "standards/mass");
  CHECK(made->evidence(0).revision() == 1);
  CHECK(made->evidence_root().size() == 64);
  CHECK(made->has_known_at());
  CHECK(suite.Get("indicatorReports/q4").evidence_root() ==
        made->evidence_root());
}

TEST_CASE("A report stays what it was, and can be computed again") {
  WithStandard suite;
  REQUIRE_THAT(suite.Create(AnyReport("q4", "2024-12-31")).status(), IsOk());
  // At the very instant of the report, and later.
  suite.region.AddStandard("late", "kashgar");
  Rename(suite, "新名称");
  CHECK(suite.Get("indicatorReports/q4").values(4).value() == "1");
  auto verified = suite.Verify("indicatorReports/q4");
  CHECK(verified.root_matches());
  CHECK(verified.values_match());
  CHECK(verified.computed_root() ==
        suite.Get("indicatorReports/q4").evidence_root());

  const auto later = suite.Create(AnyReport("q4b", "2024-12-31"));
  REQUIRE_THAT(later.status(), IsOk());
  CHECK(later->values(4).value() == "2");
  CHECK(later->evidence(1).revision() == 2);
  CHECK(later->evidence_root() !=
        suite.Get("indicatorReports/q4").evidence_root());
  CHECK(suite.Verify("indicatorReports/q4b").root_matches());
}

TEST_CASE("What a client says of the figures of a report is passed over") {
  WithStandard suite;
  auto request = AnyReport("q4", "2024-12-31");
  request.mutable_indicator_report()->set_evidence_root(std::string(64, '0'));
  request.mutable_indicator_report()->add_values()->set_value("99");
  const auto made = suite.Create(request);
  REQUIRE_THAT(made.status(), IsOk());
  CHECK(made->values_size() == 9);
  CHECK(suite.Verify("indicatorReports/q4").root_matches());
}

TEST_CASE("A report is refused with the field at fault") {
  WithStandard suite;
  const auto refusal = [&](auto change) {
    auto request = AnyReport("q4", "2024-12-31");
    change(*request.mutable_indicator_report());
    return suite.Create(request).status();
  };
  CHECK_THAT(refusal([](auto& r) { r.clear_kind(); }),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(refusal([](auto& r) { r.set_as_of("2024-13-01"); }),
             HasReason("INVALID_FIELD"));
  // The clock says 2025-01-01.
  CHECK_THAT(refusal([](auto& r) { r.set_as_of("2025-01-02"); }),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(refusal([](auto& r) { r.set_supersedes("indicatorReports/no"); }),
             HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(refusal([](auto& r) { r.set_as_of("2025-01-01"); }), IsOk());
  CHECK_THAT(suite.Create(AnyReport("q4", "2024-12-31")).status(),
             HasReason("RECORD_EXISTS"));
}

TEST_CASE("A repeated request gives the first report, a trial keeps none") {
  WithStandard suite;
  auto request = AnyReport("q4", "2024-12-31");
  request.set_validate_only(true);
  const auto trial = suite.Create(request);
  REQUIRE_THAT(trial.status(), IsOk());
  CHECK(trial->values(4).value() == "1");
  request.set_validate_only(false);
  request.set_request_id(kRequest);
  const auto first = suite.Create(request);
  REQUIRE_THAT(first.status(), IsOk());
  suite.region.AddStandard("late", "kashgar");
  const auto again = suite.Create(request);
  REQUIRE_THAT(again.status(), IsOk());
  CHECK(again->evidence_root() == first->evidence_root());
}

TEST_CASE("Two reports are compared, by default with the last before") {
  WithStandard suite;
  REQUIRE_THAT(suite.Create(AnyReport("q3", "2024-09-30")).status(), IsOk());
  suite.region.clock().Advance(absl::Hours(1));
  suite.region.AddStandard("new", "kashgar", {}, [](auto& standard) {
    standard.mutable_public_certificates(0)->mutable_period()->set_from(
        "2024-11-01");
  });
  REQUIRE_THAT(suite.Create(AnyReport("q4", "2024-12-31")).status(), IsOk());
  proto::CompareIndicatorReportsRequest request;
  request.set_name("indicatorReports/q4");
  const auto difference =
      suite.region.Ask(&Indicators::CompareIndicatorReports, request);
  REQUIRE_THAT(difference.status(), IsOk());
  CHECK(difference->base() == "indicatorReports/q3");
  REQUIRE(difference->differences_size() == 9);
  const proto::IndicatorDifference& standards = difference->differences(4);
  CHECK(standards.before() == "1");
  CHECK(standards.after() == "2");
  REQUIRE(standards.added_size() == 1);
  CHECK(standards.added(0) == "standards/new");
  CHECK(standards.removed_size() == 0);
  request.set_name("indicatorReports/q3");
  CHECK_THAT(
      suite.region.Ask(&Indicators::CompareIndicatorReports, request).status(),
      HasReason("RECORD_NOT_FOUND"));
  request.set_base("indicatorReports/q4");
  CHECK(suite.region.Ask(&Indicators::CompareIndicatorReports, request)
            ->differences(4)
            .removed_size() == 1);
}

TEST_CASE("A report is read as a page, a table and JSON") {
  using Request = proto::RenderIndicatorReportRequest;
  WithStandard suite;
  REQUIRE_THAT(suite.Create(AnyReport("q4", "2024-12-31")).status(), IsOk());
  const std::string name = "indicatorReports/q4";
  const std::string page = suite.Render(name, Request::FORM_PAGE);
  CHECK_THAT(page, Contains("社会公用计量标准"));
  CHECK_THAT(page, Contains("喀什地区"));
  CHECK_THAT(page, Contains("县级 &lt;建标&gt; 不足"));
  CHECK_FALSE(absl::StrContains(page, "模拟数据"));
  CHECK_THAT(suite.Render(name, Request::FORM_PAGE, "en"),
             Contains("Public measurement standards"));
  CHECK_THAT(suite.Render(name, Request::FORM_CSV), Contains("\"653100\""));
  CHECK_THAT(suite.Render(name, Request::FORM_JSON),
             Contains("\"evidenceRoot\""));
  Request request;
  request.set_name(name);
  request.set_language("fr");
  CHECK_THAT(
      suite.region.Ask(&Indicators::RenderIndicatorReport, request).status(),
      HasReason("INVALID_FIELD"));
}

TEST_CASE("A report that counts sample data says so on its page") {
  WithStandard suite;
  Rename(suite, "砝码标准装置（模拟数据）");
  const auto made = suite.Create(AnyReport("q4", "2024-12-31"));
  REQUIRE_THAT(made.status(), IsOk());
  CHECK(absl::StartsWith(made->values(4).notes(0), "模拟数据"));
  CHECK_THAT(suite.Render("indicatorReports/q4",
                          proto::RenderIndicatorReportRequest::FORM_PAGE),
             Contains("<p class=\"stamp\">模拟数据"));
}

TEST_CASE("Reports are listed") {
  WithStandard suite;
  REQUIRE_THAT(suite.Create(AnyReport("q3", "2024-09-30")).status(), IsOk());
  REQUIRE_THAT(suite.Create(AnyReport("q4", "2024-12-31")).status(), IsOk());
  proto::ListIndicatorReportsRequest request;
  request.set_filter("kind = QUARTERLY");
  const auto list =
      suite.region.Ask(&Indicators::ListIndicatorReports, request);
  REQUIRE_THAT(list.status(), IsOk());
  REQUIRE(list->indicator_reports_size() == 2);
  CHECK(list->indicator_reports(0).name() == "indicatorReports/q3");
}

}  // namespace
}  // namespace suyuan::registry
