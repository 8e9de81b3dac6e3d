// Any bytes as a certificate: what is read can be written, and what was
// written reads back as what it was written from.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/match.h"
#include "libs/dcc/reader.h"
#include "libs/dcc/writer.h"
#include "tests/fuzz/input.h"

namespace suyuan::dcc {
namespace {

using fuzz::CheckRefusal;

Limits Small() {
  Limits limits;
  limits.max_findings = 20;
  limits.max_depth = 40;
  limits.max_elements = 5000;
  return limits;
}

void CheckAttachments(absl::string_view bytes, const Document& document) {
  const int count = static_cast<int>(document.attachments.size());
  for (int i = 0; i < count; ++i) {
    const auto content = ReadAttachment(bytes, i, Small());
    const int64_t size = document.attachments[i].size;
    if (content.ok()) {
      SUYUAN_CHECK(size == static_cast<int64_t>(content->size()));
    } else {
      CheckRefusal(content.status(), {"DCC_ATTACHMENT_NOT_BASE64"});
      SUYUAN_CHECK(size == -1);
    }
  }
  CheckRefusal(ReadAttachment(bytes, count, Small()).status(),
               {"DCC_NO_SUCH_ATTACHMENT"});
}

void CheckDocument(const Document& document) {
  SUYUAN_CHECK(text::IsValidUtf8(document.core.unique_identifier));
  SUYUAN_CHECK(document.findings.size() <= Small().max_findings);
  for (const Quantity& quantity : document.quantities) {
    const Scope scope = quantity.element.within;
    SUYUAN_CHECK((ElementOf(document, scope) == nullptr) ==
                 (scope.kind == ScopeKind::kDocument));
  }
}

void CheckWriting(const Document& document) {
  const auto written = Write(document);
  if (!written.ok()) {
    return CheckRefusal(written.status(), {"DCC_UNWRITABLE"});
  }
  // Names of our own are longer than those of the older versions.
  const auto again = Read(*written, Limits());
  SUYUAN_CHECK(again.ok());
  SUYUAN_CHECK(again->version.text == "3.3.0");
  SUYUAN_CHECK(again->quantities.size() == document.quantities.size());
  SUYUAN_CHECK(again->core.unique_identifier ==
               document.core.unique_identifier);
  const auto rewritten = Write(*again);
  SUYUAN_CHECK(rewritten.ok() && *rewritten == *written);
}

void Check(absl::string_view bytes) {
  const auto document = Read(bytes, Small());
  if (!document.ok()) {
    return CheckRefusal(document.status(),
                        {"DCC_TOO_LARGE", "DCC_TOO_DEEP", "DCC_FORBIDDEN_DTD",
                         "DCC_ENCODING_UNSUPPORTED", "DCC_NOT_WELL_FORMED",
                         "DCC_NOT_A_DCC", "DCC_MISSING_ELEMENT"});
  }
  CheckDocument(*document);
  CheckAttachments(bytes, *document);
  CheckWriting(*document);
}

}  // namespace
}  // namespace suyuan::dcc

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  suyuan::dcc::Check(suyuan::fuzz::Text(data, size));
  return 0;
}
