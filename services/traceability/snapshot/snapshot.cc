#include "services/traceability/snapshot/snapshot.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/status.h"
#include "libs/blocks/block_reader.h"
#include "libs/blocks/block_writer.h"
#include "libs/blocks/build_id.h"
#include "services/traceability/errors.h"
#include "services/traceability/snapshot/part_reader.h"
#include "services/traceability/snapshot/part_writer.h"

namespace suyuan::traceability {
namespace {

constexpr size_t kMostThreads = 4;

absl::StatusOr<std::string> FormatFor(const VerdictLedger* ledger) {
  const std::string build = blocks::BuildId();
  if (build.empty()) return SnapshotUnsupported();
  const std::string told =
      ledger == nullptr ? "no verdicts"
                        : absl::StrCat("verdicts under ", ledger->profile().id,
                                       " ", ledger->profile().digest);
  return absl::StrCat("suyuan graph of build ", build, ", ", told);
}

absl::Status WriteParts(const Graph& graph, const Settled& settled,
                        const Positions& positions, const VerdictLedger* ledger,
                        blocks::BlockWriter& file) {
  PartWriter graph_parts(file, "graph");
  Graph::EachPart(graph, graph_parts);
  SUYUAN_RETURN_IF_ERROR(graph_parts.status());
  PartWriter others(file, "all");
  others("positions", positions);
  SUYUAN_RETURN_IF_ERROR(others.status());
  if (ledger != nullptr) {
    PartWriter ledger_parts(file, "ledger");
    ledger->EachPart(ledger_parts);
    SUYUAN_RETURN_IF_ERROR(ledger_parts.status());
  }
  const std::unique_lock<std::mutex> nobody_settles = settled.Hold();
  PartWriter settled_parts(file, "settled");
  Settled::EachPart(settled, settled_parts);
  return settled_parts.status();
}

// The rows on threads of their own, the facts on this one.
absl::Status Run(const ReadPlan& plan) {
  std::atomic<size_t> next = 0;
  std::mutex mutex;
  absl::Status failed;
  const auto done = [&](const absl::Status& status) {
    const std::lock_guard<std::mutex> lock(mutex);
    failed.Update(status);
  };
  const auto read_rows = [&] {
    for (size_t i = next++; i < plan.rows.size(); i = next++) {
      done(plan.rows[i]());
    }
  };
  std::vector<std::thread> threads;
  const size_t count =
      std::clamp<size_t>(std::thread::hardware_concurrency(), 2, kMostThreads);
  for (size_t t = 1; t < count; ++t) threads.emplace_back(read_rows);
  for (const ReadPlan::Work& work : plan.facts) done(work());
  read_rows();
  for (std::thread& thread : threads) thread.join();
  for (const ReadPlan::Work& work : plan.last) done(work());
  return failed;
}

}  // namespace

absl::StatusOr<SnapshotWritten> WriteSnapshot(const Engine& engine,
                                              const VerdictLedger* ledger,
                                              const std::string& path) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string format, FormatFor(ledger));
  SUYUAN_ASSIGN_OR_RETURN(const auto file,
                          blocks::BlockWriter::Create(path, format));
  SnapshotWritten out;
  {
    std::unique_lock<std::mutex> between_instants;
    if (ledger != nullptr) between_instants = ledger->Hold();
    SUYUAN_RETURN_IF_ERROR(
        engine.ReadWhole([&](const Graph& graph, const Settled& settled,
                             const Positions& positions) {
          const absl::Time since = absl::Now();
          const absl::Status written =
              WriteParts(graph, settled, positions, ledger, *file);
          out.positions = positions;
          out.held = absl::Now() - since;
          return written;
        }));
    if (ledger != nullptr) out.ledger_position = ledger->last_position();
  }
  SUYUAN_RETURN_IF_ERROR(file->Commit());
  out.bytes = static_cast<int64_t>(file->bytes());
  return out;
}

absl::StatusOr<std::unique_ptr<Restored>> ReadSnapshot(
    const std::string& path, const VerdictLedger* ledger) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string format, FormatFor(ledger));
  SUYUAN_ASSIGN_OR_RETURN(const auto file,
                          blocks::BlockReader::Open(path, format));
  auto out = std::make_unique<Restored>();
  out->settled = std::make_unique<Settled>();
  out->bytes = static_cast<int64_t>(file->bytes());
  ReadPlan plan;
  PartReader graph_parts(*file, "graph", plan, &out->graph);
  Graph::EachPart(out->graph, graph_parts);
  PartReader settled_parts(*file, "settled", plan);
  Settled::EachPart(*out->settled, settled_parts);
  PartReader others(*file, "all", plan);
  others("positions", out->positions);
  for (const PartReader* parts : {&graph_parts, &settled_parts, &others}) {
    SUYUAN_RETURN_IF_ERROR(parts->status());
  }
  if (ledger != nullptr) {
    PartReader ledger_parts(*file, "ledger", plan);
    LedgerState::EachPart(out->ledger, ledger_parts);
    SUYUAN_RETURN_IF_ERROR(ledger_parts.status());
  }
  SUYUAN_RETURN_IF_ERROR(Run(plan));
  // Whoever hears of changes has heard of these.
  (void)out->graph.TakeChanges();
  return out;
}

}  // namespace suyuan::traceability
