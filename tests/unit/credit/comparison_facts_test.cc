#include "services/credit/comparison_facts.h"

#include <future>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/credit/credit_book.h"
#include "services/credit/fact_rules.h"
#include "services/credit/memory_credit_store.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/credit/any_fact.h"

namespace suyuan::credit {
namespace {

using suyuan::testing::IsOk;
using testing::Day;
using testing::Mcp;

const absl::Time kNow = absl::FromUnixSeconds(1782792000);  // 2026-06-30

// Two failed, one of them without a due day; one stayed away.
ComparisonReport Report() {
  ComparisonReport report;
  report.comparison = "comparisons/voltage";
  report.report_number = "XJBD-2026-01";
  report.digest = std::string(64, 'd');
  report.level = ComparisonReport::Level::kLocal;
  report.pilot = "institutions/pilot";
  report.decided_on = Day("2026-06-10");
  report.satisfactory = {"institutions/good"};
  report.failed = {{"institutions/bad", Day("2026-08-10"), std::nullopt, ""},
                   {"institutions/worse", std::nullopt, std::nullopt, ""}};
  report.absent = {"institutions/away"};
  return report;
}

std::map<std::string, std::string> IndicatorsOf(
    const ComparisonReport& report) {
  std::map<std::string, std::string> out;
  for (const InstitutionFact& told : FactsOf(report)) {
    out[told.institution] = told.fact.indicator_id;
  }
  return out;
}

TEST_CASE(
    "Each who should have taken part has the fact that the report makes") {
  CHECK(IndicatorsOf(Report()) ==
        std::map<std::string, std::string>{{"institutions/good", "M-604"},
                                           {"institutions/bad", "M-202"},
                                           {"institutions/worse", "M-202"},
                                           {"institutions/away", "M-203"},
                                           {"institutions/pilot", "M-605"}});
}

TEST_CASE("Every fact with a due day is one that anybody may record") {
  for (InstitutionFact& told : FactsOf(Report())) {
    if (told.institution == "institutions/worse") continue;
    CAPTURE(told.institution);
    told.fact.subject_id = "x";
    CHECK_THAT(ValidateNewFact(Mcp(), told.fact, Day("2026-06-30")), IsOk());
  }
}

TEST_CASE("The pilot's fact is of the level of the comparison") {
  using Level = ComparisonReport::Level;
  for (const auto& [level, variant] :
       {std::pair(Level::kLocal, "provincial"),
        std::pair(Level::kMultiRegion, "regional"),
        std::pair(Level::kNational, "national")}) {
    ComparisonReport report = Report();
    report.level = level;
    CHECK(FactsOf(report).back().fact.variant == variant);
  }
}

TEST_CASE("Keys and ids are those of comparison, institution and indicator") {
  std::set<std::string> ids;
  std::set<FactKey> keys;
  ComparisonReport other = Report();
  other.comparison = "comparisons/mass";
  for (const ComparisonReport& report : {Report(), other, Report()}) {
    for (const InstitutionFact& told : FactsOf(report)) {
      ids.insert(told.fact.fact_id);
      keys.insert(KeyOf(told.fact));
    }
  }
  CHECK(ids.size() == 10);
  CHECK(keys.size() == 10);
}

TEST_CASE("A fact is caught up with what was followed up since") {
  const absl::CivilDay today = Day("2026-06-30");
  ComparisonReport report = Report();
  const Fact first = FactsOf(report)[1].fact;
  CHECK_FALSE(CaughtUp(first, first, today).has_value());

  report.failed[1].due = Day("2026-09-01");
  const Fact due = CaughtUp(first, FactsOf(report)[1].fact, today).value();
  CHECK(due.version == 2);
  CHECK(due.rectify_due == Day("2026-09-01"));

  report.failed[1].rectified_on = today;
  report.failed[1].verified_by = "复比对报告";
  const Fact told = FactsOf(report)[1].fact;
  const Fact rectified = CaughtUp(due, told, today).value();
  CHECK(rectified.version == 3);
  CHECK(rectified.rectified_on == today);
  CHECK(rectified.rectification_verified_by == "复比对报告");
  CHECK_FALSE(CaughtUp(rectified, told, today).has_value());
  // Not before its day.
  CHECK_FALSE(CaughtUp(due, told, today - 1).has_value());
  // What was annulled stays so.
  const Fact withdrawn = Withdrawn(due, "裁定撤销").value();
  CHECK_FALSE(CaughtUp(withdrawn, told, today).has_value());
}

// --- taken over by the book -------------------------------------------------

class Book {
 public:
  Book() : clock_(kNow) { book_ = *CreditBook::Open(store_, Mcp(), clock_); }

  std::vector<absl::Status> TakeOver(const ComparisonReport& report,
                                     int64_t position) {
    CreditBook::Followed followed{"registry", position, {}};
    for (InstitutionFact& about : FactsOf(report)) {
      CreditSubject subject;
      subject.subject_id = about.institution.substr(13);
      subject.types = {SubjectType::kLegalInstitution};
      subject.name_zh = "计量所（模拟）";
      subject.institution = about.institution;
      followed.told.push_back({subject, std::move(about)});
    }
    std::promise<absl::StatusOr<std::vector<absl::Status>>> done;
    book_->TakeOver(std::move(followed), "credit@suyuan",
                    [&](auto result) { done.set_value(std::move(result)); });
    auto left_out = done.get_future().get();
    REQUIRE_THAT(left_out.status(), IsOk());
    return *std::move(left_out);
  }

  void Create(const CreditSubject& subject) {
    std::promise<absl::Status> done;
    book_->CreateSubject(subject, {},
                         [&](auto entry) { done.set_value(entry.status()); });
    REQUIRE_THAT(done.get_future().get(), IsOk());
  }

  std::vector<Fact> FactsOfSubject(const std::string& id) {
    const auto stored = store_.FactsOf(id, Deadline::Infinite());
    std::vector<Fact> out;
    for (const StoredFact& fact : *stored) out.push_back(fact.fact);
    return out;
  }
  MemoryCreditStore& store() { return store_; }

 private:
  FakeClock clock_;
  MemoryCreditStore store_;
  std::unique_ptr<CreditBook> book_;
};

TEST_CASE("Institutions that are no subjects yet become ones") {
  Book book;
  CHECK(book.TakeOver(Report(), 7).empty());
  REQUIRE(book.FactsOfSubject("bad").size() == 1);
  const Fact fact = book.FactsOfSubject("bad")[0];
  CHECK(fact.indicator_id == "M-202");
  CHECK(fact.subject_id == "bad");
  CHECK(fact.recorder == "credit@suyuan");
  CHECK(fact.repair_earliest.has_value());
  CHECK(*book.store().FollowedPosition("registry") == 7);
}

TEST_CASE("Facts go to the subject that the institution is") {
  Book book;
  CreditSubject utility;
  utility.subject_id = "grid";
  utility.types = {SubjectType::kUtility};
  utility.name_zh = "电网企业（模拟）";
  utility.institution = "institutions/bad";
  book.Create(utility);
  CreditSubject unlinked = utility;
  unlinked.subject_id = "good";
  unlinked.institution.clear();
  book.Create(unlinked);
  CHECK(book.TakeOver(Report(), 1).empty());
  CHECK(book.FactsOfSubject("grid").size() == 1);
  CHECK(book.FactsOfSubject("bad").empty());
  CHECK(book.FactsOfSubject("good").size() == 1);
}

TEST_CASE("A comparison told again makes no fact twice") {
  Book book;
  book.TakeOver(Report(), 1);
  const int64_t before = book.store().last_position();
  CHECK(book.TakeOver(Report(), 2).empty());
  CHECK(book.store().last_position() == before);
  ComparisonReport resolved = Report();
  resolved.failed[0].rectified_on = Day("2026-06-20");
  resolved.failed[0].verified_by = "复比对报告";
  CHECK(book.TakeOver(resolved, 3).empty());
  CHECK(book.store().last_position() == before + 1);
  CHECK(book.FactsOfSubject("bad").back().rectified_on == Day("2026-06-20"));
}

TEST_CASE("A fact that may not be recorded holds up no other") {
  Book book;
  ComparisonReport report = Report();
  report.failed[0].due.reset();
  report.failed[0].rectified_on = report.decided_on - 1;
  report.failed[0].verified_by = "复比对报告";
  CHECK(book.TakeOver(report, 1).size() == 1);
  CHECK(book.FactsOfSubject("bad").empty());
  REQUIRE(book.FactsOfSubject("worse").size() == 1);
  CHECK_FALSE(book.FactsOfSubject("worse")[0].rectify_due.has_value());
  CHECK(*book.store().FollowedPosition("registry") == 1);
}

}  // namespace
}  // namespace suyuan::credit
