#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/dcc/links.h"
#include "services/certificates/dcc_import_parts.h"

namespace suyuan::certificates {
namespace {

// Words that may be an issuer's name: no address, no number, no sentence.
bool LooksLikeName(absl::string_view hint) {
  constexpr size_t kMostBytes = 120;
  const bool has_digit =
      std::any_of(hint.begin(), hint.end(), absl::ascii_isdigit);
  return !hint.empty() && hint.size() <= kMostBytes && !has_digit &&
         !absl::StrContains(hint, "://") && !absl::StrContains(hint, "www.") &&
         !absl::StrContains(hint, "@") && !dcc::IsPlaceholder(hint);
}

// What stands beside the number is taken for the issuer's name only where it
// is one thing and can be one: a wrong issuer hides the right certificate.
std::string IssuerHint(const std::vector<std::string>& hints) {
  return hints.size() == 1 && LooksLikeName(hints.front()) ? hints.front()
                                                           : std::string();
}

void DescribeEquipment(const dcc::Document& document,
                       const dcc::Equipment& equipment, v1::ReferenceUse& to) {
  if (to.title().texts().empty()) {
    *to.mutable_title() = LocalizedFrom(document, equipment.name);
  }
  if (to.manufacturer().empty() && equipment.manufacturer.has_value()) {
    to.set_manufacturer(PrintedFrom(document, equipment.manufacturer->name));
  }
  if (to.model().empty()) to.set_model(equipment.model);
  AddIdentifications(equipment.identifications, *to.mutable_identifications());
}

void DescribeLink(const dcc::UpstreamLink& link, v1::ReferenceUse& to) {
  if (to.issuer().title().empty()) {
    const std::string issuer = IssuerHint(link.hints);
    if (!issuer.empty()) to.mutable_issuer()->set_title(issuer);
  }
  // A digest of canonical XML is none of the original bytes.
  if (link.hash.is_usable && !link.hash.is_canonical &&
      link.hash.algorithm == "sha256") {
    to.set_digest(absl::BytesToHexString(link.hash.digest));
  }
}

// One reference for each upstream certificate, whatever number of elements
// name it.
void AddNamedCertificates(const dcc::Document& document,
                          ImportedReferences& references, v1::Certificate& to) {
  const std::vector<dcc::UpstreamLink> links = dcc::UpstreamLinks(document);
  for (const dcc::UpstreamEdge& edge : dcc::UpstreamEdges(document)) {
    v1::ReferenceUse& use = *to.add_references();
    use.set_id(absl::StrCat("ref", to.references_size()));
    for (const std::string& number : edge.reference.candidates) {
      use.add_certificate_numbers(number);
    }
    use.set_uses(static_cast<int>(edge.links.size()));
    for (const int index : edge.links) {
      const dcc::UpstreamLink& link = links[index];
      DescribeLink(link, use);
      if (link.of.kind != dcc::ScopeKind::kEquipment) continue;
      DescribeEquipment(document, document.equipment[link.of.index], use);
      references.of_equipment[link.of.index].push_back(use.id());
    }
  }
}

bool IsStandard(const dcc::Equipment& equipment) {
  return std::any_of(equipment.element.ref_types.begin(),
                     equipment.element.ref_types.end(),
                     [](const std::string& token) {
                       return absl::EndsWith(token, "normalUsed") ||
                              absl::EndsWith(token, "standardUsed");
                     });
}

// Equipment without the number of a certificate is a reference where somebody
// could find its certificate by what it is, or where the document calls it a
// standard: then the open end is worth showing.
void AddEquipmentAlone(const dcc::Document& document,
                       ImportedReferences& references, v1::Certificate& to) {
  for (size_t i = 0; i < document.equipment.size(); ++i) {
    if (!references.of_equipment[i].empty()) continue;
    const dcc::Equipment& equipment = document.equipment[i];
    v1::ReferenceUse use;
    DescribeEquipment(document, equipment, use);
    const bool can_be_found =
        !use.manufacturer().empty() && !use.identifications().empty();
    if (!can_be_found && !IsStandard(equipment)) continue;
    use.set_id(absl::StrCat("ref", to.references_size() + 1));
    use.set_uses(1);
    references.of_equipment[i].push_back(use.id());
    *to.add_references() = std::move(use);
  }
}

}  // namespace

ImportedReferences AddReferences(const dcc::Document& document,
                                 v1::Certificate& to) {
  ImportedReferences references;
  references.of_equipment.resize(document.equipment.size());
  AddNamedCertificates(document, references, to);
  AddEquipmentAlone(document, references, to);
  return references;
}

}  // namespace suyuan::certificates
