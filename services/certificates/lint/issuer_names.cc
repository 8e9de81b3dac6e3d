#include "services/certificates/lint/issuer_names.h"

#include "absl/status/statusor.h"
#include "libs/dcc/reader.h"

namespace suyuan::certificates {

std::vector<std::string> IssuerNames(absl::string_view document,
                                     const dcc::Limits& limits) {
  std::vector<std::string> names;
  const absl::StatusOr<dcc::Document> read = dcc::Read(document, limits);
  if (!read.ok()) return names;
  for (const dcc::Contact& contact : read->laboratory.contacts) {
    for (const dcc::LanguageText& name : contact.name) {
      if (!name.text.empty()) names.push_back(name.text);
    }
  }
  return names;
}

}  // namespace suyuan::certificates
