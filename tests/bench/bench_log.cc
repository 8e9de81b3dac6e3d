// bench_log: how soon what the certificates service acknowledged is under a
// signed checkpoint, while others import, and how fast tiles are read. Prints
// figures; asserts no time.

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/rpc/client.h"
#include "libs/tlog/tile.h"
#include "services/certificates/certificates_server.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "tests/bench/figures.h"

namespace suyuan::bench {
namespace {

namespace proto = certificates::v1;

struct Settings {
  std::string folder;
  int writers = 2;
  int batch = 100;
  // Certificates a second that the writers keep to, together; 0: as many as
  // they can.
  double rate = 0;
  double seconds = 5;
  // Where the entries of the full bundles are written; empty: nowhere.
  std::string leaves;
};

rpc::CallOptions Patient() {
  rpc::CallOptions options;
  options.principal = "bench@local";
  options.timeout = absl::Minutes(2);
  options.attempts = 10;
  return options;
}

proto::ImportCertificateRequest ImportOf(int64_t number) {
  proto::ImportCertificateRequest request;
  proto::Certificate& c = *request.mutable_certificate();
  c.set_kind(proto::Certificate::KIND_CALIBRATION);
  c.set_number(absl::StrCat("B-", number));
  c.mutable_issuer()->set_title("天山计量院");
  c.set_issued("2024-03-12");
  proto::Item& item = *c.add_items();
  item.set_id("item");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  proto::ReferenceUse& reference = *c.add_references();
  reference.set_id("reference");
  reference.add_certificate_numbers("NIM-1");
  reference.set_uses(1);
  proto::Result& result = *c.add_results();
  result.set_id("result");
  result.mutable_kind()->set_code("MASS");
  result.set_value("1.000000");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.000005");
  result.mutable_uncertainty()->set_coverage_factor("2");
  return request;
}

// The load: batches, paced where a rate is given.
class Load {
 public:
  Load(const std::string& target, const Settings& settings)
      : settings_(settings) {
    for (int i = 0; i < settings.writers; ++i) {
      threads_.emplace_back([this, target] { Write(target); });
    }
  }
  ~Load() { Stop(); }
  void Stop() {
    stopped_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int64_t written() const { return written_; }
  int64_t Next() { return next_++; }

 private:
  void Write(const std::string& target) {
    const auto stub = proto::Certificates::NewStub(rpc::MakeChannel(target));
    const absl::Time start = absl::Now();
    for (int64_t batches = 0; !stopped_; ++batches) {
      if (settings_.rate > 0) {
        const double each = settings_.rate / settings_.writers;
        const double due = static_cast<double>(batches) * settings_.batch;
        absl::SleepFor(start + absl::Seconds(due / each) - absl::Now());
      }
      proto::BatchImportCertificatesRequest request;
      for (int i = 0; i < settings_.batch; ++i) {
        *request.add_requests() = ImportOf(Next());
      }
      proto::BatchImportCertificatesResponse response;
      const absl::Status sent =
          rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
            return stub->BatchImportCertificates(&context, request, &response);
          });
      if (sent.ok()) written_ += response.items_size();
    }
  }

  const Settings& settings_;
  std::atomic<bool> stopped_{false};
  std::atomic<int64_t> next_{0};
  std::atomic<int64_t> written_{0};
  std::vector<std::thread> threads_;
};

// From the acknowledgement of a certificate to a checkpoint that covers it, as
// its importer sees it who asks at once.
absl::Status MeasureCheckpoints(const std::string& target, Load& load,
                                double seconds) {
  const auto channel = rpc::MakeChannel(target);
  const auto importer = proto::Certificates::NewStub(channel);
  const auto log = proto::TransparencyLog::NewStub(channel);
  std::vector<absl::Duration> waits;
  const Stopwatch watch;
  const int64_t before = load.written();
  while (watch.Seconds() < seconds) {
    const auto request = ImportOf(load.Next());
    proto::ImportCertificateResponse held;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
          return importer->ImportCertificate(&context, request, &held);
        }));
    const absl::Time acknowledged = absl::Now();
    proto::Checkpoint head;
    SUYUAN_RETURN_IF_ERROR(
        rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
          return log->GetCheckpoint(&context, proto::GetCheckpointRequest(),
                                    &head);
        }));
    waits.push_back(absl::Now() - acknowledged);
    if (head.tree_size() <= held.certificate().log_index()) {
      return absl::InternalError("a checkpoint without what was acknowledged");
    }
  }
  PrintRate("log_entries", load.written() - before, watch, "entries/s durable");
  PrintFigure("checkpoint_samples", static_cast<double>(waits.size()), "1");
  PrintFigure("checkpoint_p50",
              absl::ToDoubleMilliseconds(Percentile(waits, 0.50)), "ms");
  PrintFigure("checkpoint_p99",
              absl::ToDoubleMilliseconds(Percentile(waits, 0.99)), "ms");
  return absl::OkStatus();
}

absl::StatusOr<int64_t> NewestSize(proto::TransparencyLog::Stub& log) {
  proto::Checkpoint head;
  SUYUAN_RETURN_IF_ERROR(
      rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
        return log.GetCheckpoint(&context, proto::GetCheckpointRequest(),
                                 &head);
      }));
  return head.tree_size();
}

absl::StatusOr<std::string> ReadTile(proto::TransparencyLog::Stub& log,
                                     const tlog::Tile& tile) {
  proto::GetTileRequest request;
  request.set_path(tlog::TilePath(tile));
  google::api::HttpBody bytes;
  SUYUAN_RETURN_IF_ERROR(
      rpc::Invoke(Patient(), [&](grpc::ClientContext& context) {
        return log.GetTile(&context, request, &bytes);
      }));
  return std::move(*bytes.mutable_data());
}

// Full tiles and bundles of the newest checkpoint one after another, by one
// reader.
absl::Status MeasureTiles(const std::string& target, double seconds) {
  const auto log = proto::TransparencyLog::NewStub(rpc::MakeChannel(target));
  SUYUAN_ASSIGN_OR_RETURN(const int64_t size, NewestSize(*log));
  const auto tiles = static_cast<uint64_t>(size / tlog::kTileWidth);
  for (const bool is_bundle : {false, true}) {
    const Stopwatch watch;
    int64_t read = 0;
    for (uint64_t i = 0; tiles > 0 && watch.Seconds() < seconds; ++i, ++read) {
      tlog::Tile tile{.index = i % tiles};
      if (!is_bundle) tile.level = 0;
      SUYUAN_RETURN_IF_ERROR(ReadTile(*log, tile).status());
    }
    PrintRate(is_bundle ? "bundles_read" : "tiles_read", read, watch, "1/s");
  }
  return absl::OkStatus();
}

// The full bundles of the newest checkpoint, one after another, for the log of
// another to be measured on the same entries.
absl::Status WriteLeaves(const std::string& target, const std::string& path) {
  const auto log = proto::TransparencyLog::NewStub(rpc::MakeChannel(target));
  SUYUAN_ASSIGN_OR_RETURN(const int64_t size, NewestSize(*log));
  std::ofstream file(path, std::ios::binary);
  for (int64_t i = 0; i < size / tlog::kTileWidth; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(
        const std::string bundle,
        ReadTile(*log, {.index = static_cast<uint64_t>(i)}));
    file << bundle;
  }
  file.close();
  if (!file) return absl::UnavailableError(absl::StrCat("cannot write ", path));
  return absl::OkStatus();
}

absl::Status Run(const Settings& settings) {
  std::string folder = absl::StrCat(settings.folder, "/bench_log-XXXXXX");
  if (mkdtemp(folder.data()) == nullptr) {
    return absl::UnavailableError(absl::StrCat("no folder ", folder));
  }
  SystemClock clock;
  metrics::Registry metrics;
  log::Logger logger(log::Level::kError, clock, [](absl::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stderr);
  });
  certificates::Options options;
  options.database = absl::StrCat(folder, "/certificates.db");
  options.listen = "127.0.0.1:0";
  options.clock = &clock;
  options.logger = &logger;
  options.metrics = &metrics;
  absl::Status end;
  {
    SUYUAN_ASSIGN_OR_RETURN(const auto server,
                            certificates::StartCertificates(options));
    Load load(server->target(), settings);
    end = MeasureCheckpoints(server->target(), load, settings.seconds);
    load.Stop();
    if (end.ok()) {
      end = MeasureTiles(server->target(), settings.seconds / 4);
    }
    if (end.ok() && !settings.leaves.empty()) {
      end = WriteLeaves(server->target(), settings.leaves);
    }
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return end;
}

int Main(int argc, char** argv) {
  Settings settings;
  settings.folder = std::filesystem::temp_directory_path();
  CLI::App app(
      "Measures how soon what is acknowledged is under a signed checkpoint.",
      "bench_log");
  app.add_option("--folder", settings.folder, "where the store is put")
      ->capture_default_str();
  app.add_option("--writers", settings.writers, "threads that import batches")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--batch", settings.batch, "certificates a call")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_option("--rate", settings.rate,
                 "certificates a second of all writers; 0: all they can")
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "how long")
      ->capture_default_str();
  app.add_option("--leaves", settings.leaves,
                 "where to write the log's full entry bundles, one after "
                 "another");
  CLI11_PARSE(app, argc, argv);
  const absl::Status end = Run(settings);
  if (end.ok()) return 0;
  std::fprintf(stderr, "bench_log: %s\n", std::string(end.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
