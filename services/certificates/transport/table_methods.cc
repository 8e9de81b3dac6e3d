#include "services/certificates/transport/table_methods.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/errors.h"
#include "services/certificates/table/examples.h"
#include "services/certificates/table/reader.h"
#include "services/certificates/table/writer.h"
#include "services/certificates/transport/certificate_methods.h"

namespace suyuan::certificates {
namespace {

constexpr int64_t kMostTableBytes = 8 << 20;
constexpr int kMostNames = 100;
constexpr int64_t kMostPageBytes = 8 << 20;
constexpr char kMethod[] = "certificates.ImportTable";
constexpr char kMediaType[] = "text/csv; charset=utf-8";

using Imported = v1::ImportedTableCertificate;

absl::Status CheckTable(const google::api::HttpBody& table) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(table.content_type(), absl::MaxSplits(';', 1));
  const std::string type =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
  if (type != "text/csv") {
    return InvalidField(
        "table.content_type",
        absl::StrCat("is \"", type.substr(0, 100), "\"; text/csv is wanted"));
  }
  const auto bytes = static_cast<int64_t>(table.data().size());
  if (bytes > kMostTableBytes) return DocumentTooLarge(bytes, kMostTableBytes);
  return absl::OkStatus();
}

absl::StatusOr<TableLanguage> LanguageOf(const std::string& text) {
  if (text.empty() || text == "zh") return TableLanguage::kChinese;
  if (text == "en") return TableLanguage::kEnglish;
  return InvalidField("language", absl::StrCat("is \"", text.substr(0, 20),
                                               "\"; zh or en is wanted"));
}

void Refuse(const TableCertificate& read, Imported& out) {
  out.set_outcome(Imported::OUTCOME_REFUSED);
  out.set_reason("INVALID_FIELD");
  for (const TableProblem& problem : read.problems) {
    Imported::Problem& told = *out.add_problems();
    told.set_row(problem.row);
    told.set_column(problem.column);
    told.set_description(problem.description);
  }
}

// What the store or the certificate as a whole refuses.
void Refuse(const absl::Status& status, Imported& out) {
  out.set_outcome(Imported::OUTCOME_REFUSED);
  out.set_reason(ReasonOf(status));
  Imported::Problem& told = *out.add_problems();
  told.set_row(out.first_row());
  told.set_description(std::string(status.message()));
  out.clear_findings();
}

void Settle(const ImportOutcome& outcome, Imported& out) {
  out.set_outcome(outcome.created ? Imported::OUTCOME_CREATED
                                  : Imported::OUTCOME_HELD);
  out.set_certificate(outcome.view.kept.id.name());
}

// Read again, a table would make another certificate with the number of a
// document whose original is not canonical.
absl::Status Write(const v1::Certificate& certificate, TableWriter& writer) {
  if (certificate.media_type() == "application/json") {
    return writer.Add(certificate);
  }
  return InvalidField("media_type",
                      absl::StrCat("is ", certificate.media_type(),
                                   "; a canonical certificate is wanted"));
}

}  // namespace

// Certificates are filled by whoever finishes them; the last one answers.
struct TableMethods::Gathering {
  Gathering(v1::ImportCertificateTableResponse& to, rpc::Done d)
      : response(to), done(std::move(d)) {}

  void Fill(int index, const absl::StatusOr<ImportOutcome>& outcome) {
    Imported& out = *response.mutable_certificates(index);
    if (!outcome.ok()) return Refuse(outcome.status(), out);
    Settle(*outcome, out);
    const int64_t reached = outcome->view.LastPosition();
    int64_t seen = position.load();
    while (seen < reached && !position.compare_exchange_weak(seen, reached)) {
    }
  }

  void Finish() {
    if (open.fetch_sub(1) > 1) return;
    int64_t counts[Imported::Outcome_ARRAYSIZE] = {};
    for (const Imported& one : response.certificates()) {
      ++counts[one.outcome()];
    }
    response.set_created(counts[Imported::OUTCOME_CREATED]);
    response.set_held(counts[Imported::OUTCOME_HELD]);
    response.set_refused(counts[Imported::OUTCOME_REFUSED]);
    if (position.load() > 0) response.set_token(TokenText(position.load()));
    done(broken);
  }

  v1::ImportCertificateTableResponse& response;
  rpc::Done done;
  std::atomic<int64_t> position{0};
  // One more than certificates: the reading counts as one.
  std::atomic<int> open{1};
  // Why the reading broke off. Written before the reading is finished.
  absl::Status broken;
};

void TableMethods::Import(const v1::ImportCertificateTableRequest& request,
                          v1::ImportCertificateTableResponse& response,
                          rpc::Call& call, rpc::Done done) {
  if (absl::Status checked = CheckTable(request.table()); !checked.ok()) {
    return done(std::move(checked));
  }
  absl::StatusOr<std::vector<TableCertificate>> read =
      ReadTable(request.table().data(), request.rows_before());
  if (!read.ok()) return done(read.status());
  // All before the first of them can be filled: adding moves them.
  for (const TableCertificate& one : *read) {
    Imported& out = *response.add_certificates();
    out.set_number(one.certificate.number());
    out.set_first_row(one.first_row);
    out.set_last_row(one.last_row);
    if (!one.problems.empty()) Refuse(one, out);
  }
  auto gathering = std::make_shared<Gathering>(response, std::move(done));
  for (int i = 0; i < response.certificates_size(); ++i) {
    gathering->broken = call.deadline().Check();
    if (!gathering->broken.ok()) break;
    TableCertificate& one = (*read)[static_cast<size_t>(i)];
    if (!one.problems.empty()) continue;
    ImportOne(std::move(one.certificate), i, request.validate_only(), gathering,
              call);
  }
  gathering->Finish();
}

void TableMethods::ImportOne(v1::Certificate certificate, int index,
                             bool validate_only,
                             const std::shared_ptr<Gathering>& gathering,
                             rpc::Call& call) {
  absl::StatusOr<PreparedCertificate> prepared = PrepareCanonical(
      std::move(certificate), v1::Certificate::KIND_UNSPECIFIED);
  if (!prepared.ok()) return gathering->Fill(index, prepared.status());
  if (const auto document = ToProto(*prepared); document.ok()) {
    *gathering->response.mutable_certificates(index)->mutable_findings() =
        document->findings();
  }
  WriteContext context{.principal = call.principal(),
                       .request = {.request_id = "", .method = kMethod}};
  if (validate_only) {
    return gathering->Fill(
        index, archive_.TryImport(*prepared, context, call.deadline()));
  }
  gathering->open.fetch_add(1);
  archive_.ImportAsync(
      *std::move(prepared), std::move(context),
      [index, gathering](absl::StatusOr<ImportOutcome> outcome) {
        gathering->Fill(index, outcome);
        gathering->Finish();
      });
}

absl::StatusOr<ListedPage> TableMethods::PageOf(
    const v1::ExportCertificateTableRequest& request, rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(
      AwaitToken(archive_.store(), archive_.clock(), request.token(), call));
  if (request.names().empty()) {
    ListQuestion question{.filter = request.filter(),
                          .page_token = request.page_token(),
                          .max_original_bytes = kMostPageBytes,
                          .today = metrology::LegalDay(archive_.clock().Now())};
    SUYUAN_ASSIGN_OR_RETURN(
        question.page_size,
        rpc::PageSize(request.page_size(), {.usual = 50, .most = 500}));
    return list_.List(question, call.deadline());
  }
  if (request.names_size() > kMostNames) {
    return InvalidField(
        "names", absl::StrCat("has ", request.names_size(),
                              " members; at most ", kMostNames, " are taken"));
  }
  ListedPage page;
  for (const std::string& name : request.names()) {
    const absl::StatusOr<CertificateId> id = CertificateId::Parse(name);
    if (!id.ok()) return InField("names", id.status());
    SUYUAN_ASSIGN_OR_RETURN(CertificateView view,
                            archive_.Find(*id, Horizon{}, call.deadline()));
    page.certificates.push_back(std::move(view));
  }
  return page;
}

absl::StatusOr<v1::ExportCertificateTableResponse> TableMethods::Export(
    const v1::ExportCertificateTableRequest& request, rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(const TableLanguage language,
                          LanguageOf(request.language()));
  SUYUAN_ASSIGN_OR_RETURN(ListedPage page, PageOf(request, call));
  google::protobuf::RepeatedPtrField<v1::Certificate> certificates;
  SUYUAN_RETURN_IF_ERROR(
      renderer_.Render(page.certificates, call.deadline(), certificates));
  v1::ExportCertificateTableResponse response;
  response.set_next_page_token(std::move(page.next_page_token));
  TableWriter writer(language);
  for (const v1::Certificate& certificate : certificates) {
    SUYUAN_RETURN_IF_ERROR(call.deadline().Check());
    const absl::Status added = Write(certificate, writer);
    if (added.ok()) continue;
    const std::vector<FieldViolation> violations = ViolationsOf(added);
    if (violations.empty()) return added;
    auto& left_out = *response.add_left_out();
    left_out.set_certificate(certificate.name());
    left_out.set_field(violations[0].field);
    left_out.set_description(violations[0].description);
  }
  response.set_table(writer.text());
  return response;
}

absl::StatusOr<google::api::HttpBody> TableMethods::Template(
    const v1::GetCertificateTableTemplateRequest& request, rpc::Call&) const {
  SUYUAN_ASSIGN_OR_RETURN(const TableLanguage language,
                          LanguageOf(request.language()));
  TableWriter writer(language);
  if (request.examples()) {
    for (const v1::Certificate& example : TableExamples()) {
      SUYUAN_RETURN_IF_ERROR(writer.Add(example));
    }
  }
  google::api::HttpBody body;
  body.set_content_type(kMediaType);
  body.set_data(writer.text());
  return body;
}

}  // namespace suyuan::certificates
