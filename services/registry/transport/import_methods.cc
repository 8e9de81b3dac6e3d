#include "services/registry/transport/import_methods.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/files/any_message.h"
#include "services/registry/files/import_job.h"
#include "services/registry/kcdb/kcdb_rows.h"

namespace suyuan::registry {
namespace {

constexpr size_t kMostBytes = 8 << 20;
constexpr size_t kMostRows = 20000;

const std::string& ContentOf(const proto::ImportRecordsRequest& request) {
  return request.content();
}
const std::string& ContentOf(const proto::UploadRecordsRequest& request) {
  return request.file().data();
}

absl::Status CheckSize(absl::string_view what, size_t size, size_t most) {
  if (size <= most) return absl::OkStatus();
  return WithReason(
      InvalidField("content",
                   absl::StrCat("has ", size, " ", what, "; at most ", most,
                                " are taken: send it in parts")),
      "TOO_MANY");
}

// Whether the institution is where the CMC's code says; one without a country
// is not told apart.
bool IsIn(const std::string& country, const Record& record) {
  const auto institution = ToMessage<proto::Institution>(record);
  return country.empty() || institution.country().empty() ||
         institution.country() == country;
}

}  // namespace

absl::StatusOr<std::string> ImportMethods::FindInstitute(
    const kcdb::Cmc& cmc, const Deadline& deadline) const {
  const std::string alias = text::NormaliseName(cmc.nmi_code);
  const std::string country = kcdb::CountryOf(cmc);
  std::vector<std::string> names;
  if (!alias.empty()) {
    ScanQuery query;
    query.kind = RecordKind::kInstitution;
    query.terms = {{{"aliases", alias}}, {{"kind", "NATIONAL_INSTITUTE"}}};
    SUYUAN_ASSIGN_OR_RETURN(
        const ScanPage page,
        book_.Scan(
            query,
            [&](const Record& record) -> absl::StatusOr<bool> {
              return IsIn(country, record);
            },
            deadline));
    for (const Record& record : page.records) names.push_back(record.name);
  }
  if (names.size() == 1) return names.front();
  const std::string whose = absl::StrCat(
      "\"", cmc.nmi_code, "\" (", cmc.nmi_name, ", ", cmc.country, ") is ");
  return InvalidField(
      "nmiCode",
      names.empty()
          ? absl::StrCat(whose,
                         "no alias of a NATIONAL_INSTITUTE; record the "
                         "institution with it, an import makes none")
          : absl::StrCat(whose, "an alias of ", absl::StrJoin(names, ", "),
                         "; one is wanted"));
}

template <typename Request>
absl::StatusOr<std::unique_ptr<FileRows>> ImportMethods::Open(
    RecordKind kind, const Request& request, const rpc::Call& call) const {
  const std::string& content = ContentOf(request);
  SUYUAN_RETURN_IF_ERROR(CheckSize("bytes", content.size(), kMostBytes));
  SUYUAN_ASSIGN_OR_RETURN(
      const auto snapshot,
      rpc::ParseOptionalDay("snapshot_day", request.snapshot_day()));
  switch (request.format()) {
    case proto::FILE_FORMAT_CSV:
      return OpenCsv(kind, content);
    case proto::FILE_FORMAT_JSON_LINES:
      return OpenJsonLines(kind, content);
    case proto::FILE_FORMAT_KCDB_JSON:
      if (kind != RecordKind::kCompetence) break;
      return kcdb::OpenKcdb(
          content, snapshot.value_or(metrology::LegalDay(clock_.Now())),
          [this, deadline = call.deadline()](const kcdb::Cmc& cmc) {
            return FindInstitute(cmc, deadline);
          });
    default:
      return InvalidField(
          "format", absl::StrCat("is ", static_cast<int>(request.format()),
                                 "; wanted FILE_FORMAT_CSV, "
                                 "FILE_FORMAT_JSON_LINES or "
                                 "FILE_FORMAT_KCDB_JSON"));
  }
  return InvalidField("type",
                      "is not RECORD_TYPE_COMPETENCE; a file of the KCDB holds "
                      "competences");
}

template <typename Request>
void ImportMethods::Import(const Request& request,
                           proto::ImportRecordsResponse& response,
                           const rpc::Call& call, rpc::Done done) {
  const auto kind = KindOfType(request.type());
  if (!kind.ok()) return done(kind.status());
  if (request.rows_before() < 0) {
    return done(InvalidField(
        "rows_before",
        absl::StrCat("is ", request.rows_before(), "; 0 or more is wanted")));
  }
  auto rows = Open(*kind, request, call);
  if (!rows.ok()) return done(rows.status());
  const absl::Status size = CheckSize("rows", (*rows)->size(), kMostRows);
  if (!size.ok()) return done(size);
  ImportJob::Options options;
  options.kind = *kind;
  options.rows_before = request.rows_before();
  options.skip_unchanged = request.skip_unchanged();
  options.writing.principal = call.principal();
  options.writing.validate_only = request.validate_only();
  options.deadline = call.deadline();
  std::make_shared<ImportJob>(std::move(options), *std::move(rows), book_,
                              executor_, response, std::move(done))
      ->Run();
}

template void ImportMethods::Import(const proto::ImportRecordsRequest& request,
                                    proto::ImportRecordsResponse& response,
                                    const rpc::Call& call, rpc::Done done);
template void ImportMethods::Import(const proto::UploadRecordsRequest& request,
                                    proto::ImportRecordsResponse& response,
                                    const rpc::Call& call, rpc::Done done);

}  // namespace suyuan::registry
