#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/feed/token.h"
#include "tests/integration/traceability/suite.h"

namespace suyuan::traceability {
namespace {

using certificates::v1::Certificate;
using registry::v1::Instrument;
using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;

using Stub = v1::Inventory::Stub;
using Names = std::vector<std::string>;

// A region of a laboratory with two standards, of which one is used, and of
// meters of two owners. Everything is asked as of 2024-06-01.
class World {
 public:
  World() {
    registry::v1::Record laboratory;
    laboratory.mutable_institution()->set_name("institutions/lab");
    Tell(laboratory);
    for (const std::string id : {"busy", "idle"}) {
      registry::v1::Record record;
      auto& standard = *record.mutable_standard();
      standard.set_name(absl::StrCat("standards/", id));
      standard.set_holder("institutions/lab");
      standard.mutable_period()->set_from("2020-01-01");
      Tell(record);
    }
    Tell(OfRecord("S-1", "standards/busy", ""));
    AddMeter("m-1", "institutions/lab", "650100", Instrument::PURPOSE_TRADE);
    AddMeter("m-2", "institutions/shop", "650104", Instrument::PURPOSE_TRADE);
    AddMeter("m-3", "institutions/shop", "653101", Instrument::PURPOSE_SAFETY);
    Certificate first = OfRecord("M-1", "instruments/m-1", "S-1");
    first.set_begin("2024-04-02");
    first.set_end("2024-04-02");
    first.set_issued("2024-04-03");
    first.set_valid_to("2025-04-01");
    Tell(first);
    Tell(OfRecord("M-2", "instruments/m-2", "S-1"));
  }

  // Of that record's artefact, work on 2024-03-11, valid to 2025-03-10.
  static Certificate OfRecord(const std::string& number,
                              const std::string& record,
                              const std::string& reference) {
    Certificate certificate = AnyCertificate(number, reference);
    certificate.mutable_items(0)->set_record(record);
    return certificate;
  }

  void Tell(const registry::v1::Record& record) {
    registry_ = suite.feeds().Tell(record, kFirst);
  }
  void Tell(const Certificate& certificate) {
    certificates_ = suite.feeds().Tell(certificate, kFirst);
  }

  // Asks what `request` asks, as of the day, when all has been followed.
  template <typename Request>
  void Fill(Request& request, const std::string& as_of = "2024-06-01") const {
    feed::ReadToken token;
    token.Include("registry", registry_);
    token.Include("certificates", certificates_);
    request.mutable_question()->set_token(token.ToString());
    request.mutable_question()->set_as_of(as_of);
  }

  Suite suite;

 private:
  void AddMeter(const std::string& id, const std::string& owner,
                const std::string& division, Instrument::Purpose purpose) {
    registry::v1::Record record;
    Instrument& meter = *record.mutable_instrument();
    meter.set_name(absl::StrCat("instruments/", id));
    meter.set_owner(owner);
    meter.set_division(division);
    meter.set_purpose(purpose);
    meter.set_equipment_class("water_meter");
    meter.set_fleet("lot 2021-3");
    meter.mutable_period()->set_from("2021-01-01");
    if (id == "m-3") meter.mutable_period()->set_to("2024-12-31");
    Tell(record);
  }

  int64_t registry_ = 0;
  int64_t certificates_ = 0;
};

Names RecordsOf(const v1::CheckFleetResponse& answer) {
  Names names;
  for (const auto& status : answer.statuses()) names.push_back(status.record());
  return names;
}

v1::CheckFleetRequest AskFleet(const World& world) {
  v1::CheckFleetRequest request;
  world.Fill(request);
  request.mutable_selection()->set_fleet("lot 2021-3");
  return request;
}

TEST_CASE("A fleet is told meter by meter with verdict and last certificate") {
  World world;
  v1::CheckFleetRequest request = AskFleet(world);
  const auto answer = world.suite.Ask(&Stub::CheckFleet, request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(RecordsOf(*answer) ==
          Names{"instruments/m-1", "instruments/m-2", "instruments/m-3"});
  const v1::RecordStatus& first = answer->statuses(0);
  CHECK(first.certificate() == "certificates/M-1");
  CHECK(first.valid_to() == "2025-04-01");
  CHECK(first.currency() == v1::TraceResponse::CURRENCY_CURRENT);
  // The top of the chain has no reference and is no standard that ends one.
  CHECK(first.verdict() == v1::VERDICT_NOT_TRACEABLE);
  CHECK(first.codes_size() > 0);
  const v1::RecordStatus& last = answer->statuses(2);
  CHECK(last.certificate().empty());
  CHECK(last.verdict() == v1::VERDICT_INDETERMINATE);
  CHECK(last.currency() == v1::TraceResponse::CURRENCY_UNSPECIFIED);
  CHECK(answer->next_page_token().empty());

  SECTION("narrowed by owner, division and purpose") {
    request.mutable_selection()->set_owner("institutions/shop");
    CHECK(RecordsOf(*world.suite.Ask(&Stub::CheckFleet, request)) ==
          Names{"instruments/m-2", "instruments/m-3"});
    request.mutable_selection()->set_division("6501");
    CHECK(RecordsOf(*world.suite.Ask(&Stub::CheckFleet, request)) ==
          Names{"instruments/m-2"});
    request.mutable_selection()->set_purpose(Instrument::PURPOSE_SAFETY);
    CHECK(RecordsOf(*world.suite.Ask(&Stub::CheckFleet, request)).empty());
  }
  SECTION("without what is out of use on the day") {
    world.Fill(request, "2025-01-01");
    CHECK(RecordsOf(*world.suite.Ask(&Stub::CheckFleet, request)) ==
          Names{"instruments/m-1", "instruments/m-2"});
  }
}

TEST_CASE("A fleet comes page by page; a token fits its question alone") {
  World world;
  v1::CheckFleetRequest request = AskFleet(world);
  request.set_page_size(2);
  const auto first = world.suite.Ask(&Stub::CheckFleet, request);
  REQUIRE_THAT(first.status(), IsOk());
  CHECK(RecordsOf(*first) == Names{"instruments/m-1", "instruments/m-2"});
  REQUIRE_FALSE(first->next_page_token().empty());
  request.set_page_token(first->next_page_token());
  const auto second = world.suite.Ask(&Stub::CheckFleet, request);
  REQUIRE_THAT(second.status(), IsOk());
  CHECK(RecordsOf(*second) == Names{"instruments/m-3"});
  CHECK(second->next_page_token().empty());
  request.mutable_selection()->set_owner("institutions/shop");
  CHECK_THAT(world.suite.Ask(&Stub::CheckFleet, request).status(),
             HasReason("INVALID_PAGE_TOKEN"));
}

TEST_CASE("A fleet that nobody names is refused") {
  World world;
  v1::CheckFleetRequest request;
  world.Fill(request);
  CHECK_THAT(world.suite.Ask(&Stub::CheckFleet, request).status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A laboratory's standards and instruments are judged in one call") {
  World world;
  v1::CheckLabEquipmentRequest request;
  world.Fill(request);
  request.set_laboratory("institutions/lab");
  for (const int size : {1, 2, 3}) {
    Names names;
    request.set_page_size(size);
    request.clear_page_token();
    do {
      const auto page = world.suite.Ask(&Stub::CheckLabEquipment, request);
      REQUIRE_THAT(page.status(), IsOk());
      CHECK(page->statuses_size() <= size);
      for (const auto& status : page->statuses()) {
        names.push_back(status.record());
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    CHECK(names ==
          Names{"standards/busy", "standards/idle", "instruments/m-1"});
  }
  request.set_laboratory("institutions/nobody");
  CHECK_THAT(world.suite.Ask(&Stub::CheckLabEquipment, request).status(),
             HasReason("TARGET_NOT_FOUND"));
}

TEST_CASE("Due is what ends before the day, and what was never looked at") {
  World world;
  const auto due_before = [&world](const std::string& day) {
    v1::ListDueInstrumentsRequest request;
    world.Fill(request);
    request.set_due_before(day);
    const auto answer = world.suite.Ask(&Stub::ListDueInstruments, request);
    REQUIRE_THAT(answer.status(), IsOk());
    Names names;
    for (const auto& due : answer->instruments()) {
      names.push_back(absl::StrCat(due.instrument(), " ", due.valid_to()));
    }
    return names;
  };
  CHECK(due_before("2025-03-10") == Names{"instruments/m-3 "});
  CHECK(due_before("2025-03-11") ==
        Names{"instruments/m-2 2025-03-10", "instruments/m-3 "});
  CHECK(due_before("2025-04-02") == Names{"instruments/m-1 2025-04-01",
                                          "instruments/m-2 2025-03-10",
                                          "instruments/m-3 "});
}

TEST_CASE("Dormant is a standard with which nothing was done in the span") {
  World world;
  const auto dormant = [&world](const std::string& since) {
    v1::ListDormantStandardsRequest request;
    world.Fill(request);
    request.set_since(since);
    const auto answer = world.suite.Ask(&Stub::ListDormantStandards, request);
    REQUIRE_THAT(answer.status(), IsOk());
    Names names;
    for (const auto& one : answer->standards()) {
      names.push_back(absl::StrCat(one.standard(), " ", one.last_used()));
    }
    return names;
  };
  CHECK(dormant("") == Names{"standards/idle "});
  CHECK(dormant("2024-04-02") == Names{"standards/idle "});
  CHECK(dormant("2024-04-03") ==
        Names{"standards/busy 2024-04-02", "standards/idle "});
}

TEST_CASE("Coverage counts each instrument in use once, in its group") {
  World world;
  v1::ComputeChainCoverageRequest request;
  world.Fill(request);
  request.set_grouping(v1::ComputeChainCoverageRequest::GROUPING_PREFECTURE);
  const auto answer = world.suite.Ask(&Stub::ComputeChainCoverage, request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(answer->groups_size() == 2);
  CHECK(answer->groups(0).key() == "6501");
  CHECK(answer->groups(0).title().texts().at("zh") == "乌鲁木齐市");
  CHECK(answer->groups(0).instruments() == 2);
  CHECK(answer->groups(0).not_traceable() == 2);
  CHECK(answer->groups(1).instruments() == 1);
  CHECK(answer->groups(1).without_certificate() == 1);
  CHECK(answer->groups(1).indeterminate() == 1);
  CHECK(answer->total().instruments() == 3);
  CHECK(answer->total().sound() == 0);
  CHECK(answer->total().percent() == "0.00");
  CHECK(answer->as_of() == "2024-06-01");
}

}  // namespace
}  // namespace suyuan::traceability
