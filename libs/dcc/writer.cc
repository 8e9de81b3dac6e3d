#include "libs/dcc/writer.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/dcc/document_writer.h"
#include "libs/dcc/write_parts.h"
#include "libs/dcc/write_values.h"
#include "libs/dcc/xml_tree.h"
#include "libs/text/utf8.h"

namespace suyuan::dcc {
namespace {

constexpr char kVersion[] = "3.3.0";

}  // namespace

absl::StatusOr<std::string> DocumentWriter::Run() {
  if (!document_.attachments.empty()) return Unwritable("an attachment");
  if (!document_.comment.empty()) return Unwritable("a comment");
  xml_.Open("dcc:digitalCalibrationCertificate");
  xml_.Attribute("xmlns:dcc", kDccNamespace);
  xml_.Attribute("xmlns:si", kSiNamespace);
  xml_.Attribute("schemaVersion", kVersion);
  SUYUAN_RETURN_IF_ERROR(WriteAdministration());
  SUYUAN_RETURN_IF_ERROR(WriteMeasurements());
  xml_.Close();
  if (!xml_.unsayable().empty()) {
    return Unwritable(
        absl::StrCat("the text of ", xml_.unsayable(),
                     " holds a character that XML has not, or is no UTF-8"));
  }
  return xml_.Take();
}

absl::Status DocumentWriter::WriteList(const char* name, const Indexes& indexes,
                                       Writer write) {
  if (indexes.empty()) return absl::OkStatus();
  xml_.Open(name);
  for (const int index : indexes) {
    SUYUAN_RETURN_IF_ERROR((this->*write)(index));
  }
  xml_.Close();
  return absl::OkStatus();
}

void DocumentWriter::OpenElement(const char* name, const Element& element) {
  xml_.Open(name);
  WriteAttributes(xml_, element);
}

absl::StatusOr<std::string> Write(const Document& document) {
  return DocumentWriter(document).Run();
}

bool IsXmlText(absl::string_view text) {
  while (!text.empty()) {
    const text::CodePoint c = text::FirstCodePoint(text);
    const bool is_control =
        c.value < 0x20 && c.value != '\t' && c.value != '\n' && c.value != '\r';
    if (!c.valid || is_control || c.value == 0xFFFE || c.value == 0xFFFF) {
      return false;
    }
    text.remove_prefix(c.width);
  }
  return true;
}

}  // namespace suyuan::dcc
