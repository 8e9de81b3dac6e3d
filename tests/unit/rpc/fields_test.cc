#include "libs/rpc/fields.h"

#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/message_differencer.h>

#include "absl/strings/match.h"
#include "probe.pb.h"
#include "tests/support/status_matchers.h"

namespace suyuan::rpc {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::util::MessageDifferencer;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::v1::Thing;

Thing Stored() {
  Thing thing;
  thing.set_name("things/a");
  thing.set_label("old");
  thing.set_grade(2);
  thing.add_tags("x");
  thing.mutable_part()->set_material("steel");
  thing.mutable_part()->set_mass(1.5);
  thing.mutable_part()->set_serial("s-1");
  (*thing.mutable_notes())["k"] = "v";
  thing.mutable_create_time()->set_seconds(7);
  return thing;
}

FieldMask Mask(std::initializer_list<const char*> paths) {
  FieldMask mask;
  for (const char* path : paths) mask.add_paths(path);
  return mask;
}

// "update_mask" for most refusals.
std::string FieldOf(const absl::Status& status) {
  return ViolationsOf(status).empty() ? "" : ViolationsOf(status)[0].field;
}

TEST_CASE("A path changes its field and no other") {
  Thing patch;
  patch.set_label("new");
  patch.set_grade(9);
  patch.add_tags("y");
  Thing thing = Stored();
  REQUIRE_THAT(ApplyFieldMask(Mask({"label"}), patch, thing), IsOk());
  Thing expected = Stored();
  expected.set_label("new");
  CHECK(MessageDifferencer::Equals(thing, expected));
}

TEST_CASE("A path whose field the patch lacks clears it") {
  Thing thing = Stored();
  REQUIRE_THAT(
      ApplyFieldMask(Mask({"grade", "tags", "part.mass"}), Thing(), thing),
      IsOk());
  CHECK_FALSE(thing.has_grade());
  CHECK(thing.tags().empty());
  CHECK(thing.part().mass() == 0);
  CHECK(thing.part().material() == "steel");
}

TEST_CASE("Repeated fields, maps and messages are replaced as a whole") {
  Thing patch;
  patch.add_tags("y");
  (*patch.mutable_notes())["m"] = "w";
  patch.mutable_part()->set_material("glass");
  Thing thing = Stored();
  REQUIRE_THAT(ApplyFieldMask(Mask({"tags", "notes", "part"}), patch, thing),
               IsOk());
  CHECK(thing.tags_size() == 1);
  CHECK(thing.tags(0) == "y");
  CHECK(thing.notes().size() == 1);
  CHECK(thing.part().material() == "glass");
  CHECK(thing.part().mass() == 0);
  CHECK(thing.part().serial() == "s-1");  // OUTPUT_ONLY
}

TEST_CASE("A path into what neither side has makes nothing") {
  Thing thing;
  REQUIRE_THAT(ApplyFieldMask(Mask({"part.mass"}), Thing(), thing), IsOk());
  CHECK_FALSE(thing.has_part());
}

TEST_CASE("No mask, or *, replaces all but what is not the client's") {
  const FieldMask mask = GENERATE(Mask({}), Mask({"*"}));
  Thing patch;
  patch.set_label("new");
  patch.mutable_create_time()->set_seconds(99);
  patch.mutable_part()->set_serial("forged");
  Thing thing = Stored();
  REQUIRE_THAT(ApplyFieldMask(mask, patch, thing), IsOk());
  Thing expected;
  expected.set_name("things/a");
  expected.set_label("new");
  expected.mutable_create_time()->set_seconds(7);
  expected.mutable_part()->set_serial("s-1");
  CHECK(MessageDifferencer::Equals(thing, expected));
}

TEST_CASE("What is immutable may be repeated and not changed") {
  Thing patch;
  patch.set_name("things/a");
  Thing thing = Stored();
  CHECK_THAT(ApplyFieldMask(Mask({"name"}), patch, thing), IsOk());
  patch.set_name("things/b");
  for (const FieldMask& mask : {Mask({"name"}), Mask({})}) {
    const absl::Status refused = ApplyFieldMask(mask, patch, thing);
    CHECK_THAT(refused, HasReason("FIELD_IMMUTABLE"));
    CHECK(FieldOf(refused) == "name");
  }
  CHECK(MessageDifferencer::Equals(thing, Stored()));
}

TEST_CASE(
    "A path that names nothing, or what only the service sets, is refused") {
  const char* path =
      GENERATE("labels", "part.colour", "label.x", "tags.x", "notes.k", "",
               "part.", "create_time", "create_time.seconds", "part.serial",
               "label,grade", "Label");
  Thing thing = Stored();
  CAPTURE(path);
  const absl::Status refused =
      ApplyFieldMask(Mask({"label", path}), Thing(), thing);
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  CHECK(FieldOf(refused) == "update_mask");
  CHECK(absl::StrContains(refused.message(), path));
  CHECK(MessageDifferencer::Equals(thing, Stored()));  // not even the label
}

TEST_CASE("A page is of the size asked for, within bounds") {
  CHECK(PageSize(0).value() == 50);
  CHECK(PageSize(1).value() == 1);
  CHECK(PageSize(1000).value() == 1000);
  CHECK(PageSize(1001).value() == 1000);
  CHECK(PageSize(0, {.usual = 256, .most = 1024}).value() == 256);
  CHECK(FieldOf(PageSize(-1).status()) == "page_size");
}

TEST_CASE("A resource name gives its ids") {
  CHECK(
      ParseId("name", "instruments/4711", "instruments/{instrument}").value() ==
      "4711");
  const auto ids = ParseName("name", "institutions/xj/persons/A.b_c~d-9",
                             "institutions/{institution}/persons/{person}");
  REQUIRE(ids.ok());
  CHECK(*ids == std::vector<std::string>{"xj", "A.b_c~d-9"});
  CHECK(ParseId("n", "a/" + std::string(128, 'x'), "a/{a}").ok());
}

TEST_CASE("What is refused is told up to 64 bytes, in whole characters") {
  const auto told = [](const std::string& text) {
    return ViolationsOf(CheckRequestId(text))[0].description;
  };
  CHECK(absl::StartsWith(told(std::string(64, 'a')),
                         "\"" + std::string(64, 'a') + "\";"));
  CHECK(absl::StartsWith(told(std::string(65, 'a')),
                         "\"" + std::string(64, 'a') + "...\";"));
  // 证 is three bytes: it ends at the 64th, or one or two after it.
  CHECK(absl::StartsWith(told(std::string(61, 'a') + "证书"),
                         "\"" + std::string(61, 'a') + "证...\";"));
  CHECK(absl::StartsWith(told(std::string(62, 'a') + "证书"),
                         "\"" + std::string(62, 'a') + "...\";"));
  CHECK(absl::StartsWith(told(std::string(63, 'a') + "证书"),
                         "\"" + std::string(63, 'a') + "...\";"));
}

TEST_CASE("What is no such resource name is refused with the pattern") {
  const std::string name = GENERATE(
      std::string(), std::string("instruments"), std::string("instruments/"),
      std::string("instruments/a/b"), std::string("/instruments/a"),
      std::string("standards/a"), std::string("instruments/a b"),
      std::string("instruments/.."), std::string("instruments/溯"),
      "instruments/" + std::string(129, 'x'));
  CAPTURE(name);
  const absl::Status refused =
      ParseId("instrument", name, "instruments/{instrument}").status();
  CHECK(FieldOf(refused) == "instrument");
  CHECK(absl::StrContains(refused.message(), "instruments/{instrument}"));
}

TEST_CASE("A new id is short, lower case and without a hyphen at its ends") {
  for (const char* id : {"a", "9", "e2-100g", "a--b"}) {
    CHECK_THAT(CheckNewId("instrument_id", id), IsOk());
  }
  CHECK_THAT(CheckNewId("instrument_id", std::string(63, 'a')), IsOk());
  for (const std::string& id :
       {std::string(), std::string("A"), std::string("-a"), std::string("a-"),
        std::string("a_b"), std::string(64, 'a')}) {
    CHECK(FieldOf(CheckNewId("instrument_id", id)) == "instrument_id");
  }
}

TEST_CASE("A request id is a UUID or absent") {
  CHECK_THAT(CheckRequestId(""), IsOk());
  CHECK_THAT(CheckRequestId("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"), IsOk());
  CHECK_THAT(CheckRequestId("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"), IsOk());
  for (const char* id : {"1", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
                         "f81d4fae-7dec-11d0-a765-00a0c91e6bf6a",
                         "f81d4fae07dec-11d0-a765-00a0c91e6bf6",
                         "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                         "{81d4fae-7dec-11d0-a765-00a0c91e6bf}"}) {
    CHECK(FieldOf(CheckRequestId(id)) == "request_id");
  }
}

TEST_CASE("A day is a day that exists, written in one way") {
  CHECK(ParseDay("d", "2024-02-29").value() == absl::CivilDay(2024, 2, 29));
  CHECK(ParseDay("d", "0001-01-01").value() == absl::CivilDay(1, 1, 1));
  CHECK(ParseDay("d", "9999-12-31").value() == absl::CivilDay(9999, 12, 31));
  CHECK(DayText(absl::CivilDay(2025, 3, 1)) == "2025-03-01");
  CHECK(ParseOptionalDay("d", "").value() == std::nullopt);
  CHECK(ParseOptionalDay("d", "2025-03-01").value() ==
        absl::CivilDay(2025, 3, 1));
  for (const char* text :
       {"", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025-3-1",
        "2025-03-01 ", "20250301", "0000-01-01", "+025-01-01", "2025/03/01",
        "2025-03-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK(FieldOf(ParseDay("issued_on", text).status()) == "issued_on");
  }
}

TEST_CASE("An instant goes to the wire and back, to the nanosecond") {
  for (const absl::Time time :
       {absl::UnixEpoch() + absl::Nanoseconds(1),
        absl::UnixEpoch() - absl::Nanoseconds(1),
        absl::FromUnixSeconds(253402300799) + absl::Nanoseconds(999'999'999),
        absl::FromUnixSeconds(-62135596800)}) {
    CHECK(ParseInstant("t", InstantProto(time)).value() == time);
  }
  google::protobuf::Timestamp bad;
  bad.set_seconds(253402300800);
  CHECK(FieldOf(ParseInstant("t", bad).status()) == "t");
  bad.set_seconds(0);
  bad.set_nanos(1'000'000'000);
  CHECK(FieldOf(ParseInstant("t", bad).status()) == "t");
  bad.set_nanos(-1);
  CHECK(FieldOf(ParseInstant("t", bad).status()) == "t");
}

TEST_CASE("Texts, lists and etags have their bounds") {
  CHECK_THAT(CheckText("t", "ab", 2), IsOk());
  CHECK(FieldOf(CheckText("t", "abc", 2)) == "t");
  CHECK(FieldOf(CheckText("t", " \t", 2)) == "t");
  CHECK_THAT(CheckCount("c", 3, 3), IsOk());
  CHECK(FieldOf(CheckCount("c", 4, 3)) == "c");
  CHECK_THAT(CheckEtag("", "7"), IsOk());
  CHECK_THAT(CheckEtag("7", "7"), IsOk());
  CHECK_THAT(CheckEtag("6", "7"), HasReason("ETAG_MISMATCH"));
}

}  // namespace
}  // namespace suyuan::rpc
