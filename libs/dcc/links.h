#ifndef LIBS_DCC_LINKS_H_
#define LIBS_DCC_LINKS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"

namespace suyuan::dcc {

// What a link says of the bytes it means. Nothing is compared here.
struct HashClaim {
  // A known algorithm and a value of its length. All else ("-", "analog",
  // "SHA256-value") is no claim at all.
  bool is_usable = false;
  // "sha256", "sha384", "sha512" or "sm3".
  std::string algorithm;
  // Over the canonical XML (procedure begins with "c14n"), not over the file.
  bool is_canonical = false;
  std::string digest;  // raw bytes
};

// From hashType's `procedure` and `value`; hexadecimal or base64.
HashClaim ToHashClaim(absl::string_view procedure, absl::string_view value);

// "-", "analog", "n/a", "XXXX", "§...§", "" and the like: no number.
bool IsPlaceholder(absl::string_view text);

// One certificate that a link names. Issuers print its number in one field
// and something else in the other, so all printed forms that may be its
// number are kept, best first: referralID before referral. Never empty.
struct UpstreamReference {
  std::vector<std::string> candidates;

  friend bool operator==(const UpstreamReference&,
                         const UpstreamReference&) = default;
};

// A certificate link, understood. What the fields were seen to hold is in
// docs: number and placeholder in either field, several numbers as several
// `content`, issuer and number, number and the equipment's own identifier,
// address and number.
struct UpstreamLink {
  int link = -1;  // index into Document::links
  LinkRole role = LinkRole::kEquipmentCertificate;
  // The equipment or condition whose certificate is meant, and the element
  // that the equipment list stands in: where the reference was used.
  Scope of;
  Scope used_in;
  // Several where the referral lists several numbers. Contents in different
  // languages are one reference in two wordings. Empty where no number is
  // printed.
  std::vector<UpstreamReference> references;
  // What is printed and is no number: issuers' names, addresses. They help
  // to resolve and never identify.
  std::vector<std::string> hints;
  HashClaim hash;
};

// O(text of the link). `index` < document.links.size().
UpstreamLink UnderstandLink(const Document& document, int index);

// All links of the document, in order.
std::vector<UpstreamLink> UpstreamLinks(const Document& document);

// A certificate that this one rests on, each once: an edge of the
// traceability graph as claimed by this document. Links of the same item's
// past (previousReport) and of others' chains (linkedReport) are no edges.
struct UpstreamEdge {
  UpstreamReference reference;
  // Links that name it; their number is the number of uses.
  std::vector<int> links;
};

// In order of first use. References are equal where all candidates are, byte
// for byte: normal forms and issuers are the resolver's to judge. O(links).
std::vector<UpstreamEdge> UpstreamEdges(const Document& document);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_LINKS_H_
