#ifndef LIBS_DCC_WRITE_PARTS_H_
#define LIBS_DCC_WRITE_PARTS_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/dcc/document.h"
#include "libs/dcc/xml_writer.h"

// Inside libs/dcc: the small types of the schema that many elements share, as
// parts.h reads them.
namespace suyuan::dcc {

// id, refId and refType.
void WriteAttributes(XmlWriter& xml, const Element& element);

// A `content` for each text.
void WriteContents(XmlWriter& xml, const MultilingualText& text);
// textType and richContentType: these in an element.
void WriteText(XmlWriter& xml, const char* name, const MultilingualText& text);
// Nothing at all where there is no text.
void WriteOptionalText(XmlWriter& xml, const char* name,
                       const MultilingualText& text);
void WriteStrings(XmlWriter& xml, const char* name,
                  const std::vector<std::string>& texts);
void WriteBoolean(XmlWriter& xml, const char* name, std::optional<bool> value);

// contactType, which wants a location, and contactNotStrictType.
enum class ContactForm { kStrict, kNotStrict };
void WriteContact(XmlWriter& xml, const char* name, const Contact& contact,
                  ContactForm form);
// Nothing at all where there is none.
void WriteContact(XmlWriter& xml, const char* name,
                  const std::optional<Contact>& contact, ContactForm form);

// Nothing at all where there are none.
void WriteIdentifications(XmlWriter& xml,
                          const std::vector<Identification>& all);
void WriteEquipmentClasses(XmlWriter& xml,
                           const std::vector<EquipmentClass>& all);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_WRITE_PARTS_H_
