#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "tests/e2e/record_clients.h"

namespace suyuan::e2e {
namespace {

using google::protobuf::util::JsonStringToMessage;
using nlohmann::json;

// The JSON name of the field of Record: "referenceMaterial".
std::string JsonNameOf(const std::string& field) {
  return Record::descriptor()->FindFieldByName(field)->json_name();
}

// "standards" of "standards/a".
std::string CollectionOf(const std::string& name) {
  return name.substr(0, name.find('/'));
}

// The JSON of what a record holds.
json Body(const Record& record, const std::string& field) {
  std::string text;
  REQUIRE(google::protobuf::util::MessageToJsonString(record, &text).ok());
  return json::parse(text).at(JsonNameOf(field));
}

Record Parse(const json& body, const std::string& field) {
  Record record;
  const auto parsed =
      JsonStringToMessage(json{{JsonNameOf(field), body}}.dump(), &record);
  INFO(parsed.ToString());
  REQUIRE(parsed.ok());
  return record;
}

absl::StatusOr<json> Read(const RawResponse& answer) {
  if (answer.status == 200) return json::parse(answer.body);
  return WithReason(absl::UnknownError(answer.body), RefusalOf(answer).reason);
}

class HttpRecords final : public RecordClient {
 public:
  explicit HttpRecords(Instance& instance) : instance_(instance) {}

  absl::StatusOr<Record> Create(const Record& record) override {
    const std::string name = NameOf(record);
    const std::string field = FieldOf(name);
    const std::string collection = CollectionOf(name);
    const std::string id = name.substr(collection.size() + 1);
    return One(Send("POST",
                    Target(absl::StrCat("/v1/", collection),
                           {{absl::StrCat(JsonNameOf(field), "Id"), id}}),
                    Body(record, field)),
               field);
  }

  absl::StatusOr<Record> Get(const std::string& name) override {
    return One(Read(instance_.Get(absl::StrCat("/v1/", name))), FieldOf(name));
  }

  absl::StatusOr<Record> Update(const Record& record,
                                const std::string& mask) override {
    const std::string name = NameOf(record);
    return One(Send("PATCH",
                    Target(absl::StrCat("/v1/", name), {{"updateMask", mask}}),
                    Body(record, FieldOf(name))),
               FieldOf(name));
  }

  absl::StatusOr<Record> End(const std::string& name, const std::string& day,
                             const std::string& reason) override {
    return One(Send("POST", absl::StrCat("/v1/", name, ":end"),
                    {{"day", day}, {"reason", reason}}),
               FieldOf(name));
  }

  absl::StatusOr<Record> GetInForce(const std::string& name,
                                    const std::string& day) override {
    SUYUAN_ASSIGN_OR_RETURN(
        const json body,
        Read(instance_.Get(
            Target(absl::StrCat("/v1/", name, ":inForce"), {{"asOf", day}}))));
    return Parse(body.at(JsonNameOf(FieldOf(name))), FieldOf(name));
  }

  absl::StatusOr<std::vector<Record>> List(const std::string& field,
                                           const std::string& filter) override {
    const std::string collection = PluralOf(field);
    SUYUAN_ASSIGN_OR_RETURN(
        const json body,
        Read(instance_.Get(
            Target(absl::StrCat("/v1/", collection), {{"filter", filter}}))));
    std::vector<Record> records;
    for (const json& one : body.value(collection, json::array())) {
      records.push_back(Parse(one, field));
    }
    return records;
  }

  absl::StatusOr<std::vector<Record>> ListHistory(
      const std::string& name) override {
    const std::string field = FieldOf(name);
    SUYUAN_ASSIGN_OR_RETURN(
        const json body,
        Read(instance_.Get(absl::StrCat("/v1/", name, ":history"))));
    std::vector<Record> records;
    for (const json& one : body.at("revisions")) {
      records.push_back(Parse(one.at(JsonNameOf(field)), field));
    }
    return records;
  }

 private:
  absl::StatusOr<json> Send(const std::string& method,
                            const std::string& target, const json& body) {
    return Read(
        instance_.Send(method, target, "application/json", body.dump()));
  }

  static absl::StatusOr<Record> One(absl::StatusOr<json> body,
                                    const std::string& field) {
    if (!body.ok()) return body.status();
    return Parse(*body, field);
  }

  Instance& instance_;
};

}  // namespace

std::unique_ptr<RecordClient> OverHttp(Instance& instance) {
  return std::make_unique<HttpRecords>(instance);
}

}  // namespace suyuan::e2e
