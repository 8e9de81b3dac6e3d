#include "tests/bench/questions.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/rpc/client.h"
#include "suyuan/traceability/v1/traceability.grpc.pb.h"
#include "tests/bench/figures.h"
#include "tests/bench/patience.h"

namespace suyuan::bench {
namespace {

using traceability::v1::Traceability;

constexpr absl::Duration kLook = absl::Milliseconds(20);
constexpr double kMostLoadingSeconds = 20 * 60;
constexpr size_t kBatch = 1000;

absl::StatusOr<traceability::v1::TraceResponse> Trace(
    Traceability::Stub& stub, const std::string& name,
    traceability::v1::View view) {
  traceability::v1::TraceRequest request;
  request.set_target(name);
  request.set_view(view);
  traceability::v1::TraceResponse response;
  SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
    return stub.Trace(&context, request, &response);
  }));
  return response;
}

absl::Status OneInFlight(Traceability::Stub& stub,
                         const std::vector<std::string>& names,
                         traceability::v1::View view, const std::string& figure,
                         absl::Duration spell) {
  std::vector<absl::Duration> times;
  const absl::Time until = absl::Now() + spell;
  for (size_t i = 0; absl::Now() < until; ++i) {
    const absl::Time start = absl::Now();
    SUYUAN_RETURN_IF_ERROR(Trace(stub, names[i % names.size()], view).status());
    times.push_back(absl::Now() - start);
  }
  const auto micros = [&](double share) {
    return absl::ToDoubleMicroseconds(Percentile(times, share));
  };
  PrintFigure(figure + "_p50", micros(0.50), "µs, one in flight");
  PrintFigure(figure + "_p99", micros(0.99), "µs, one in flight");
  return absl::OkStatus();
}

absl::Status Saturated(const std::string& target,
                       const std::vector<std::string>& names,
                       traceability::v1::View view, const std::string& figure,
                       int callers, absl::Duration spell) {
  rpc::ChannelPair channels(target);
  std::atomic<int64_t> calls = 0;
  std::vector<absl::Status> ends(callers);
  std::vector<std::thread> threads;
  const Stopwatch watch;
  const absl::Time until = absl::Now() + spell;
  for (int c = 0; c < callers; ++c) {
    threads.emplace_back([&, c] {
      const auto stub = Traceability::NewStub(channels.at(c % 2));
      for (size_t i = c; absl::Now() < until; i += callers) {
        ends[c] = Trace(*stub, names[i % names.size()], view).status();
        if (!ends[c].ok()) return;
        ++calls;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& end : ends) SUYUAN_RETURN_IF_ERROR(end);
  PrintRate(figure + "_rate", calls.load(), watch,
            absl::StrCat("traces/s, ", callers, " callers"));
  return absl::OkStatus();
}

// What the measured answers hold, so that a figure says of what it is.
absl::Status DescribeTraces(Traceability::Stub& stub,
                            const std::vector<std::string>& names) {
  const size_t count = std::min<size_t>(names.size(), 1000);
  double certificates = 0;
  double links = 0;
  double bytes = 0;
  double traceable = 0;
  for (size_t i = 0; i < count; ++i) {
    SUYUAN_ASSIGN_OR_RETURN(
        const traceability::v1::TraceResponse answer,
        Trace(stub, names[i], traceability::v1::VIEW_CHAIN));
    certificates += answer.certificates_size();
    links += answer.links_size();
    bytes += static_cast<double>(answer.ByteSizeLong());
    traceable += answer.verdict() == traceability::v1::VERDICT_TRACEABLE;
  }
  const auto n = static_cast<double>(count);
  PrintFigure("trace_certificates", certificates / n, "certificates a trace");
  PrintFigure("trace_links", links / n, "links a trace");
  PrintFigure("trace_bytes", bytes / n, "bytes an answer, view CHAIN");
  PrintFigure("trace_traceable", 100 * traceable / n, "% traceable");
  return absl::OkStatus();
}

}  // namespace

absl::Status AwaitGraph(const std::string& target, int64_t certificates,
                        int64_t records, const Stopwatch& watch,
                        int64_t before) {
  const auto stub = Traceability::NewStub(rpc::MakeChannel(target));
  traceability::v1::GraphStatus graph;
  while (graph.certificates() < certificates || graph.records() < records) {
    if (watch.Seconds() > kMostLoadingSeconds) {
      return absl::DeadlineExceededError(absl::StrCat(
          "the graph holds ", graph.certificates(), " of ", certificates,
          " certificates and ", graph.records(), " of ", records, " records"));
    }
    absl::SleepFor(kLook);
    SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
      return stub->GetGraphStatus(&context, {}, &graph);
    }));
  }
  PrintFigure("load_time", watch.Seconds(), "s");
  PrintRate("load_rate", certificates, watch, "certificates/s");
  const auto links =
      static_cast<double>(std::max<int64_t>(graph.references(), 1));
  PrintFigure("graph_links", links, "links");
  PrintFigure("graph_bytes_per_link", graph.bytes() / links, "bytes");
  PrintFigure("resident_bytes_per_link", (ResidentBytes() - before) / links,
              "bytes");
  return absl::OkStatus();
}

absl::Status MeasureTrace(const std::string& target,
                          const std::vector<std::string>& names, int callers,
                          absl::Duration spell) {
  const auto stub = Traceability::NewStub(rpc::MakeChannel(target));
  SUYUAN_RETURN_IF_ERROR(DescribeTraces(*stub, names));
  const std::map<std::string, traceability::v1::View> views = {
      {"trace_chain", traceability::v1::VIEW_CHAIN},
      {"trace_verdict", traceability::v1::VIEW_VERDICT}};
  for (const auto& [figure, view] : views) {
    SUYUAN_RETURN_IF_ERROR(OneInFlight(*stub, names, view, figure, spell));
    SUYUAN_RETURN_IF_ERROR(
        Saturated(target, names, view, figure, callers, spell));
  }
  return absl::OkStatus();
}

absl::Status MeasureBatchTrace(const std::string& target,
                               const std::vector<std::string>& names,
                               absl::Duration spell) {
  const auto stub = Traceability::NewStub(rpc::MakeChannel(target));
  int64_t targets = 0;
  const Stopwatch watch;
  const absl::Time until = absl::Now() + spell;
  for (size_t from = 0; absl::Now() < until; from += kBatch) {
    traceability::v1::BatchTraceRequest request;
    for (size_t i = 0; i < std::min(kBatch, names.size()); ++i) {
      request.add_targets(names[(from + i) % names.size()]);
    }
    traceability::v1::BatchTraceResponse response;
    SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
      return stub->BatchTrace(&context, request, &response);
    }));
    for (const auto& item : response.items()) {
      if (!item.error_reason().empty()) {
        return absl::InternalError(item.error_message());
      }
    }
    targets += response.items_size();
  }
  PrintRate("batch_trace_rate", targets, watch, "traces/s, one caller");
  return absl::OkStatus();
}

absl::Status MeasureAffected(const std::string& target,
                             const std::string& standard,
                             const std::string& figure) {
  const auto stub = Traceability::NewStub(rpc::MakeChannel(target));
  traceability::v1::ListAffectedRequest request;
  request.set_target(standard);
  int64_t listed = 0;
  int64_t told = -1;
  double first = 0;
  const Stopwatch watch;
  SUYUAN_RETURN_IF_ERROR(InvokePatiently([&](grpc::ClientContext& context) {
    const auto reader = stub->ListAffected(&context, request);
    traceability::v1::ListAffectedResponse some;
    while (reader->Read(&some)) {
      if (listed == 0) first = watch.Seconds();
      listed += some.affected_size();
      if (some.has_summary()) told = some.summary().certificates();
    }
    return reader->Finish();
  }));
  const double whole = watch.Seconds();
  const double cpu = watch.CpuSeconds();
  if (listed != told || listed == 0) {
    return absl::InternalError(absl::StrCat(standard, " affects ", listed,
                                            " certificates, its summary says ",
                                            told));
  }
  PrintFigure(figure + "_certificates", static_cast<double>(listed),
              "certificates");
  PrintFigure(figure + "_first", 1e3 * first, "ms to the first message");
  PrintFigure(figure + "_time", 1e3 * whole, "ms");
  PrintFigure(figure + "_per_item", 1e6 * whole / static_cast<double>(listed),
              "µs a certificate");
  PrintFigure(figure + "_per_item_cpu", 1e6 * cpu / static_cast<double>(listed),
              "µs processor time each");
  return absl::OkStatus();
}

}  // namespace suyuan::bench
