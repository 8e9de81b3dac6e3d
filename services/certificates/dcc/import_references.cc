#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/dcc/links.h"
#include "services/certificates/archive/digest.h"
#include "services/certificates/dcc/import_parts.h"
#include "services/certificates/dcc/vocabulary.h"

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

bool IsOwn(const dcc::Equipment& equipment) {
  return equipment.element.HasRefType(own::kReference);
}

// Those links that are not of our own references, which are taken whole.
std::vector<int> Foreign(const dcc::Document& document,
                         const std::vector<dcc::UpstreamLink>& links,
                         const std::vector<int>& indexes) {
  std::vector<int> foreign;
  for (const int index : indexes) {
    const dcc::Scope& of = links[index].of;
    const bool is_own = of.kind == dcc::ScopeKind::kEquipment &&
                        IsOwn(document.equipment[of.index]);
    if (!is_own) foreign.push_back(index);
  }
  return foreign;
}

void TakeLink(const dcc::CertificateLink& link, v1::ReferenceUse& to) {
  v1::Party issuer;
  TakeFields(link.referral, own::kPartyField, issuer);
  TakeFields(link.description, own::kPartyField, issuer);
  if (issuer.ByteSizeLong() > 0) *to.mutable_issuer() = issuer;
  if (link.referral_id != "-") to.add_certificate_numbers(link.referral_id);
  for (const dcc::LanguageText& words : link.referral) {
    if (own::Has(words.ref_types, own::kCertificateNumber)) {
      to.add_certificate_numbers(words.text);
    }
  }
  if (link.procedure == "sha256" && Digest::Parse(link.value).ok()) {
    to.set_digest(link.value);
  }
}

v1::ReferenceUse OwnReference(const dcc::Document& document,
                              const dcc::Equipment& equipment) {
  v1::ReferenceUse use;
  *use.mutable_title() = LocalizedFrom(document, equipment.name);
  if (equipment.manufacturer.has_value()) {
    use.set_manufacturer(PrintedFrom(document, equipment.manufacturer->name));
  }
  use.set_model(equipment.model);
  const std::vector<dcc::Identification>& all = equipment.identifications;
  TakeIdentifications(all, *use.mutable_identifications());
  use.set_record(OwnIdentification(all, own::kRecord));
  use.set_standard(OwnIdentification(all, own::kStandard));
  use.set_assessment_number(OwnIdentification(all, own::kAssessmentNumber));
  for (const std::string& id : equipment.element.ref_ids) {
    const auto result = own::IdOf(own::kResultId, id);
    if (result.has_value()) use.add_result_ids(*result);
  }
  use.set_state(OwnIdentification(all, own::kState));
  if (equipment.element.HasRefType(own::kMain)) {
    use.set_role(v1::ReferenceUse::ROLE_MAIN);
  }
  if (equipment.element.HasRefType(own::kAuxiliary)) {
    use.set_role(v1::ReferenceUse::ROLE_AUXILIARY);
  }
  const dcc::MultilingualText& words = equipment.description;
  use.set_measuring_range(ContentWith(words, own::kMeasuringRange));
  use.set_capability(ContentWith(words, own::kCapability));
  use.set_assessment_valid_to(ContentWith(words, own::kAssessmentValidTo));
  use.set_valid_to(ContentWith(words, own::kValidTo));
  use.set_uses(1);
  return use;
}

// What stands in the elements of our own references, by the number of each in
// the certificate.
void FillOwnReferences(const dcc::Document& document,
                       const absl::flat_hash_map<int, int>& places,
                       v1::Certificate& to) {
  for (const dcc::CertificateLink& link : document.links) {
    const dcc::Scope& within = link.element.within;
    const auto place = places.find(within.index);
    if (within.kind != dcc::ScopeKind::kEquipment || place == places.end()) {
      continue;
    }
    TakeLink(link, *to.mutable_references(place->second));
  }
  for (const dcc::Quantity& quantity : document.quantities) {
    const dcc::Scope& within = quantity.element.within;
    const auto place = places.find(within.index);
    int uses = 0;
    if (within.kind != dcc::ScopeKind::kEquipment || place == places.end() ||
        !quantity.element.HasRefType(own::kUses) || quantity.series.empty() ||
        quantity.series.front().values.empty() ||
        !absl::SimpleAtoi(quantity.series.front().values.front().text, &uses)) {
      continue;
    }
    to.mutable_references(place->second)->set_uses(uses);
  }
}

void AddOwnReferences(const dcc::Document& document,
                      ImportedReferences& references, v1::Certificate& to) {
  absl::flat_hash_map<int, int> places;
  absl::flat_hash_set<std::string> ids;
  for (size_t i = 0; i < document.equipment.size(); ++i) {
    const dcc::Equipment& equipment = document.equipment[i];
    if (!IsOwn(equipment)) continue;
    places[static_cast<int>(i)] = to.references_size();
    v1::ReferenceUse& use = *to.add_references();
    use = OwnReference(document, equipment);
    use.set_id(own::IdOf(own::kReferenceId, equipment.element.id).value_or(""));
    if (use.id().empty() || !ids.insert(use.id()).second) {
      use.set_id(absl::StrCat("ref", to.references_size()));
    }
    references.of_equipment[i].push_back(use.id());
  }
  FillOwnReferences(document, places, to);
}

// One reference for each upstream certificate, whatever number of elements
// name it.
void AddNamedCertificates(const dcc::Document& document,
                          ImportedReferences& references, v1::Certificate& to) {
  const std::vector<dcc::UpstreamLink> links = dcc::UpstreamLinks(document);
  for (const dcc::UpstreamEdge& edge : dcc::UpstreamEdges(document)) {
    const std::vector<int> named_by = Foreign(document, links, edge.links);
    if (named_by.empty()) continue;
    v1::ReferenceUse& use = *to.add_references();
    use.set_id(absl::StrCat("ref", to.references_size()));
    for (const std::string& number : edge.reference.candidates) {
      use.add_certificate_numbers(number);
    }
    use.set_uses(static_cast<int>(named_by.size()));
    for (const int index : named_by) {
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
  AddOwnReferences(document, references, to);
  AddNamedCertificates(document, references, to);
  AddEquipmentAlone(document, references, to);
  return references;
}

}  // namespace suyuan::certificates
