#include "libs/dcc/xml_tree.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/text/utf8.h"

namespace suyuan::dcc {
namespace {

// A parser's message may quote a name of any length, in any bytes.
absl::string_view Cut(absl::string_view text) {
  constexpr std::size_t kLongest = 500;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

absl::string_view View(const xmlChar* text) {
  return text == nullptr ? absl::string_view()
                         : reinterpret_cast<const char*>(text);
}

bool IsText(const xmlNode* node) {
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

const xmlNode* ElementFrom(const xmlNode* node) {
  while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
  return node;
}

// "item[2]", or "item" where it has no equal sibling.
std::string Step(const xmlNode* node) {
  int before = 0;
  for (const xmlNode* at = node->prev; at != nullptr; at = at->prev) {
    if (at->type == XML_ELEMENT_NODE && LocalName(at) == LocalName(node)) {
      ++before;
    }
  }
  bool is_only = before == 0;
  for (const xmlNode* at = node->next; at != nullptr && is_only;
       at = at->next) {
    is_only = at->type != XML_ELEMENT_NODE || LocalName(at) != LocalName(node);
  }
  if (is_only) return std::string(LocalName(node));
  return absl::StrCat(LocalName(node), "[", before + 1, "]");
}

}  // namespace

absl::string_view LocalName(const xmlNode* node) { return View(node->name); }

absl::string_view NamespaceOf(const xmlNode* node) {
  return node->ns == nullptr ? absl::string_view() : View(node->ns->href);
}

bool IsDcc(const xmlNode* node, absl::string_view name) {
  return LocalName(node) == name && NamespaceOf(node) == kDccNamespace;
}

const xmlNode* FirstElement(const xmlNode* parent) {
  return parent == nullptr ? nullptr : ElementFrom(parent->children);
}

const xmlNode* NextElement(const xmlNode* node) {
  return ElementFrom(node->next);
}

const xmlNode* DccChild(const xmlNode* parent, absl::string_view name) {
  const xmlNode* child = FirstElement(parent);
  while (child != nullptr && !IsDcc(child, name)) child = NextElement(child);
  return child;
}

std::vector<const xmlNode*> DccChildren(const xmlNode* parent,
                                        absl::string_view name) {
  std::vector<const xmlNode*> children;
  for (const xmlNode* child = FirstElement(parent); child != nullptr;
       child = NextElement(child)) {
    if (IsDcc(child, name)) children.push_back(child);
  }
  return children;
}

std::string Attribute(const xmlNode* node, absl::string_view name) {
  for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
    if (at->ns != nullptr || View(at->name) != name) continue;
    std::string value;
    for (const xmlNode* part = at->children; part != nullptr;
         part = part->next) {
      if (IsText(part)) absl::StrAppend(&value, View(part->content));
    }
    return std::string(absl::StripAsciiWhitespace(value));
  }
  return "";
}

std::string TextOf(const xmlNode* node) {
  std::string text;
  if (node == nullptr) return text;
  for (const xmlNode* at = node->children; at != nullptr; at = at->next) {
    if (IsText(at)) absl::StrAppend(&text, View(at->content));
  }
  absl::StripAsciiWhitespace(&text);
  return text;
}

std::string DeepTextOf(const xmlNode* node) {
  std::string text;
  int depth = 0;
  for (const xmlNode* at = node; at != nullptr;
       at = NextInOrder(node, at, true, &depth)) {
    const std::string own = TextOf(at);
    if (own.empty()) continue;
    absl::StrAppend(&text, text.empty() ? "" : " ", own);
  }
  return text;
}

std::vector<std::string> WordsOf(const xmlNode* node) {
  return absl::StrSplit(TextOf(node), absl::ByAnyChar(" \t\r\n"),
                        absl::SkipEmpty());
}

const xmlNode* NextInOrder(const xmlNode* root, const xmlNode* node, bool down,
                           int* depth) {
  if (down) {
    if (const xmlNode* child = FirstElement(node); child != nullptr) {
      ++*depth;
      return child;
    }
  }
  while (node != root) {
    if (const xmlNode* next = NextElement(node); next != nullptr) return next;
    node = node->parent;
    --*depth;
  }
  return nullptr;
}

int LineOf(const xmlNode* node) {
  return node == nullptr ? 0 : static_cast<int>(xmlGetLineNo(node));
}

std::string PathOf(const xmlNode* node) {
  std::string path;
  for (const xmlNode* at = node; at != nullptr && at->type == XML_ELEMENT_NODE;
       at = at->parent) {
    path = absl::StrCat("/", Step(at), path);
  }
  return path.empty() ? "/" : path;
}

absl::Status RefuseAt(absl::string_view path, int line,
                      absl::string_view reason, absl::string_view what) {
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          path, " (line ", line, "): ", text::ReplaceBadBytes(Cut(what)))),
      reason);
}

}  // namespace suyuan::dcc
