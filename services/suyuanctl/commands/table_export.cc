#include "services/suyuanctl/commands/table_export.h"

#include <algorithm>
#include <memory>

#include "absl/strings/string_view.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/output_file.h"
#include "services/suyuanctl/world/grpc_call.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::ExportCertificateTableRequest;
using certificates::v1::ExportCertificateTableResponse;
using certificates::v1::GetCertificateTableTemplateRequest;

// Each page is a table; of all but the first the header is left out. It is one
// line: no column has a line end in its name.
absl::string_view WithoutHeader(absl::string_view table) {
  return table.substr(std::min(table.size(), table.find('\n') + 1));
}

}  // namespace

ExportTablePage ExportTablePageOver(Connections& connections) {
  return [&connections](const ExportCertificateTableRequest& request)
             -> absl::StatusOr<ExportCertificateTableResponse> {
    ExportCertificateTableResponse response;
    SUYUAN_RETURN_IF_ERROR(world::CallPeer(
        connections.certificates_peer(), connections.settings(),
        [&](grpc::ClientContext& context) {
          response.Clear();
          return connections.certificates().ExportCertificateTable(
              &context, request, &response);
        }));
    return response;
  };
}

absl::StatusOr<bool> ExportTable(const TableExportOptions& options,
                                 const ExportTablePage& page,
                                 Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                          OutputFile::Open(options.file, console));
  ExportCertificateTableRequest request;
  request.set_filter(options.filter);
  request.set_language(options.language);
  request.set_page_size(500);
  int64_t left_out = 0;
  bool is_first = true;
  do {
    SUYUAN_ASSIGN_OR_RETURN(const ExportCertificateTableResponse response,
                            page(request));
    SUYUAN_RETURN_IF_ERROR(file->Write(is_first
                                           ? absl::string_view(response.table())
                                           : WithoutHeader(response.table())));
    for (const auto& one : response.left_out()) {
      console.Note(
          console.Say("table.left_out",
                      {one.certificate(), one.field(), one.description()}));
    }
    left_out += response.left_out_size();
    request.set_page_token(response.next_page_token());
    is_first = false;
  } while (!request.page_token().empty());
  SUYUAN_RETURN_IF_ERROR(file->Close());
  return left_out == 0;
}

absl::StatusOr<bool> WriteTableTemplate(const TableTemplateOptions& options,
                                        Connections& connections,
                                        Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                          OutputFile::Open(options.file, console));
  GetCertificateTableTemplateRequest request;
  request.set_language(options.language);
  request.set_examples(options.examples);
  google::api::HttpBody body;
  SUYUAN_RETURN_IF_ERROR(world::CallPeer(
      connections.certificates_peer(), connections.settings(),
      [&](grpc::ClientContext& context) {
        body.Clear();
        return connections.certificates().GetCertificateTableTemplate(
            &context, request, &body);
      }));
  SUYUAN_RETURN_IF_ERROR(file->Write(body.data()));
  SUYUAN_RETURN_IF_ERROR(file->Close());
  return true;
}

}  // namespace suyuan::ctl
