// The loader over real gRPC. The services keep what they get in memory.
#include "services/suyuanctl/world/grpc_services.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "libs/rpc/status.h"
#include "services/suyuanctl/world/applier.h"
#include "services/suyuanctl/world/record_calls.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/memory_services.h"

namespace suyuan::world {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::MemoryCertificates;
using testing::MemoryRecords;

namespace cert = certificates::v1;
namespace reg = registry::v1;

template <typename T>
grpc::Status Give(const absl::StatusOr<T>& value, T* out) {
  if (!value.ok()) return rpc::ToGrpc(value.status());
  *out = *value;
  return grpc::Status::OK;
}

// Two kinds of records, one of them with a name that has an irregular plural.
class Registry final : public reg::Registry::Service {
 public:
#define SUYUAN_SERVE(Message, field)                                           \
  grpc::Status Create##Message(grpc::ServerContext*,                           \
                               const reg::Create##Message##Request* request,   \
                               reg::Message* out) override {                   \
    CHECK(request->field##_id() == IdOfName(request->field().name()));         \
    CHECK(request->request_id().size() == 36);                                 \
    return Answer(records.Create(ToRecord(request->field())), out);            \
  }                                                                            \
  grpc::Status Get##Message(grpc::ServerContext*,                              \
                            const reg::Get##Message##Request* request,         \
                            reg::Message* out) override {                      \
    return Answer(records.Get(request->name()), out);                          \
  }                                                                            \
  grpc::Status Update##Message(grpc::ServerContext*,                           \
                               const reg::Update##Message##Request* request,   \
                               reg::Message* out) override {                   \
    CHECK(request->update_mask().paths().empty());                             \
    return Answer(records.Update(ToRecord(request->field()),                   \
                                 request->field().meta().etag()),              \
                  out);                                                        \
  }                                                                            \
  grpc::Status End##Message(grpc::ServerContext*,                              \
                            const reg::End##Message##Request* request,         \
                            reg::Message* out) override {                      \
    return Answer(                                                             \
        records.End(request->name(), request->day(), request->reason()), out); \
  }
  SUYUAN_SERVE(Standard, standard)
  SUYUAN_SERVE(ReferenceMaterial, reference_material)
#undef SUYUAN_SERVE

  MemoryRecords records;

 private:
  template <typename Message>
  static grpc::Status Answer(const absl::StatusOr<Record>& record,
                             Message* out) {
    if (!record.ok()) return rpc::ToGrpc(record.status());
    out->CopyFrom(Inside(*record));
    return grpc::Status::OK;
  }
};

class CertificateService final : public cert::Certificates::Service {
 public:
  grpc::Status ImportCertificate(
      grpc::ServerContext*, const cert::ImportCertificateRequest* request,
      cert::ImportCertificateResponse* out) override {
    if (unavailable_ > 0) {
      --unavailable_;
      return {grpc::StatusCode::UNAVAILABLE, "restarting"};
    }
    CHECK(request->request_id().size() == 36);
    auto own = *request;
    own.clear_request_id();
    return Give(held.Import(own), out);
  }
  grpc::Status GetCertificate(grpc::ServerContext*,
                              const cert::GetCertificateRequest* request,
                              cert::Certificate* out) override {
    return Give(held.Get(request->name()), out);
  }
  grpc::Status VoidCertificate(grpc::ServerContext*,
                               const cert::VoidCertificateRequest* request,
                               cert::Certificate* out) override {
    return Give(held.Void(*request), out);
  }
  grpc::Status ReplaceCertificate(
      grpc::ServerContext*, const cert::ReplaceCertificateRequest* request,
      cert::Certificate* out) override {
    return Give(held.Replace(*request), out);
  }
  grpc::Status ListCertificates(grpc::ServerContext*,
                                const cert::ListCertificatesRequest* request,
                                cert::ListCertificatesResponse* out) override {
    filter = request->filter();
    const bool first = request->page_token().empty();
    const auto found = held.Find("N\"1", first ? "A" : "B");
    for (const auto& one : *found) *out->add_certificates() = one;
    if (first) out->set_next_page_token("more");
    return grpc::Status::OK;
  }
  void FailNext(int times) { unavailable_ = times; }

  MemoryCertificates held;
  std::string filter;

 private:
  int unavailable_ = 0;
};

struct Services {
  Services() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&registry);
    builder.RegisterService(&certificates);
    server = builder.BuildAndStart();
    const auto channel = server->InProcessChannel({});
    record_stubs = std::make_unique<RecordStubs>(channel);
    certificates_stub = cert::Certificates::NewStub(channel);
  }
  Registry registry;
  CertificateService certificates;
  std::unique_ptr<grpc::Server> server;
  std::unique_ptr<RecordStubs> record_stubs;
  std::unique_ptr<cert::Certificates::Stub> certificates_stub;
};

TEST_CASE("A world is written over gRPC, and the second time nothing is") {
  WorldFile file;
  file.path = "w.json";
  file.documents["a.xml"] = "<dcc/>";
  file.world = ParseWorld("w.json", R"({"steps": [
      {"standards": [{"name": "standards/a"}],
       "referenceMaterials": [{"name": "referenceMaterials/m",
                               "number": "GBW08607"}],
       "certificates": [{"number": "C-1"}, {"number": "C-2"}],
       "dccFiles": ["a.xml"]},
      {"standards": [{"name": "standards/a", "code": "12345678"}],
       "voids": [{"number": "C-1", "voidFrom": "2024-01-15"}],
       "replacements": [{"number": "C-1", "replacedBy": "C-2",
                         "kind": "KIND_SUBSTITUTED"}],
       "endings": [{"name": "referenceMaterials/m", "day": "2024-02-29",
                    "reason": "used up"}]}]})")
                   .value();
  Services services;
  GrpcRecords records(*services.record_stubs);
  GrpcCertificates certificates(*services.certificates_stub);
  Applier first(records, certificates, {});
  REQUIRE_THAT(first.Apply({file}), IsOk());
  CHECK(first.report().records == Tally{4, 0});
  CHECK(first.report().certificates == Tally{3, 0});
  CHECK(first.report().statuses == Tally{2, 0});
  Applier second(records, certificates, {});
  REQUIRE_THAT(second.Apply({file}), IsOk());
  CHECK(second.report().records == Tally{0, 4});
  CHECK(second.report().certificates == Tally{0, 3});
  CHECK(second.report().statuses == Tally{0, 2});
  CHECK(services.registry.records.writes() == 4);
}

TEST_CASE("A refusal comes through with its reason and its fields") {
  Services services;
  services.registry.records.RefuseTitle("bad");
  GrpcRecords records(*services.record_stubs);
  Record record;
  record.mutable_standard()->set_name("standards/a");
  (*record.mutable_standard()->mutable_title()->mutable_texts())["en"] = "bad";
  const absl::Status refused = records.Create(record).status();
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  REQUIRE(ViolationsOf(refused).size() == 1);
  CHECK(ViolationsOf(refused)[0].field == "standard.title");
  CHECK_THAT(records.Get("standards/none").status(),
             HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(records.Get("certificates/a").status(),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("A service that restarts is asked again") {
  Services services;
  services.certificates.FailNext(2);
  GrpcCertificates certificates(*services.certificates_stub);
  cert::ImportCertificateRequest request;
  request.mutable_certificate()->set_number("C-1");
  const auto imported = certificates.Import(request);
  REQUIRE_THAT(imported.status(), IsOk());
  CHECK(imported->created());
}

TEST_CASE("A number is looked for over all pages, by its issuer if named") {
  Services services;
  GrpcCertificates certificates(*services.certificates_stub);
  for (const char* issuer : {"A", "B"}) {
    cert::ImportCertificateRequest request;
    request.mutable_certificate()->set_number("N\"1");
    request.mutable_certificate()->mutable_issuer()->set_title(issuer);
    REQUIRE_THAT(certificates.Import(request).status(), IsOk());
  }
  CHECK(certificates.Find("N\"1", "")->size() == 2);
  CHECK(services.certificates.filter == "number = \"N\\\"1\"");
  CHECK(certificates.Find("N\"1", "Ｂ")->size() == 1);
  CHECK(certificates.Find("N\"1", "C")->empty());
}

TEST_CASE("Every kind of record has its calls") {
  const auto& type = *Record::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    INFO(type.field(i)->name());
    const RecordCalls* calls = CallsOf(type.field(i)->name());
    REQUIRE(calls != nullptr);
    CHECK(CallsOfCollection(calls->collection) == calls);
    CHECK(FieldOfName(std::string(calls->collection) + "/x") ==
          type.field(i)->name());
  }
  CHECK(CallsOfCollection("certificates") == nullptr);
  CHECK(CallsOf("") == nullptr);
}

TEST_CASE("A frozen report is neither changed nor ended") {
  Services services;
  GrpcRecords records(*services.record_stubs);
  Record report;
  report.mutable_indicator_report()->set_name("indicatorReports/2025-q1");
  CHECK_THAT(records.Update(report, "1-a").status(),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(
      records.End("indicatorReports/2025-q1", "2025-01-01", "x").status(),
      HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::world
