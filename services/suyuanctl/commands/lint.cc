#include "services/suyuanctl/commands/lint.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/lint.h"
#include "nlohmann/json.hpp"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/cli/lint_report.h"
#include "services/suyuanctl/commands/json.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::LintDocumentRequest;
using certificates::v1::LintDocumentResponse;

bool LooksLikeJson(absl::string_view document) {
  const std::size_t first = document.find_first_not_of(" \t\r\n");
  return first != absl::string_view::npos &&
         (document[first] == '{' || document[first] == '[');
}

absl::StatusOr<std::string> JsonLine(const std::string& path,
                                     const LintDocumentResponse& report) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(report, false));
  const std::string name = nlohmann::json(path).dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
  return absl::StrCat("{\"file\":", name, ",\"report\":", json, "}");
}

void Tell(const std::string& path, const LintDocumentResponse& report,
          Console& console) {
  const std::string kind = console.words().SayEnum(
      "document_kind",
      certificates::v1::DocumentKind_Name(report.document_kind()),
      "DOCUMENT_KIND_");
  console.Print(absl::StrCat(
      path, ": ", kind, report.version().empty() ? "" : " ", report.version()));
  for (const std::string& line : LintLines(report, console.words())) {
    console.Print(line);
  }
}

// What one document comes to. Failures are told here; only those that would
// meet every document (nobody answers) are an error.
absl::StatusOr<LintOutcome> LintOne(const std::string& path, bool json,
                                    const LintDocument& lint,
                                    Console& console) {
  const absl::StatusOr<std::string> bytes = ReadDocument(path);
  if (!bytes.ok()) {
    console.Fail(bytes.status());
    return LintOutcome::kUnreadable;
  }
  const absl::StatusOr<LintDocumentResponse> report = lint(*bytes);
  if (absl::IsInvalidArgument(report.status())) {
    console.Note(absl::StrCat(path, ":"));
    console.Fail(report.status());
    return LintOutcome::kUnreadable;
  }
  if (!report.ok()) return report.status();
  if (json) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string line, JsonLine(path, *report));
    console.Print(line);
  } else {
    Tell(path, *report, console);
  }
  return IsSound(*report) ? LintOutcome::kSound : LintOutcome::kUnsound;
}

}  // namespace

LintDocument LintHere(const dcc::SchemaFolder* schemas) {
  return
      [schemas](
          const std::string& document) -> absl::StatusOr<LintDocumentResponse> {
        if (LooksLikeJson(document)) {
          return WithReason(
              absl::InvalidArgumentError(
                  "the document is JSON; XML is wanted, or --server, for the "
                  "service judges canonical certificates"),
              "DOCUMENT_NOT_XML");
        }
        dcc::Limits limits;
        limits.max_bytes = kMaxDocumentBytes;
        limits.max_text_bytes = kMaxDocumentBytes;
        SUYUAN_ASSIGN_OR_RETURN(
            const dcc::LintReport report,
            dcc::Lint(document, limits, schemas, Deadline::Infinite()));
        return ToMessage(report);
      };
}

LintDocument LintOver(Connections& connections) {
  return
      [&connections](
          const std::string& document) -> absl::StatusOr<LintDocumentResponse> {
        LintDocumentRequest request;
        request.mutable_document()->set_data(document);
        LintDocumentResponse response;
        SUYUAN_RETURN_IF_ERROR(world::CallPeer(
            connections.certificates_peer(), connections.settings(),
            [&](grpc::ClientContext& context) {
              return connections.certificates().LintDocument(&context, request,
                                                             &response);
            }));
        return response;
      };
}

absl::StatusOr<LintOutcome> Lint(const LintOptions& options,
                                 const LintDocument& lint, Console& console) {
  LintOutcome worst = LintOutcome::kSound;
  int count[3] = {0, 0, 0};
  const auto settle = [&](LintOutcome outcome) {
    ++count[static_cast<int>(outcome)];
    worst = std::max(worst, outcome);
  };
  for (const std::string& named : options.paths) {
    const auto documents = FindDocuments({named});
    if (!documents.ok()) {
      console.Fail(documents.status());
      settle(LintOutcome::kUnreadable);
      continue;
    }
    for (const std::string& path : *documents) {
      SUYUAN_ASSIGN_OR_RETURN(const LintOutcome outcome,
                              LintOne(path, options.json, lint, console));
      settle(outcome);
    }
  }
  console.Note(console.Say("lint.summary",
                           {absl::StrCat(count[0]), absl::StrCat(count[1]),
                            absl::StrCat(count[2])}));
  return worst;
}

}  // namespace suyuan::ctl
