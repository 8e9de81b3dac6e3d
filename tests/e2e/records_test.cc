// Every kind of record over HTTP and over gRPC: what one wrote the other reads.

#include <google/protobuf/descriptor.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/fields.h"
#include "tests/e2e/record_clients.h"
#include "tests/support/registry_examples.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::RegistryExamples;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

// A day on which every example is in force, and the last day of its life with
// the day after.
constexpr char kDay[] = "2024-12-31";
constexpr char kLastDay[] = "2025-06-30";
constexpr char kDayAfter[] = "2025-07-01";

Message& HeldIn(Record& record) {
  return *record.GetReflection()->MutableMessage(
      &record, Record::descriptor()->FindFieldByName(FieldOf(NameOf(record))));
}

// What a client may set of a record, as text.
std::string Said(Record record) {
  Message& held = HeldIn(record);
  std::vector<const FieldDescriptor*> fields;
  held.GetReflection()->ListFields(held, &fields);
  for (const FieldDescriptor* field : fields) {
    if (rpc::IsOutputOnly(*field))
      held.GetReflection()->ClearField(&held, field);
  }
  return held.DebugString();
}

registry::v1::RecordMeta MetaOf(Record record) {
  Message& held = HeldIn(record);
  return static_cast<const registry::v1::RecordMeta&>(
      held.GetReflection()->GetMessage(
          held, held.GetDescriptor()->FindFieldByName("meta")));
}

registry::v1::Period* PeriodOf(Record& record) {
  Message& held = HeldIn(record);
  return static_cast<registry::v1::Period*>(
      held.GetReflection()->MutableMessage(
          &held, held.GetDescriptor()->FindFieldByName("period")));
}

// A report is made once and never changed.
bool IsFrozen(const Record& record) { return record.has_indicator_report(); }

// A suite with one client over each transport.
class Records {
 public:
  Records() : instance_(folder_.File("data")) {
    clients_ = {OverHttp(instance_), OverGrpc(instance_)};
  }

  // The client whose turn it is, and the other one.
  RecordClient& Writer(size_t turn) { return *clients_[turn % 2]; }
  RecordClient& Reader(size_t turn) { return *clients_[(turn + 1) % 2]; }
  const auto& clients() const { return clients_; }

  // All examples, each written over the transport whose turn it is.
  std::vector<Record> WriteExamples() {
    const std::vector<Record> examples = RegistryExamples();
    for (size_t i = 0; i < examples.size(); ++i) {
      INFO(NameOf(examples[i]));
      REQUIRE_THAT(StatusOf(Writer(i).Create(examples[i])), IsOk());
    }
    return examples;
  }

 private:
  TemporaryFolder folder_;
  Instance instance_;
  std::array<std::unique_ptr<RecordClient>, 2> clients_;
};

TEST_CASE("What one transport wrote of any record the other reads") {
  Records records;
  const std::vector<Record> examples = records.WriteExamples();
  for (size_t i = 0; i < examples.size(); ++i) {
    const std::string name = NameOf(examples[i]);
    INFO(name);
    const auto mine = records.Writer(i).Get(name);
    const auto other = records.Reader(i).Get(name);
    REQUIRE_THAT(StatusOf(mine), IsOk());
    REQUIRE_THAT(StatusOf(other), IsOk());
    CHECK(Said(*other) == Said(examples[i]));
    CHECK(mine->DebugString() == other->DebugString());
    CHECK(MetaOf(*other).revision() == 1);
  }
}

TEST_CASE("A change over one transport is seen over the other") {
  Records records;
  const std::vector<Record> examples = records.WriteExamples();
  for (size_t i = 0; i < examples.size(); ++i) {
    Record changed = examples[i];
    const std::string name = NameOf(changed);
    INFO(name);
    if (IsFrozen(changed)) continue;
    PeriodOf(changed)->set_to("2025-11-30");
    const auto updated = records.Reader(i).Update(changed, "period");
    REQUIRE_THAT(StatusOf(updated), IsOk());
    const auto read = records.Writer(i).Get(name);
    REQUIRE_THAT(StatusOf(read), IsOk());
    CHECK(Said(*read) == Said(changed));
    CHECK(MetaOf(*read).revision() == 2);
    for (const auto& client : records.clients()) {
      const auto history = client->ListHistory(name);
      REQUIRE_THAT(StatusOf(history), IsOk());
      REQUIRE(history->size() == 2);
      CHECK(Said((*history)[0]) == Said(changed));
      CHECK(Said((*history)[1]) == Said(examples[i]));
    }
  }
}

TEST_CASE("A filter finds a record of any kind over either transport") {
  Records records;
  for (const Record& example : records.WriteExamples()) {
    const std::string name = NameOf(example);
    INFO(name);
    for (const auto& client : records.clients()) {
      const auto found =
          client->List(FieldOf(name), absl::StrCat("name = \"", name, "\""));
      REQUIRE_THAT(StatusOf(found), IsOk());
      REQUIRE(found->size() == 1);
      CHECK(Said(found->front()) == Said(example));
      const auto others = client->List(
          FieldOf(name), absl::StrCat("name = \"", name, "-other\""));
      REQUIRE_THAT(StatusOf(others), IsOk());
      CHECK(others->empty());
    }
  }
}

TEST_CASE("A record that ended over one transport is ended for the other") {
  Records records;
  const std::vector<Record> examples = records.WriteExamples();
  for (size_t i = examples.size(); i-- > 0;) {
    const std::string name = NameOf(examples[i]);
    INFO(name);
    if (IsFrozen(examples[i])) continue;
    for (const auto& client : records.clients()) {
      const auto in_force = client->GetInForce(name, kDay);
      REQUIRE_THAT(StatusOf(in_force), IsOk());
      CHECK(Said(*in_force) == Said(examples[i]));
    }
    const auto ended = records.Writer(i).End(name, kLastDay, "例示：结束");
    REQUIRE_THAT(StatusOf(ended), IsOk());
    auto read = records.Reader(i).Get(name);
    REQUIRE_THAT(StatusOf(read), IsOk());
    CHECK(PeriodOf(*read)->to() == kLastDay);
    CHECK(MetaOf(*read).end_reason() == "例示：结束");
    for (const auto& client : records.clients()) {
      CHECK_THAT(StatusOf(client->GetInForce(name, kLastDay)), IsOk());
      CHECK_THAT(StatusOf(client->GetInForce(name, kDayAfter)),
                 HasReason("RECORD_NOT_IN_FORCE"));
    }
  }
}

}  // namespace
}  // namespace suyuan::e2e
