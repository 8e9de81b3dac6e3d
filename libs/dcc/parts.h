#ifndef LIBS_DCC_PARTS_H_
#define LIBS_DCC_PARTS_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/dcc/build.h"
#include "libs/dcc/document.h"
#include "libs/dcc/xml_tree.h"

// Inside libs/dcc: the small types of the schema that many elements share.
// Each takes the parent element and reads the children it knows; a child that
// is absent leaves its field empty.
namespace suyuan::dcc {

// textType and richContentType: the `content` children of `node`, which may
// be null. A richContent's `name` is not read.
MultilingualText ReadText(const xmlNode* node);
// The text of the child `name`; 2.x repeats descriptions, which are joined.
MultilingualText ReadChildText(const xmlNode* parent, absl::string_view name);
std::string ReadString(const xmlNode* parent, absl::string_view name);
std::vector<std::string> ReadStrings(const xmlNode* parent,
                                     absl::string_view name);

// xs:boolean: true, false, 1, 0. Finds DCC_BOOLEAN_INVALID.
std::optional<bool> ReadBoolean(Build& build, const xmlNode* parent,
                                absl::string_view name);
// xs:date without time zone. Finds DCC_DATE_NOT_ISO, also where empty.
DateText ReadDate(Build& build, const xmlNode* parent, absl::string_view name);

Element ReadElement(const xmlNode* node, const Scope& within);
Contact ReadContact(const xmlNode* node);
std::optional<Contact> ReadOptionalContact(const xmlNode* parent,
                                           absl::string_view name);
// identifications/identification; a placeholder is found.
std::vector<Identification> ReadIdentifications(const xmlNode* parent);
std::vector<EquipmentClass> ReadEquipmentClasses(const xmlNode* parent);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_PARTS_H_
