#include "services/certificates/certificate_store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"

namespace suyuan::certificates {

std::string KeyForm(absl::string_view number_key,
                    absl::string_view issuer_form) {
  // No normal form holds a line break.
  return absl::StrCat(number_key, "\n", issuer_form);
}

std::vector<TermValue> TermsOf(const Particulars& particulars) {
  std::vector<TermValue> terms;
  const auto add = [&terms](Term term, std::string value) {
    if (!value.empty()) terms.push_back({term, std::move(value)});
  };
  const std::string number = text::NormaliseIdentifier(particulars.number);
  const std::string replaced =
      particulars.replaces.has_value()
          ? text::NormaliseIdentifier(particulars.replaces->number)
          : "";
  add(Term::kNumber, number);
  add(Term::kKind, std::string(KindWord(particulars.kind)));
  for (const std::string& form : IssuerForms(particulars.issuer)) {
    add(Term::kIssuer, form);
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
