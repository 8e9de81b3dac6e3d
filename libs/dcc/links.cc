#include "libs/dcc/links.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"

namespace suyuan::dcc {
namespace {

bool HasDigit(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), absl::ascii_isdigit);
}

bool IsAddress(absl::string_view text) {
  return absl::StrContains(text, "://") || absl::StartsWith(text, "www.") ||
         absl::StartsWith(text, "urn:") || absl::StartsWith(text, "mailto:");
}

// Certificate numbers hold a digit; "Inmetro" and "PTB" are issuers.
bool MayBeNumber(absl::string_view text) {
  return !IsPlaceholder(text) && HasDigit(text) && !IsAddress(text);
}

void AddOnce(absl::string_view text, std::vector<std::string>& to) {
  if (std::find(to.begin(), to.end(), text) == to.end()) to.emplace_back(text);
}

// An identifier that the equipment itself bears is not its certificate's.
bool IsOwnIdentifier(const Document& document, const Scope& of,
                     absl::string_view text) {
  if (of.kind != ScopeKind::kEquipment) return false;
  const auto& all = document.equipment[of.index].identifications;
  return std::any_of(all.begin(), all.end(), [&](const Identification& one) {
    return one.value == text;
  });
}

// True where the contents are one text in several languages.
bool IsTranslation(const MultilingualText& text) {
  absl::flat_hash_set<absl::string_view> languages;
  for (const LanguageText& each : text) {
    if (each.language.empty() || !languages.insert(each.language).second) {
      return false;
    }
  }
  return text.size() > 1;
}

// The referral's numbers: each a list of wordings.
std::vector<UpstreamReference> InReferral(const MultilingualText& referral,
                                          UpstreamLink& link) {
  std::vector<UpstreamReference> found;
  const bool is_translation = IsTranslation(referral);
  for (const LanguageText& each : referral) {
    if (!MayBeNumber(each.text)) {
      if (!IsPlaceholder(each.text)) AddOnce(each.text, link.hints);
      continue;
    }
    const UpstreamReference one{{each.text}};
    if (is_translation && !found.empty()) {
      AddOnce(each.text, found.front().candidates);
    } else if (std::find(found.begin(), found.end(), one) == found.end()) {
      found.push_back(one);
    }
  }
  return found;
}

}  // namespace

bool IsPlaceholder(absl::string_view text) {
  static const auto& kWords = *new absl::flat_hash_set<absl::string_view>{
      "analog", "analogue", "analogous", "na",      "n/a", "n.a.",
      "none",   "nil",      "null",      "unknown", "tbd", "todo",
      "string", "keine",    "ohne",      "无"};
  const std::string plain =
      absl::AsciiStrToLower(absl::StripAsciiWhitespace(text));
  if (kWords.contains(plain)) return true;
  if (absl::StrContains(plain, "xxx")) return true;
  if (absl::StartsWith(plain, "§") && absl::EndsWith(plain, "§")) return true;
  // Only punctuation: "-", "--", "...", "?".
  return std::all_of(plain.begin(), plain.end(), [](char c) {
    return absl::ascii_ispunct(c) || absl::ascii_isspace(c);
  });
}

UpstreamLink UnderstandLink(const Document& document, int index) {
  const CertificateLink& from = document.links[index];
  UpstreamLink link;
  link.link = index;
  link.role = from.role;
  link.of = from.element.within;
  const Element* of = ElementOf(document, link.of);
  link.used_in = of == nullptr ? Scope{} : of->within;
  link.hash = ToHashClaim(from.procedure, from.value);
  link.references = InReferral(from.referral, link);
  const std::string& id = from.referral_id;
  if (MayBeNumber(id) && !IsOwnIdentifier(document, link.of, id)) {
    // Several numbers in the referral: the id is one more certificate's.
    if (link.references.size() == 1) {
      UpstreamReference both{{id}};
      for (const std::string& each : link.references.front().candidates) {
        AddOnce(each, both.candidates);
      }
      link.references.front() = std::move(both);
    } else {
      link.references.push_back({{id}});
    }
  } else if (!IsPlaceholder(id)) {
    AddOnce(id, link.hints);
  }
  return link;
}

std::vector<UpstreamLink> UpstreamLinks(const Document& document) {
  std::vector<UpstreamLink> all;
  for (std::size_t i = 0; i < document.links.size(); ++i) {
    all.push_back(UnderstandLink(document, static_cast<int>(i)));
  }
  return all;
}

std::vector<UpstreamEdge> UpstreamEdges(const Document& document) {
  std::vector<UpstreamEdge> edges;
  absl::flat_hash_map<std::string, std::size_t> by_candidates;
  for (UpstreamLink& link : UpstreamLinks(document)) {
    if (link.role != LinkRole::kEquipmentCertificate &&
        link.role != LinkRole::kConditionCertificate) {
      continue;
    }
    for (UpstreamReference& reference : link.references) {
      // No XML text holds U+0001.
      const std::string key = absl::StrJoin(reference.candidates, "\1");
      const auto [at, is_new] = by_candidates.emplace(key, edges.size());
      if (is_new) edges.push_back({std::move(reference), {}});
      edges[at->second].links.push_back(link.link);
    }
  }
  return edges;
}

}  // namespace suyuan::dcc
