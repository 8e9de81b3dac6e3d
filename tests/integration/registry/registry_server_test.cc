#include "services/registry/registry_server.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/status.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/integration/registry/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::registry {
namespace {

namespace proto = ::suyuan::registry::v1;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

constexpr char kRequest[] = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d";

TEST_CASE("A record comes back as it was written, with what is kept about it") {
  Registry registry;
  const auto made = registry.Create("kashi", "喀什地区计量检定所");
  REQUIRE_THAT(made.status(), IsOk());
  CHECK(made->name() == "institutions/kashi");
  CHECK(made->meta().revision() == 1);
  CHECK_FALSE(made->meta().etag().empty());
  CHECK_FALSE(made->meta().token().empty());
  CHECK(made->meta().principal() == "anonymous@local");
  const auto got = registry.Get("institutions/kashi");
  REQUIRE_THAT(got.status(), IsOk());
  CHECK(got->title().texts().at("zh") == "喀什地区计量检定所");
  CHECK(got->meta().etag() == made->meta().etag());
}

TEST_CASE("A name is taken once and what is not there is not found") {
  Registry registry;
  REQUIRE_THAT(registry.Create("hami", "哈密").status(), IsOk());
  CHECK_THAT(registry.Create("hami", "哈密").status(),
             HasReason("RECORD_EXISTS"));
  CHECK_THAT(registry.Get("institutions/turpan").status(),
             HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(registry.Get("standards/hami").status(),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(registry.Create("Hami", "哈密").status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A refusal names every field at fault and keeps nothing") {
  Registry registry;
  proto::CreateCompetenceRequest request;
  request.set_competence_id("c1");
  request.mutable_competence()->mutable_period()->set_from("2024-02-30");
  const auto refused =
      registry.Call(&proto::Registry::Stub::CreateCompetence, request);
  REQUIRE_THAT(refused.status(), HasReason("INVALID_FIELD"));
  std::vector<std::string> fields;
  for (const auto& each : ViolationsOf(refused.status())) {
    fields.push_back(each.field);
  }
  CHECK_THAT(fields,
             Catch::VectorContains(std::string("competence.period.from")));
  CHECK(fields.size() >= 2);
}

TEST_CASE("A record needs the records that it names") {
  Registry registry;
  proto::CreateStandardRequest request;
  request.set_standard_id("mass-e2");
  proto::Standard& standard = *request.mutable_standard();
  (*standard.mutable_title()->mutable_texts())["zh"] = "E2 等级砝码标准装置";
  standard.set_level(proto::Standard::LEVEL_PUBLIC_HIGHEST);
  standard.set_holder("institutions/urumqi");
  CHECK_THAT(
      registry.Call(&proto::Registry::Stub::CreateStandard, request).status(),
      HasReason("RECORD_NOT_FOUND"));
  REQUIRE_THAT(registry.Create("urumqi", "乌鲁木齐").status(), IsOk());
  CHECK_THAT(
      registry.Call(&proto::Registry::Stub::CreateStandard, request).status(),
      IsOk());
}

TEST_CASE("A repeated request gets its first answer; another one is refused") {
  Registry registry;
  proto::CreateInstitutionRequest request;
  request.set_institution_id("aksu");
  request.set_request_id(kRequest);
  (*request.mutable_institution()->mutable_title()->mutable_texts())["zh"] =
      "阿克苏";
  request.mutable_institution()->set_kind(
      proto::Institution::KIND_STATUTORY_PREFECTURE);
  const auto first =
      registry.Call(&proto::Registry::Stub::CreateInstitution, request);
  REQUIRE_THAT(first.status(), IsOk());
  const auto again =
      registry.Call(&proto::Registry::Stub::CreateInstitution, request);
  REQUIRE_THAT(again.status(), IsOk());
  CHECK(again->meta().etag() == first->meta().etag());
  request.set_institution_id("altay");
  CHECK_THAT(registry.Call(&proto::Registry::Stub::CreateInstitution, request)
                 .status(),
             HasReason("REQUEST_ID_REUSED"));
}

TEST_CASE("validate_only checks everything and keeps nothing") {
  Registry registry;
  proto::CreateInstitutionRequest request;
  request.set_institution_id("hotan");
  request.set_validate_only(true);
  (*request.mutable_institution()->mutable_title()->mutable_texts())["zh"] =
      "和田";
  request.mutable_institution()->set_kind(
      proto::Institution::KIND_STATUTORY_PREFECTURE);
  CHECK_THAT(registry.Call(&proto::Registry::Stub::CreateInstitution, request)
                 .status(),
             IsOk());
  CHECK_THAT(registry.Get("institutions/hotan").status(),
             HasReason("RECORD_NOT_FOUND"));
}

TEST_CASE("An update changes its mask alone and makes history") {
  Registry registry;
  const auto made = registry.Create("tacheng", "塔城");
  REQUIRE_THAT(made.status(), IsOk());
  registry.clock().Advance(absl::Hours(1));
  const absl::Time between = registry.clock().Now() - absl::Minutes(30);

  proto::UpdateInstitutionRequest request;
  request.mutable_institution()->set_name("institutions/tacheng");
  request.mutable_institution()->mutable_meta()->set_etag(made->meta().etag());
  request.mutable_institution()->add_aliases("塔城地区计量检定所");
  request.mutable_update_mask()->add_paths("aliases");
  const auto updated =
      registry.Call(&proto::Registry::Stub::UpdateInstitution, request);
  REQUIRE_THAT(updated.status(), IsOk());
  CHECK(updated->meta().revision() == 2);
  CHECK(updated->title().texts().at("zh") == "塔城");
  CHECK(updated->aliases_size() == 1);
  request.mutable_institution()->add_aliases("另一个");
  CHECK_THAT(registry.Call(&proto::Registry::Stub::UpdateInstitution, request)
                 .status(),
             HasReason("ETAG_MISMATCH"));

  proto::GetInstitutionRequest past;
  past.set_name("institutions/tacheng");
  past.mutable_known_at()->set_seconds(absl::ToUnixSeconds(between));
  const auto then = registry.Call(&proto::Registry::Stub::GetInstitution, past);
  REQUIRE_THAT(then.status(), IsOk());
  CHECK(then->aliases_size() == 0);

  proto::ListHistoryRequest history;
  history.set_name("institutions/tacheng");
  history.set_page_size(1);
  const auto newest =
      registry.Call(&proto::Registry::Stub::ListHistory, history);
  REQUIRE_THAT(newest.status(), IsOk());
  REQUIRE(newest->revisions_size() == 1);
  CHECK(newest->revisions(0).institution().meta().revision() == 2);
  history.set_page_token(newest->next_page_token());
  const auto oldest =
      registry.Call(&proto::Registry::Stub::ListHistory, history);
  REQUIRE_THAT(oldest.status(), IsOk());
  CHECK(oldest->revisions(0).institution().meta().revision() == 1);
  CHECK(oldest->next_page_token().empty());
}

TEST_CASE("A record is in force to the end of its last day") {
  Registry registry;
  REQUIRE_THAT(registry.Create("bole", "博尔塔拉").status(), IsOk());
  proto::EndInstitutionRequest end;
  end.set_name("institutions/bole");
  end.set_day("2000-12-31");
  end.set_reason("机构撤销");
  CHECK_THAT(
      registry.Call(&proto::Registry::Stub::EndInstitution, end).status(),
      HasReason("INVALID_FIELD"));
  end.set_day("2024-06-30");
  const auto ended = registry.Call(&proto::Registry::Stub::EndInstitution, end);
  REQUIRE_THAT(ended.status(), IsOk());
  CHECK(ended->period().to() == "2024-06-30");
  CHECK(ended->meta().end_reason() == "机构撤销");

  proto::GetInForceRequest ask;
  ask.set_name("institutions/bole");
  ask.set_as_of("2024-06-30");
  CHECK_THAT(registry.Call(&proto::Registry::Stub::GetInForce, ask).status(),
             IsOk());
  ask.set_as_of("2024-07-01");
  CHECK_THAT(registry.Call(&proto::Registry::Stub::GetInForce, ask).status(),
             HasReason("RECORD_NOT_IN_FORCE"));
}

TEST_CASE("A list pages by name and its token fits its own filter only") {
  Registry registry;
  for (const char* id : {"b", "a", "c"}) {
    REQUIRE_THAT(registry.Create(id, id).status(), IsOk());
  }
  proto::ListInstitutionsRequest request;
  request.set_page_size(2);
  const auto first =
      registry.Call(&proto::Registry::Stub::ListInstitutions, request);
  REQUIRE_THAT(first.status(), IsOk());
  REQUIRE(first->institutions_size() == 2);
  CHECK(first->institutions(0).name() == "institutions/a");
  request.set_page_token(first->next_page_token());
  const auto second =
      registry.Call(&proto::Registry::Stub::ListInstitutions, request);
  REQUIRE_THAT(second.status(), IsOk());
  CHECK(second->institutions_size() == 1);
  CHECK(second->next_page_token().empty());
  request.set_filter("kind = STATUTORY_PREFECTURE");
  CHECK_THAT(
      registry.Call(&proto::Registry::Stub::ListInstitutions, request).status(),
      HasReason("INVALID_PAGE_TOKEN"));
  request.clear_page_token();
  request.set_filter("title = \"c\"");
  const auto found =
      registry.Call(&proto::Registry::Stub::ListInstitutions, request);
  REQUIRE_THAT(found.status(), IsOk());
  CHECK(found->institutions_size() == 1);
  request.set_filter("kind = NO_SUCH_KIND");
  CHECK_THAT(
      registry.Call(&proto::Registry::Stub::ListInstitutions, request).status(),
      HasReason("INVALID_FILTER"));
}

TEST_CASE("Watch tells every revision in the order of the writes") {
  Registry registry;
  REQUIRE_THAT(registry.Create("one", "一").status(), IsOk());
  REQUIRE_THAT(registry.Create("two", "二").status(), IsOk());
  grpc::ClientContext context;
  rpc::Prepare(context, {});
  const auto reader = registry.stub().Watch(&context, {});
  proto::WatchResponse response;
  REQUIRE(reader->Read(&response));
  REQUIRE(response.changes_size() == 2);
  CHECK(response.changes(0).position() == 1);
  CHECK(response.changes(0).record().institution().name() ==
        "institutions/one");
  CHECK(response.changes(1).record().institution().name() ==
        "institutions/two");
  CHECK(response.position() == 2);
  CHECK_FALSE(response.has_told_before());
  context.TryCancel();
  while (reader->Read(&response)) {
  }
  reader->Finish();
}

TEST_CASE("A heartbeat says up to which instant everything was told") {
  Registry registry;
  const auto created = registry.Create("one", "一");
  REQUIRE_THAT(created.status(), IsOk());
  grpc::ClientContext context;
  rpc::Prepare(context, {});
  proto::WatchRequest request;
  request.set_position(1);
  const auto reader = registry.stub().Watch(&context, request);
  proto::WatchResponse heartbeat;
  REQUIRE(reader->Read(&heartbeat));
  CHECK(heartbeat.changes().empty());
  CHECK(heartbeat.position() == 1);
  const auto told = rpc::ParseInstant("told_before", heartbeat.told_before());
  REQUIRE_THAT(told.status(), IsOk());
  REQUIRE_THAT(registry.Create("two", "二").status(), IsOk());
  proto::WatchResponse later;
  REQUIRE(reader->Read(&later));
  REQUIRE(later.changes_size() == 1);
  const auto recorded =
      rpc::ParseInstant("recorded_at", later.changes(0).recorded_at());
  REQUIRE_THAT(recorded.status(), IsOk());
  CHECK(*recorded >= *told);
  context.TryCancel();
  reader->Finish();
}

TEST_CASE("A server that starts again has all that was answered") {
  const TemporaryFolder folder;
  {
    Registry registry(folder.File("registry.db"));
    REQUIRE_THAT(registry.Create("kuqa", "库车").status(), IsOk());
  }
  Registry registry(folder.File("registry.db"));
  CHECK_THAT(registry.Get("institutions/kuqa").status(), IsOk());
}

TEST_CASE("A database has one server") {
  const TemporaryFolder folder;
  Registry registry(folder.File("registry.db"));
  SystemClock clock;
  metrics::Registry metrics;
  Options options;
  options.database = folder.File("registry.db");
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  CHECK_THAT(StartRegistry(options).status(), HasReason("STORE_LOCKED"));
}

TEST_CASE("A number is that of one record until the record is ended") {
  Registry registry;
  const auto create = [&](const std::string& id, const std::string& number) {
    proto::CreateSpecificationRequest request;
    request.set_specification_id(id);
    request.mutable_specification()->set_number(number);
    request.mutable_specification()->set_kind(
        proto::Specification::KIND_VERIFICATION_REGULATION);
    (*request.mutable_specification()->mutable_title()->mutable_texts())["zh"] =
        "砝码检定规程";
    return registry.Call(&proto::Registry::Stub::CreateSpecification, request)
        .status();
  };
  REQUIRE_THAT(create("jjg-99", "JJG 99-2022"), IsOk());
  const absl::Status taken = create("weights", "jjg99－2022");
  CHECK_THAT(taken, HasReason("IDENTIFIER_TAKEN"));
  REQUIRE(ViolationsOf(taken).size() == 1);
  CHECK(ViolationsOf(taken)[0].field == "specification.number");
  CHECK(absl::StrContains(ViolationsOf(taken)[0].description,
                          "specifications/jjg-99"));
  CHECK_THAT(create("weights-2006", "JJG 99-2006"), IsOk());

  proto::EndSpecificationRequest end;
  end.set_name("specifications/jjg-99");
  end.set_day("2025-01-01");
  end.set_reason("录入有误");
  REQUIRE_THAT(
      StatusOf(registry.Call(&proto::Registry::Stub::EndSpecification, end)),
      IsOk());
  CHECK_THAT(create("weights", "JJG 99-2022"), IsOk());
}

}  // namespace
}  // namespace suyuan::registry
