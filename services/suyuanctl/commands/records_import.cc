#include "services/suyuanctl/commands/records_import.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/csv/csv.h"
#include "libs/text/encoding.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/journal.h"
#include "services/suyuanctl/cli/progress.h"
#include "services/suyuanctl/cli/record_file.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using registry::v1::ImportedRow;
using registry::v1::ImportRecordsRequest;
using registry::v1::ImportRecordsResponse;

constexpr int kMostTold = 20;

// The refused rows, as a spreadsheet shows them: one line for each problem.
class Report {
 public:
  static absl::StatusOr<std::unique_ptr<Report>> Open(const std::string& path) {
    auto report = std::unique_ptr<Report>(new Report(path));
    if (path.empty()) return report;
    report->file_.open(path, std::ios::binary | std::ios::trunc);
    std::string head(text::kByteOrderMark);
    csv::AppendRow({"row", "name", "reason", "field", "problem"}, head);
    SUYUAN_RETURN_IF_ERROR(report->Write(head));
    return report;
  }

  absl::Status Add(const ImportedRow& row) {
    if (path_.empty()) return absl::OkStatus();
    std::string lines;
    for (const ImportedRow::Problem& problem : row.problems()) {
      csv::AppendRow({absl::StrCat(row.row()), row.name(), row.reason(),
                      problem.field(), problem.description()},
                     lines);
    }
    return Write(lines);
  }

  absl::Status Close() {
    if (!path_.empty()) file_.close();
    return Check();
  }

 private:
  explicit Report(std::string path) : path_(std::move(path)) {}

  absl::Status Write(const std::string& text) {
    file_ << text;
    return Check();
  }
  absl::Status Check() const {
    if (file_.good()) return absl::OkStatus();
    return WithReason(absl::UnavailableError(absl::StrCat(
                          "the report ", path_,
                          " cannot be written: ", std::strerror(errno))),
                      "FILE_UNWRITABLE");
  }

  const std::string path_;
  std::ofstream file_;
};

class RowImporter {
 public:
  RowImporter(ImportRecordsRequest request, ImportPart import, Console& console,
              Journal* journal, Report& report, int64_t rows)
      : request_(std::move(request)),
        import_(std::move(import)),
        console_(console),
        journal_(journal),
        report_(report),
        progress_(console, rows) {}

  absl::Status Take(const FilePart& part) {
    const std::string digest =
        crypto::Sha256(absl::StrCat(request_.type(), " ", request_.format(),
                                    " ", request_.snapshot_day(), "\n",
                                    part.content))
            .Hex();
    if (journal_ != nullptr && journal_->Has(digest)) {
      summary_.skipped += part.rows;
      Advance(part);
      return absl::OkStatus();
    }
    request_.set_content(part.content);
    request_.set_rows_before(part.rows_before);
    SUYUAN_ASSIGN_OR_RETURN(const ImportRecordsResponse response,
                            import_(request_));
    SUYUAN_RETURN_IF_ERROR(Settle(response));
    Advance(part);
    // Refused rows are told again the next time, until they are right.
    const bool keeps = journal_ != nullptr && response.refused() == 0 &&
                       !request_.validate_only();
    if (!keeps) return absl::OkStatus();
    journal_->Add(digest, absl::StrCat("rows ", part.rows_before + 1, " to ",
                                       part.rows_before + part.rows));
    return journal_->Sync();
  }

  void ClearProgress() { progress_.Clear(); }
  const RecordsImportSummary& summary() const { return summary_; }

 private:
  void Advance(const FilePart& part) {
    progress_.Advance(part.rows, absl::StrCat(part.rows_before + part.rows));
  }

  absl::Status Settle(const ImportRecordsResponse& response) {
    summary_.created += response.created();
    summary_.updated += response.updated();
    summary_.unchanged += response.unchanged();
    summary_.refused += response.refused();
    for (const ImportedRow& row : response.rows()) {
      if (row.outcome() != ImportedRow::OUTCOME_REFUSED) continue;
      Tell(row);
      SUYUAN_RETURN_IF_ERROR(report_.Add(row));
    }
    return absl::OkStatus();
  }

  void Tell(const ImportedRow& row) {
    if (told_++ > kMostTold) return;
    progress_.Clear();
    if (told_ > kMostTold) {
      console_.Note(console_.Say("records.more_refused"));
      return;
    }
    for (const ImportedRow::Problem& problem : row.problems()) {
      console_.Note(console_.Say(
          "records.refused",
          {absl::StrCat(row.row()), row.name(), row.reason(),
           problem.field().empty()
               ? problem.description()
               : absl::StrCat(problem.field(), ": ", problem.description())}));
    }
  }

  ImportRecordsRequest request_;
  const ImportPart import_;
  Console& console_;
  Journal* const journal_;
  Report& report_;
  Progress progress_;
  int told_ = 0;
  RecordsImportSummary summary_;
};

absl::StatusOr<ImportRecordsRequest> RequestOf(
    const RecordsImportOptions& options) {
  ImportRecordsRequest request;
  SUYUAN_ASSIGN_OR_RETURN(const auto type, ParseRecordType(options.type));
  SUYUAN_ASSIGN_OR_RETURN(const auto format,
                          ParseFileFormat(options.format, options.file));
  request.set_type(type);
  request.set_format(format);
  request.set_snapshot_day(options.snapshot_day);
  request.set_validate_only(options.validate_only);
  request.set_skip_unchanged(true);
  return request;
}

void Summarise(const RecordsImportOptions& options,
               const RecordsImportSummary& summary, Console& console) {
  console.Print(console.Say(
      options.validate_only ? "records.would" : "records.summary",
      {absl::StrCat(summary.created), absl::StrCat(summary.updated),
       absl::StrCat(summary.unchanged), absl::StrCat(summary.refused),
       absl::StrCat(summary.skipped)}));
}

absl::Status TakeAll(const std::vector<FilePart>& parts, Report& report,
                     RowImporter& importer) {
  for (const FilePart& part : parts) {
    SUYUAN_RETURN_IF_ERROR(importer.Take(part));
  }
  return report.Close();
}

}  // namespace

ImportPart ImportPartOver(Connections& connections) {
  return [&connections](const ImportRecordsRequest& request)
             -> absl::StatusOr<ImportRecordsResponse> {
    ImportRecordsResponse response;
    SUYUAN_RETURN_IF_ERROR(
        world::CallPeer(connections.registry_peer(), connections.settings(),
                        [&](grpc::ClientContext& context) {
                          response.Clear();
                          return connections.registry().registry->ImportRecords(
                              &context, request, &response);
                        }));
    return response;
  };
}

absl::StatusOr<bool> ImportRecordsFile(const RecordsImportOptions& options,
                                       ImportPart import, Console& console,
                                       RecordsImportSummary* summary) {
  SUYUAN_ASSIGN_OR_RETURN(ImportRecordsRequest request, RequestOf(options));
  SUYUAN_ASSIGN_OR_RETURN(const std::string file, ReadWholeFile(options.file));
  PartLimits limits;
  limits.rows = static_cast<size_t>(options.part_rows);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<FilePart> parts,
                          CutFile(file, request.format(), limits));
  std::unique_ptr<Journal> journal;
  if (!options.journal.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(journal, Journal::Open(options.journal));
  }
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<Report> report,
                          Report::Open(options.report));
  int64_t rows = 0;
  for (const FilePart& part : parts) rows += part.rows;
  RowImporter importer(std::move(request), std::move(import), console,
                       journal.get(), *report, rows);
  const absl::Status done = TakeAll(parts, *report, importer);
  importer.ClearProgress();
  Summarise(options, importer.summary(), console);
  if (summary != nullptr) *summary = importer.summary();
  SUYUAN_RETURN_IF_ERROR(done);
  return importer.summary().refused == 0;
}

}  // namespace suyuan::ctl
