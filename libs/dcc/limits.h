#ifndef LIBS_DCC_LIMITS_H_
#define LIBS_DCC_LIMITS_H_

#include <cstddef>

namespace suyuan::dcc {

// What a certificate may cost to read. Over a limit is a refusal that names
// it, never a truncated document. The defaults take every file of the public
// corpus with a factor of ten to spare; time and memory are linear in them.
struct Limits {
  // The whole file. DCC_TOO_LARGE.
  std::size_t max_bytes = 16 << 20;
  // Nested elements; the deepest real certificate has 22. DCC_TOO_DEEP.
  int max_depth = 96;
  // Elements in the whole file. DCC_TOO_LARGE.
  int max_elements = 500'000;
  // One run of text; a PDF in base64 is one run. DCC_TOO_LARGE.
  std::size_t max_text_bytes = 9 << 20;
  // One tag with its attributes, and how many attributes it has. libxml2
  // compares them in pairs, so the second is small. DCC_TOO_LARGE.
  std::size_t max_tag_bytes = 64 << 10;
  int max_attributes = 64;
  // Namespace declarations in scope at once. DCC_TOO_LARGE.
  int max_namespaces = 128;
  // Different findings kept; the last one says that there were more.
  std::size_t max_findings = 500;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_LIMITS_H_
