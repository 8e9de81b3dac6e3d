#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include <array>
#include <future>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "suyuan/registry/v1/comparisons.pb.h"
#include "suyuan/registry/v1/indicators.pb.h"
#include "suyuan/registry/v1/registry.pb.h"
#include "tests/e2e/record_clients.h"

namespace suyuan::e2e {
namespace {

namespace v1 = registry::v1;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::MethodDescriptor;

// The services that have records. Asking their files for them also keeps what
// the methods say linked in.
std::array<const google::protobuf::ServiceDescriptor*, 3> Services() {
  return {v1::GetInForceRequest::descriptor()->file()->service(0),
          v1::GetComparisonRequest::descriptor()->file()->service(0),
          v1::GetIndicatorEntryRequest::descriptor()->file()->service(0)};
}

const MethodDescriptor& MethodNamed(const std::string& name) {
  for (const auto* service : Services()) {
    const MethodDescriptor* method = service->FindMethodByName(name);
    if (method != nullptr) return *method;
  }
  FAIL("no service has the method " << name);
  std::abort();
}

const FieldDescriptor& FieldNamed(const std::string& field) {
  return *Record::descriptor()->FindFieldByName(field);
}

std::unique_ptr<Message> New(const Descriptor& type) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

void SetText(Message& message, const std::string& field,
             const std::string& text) {
  message.GetReflection()->SetString(
      &message, message.GetDescriptor()->FindFieldByName(field), text);
}

const Message& Held(const Record& record, const std::string& field) {
  return record.GetReflection()->GetMessage(record, &FieldNamed(field));
}

void SetHeld(Message& request, const Record& record, const std::string& field) {
  request.GetReflection()
      ->MutableMessage(&request,
                       request.GetDescriptor()->FindFieldByName(field))
      ->CopyFrom(Held(record, field));
}

Record Holding(const Message& message, const std::string& field) {
  Record record;
  record.GetReflection()
      ->MutableMessage(&record, &FieldNamed(field))
      ->CopyFrom(message);
  return record;
}

class GrpcRecords final : public RecordClient {
 public:
  explicit GrpcRecords(Instance& instance)
      : stub_(instance.suite().registry()) {}

  absl::StatusOr<Record> Create(const Record& record) override {
    const std::string name = NameOf(record);
    const std::string field = FieldOf(name);
    const MethodDescriptor& method = Of("Create", field);
    const auto request = New(*method.input_type());
    SetHeld(*request, record, field);
    SetText(*request, absl::StrCat(field, "_id"),
            name.substr(name.find('/') + 1));
    return One(method, *request, field);
  }

  absl::StatusOr<Record> Get(const std::string& name) override {
    const MethodDescriptor& method = Of("Get", FieldOf(name));
    const auto request = New(*method.input_type());
    SetText(*request, "name", name);
    return One(method, *request, FieldOf(name));
  }

  absl::StatusOr<Record> Update(const Record& record,
                                const std::string& mask) override {
    const std::string field = FieldOf(NameOf(record));
    const MethodDescriptor& method = Of("Update", field);
    const auto request = New(*method.input_type());
    SetHeld(*request, record, field);
    const auto* mask_field =
        request->GetDescriptor()->FindFieldByName("update_mask");
    static_cast<google::protobuf::FieldMask*>(
        request->GetReflection()->MutableMessage(request.get(), mask_field))
        ->add_paths(mask);
    return One(method, *request, field);
  }

  absl::StatusOr<Record> End(const std::string& name, const std::string& day,
                             const std::string& reason) override {
    const MethodDescriptor& method = Of("End", FieldOf(name));
    const auto request = New(*method.input_type());
    SetText(*request, "name", name);
    SetText(*request, "day", day);
    SetText(*request, "reason", reason);
    return One(method, *request, FieldOf(name));
  }

  absl::StatusOr<Record> GetInForce(const std::string& name,
                                    const std::string& day) override {
    v1::GetInForceRequest request;
    request.set_name(name);
    request.set_as_of(day);
    Record record;
    SUYUAN_RETURN_IF_ERROR(Call(MethodNamed("GetInForce"), request, record));
    return record;
  }

  absl::StatusOr<std::vector<Record>> List(const std::string& field,
                                           const std::string& filter) override {
    const Descriptor& type = *FieldNamed(field).message_type();
    // "ListIndicatorEntries": the plural is not always an s.
    const MethodDescriptor& method =
        MethodNamed(absl::StrCat("List", type.name() == "IndicatorEntry"
                                             ? "IndicatorEntries"
                                             : absl::StrCat(type.name(), "s")));
    const auto request = New(*method.input_type());
    SetText(*request, "filter", filter);
    const auto response = New(*method.output_type());
    SUYUAN_RETURN_IF_ERROR(Call(method, *request, *response));
    const auto& reflection = *response->GetReflection();
    const FieldDescriptor* all = response->GetDescriptor()->field(0);
    std::vector<Record> records;
    for (int i = 0; i < reflection.FieldSize(*response, all); ++i) {
      records.push_back(
          Holding(reflection.GetRepeatedMessage(*response, all, i), field));
    }
    return records;
  }

  absl::StatusOr<std::vector<Record>> ListHistory(
      const std::string& name) override {
    v1::ListHistoryRequest request;
    request.set_name(name);
    v1::ListHistoryResponse response;
    SUYUAN_RETURN_IF_ERROR(Call(MethodNamed("ListHistory"), request, response));
    return std::vector<Record>(response.revisions().begin(),
                               response.revisions().end());
  }

 private:
  static const MethodDescriptor& Of(const std::string& verb,
                                    const std::string& field) {
    return MethodNamed(
        absl::StrCat(verb, FieldNamed(field).message_type()->name()));
  }

  absl::Status Call(const MethodDescriptor& method, const Message& request,
                    Message& response) {
    const std::string path =
        absl::StrCat("/", method.service()->full_name(), "/", method.name());
    return rpc::Invoke({}, [&](grpc::ClientContext& context) {
      std::promise<grpc::Status> done;
      stub_.UnaryCall(
          &context, path, grpc::StubOptions(), &request, &response,
          [&done](grpc::Status result) { done.set_value(std::move(result)); });
      return done.get_future().get();
    });
  }

  absl::StatusOr<Record> One(const MethodDescriptor& method,
                             const Message& request, const std::string& field) {
    const auto response = New(*method.output_type());
    SUYUAN_RETURN_IF_ERROR(Call(method, request, *response));
    return Holding(*response, field);
  }

  grpc::TemplatedGenericStub<Message, Message> stub_;
};

}  // namespace

std::unique_ptr<RecordClient> OverGrpc(Instance& instance) {
  return std::make_unique<GrpcRecords>(instance);
}

}  // namespace suyuan::e2e
