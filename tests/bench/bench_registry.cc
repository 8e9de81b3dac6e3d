// bench_registry: what the registry's store does with a region's instruments.
// Prints figures; asserts no time.

#include <grpcpp/channel.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/base/clock.h"
#include "libs/base/mutex.h"
#include "libs/base/status.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/sql/database.h"
#include "services/registry/convert/convert.h"
#include "services/registry/records/record_book.h"
#include "services/registry/registry_server.h"
#include "services/registry/store/sql_record_store.h"
#include "suyuan/registry/v1/indicators.grpc.pb.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/bench/figures.h"
#include "tests/bench/file_import.h"
#include "tests/bench/folder.h"
#include "tests/bench/instruments.h"
#include "tests/bench/random.h"

namespace suyuan::bench {
namespace {

using registry::Draft;
using registry::RecordBook;

struct Settings {
  RegisterShape shape;
  int64_t instruments = 1'000'000;
  // More, once the others are there.
  int64_t further = 100'000;
  // More again, as files through the service.
  int64_t files = 100'000;
  std::string folder;
  int64_t singly = 20'000;
  int batch = 1000;
  int converters = 2;
  double seconds = 3;
};

// The store and the rules above it, in a file.
struct OpenStore {
  SystemClock clock;
  std::unique_ptr<sql::Database> database;
  std::unique_ptr<registry::SqlRecordStore> store;
  std::unique_ptr<RecordBook> book;

  absl::Status Open(const std::string& path) {
    SUYUAN_ASSIGN_OR_RETURN(database, sql::Database::Open({.path = path}));
    SUYUAN_ASSIGN_OR_RETURN(
        store,
        registry::SqlRecordStore::Open(
            *database, clock.Now(), {registry::kIndexing, registry::DraftOf}));
    SUYUAN_ASSIGN_OR_RETURN(book, RecordBook::Open(*store, clock));
    return absl::OkStatus();
  }
};

// Writes on their way: none waits for another's commit, few are in memory.
class Flight {
 public:
  explicit Flight(int most) : most_(most) {}

  void Begin() {
    const MutexLock lock(mutex_);
    while (open_ == most_) landed_.Wait(mutex_);
    ++open_;
  }
  void End(const std::vector<absl::StatusOr<registry::Record>>& results) {
    const MutexLock lock(mutex_);
    for (const auto& result : results) {
      if (!result.ok() && status_.ok()) status_ = result.status();
    }
    --open_;
    landed_.NotifyAll();
  }
  absl::Status Await() {
    const MutexLock lock(mutex_);
    while (open_ > 0) landed_.Wait(mutex_);
    return status_;
  }

 private:
  const int most_;
  Mutex mutex_;
  CondVar landed_;
  int open_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status status_ ABSL_GUARDED_BY(mutex_);
};

using MakeDraft = std::function<absl::StatusOr<Draft>(int64_t)>;

// Creates the records first to end - 1: messages made and converted by several
// threads, written by the one of the store.
absl::Status Import(OpenStore& open, const Settings& settings, int64_t first,
                    int64_t end, const MakeDraft& make) {
  // How many batches may wait for the writer.
  constexpr int kAhead = 4;
  Flight flight(kAhead);
  std::atomic<int64_t> next{first};
  const auto convert = [&] {
    while (true) {
      const int64_t from = next.fetch_add(settings.batch);
      if (from >= end) return;
      const int64_t to = std::min<int64_t>(from + settings.batch, end);
      std::vector<RecordBook::Entry> entries;
      entries.reserve(to - from);
      for (int64_t number = from; number < to; ++number) {
        absl::StatusOr<Draft> draft = make(number);
        SUYUAN_CHECK(draft.ok());
        entries.push_back(RecordBook::Creation(*std::move(draft)));
      }
      flight.Begin();
      open.book->WriteEach(std::move(entries), {.principal = "bench@region"},
                           [&](auto results) { flight.End(results); });
    }
  };
  std::vector<std::thread> converters;
  for (int i = 0; i < settings.converters; ++i)
    converters.emplace_back(convert);
  for (std::thread& converter : converters) converter.join();
  return flight.Await();
}

absl::Status MeasureImport(OpenStore& open, const Settings& settings,
                           absl::string_view name, int64_t first, int64_t end,
                           const MakeDraft& make) {
  const Stopwatch watch;
  SUYUAN_RETURN_IF_ERROR(Import(open, settings, first, end, make));
  PrintRate(name, end - first, watch, "records/s");
  return absl::OkStatus();
}

// Records one call each, as many at once as a busy service has.
absl::Status MeasureSingly(OpenStore& open, const Settings& settings,
                           int64_t first) {
  constexpr int kWriters = 64;
  Flight flight(kWriters);
  const Stopwatch watch;
  for (int64_t i = 0; i < settings.singly; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(Draft draft, registry::ToDraft(MakeInstrument(
                                             settings.shape, first + i)));
    flight.Begin();
    open.book->Create(
        std::move(draft), {.principal = "bench@region"},
        [&](absl::StatusOr<registry::Record> r) { flight.End({r}); });
  }
  SUYUAN_RETURN_IF_ERROR(flight.Await());
  PrintRate("create_64_at_once", settings.singly, watch, "records/s");
  return absl::OkStatus();
}

absl::Status Load(const Settings& settings, const std::string& folder) {
  const RegisterShape& shape = settings.shape;
  OpenStore open;
  SUYUAN_RETURN_IF_ERROR(open.Open(folder + "/registry.db"));
  SUYUAN_RETURN_IF_ERROR(MeasureImport(
      open, settings, "import_institutions", 0, shape.institutions(),
      [&](int64_t n) { return registry::ToDraft(MakeInstitution(shape, n)); }));
  SUYUAN_RETURN_IF_ERROR(MeasureImport(
      open, settings, "import_standards", 0, shape.standards(),
      [&](int64_t n) { return registry::ToDraft(MakeStandard(shape, n)); }));
  const MakeDraft instrument = [&](int64_t n) {
    return registry::ToDraft(MakeInstrument(shape, n));
  };
  const int64_t early =
      std::min<int64_t>(settings.instruments, settings.instruments / 10 + 1);
  SUYUAN_RETURN_IF_ERROR(MeasureImport(open, settings, "import_first_tenth", 0,
                                       early, instrument));
  SUYUAN_RETURN_IF_ERROR(MeasureImport(open, settings, "import_rest", early,
                                       settings.instruments, instrument));
  const int64_t all = settings.instruments + settings.further;
  SUYUAN_RETURN_IF_ERROR(MeasureImport(open, settings, "import_further",
                                       settings.instruments, all, instrument));
  return MeasureSingly(open, settings, all);
}

// Asks one question after another for a spell: "name_p50", "name_p99" and how
// much an answer holds.
absl::Status Measure(const Settings& settings, absl::string_view name,
                     const std::function<absl::StatusOr<int64_t>()>& ask) {
  std::vector<absl::Duration> took;
  int64_t found = 0;
  const Stopwatch watch;
  do {
    const absl::Time start = absl::Now();
    SUYUAN_ASSIGN_OR_RETURN(const int64_t size, ask());
    took.push_back(absl::Now() - start);
    found += size;
  } while (watch.Seconds() < settings.seconds);
  PrintFigure(absl::StrCat(name, "_p50"),
              absl::ToDoubleMilliseconds(Percentile(took, 0.5)), "ms");
  PrintFigure(absl::StrCat(name, "_p99"),
              absl::ToDoubleMilliseconds(Percentile(took, 0.99)), "ms");
  PrintFigure(absl::StrCat(name, "_found"),
              static_cast<double>(found) / took.size(), "records an answer");
  return absl::OkStatus();
}

// The service as its clients see it, in this process.
class Asking {
 public:
  Asking(const Settings& settings, rpc::RunningService& server)
      : settings_(settings),
        stub_(registry::v1::Registry::NewStub(server.InProcessChannel())),
        indicators_(
            registry::v1::Indicators::NewStub(server.InProcessChannel())) {}

  absl::Status MeasureGet() {
    return Measure(settings_, "get", [this]() -> absl::StatusOr<int64_t> {
      registry::v1::GetInstrumentRequest request;
      request.set_name(InstrumentName(Any()));
      registry::v1::Instrument response;
      grpc::ClientContext context;
      SUYUAN_RETURN_IF_ERROR(
          StatusOf(stub_->GetInstrument(&context, request, &response)));
      return 1;
    });
  }

  // The first page that `filter` makes of an instrument of the region.
  absl::Status MeasureList(
      absl::string_view name,
      const std::function<std::string(const registry::v1::Instrument&)>&
          filter) {
    return Measure(settings_, name, [&]() -> absl::StatusOr<int64_t> {
      registry::v1::ListInstrumentsRequest request;
      request.set_filter(filter(MakeInstrument(settings_.shape, Any())));
      registry::v1::ListInstrumentsResponse response;
      grpc::ClientContext context;
      SUYUAN_RETURN_IF_ERROR(
          StatusOf(stub_->ListInstruments(&context, request, &response)));
      return response.instruments_size();
    });
  }

  // What is counted over all records of the region.
  absl::Status MeasureIndicators() {
    using registry::v1::Indicators;
    SUYUAN_RETURN_IF_ERROR(
        MeasureCount("indicators", &Indicators::Stub::ComputeIndicators,
                     [](const registry::v1::ComputeIndicatorsResponse& r) {
                       return r.values_size();
                     }));
    return MeasureCount("demand_and_supply",
                        &Indicators::Stub::GetDemandAndSupply,
                        [](const registry::v1::DemandAndSupply& r) {
                          return r.sectors_size();
                        });
  }

 private:
  template <typename Request, typename Response, typename Size>
  absl::Status MeasureCount(
      absl::string_view name,
      grpc::Status (registry::v1::Indicators::Stub::*method)(
          grpc::ClientContext*, const Request&, Response*),
      Size size) {
    return Measure(settings_, name, [&]() -> absl::StatusOr<int64_t> {
      Response response;
      grpc::ClientContext context;
      SUYUAN_RETURN_IF_ERROR(
          StatusOf(((*indicators_).*method)(&context, Request(), &response)));
      return size(response);
    });
  }
  static absl::Status StatusOf(const grpc::Status& status) {
    if (status.ok()) return absl::OkStatus();
    return absl::InternalError(status.error_message());
  }
  int64_t Any() {
    return static_cast<int64_t>(random_.Below(settings_.instruments));
  }

  const Settings& settings_;
  const std::unique_ptr<registry::v1::Registry::Stub> stub_;
  const std::unique_ptr<registry::v1::Indicators::Stub> indicators_;
  Random random_{7};
};

absl::Status AskServer(const Settings& settings, const std::string& folder) {
  SystemClock clock;
  metrics::Registry metrics;
  log::Logger logger(log::Level::kError, clock, [](absl::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stderr);
  });
  registry::Options options;
  options.database = folder + "/registry.db";
  options.clock = &clock;
  options.logger = &logger;
  options.metrics = &metrics;
  SUYUAN_ASSIGN_OR_RETURN(const auto server, registry::StartRegistry(options));
  Asking asking(settings, *server);
  using registry::v1::Instrument;
  SUYUAN_RETURN_IF_ERROR(asking.MeasureGet());
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_serial", [](const Instrument& i) {
        return absl::StrCat("identifications.value = \"",
                            i.identifications(0).value(), "\"");
      }));
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_owner", [](const Instrument& i) {
        return absl::StrCat("owner = \"", i.owner(), "\"");
      }));
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_division", [](const Instrument& i) {
        return absl::StrCat("division = \"", i.division(), "\"");
      }));
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_two_terms", [](const Instrument& i) {
        return absl::StrCat("division = \"", i.division(),
                            "\" AND equipment_class = \"", i.equipment_class(),
                            "\"");
      }));
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_serial_prefix", [](const Instrument& i) {
        return absl::StrCat("identifications.value = \"",
                            i.identifications(0).value().substr(0, 8), "*\"");
      }));
  SUYUAN_RETURN_IF_ERROR(
      asking.MeasureList("list_unindexed", [](const Instrument& i) {
        return absl::StrCat("model = \"", i.model(), "\"");
      }));
  SUYUAN_RETURN_IF_ERROR(asking.MeasureList(
      "list_unindexed_none",
      [](const Instrument&) { return std::string("place = \"nowhere\""); }));
  SUYUAN_RETURN_IF_ERROR(asking.MeasureIndicators());
  const int64_t there = settings.instruments + settings.further;
  const auto stub = registry::v1::Registry::NewStub(server->InProcessChannel());
  SUYUAN_RETURN_IF_ERROR(
      MeasureFiles(*stub, settings.shape, there, there + settings.files));
  server->Stop(absl::Seconds(5));
  return absl::OkStatus();
}

absl::Status MeasureSearch(
    const Settings& settings, const OpenStore& open, absl::string_view name,
    const std::function<std::string(const registry::v1::Instrument&)>& text) {
  Random random(11);
  return Measure(settings, name, [&]() -> absl::StatusOr<int64_t> {
    registry::SearchQuery query;
    query.text = text(MakeInstrument(
        settings.shape,
        static_cast<int64_t>(random.Below(settings.instruments))));
    SUYUAN_ASSIGN_OR_RETURN(const registry::ScanPage page,
                            open.book->Search(query, Deadline::Infinite()));
    return static_cast<int64_t>(page.records.size());
  });
}

absl::Status Search(const Settings& settings, const std::string& folder) {
  using registry::v1::Instrument;
  OpenStore open;
  SUYUAN_RETURN_IF_ERROR(open.Open(folder + "/registry.db"));
  SUYUAN_RETURN_IF_ERROR(MeasureSearch(
      settings, open, "search_serial",
      [](const Instrument& i) { return i.identifications(0).value(); }));
  SUYUAN_RETURN_IF_ERROR(MeasureSearch(
      settings, open, "search_serial_prefix", [](const Instrument& i) {
        return i.identifications(0).value().substr(0, 8);
      }));
  SUYUAN_RETURN_IF_ERROR(MeasureSearch(
      settings, open, "search_title",
      [](const Instrument& i) { return i.title().texts().at("zh"); }));
  SUYUAN_RETURN_IF_ERROR(MeasureSearch(
      settings, open, "search_title_manufacturer", [](const Instrument& i) {
        return absl::StrCat(i.title().texts().at("zh"), " ", i.manufacturer());
      }));
  SUYUAN_RETURN_IF_ERROR(
      MeasureSearch(settings, open, "search_model",
                    [](const Instrument& i) { return i.model(); }));
  return MeasureSearch(settings, open, "search_short_prefix",
                       [](const Instrument&) { return std::string("20"); });
}

absl::Status Run(const Settings& settings) {
  const Folder folder(settings.folder);
  if (folder.path().empty()) {
    return absl::InvalidArgumentError("no folder can be made in " +
                                      settings.folder);
  }
  PrintFigure("instruments", static_cast<double>(settings.instruments),
              "instruments");
  PrintFigure("others", static_cast<double>(settings.shape.others), "records");
  SUYUAN_RETURN_IF_ERROR(Load(settings, folder.path()));
  PrintFigure("disk_per_record",
              static_cast<double>(BytesOnDisk(folder.path())) /
                  (settings.instruments + settings.further + settings.singly +
                   settings.shape.others),
              "bytes");
  SUYUAN_RETURN_IF_ERROR(AskServer(settings, folder.path()));
  return Search(settings, folder.path());
}

int Main(int argc, char** argv) {
  Settings settings;
  settings.folder = std::filesystem::temp_directory_path();
  CLI::App app(
      "Measures import, lookup, lists and search of a region's records.",
      "bench_registry");
  app.add_option("--instruments", settings.instruments, "how many to make")
      ->check(CLI::Range(int64_t{100}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--others", settings.shape.others,
                 "institutions and standards beside them")
      ->check(CLI::Range(int64_t{2}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--further", settings.further,
                 "instruments imported once the others are there")
      ->check(CLI::Range(int64_t{1}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--singly", settings.singly, "instruments one call each")
      ->check(CLI::Range(int64_t{1}, int64_t{10'000'000}))
      ->capture_default_str();
  app.add_option("--files", settings.files,
                 "instruments imported as files, through the service")
      ->check(CLI::Range(int64_t{2}, int64_t{100'000'000}))
      ->capture_default_str();
  app.add_option("--seed", settings.shape.seed)->capture_default_str();
  app.add_option("--folder", settings.folder, "where the store is put")
      ->capture_default_str();
  app.add_option("--batch", settings.batch, "records a transaction")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  app.add_option("--converters", settings.converters,
                 "threads that make and convert records")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--seconds", settings.seconds, "a question is asked")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  const absl::Status end = Run(settings);
  if (end.ok()) return 0;
  std::fprintf(stderr, "bench_registry: %s\n",
               std::string(end.message()).c_str());
  return 1;
}

}  // namespace
}  // namespace suyuan::bench

int main(int argc, char** argv) { return suyuan::bench::Main(argc, argv); }
