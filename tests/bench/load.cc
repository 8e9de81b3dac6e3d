#include "tests/bench/load.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <atomic>
#include <functional>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/bench/figures.h"
#include "tests/bench/patience.h"
#include "tests/bench/region_messages.h"

namespace suyuan::bench {
namespace {

using certificates::v1::Certificate;
using certificates::v1::Certificates;
using registry::v1::Registry;

// Runs `work` in each of `writers` threads; the first failure is returned.
absl::Status InParallel(int writers,
                        const std::function<absl::Status(int)>& work) {
  std::vector<absl::Status> ends(writers);
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&, i] { ends[i] = work(i); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& end : ends) SUYUAN_RETURN_IF_ERROR(end);
  return absl::OkStatus();
}

// `create` for 0 to count - 1, shared among the writers.
absl::Status CreateAll(
    const std::string& target, size_t count, int writers,
    const std::function<grpc::Status(Registry::Stub&, grpc::ClientContext&,
                                     size_t)>& create) {
  std::atomic<size_t> next = 0;
  return InParallel(writers, [&](int) -> absl::Status {
    const auto stub = Registry::NewStub(rpc::MakeChannel(target));
    for (size_t i = next++; i < count; i = next++) {
      SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
        return create(*stub, context, i);
      }));
    }
    return absl::OkStatus();
  });
}

absl::Status ImportOne(Certificates::Stub& stub, Certificate certificate,
                       NameSample& sample) {
  certificates::v1::ImportCertificateRequest request;
  *request.mutable_certificate() = std::move(certificate);
  certificates::v1::ImportCertificateResponse response;
  SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
    return stub.ImportCertificate(&context, request, &response);
  }));
  sample.Add(response.certificate().name());
  return absl::OkStatus();
}

absl::Status ImportBatch(Certificates::Stub& stub,
                         std::vector<Certificate> batch, NameSample& sample) {
  certificates::v1::BatchImportCertificatesRequest request;
  for (Certificate& certificate : batch) {
    *request.add_requests()->mutable_certificate() = std::move(certificate);
  }
  certificates::v1::BatchImportCertificatesResponse response;
  SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
    return stub.BatchImportCertificates(&context, request, &response);
  }));
  for (const auto& item : response.items()) {
    if (item.code() != 0) {
      return absl::InternalError(absl::StrCat(
          "a certificate was refused: ", item.reason(), ": ", item.message()));
    }
    sample.Add(item.certificate());
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Certificate> CertificateSource::Take(size_t most) {
  std::vector<Certificate> out;
  MutexLock lock(mutex_);
  Calibration calibration;
  while (out.size() < most && region_.Next(calibration)) {
    out.push_back(CertificateMessage(region_, calibration));
  }
  return out;
}

void NameSample::Add(const std::string& name) {
  MutexLock lock(mutex_);
  if (seen_++ % every_ == 0) names_.push_back(name);
}

absl::Status LoadRegistry(const std::string& target, const Region& region,
                          int writers) {
  std::vector<ItemId> standards;
  for (ItemId id = 0; id < region.items().size(); ++id) {
    if (region.items()[id].tier != kInstruments) standards.push_back(id);
  }
  const Stopwatch watch;
  SUYUAN_RETURN_IF_ERROR(CreateAll(
      target, region.institutions(), writers,
      [&](Registry::Stub& stub, grpc::ClientContext& context, size_t i) {
        registry::v1::CreateInstitutionRequest request;
        *request.mutable_institution() =
            InstitutionRecord(region, static_cast<uint32_t>(i));
        registry::v1::Institution made;
        return stub.CreateInstitution(&context, request, &made);
      }));
  SUYUAN_RETURN_IF_ERROR(CreateAll(
      target, region.institutions(), writers,
      [&](Registry::Stub& stub, grpc::ClientContext& context, size_t i) {
        registry::v1::CreateCompetenceRequest request;
        *request.mutable_competence() =
            CompetenceRecord(static_cast<uint32_t>(i));
        registry::v1::Competence made;
        return stub.CreateCompetence(&context, request, &made);
      }));
  SUYUAN_RETURN_IF_ERROR(CreateAll(
      target, region.kinds(), writers,
      [&](Registry::Stub& stub, grpc::ClientContext& context, size_t i) {
        registry::v1::CreateSpecificationRequest request;
        *request.mutable_specification() =
            SpecificationRecord(static_cast<int>(i));
        registry::v1::Specification made;
        return stub.CreateSpecification(&context, request, &made);
      }));
  SUYUAN_RETURN_IF_ERROR(CreateAll(
      target, standards.size(), writers,
      [&](Registry::Stub& stub, grpc::ClientContext& context, size_t i) {
        registry::v1::CreateStandardRequest request;
        *request.mutable_standard() = StandardRecord(region, standards[i]);
        registry::v1::Standard made;
        return stub.CreateStandard(&context, request, &made);
      }));
  const size_t records =
      2 * region.institutions() + region.kinds() + standards.size();
  PrintFigure("registry_records", records, "records");
  PrintRate("registry_writes", static_cast<int64_t>(records), watch,
            "records/s durable");
  return absl::OkStatus();
}

absl::Status ImportSingly(const std::string& target, CertificateSource& source,
                          int64_t count, int writers, absl::string_view figure,
                          NameSample& sample) {
  std::atomic<int64_t> left = count;
  std::atomic<int64_t> done = 0;
  const Stopwatch watch;
  const absl::Status end = InParallel(writers, [&](int) -> absl::Status {
    const auto stub = Certificates::NewStub(rpc::MakeChannel(target));
    while (left.fetch_sub(1) > 0) {
      std::vector<Certificate> one = source.Take(1);
      if (one.empty()) break;
      SUYUAN_RETURN_IF_ERROR(ImportOne(*stub, std::move(one[0]), sample));
      ++done;
    }
    return absl::OkStatus();
  });
  PrintRate(figure, done.load(), watch, "certificates/s durable");
  return end;
}

absl::Status ImportRest(const std::string& target, CertificateSource& source,
                        int writers, int batch, NameSample& sample) {
  std::atomic<int64_t> done = 0;
  const Stopwatch watch;
  const absl::Status end = InParallel(writers, [&](int) -> absl::Status {
    const auto stub = Certificates::NewStub(rpc::MakeChannel(target));
    while (true) {
      std::vector<Certificate> some = source.Take(batch);
      if (some.empty()) return absl::OkStatus();
      const auto count = static_cast<int64_t>(some.size());
      SUYUAN_RETURN_IF_ERROR(ImportBatch(*stub, std::move(some), sample));
      done += count;
    }
  });
  PrintRate("import_batched", done.load(), watch, "certificates/s durable");
  return end;
}

}  // namespace suyuan::bench
