// bench_certificates: how many certificates a second the service takes, each
// durable and in the log before it is acknowledged, client and server in this
// process and over loopback. Prints figures; asserts no time.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/crypto/signing_key.h"
#include "libs/json/message_json.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "services/certificates/certificates_server.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "suyuan/registry/v1/records.pb.h"
#include "tests/bench/figures.h"
#include "tests/bench/folder.h"
#include "tests/bench/region.h"
#include "tests/bench/region_messages.h"

namespace suyuan::bench {
namespace {

using certificates::v1::BatchImportCertificatesResponse;
using certificates::v1::Certificates;
using certificates::v1::ImportCertificateRequest;
using certificates::v1::ImportCertificateResponse;
using certificates::v1::StreamImportCertificatesRequest;
using certificates::v1::StreamImportCertificatesResponse;

struct Settings {
  uint64_t seed = 1;
  int64_t certificates = 100'000;
  int64_t singly = 20'000;
  int writers = 64;
  int batch = 500;
  std::string dcc;
  int64_t documents = 5'000;
  int64_t with_signatures = 10'000;
  std::string folder;
};

// The institution that signs, with a key of each kind, and the file that the
// service reads its keys from.
class Signer {
 public:
  static constexpr char kInstitution[] = "institutions/bench";

  explicit Signer(const std::string& folder)
      : file_(folder + "/institutions.jsonl") {
    registry::v1::Institution institution;
    institution.set_name(kInstitution);
    for (const crypto::SigningKey& key : keys_) {
      institution.add_signing_keys()->set_public_key(key.verifying_key().Pem());
    }
    std::string line;
    json::AppendJson(institution, line);
    std::ofstream(file_) << line << "\n";
  }

  const std::string& file() const { return file_; }
  const std::vector<crypto::SigningKey>& keys() const { return keys_; }

 private:
  const std::string file_;
  const std::vector<crypto::SigningKey> keys_ = {
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kEd25519),
      crypto::SigningKey::Generate(
          crypto::SignatureAlgorithm::kEcdsaP256Sha256),
      crypto::SigningKey::Generate(crypto::SignatureAlgorithm::kSm2Sm3)};
};

// The service in this process, on a port of the loopback interface and with a
// durable store.
class Service {
 public:
  static absl::StatusOr<std::unique_ptr<Service>> Start(
      const std::string& folder, const std::string& institution_keys) {
    std::unique_ptr<Service> service(new Service);
    certificates::Options options;
    options.database = folder + "/certificates.db";
    options.listen = "127.0.0.1:0";
    options.institution_keys = institution_keys;
    options.clock = &service->clock_;
    options.logger = &service->logger_;
    options.metrics = &service->metrics_;
    SUYUAN_ASSIGN_OR_RETURN(service->server_,
                            certificates::StartCertificates(options));
    return service;
  }
  ~Service() {
    if (server_ != nullptr) server_->Stop(absl::Seconds(5));
  }

  std::unique_ptr<Certificates::Stub> Stub() const {
    return Certificates::NewStub(rpc::MakeChannel(server_->target()));
  }
  std::unique_ptr<certificates::v1::TransparencyLog::Stub> Log() const {
    return certificates::v1::TransparencyLog::NewStub(
        rpc::MakeChannel(server_->target()));
  }

 private:
  Service() = default;

  SystemClock clock_;
  metrics::Registry metrics_;
  log::Logger logger_{log::Level::kError, clock_, [](absl::string_view line) {
                        std::fwrite(line.data(), 1, line.size(), stderr);
                      }};
  std::unique_ptr<rpc::RunningService> server_;
};

using Requests = std::vector<ImportCertificateRequest>;

// The next of a region; made before any clock starts.
Requests Take(Region& region, int64_t count) {
  Requests requests;
  Calibration calibration;
  while (count-- > 0 && region.Next(calibration)) {
    *requests.emplace_back().mutable_certificate() =
        CertificateMessage(region, calibration);
  }
  return requests;
}

// The same, issued by the signer and signed over their canonical text.
Requests TakeSigned(Region& region, int64_t count,
                    const crypto::SigningKey& key) {
  Requests requests = Take(region, count);
  for (ImportCertificateRequest& request : requests) {
    request.mutable_certificate()->mutable_issuer()->set_institution(
        Signer::kInstitution);
    std::string text;
    json::AppendCanonicalJson(request.certificate(), text);
    certificates::v1::DetachedSignature& signature = *request.add_signatures();
    signature.set_key_id(key.verifying_key().id());
    signature.set_signature(key.Sign(text));
  }
  return requests;
}

// The document with other numbers in place of its own.
absl::StatusOr<Requests> Documents(const Settings& settings) {
  std::ifstream file(settings.dcc, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::string element = "uniqueIdentifier>";
  const size_t at = bytes.find(element);
  const size_t end = at == std::string::npos ? at : bytes.find('<', at);
  if (end == std::string::npos) {
    return absl::InvalidArgumentError(settings.dcc + " is no DCC");
  }
  Requests requests;
  for (int64_t i = 0; i < settings.documents; ++i) {
    requests.emplace_back().set_dcc(absl::StrCat(
        bytes.substr(0, at + element.size()), "BENCH-", i, bytes.substr(end)));
  }
  return requests;
}

std::vector<StreamImportCertificatesRequest> InBatches(Requests requests,
                                                       int size) {
  std::vector<StreamImportCertificatesRequest> batches;
  for (ImportCertificateRequest& request : requests) {
    if (batches.empty() || batches.back().batch().requests_size() == size) {
      batches.emplace_back();
    }
    *batches.back().mutable_batch()->add_requests() = std::move(request);
  }
  return batches;
}

absl::Status CheckCreated(const BatchImportCertificatesResponse& response,
                          int64_t* created) {
  for (const auto& item : response.items()) {
    if (item.code() != 0 || !item.created()) {
      return absl::InternalError(absl::StrCat(
          "a certificate was not kept: ", item.reason(), ": ", item.message()));
    }
    ++*created;
  }
  return absl::OkStatus();
}

absl::Status Stream(
    Certificates::Stub& stub, absl::string_view name,
    const std::vector<StreamImportCertificatesRequest>& batches) {
  const Stopwatch watch;
  grpc::ClientContext context;
  const auto stream = stub.StreamImportCertificates(&context);
  std::thread sender([&] {
    for (const auto& batch : batches) {
      if (!stream->Write(batch)) break;
    }
    stream->WritesDone();
  });
  int64_t created = 0;
  absl::Status checked;
  StreamImportCertificatesResponse response;
  while (stream->Read(&response)) {
    checked.Update(CheckCreated(response.batch(), &created));
  }
  sender.join();
  const absl::Status ended = rpc::FromGrpc(stream->Finish());
  PrintRate(name, created, watch, "certificates/s durable");
  return ended.ok() ? checked : ended;
}

absl::Status Singly(const Service& service, const Settings& settings,
                    const Requests& requests) {
  std::atomic<size_t> next{0};
  std::vector<absl::Status> ends(settings.writers);
  std::vector<std::thread> writers;
  const Stopwatch watch;
  for (int i = 0; i < settings.writers; ++i) {
    writers.emplace_back([&, i] {
      const auto stub = service.Stub();
      for (size_t at = next++; at < requests.size(); at = next++) {
        grpc::ClientContext context;
        ImportCertificateResponse response;
        ends[i].Update(rpc::FromGrpc(
            stub->ImportCertificate(&context, requests[at], &response)));
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  PrintRate(absl::StrCat("unary_", settings.writers),
            static_cast<int64_t>(requests.size()), watch,
            "certificates/s durable");
  for (const absl::Status& end : ends) SUYUAN_RETURN_IF_ERROR(end);
  return absl::OkStatus();
}

// A stream for each kind of key; each signature must hold.
absl::Status StreamSigned(Certificates::Stub& stub, const Settings& settings,
                          const Signer& signer, Region& region) {
  for (const crypto::SigningKey& key : signer.keys()) {
    Requests requests = TakeSigned(region, settings.with_signatures, key);
    const ImportCertificateRequest last = requests.back();
    const std::string name = absl::AsciiStrToLower(absl::StrCat(
        "stream_", crypto::AlgorithmName(key.verifying_key().algorithm())));
    SUYUAN_RETURN_IF_ERROR(
        Stream(stub, name, InBatches(std::move(requests), settings.batch)));
    grpc::ClientContext context;
    ImportCertificateResponse held;
    SUYUAN_RETURN_IF_ERROR(
        rpc::FromGrpc(stub.ImportCertificate(&context, last, &held)));
    if (held.certificate().signature_state() !=
        certificates::v1::SIGNATURE_STATE_VALID) {
      return absl::InternalError("a signature did not hold");
    }
  }
  return absl::OkStatus();
}

// How long a signed head takes that covers all that has been acknowledged,
// asked for again and again until `stop`.
std::vector<absl::Duration> Heads(const Service& service,
                                  const std::atomic<bool>& stop) {
  const auto stub = service.Log();
  std::vector<absl::Duration> took;
  while (!stop.load()) {
    grpc::ClientContext context;
    certificates::v1::Checkpoint head;
    const absl::Time start = absl::Now();
    if (!stub->GetCheckpoint(&context, {}, &head).ok()) break;
    took.push_back(absl::Now() - start);
    absl::SleepFor(absl::Milliseconds(5));
  }
  return took;
}

absl::Status Run(const Settings& settings) {
  const Folder folder(settings.folder);
  if (folder.path().empty()) {
    return absl::InvalidArgumentError("no folder can be made in " +
                                      settings.folder);
  }
  const Signer signer(folder.path());
  SUYUAN_ASSIGN_OR_RETURN(const auto service,
                          Service::Start(folder.path(), signer.file()));
  const auto stub = service->Stub();
  Region region({.seed = settings.seed,
                 .certificates = settings.certificates * 3 / 2 +
                                 settings.singly +
                                 3 * settings.with_signatures});
  const auto first =
      InBatches(Take(region, settings.certificates), settings.batch);
  SUYUAN_RETURN_IF_ERROR(Stream(*stub, "stream", first));
  PrintFigure("resident_after_stream", ResidentBytes() / 1e6, "MB");
  SUYUAN_RETURN_IF_ERROR(
      Singly(*service, settings, Take(region, settings.singly)));
  const auto second =
      InBatches(Take(region, settings.certificates / 2), settings.batch);
  std::atomic<bool> stop{false};
  std::vector<absl::Duration> took;
  std::thread asker([&] { took = Heads(*service, stop); });
  const absl::Status streamed = Stream(*stub, "stream_beside_heads", second);
  stop = true;
  asker.join();
  SUYUAN_RETURN_IF_ERROR(streamed);
  if (took.empty()) return absl::InternalError("no head was signed");
  PrintFigure("signed_head_p50",
              absl::ToDoubleMilliseconds(Percentile(took, 0.5)), "ms");
  PrintFigure("signed_head_p99",
              absl::ToDoubleMilliseconds(Percentile(took, 0.99)), "ms");
  PrintFigure("disk",
              static_cast<double>(BytesOnDisk(folder.path())) /
                  (settings.certificates * 3 / 2 + settings.singly),
              "bytes a certificate");
  SUYUAN_RETURN_IF_ERROR(StreamSigned(*stub, settings, signer, region));
  if (settings.dcc.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(Requests documents, Documents(settings));
  PrintFigure("dcc_size", static_cast<double>(documents[0].dcc().size()),
              "bytes");
  return Stream(*stub, "stream_dcc",
                InBatches(std::move(documents), settings.batch / 10 + 1));
}

int Main(int argc, char** argv) {
  Settings settings;
  settings.folder = std::filesystem::temp_directory_path();
  CLI::App app("Measures the import of certificates.", "bench_certificates");
  const CLI::Range count(int64_t{2}, int64_t{100'000'000});
  app.add_option("--certificates", settings.certificates,
                 "canonical ones, by one stream; half as many again beside "
                 "somebody who asks for signed heads")
      ->check(count)
      ->capture_default_str();
  app.add_option("--singly", settings.singly, "canonical ones, one a call")
      ->check(count)
      ->capture_default_str();
  app.add_option("--writers", settings.writers, "calls at once")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--batch", settings.batch, "certificates a message")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--dcc", settings.dcc, "a DCC to import under many numbers")
      ->check(CLI::ExistingFile);
  app.add_option("--documents", settings.documents, "how many")
      ->check(count)
      ->capture_default_str();
  app.add_option("--with-signatures", settings.with_signatures,
                 "signed ones by a stream, of each kind of key")
      ->check(count)
      ->capture_default_str();
  app.add_option("--seed", settings.seed)->capture_default_str();
  app.add_option("--folder", settings.folder, "where the store is put")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status end = Run(settings);
  if (end.ok()) return 0;
  std::fprintf(stderr, "bench_certificates: %s\n",
               std::string(end.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
