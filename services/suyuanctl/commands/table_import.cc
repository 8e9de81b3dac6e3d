#include "services/suyuanctl/commands/table_import.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/journal.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/cli/progress.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::ImportCertificateTableRequest;
using certificates::v1::ImportCertificateTableResponse;
using certificates::v1::ImportedTableCertificate;

constexpr int kMostTold = 20;

class TableImporter {
 public:
  // `report` may be null.
  TableImporter(const TableImportOptions& options, ImportTablePart import,
                Console& console, Journal* journal, OutputFile* report,
                int64_t rows)
      : options_(options),
        import_(std::move(import)),
        console_(console),
        journal_(journal),
        report_(report),
        progress_(console, rows) {}

  absl::Status Begin() {
    if (report_ == nullptr) return absl::OkStatus();
    std::string head(text::kByteOrderMark);
    csv::AppendRow({"file", "row", "number", "reason", "column", "problem"},
                   head);
    return report_->Write(head);
  }

  absl::Status Take(const std::string& path, const FilePart& part) {
    const std::string digest = crypto::Sha256(part.content).Hex();
    if (journal_ != nullptr && journal_->Has(digest)) {
      summary_.skipped += part.rows;
      progress_.Advance(part.rows, path);
      return absl::OkStatus();
    }
    ImportCertificateTableRequest request;
    request.mutable_table()->set_content_type("text/csv");
    request.mutable_table()->set_data(part.content);
    request.set_rows_before(part.rows_before);
    request.set_validate_only(options_.validate_only);
    SUYUAN_ASSIGN_OR_RETURN(const ImportCertificateTableResponse response,
                            import_(request));
    SUYUAN_RETURN_IF_ERROR(Settle(path, response));
    progress_.Advance(part.rows, path);
    // Refused rows are told again the next time, until they are right.
    const bool keeps = journal_ != nullptr && response.refused() == 0 &&
                       !options_.validate_only;
    if (!keeps) return absl::OkStatus();
    journal_->Add(digest, absl::StrCat("rows ", part.rows_before + 1, " to ",
                                       part.rows_before + part.rows));
    return journal_->Sync();
  }

  void ClearProgress() { progress_.Clear(); }
  const ImportSummary& summary() const { return summary_; }

 private:
  absl::Status Settle(const std::string& path,
                      const ImportCertificateTableResponse& response) {
    summary_.created += response.created();
    summary_.held += response.held();
    summary_.refused += response.refused();
    for (const ImportedTableCertificate& one : response.certificates()) {
      if (one.outcome() != ImportedTableCertificate::OUTCOME_REFUSED) continue;
      Tell(path, one);
      SUYUAN_RETURN_IF_ERROR(Report(path, one));
    }
    return absl::OkStatus();
  }

  void Tell(const std::string& path, const ImportedTableCertificate& one) {
    if (told_++ > kMostTold) return;
    progress_.Clear();
    if (told_ > kMostTold) {
      console_.Note(console_.Say("records.more_refused"));
      return;
    }
    for (const ImportedTableCertificate::Problem& problem : one.problems()) {
      console_.Note(console_.Say(
          "table.refused",
          {path, absl::StrCat(problem.row()), one.number(), one.reason(),
           problem.column().empty()
               ? problem.description()
               : absl::StrCat(problem.column(), ": ", problem.description())}));
    }
  }

  absl::Status Report(const std::string& path,
                      const ImportedTableCertificate& one) {
    if (report_ == nullptr) return absl::OkStatus();
    std::string lines;
    for (const ImportedTableCertificate::Problem& problem : one.problems()) {
      csv::AppendRow({path, absl::StrCat(problem.row()), one.number(),
                      one.reason(), problem.column(), problem.description()},
                     lines);
    }
    return report_->Write(lines);
  }

  const TableImportOptions& options_;
  const ImportTablePart import_;
  Console& console_;
  Journal* const journal_;
  OutputFile* const report_;
  Progress progress_;
  int told_ = 0;
  ImportSummary summary_;
};

struct TableFile {
  std::string path;
  std::vector<FilePart> parts;
};

absl::StatusOr<std::vector<TableFile>> CutAll(
    const TableImportOptions& options) {
  std::vector<TableFile> files;
  for (const std::string& path : options.paths) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string file, ReadWholeFile(path));
    SUYUAN_ASSIGN_OR_RETURN(std::vector<FilePart> parts,
                            CutTable(file, options.part));
    files.push_back({path, std::move(parts)});
  }
  return files;
}

absl::Status TakeAll(const std::vector<TableFile>& files,
                     TableImporter& importer) {
  SUYUAN_RETURN_IF_ERROR(importer.Begin());
  for (const TableFile& file : files) {
    for (const FilePart& part : file.parts) {
      SUYUAN_RETURN_IF_ERROR(importer.Take(file.path, part));
    }
  }
  return absl::OkStatus();
}

}  // namespace

ImportTablePart ImportTablePartOver(Connections& connections) {
  return [&connections](const ImportCertificateTableRequest& request)
             -> absl::StatusOr<ImportCertificateTableResponse> {
    ImportCertificateTableResponse response;
    SUYUAN_RETURN_IF_ERROR(world::CallPeer(
        connections.certificates_peer(), connections.settings(),
        [&](grpc::ClientContext& context) {
          response.Clear();
          return connections.certificates().ImportCertificateTable(
              &context, request, &response);
        }));
    return response;
  };
}

absl::StatusOr<bool> ImportTables(const TableImportOptions& options,
                                  ImportTablePart import, Console& console,
                                  ImportSummary* summary) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<TableFile> files, CutAll(options));
  std::unique_ptr<Journal> journal;
  if (!options.journal.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(journal, Journal::Open(options.journal));
  }
  std::unique_ptr<OutputFile> report;
  if (!options.report.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(report, OutputFile::Open(options.report, console));
  }
  int64_t rows = 0;
  for (const TableFile& file : files) {
    for (const FilePart& part : file.parts) rows += part.rows;
  }
  TableImporter importer(options, std::move(import), console, journal.get(),
                         report.get(), rows);
  const absl::Status done = TakeAll(files, importer);
  importer.ClearProgress();
  const ImportSummary& so_far = importer.summary();
  console.Print(console.Say(
      options.validate_only ? "table.would" : "table.summary",
      {absl::StrCat(so_far.created), absl::StrCat(so_far.held),
       absl::StrCat(so_far.refused), absl::StrCat(so_far.skipped)}));
  if (summary != nullptr) *summary = so_far;
  if (report != nullptr) SUYUAN_RETURN_IF_ERROR(report->Close());
  SUYUAN_RETURN_IF_ERROR(done);
  return so_far.refused == 0;
}

}  // namespace suyuan::ctl
