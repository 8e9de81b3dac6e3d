// The contracts keep what they have promised: protos/suyuan.binpb is what
// clients were given last. protos/refresh-descriptors renews it.

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "catch2/catch.hpp"
#include "google/api/annotations.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "tests/conformance/protos/contract_diff.h"

namespace suyuan::testing {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;

FileDescriptorSet Load(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  FileDescriptorSet set;
  REQUIRE(file.is_open());
  REQUIRE(set.ParseFromIstream(&file));
  REQUIRE(set.file_size() > 0);
  return set;
}

FileDescriptorSet Present() { return Load(SUYUAN_DESCRIPTOR_SET); }

// One message with a field, an enum value and a method, to break on purpose.
FileDescriptorSet Small() {
  FileDescriptorSet set;
  FileDescriptorProto& file = *set.add_file();
  file.set_package("p");
  DescriptorProto& message = *file.add_message_type();
  message.set_name("M");
  FieldDescriptorProto& field = *message.add_field();
  field.set_name("f");
  field.set_number(1);
  field.set_type(FieldDescriptorProto::TYPE_STRING);
  field.set_json_name("f");
  auto& kind = *message.add_enum_type();
  kind.set_name("Kind");
  auto& value = *kind.add_value();
  value.set_name("KIND_A");
  value.set_number(0);
  auto& service = *file.add_service();
  service.set_name("S");
  auto& method = *service.add_method();
  method.set_name("Get");
  method.set_input_type(".p.M");
  method.set_output_type(".p.M");
  return set;
}

std::vector<std::string> BrokenBy(
    const std::function<void(FileDescriptorProto&)>& change) {
  FileDescriptorSet changed = Small();
  change(*changed.mutable_file(0));
  return Compare(ContractOf(Small()), ContractOf(changed)).broken;
}

TEST_CASE("The contracts still hold all that they have promised") {
  const ContractDiff diff =
      Compare(ContractOf(Load("protos/suyuan.binpb")), ContractOf(Present()));
  INFO("broken:\n  " << absl::StrJoin(diff.broken, "\n  "));
  CHECK(diff.broken.empty());
  if (!diff.added.empty()) {
    WARN("the contracts have grown; run protos/refresh-descriptors:\n  "
         << absl::StrJoin(diff.added, "\n  "));
  }
}

TEST_CASE("Every file of the contracts is looked at") {
  const FileDescriptorSet set = Present();
  std::set<std::string> present;
  for (const FileDescriptorProto& file : set.file()) {
    present.insert("protos/" + file.name());
  }
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator("protos/suyuan")) {
    if (entry.path().extension() != ".proto") continue;
    CHECK(present.count(entry.path().generic_string()) == 1);
  }
}

TEST_CASE("Every message, field, value, service and method has a comment") {
  const std::vector<std::string> bare = Uncommented(Present());
  INFO("without a comment:\n  " << absl::StrJoin(bare, "\n  "));
  CHECK(bare.empty());
}

TEST_CASE("A part without a comment is named") {
  CHECK(Uncommented(Small()) ==
        std::vector<std::string>{"p.M", "p.M.f", "p.M.Kind", "p.M.Kind.KIND_A",
                                 "p.S", "p.S.Get"});
}

TEST_CASE("An unchanged contract breaks nothing") {
  CHECK(BrokenBy([](FileDescriptorProto&) {}).empty());
}

TEST_CASE("A renamed, renumbered, retyped or repeated field breaks clients") {
  const auto field = [](FileDescriptorProto& f) {
    return f.mutable_message_type(0)->mutable_field(0);
  };
  CHECK(BrokenBy([&](auto& f) { field(f)->set_name("g"); }).size() == 1);
  CHECK(BrokenBy([&](auto& f) { field(f)->set_number(2); }).size() == 1);
  CHECK(BrokenBy([&](auto& f) {
          field(f)->set_type(FieldDescriptorProto::TYPE_BYTES);
        }).size() == 1);
  CHECK(BrokenBy([&](auto& f) {
          field(f)->set_label(FieldDescriptorProto::LABEL_REPEATED);
        }).size() == 1);
  CHECK(BrokenBy([&](auto& f) { field(f)->set_json_name("x"); }).size() == 1);
  CHECK(BrokenBy([&](auto& f) {
          f.mutable_message_type(0)->clear_field();
        }).size() == 1);
}

TEST_CASE("A changed value or method breaks clients") {
  CHECK(BrokenBy([](auto& f) {
          f.mutable_message_type(0)
              ->mutable_enum_type(0)
              ->mutable_value(0)
              ->set_number(3);
        }).size() == 1);
  const auto method = [](FileDescriptorProto& f) {
    return f.mutable_service(0)->mutable_method(0);
  };
  CHECK(BrokenBy([&](auto& f) { method(f)->set_name("Fetch"); }).size() == 1);
  CHECK(BrokenBy([&](auto& f) {
          method(f)->set_server_streaming(true);
        }).size() == 1);
  CHECK(BrokenBy([&](auto& f) { method(f)->set_output_type(".p.N"); }).size() ==
        1);
  CHECK(BrokenBy([](auto& f) { f.clear_service(); }).size() == 2);
}

TEST_CASE("A changed path of HTTP breaks clients, a further one does not") {
  FileDescriptorSet bound = Small();
  google::api::HttpRule& rule = *bound.mutable_file(0)
                                     ->mutable_service(0)
                                     ->mutable_method(0)
                                     ->mutable_options()
                                     ->MutableExtension(google::api::http);
  rule.set_get("/v1/m");
  const Contract promised = ContractOf(bound);
  rule.add_additional_bindings()->set_get("/v1/n");
  CHECK(Compare(promised, ContractOf(bound)).broken.empty());
  CHECK(Compare(promised, ContractOf(bound)).added.size() == 1);
  rule.set_get("/v2/m");
  CHECK(Compare(promised, ContractOf(bound)).broken.size() == 1);
}

TEST_CASE("What is added breaks nobody and is told") {
  FileDescriptorSet grown = Small();
  FieldDescriptorProto& field =
      *grown.mutable_file(0)->mutable_message_type(0)->add_field();
  field.set_name("g");
  field.set_number(2);
  const ContractDiff diff = Compare(ContractOf(Small()), ContractOf(grown));
  CHECK(diff.broken.empty());
  CHECK(diff.added.size() == 1);
}

}  // namespace
}  // namespace suyuan::testing
