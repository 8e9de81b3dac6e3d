#ifndef SERVICES_REGISTRY_INDICATORS_HTML_H_
#define SERVICES_REGISTRY_INDICATORS_HTML_H_

#include <string>

#include "absl/strings/string_view.h"

// Text of a page that is HTML and well-formed XML alike.

namespace suyuan::registry::indicators {

// `text` as it may stand in an element or an attribute, whatever it holds:
// characters that XML has no place for become U+FFFD.
std::string Escaped(absl::string_view text);

// <name attributes>inner</name>. `attributes` and `inner` are text of the page
// already; `attributes` may be empty.
std::string Element(absl::string_view name, absl::string_view attributes,
                    absl::string_view inner);
// The same around a plain text, which is escaped.
std::string TextElement(absl::string_view name, absl::string_view attributes,
                        absl::string_view text);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_HTML_H_
