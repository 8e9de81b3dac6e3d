// Suggestions, diagrams, verifications outside and frozen lists over gRPC.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/crypto/digest.h"
#include "libs/feed/token.h"
#include "libs/json/message_json.h"
#include "suyuan/traceability/v1/diagrams.grpc.pb.h"
#include "suyuan/traceability/v1/outside_verifications.grpc.pb.h"
#include "suyuan/traceability/v1/recalls.grpc.pb.h"
#include "suyuan/traceability/v1/suggestions.grpc.pb.h"
#include "tests/integration/traceability/suite.h"

namespace suyuan::traceability {
namespace {

using certificates::v1::Certificate;
using registry::v1::Record;
using suyuan::testing::AnyCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::kFirst;
using suyuan::testing::Suite;

using Names = std::vector<std::string>;

// The institute of Urumqi (650100), authorised for masses, keeps the standard
// "f1" whose weights TOP certified on 2024-03-11, valid to 2025-03-10.
class World {
 public:
  World() {
    Institution("institutions/top", "天山计量院", "110000");
    Institution("institutions/lab", "乌市所", "650100");
    Competence("institutions/top",
               registry::v1::Competence::KIND_NATIONAL_PRIMARY_STANDARD);
    Competence("institutions/lab",
               registry::v1::Competence::KIND_AUTHORISATION);
    AddStandard();
    Certificate top = OfMass("TOP", "");
    Identify(top, "W-1");
    Tell(top);
  }

  static Certificate OfMass(const std::string& number,
                            const std::string& reference) {
    Certificate out = AnyCertificate(number, reference);
    out.mutable_results(0)->mutable_kind()->set_code("MASS");
    return out;
  }

  static void Identify(Certificate& certificate, const std::string& serial) {
    auto& item = *certificate.mutable_items(0);
    item.set_manufacturer("模拟仪器厂");
    auto& number = *item.add_identifications();
    number.set_issuer("manufacturer");
    number.set_value(serial);
  }

  // Done with the standard, which is said to have been this weight.
  static Certificate DoneWith(const std::string& number,
                              const std::string& serial) {
    Certificate out = OfMass(number, "TOP");
    out.mutable_issuer()->set_title("乌市所");
    auto& use = *out.mutable_references(0);
    use.set_standard("standards/f1");
    use.set_manufacturer("模拟仪器厂");
    auto& id = *use.add_identifications();
    id.set_issuer("manufacturer");
    id.set_value(serial);
    return out;
  }

  void Tell(const Record& record) {
    registry_ = suite.feeds().Tell(record, kFirst);
  }
  void Tell(const Certificate& certificate) {
    certificates_ = suite.feeds().Tell(certificate, kFirst);
  }

  std::string Token() const {
    feed::ReadToken token;
    token.Include("registry", registry_);
    token.Include("certificates", certificates_);
    return token.ToString();
  }
  template <typename Request>
  void Fill(Request& request, const std::string& as_of = "2024-06-01") const {
    request.mutable_question()->set_token(Token());
    request.mutable_question()->set_as_of(as_of);
  }

  // A method of a service at this server.
  template <typename Service, typename Request, typename Response>
  absl::StatusOr<Response> Ask(
      grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                            const Request&, Response*),
      const Request& request) {
    const auto stub = Service::NewStub(suite.server().InProcessChannel());
    Response response;
    SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return (stub.get()->*method)(&context, request, &response);
    }));
    return response;
  }

  // The frozen list, whole.
  absl::StatusOr<std::string> Freeze(const v1::ListAffectedRequest& request) {
    const auto stub = v1::Recalls::NewStub(suite.server().InProcessChannel());
    std::string out;
    SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
      out.clear();
      const auto reader = stub->FreezeAffected(&context, request);
      google::api::HttpBody piece;
      while (reader->Read(&piece)) out += piece.data();
      return reader->Finish();
    }));
    return out;
  }

  Suite suite;

 private:
  void Institution(const std::string& name, const std::string& title,
                   const std::string& division) {
    Record record;
    auto& institution = *record.mutable_institution();
    institution.set_name(name);
    (*institution.mutable_title()->mutable_texts())["zh"] = title;
    institution.set_division(division);
    Tell(record);
  }

  void Competence(const std::string& holder,
                  registry::v1::Competence::Kind kind) {
    Record record;
    auto& competence = *record.mutable_competence();
    competence.set_name(absl::StrCat("competences/of-", holder.substr(13)));
    competence.set_holder(holder);
    competence.set_kind(kind);
    competence.mutable_period()->set_from("2020-01-01");
    auto& row = *competence.add_scope();
    row.mutable_kind()->set_code("MASS");
    row.mutable_range()->set_min("0");
    row.mutable_range()->set_max("20");
    row.mutable_range()->set_unit("\\kilogram");
    Tell(record);
  }

  void AddStandard() {
    Record record;
    auto& standard = *record.mutable_standard();
    standard.set_name("standards/f1");
    (*standard.mutable_title()->mutable_texts())["zh"] = "F1 等级砝码";
    standard.set_level(registry::v1::Standard::LEVEL_PUBLIC_HIGHEST);
    standard.set_holder("institutions/lab");
    standard.mutable_period()->set_from("2020-01-01");
    auto& assessment = *standard.add_assessments();
    assessment.set_number("A-1");
    assessment.mutable_period()->set_from("2022-01-01");
    assessment.mutable_period()->set_to("2026-12-31");
    auto& component = *standard.add_components();
    component.set_role(registry::v1::Component::ROLE_MAIN);
    component.set_manufacturer("模拟仪器厂");
    component.add_identifications()->set_value("W-1");
    auto& branch = *standard.mutable_diagram()->add_branches();
    branch.mutable_kind()->set_code("MASS");
    branch.mutable_upper()->set_institution("天山计量院");
    auto& own = *branch.mutable_own();
    own.mutable_range()->set_min("1");
    own.mutable_range()->set_max("1");
    own.mutable_range()->set_unit("\\kilogram");
    own.mutable_uncertainty()->set_expanded("0.000001");
    own.mutable_uncertainty()->set_coverage_factor("2");
    Tell(record);
  }

  int64_t registry_ = 0;
  int64_t certificates_ = 0;
};

// --- suggestions
// --------------------------------------------------------------

v1::SuggestChainRequest AskMass(const World& world) {
  v1::SuggestChainRequest request;
  world.Fill(request);
  request.set_kind_code("MASS");
  request.set_value("1000");
  request.set_unit("\\gram");
  request.set_division("650104");
  return request;
}

TEST_CASE("A suggestion is told in the unit that was asked in") {
  World world;
  v1::SuggestChainRequest request = AskMass(world);
  request.set_maximum_permissible_error("0.003");
  const auto answer =
      world.Ask<v1::Suggestions>(&v1::Suggestions::Stub::SuggestChain, request);
  REQUIRE_THAT(answer.status(), IsOk());
  REQUIRE(answer->standards() == 1);
  CHECK(answer->ratio() == "1/3");
  CHECK(answer->unit() == "\\gram");
  const v1::ChainCandidate& f1 = answer->candidates().empty()
                                     ? answer->near_misses(0)
                                     : answer->candidates(0);
  CHECK(f1.standard() == "standards/f1");
  CHECK(f1.zone() == v1::ChainCandidate::ZONE_PREFECTURE);
  CHECK(f1.expanded_uncertainty() == "0.001");
  CHECK(f1.ratio() == "0.333333");
  CHECK(f1.valid_to() == "2025-03-10");
  CHECK(f1.title().texts().at("zh") == "F1 等级砝码");
}

TEST_CASE("An instrument says what a suggestion is asked for") {
  World world;
  Record record;
  auto& instrument = *record.mutable_instrument();
  instrument.set_name("instruments/weight");
  instrument.set_division("653101");
  instrument.set_purpose(registry::v1::Instrument::PURPOSE_TRADE);
  auto& capability = *instrument.add_capabilities();
  capability.mutable_kind()->set_code("MASS");
  capability.mutable_range()->set_unit("\\gram");
  capability.set_maximum_permissible_error("0.0029");
  world.Tell(record);
  v1::SuggestChainRequest request;
  world.Fill(request);
  request.set_instrument("instruments/weight");
  request.set_value("1");
  const auto answer =
      world.Ask<v1::Suggestions>(&v1::Suggestions::Stub::SuggestChain, request);
  REQUIRE_THAT(answer.status(), IsOk());
  CHECK(answer->kind().code() == "MASS");
  CHECK(answer->unit() == "\\kilogram");
  CHECK(answer->maximum_permissible_error() == "2.9e-06");
  // 1 mg is more than a third of 2.9 mg.
  REQUIRE(answer->near_misses_size() == 1);
  CHECK(answer->near_misses(0).zone() == v1::ChainCandidate::ZONE_REGION);
  bool told = false;
  for (const v1::Finding& check : answer->near_misses(0).checks()) {
    if (check.code() != "V16_RATIO") continue;
    told = true;
    CHECK(check.outcome() == v1::OUTCOME_BROKEN);
    CHECK(check.message().texts().contains("zh"));
    CHECK(check.inputs().at("allowed_ratio") == "1/3");
  }
  CHECK(told);
}

TEST_CASE("A suggestion refuses what it cannot read, and names the field") {
  World world;
  const auto reason = [&world](const v1::SuggestChainRequest& request) {
    return world
        .Ask<v1::Suggestions>(&v1::Suggestions::Stub::SuggestChain, request)
        .status();
  };
  v1::SuggestChainRequest request = AskMass(world);
  CHECK_THAT(reason(request), IsOk());
  SECTION("a kind") { request.set_kind_code("NONE"); }
  SECTION("a unit of another dimension") { request.set_unit("\\metre"); }
  SECTION("a number") { request.set_value("much"); }
  SECTION("an uncertainty that is none") {
    request.set_expanded_uncertainty("0");
  }
  SECTION("a ratio") { request.set_ratio("0.3"); }
  SECTION("a division") { request.set_division("6501"); }
  SECTION("a specification without a ratio") {
    request.set_specification("JJG 1-1999");
  }
  CHECK_THAT(reason(request), HasReason("INVALID_FIELD"));
  v1::SuggestChainRequest nobody;
  world.Fill(nobody);
  nobody.set_instrument("instruments/nobody");
  CHECK_THAT(reason(nobody), HasReason("TARGET_NOT_FOUND"));
}

// --- diagrams
// -----------------------------------------------------------------

v1::ListDiagramDriftsResponse Drifts(
    World& world, const v1::ListDiagramDriftsRequest& asked) {
  const auto answer =
      world.Ask<v1::Diagrams>(&v1::Diagrams::Stub::ListDiagramDrifts, asked);
  REQUIRE_THAT(answer.status(), IsOk());
  return *answer;
}

TEST_CASE("A component swapped without a change event is told (F51)") {
  World world;
  v1::ListDiagramDriftsRequest request;
  world.Tell(World::DoneWith("M-1", "W-1"));
  world.Fill(request);
  CHECK(Drifts(world, request).drifts().empty());
  request.set_include_held(true);
  REQUIRE(Drifts(world, request).drifts_size() == 1);
  CHECK(Drifts(world, request).drifts(0).outcome() == v1::OUTCOME_HELD);

  Certificate swapped = World::DoneWith("M-2", "W-9");
  swapped.set_end("2024-04-11");
  world.Tell(swapped);
  request.set_include_held(false);
  world.Fill(request);
  const v1::ListDiagramDriftsResponse answer = Drifts(world, request);
  REQUIRE(answer.drifts_size() == 1);
  CHECK(answer.drifts(0).standard() == "standards/f1");
  CHECK(answer.drifts(0).outcome() == v1::OUTCOME_BROKEN);
  const v1::DriftFinding& finding = answer.drifts(0).findings(0);
  CHECK(finding.code() == "DIAGRAM_DRIFT");
  CHECK(finding.aspect() == v1::DriftFinding::ASPECT_ITEM);
  CHECK(finding.certificate() == "certificates/M-2");
  CHECK(finding.inputs().at("components") == "W-1");
  CHECK(finding.message().texts().contains("en"));
  // The day before nobody had seen it.
  world.Fill(request, "2024-04-10");
  CHECK(Drifts(world, request).drifts().empty());
}

TEST_CASE("Drifts are narrowed by holder and place, and told of one standard") {
  World world;
  v1::ListDiagramDriftsRequest request;
  world.Fill(request);
  request.set_include_held(true);
  request.set_holder("institutions/top");
  CHECK(Drifts(world, request).drifts().empty());
  request.set_holder("institutions/lab");
  request.set_division("6501");
  CHECK(Drifts(world, request).drifts_size() == 1);
  request.set_division("6531");
  CHECK(Drifts(world, request).drifts().empty());

  v1::ListDiagramDriftsRequest one;
  world.Fill(one);
  one.set_standard("standards/f1");
  CHECK(Drifts(world, one).drifts_size() == 1);
  one.set_standard("standards/none");
  CHECK_THAT(
      world.Ask<v1::Diagrams>(&v1::Diagrams::Stub::ListDiagramDrifts, one)
          .status(),
      HasReason("TARGET_NOT_FOUND"));
}

// --- verifications outside
// ------------------------------------------------------

void AddScale(World& world, const std::string& id, const std::string& division,
              const std::string& issuer) {
  Record record;
  auto& scale = *record.mutable_instrument();
  scale.set_name(absl::StrCat("instruments/", id));
  scale.set_division(division);
  scale.set_purpose(registry::v1::Instrument::PURPOSE_TRADE);
  scale.set_equipment_class("scale");
  scale.mutable_period()->set_from("2020-01-01");
  world.Tell(record);
  Certificate verification = World::OfMass("V-" + id, "TOP");
  verification.set_kind(Certificate::KIND_VERIFICATION);
  verification.mutable_issuer()->set_title(issuer);
  verification.mutable_items(0)->set_record(scale.name());
  world.Tell(verification);
}

void AddCatalogue(World& world) {
  Record record;
  auto& catalogue = *record.mutable_mandatory_catalogue();
  catalogue.set_name("mandatoryCatalogues/c1");
  catalogue.mutable_period()->set_from("2020-01-01");
  auto& item = *catalogue.add_items();
  item.set_id("scale");
  item.set_supervision(registry::v1::MandatoryCatalogue::SUPERVISION_BOTH);
  item.add_equipment_classes("scale");
  world.Tell(record);
}

TEST_CASE("What left the region is counted by prefecture and listed") {
  World world;
  AddCatalogue(world);
  AddScale(world, "s-1", "650104", "乌市所");
  AddScale(world, "s-2", "653101", "天山计量院");
  AddScale(world, "s-3", "653101", "某所");
  v1::CountOutsideVerificationsRequest request;
  world.Fill(request);
  request.set_grouping(
      v1::CountOutsideVerificationsRequest::GROUPING_PREFECTURE);
  using Stub = v1::OutsideVerifications::Stub;
  const auto counted = world.Ask<v1::OutsideVerifications>(
      &Stub::CountOutsideVerifications, request);
  REQUIRE_THAT(counted.status(), IsOk());
  CHECK(counted->from() == "2023-06-02");
  CHECK(counted->to() == "2024-06-01");
  REQUIRE(counted->groups_size() == 2);
  const v1::OutsideVerificationGroup& kashgar = counted->groups(0);
  CHECK(kashgar.key() == "6531");
  CHECK(kashgar.title().texts().contains("zh"));
  CHECK(kashgar.verifications() == 2);
  CHECK(kashgar.outside() == 1);
  CHECK(kashgar.unknown() == 1);
  CHECK(kashgar.percent_outside() == "100.00");
  CHECK(counted->total().inside() == 1);
  CHECK(counted->total().percent_outside() == "50.00");

  v1::ListOutsideVerificationsRequest list;
  world.Fill(list);
  const auto listed = world.Ask<v1::OutsideVerifications>(
      &Stub::ListOutsideVerifications, list);
  REQUIRE_THAT(listed.status(), IsOk());
  REQUIRE(listed->verifications_size() == 1);
  const v1::OutsideVerification& one = listed->verifications(0);
  CHECK(one.instrument() == "instruments/s-2");
  CHECK(one.certificate() == "certificates/V-s-2");
  CHECK(one.institution() == "institutions/top");
  CHECK(one.issuer_division() == "110000");
  CHECK(one.catalogue_item() == "scale");
  CHECK(one.kind_code() == "MASS");
  CHECK(one.digest() == std::string(64, 'a'));

  SECTION("page by page, with what nobody knows") {
    list.set_include_unknown(true);
    list.set_page_size(1);
    Names seen;
    do {
      const auto page = world.Ask<v1::OutsideVerifications>(
          &Stub::ListOutsideVerifications, list);
      REQUIRE_THAT(page.status(), IsOk());
      for (const auto& v : page->verifications()) {
        seen.push_back(v.instrument());
      }
      list.set_page_token(page->next_page_token());
    } while (!list.page_token().empty());
    CHECK(seen == Names{"instruments/s-2", "instruments/s-3"});
  }
  SECTION("by issuer") {
    request.set_grouping(v1::CountOutsideVerificationsRequest::GROUPING_ISSUER);
    const auto by_issuer = world.Ask<v1::OutsideVerifications>(
        &Stub::CountOutsideVerifications, request);
    REQUIRE(by_issuer->groups_size() == 3);
    CHECK(by_issuer->groups(0).key() == "institutions/top");
  }
  SECTION("a period that is none is refused") {
    request.mutable_period()->set_from("2024-02-01");
    request.mutable_period()->set_to("2024-01-31");
    CHECK_THAT(world
                   .Ask<v1::OutsideVerifications>(
                       &Stub::CountOutsideVerifications, request)
                   .status(),
               HasReason("INVALID_FIELD"));
  }
}

// --- frozen lists -----------------------------------------------------------

TEST_CASE("A frozen list is the same bytes for the same question and instant") {
  World world;
  world.Tell(World::DoneWith("M-1", "W-1"));
  v1::ListAffectedRequest request;
  request.set_target("standards/f1");
  request.set_token(world.Token());
  request.set_as_of("2024-06-01");
  request.mutable_known_at()->set_seconds(1767225600);
  const auto document = world.Freeze(request);
  REQUIRE_THAT(document.status(), IsOk());
  CHECK(*world.Freeze(request) == *document);

  const Names lines = absl::StrSplit(*document, '\n');
  REQUIRE(lines.size() == 4);  // header, one certificate, summary, ""
  v1::FrozenAffectedLine header;
  REQUIRE_THAT(json::FromJson(lines[0], header), IsOk());
  CHECK(header.header().format() == "suyuan-affected-1");
  CHECK(header.header().question().as_of() == "2024-06-01");
  CHECK(header.header().question().known_at().seconds() == 1767225600);
  v1::FrozenAffectedLine certificate;
  REQUIRE_THAT(json::FromJson(lines[1], certificate), IsOk());
  CHECK(certificate.certificate().certificate() == "certificates/M-1");
  CHECK(certificate.certificate().digest() == std::string(64, 'a'));
  v1::FrozenAffectedLine summary;
  REQUIRE_THAT(json::FromJson(lines[2], summary), IsOk());
  CHECK(summary.summary().certificates() == 1);
  CHECK(summary.summary().digest() ==
        crypto::Sha256("certificates/M-1\n").Hex());
  CHECK(summary.summary().document_digest() ==
        crypto::Sha256(absl::StrCat(lines[0], "\n", lines[1], "\n")).Hex());

  const auto list = world.suite.ListAffected(request);
  REQUIRE_THAT(list.status(), IsOk());
  CHECK(list->summary().digest() == summary.summary().digest());
}

TEST_CASE("A frozen list without an instant names the one it was made for") {
  World world;
  v1::ListAffectedRequest request;
  request.set_target("standards/f1");
  request.set_token(world.Token());
  const auto document = world.Freeze(request);
  REQUIRE_THAT(document.status(), IsOk());
  v1::FrozenAffectedLine header;
  REQUIRE_THAT(
      json::FromJson(document->substr(0, document->find('\n')), header),
      IsOk());
  const v1::ListAffectedRequest& question = header.header().question();
  CHECK(question.has_known_at());
  CHECK_FALSE(question.as_of().empty());
  CHECK(question.token().empty());
}

TEST_CASE("Days of a fault that are no span are refused") {
  World world;
  v1::ListAffectedRequest request;
  request.set_target("standards/f1");
  request.set_token(world.Token());
  SECTION("the last before the first") {
    request.set_void_from("2024-02-01");
    request.set_void_to("2024-01-31");
  }
  SECTION("targets of what made none") { request.set_include_targets(true); }
  CHECK_THAT(world.Freeze(request).status(), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::traceability
