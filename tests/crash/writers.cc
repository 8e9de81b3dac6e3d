#include "tests/crash/writers.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/crash/audit.h"
#include "tests/crash/requests.h"

namespace suyuan::crash {
namespace {

constexpr int kImporters = 3;
constexpr int kRecordKeepers = 2;
constexpr int kLargestBatch = 16;
constexpr int64_t kVoidEvery = 4;
constexpr int64_t kUnlimited = int64_t{1} << 40;

// Long enough for a killed service to be up again, and to be killed while it
// starts.
rpc::CallOptions Patient() {
  rpc::CallOptions options;
  options.principal = "importer@crash";
  options.timeout = absl::Seconds(60);
  options.attempts = 100000;
  options.first_backoff = absl::Milliseconds(5);
  options.max_backoff = absl::Milliseconds(40);
  return options;
}

}  // namespace

Writers::Writers(const Suite& suite, Journal& journal)
    : suite_(suite), journal_(journal) {}

Writers::~Writers() {
  if (!threads_.empty()) Finish(0);
}

void Writers::Begin() {
  victim_ = -1;
  left_ = kUnlimited;
  for (int i = 0; i < kImporters; ++i) {
    threads_.emplace_back([this] { ImportOneByOne(); });
  }
  threads_.emplace_back([this] { ImportInBatches(); });
  for (int i = 0; i < kRecordKeepers; ++i) {
    threads_.emplace_back([this] { KeepRecords(); });
  }
  is_watching_ = true;
  watcher_ = std::thread([this] { WatchHeads(); });
}

void Writers::ExpectKill(Service victim) {
  victim_ = static_cast<int>(victim);
  ++kills_;
}

void Writers::Finish(int64_t more) {
  left_ = more;
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  is_watching_ = false;
  watcher_.join();
}

bool Writers::Take() {
  int64_t left = left_.load();
  while (left > 0) {
    if (left_.compare_exchange_weak(left, left - 1)) return true;
  }
  return false;
}

bool Writers::Send(
    Service service,
    absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt) {
  Flow& flow = at(service);
  ++flow.in_flight;
  const absl::Status sent =
      rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
        const int64_t kills = kills_.load();
        const grpc::Status answer = attempt(context);
        if (answer.ok()) return answer;
        if (victim_.load() != static_cast<int>(service)) {
          journal_.Wrong(absl::StrCat(NameOf(service), " was not killed, but: ",
                                      answer.error_message()));
        } else if (kills_.load() != kills) {
          ++flow.cut_off;
        }
        return answer;
      });
  --flow.in_flight;
  if (!sent.ok()) {
    journal_.Wrong(absl::StrCat(NameOf(service), ": ", sent.ToString()));
  }
  return sent.ok();
}

void Writers::ImportOneByOne() {
  const auto stub = certificates::v1::Certificates::NewStub(
      rpc::MakeChannel(suite_.target(Service::kCertificates)));
  while (Take()) {
    const int64_t number = next_certificate_++;
    const auto request = ImportOf(number);
    certificates::v1::ImportCertificateResponse response;
    if (!Send(Service::kCertificates, [&](grpc::ClientContext& context) {
          return stub->ImportCertificate(&context, request, &response);
        })) {
      return;
    }
    const certificates::v1::Certificate& held = response.certificate();
    // However often it was sent, the answer is the first one.
    if (!response.created()) {
      journal_.Wrong(absl::StrCat(held.name(), " was there before its import"));
    }
    journal_.Acknowledge(held.name(), {held.digest(), held.log_index()});
    if (number % kVoidEvery == 0 && !Void(*stub, number, held.name())) return;
  }
}

bool Writers::Void(certificates::v1::Certificates::Stub& stub, int64_t number,
                   const std::string& name) {
  const auto request = VoidOf(number, name);
  certificates::v1::Certificate voided;
  if (!Send(Service::kCertificates, [&](grpc::ClientContext& context) {
        return stub.VoidCertificate(&context, request, &voided);
      })) {
    return false;
  }
  if (voided.status_changes_size() != 1) {
    journal_.Wrong(absl::StrCat(name, " has ", voided.status_changes_size(),
                                " changes of status after one"));
    return false;
  }
  journal_.AcknowledgeVoid(name, voided.status_changes(0).log_index());
  return true;
}

void Writers::ImportInBatches() {
  const auto stub = certificates::v1::Certificates::NewStub(
      rpc::MakeChannel(suite_.target(Service::kCertificates)));
  std::mt19937 random(static_cast<unsigned>(next_certificate_.load()));
  while (Take()) {
    certificates::v1::BatchImportCertificatesRequest request;
    const int64_t count = 1 + random() % kLargestBatch;
    for (int64_t i = 0; i < count; ++i) {
      *request.add_requests() = ImportOf(next_certificate_++);
    }
    certificates::v1::BatchImportCertificatesResponse response;
    if (!Send(Service::kCertificates, [&](grpc::ClientContext& context) {
          return stub->BatchImportCertificates(&context, request, &response);
        })) {
      return;
    }
    if (response.items_size() != request.requests_size()) {
      journal_.Wrong(absl::StrCat("a batch of ", request.requests_size(),
                                  " has ", response.items_size(), " answers"));
    }
    for (const auto& item : response.items()) {
      if (item.code() != 0 || !item.created()) {
        journal_.Wrong(absl::StrCat("in a batch: ", item.ShortDebugString()));
      } else {
        journal_.Acknowledge(item.certificate(), KnownCertificate());
      }
    }
  }
}

void Writers::KeepRecords() {
  const auto stub = registry::v1::Registry::NewStub(
      rpc::MakeChannel(suite_.target(Service::kRegistry)));
  while (Take()) {
    const int64_t number = next_record_++;
    registry::v1::Instrument record;
    const auto acknowledge = [&] {
      journal_.Acknowledge(record.name(),
                           {record.meta().revision(), record.meta().etag()});
    };
    const auto creation = CreationOf(number);
    if (!Send(Service::kRegistry, [&](grpc::ClientContext& context) {
          return stub->CreateInstrument(&context, creation, &record);
        })) {
      return;
    }
    acknowledge();
    if (number % 3 != 0) continue;
    const auto change = ChangeOf(number, record.meta().etag());
    if (!Send(Service::kRegistry, [&](grpc::ClientContext& context) {
          return stub->UpdateInstrument(&context, change, &record);
        })) {
      return;
    }
    acknowledge();
  }
}

void Writers::WatchHeads() {
  const auto stub = certificates::v1::TransparencyLog::NewStub(
      rpc::MakeChannel(suite_.target(Service::kCertificates)));
  for (; is_watching_; absl::SleepFor(absl::Milliseconds(2))) {
    grpc::ClientContext context;
    rpc::Prepare(context, {.timeout = absl::Seconds(1)});
    certificates::v1::Checkpoint head;
    if (!stub->GetCheckpoint(&context, {}, &head).ok()) continue;
    const auto root = crypto::Digest::From(head.root_hash());
    if (!root.ok()) {
      journal_.Wrong("a head has a root of another size than 32 bytes");
      return;
    }
    const KnownHead known = {*root, head.note(), head.verifier_key()};
    const absl::Status checked = CheckSigned(head.tree_size(), known);
    if (!checked.ok()) journal_.Wrong(checked.ToString());
    journal_.Witness(head.tree_size(), known);
  }
}

}  // namespace suyuan::crash
