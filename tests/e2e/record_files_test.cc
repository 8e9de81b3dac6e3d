// Files of records by the command line and over HTTP.

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "libs/rpc/status.h"
#include "services/suyuanctl/commands/records_export.h"
#include "services/suyuanctl/commands/records_import.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/e2e/instance.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::e2e {
namespace {

using registry::v1::ExportRecordsRequest;
using registry::v1::ExportRecordsResponse;
using registry::v1::ImportRecordsRequest;
using registry::v1::ImportRecordsResponse;
using registry::v1::Registry;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;

// The command line with what it says, beside an instance.
class CommandLine {
 public:
  explicit CommandLine(Instance& instance)
      : stub_(Registry::NewStub(instance.suite().registry())) {}

  std::string Import(const std::string& type, const std::string& file) {
    const auto import = [this](const ImportRecordsRequest& request)
        -> absl::StatusOr<ImportRecordsResponse> {
      ImportRecordsResponse response;
      SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
        return stub_->ImportRecords(&context, request, &response);
      }));
      return response;
    };
    REQUIRE_THAT(StatusOf(ctl::ImportRecordsFile({.file = file, .type = type},
                                                 import, console_)),
                 IsOk());
    return Said();
  }

  void Export(const std::string& type, const std::string& file) {
    const auto stream =
        [this](
            const ExportRecordsRequest& request,
            absl::FunctionRef<absl::Status(const ExportRecordsResponse&)> take)
        -> absl::Status {
      grpc::ClientContext context;
      rpc::Prepare(context, {});
      const auto reader = stub_->ExportRecords(&context, request);
      ExportRecordsResponse piece;
      while (reader->Read(&piece)) SUYUAN_RETURN_IF_ERROR(take(piece));
      return rpc::FromGrpc(reader->Finish());
    };
    REQUIRE_THAT(StatusOf(ctl::ExportRecordsFile({.type = type, .file = file},
                                                 stream, console_)),
                 IsOk());
  }

 private:
  std::string Said() {
    std::string said = out_.str();
    out_.str("");
    return said;
  }

  std::unique_ptr<Registry::Stub> stub_;
  std::ostringstream out_;
  std::ostringstream err_;
  ctl::Console console_{out_, err_, ctl::Words::In("zh").value(), true};
};

std::string TextOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

constexpr char kDownload[] =
    "/v1/registry:download?type=RECORD_TYPE_INSTITUTION&format=";
constexpr char kUpload[] =
    "/v1/registry:upload?type=RECORD_TYPE_INSTITUTION&format=";

TEST_CASE("A spreadsheet goes in, out, in again and out by every door") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  CommandLine command_line(instance);
  // As a spreadsheet saves it in China: GB18030, and days in its own form.
  const std::string file = folder.File("in.csv");
  std::ofstream(file, std::ios::binary)
      << "name,title.zh,kind,period.from,aliases\r\n"
         "institutions/a,\xD6\xCA\xC1\xBF\xCB\xF9,ENTERPRISE,2001/3/1,"
         "\"[\"\"=1+1\"\", \"\"a,b\"\"]\"\r\n"
         "institutions/b,=\xBC\xC6\xC1\xBF,ENTERPRISE,2002/11/12,\r\n";
  CHECK(command_line.Import("institutions", file) ==
        "新增 2，更新 0，未变 0，未接收 0，按日志跳过 0\n");

  const RawResponse csv =
      instance.Get(absl::StrCat(kDownload, "FILE_FORMAT_CSV"));
  REQUIRE(csv.status == 200);
  CHECK(csv.body.find("质量所") != std::string::npos);
  CHECK(csv.body.find("2001-03-01") != std::string::npos);
  CHECK(csv.body.find(",'=计量,") != std::string::npos);
  command_line.Export("institutions", folder.File("out.csv"));
  CHECK(TextOf(folder.File("out.csv")) == csv.body);

  const RawResponse again = instance.Post(
      absl::StrCat(kUpload, "FILE_FORMAT_CSV"), "text/csv", csv.body);
  REQUIRE(again.status == 200);
  CHECK(nlohmann::json::parse(again.body)["unchanged"] == "2");
  CHECK(command_line.Import("institutions", folder.File("out.csv")) ==
        "新增 0，更新 0，未变 2，未接收 0，按日志跳过 0\n");
}

TEST_CASE("Lines of JSON go in and out over HTTP, with a report by row") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const std::string lines =
      R"({"name": "institutions/a", "kind": "KIND_ENTERPRISE", )"
      R"("title": {"texts": {"en": "A"}}})"
      "\n"
      R"({"name": "institutions/b", "kind": "KIND_ENTERPRISE"})"
      "\n";
  const nlohmann::json request = {{"type", "RECORD_TYPE_INSTITUTION"},
                                  {"format", "FILE_FORMAT_JSON_LINES"},
                                  {"content", absl::Base64Escape(lines)}};
  const auto response = instance.Write<ImportRecordsResponse>(
      "/v1/registry:import", request.dump());
  CHECK(response.created() == 1);
  REQUIRE(response.rows_size() == 2);
  CHECK(response.rows(1).row() == 2);
  CHECK(response.rows(1).reason() == "INVALID_FIELD");
  CHECK(response.rows(1).problems(0).field() == "title");

  const RawResponse whole =
      instance.Get(absl::StrCat(kDownload, "FILE_FORMAT_JSON_LINES"));
  REQUIRE(whole.status == 200);
  CHECK(nlohmann::json::parse(whole.body)["title"]["texts"]["en"] == "A");
  // The same as a stream of pieces.
  const RawResponse stream = instance.Get(
      "/v1/registry:export?type=RECORD_TYPE_INSTITUTION&"
      "format=FILE_FORMAT_JSON_LINES");
  const std::vector<std::string> records =
      absl::StrSplit(stream.body, '\n', absl::SkipEmpty());
  REQUIRE(records.size() == 2);
  std::string content;
  REQUIRE(absl::Base64Unescape(
      nlohmann::json::parse(records[0])["result"]["content"].get<std::string>(),
      &content));
  CHECK(content == whole.body);

  const RawResponse dataset = instance.Get("/v1/registry:downloadDataset");
  REQUIRE(dataset.status == 200);
  const std::vector<std::string> of_dataset =
      absl::StrSplit(dataset.body, '\n', absl::SkipEmpty());
  CHECK(of_dataset.size() == 2);
}

TEST_CASE("A file that cannot be given is refused as anything else") {
  const TemporaryFolder folder;
  Instance instance(folder.File("data"));
  const Refusal refusal = RefusalOf(
      instance.Get(absl::StrCat(kDownload, "FILE_FORMAT_CSV&filter=x")));
  CHECK(refusal.http_status == 400);
  CHECK(refusal.reason == "INVALID_FILTER");
  const Refusal header = RefusalOf(instance.Post(
      absl::StrCat(kUpload, "FILE_FORMAT_CSV"), "text/csv", "name,owner\n"));
  CHECK(header.http_status == 400);
  CHECK(header.reason == "INVALID_FIELD");
}

}  // namespace
}  // namespace suyuan::e2e
