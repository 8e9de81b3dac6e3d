#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/commands/records_export.h"
#include "services/suyuanctl/commands/records_import.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using registry::v1::ExportRecordsRequest;
using registry::v1::ExportRecordsResponse;
using registry::v1::ImportedRow;
using registry::v1::ImportRecordsRequest;
using registry::v1::ImportRecordsResponse;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using world::testing::WorldFolder;

std::string TextOf(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

// Takes every line of JSON but those that say "bad"; answers so many calls.
struct Service {
  std::vector<ImportRecordsRequest> calls;
  int answers = 1000;

  ImportPart import() {
    return [this](const ImportRecordsRequest& request)
               -> absl::StatusOr<ImportRecordsResponse> {
      if (answers-- == 0) return absl::UnavailableError("nobody answers");
      calls.push_back(request);
      ImportRecordsResponse response;
      std::istringstream lines(request.content());
      int64_t row = request.rows_before();
      for (std::string line; std::getline(lines, line);) {
        ++row;
        if (line.find("bad") == std::string::npos) {
          response.set_created(response.created() + 1);
          continue;
        }
        response.set_refused(response.refused() + 1);
        ImportedRow& refused = *response.add_rows();
        refused.set_row(row);
        refused.set_name("instruments/bad");
        refused.set_outcome(ImportedRow::OUTCOME_REFUSED);
        refused.set_reason("INVALID_FIELD");
        auto& problem = *refused.add_problems();
        problem.set_field("owner");
        problem.set_description("is \"bad\", not good");
      }
      return response;
    };
  }
};

struct Run {
  absl::StatusOr<bool> done = false;
  RecordsImportSummary summary;
  std::string out;
  std::string err;
};

Run RunImport(Service& service, RecordsImportOptions options) {
  options.type = "instruments";
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  Run run;
  run.done =
      ImportRecordsFile(options, service.import(), console, &run.summary);
  run.out = out.str();
  run.err = err.str();
  return run;
}

TEST_CASE("A file of records travels in parts that count its rows") {
  WorldFolder folder;
  const std::string file = folder.Write("a.jsonl", "1\n2\n3\n4\n5\n");
  Service service;
  const Run run = RunImport(service, {.file = file, .part_rows = 2});
  REQUIRE_THAT(run.done.status(), IsOk());
  CHECK(*run.done);
  REQUIRE(service.calls.size() == 3);
  CHECK(service.calls[1].content() == "3\n4\n");
  CHECK(service.calls[1].rows_before() == 2);
  CHECK(service.calls[1].type() == registry::v1::RECORD_TYPE_INSTRUMENT);
  CHECK(service.calls[1].skip_unchanged());
  CHECK(run.out ==
        "5 created, 0 updated, 0 unchanged, 0 refused, 0 skipped by the "
        "journal\n");
  CHECK(run.err.find("100%  5/5") != std::string::npos);
}

TEST_CASE("Refused rows are told, and all of them are in the report") {
  WorldFolder folder;
  std::string lines;
  for (int i = 0; i < 30; ++i) lines += "bad\n";
  const std::string file = folder.Write("a.jsonl", "good\n" + lines);
  const std::string report = folder.path() + "/refused.csv";
  Service service;
  const Run run =
      RunImport(service, {.file = file, .report = report, .part_rows = 10});
  REQUIRE_THAT(run.done.status(), IsOk());
  CHECK_FALSE(*run.done);
  CHECK(run.summary.refused == 30);
  CHECK(run.err.find("refused row 2 instruments/bad: INVALID_FIELD: owner: is "
                     "\"bad\", not good\n") != std::string::npos);
  CHECK(run.err.find("refused row 22 ") == std::string::npos);
  CHECK(run.err.find("--report FILE has all") != std::string::npos);
  const std::string text = TextOf(report);
  CHECK(text.find("\xEF\xBB\xBFrow,name,reason,field,problem\r\n"
                  "2,instruments/bad,INVALID_FIELD,owner,\"is \"\"bad\"\", "
                  "not good\"\r\n") == 0);
  CHECK(std::count(text.begin(), text.end(), '\n') == 31);
}

TEST_CASE("A journal leaves out what was acknowledged and not refused") {
  WorldFolder folder;
  const std::string file = folder.Write("a.jsonl", "1\nbad\n3\n4\n");
  RecordsImportOptions options{
      .file = file, .journal = folder.path() + "/journal", .part_rows = 1};
  Service service;
  service.answers = 3;
  const Run broken = RunImport(service, options);
  CHECK_THAT(broken.done.status(), HasReason(""));
  CHECK(broken.summary.created == 2);
  Service other;
  const Run rest = RunImport(other, options);
  REQUIRE_THAT(rest.done.status(), IsOk());
  REQUIRE(other.calls.size() == 2);
  CHECK(other.calls[0].content() == "bad\n");
  CHECK(other.calls[1].content() == "4\n");
  CHECK(rest.summary.skipped == 2);
}

TEST_CASE("A check is remembered by no journal") {
  WorldFolder folder;
  RecordsImportOptions options{.file = folder.Write("a.jsonl", "1\n"),
                               .journal = folder.path() + "/journal",
                               .validate_only = true};
  Service service;
  CHECK(RunImport(service, options).out.find("nothing kept") == 0);
  options.validate_only = false;
  RunImport(service, options);
  CHECK(service.calls.size() == 2);
}

// A registry of so many rows that ends a stream after so many pieces.
struct Source {
  int rows = 5;
  int pieces_a_stream = 1000;
  absl::Status end = absl::UnavailableError("broken");
  std::vector<ExportRecordsRequest> calls;

  ExportStream stream() {
    return
        [this](
            const ExportRecordsRequest& request,
            absl::FunctionRef<absl::Status(const ExportRecordsResponse&)> take)
            -> absl::Status {
          calls.push_back(request);
          int pieces = 0;
          int first = 0;
          if (!request.after_name().empty()) {
            first = request.after_name().back() - '0' + 1;
          }
          for (int row = first; row < rows; ++row) {
            if (pieces++ == pieces_a_stream) return end;
            ExportRecordsResponse piece;
            piece.set_content(absl::StrCat("row ", row, "\n"));
            piece.set_rows(row - first + 1);
            piece.set_last_name(absl::StrCat("instruments/", row));
            piece.mutable_known_at()->set_seconds(7);
            const absl::Status taken = take(piece);
            if (!taken.ok()) return taken;
          }
          return absl::OkStatus();
        };
  }
};

absl::StatusOr<bool> RunExport(Source& source, const std::string& file,
                               std::string* out = nullptr) {
  std::ostringstream printed, err;
  Console console(printed, err, Words::In("en").value(), true);
  const auto done = ExportRecordsFile({.type = "instruments", .file = file},
                                      source.stream(), console);
  if (out != nullptr) *out = printed.str() + "|" + err.str();
  return done;
}

constexpr char kAll[] = "row 0\nrow 1\nrow 2\nrow 3\nrow 4\n";

TEST_CASE("An export goes to stdout or to a file") {
  WorldFolder folder;
  Source source;
  std::string out;
  REQUIRE_THAT(StatusOf(RunExport(source, "", &out)), IsOk());
  CHECK(out == std::string(kAll) + "|5 records written\n");
  CHECK(source.calls[0].format() == registry::v1::FILE_FORMAT_CSV);
  const std::string file = folder.path() + "/a.jsonl";
  REQUIRE_THAT(StatusOf(RunExport(source, file)), IsOk());
  CHECK(TextOf(file) == kAll);
  CHECK(source.calls[1].format() == registry::v1::FILE_FORMAT_JSON_LINES);
}

TEST_CASE("A stream that breaks off is taken up where it broke") {
  WorldFolder folder;
  const std::string file = folder.path() + "/a.csv";
  Source source;
  source.pieces_a_stream = 2;
  std::string out;
  REQUIRE_THAT(StatusOf(RunExport(source, file, &out)), IsOk());
  CHECK(TextOf(file) == kAll);
  CHECK(out == "|5 records written\n");
  REQUIRE(source.calls.size() == 3);
  CHECK(source.calls[1].after_name() == "instruments/1");
  CHECK(source.calls[1].known_at().seconds() == 7);
}

TEST_CASE("A file that is not whole has not its name") {
  WorldFolder folder;
  const std::string file = folder.path() + "/a.csv";
  Source source;
  source.pieces_a_stream = 0;
  CHECK_FALSE(RunExport(source, file).ok());
  CHECK(source.calls.size() == 5);
  source.end = absl::InvalidArgumentError("no such filter");
  CHECK_FALSE(RunExport(source, file).ok());
  CHECK(source.calls.size() == 6);
  CHECK(std::filesystem::is_empty(folder.path()));
  CHECK_THAT(StatusOf(RunExport(source, folder.path() + "/none/a.csv")),
             HasReason("FILE_UNWRITABLE"));
}

}  // namespace
}  // namespace suyuan::ctl
