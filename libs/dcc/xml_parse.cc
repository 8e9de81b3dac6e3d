// XmlTree::Parse: libxml2's parser with the limits watched from inside, so
// that a hostile file is stopped where it exceeds one and not after it.
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {
namespace {

struct FreeParser {
  void operator()(xmlParserCtxt* parser) const { xmlFreeParserCtxt(parser); }
};

// The parser's `_private`: what has been counted, and the first refusal.
struct Guard {
  const Limits& limits;
  int elements = 0;
  std::size_t text_run = 0;
  // Namespace declarations of each open element, and their sum.
  std::vector<int> declared;
  int in_scope = 0;
  absl::Status refusal;
};

Guard& GuardOf(void* context) {
  return *static_cast<Guard*>(static_cast<xmlParserCtxt*>(context)->_private);
}

std::string PathNow(const xmlParserCtxt* parser) {
  return parser->node == nullptr ? "/" : PathOf(parser->node);
}

int LineNow(const xmlParserCtxt* parser) {
  return parser->input == nullptr ? 0 : parser->input->line;
}

void Stop(void* context, absl::string_view reason, absl::string_view what) {
  auto* parser = static_cast<xmlParserCtxt*>(context);
  Guard& guard = GuardOf(context);
  if (guard.refusal.ok()) {
    guard.refusal = RefuseAt(PathNow(parser), LineNow(parser), reason, what);
  }
  xmlStopParser(parser);
}

// Counts one more node; false, and the parser is stopped, past the limit.
bool NodeFits(void* context) {
  Guard& guard = GuardOf(context);
  guard.text_run = 0;
  if (++guard.elements <= guard.limits.max_elements) return true;
  Stop(context, "DCC_TOO_LARGE",
       absl::StrCat("more than ", guard.limits.max_elements,
                    " elements (max_elements)"));
  return false;
}

void OnStartElement(void* context, const xmlChar* name, const xmlChar* prefix,
                    const xmlChar* uri, int namespaces,
                    const xmlChar** declarations, int attributes, int defaulted,
                    const xmlChar** values) {
  Guard& guard = GuardOf(context);
  guard.declared.push_back(namespaces);
  guard.in_scope += namespaces;
  const Limits& limits = guard.limits;
  if (!NodeFits(context)) return;
  if (static_cast<int>(guard.declared.size()) > limits.max_depth) {
    return Stop(context, "DCC_TOO_DEEP",
                absl::StrCat("elements nest deeper than ", limits.max_depth,
                             " (max_depth)"));
  }
  if (guard.in_scope > limits.max_namespaces) {
    return Stop(context, "DCC_TOO_LARGE",
                absl::StrCat("more than ", limits.max_namespaces,
                             " namespaces in scope (max_namespaces)"));
  }
  xmlSAX2StartElementNs(context, name, prefix, uri, namespaces, declarations,
                        attributes, defaulted, values);
}

void OnEndElement(void* context, const xmlChar* name, const xmlChar* prefix,
                  const xmlChar* uri) {
  Guard& guard = GuardOf(context);
  guard.text_run = 0;
  if (!guard.declared.empty()) {
    guard.in_scope -= guard.declared.back();
    guard.declared.pop_back();
  }
  xmlSAX2EndElementNs(context, name, prefix, uri);
}

bool TextFits(void* context, int length) {
  Guard& guard = GuardOf(context);
  guard.text_run += static_cast<std::size_t>(length);
  if (guard.text_run <= guard.limits.max_text_bytes) return true;
  Stop(context, "DCC_TOO_LARGE",
       absl::StrCat("a text longer than ", guard.limits.max_text_bytes,
                    " bytes (max_text_bytes)"));
  return false;
}

void OnText(void* context, const xmlChar* text, int length) {
  if (TextFits(context, length)) xmlSAX2Characters(context, text, length);
}

void OnComment(void* context, const xmlChar* text) {
  if (NodeFits(context)) xmlSAX2Comment(context, text);
}

void OnInstruction(void* context, const xmlChar* target, const xmlChar* data) {
  if (NodeFits(context)) xmlSAX2ProcessingInstruction(context, target, data);
}

void OnDoctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
  Stop(context, "DCC_FORBIDDEN_DTD",
       "a document type declaration (<!DOCTYPE); wanted none");
}

void OnReference(void* context, const xmlChar* name) {
  Stop(
      context, "DCC_FORBIDDEN_DTD",
      absl::StrCat("an entity reference &", reinterpret_cast<const char*>(name),
                   ";; wanted characters"));
}

// A namespace name that is no proper URI does not keep anyone from comparing
// it; an undeclared prefix does.
bool Refuses(const xmlError& error) {
  if (error.domain == XML_FROM_NAMESPACE) {
    return error.code == XML_NS_ERR_UNDEFINED_NAMESPACE ||
           error.code == XML_NS_ERR_ATTRIBUTE_REDEFINED;
  }
  return error.level == XML_ERR_FATAL || error.level == XML_ERR_ERROR;
}

void OnError(void* context, xmlErrorPtr error) {
  Guard& guard = GuardOf(context);
  if (!guard.refusal.ok() || !Refuses(*error)) return;
  const std::string message = error->message == nullptr ? "" : error->message;
  guard.refusal = RefuseAt(PathNow(static_cast<xmlParserCtxt*>(context)),
                           error->line, "DCC_NOT_WELL_FORMED",
                           absl::StrCat(absl::StripAsciiWhitespace(message),
                                        "; wanted well-formed XML"));
}

// While it lives, what libxml2 says outside of a parser's handlers comes here
// and not to stderr: that bytes are not of the document's encoding.
class EncodingErrors {
 public:
  EncodingErrors()
      : handler_(xmlStructuredError), context_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(this, Note);
  }
  ~EncodingErrors() { xmlSetStructuredErrorFunc(context_, handler_); }
  EncodingErrors(const EncodingErrors&) = delete;
  EncodingErrors& operator=(const EncodingErrors&) = delete;

  bool any() const { return any_; }

 private:
  static void Note(void* errors, xmlErrorPtr error) {
    if (error->level < XML_ERR_ERROR) return;
    static_cast<EncodingErrors*>(errors)->any_ = true;
  }

  const xmlStructuredErrorFunc handler_;
  void* const context_;
  bool any_ = false;
};

void Install(xmlSAXHandler& sax, Nodes nodes) {
  sax.startElementNs = OnStartElement;
  sax.endElementNs = OnEndElement;
  sax.characters = OnText;
  sax.ignorableWhitespace = OnText;
  sax.cdataBlock = nullptr;  // comes as characters
  sax.internalSubset = OnDoctype;
  sax.reference = OnReference;
  const bool is_all = nodes == Nodes::kAll;
  sax.comment = is_all ? OnComment : nullptr;
  sax.processingInstruction = is_all ? OnInstruction : nullptr;
  sax.serror = OnError;
}

// The name in the XML declaration, lower case; "" where none is given.
std::string DeclaredEncoding(absl::string_view bytes) {
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  if (!absl::StartsWith(bytes, "<?xml")) return "";
  const absl::string_view declaration = bytes.substr(0, bytes.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (at == absl::string_view::npos) return "";
  const std::size_t open = declaration.find_first_of("\"'", at);
  if (open == absl::string_view::npos) return "";
  const std::size_t close = declaration.find(declaration[open], open + 1);
  return absl::AsciiStrToLower(declaration.substr(
      open + 1, close == absl::string_view::npos ? 64 : close - open - 1));
}

bool IsAsciiBased(absl::string_view encoding) {
  for (absl::string_view known :
       {"", "utf-8", "utf8", "us-ascii", "ascii", "gbk", "gb2312", "gb18030"}) {
    if (encoding == known) return true;
  }
  return absl::StartsWith(encoding, "iso-8859-") ||
         absl::StartsWith(encoding, "windows-125");
}

// CheckTags below reads bytes as ASCII, so an encoding in which '<' is not
// the byte 0x3C, or in which 0x3C may be part of another character, is out.
absl::Status CheckEncoding(absl::string_view bytes) {
  const std::string encoding = DeclaredEncoding(bytes);
  const absl::string_view start = bytes.substr(0, 4);
  const bool is_wide = absl::StartsWith(start, "\xFE\xFF") ||
                       absl::StartsWith(start, "\xFF\xFE") ||
                       absl::StrContains(start, absl::string_view("\0", 1)) ||
                       absl::StartsWith(start, "\x4C\x6F");
  if (!is_wide && IsAsciiBased(encoding)) return absl::OkStatus();
  return RefuseAt(
      "/", 1, "DCC_ENCODING_UNSUPPORTED",
      absl::StrCat("encoding ",
                   encoding.empty() ? "UTF-16, UTF-32 or EBCDIC" : encoding,
                   "; wanted UTF-8, US-ASCII, ISO-8859-n, windows-125n, "
                   "GB2312, GBK or GB18030"));
}

struct Tag {
  std::size_t length = 0;
  int attributes = 0;
};

// The tag that begins at bytes[0] == '<', up to its '>' or to `limit`.
Tag Measure(absl::string_view bytes, std::size_t limit) {
  Tag tag;
  char quote = 0;
  for (; tag.length < bytes.size() && tag.length <= limit; ++tag.length) {
    const char c = bytes[tag.length];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '=') {
      ++tag.attributes;
    } else if (c == '>') {
      break;
    }
  }
  return tag;
}

// How far to go past what begins at bytes[0] == '<' and is no tag: a comment,
// a CDATA section or a processing instruction; 0 for a tag.
std::size_t SkipNonTag(absl::string_view bytes) {
  struct Kind {
    absl::string_view open, close;
  };
  for (const Kind kind :
       {Kind{"<!--", "-->"}, Kind{"<![CDATA[", "]]>"}, Kind{"<?", "?>"}}) {
    if (!absl::StartsWith(bytes, kind.open)) continue;
    const std::size_t end = bytes.find(kind.close, kind.open.size());
    return end == absl::string_view::npos ? bytes.size()
                                          : end + kind.close.size();
  }
  return 0;
}

// libxml2 compares the attributes of a tag in pairs before any callback can
// stop it, so their number is bounded here, on the bytes. Where the markup is
// broken the two may see different tags; the length bounds those.
absl::Status CheckTags(absl::string_view bytes, const Limits& limits) {
  std::size_t at = 0;
  while ((at = bytes.find('<', at)) != absl::string_view::npos) {
    const absl::string_view rest = bytes.substr(at);
    if (const std::size_t skip = SkipNonTag(rest); skip > 0) {
      at += skip;
      continue;
    }
    const Tag tag = Measure(rest, limits.max_tag_bytes);
    const bool is_long = tag.length > limits.max_tag_bytes;
    if (is_long || tag.attributes > limits.max_attributes) {
      const auto lines = std::count(bytes.begin(), bytes.begin() + at, '\n');
      return RefuseAt(
          "/", static_cast<int>(lines) + 1, "DCC_TOO_LARGE",
          is_long ? absl::StrCat("a tag longer than ", limits.max_tag_bytes,
                                 " bytes (max_tag_bytes)")
                  : absl::StrCat("a tag with more than ", limits.max_attributes,
                                 " attributes (max_attributes)"));
    }
    at += tag.length > 0 ? tag.length : 1;
  }
  return absl::OkStatus();
}

absl::Status CheckSize(absl::string_view bytes, const Limits& limits) {
  if (bytes.size() <= limits.max_bytes) return absl::OkStatus();
  return RefuseAt("/", 1, "DCC_TOO_LARGE",
                  absl::StrCat(bytes.size(), " bytes; wanted at most ",
                               limits.max_bytes, " (max_bytes)"));
}

}  // namespace

absl::StatusOr<XmlTree> XmlTree::Parse(absl::string_view bytes,
                                       const Limits& limits, Nodes nodes) {
  SUYUAN_RETURN_IF_ERROR(CheckSize(bytes, limits));
  SUYUAN_RETURN_IF_ERROR(CheckEncoding(bytes));
  SUYUAN_RETURN_IF_ERROR(CheckTags(bytes, limits));
  xmlInitParser();
  std::unique_ptr<xmlParserCtxt, FreeParser> parser(xmlNewParserCtxt());
  if (parser == nullptr) return absl::ResourceExhaustedError("no memory");
  Guard guard{limits};
  parser->_private = &guard;
  Install(*parser->sax, nodes);
  const EncodingErrors encoding_errors;
  // No DTDLOAD, DTDATTR, NOENT, XINCLUDE or HUGE: libxml2's own limits stay
  // on behind ours.
  std::unique_ptr<xmlDoc, FreeXmlDoc> doc(xmlCtxtReadMemory(
      parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
      nullptr, XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES));
  if (!guard.refusal.ok()) return guard.refusal;
  if (encoding_errors.any()) {
    return RefuseAt("/", 1, "DCC_NOT_WELL_FORMED",
                    "bytes that are not of the encoding that the document "
                    "states; wanted well-formed XML");
  }
  if (doc == nullptr || xmlDocGetRootElement(doc.get()) == nullptr) {
    return RefuseAt("/", 1, "DCC_NOT_WELL_FORMED",
                    "no root element; wanted well-formed XML");
  }
  if (doc->intSubset != nullptr || doc->extSubset != nullptr) {
    return RefuseAt("/", 1, "DCC_FORBIDDEN_DTD",
                    "a document type declaration; wanted none");
  }
  return XmlTree(std::move(doc));
}

}  // namespace suyuan::dcc
