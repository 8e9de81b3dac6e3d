#include "services/certificates/page/page.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/text/utf8.h"
#include "services/certificates/page/page_parts.h"
#include "services/certificates/page/qr_code.h"
#include "services/certificates/page/texts.h"
#include "services/certificates/page/verification_page.h"

namespace suyuan::certificates {
namespace {

constexpr absl::string_view kTemplate = "certificate.html.mustache";
// Modules around a QR code that stay light (ISO/IEC 18004).
constexpr int kQuietZone = 4;

// Any text as the inside of a CSS string: code points alone.
std::string CssText(absl::string_view text) {
  std::string out;
  while (!text.empty()) {
    const text::CodePoint c = text::FirstCodePoint(text);
    absl::StrAppendFormat(&out, "\\%06x", static_cast<uint32_t>(c.value));
    text.remove_prefix(c.width);
  }
  return out;
}

absl::Status AddCode(const PageSource& page, PageData& to) {
  const std::string url =
      VerificationUrl(page.options.public_url, page.certificate.digest());
  SUYUAN_ASSIGN_OR_RETURN(const QrCode code, QrCodeOf(url));
  to.set("verify_url", url);
  to.set("qr_path", code.path);
  to.set("qr_box", absl::StrCat(code.size + 2 * kQuietZone));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> PageOf(const v1::Certificate& certificate,
                                   const PageOptions& options) {
  SUYUAN_ASSIGN_OR_RETURN(const PageWords words,
                          PageWords::In(options.language));
  const PageSource page{certificate, options, words};
  PageData data;
  SetWords(words, data);
  data.set("kind",
           words.SayEnum("kind", "KIND_",
                         v1::Certificate::Kind_Name(certificate.kind())));
  data.set("number", certificate.number());
  data.set("css_number", CssText(certificate.number()));
  data.set("issuer", certificate.issuer().title().empty()
                         ? certificate.issuer().code()
                         : certificate.issuer().title());
  SUYUAN_RETURN_IF_ERROR(AddCode(page, data));
  data.set("facts", FactsOf(page));
  data.set("banners", BannersOf(page));
  data.set("notes", NotesOf(page));
  data.set("items", ItemsOf(page));
  data.set("references", ReferencesOf(page));
  data.set("environment", EnvironmentOf(page));
  AddResultTable(page, data);
  data.set("signers", SignersOf(page));
  data.set("remarks", RemarksOf(page));
  data.set("proof", ProofOf(page));
  kainjow::mustache::mustache form(PageTextOf(kTemplate));
  SUYUAN_CHECK(form.is_valid());
  return form.render(data);
}

}  // namespace suyuan::certificates
