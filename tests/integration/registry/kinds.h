#ifndef TESTS_INTEGRATION_REGISTRY_KINDS_H_
#define TESTS_INTEGRATION_REGISTRY_KINDS_H_

#include <string>
#include <vector>

#include "suyuan/registry/v1/registry.grpc.pb.h"

namespace suyuan::registry::testing {

namespace proto = ::suyuan::registry::v1;

// The five methods of a kind and what differs between their messages, so that
// a sentence about all kinds is written once.
template <typename Message>
struct Kind;

#define SUYUAN_TEST_KIND(Message, field, plural, collection)               \
  template <>                                                              \
  struct Kind<proto::Message> {                                            \
    using Stub = proto::Registry::Stub;                                    \
    using CreateRequest = proto::Create##Message##Request;                 \
    using GetRequest = proto::Get##Message##Request;                       \
    using ListRequest = proto::List##Message##sRequest;                    \
    using ListResponse = proto::List##Message##sResponse;                  \
    using UpdateRequest = proto::Update##Message##Request;                 \
    using EndRequest = proto::End##Message##Request;                       \
    static constexpr auto kCreate = &Stub::Create##Message;                \
    static constexpr auto kGet = &Stub::Get##Message;                      \
    static constexpr auto kList = &Stub::List##Message##s;                 \
    static constexpr auto kUpdate = &Stub::Update##Message;                \
    static constexpr auto kEnd = &Stub::End##Message;                      \
    static std::string Field() { return #field; }                          \
    static std::string Name(const std::string& id) {                       \
      return std::string(collection) + "/" + id;                           \
    }                                                                      \
    static CreateRequest Creation(const std::string& id,                   \
                                  const proto::Message& message) {         \
      CreateRequest request;                                               \
      request.set_##field##_id(id);                                        \
      *request.mutable_##field() = message;                                \
      return request;                                                      \
    }                                                                      \
    static UpdateRequest Update(const proto::Message& message,             \
                                const std::vector<std::string>& mask) {    \
      UpdateRequest request;                                               \
      *request.mutable_##field() = message;                                \
      for (const auto& path : mask)                                        \
        request.mutable_update_mask()->add_paths(path);                    \
      return request;                                                      \
    }                                                                      \
    static const auto& Listed(const ListResponse& list) {                  \
      return list.plural();                                                \
    }                                                                      \
    static const proto::Message& In(const proto::Record& record) {         \
      return record.field();                                               \
    }                                                                      \
    /* Valid; its holder, producer or owner is institutions/holder. */     \
    static proto::Message Any();                                           \
    /* What a message that says nothing lacks. */                          \
    static std::vector<std::string> Required();                            \
    /* A field to change, and a change of it to `value`. */                \
    static std::string Changed();                                          \
    static void Change(proto::Message& message, const std::string& value); \
  };

SUYUAN_TEST_KIND(Institution, institution, institutions, "institutions")
SUYUAN_TEST_KIND(Competence, competence, competences, "competences")
SUYUAN_TEST_KIND(Standard, standard, standards, "standards")
SUYUAN_TEST_KIND(ReferenceMaterial, reference_material, reference_materials,
                 "referenceMaterials")
SUYUAN_TEST_KIND(Specification, specification, specifications, "specifications")
SUYUAN_TEST_KIND(Instrument, instrument, instruments, "instruments")
SUYUAN_TEST_KIND(Person, person, persons, "persons")
SUYUAN_TEST_KIND(Declaration, declaration, declarations, "declarations")
SUYUAN_TEST_KIND(VerificationScheme, verification_scheme, verification_schemes,
                 "verificationSchemes")
SUYUAN_TEST_KIND(MandatoryCatalogue, mandatory_catalogue, mandatory_catalogues,
                 "mandatoryCatalogues")
#undef SUYUAN_TEST_KIND

}  // namespace suyuan::registry::testing

#endif  // TESTS_INTEGRATION_REGISTRY_KINDS_H_
