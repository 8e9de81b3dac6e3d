#include "tests/conformance/protos/contract_diff.h"

#include <functional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/api/annotations.pb.h"

namespace suyuan::testing {
namespace {

using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;
using google::protobuf::MethodDescriptorProto;
using google::protobuf::ServiceDescriptorProto;

// Where a part stands in its file (descriptor.proto, SourceCodeInfo).
using Path = std::vector<int>;

Path Under(Path path, int field, int index) {
  path.push_back(field);
  path.push_back(index);
  return path;
}

// What a walk tells of each part: its full name, its promise and its place.
using Visit = std::function<void(const std::string& name,
                                 const std::string& promise, const Path&)>;

std::string PromiseOf(const FieldDescriptorProto& field,
                      const DescriptorProto& message) {
  std::string out = absl::StrCat(
      field.number(), " ", FieldDescriptorProto::Type_Name(field.type()), " ",
      field.type_name(), " ", FieldDescriptorProto::Label_Name(field.label()),
      " json=", field.json_name());
  if (field.proto3_optional()) return absl::StrCat(out, " presence");
  if (!field.has_oneof_index()) return out;
  return absl::StrCat(
      out, " oneof=", message.oneof_decl(field.oneof_index()).name());
}

std::string PromiseOf(const MethodDescriptorProto& method) {
  return absl::StrCat(
      method.client_streaming() ? "stream " : "", method.input_type(), " -> ",
      method.server_streaming() ? "stream " : "", method.output_type());
}

// "GET /v1/{name=standards/*}".
std::string BindingOf(const google::api::HttpRule& rule) {
  if (!rule.get().empty()) return absl::StrCat("GET ", rule.get());
  if (!rule.post().empty()) return absl::StrCat("POST ", rule.post());
  if (!rule.patch().empty()) return absl::StrCat("PATCH ", rule.patch());
  if (!rule.put().empty()) return absl::StrCat("PUT ", rule.put());
  return absl::StrCat("DELETE ", rule.delete_());
}

// Each way to call a method over HTTP is a part of its own.
void AddBindings(const std::string& name, const MethodDescriptorProto& method,
                 Contract& contract) {
  if (!method.options().HasExtension(google::api::http)) return;
  const google::api::HttpRule& first =
      method.options().GetExtension(google::api::http);
  std::vector<google::api::HttpRule> rules(first.additional_bindings().begin(),
                                           first.additional_bindings().end());
  rules.push_back(first);
  for (const google::api::HttpRule& rule : rules) {
    contract[absl::StrCat(name, " ", BindingOf(rule))] =
        absl::StrCat("http body=", rule.body());
  }
}

void WalkEnum(const EnumDescriptorProto& e, const std::string& scope,
              const Path& path, const Visit& visit) {
  const std::string name = absl::StrCat(scope, ".", e.name());
  visit(name, "enum", path);
  for (int i = 0; i < e.value_size(); ++i) {
    visit(absl::StrCat(name, ".", e.value(i).name()),
          absl::StrCat(e.value(i).number()),
          Under(path, EnumDescriptorProto::kValueFieldNumber, i));
  }
}

struct Nested {
  const DescriptorProto* message;
  std::string scope;
  Path path;
};

void WalkMessage(const Nested& at, std::vector<Nested>& open,
                 const Visit& visit) {
  const DescriptorProto& message = *at.message;
  if (message.options().map_entry()) return;
  const std::string name = absl::StrCat(at.scope, ".", message.name());
  visit(name, "message", at.path);
  std::set<int> synthetic;
  for (int i = 0; i < message.field_size(); ++i) {
    const FieldDescriptorProto& field = message.field(i);
    if (field.proto3_optional()) synthetic.insert(field.oneof_index());
    visit(absl::StrCat(name, ".", field.name()), PromiseOf(field, message),
          Under(at.path, DescriptorProto::kFieldFieldNumber, i));
  }
  for (int i = 0; i < message.oneof_decl_size(); ++i) {
    if (synthetic.count(i) > 0) continue;
    visit(absl::StrCat(name, ".", message.oneof_decl(i).name()), "oneof",
          Under(at.path, DescriptorProto::kOneofDeclFieldNumber, i));
  }
  for (int i = 0; i < message.enum_type_size(); ++i) {
    WalkEnum(message.enum_type(i), name,
             Under(at.path, DescriptorProto::kEnumTypeFieldNumber, i), visit);
  }
  for (int i = 0; i < message.nested_type_size(); ++i) {
    open.push_back(
        {&message.nested_type(i), name,
         Under(at.path, DescriptorProto::kNestedTypeFieldNumber, i)});
  }
}

void WalkService(const ServiceDescriptorProto& service,
                 const std::string& scope, const Path& path,
                 const Visit& visit) {
  const std::string name = absl::StrCat(scope, ".", service.name());
  visit(name, "service", path);
  for (int i = 0; i < service.method_size(); ++i) {
    visit(absl::StrCat(name, ".", service.method(i).name()),
          PromiseOf(service.method(i)),
          Under(path, ServiceDescriptorProto::kMethodFieldNumber, i));
  }
}

void WalkFile(const FileDescriptorProto& file, const Visit& visit) {
  std::vector<Nested> open;
  for (int i = 0; i < file.message_type_size(); ++i) {
    open.push_back(
        {&file.message_type(i), file.package(),
         Under({}, FileDescriptorProto::kMessageTypeFieldNumber, i)});
  }
  while (!open.empty()) {
    const Nested next = open.back();
    open.pop_back();
    WalkMessage(next, open, visit);
  }
  for (int i = 0; i < file.enum_type_size(); ++i) {
    WalkEnum(file.enum_type(i), file.package(),
             Under({}, FileDescriptorProto::kEnumTypeFieldNumber, i), visit);
  }
  for (int i = 0; i < file.service_size(); ++i) {
    WalkService(file.service(i), file.package(),
                Under({}, FileDescriptorProto::kServiceFieldNumber, i), visit);
  }
}

}  // namespace

Contract ContractOf(const FileDescriptorSet& set) {
  Contract contract;
  for (const FileDescriptorProto& file : set.file()) {
    WalkFile(file, [&](const std::string& name, const std::string& promise,
                       const Path&) { contract[name] = promise; });
    for (const ServiceDescriptorProto& service : file.service()) {
      for (const MethodDescriptorProto& method : service.method()) {
        AddBindings(absl::StrCat(file.package(), ".", service.name(), ".",
                                 method.name()),
                    method, contract);
      }
    }
  }
  return contract;
}

ContractDiff Compare(const Contract& promised, const Contract& present) {
  ContractDiff diff;
  for (const auto& [name, promise] : promised) {
    const auto found = present.find(name);
    if (found == present.end()) {
      diff.broken.push_back(absl::StrCat(name, " is gone (", promise, ")"));
    } else if (found->second != promise) {
      diff.broken.push_back(absl::StrCat(name, " was \"", promise,
                                         "\" and is \"", found->second, "\""));
    }
  }
  for (const auto& [name, promise] : present) {
    if (promised.count(name) == 0) {
      diff.added.push_back(absl::StrCat(name, " (", promise, ")"));
    }
  }
  return diff;
}

std::vector<std::string> Uncommented(const FileDescriptorSet& set) {
  std::vector<std::string> out;
  for (const FileDescriptorProto& file : set.file()) {
    std::set<Path> commented;
    for (const auto& location : file.source_code_info().location()) {
      if (location.leading_comments().empty() &&
          location.trailing_comments().empty()) {
        continue;
      }
      commented.insert(Path(location.path().begin(), location.path().end()));
    }
    WalkFile(file, [&](const std::string& name, const std::string&,
                       const Path& path) {
      if (commented.count(path) == 0) out.push_back(name);
    });
  }
  return out;
}

}  // namespace suyuan::testing
