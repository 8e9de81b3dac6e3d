#ifndef LIBS_DCC_XML_WRITER_H_
#define LIBS_DCC_XML_WRITER_H_

#include <libxml/tree.h>
#include <libxml/xmlwriter.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace suyuan::dcc {

// Inside libs/dcc: one XML document in UTF-8, written element by element by
// libxml2, which escapes what has to be. Names come with their prefix and
// outlive the writer. What XML has no character for is left out and remembered
// by the element it stood in.
class XmlWriter {
 public:
  XmlWriter();

  void Open(const char* name);
  // Of the element opened last, before anything is written into it.
  void Attribute(const char* name, const std::string& value);
  void Text(const std::string& text);
  void Close();

  // <name>text</name>.
  void Leaf(const char* name, const std::string& text);
  // The same, nothing at all where `text` is empty.
  void OptionalLeaf(const char* name, const std::string& text);

  // "dcc:item/dcc:model": where the first text stood that XML cannot hold; ""
  // where all was well.
  const std::string& unsayable() const { return unsayable_; }
  int elements() const { return elements_; }

  // The document so far; every element is closed.
  std::string Take();

 private:
  struct FreeBuffer {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
  };
  struct FreeWriter {
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };

  bool Check(const std::string& text);

  std::unique_ptr<xmlBuffer, FreeBuffer> buffer_;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer_;
  std::vector<const char*> open_;
  std::string unsayable_;
  int elements_ = 0;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_XML_WRITER_H_
