#include "libs/json/message_json.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>

#include <cmath>

#include "catch2/catch.hpp"
#include "suyuan/registry/v1/record.pb.h"
#include "tests/support/rich_message.h"
#include "tests/support/status_matchers.h"

namespace suyuan::json {
namespace {

using google::protobuf::util::MessageDifferencer;
using registry::v1::Instrument;
using registry::v1::Record;
using registry::v1::Standard;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;

std::string Written(const google::protobuf::Message& message) {
  std::string out;
  AppendJson(message, out);
  return out;
}

// What a refusal says of its only field: "path: description".
std::string Refusal(const absl::Status& status) {
  REQUIRE_THAT(status, HasReason("INVALID_FIELD"));
  const auto violation = ViolationsOf(status).at(0);
  return violation.field + ": " + violation.description;
}

TEST_CASE("Every field of every record is read back as it was written") {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    const auto& kinds = *Record::descriptor();
    for (int i = 0; i < kinds.field_count(); ++i) {
      Record record;
      auto& message =
          *record.GetReflection()->MutableMessage(&record, kinds.field(i));
      suyuan::testing::FillEveryField(message, seed);
      const std::string json = Written(record);
      Record read;
      REQUIRE_THAT(FromJson(json, read), IsOk());
      CHECK(MessageDifferencer::Equals(read, record));
      CHECK(Written(read) == json);
    }
  }
}

TEST_CASE("Protobuf's own JSON is read, and it reads ours") {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    Standard standard;
    suyuan::testing::FillEveryField(standard, seed);
    standard.mutable_holder()->append("<>&\u2028\U0001F600");
    std::string theirs;
    REQUIRE(
        google::protobuf::util::MessageToJsonString(standard, &theirs).ok());
    Standard read;
    REQUIRE_THAT(FromJson(theirs, read), IsOk());
    CHECK(MessageDifferencer::Equals(read, standard));
    Standard by_them;
    REQUIRE(
        google::protobuf::util::JsonStringToMessage(Written(standard), &by_them)
            .ok());
    CHECK(MessageDifferencer::Equals(by_them, standard));
  }
}

TEST_CASE("A field that is not set is left out, and null sets none") {
  Instrument instrument;
  CHECK(Written(instrument) == "{}");
  instrument.set_latitude(0);
  instrument.mutable_period();
  CHECK(Written(instrument) == R"({"period":{},"latitude":0})");
  REQUIRE_THAT(
      FromJson(R"({"name": null, "period": null, "title": null})", instrument),
      IsOk());
  CHECK(Written(instrument) == "{}");
}

TEST_CASE("Names are read in both forms, numbers in or out of quotes") {
  Instrument instrument;
  REQUIRE_THAT(FromJson(R"({"equipment_class": "e", "recalibrationMonths": "12",
                   "meta": {"revision": 7}, "latitude": "43.5",
                   "quantity": 5.0, "purpose": 1})",
                        instrument),
               IsOk());
  CHECK(Written(instrument) ==
        R"({"equipmentClass":"e","purpose":"PURPOSE_TRADE",)"
        R"("recalibrationMonths":12,"meta":{"revision":"7"},"latitude":43.5,)"
        R"("quantity":5})");
}

TEST_CASE("Doubles that are no numbers are kept") {
  registry::v1::ComparisonScore score;
  score.set_en_number(-INFINITY);
  score.set_difference(NAN);
  CHECK(Written(score) == R"({"difference":"NaN","enNumber":"-Infinity"})");
  registry::v1::ComparisonScore read;
  REQUIRE_THAT(FromJson(Written(score), read), IsOk());
  CHECK(std::isnan(read.difference()));
  CHECK(read.en_number() == -INFINITY);
}

TEST_CASE("What does not fit is refused with its path") {
  Instrument to;
  const auto refusal = [&to](absl::string_view json) {
    return Refusal(FromJson(json, to));
  };
  CHECK(refusal(R"({"owner": 5})") == "owner: 5; wanted a text in quotes");
  CHECK(refusal(R"({"ownr": "x"})") ==
        ": \"ownr\"; wanted a field of Instrument");
  CHECK(refusal(R"({"owner": "x", "owner": "y"})") ==
        "owner: is there twice; wanted it once");
  CHECK(refusal(R"({"purpose": "TRADE"})") ==
        "purpose: \"TRADE\"; wanted a value of Purpose such as "
        "\"PURPOSE_TRADE\"");
  CHECK(refusal(R"({"identifications": [{}, {"value": []}]})") ==
        "identifications[1].value: a list; wanted a text in quotes");
  CHECK(refusal(R"({"identifications": [{}, 5]})") ==
        "identifications[1]: 5; wanted an object {...}");
  CHECK(refusal(R"({"identifications": {}})") ==
        "identifications: an object; wanted a list [...]");
  CHECK(refusal(R"({"title": {"texts": {"zh": 1}}})") ==
        "title.texts[zh]: 1; wanted a text");
  CHECK(refusal(R"({"title": {"texts": []}})") ==
        "title.texts: a list; wanted a map {...}");
  CHECK(refusal(R"({"verifiedOnSite": "yes"})") ==
        "verified_on_site: \"yes\"; wanted true or false");
  CHECK(refusal(R"({"quantity": 3000000000})") ==
        "quantity: 3000000000; wanted a whole number");
  CHECK(refusal(R"({"quantity": 1.5})") ==
        "quantity: 1.5; wanted a whole number");
  CHECK(refusal(R"({"meta": {"createTime": "yesterday"}})") ==
        "meta.create_time: \"yesterday\"; wanted an instant such as "
        "\"2025-03-01T00:00:00Z\"");
  CHECK(refusal("[]") == ": a list; wanted an object {...}");
  CHECK(
      refusal(
          R"({"quantity": "x测量测量测量测量测量测量测量测量测量测量测量测量测量测量"})") ==
      "quantity: \"x测量测量测量测量测量测量测量测量测量测量测量测量测量\"; "
      "wanted a "
      "whole number");
  CHECK(refusal(R"({"identities": [null]})") ==
        "identities[0]: null; wanted a value");
}

TEST_CASE("What is no JSON is refused with the byte at fault") {
  Instrument to;
  for (const char* json : {"", "{", "{\"owner\": \"a\"} x", "{'owner': 1}",
                           "{\"owner\": \"\xFF\"}", "{\"owner\": tru}",
                           "{\"latitude\": 1e999}", R"({"owner": "a\ude00"})",
                           R"({"own\udfff": "a"})", R"({"owner": "\ud800"})"}) {
    CAPTURE(json);
    CHECK_THAT(FromJson(json, to), HasReason("JSON_SYNTAX"));
  }
  CHECK_THAT(FromJson(absl::string_view("{}\0{}", 5), to),
             HasReason("JSON_SYNTAX"));
  CHECK(std::string(FromJson("{} x", to).message()).find("from byte 4") !=
        std::string::npos);
  const std::string deep(100000, '[');
  CHECK_FALSE(FromJson("{\"identities\": " + deep, to).ok());
}

TEST_CASE("One list or map is read and written alone") {
  const auto& field =
      *Instrument::descriptor()->FindFieldByName("identifications");
  Instrument instrument;
  instrument.set_owner("institutions/a");
  instrument.add_identifications()->set_value("old");
  REQUIRE_THAT(
      FieldFromJson(R"( [{"value": "1"}, {"value": "2"}] )", field, instrument),
      IsOk());
  CHECK(instrument.owner() == "institutions/a");
  std::string out;
  AppendFieldJson(instrument, field, out);
  CHECK(out == R"([{"value":"1"},{"value":"2"}])");
  CHECK_THAT(FieldFromJson(R"([], "owner": "x")", field, instrument),
             HasReason("JSON_SYNTAX"));
  CHECK(Refusal(FieldFromJson(R"([{"valu": "1"}])", field, instrument)) ==
        "identifications[0]: \"valu\"; wanted a field of Identification");
  CHECK(Refusal(FieldFromJson("{}", field, instrument)) ==
        "identifications: an object; wanted a list [...]");
}

}  // namespace
}  // namespace suyuan::json
