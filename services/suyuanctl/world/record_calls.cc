#include "services/suyuanctl/world/record_calls.h"

#include <array>

namespace suyuan::world {
namespace {

namespace v1 = registry::v1;
using Stub = RecordCalls::Stub;
using grpc::ClientContext;

// The six kinds differ in nothing but their names.
#define SUYUAN_RECORD_CALLS(Message, field)                                    \
  struct Message##Calls {                                                      \
    static grpc::Status Create(Stub& stub, ClientContext& context,             \
                               const Record& record, const std::string& id,    \
                               const std::string& request_id, Record& out) {   \
      v1::Create##Message##Request request;                                    \
      *request.mutable_##field() = record.field();                             \
      request.set_##field##_id(id);                                            \
      request.set_request_id(request_id);                                      \
      return stub.Create##Message(&context, request, out.mutable_##field());   \
    }                                                                          \
    static grpc::Status Get(Stub& stub, ClientContext& context,                \
                            const std::string& name, const std::string& token, \
                            Record& out) {                                     \
      v1::Get##Message##Request request;                                       \
      request.set_name(name);                                                  \
      request.set_token(token);                                                \
      return stub.Get##Message(&context, request, out.mutable_##field());      \
    }                                                                          \
    static grpc::Status Update(Stub& stub, ClientContext& context,             \
                               const Record& record,                           \
                               const std::string& request_id, Record& out) {   \
      v1::Update##Message##Request request;                                    \
      *request.mutable_##field() = record.field();                             \
      request.set_request_id(request_id);                                      \
      return stub.Update##Message(&context, request, out.mutable_##field());   \
    }                                                                          \
    static grpc::Status End(Stub& stub, ClientContext& context,                \
                            const std::string& name, const std::string& day,   \
                            const std::string& reason,                         \
                            const std::string& request_id, Record& out) {      \
      v1::End##Message##Request request;                                       \
      request.set_name(name);                                                  \
      request.set_day(day);                                                    \
      request.set_reason(reason);                                              \
      request.set_request_id(request_id);                                      \
      return stub.End##Message(&context, request, out.mutable_##field());      \
    }                                                                          \
    static grpc::Status List(Stub& stub, ClientContext& context,               \
                             const ListQuery& query, std::vector<Record>& out, \
                             std::string& next) {                              \
      v1::List##Message##sRequest request;                                     \
      request.set_page_size(query.page_size);                                  \
      request.set_page_token(query.page_token);                                \
      request.set_filter(query.filter);                                        \
      request.set_as_of(query.as_of);                                          \
      request.set_token(query.token);                                          \
      v1::List##Message##sResponse response;                                   \
      const grpc::Status status =                                              \
          stub.List##Message##s(&context, request, &response);                 \
      for (v1::Message & one : *response.mutable_##field##s()) {               \
        *out.emplace_back().mutable_##field() = std::move(one);                \
      }                                                                        \
      next = response.next_page_token();                                       \
      return status;                                                           \
    }                                                                          \
  };

SUYUAN_RECORD_CALLS(Institution, institution)
SUYUAN_RECORD_CALLS(Competence, competence)
SUYUAN_RECORD_CALLS(Standard, standard)
SUYUAN_RECORD_CALLS(ReferenceMaterial, reference_material)
SUYUAN_RECORD_CALLS(Specification, specification)
SUYUAN_RECORD_CALLS(Instrument, instrument)
#undef SUYUAN_RECORD_CALLS

template <typename Calls>
constexpr RecordCalls Of(absl::string_view collection) {
  return {collection,     &Calls::Create, &Calls::Get,
          &Calls::Update, &Calls::End,    &Calls::List};
}

struct Kind {
  absl::string_view field;
  RecordCalls calls;
};

constexpr std::array<Kind, 6> kKinds = {{
    {"institution", Of<InstitutionCalls>("institutions")},
    {"competence", Of<CompetenceCalls>("competences")},
    {"standard", Of<StandardCalls>("standards")},
    {"reference_material", Of<ReferenceMaterialCalls>("referenceMaterials")},
    {"specification", Of<SpecificationCalls>("specifications")},
    {"instrument", Of<InstrumentCalls>("instruments")},
}};

}  // namespace

const RecordCalls* CallsOf(absl::string_view field) {
  for (const Kind& kind : kKinds) {
    if (kind.field == field) return &kind.calls;
  }
  return nullptr;
}

const RecordCalls* CallsOfCollection(absl::string_view collection) {
  for (const Kind& kind : kKinds) {
    if (kind.calls.collection == collection) return &kind.calls;
  }
  return nullptr;
}

}  // namespace suyuan::world
