#include <cstdio>
#include <map>
#include <memory>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"

namespace suyuan::bench {
namespace {

// What a program prints on its stdout; its exit status must be 0.
std::string OutputOf(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  char some[4096];
  while (const size_t n = fread(some, 1, sizeof(some), pipe)) {
    output.append(some, n);
  }
  CHECK(pclose(pipe) == 0);
  return output;
}

std::map<std::string, double> FiguresIn(const std::string& output) {
  std::map<std::string, double> figures;
  std::istringstream lines(output);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string name;
    double value = 0;
    std::string unit;
    words >> name >> value >> unit;
    CAPTURE(line);
    CHECK_FALSE(unit.empty());
    CHECK(figures.emplace(name, value).second);
  }
  return figures;
}

TEST_CASE("bench_trace prints each of its figures, on a small region too") {
  const auto figures = FiguresIn(OutputOf(
      absl::StrCat(BENCH_TRACE, " --certificates 1500 --seconds 0.2")));
  for (const char* name : {"certificates",
                           "registry_records",
                           "registry_writes",
                           "import_single_16",
                           "import_single_64",
                           "import_batched",
                           "disk_per_certificate",
                           "load_time",
                           "load_rate",
                           "graph_links",
                           "graph_bytes_per_link",
                           "resident_bytes_per_link",
                           "trace_certificates",
                           "trace_links",
                           "trace_bytes",
                           "trace_traceable",
                           "trace_chain_p50",
                           "trace_chain_p99",
                           "trace_chain_rate",
                           "trace_verdict_p50",
                           "trace_verdict_p99",
                           "trace_verdict_rate",
                           "batch_trace_rate",
                           "affected_city_certificates",
                           "affected_city_per_item",
                           "affected_national_per_item",
                           "affected_primary_certificates",
                           "affected_primary_time",
                           "affected_primary_per_item"}) {
    CAPTURE(name);
    REQUIRE(figures.count(name) == 1);
    CHECK(figures.at(name) > 0);
  }
  CHECK(figures.at("certificates") == 1500);
  CHECK(figures.at("trace_chain_p99") >= figures.at("trace_chain_p50"));
  // A region whose chains do not hold would measure refusals, not judgement.
  CHECK(figures.at("trace_traceable") > 50);
  CHECK(figures.at("trace_certificates") > 4);
}

TEST_CASE("bench_log prints each of its figures") {
  const auto figures = FiguresIn(
      OutputOf(absl::StrCat(BENCH_LOG, " --batch 300 --seconds 0.5")));
  for (const char* name :
       {"log_entries", "checkpoint_samples", "checkpoint_p50", "checkpoint_p99",
        "tiles_read", "bundles_read"}) {
    CAPTURE(name);
    REQUIRE(figures.count(name) == 1);
    CHECK(figures.at(name) > 0);
  }
  CHECK(figures.at("checkpoint_p99") >= figures.at("checkpoint_p50"));
}

// PostgreSQL is one of the databases only where it is installed; the script
// says so where it is not.
TEST_CASE("The engine and databases give the same answers about a region") {
  const auto figures = FiguresIn(
      OutputOf(absl::StrCat(BENCH_PEERS, " ", BENCH_FOLDER,
                            " --certificates 4000 --points 2 --compared 200"
                            " --traces 100 --repeated 1")));
  for (const char* name :
       {"links", "load_sqlite", "bytes_sqlite", "chains_compared",
        "chains_certificates", "affected_tier2", "verdict_engine",
        "chain_sqlite_ratio", "affected_tier2_list_sqlite_ratio",
        "affected_tier2_count_sqlite", "coverage_engine", "coverage_sqlite"}) {
    CAPTURE(name);
    REQUIRE(figures.count(name) == 1);
    CHECK(figures.at(name) > 0);
  }
  CHECK(figures.at("wrong") == 0);
  // A region without broken chains would compare nothing but reachability.
  CHECK(figures.at("chains_sound") > 50);
  CHECK(figures.at("chains_sound") < 100);
  CHECK(figures.at("covered") > 0);
}

}  // namespace
}  // namespace suyuan::bench
