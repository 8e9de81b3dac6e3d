#ifndef SERVICES_REGISTRY_INDICATORS_EVIDENCE_H_
#define SERVICES_REGISTRY_INDICATORS_EVIDENCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/crypto/digest.h"
#include "services/registry/indicators/indicator_value.h"

namespace suyuan::registry::indicators {

// A revision of a record that a report counts.
struct EvidenceLeaf {
  std::string name;
  int64_t revision = 0;
  crypto::Digest digest;  // SHA-256 of the record in its canonical form
};

// "name\nrevision\nSHA-256 in hexadecimal\n".
std::string LeafText(const EvidenceLeaf& leaf);

// The root of RFC 6962 over the leaves' texts in the order given, which must be
// that of the names.
crypto::Digest EvidenceRoot(absl::Span<const EvidenceLeaf> leaves);

// The names of all records that any of the values counts, sorted, each once.
std::vector<std::string> EvidenceOf(absl::Span<const IndicatorValue> values);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_EVIDENCE_H_
