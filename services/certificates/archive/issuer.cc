#include "services/certificates/archive/issuer.h"

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"

namespace suyuan::certificates {
namespace {

constexpr size_t kMaxPublicIssuer = 256;

bool IsSameName(absl::string_view a, absl::string_view b) {
  return !a.empty() && text::NormaliseName(a) == text::NormaliseName(b);
}

bool IsSameCode(absl::string_view a, absl::string_view b) {
  return !a.empty() &&
         text::NormaliseIdentifier(a) == text::NormaliseIdentifier(b);
}

}  // namespace

bool IsSameIssuer(const Issuer& a, const Issuer& b) {
  if (!a.institution.empty() && !b.institution.empty()) {
    return a.institution == b.institution;
  }
  return IsSameName(a.title, b.title) || IsSameCode(a.code, b.code);
}

std::vector<std::string> IssuerForms(const Issuer& issuer) {
  std::vector<std::string> forms;
  const auto add = [&forms](absl::string_view mark, std::string form) {
    if (!form.empty()) forms.push_back(absl::StrCat(mark, form));
  };
  add("record ", issuer.institution);
  add("title ", text::NormaliseName(issuer.title));
  add("code ", text::NormaliseIdentifier(issuer.code));
  return forms;
}

std::vector<std::string> FormsAsked(absl::string_view asked) {
  return IssuerForms({.institution = std::string(asked),
                      .title = std::string(asked),
                      .code = std::string(asked)});
}

std::string PublicIssuer(const Issuer& issuer) {
  const std::string& whole = !issuer.title.empty()         ? issuer.title
                             : !issuer.institution.empty() ? issuer.institution
                                                           : issuer.code;
  if (whole.size() <= kMaxPublicIssuer) return whole;
  const absl::string_view cut =
      absl::string_view(whole).substr(0, kMaxPublicIssuer);
  return std::string(cut.substr(0, text::ValidUtf8Prefix(cut)));
}

}  // namespace suyuan::certificates
