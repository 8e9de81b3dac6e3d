#include "services/certificates/store/certificate_store.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "libs/text/utf8.h"

namespace suyuan::certificates {

TermValue TermValue::Of(Term term, absl::string_view value) {
  constexpr size_t kMaxBytes = 256;
  if (value.size() <= kMaxBytes) return {term, std::string(value)};
  const absl::string_view cut = value.substr(0, kMaxBytes);
  return {term, absl::StrCat(cut.substr(0, text::ValidUtf8Prefix(cut)), "\n#",
                             Digest::Of(value).hex())};
}

std::string KeyForm(absl::string_view number_key,
                    absl::string_view issuer_form) {
  // No normal form holds a line break.
  return absl::StrCat(number_key, "\n", issuer_form);
}

std::vector<TermValue> TermsOf(const Particulars& particulars) {
  std::vector<TermValue> terms;
  const auto add = [&terms](Term term, absl::string_view value) {
    if (!value.empty()) terms.push_back(TermValue::Of(term, value));
  };
  const std::string number = text::NormaliseIdentifier(particulars.number);
  const std::string replaced =
      particulars.replaces.has_value()
          ? text::NormaliseIdentifier(particulars.replaces->number)
          : "";
  add(Term::kNumber, number);
  add(Term::kKind, KindWord(particulars.kind));
  const Issuer& issuer = particulars.issuer;
  for (const std::string& text :
       {issuer.institution, issuer.title, issuer.code}) {
    add(Term::kIssuer, text::NormaliseName(text));
  }
  for (const std::string& form : IssuerForms(particulars.issuer)) {
    if (!number.empty()) add(Term::kKey, KeyForm(number, form));
    if (!replaced.empty()) add(Term::kReplacedKey, KeyForm(replaced, form));
  }
  for (const std::string& value : particulars.item_numbers) {
    add(Term::kItemNumber, value);
  }
  for (const std::string& value : particulars.reference_numbers) {
    add(Term::kReferenceNumber, value);
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

}  // namespace suyuan::certificates
