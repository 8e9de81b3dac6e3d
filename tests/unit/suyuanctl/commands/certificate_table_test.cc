#include <sstream>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/commands/table_export.h"
#include "services/suyuanctl/commands/table_import.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::ExportCertificateTableRequest;
using certificates::v1::ExportCertificateTableResponse;
using certificates::v1::ImportCertificateTableRequest;
using certificates::v1::ImportCertificateTableResponse;
using certificates::v1::ImportedTableCertificate;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using world::testing::WorldFolder;

constexpr char kFile[] =
    "证书编号,标准值\nA-1,1\n,2\nA-1,3\nA-2,1\nA-3,1\n,2\n";

std::vector<std::string> Contents(const std::vector<FilePart>& parts) {
  std::vector<std::string> contents;
  for (const FilePart& part : parts) contents.push_back(part.content);
  return contents;
}

TEST_CASE("A table is cut between certificates, each part with the header") {
  const auto parts = CutTable(kFile, {.bytes = 1000, .rows = 4});
  REQUIRE_THAT(StatusOf(parts), IsOk());
  CHECK(Contents(*parts) ==
        std::vector<std::string>{"证书编号,标准值\nA-1,1\n,2\nA-1,3\nA-2,1\n",
                                 "证书编号,标准值\nA-3,1\n,2\n"});
  CHECK((*parts)[0].rows == 4);
  CHECK((*parts)[1].rows_before == 4);
}

TEST_CASE("A certificate larger than a part is a part of its own") {
  const auto parts =
      CutTable(kFile, {.bytes = 1000, .rows = 1, .certificates = 9});
  REQUIRE_THAT(StatusOf(parts), IsOk());
  CHECK(parts->size() == 3);
  CHECK((*parts)[0].rows == 3);
  const auto one =
      CutTable(kFile, {.bytes = 1000, .rows = 99, .certificates = 1});
  CHECK(one->size() == 3);
  CHECK(CutTable(kFile, {})->size() == 1);
}

TEST_CASE("A file that is no table of certificates is refused before a call") {
  CHECK_THAT(StatusOf(CutTable("标准值\n1\n", {})), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CutTable("证书编号\n\xff\xff\n", {})),
             HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(CutTable("证书编号\n\"A\n", {})),
             HasReason("CSV_SYNTAX"));
  CHECK(CutTable("", {})->empty());
}

// Keeps a certificate for each number and refuses those that say "bad".
class Service {
 public:
  ImportTablePart import() {
    return [this](const ImportCertificateTableRequest& request)
               -> absl::StatusOr<ImportCertificateTableResponse> {
      if (calls_left == 0) return absl::UnavailableError("nobody answers");
      --calls_left;
      requests.push_back(request);
      ImportCertificateTableResponse response;
      ImportedTableCertificate& one = *response.add_certificates();
      const std::string& content = request.table().data();
      one.set_number(content.substr(content.find('\n') + 1, 3));
      if (content.find("bad") != std::string::npos) {
        one.set_outcome(ImportedTableCertificate::OUTCOME_REFUSED);
        one.set_reason("INVALID_FIELD");
        ImportedTableCertificate::Problem& problem = *one.add_problems();
        problem.set_row(request.rows_before() + 1);
        problem.set_column("标准值");
        problem.set_description("is \"bad\"; a number is wanted");
        response.set_refused(1);
      } else {
        one.set_outcome(ImportedTableCertificate::OUTCOME_CREATED);
        response.set_created(1);
      }
      return response;
    };
  }
  std::vector<ImportCertificateTableRequest> requests;
  int calls_left = 99;
};

struct Run {
  absl::StatusOr<bool> done = false;
  ImportSummary summary;
  std::string err;
};

Run RunImport(Service& service, const TableImportOptions& options) {
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  Run run;
  run.done = ImportTables(options, service.import(), console, &run.summary);
  run.err = err.str();
  return run;
}

TEST_CASE("What broke off is taken up at the part without an answer") {
  WorldFolder folder;
  TableImportOptions options;
  options.paths = {folder.Write("table.csv", kFile)};
  options.journal = folder.path() + "/journal";
  options.part.certificates = 1;
  Service service;
  service.calls_left = 2;
  CHECK_FALSE(RunImport(service, options).done.ok());
  service.calls_left = 99;
  service.requests.clear();
  const Run run = RunImport(service, options);
  CHECK(run.done.value());
  CHECK(run.summary.skipped == 4);
  CHECK(run.summary.created == 1);
  REQUIRE(service.requests.size() == 1);
  CHECK(service.requests[0].rows_before() == 4);
  CHECK(service.requests[0].table().content_type() == "text/csv");
}

TEST_CASE("A refused row is told, reported and tried again") {
  WorldFolder folder;
  TableImportOptions options;
  options.paths = {
      folder.Write("table.csv", "证书编号,标准值\nA-1,bad\nA-2,1\n")};
  options.journal = folder.path() + "/journal";
  options.report = folder.path() + "/report.csv";
  options.part.certificates = 1;
  Service service;
  const Run run = RunImport(service, options);
  CHECK_FALSE(run.done.value());
  CHECK(run.summary.refused == 1);
  CHECK(run.summary.created == 1);
  CHECK(run.err.find("row 1 (certificate A-1): INVALID_FIELD: 标准值: is") !=
        std::string::npos);
  CHECK(ReadWholeFile(folder.path() + "/report.csv")
            ->find(",1,A-1,INVALID_FIELD,标准值,") != std::string::npos);
  service.requests.clear();
  RunImport(service, options);
  REQUIRE(service.requests.size() == 1);
  CHECK(service.requests[0].rows_before() == 0);
}

TEST_CASE("A check keeps nothing, in the journal neither") {
  WorldFolder folder;
  TableImportOptions options;
  options.paths = {folder.Write("table.csv", kFile)};
  options.journal = folder.path() + "/journal";
  options.validate_only = true;
  Service service;
  CHECK(RunImport(service, options).done.value());
  CHECK(RunImport(service, options).summary.skipped == 0);
  CHECK(service.requests[0].validate_only());
}

TEST_CASE("Pages are one table, and what it cannot say is told") {
  WorldFolder folder;
  TableExportOptions options;
  options.file = folder.path() + "/out.csv";
  const ExportTablePage page = [](const ExportCertificateTableRequest& request)
      -> absl::StatusOr<ExportCertificateTableResponse> {
    ExportCertificateTableResponse response;
    const bool is_first = request.page_token().empty();
    response.set_table(absl::StrCat("\xEF\xBB\xBFnumber\r\n",
                                    is_first ? "A-1" : "A-2", "\r\n"));
    if (is_first) {
      response.set_next_page_token("more");
      auto& one = *response.add_left_out();
      one.set_certificate("certificates/a");
      one.set_field("references[0].uses");
    }
    return response;
  };
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  const auto done = ExportTable(options, page, console);
  REQUIRE_THAT(StatusOf(done), IsOk());
  CHECK_FALSE(*done);
  CHECK(err.str().find("certificates/a: references[0].uses") !=
        std::string::npos);
  CHECK(*ReadWholeFile(folder.path() + "/out.csv") ==
        "\xEF\xBB\xBFnumber\r\nA-1\r\nA-2\r\n");
}

}  // namespace
}  // namespace suyuan::ctl
