#include "services/registry/records/record_book.h"

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "services/registry/store/memory_record_store.h"
#include "tests/support/status_matchers.h"

namespace suyuan::registry {
namespace {

using ::suyuan::testing::HasCode;
using ::suyuan::testing::HasReason;
using ::suyuan::testing::IsOk;
using ::suyuan::testing::StatusOf;

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

struct Book {
  MemoryRecordStore store;
  FakeClock clock{kNow};
  std::unique_ptr<RecordBook> book = *RecordBook::Open(store, clock);

  absl::StatusOr<Record> Create(const Draft& draft,
                                RecordBook::Writing writing = {}) {
    std::promise<absl::StatusOr<Record>> answer;
    book->Create(draft, std::move(writing),
                 [&](absl::StatusOr<Record> r) { answer.set_value(r); });
    return answer.get_future().get();
  }
  absl::StatusOr<Record> Revise(const Draft& draft, absl::string_view etag = "",
                                RecordBook::Writing writing = {}) {
    std::promise<absl::StatusOr<Record>> answer;
    book->Revise(
        draft.name, etag, [draft](const Record&) { return draft; },
        std::move(writing),
        [&](absl::StatusOr<Record> r) { answer.set_value(r); });
    return answer.get_future().get();
  }
  absl::StatusOr<Record> Find(absl::string_view name,
                              std::optional<absl::Time> known_at = {}) {
    return book->Find(name, known_at, Deadline::Infinite());
  }
};

Draft AnyDraft(absl::string_view name = "institutions/a") {
  Draft draft;
  draft.kind = *KindOfName(name);
  draft.name = std::string(name);
  draft.payload = "first";
  return draft;
}

Draft With(Draft draft, absl::string_view payload) {
  draft.payload = std::string(payload);
  return draft;
}

RecordBook::Writing WithRequest(absl::string_view id,
                                absl::string_view digest = "d") {
  return {.principal = "p@r",
          .request = {std::string(id), "method", std::string(digest)}};
}

TEST_CASE("A created record is its first revision, and is found") {
  Book book;
  const auto created = book.Create(AnyDraft(), {.principal = "clerk@xjim"});
  REQUIRE_THAT(StatusOf(created), IsOk());
  CHECK(created->revision == 1);
  CHECK(created->recorded_at == kNow);
  CHECK(created->created_at == kNow);
  CHECK(created->principal == "clerk@xjim");
  CHECK(created->position == 1);
  CHECK(*book.Find("institutions/a") == *created);
  CHECK(book.store.Changes(0, 1, 1)->at(0) == *created);
}

TEST_CASE("A name is taken once and for all") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft())), IsOk());
  const absl::Status again = StatusOf(book.Create(AnyDraft()));
  CHECK_THAT(again, HasReason("RECORD_EXISTS"));
  CHECK_THAT(again, HasCode(absl::StatusCode::kAlreadyExists));
}

TEST_CASE("A revision follows the newest one and keeps the first instant") {
  Book book;
  const auto created = book.Create(AnyDraft());
  book.clock.Advance(absl::Seconds(5));
  const auto revised = book.Revise(With(AnyDraft(), "second"));
  REQUIRE_THAT(StatusOf(revised), IsOk());
  CHECK(revised->revision == 2);
  CHECK(revised->created_at == kNow);
  CHECK(revised->recorded_at == kNow + absl::Seconds(5));
  CHECK(EtagOf(*revised) != EtagOf(*created));
  CHECK(book.Find("institutions/a", kNow)->payload == "first");
  CHECK(book.Find("institutions/a", kNow + absl::Seconds(5))->payload ==
        "second");
}

TEST_CASE("A stale etag is refused and the newest one taken") {
  Book book;
  const auto first = book.Create(AnyDraft());
  const auto second = book.Revise(With(AnyDraft(), "second"), EtagOf(*first));
  REQUIRE_THAT(StatusOf(second), IsOk());
  const auto stale = book.Revise(With(AnyDraft(), "third"), EtagOf(*first));
  CHECK_THAT(StatusOf(stale), HasReason("ETAG_MISMATCH"));
  CHECK_THAT(StatusOf(stale), HasCode(absl::StatusCode::kAborted));
  CHECK(book.Find("institutions/a")->payload == "second");
  CHECK_THAT(StatusOf(book.Revise(With(AnyDraft(), "third"), EtagOf(*second))),
             IsOk());
}

TEST_CASE("What changes nothing makes no revision") {
  Book book;
  const auto created = book.Create(AnyDraft());
  const auto same = book.Revise(AnyDraft());
  REQUIRE_THAT(StatusOf(same), IsOk());
  CHECK(*same == *created);
  CHECK(book.store.last_position() == 1);
  Draft ended = AnyDraft();
  ended.end_reason = "merged";
  CHECK(book.Revise(ended)->revision == 2);
}

TEST_CASE("Only what is there can be revised") {
  Book book;
  CHECK_THAT(StatusOf(book.Revise(AnyDraft())), HasReason("RECORD_NOT_FOUND"));
}

TEST_CASE("What a record names must be recorded before it") {
  Book book;
  Draft standard = AnyDraft("standards/s");
  standard.requirements = {{"standard.holder", "institutions/a", {}}};
  const absl::Status missing = StatusOf(book.Create(standard));
  CHECK_THAT(missing, HasReason("RECORD_NOT_FOUND"));
  REQUIRE(ViolationsOf(missing).size() == 1);
  CHECK(ViolationsOf(missing)[0].field == "standard.holder");
  CHECK(book.store.last_position() == 0);
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft())), IsOk());
  CHECK_THAT(StatusOf(book.Create(standard)), IsOk());
}

TEST_CASE("A site must be one of the holder's") {
  Book book;
  Draft holder = AnyDraft();
  holder.terms = {{"sites.id", "hq"}};
  REQUIRE_THAT(StatusOf(book.Create(holder)), IsOk());
  Draft standard = AnyDraft("standards/s");
  standard.requirements = {
      {"standard.site", "institutions/a", {"sites.id", "annex"}}};
  const absl::Status wrong = StatusOf(book.Create(standard));
  CHECK_THAT(wrong, HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(wrong)[0].field == "standard.site");
  standard.requirements[0].term.value = "hq";
  CHECK_THAT(StatusOf(book.Create(standard)), IsOk());
}

// An institution with a number that it alone may have.
Draft Numbered(absl::string_view name, const std::string& number) {
  Draft draft = AnyDraft(name);
  draft.payload = number;
  draft.identifiers = {
      {"institution.uscc", number, {"identifier.uscc", number}}};
  return draft;
}

TEST_CASE("A number is that of one record, which the refusal names") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(Numbered("institutions/a", "1"))), IsOk());
  const auto taken = book.Create(Numbered("institutions/b", "1"));
  CHECK_THAT(StatusOf(taken), HasReason("IDENTIFIER_TAKEN"));
  CHECK_THAT(StatusOf(taken), HasCode(absl::StatusCode::kAlreadyExists));
  REQUIRE(ViolationsOf(taken.status()).size() == 1);
  CHECK(ViolationsOf(taken.status())[0].field == "institution.uscc");
  CHECK(ViolationsOf(taken.status())[0].description ==
        "\"1\" is that of institutions/a");
  CHECK_THAT(StatusOf(book.Find("institutions/b")),
             HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(StatusOf(book.Create(Numbered("institutions/b", "2"))), IsOk());
}

TEST_CASE("A revision of a record does not meet itself, only others") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(Numbered("institutions/a", "1"))), IsOk());
  REQUIRE_THAT(StatusOf(book.Create(Numbered("institutions/b", "2"))), IsOk());
  Draft again = With(Numbered("institutions/a", "1"), "changed");
  CHECK_THAT(StatusOf(book.Revise(again)), IsOk());
  CHECK_THAT(StatusOf(book.Revise(Numbered("institutions/a", "2"))),
             HasReason("IDENTIFIER_TAKEN"));
  // What a record has no more is free.
  CHECK_THAT(StatusOf(book.Revise(Numbered("institutions/a", "3"))), IsOk());
  CHECK_THAT(StatusOf(book.Create(Numbered("institutions/c", "1"))), IsOk());
}

TEST_CASE("A record that has been ended gives its number free") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(Numbered("institutions/a", "1"))), IsOk());
  Draft ended = Numbered("institutions/a", "1");
  ended.end_reason = "recorded by mistake";
  REQUIRE_THAT(StatusOf(book.Revise(ended)), IsOk());
  CHECK_THAT(StatusOf(book.Create(Numbered("institutions/b", "1"))), IsOk());
  // It cannot have it back.
  CHECK_THAT(StatusOf(book.Revise(Numbered("institutions/a", "1"))),
             HasReason("IDENTIFIER_TAKEN"));
}

TEST_CASE("A repeated request gets its first answer and changes nothing") {
  Book book;
  const auto first = book.Create(AnyDraft(), WithRequest("r1"));
  REQUIRE_THAT(StatusOf(first), IsOk());
  REQUIRE_THAT(StatusOf(book.Revise(With(AnyDraft(), "second"))), IsOk());
  book.clock.Advance(absl::Seconds(9));
  const auto again = book.Create(AnyDraft(), WithRequest("r1"));
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(*again == *first);
  CHECK(book.store.last_position() == 2);
}

TEST_CASE("A request id cannot serve two requests") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft(), WithRequest("r1", "d1"))),
               IsOk());
  CHECK_THAT(StatusOf(book.Create(AnyDraft("institutions/b"),
                                  WithRequest("r1", "d2"))),
             HasReason("REQUEST_ID_REUSED"));
}

TEST_CASE("A refused request leaves its id free") {
  Book book;
  Draft standard = AnyDraft("standards/s");
  standard.requirements = {{"standard.holder", "institutions/a", {}}};
  CHECK_FALSE(book.Create(standard, WithRequest("r1")).ok());
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft())), IsOk());
  CHECK_THAT(StatusOf(book.Create(standard, WithRequest("r1"))), IsOk());
}

TEST_CASE("A dry run answers as the write would and keeps nothing") {
  Book book;
  RecordBook::Writing dry = WithRequest("r1");
  dry.validate_only = true;
  const auto answer = book.Create(AnyDraft(), dry);
  REQUIRE_THAT(StatusOf(answer), IsOk());
  CHECK(answer->revision == 1);
  CHECK(answer->position == 0);
  CHECK_THAT(StatusOf(book.Find("institutions/a")),
             HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(StatusOf(book.Create(AnyDraft(), WithRequest("r1"))), IsOk());
  CHECK_THAT(StatusOf(book.Create(AnyDraft(), dry)),
             HasReason("RECORD_EXISTS"));
}

TEST_CASE("Knowledge never gets older when the clock is set back") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft())), IsOk());
  book.clock.Set(kNow - absl::Hours(1));
  const auto revised = book.Revise(With(AnyDraft(), "second"));
  CHECK(revised->recorded_at == kNow + absl::Microseconds(1));
  const auto other = book.Create(AnyDraft("institutions/b"));
  CHECK(other->recorded_at >= revised->recorded_at);
  auto reopened = *RecordBook::Open(book.store, book.clock);
  std::promise<absl::StatusOr<Record>> answer;
  reopened->Create(AnyDraft("institutions/c"), {},
                   [&](absl::StatusOr<Record> r) { answer.set_value(r); });
  CHECK(answer.get_future().get()->recorded_at >= revised->recorded_at);
}

using Entries = std::vector<RecordBook::Entry>;

template <typename... Entry>
Entries Of(Entry... entry) {
  Entries entries;
  (entries.push_back(std::move(entry)), ...);
  return entries;
}

RecordBook::Entry Creating(absl::string_view name) {
  return RecordBook::Creation(AnyDraft(name));
}

RecordBook::Entry Revising(absl::string_view name, std::string payload) {
  return RecordBook::Revision(name, "", [payload](const Record& newest) {
    return With(AnyDraft(newest.name), payload);
  });
}

absl::StatusOr<std::vector<Record>> Together(Book& book, Entries entries,
                                             RecordBook::Writing writing = {}) {
  std::promise<absl::StatusOr<std::vector<Record>>> answer;
  book.book->WriteTogether(
      std::move(entries), std::move(writing),
      [&](absl::StatusOr<std::vector<Record>> r) { answer.set_value(r); });
  return answer.get_future().get();
}

std::vector<absl::StatusOr<Record>> Each(Book& book, Entries entries,
                                         RecordBook::Writing writing = {}) {
  std::promise<std::vector<absl::StatusOr<Record>>> answer;
  book.book->WriteEach(
      std::move(entries), std::move(writing),
      [&](std::vector<absl::StatusOr<Record>> r) { answer.set_value(r); });
  return answer.get_future().get();
}

TEST_CASE("Records written together stand together, in order") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft("standards/s"))), IsOk());
  Draft naming = AnyDraft("competences/c");
  naming.requirements = {{"competence.holder", "institutions/a", {}}};
  const auto written = Together(
      book, Of(Creating("institutions/a"), RecordBook::Creation(naming),
               Revising("standards/s", "compared")));
  REQUIRE_THAT(StatusOf(written), IsOk());
  REQUIRE(written->size() == 3);
  CHECK((*written)[0].name == "institutions/a");
  CHECK((*written)[1].position == 3);
  CHECK((*written)[2].revision == 2);
  CHECK(book.Find("standards/s")->payload == "compared");
  CHECK(book.store.last_position() == 4);
}

TEST_CASE("Of records written together none stands where one is refused") {
  Book book;
  const auto written =
      Together(book, Of(Creating("institutions/a"), Creating("standards/s"),
                        Revising("standards/none", "x")));
  CHECK_THAT(StatusOf(written), HasReason("RECORD_NOT_FOUND"));
  CHECK(book.store.last_position() == 0);
  CHECK_FALSE(book.Find("institutions/a").ok());
}

TEST_CASE("A record that comes twice in a write gets two revisions") {
  Book book;
  const auto written = Together(
      book, Of(Creating("standards/s"), Revising("standards/s", "second"),
               Revising("standards/s", "third")));
  REQUIRE_THAT(StatusOf(written), IsOk());
  CHECK((*written)[2].revision == 3);
  CHECK((*written)[1].recorded_at < (*written)[2].recorded_at);
  CHECK_THAT(StatusOf(Together(
                 book, Of(Creating("standards/t"), Creating("standards/t")))),
             HasReason("RECORD_EXISTS"));
}

TEST_CASE("A repeated write of several gets its first answer") {
  Book book;
  const auto first =
      Together(book, Of(Creating("institutions/a"), Creating("institutions/b")),
               WithRequest("r1"));
  REQUIRE_THAT(StatusOf(first), IsOk());
  REQUIRE_THAT(StatusOf(book.Revise(With(AnyDraft(), "second"))), IsOk());
  const auto again =
      Together(book, Of(Creating("institutions/a"), Creating("institutions/b")),
               WithRequest("r1"));
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(*again == *first);
  CHECK(book.store.last_position() == 3);
  CHECK_THAT(StatusOf(Together(book, {}, WithRequest("r1", "other"))),
             HasReason("REQUEST_ID_REUSED"));
  // A write of nothing has an answer too.
  CHECK(Together(book, {}, WithRequest("r2"))->empty());
  CHECK(Together(book, {}, WithRequest("r2"))->empty());
}

TEST_CASE("Of records written each by itself the refused ones alone are lost") {
  Book book;
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft("standards/s"))), IsOk());
  Draft naming = AnyDraft("competences/c");
  naming.requirements = {{"competence.holder", "institutions/none", {}}};
  const auto results =
      Each(book, Of(Creating("institutions/a"), Creating("standards/s"),
                    RecordBook::Creation(naming), Creating("institutions/b"),
                    Revising("standards/s", "second")));
  REQUIRE(results.size() == 5);
  CHECK_THAT(StatusOf(results[0]), IsOk());
  CHECK_THAT(StatusOf(results[1]), HasReason("RECORD_EXISTS"));
  CHECK_THAT(StatusOf(results[2]), HasReason("RECORD_NOT_FOUND"));
  CHECK(results[3]->position == 3);
  CHECK(results[4]->revision == 2);
  CHECK(book.store.last_position() == 4);
  CHECK_FALSE(book.Find("competences/c").ok());
  CHECK(Each(book, {}).empty());
}

TEST_CASE("A dry run of several sees what came before and keeps nothing") {
  Book book;
  Draft naming = AnyDraft("competences/c");
  naming.requirements = {{"competence.holder", "institutions/a", {}}};
  RecordBook::Writing dry;
  dry.validate_only = true;
  const auto together = Together(
      book, Of(Creating("institutions/a"), RecordBook::Creation(naming)), dry);
  REQUIRE_THAT(StatusOf(together), IsOk());
  CHECK((*together)[1].position == 0);
  const auto each = Each(
      book, Of(Creating("institutions/a"), Creating("institutions/a")), dry);
  CHECK_THAT(StatusOf(each[0]), IsOk());
  CHECK_THAT(StatusOf(each[1]), HasReason("RECORD_EXISTS"));
  CHECK(book.store.last_position() == 0);
}

TEST_CASE("An entry may make what it likes of what is there") {
  Book book;
  const auto put = [](std::string payload) {
    return RecordBook::Entry{
        "institutions/a", [payload](const Record*) -> RecordBook::Made {
          return std::make_shared<const Draft>(With(AnyDraft(), payload));
        }};
  };
  const auto results =
      Each(book, Of(put("first"), put("first"), put("second")));
  CHECK(results[0]->revision == 1);
  CHECK(*results[1] == *results[0]);
  CHECK(results[2]->revision == 2);
}

TEST_CASE("History of nothing is not found") {
  Book book;
  CHECK_THAT(StatusOf(book.book->History("institutions/a", 0, 10,
                                         Deadline::Infinite())),
             HasReason("RECORD_NOT_FOUND"));
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft())), IsOk());
  CHECK(book.book->History("institutions/a", 0, 10, Deadline::Infinite())
            ->size() == 1);
  CHECK(book.book->History("institutions/a", 1, 10, Deadline::Infinite())
            ->empty());
}

absl::Time FenceOf(Book& book) {
  std::promise<absl::StatusOr<absl::Time>> answer;
  book.book->Fence(
      [&](absl::StatusOr<absl::Time> fence) { answer.set_value(fence); });
  return *answer.get_future().get();
}

TEST_CASE("What was known at a fence stays what was known at it") {
  Book book;  // the clock stands still
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft("institutions/a"))), IsOk());
  const absl::Time fence = FenceOf(book);
  REQUIRE_THAT(StatusOf(book.Create(AnyDraft("institutions/b"))), IsOk());
  CHECK_THAT(StatusOf(book.Find("institutions/a", fence)), IsOk());
  CHECK_THAT(StatusOf(book.Find("institutions/b", fence)),
             HasReason("RECORD_NOT_FOUND"));
}

TEST_CASE("A fence is not before what a clock set back has left behind") {
  Book book;
  const auto created = book.Create(AnyDraft());
  REQUIRE_THAT(StatusOf(created), IsOk());
  book.clock.Set(kNow - absl::Hours(1));
  CHECK(*book.book->KnownNow() == created->recorded_at);
  CHECK(FenceOf(book) == created->recorded_at);
}

TEST_CASE("What is known now is known at the clock's instant") {
  Book book;
  book.clock.Set(kNow + absl::Nanoseconds(1500));
  CHECK(*book.book->KnownNow() == kNow + absl::Microseconds(1));
}

}  // namespace
}  // namespace suyuan::registry
