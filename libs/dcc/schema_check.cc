#include "libs/dcc/schema_check.h"

#include <libxml/xmlschemas.h>

#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {
namespace {

struct FreeValidator {
  void operator()(xmlSchemaValidCtxt* validator) const {
    xmlSchemaFreeValidCtxt(validator);
  }
};

struct Collector {
  FindingLog& log;
  int errors = 0;
};

// "Element 'coreData': Missing child element(s). ..." in two: 'coreData' with
// what else stands before the colon, and the rest.
struct Sentence {
  std::string subject;
  std::string complaint;
};

Sentence Divide(const std::string& message) {
  const std::size_t colon = message.find(": ");
  if (!absl::StartsWith(message, "Element '") || colon == std::string::npos) {
    return {"", message};
  }
  const std::size_t end = message.find('\'', 9);
  return {message.substr(9, end - 9), message.substr(colon + 2)};
}

// "( name )" or "one of ( comment, document )" as "name" or "comment,
// document".
std::string Expected(absl::string_view complaint) {
  const std::size_t open = complaint.rfind("( ");
  const std::size_t close = complaint.rfind(" )");
  if (open == absl::string_view::npos || close == absl::string_view::npos ||
      close < open + 2) {
    return "";
  }
  return std::string(complaint.substr(open + 2, close - open - 2));
}

const char* CodeOf(const xmlError& error, absl::string_view complaint) {
  if (absl::StartsWith(complaint, "Missing child")) {
    return "DCC_SCHEMA_CHILD_MISSING";
  }
  if (absl::StrContains(complaint, "strict wildcard")) {
    return "DCC_SCHEMA_WILDCARD";
  }
  if (absl::StartsWith(complaint, "The attribute '")) {
    return "DCC_SCHEMA_ATTRIBUTE";
  }
  switch (error.code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
      return "DCC_SCHEMA_ELEMENT_UNEXPECTED";
    case XML_SCHEMAV_CVC_ELT_1:
      return "DCC_SCHEMA_ROOT";
    case XML_SCHEMAV_CVC_IDC:
      return "DCC_SCHEMA_KEY";
    default:
      break;
  }
  const bool is_value = absl::StartsWith(complaint, "[facet ") ||
                        absl::StrContains(complaint, "not a valid value");
  return is_value ? "DCC_SCHEMA_VALUE" : "DCC_SCHEMA_OTHER";
}

// The names of our namespaces say nothing to a reader of the certificate.
std::string WithoutNamespaces(absl::string_view message) {
  return absl::StrReplaceAll(message,
                             {{"{https://ptb.de/dcc}", ""},
                              {"{https://ptb.de/si}", ""},
                              {"{http://www.w3.org/2000/09/xmldsig#}", ""},
                              {"{http://www.w3.org/1998/Math/MathML}", ""}});
}

void OnError(void* context, xmlErrorPtr error) {
  auto& collector = *static_cast<Collector*>(context);
  ++collector.errors;
  const auto* node = static_cast<const xmlNode*>(error->node);
  if (node != nullptr && node->type == XML_ATTRIBUTE_NODE) node = node->parent;
  const std::string message = WithoutNamespaces(absl::StripAsciiWhitespace(
      error->message == nullptr ? "" : error->message));
  const Sentence sentence = Divide(message);
  collector.log.Add(CodeOf(*error, sentence.complaint), node,
                    {message, sentence.subject, Expected(sentence.complaint)});
}

// `check` is asked once, of a new context over `schema`.
template <typename Check>
int CheckWith(xmlSchema* schema, FindingLog& log, const Check& check) {
  const std::unique_ptr<xmlSchemaValidCtxt, FreeValidator> validator(
      xmlSchemaNewValidCtxt(schema));
  if (validator == nullptr) return -1;
  Collector collector{log};
  xmlSchemaSetValidStructuredErrors(validator.get(), OnError, &collector);
  if (check(validator.get()) < 0) return -1;
  return collector.errors;
}

bool HasLongWordIn(absl::string_view text) {
  std::size_t length = 0;
  for (const char c : text) {
    length =
        absl::ascii_isspace(static_cast<unsigned char>(c)) ? 0 : length + 1;
    if (length > kLongestWord) return true;
  }
  return false;
}

}  // namespace

int CheckDocumentBySchema(xmlSchema* schema, xmlDoc* document,
                          FindingLog& log) {
  return CheckWith(schema, log, [&](xmlSchemaValidCtxt* validator) {
    return xmlSchemaValidateDoc(validator, document);
  });
}

int CheckElementBySchema(xmlSchema* schema, xmlNode* element, FindingLog& log) {
  return CheckWith(schema, log, [&](xmlSchemaValidCtxt* validator) {
    return xmlSchemaValidateOneElement(validator, element);
  });
}

const xmlNode* FindLongWord(const xmlNode* root) {
  int depth = 0;
  for (const xmlNode* node = root; node != nullptr;
       node = NextInOrder(root, node, true, &depth)) {
    if (NamespaceOf(node) == kSiNamespace && HasLongWordIn(TextOf(node))) {
      return node;
    }
  }
  return nullptr;
}

}  // namespace suyuan::dcc
