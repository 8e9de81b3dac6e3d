#include "tests/conformance/dcc/xpath_counts.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>

#include <memory>
#include <set>
#include <vector>

#include "catch2/catch.hpp"

namespace suyuan::dcc::testing {
namespace {

using DocumentPtr = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;
using ContextPtr =
    std::unique_ptr<xmlXPathContext, decltype(&xmlXPathFreeContext)>;
using ObjectPtr =
    std::unique_ptr<xmlXPathObject, decltype(&xmlXPathFreeObject)>;

// `name` anywhere in the certificate, but not in what a comment quotes.
std::string Anywhere(const std::string& name) {
  return "//*[local-name()='" + name +
         "' and namespace-uri()='https://ptb.de/dcc'"
         " and not(ancestor::*[local-name()='comment'])]";
}

ObjectPtr Evaluate(xmlXPathContext* context, const std::string& expression) {
  ObjectPtr result(
      xmlXPathEvalExpression(
          reinterpret_cast<const xmlChar*>(expression.c_str()), context),
      &xmlXPathFreeObject);
  INFO(expression);
  REQUIRE(result != nullptr);
  return result;
}

int Count(xmlXPathContext* context, const std::string& expression) {
  return static_cast<int>(
      Evaluate(context, "count(" + expression + ")")->floatval);
}

std::vector<std::string> Strings(xmlXPathContext* context,
                                 const std::string& expression) {
  const ObjectPtr nodes = Evaluate(context, expression);
  std::vector<std::string> all;
  for (int i = 0; nodes->nodesetval != nullptr && i < nodes->nodesetval->nodeNr;
       ++i) {
    xmlChar* text = xmlXPathCastNodeToString(nodes->nodesetval->nodeTab[i]);
    std::string plain = reinterpret_cast<const char*>(text);
    xmlFree(text);
    const std::size_t start = plain.find_first_not_of(" \t\r\n");
    const std::size_t end = plain.find_last_not_of(" \t\r\n");
    all.push_back(
        start == std::string::npos ? "" : plain.substr(start, end - start + 1));
  }
  return all;
}

// Holds a digit and is no address.
const char kNumber[] =
    "[translate(., '0123456789', '') != string(.)"
    " and not(contains(., '://'))]";

// How many certificates the `certificate` element names.
int CountReferences(xmlXPathContext* context, xmlNode* certificate) {
  context->node = certificate;
  const std::string contents =
      "*[local-name()='referral' or local-name()='reference']"
      "/*[local-name()='content']";
  const std::vector<std::string> printed = Strings(context, contents + kNumber);
  std::set<std::string> numbers(printed.begin(), printed.end());
  const std::vector<std::string> languages =
      Strings(context, contents + "/@lang");
  const bool is_translation =
      languages.size() > 1 &&
      static_cast<int>(languages.size()) == Count(context, contents) &&
      std::set<std::string>(languages.begin(), languages.end()).size() ==
          languages.size();
  std::size_t count = is_translation && !numbers.empty() ? 1 : numbers.size();
  const bool has_id =
      Count(context,
            "*[local-name()='referralID' or local-name()='referenceID']" +
                std::string(kNumber) +
                "[not(. = ../../*[local-name()='identifications']"
                "/*[local-name()='identification']/*[local-name()='value'])]") >
      0;
  // One number in each field are two wordings of one.
  if (has_id && count != 1) ++count;
  return static_cast<int>(count);
}

}  // namespace

CorpusCounts CountByXPath(const std::string& bytes) {
  const DocumentPtr document(
      xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr,
                    nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      &xmlFreeDoc);
  REQUIRE(document != nullptr);
  const ContextPtr context(xmlXPathNewContext(document.get()),
                           &xmlXPathFreeContext);
  CorpusCounts counts;
  counts.items = Count(context.get(), Anywhere("item"));
  counts.results = Count(context.get(), Anywhere("result"));
  counts.quantities = Count(
      context.get(), Anywhere("quantity") + " | " + Anywhere("itemQuantity") +
                         " | " + Anywhere("usedMethodQuantity") + " | " +
                         Anywhere("measuringEquipmentQuantity"));
  const ObjectPtr links = Evaluate(context.get(), Anywhere("certificate"));
  if (links->nodesetval == nullptr) return counts;
  counts.links = links->nodesetval->nodeNr;
  for (int i = 0; i < counts.links; ++i) {
    counts.upstream_references +=
        CountReferences(context.get(), links->nodesetval->nodeTab[i]);
  }
  return counts;
}

}  // namespace suyuan::dcc::testing
