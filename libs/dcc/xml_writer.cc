#include "libs/dcc/xml_writer.h"

#include "absl/strings/str_join.h"
#include "libs/base/check.h"
#include "libs/dcc/writer.h"

namespace suyuan::dcc {
namespace {

const xmlChar* Xml(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

// libxml2's writer fails where there is no memory, or where we call it in the
// wrong order.
void Written(int bytes) { SUYUAN_CHECK(bytes >= 0); }

}  // namespace

XmlWriter::XmlWriter()
    : buffer_(xmlBufferCreate()),
      writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
  SUYUAN_CHECK(buffer_ != nullptr && writer_ != nullptr);
  xmlBufferSetAllocationScheme(buffer_.get(), XML_BUFFER_ALLOC_DOUBLEIT);
  Written(xmlTextWriterSetIndent(writer_.get(), 1));
  Written(xmlTextWriterSetIndentString(writer_.get(), Xml(" ")));
  Written(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
}

bool XmlWriter::Check(const std::string& text) {
  if (IsXmlText(text)) return true;
  if (unsayable_.empty()) unsayable_ = absl::StrJoin(open_, "/");
  return false;
}

void XmlWriter::Open(const char* name) {
  Written(xmlTextWriterStartElement(writer_.get(), Xml(name)));
  open_.push_back(name);
  ++elements_;
}

void XmlWriter::Attribute(const char* name, const std::string& value) {
  if (!Check(value)) return;
  Written(xmlTextWriterWriteAttribute(writer_.get(), Xml(name),
                                      Xml(value.c_str())));
}

void XmlWriter::Text(const std::string& text) {
  if (!Check(text)) return;
  Written(xmlTextWriterWriteString(writer_.get(), Xml(text.c_str())));
}

void XmlWriter::Close() {
  Written(xmlTextWriterEndElement(writer_.get()));
  open_.pop_back();
}

void XmlWriter::Leaf(const char* name, const std::string& text) {
  Open(name);
  Text(text);
  Close();
}

void XmlWriter::OptionalLeaf(const char* name, const std::string& text) {
  if (!text.empty()) Leaf(name, text);
}

std::string XmlWriter::Take() {
  SUYUAN_CHECK(open_.empty());
  Written(xmlTextWriterEndDocument(writer_.get()));
  Written(xmlTextWriterFlush(writer_.get()));
  return std::string(
      reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
      static_cast<std::size_t>(xmlBufferLength(buffer_.get())));
}

}  // namespace suyuan::dcc
