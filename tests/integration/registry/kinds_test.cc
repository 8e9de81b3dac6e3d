// What holds for records of every kind.

#include "tests/integration/registry/kinds.h"

#include <algorithm>

#include "libs/feed/token.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::Kind;

constexpr char kRequest[] = "6f1c2f3e-6c2a-4a55-9d3b-7f0f3a1b2c4d";

#define ALL_KINDS                                                        \
  proto::Institution, proto::Competence, proto::Standard,                \
      proto::ReferenceMaterial, proto::Specification, proto::Instrument, \
      proto::Person, proto::Declaration, proto::VerificationScheme,      \
      proto::MandatoryCatalogue

std::vector<std::string> FieldsOf(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const auto& each : ViolationsOf(status)) fields.push_back(each.field);
  std::sort(fields.begin(), fields.end());
  return fields;
}

using Fields = std::vector<std::string>;

// A registry that has institutions/holder, and x/a of the kind, which is in
// force in 2024 and 2025.
template <typename Message>
class OfKind {
 public:
  using K = Kind<Message>;

  OfKind() {
    REQUIRE_THAT(StatusOf(registry.Create("holder", "持有者")), IsOk());
    Message message = K::Any();
    message.mutable_period()->set_from("2024-01-01");
    message.mutable_period()->set_to("2025-12-31");
    const auto created =
        registry.Call(K::kCreate, K::Creation("a", message), "li@kashi");
    REQUIRE_THAT(StatusOf(created), IsOk());
    made = *created;
    registry.clock().Advance(absl::Hours(1));
  }

  std::vector<std::string> Listed(typename K::ListRequest request) {
    request.set_filter("name = \"" + K::Name("a") + "\"");
    const auto page = registry.Call(K::kList, request);
    REQUIRE_THAT(StatusOf(page), IsOk());
    std::vector<std::string> names;
    for (const auto& each : K::Listed(*page)) names.push_back(each.name());
    return names;
  }

  typename K::EndRequest Ending(const std::string& day) {
    typename K::EndRequest request;
    request.set_name(K::Name("a"));
    request.set_day(day);
    request.set_reason("停用");
    return request;
  }

  // A change of one field, made from the revision that `seen` is.
  typename K::UpdateRequest Changing(const Message& seen) {
    Message patch;
    patch.set_name(seen.name());
    patch.mutable_meta()->set_etag(seen.meta().etag());
    K::Change(patch, "2");
    return K::Update(patch, {K::Changed()});
  }

  Registry registry;
  Message made;
};

TEMPLATE_TEST_CASE("A record is given back as it was made, with who made it",
                   "", ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  CHECK(of.made.name() == K::Name("a"));
  CHECK(of.made.meta().revision() == 1);
  CHECK(of.made.meta().principal() == "li@kashi");
  typename K::GetRequest get;
  get.set_name(K::Name("a"));
  const auto got = of.registry.Call(K::kGet, get);
  REQUIRE_THAT(StatusOf(got), IsOk());
  TestType held = *got;
  TestType sent = of.made;
  CHECK(held.meta().etag() == sent.meta().etag());
  held.clear_meta();
  sent.clear_meta();
  CHECK(held.SerializeAsString() == sent.SerializeAsString());
}

TEMPLATE_TEST_CASE("What a kind requires is named, all of it at once", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  Registry registry;
  const auto refused = registry.Call(K::kCreate, K::Creation("a", TestType()));
  REQUIRE_THAT(StatusOf(refused), HasReason("INVALID_FIELD"));
  CHECK(FieldsOf(refused.status()) == K::Required());
  const auto unnamed = registry.Call(K::kCreate, K::Creation("", K::Any()));
  CHECK(FieldsOf(unnamed.status()) == Fields{K::Field() + "_id"});
  const auto named = registry.Call(K::kCreate, K::Creation("A", K::Any()));
  CHECK(FieldsOf(named.status()) == Fields{K::Field() + "_id"});
}

TEMPLATE_TEST_CASE("A period may be one day and never less", "", ALL_KINDS) {
  using K = Kind<TestType>;
  Registry registry;
  REQUIRE_THAT(StatusOf(registry.Create("holder", "持有者")), IsOk());
  TestType message = K::Any();
  message.mutable_period()->set_from("2024-03-01");
  message.mutable_period()->set_to("2024-02-29");
  CHECK(
      FieldsOf(registry.Call(K::kCreate, K::Creation("a", message)).status()) ==
      Fields{K::Field() + ".period.to"});
  message.mutable_period()->set_to("2024-03-01");
  CHECK_THAT(StatusOf(registry.Call(K::kCreate, K::Creation("a", message))),
             IsOk());
  message.mutable_period()->set_from("2023-02-29");
  CHECK(
      FieldsOf(registry.Call(K::kCreate, K::Creation("b", message)).status()) ==
      Fields{K::Field() + ".period.from"});
}

TEMPLATE_TEST_CASE("A list as of a day has what covers that day", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  const auto on = [&](const std::string& day) {
    typename K::ListRequest request;
    request.set_as_of(day);
    return of.Listed(request);
  };
  const std::vector<std::string> it = {K::Name("a")};
  CHECK(on("2023-12-31").empty());
  CHECK(on("2024-01-01") == it);
  CHECK(on("2025-12-31") == it);
  CHECK(on("2026-01-01").empty());
  typename K::ListRequest wrong;
  wrong.set_as_of("2024-1-1");
  CHECK(FieldsOf(of.registry.Call(K::kList, wrong).status()) ==
        Fields{"as_of"});
  wrong.clear_as_of();
  wrong.set_page_size(-1);
  CHECK(FieldsOf(of.registry.Call(K::kList, wrong).status()) ==
        Fields{"page_size"});
}

TEMPLATE_TEST_CASE("What is known is known from its instant on", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  REQUIRE_THAT(StatusOf(of.registry.Call(K::kUpdate, of.Changing(of.made))),
               IsOk());
  const int64_t noon = absl::ToUnixSeconds(kNoon);

  typename K::ListRequest list;
  list.mutable_known_at()->set_seconds(noon);
  CHECK(of.Listed(list).size() == 1);
  list.mutable_known_at()->set_seconds(noon - 1);
  CHECK(of.Listed(list).empty());

  typename K::GetRequest get;
  get.set_name(K::Name("a"));
  const auto revision_at = [&](int64_t seconds) -> int64_t {
    get.mutable_known_at()->set_seconds(seconds);
    const auto got = of.registry.Call(K::kGet, get);
    return got.ok() ? got->meta().revision() : 0;
  };
  CHECK(revision_at(noon - 1) == 0);
  CHECK(revision_at(noon) == 1);
  CHECK(revision_at(noon + 3599) == 1);
  CHECK(revision_at(noon + 3600) == 2);
}

TEMPLATE_TEST_CASE("A change is of the revision that was seen", "", ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  const auto request = of.Changing(of.made);
  const auto changed = of.registry.Call(K::kUpdate, request, "wang@kashi");
  REQUIRE_THAT(StatusOf(changed), IsOk());
  CHECK(changed->meta().revision() == 2);
  CHECK(changed->meta().principal() == "wang@kashi");
  CHECK(changed->period().to() == "2025-12-31");
  TestType wanted = of.made;
  K::Change(wanted, "2");
  TestType held = *changed;
  wanted.clear_meta();
  held.clear_meta();
  CHECK(held.SerializeAsString() == wanted.SerializeAsString());

  // Nothing to change is no revision; another change from an old one is none.
  const auto same = of.registry.Call(K::kUpdate, of.Changing(*changed));
  CHECK(same->meta().revision() == 2);
  auto other = of.made;
  other.mutable_period()->set_to("2030-12-31");
  CHECK_THAT(
      StatusOf(of.registry.Call(K::kUpdate, K::Update(other, {"period"}))),
      HasReason("ETAG_MISMATCH"));
  other.mutable_meta()->set_etag(changed->meta().etag());
  CHECK(FieldsOf(of.registry.Call(K::kUpdate, K::Update(other, {"nothing"}))
                     .status()) == Fields{"update_mask"});
  CHECK_THAT(
      StatusOf(of.registry.Call(K::kUpdate, K::Update(other, {"period"}))),
      IsOk());
}

TEMPLATE_TEST_CASE("A record ends within its period, for a reason", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  const auto end = [&](const typename K::EndRequest& request) {
    return of.registry.Call(K::kEnd, request);
  };
  CHECK(FieldsOf(end(of.Ending("2023-12-31")).status()) == Fields{"day"});
  CHECK(FieldsOf(end(of.Ending("2026-01-01")).status()) == Fields{"day"});
  CHECK(FieldsOf(end(of.Ending("")).status()) == Fields{"day"});
  auto request = of.Ending("2024-06-30");
  request.set_reason(" ");
  CHECK(FieldsOf(end(request).status()) == Fields{"reason"});
  request = of.Ending("2024-06-30");
  request.set_etag("another");
  CHECK_THAT(StatusOf(end(request)), HasReason("ETAG_MISMATCH"));
  request = of.Ending("2024-06-30");
  request.set_validate_only(true);
  CHECK_THAT(StatusOf(end(request)), IsOk());
  // The first day and the last one are within; and it may end earlier still.
  CHECK(end(of.Ending("2025-12-31"))->meta().end_reason() == "停用");
  const auto ended = end(of.Ending("2024-01-01"));
  REQUIRE_THAT(StatusOf(ended), IsOk());
  CHECK(ended->period().to() == "2024-01-01");
  CHECK(ended->meta().revision() == 3);
  CHECK_THAT(StatusOf(end(of.Ending("2024-01-02"))),
             HasReason("INVALID_FIELD"));
}

TEMPLATE_TEST_CASE("A record of any kind is in force on its days alone", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  const auto on = [&](const std::string& day) {
    proto::GetInForceRequest request;
    request.set_name(K::Name("a"));
    request.set_as_of(day);
    return of.registry.Call(&proto::Registry::Stub::GetInForce, request);
  };
  CHECK_THAT(StatusOf(on("2023-12-31")), HasReason("RECORD_NOT_IN_FORCE"));
  REQUIRE_THAT(StatusOf(on("2024-01-01")), IsOk());
  CHECK(K::In(*on("2024-01-01")).name() == K::Name("a"));
  CHECK_THAT(StatusOf(on("2025-12-31")), IsOk());
  CHECK_THAT(StatusOf(on("2026-01-01")), HasReason("RECORD_NOT_IN_FORCE"));
  // Today, by the clock of the service: 2025-01-01.
  CHECK_THAT(StatusOf(on("")), IsOk());
  of.registry.clock().Advance(absl::Hours(24 * 365));
  CHECK_THAT(StatusOf(on("")), HasReason("RECORD_NOT_IN_FORCE"));
}

TEMPLATE_TEST_CASE("History and feed have every revision of every kind", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  REQUIRE_THAT(StatusOf(of.registry.Call(K::kUpdate, of.Changing(of.made))),
               IsOk());
  const auto ended = of.registry.Call(K::kEnd, of.Ending("2024-06-30"));
  REQUIRE_THAT(StatusOf(ended), IsOk());

  proto::ListHistoryRequest history;
  history.set_name(K::Name("a"));
  const auto revisions =
      of.registry.Call(&proto::Registry::Stub::ListHistory, history);
  REQUIRE_THAT(StatusOf(revisions), IsOk());
  REQUIRE(revisions->revisions_size() == 3);
  CHECK(K::In(revisions->revisions(0)).period().to() == "2024-06-30");
  CHECK(K::In(revisions->revisions(2)).meta().revision() == 1);

  grpc::ClientContext context;
  rpc::Prepare(context, {});
  proto::WatchRequest after;
  after.set_position(1);  // the holder
  const auto reader = of.registry.stub().Watch(&context, after);
  proto::WatchResponse response;
  REQUIRE(reader->Read(&response));
  REQUIRE(response.changes_size() == 3);
  for (int i = 0; i < 3; ++i) {
    CHECK(response.changes(i).position() == 2 + i);
    CHECK(K::In(response.changes(i).record()).meta().revision() == 1 + i);
  }
  CHECK(K::In(response.changes(2).record()).meta().end_reason() == "停用");
  context.TryCancel();
  reader->Finish();
}

TEMPLATE_TEST_CASE("A change and an end may be repeated with their request id",
                   "", ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  auto change = of.Changing(of.made);
  change.set_request_id(kRequest);
  const auto first = of.registry.Call(K::kUpdate, change);
  REQUIRE_THAT(StatusOf(first), IsOk());
  auto end = of.Ending("2024-06-30");
  CHECK_THAT(StatusOf(of.registry.Call(K::kEnd, end)), IsOk());
  // The first answer, though the record has another revision since.
  const auto again = of.registry.Call(K::kUpdate, change);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->SerializeAsString() == first->SerializeAsString());
  end.set_request_id(kRequest);
  CHECK_THAT(StatusOf(of.registry.Call(K::kEnd, end)),
             HasReason("REQUEST_ID_REUSED"));
  end.set_request_id("6f1c2f3e");
  CHECK(FieldsOf(of.registry.Call(K::kEnd, end).status()) ==
        Fields{"request_id"});
}

TEMPLATE_TEST_CASE("A read includes the write whose token it carries", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  typename K::GetRequest get;
  get.set_name(K::Name("a"));
  get.set_token(of.made.meta().token());
  CHECK_THAT(StatusOf(of.registry.Call(K::kGet, get)), IsOk());
  get.set_token(feed::ReadToken("registry", 3).ToString());
  CHECK_THAT(StatusOf(of.registry.Call(K::kGet, get)),
             HasReason("READ_TOKEN_AHEAD"));
  get.set_token("no token");
  CHECK(FieldsOf(of.registry.Call(K::kGet, get).status()) == Fields{"token"});
}

TEMPLATE_TEST_CASE("A name of another kind is none of this one", "",
                   ALL_KINDS) {
  using K = Kind<TestType>;
  OfKind<TestType> of;
  typename K::GetRequest get;
  get.set_name("schemes/a");
  CHECK(FieldsOf(of.registry.Call(K::kGet, get).status()) == Fields{"name"});
  auto end = of.Ending("2024-06-30");
  end.set_name("schemes/a");
  CHECK(FieldsOf(of.registry.Call(K::kEnd, end).status()) == Fields{"name"});
  TestType other = of.made;
  other.set_name("schemes/a");
  CHECK(FieldsOf(of.registry.Call(K::kUpdate, K::Update(other, {"period"}))
                     .status()) == Fields{K::Field() + ".name"});
}

}  // namespace
}  // namespace suyuan::registry
