#include "tests/e2e/region.h"

#include <grpcpp/channel.h>

#include <cstdlib>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/e2e/sample.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tools.h"

namespace suyuan::e2e {
namespace {

namespace v1 = registry::v1;
using nlohmann::json;

// In an order in which the registry takes them.
const std::vector<std::pair<std::string, v1::RecordType>>& Collections() {
  static const auto* const all =
      new std::vector<std::pair<std::string, v1::RecordType>>{
          {"institutions", v1::RECORD_TYPE_INSTITUTION},
          {"specifications", v1::RECORD_TYPE_SPECIFICATION},
          {"persons", v1::RECORD_TYPE_PERSON},
          {"competences", v1::RECORD_TYPE_COMPETENCE},
          {"standards", v1::RECORD_TYPE_STANDARD},
          {"referenceMaterials", v1::RECORD_TYPE_REFERENCE_MATERIAL},
          {"instruments", v1::RECORD_TYPE_INSTRUMENT},
          {"declarations", v1::RECORD_TYPE_DECLARATION},
          {"comparisons", v1::RECORD_TYPE_COMPARISON},
          {"indicatorEntries", v1::RECORD_TYPE_INDICATOR_ENTRY}};
  return *all;
}

v1::RecordType TypeOf(const std::string& collection) {
  for (const auto& [name, type] : Collections()) {
    if (name == collection) return type;
  }
  return v1::RECORD_TYPE_UNSPECIFIED;
}

// The lines of a file, so many at a time.
std::vector<std::string> Parts(const std::string& path, int lines_each) {
  std::ifstream file(path);
  REQUIRE(file.is_open());
  std::vector<std::string> parts;
  std::string line;
  for (int i = 0; std::getline(file, line); ++i) {
    if (i % lines_each == 0) parts.emplace_back();
    absl::StrAppend(&parts.back(), line, "\n");
  }
  return parts;
}

}  // namespace

Region::Region(const std::string& folder)
    : instance_(absl::StrCat(folder, "-data")) {
  ApplySample(instance_);
  REQUIRE(
      std::system(absl::StrCat("deploy/sample/generate ", folder, " >/dev/null")
                      .c_str()) == 0);
  for (const auto& [collection, type] : Collections()) {
    Import(absl::StrCat(folder, "/", collection, ".jsonl"), collection);
  }
  for (const std::string& line :
       Parts(absl::StrCat(folder, "/calls.jsonl"), 1)) {
    Call(line);
  }
}

void Region::Import(const std::string& path, const std::string& collection) {
  const auto stub = v1::Registry::NewStub(instance_.suite().registry());
  for (const std::string& part : Parts(path, 500)) {
    v1::ImportRecordsRequest request;
    request.set_type(TypeOf(collection));
    request.set_format(v1::FILE_FORMAT_JSON_LINES);
    request.set_content(part);
    v1::ImportRecordsResponse response;
    rpc::CallOptions options;
    options.timeout = absl::Minutes(2);
    REQUIRE_THAT(rpc::Invoke(options,
                             [&](grpc::ClientContext& context) {
                               return stub->ImportRecords(&context, request,
                                                          &response);
                             }),
                 testing::IsOk());
    for (const auto& row : response.rows()) {
      INFO(collection << " " << row.ShortDebugString());
      REQUIRE(row.outcome() == v1::ImportedRow::OUTCOME_CREATED);
    }
    taken_[collection] += static_cast<int>(response.created());
  }
}

void Region::Call(const std::string& line) {
  const json call = json::parse(line);
  const RawResponse answer =
      instance_.Send(call.at("method"), call.at("path"), "application/json",
                     call.at("body").dump());
  INFO(line << "\n" << answer.body);
  REQUIRE(answer.status == 200);
}

Region* SharedRegion() {
  // Stops and deletes itself when the process ends.
  static struct {
    testing::TemporaryFolder folder;
    std::unique_ptr<Region> region;
  } shared;
  if (shared.region == nullptr && testing::HasToolOrSkip("python3")) {
    shared.region = std::make_unique<Region>(shared.folder.File("region"));
  }
  return shared.region.get();
}

}  // namespace suyuan::e2e
