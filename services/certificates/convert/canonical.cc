#include "services/certificates/convert/canonical.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "libs/rpc/output_fields.h"
#include "libs/text/utf8.h"

namespace suyuan::certificates {

void ClearOutputs(v1::Certificate& certificate) {
  static const auto& outputs =
      *new rpc::OutputFields(*v1::Certificate::descriptor());
  outputs.Clear(certificate);
}

std::string CanonicalJson(const v1::Certificate& certificate) {
  std::string text;
  json::AppendCanonicalJson(certificate, text);
  return text;
}

absl::StatusOr<v1::Certificate> CertificateFromJson(absl::string_view json) {
  v1::Certificate certificate;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &certificate);
  if (!status.ok()) {
    // It quotes the text, which may be in any bytes.
    const std::string shown =
        text::ReplaceBadBytes(std::string(status.message()).substr(0, 500));
    return InvalidField("document",
                        absl::StrCat("no certificate in JSON: ", shown));
  }
  return certificate;
}

}  // namespace suyuan::certificates
