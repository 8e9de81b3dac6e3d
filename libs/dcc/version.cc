#include "libs/dcc/version.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace suyuan::dcc {
namespace {

bool IsKnown(absl::string_view version) {
  static const auto& kVersions = *new absl::flat_hash_set<absl::string_view>{
      "2.2.0",      "2.3.0",      "2.4.0", "3.0.0-rc.1", "3.0.0-rc.2",
      "3.0.0-rc.3", "3.0.0-rc.4", "3.0.0", "3.1.0",      "3.1.1",
      "3.1.2",      "3.2.0",      "3.2.1", "3.3.0"};
  return kVersions.contains(version);
}

// "2.2.0" of "https://ptb.de/dcc https://ptb.de/dcc/v2.2.0/dcc.xsd", where
// `before` is "/dcc/v".
std::string InSchemaLocation(const xmlNode* root, absl::string_view before) {
  for (const xmlAttr* at = root->properties; at != nullptr; at = at->next) {
    const absl::string_view name = reinterpret_cast<const char*>(at->name);
    if (at->ns == nullptr || name != "schemaLocation" ||
        at->children == nullptr || at->children->content == nullptr) {
      continue;
    }
    const absl::string_view value =
        reinterpret_cast<const char*>(at->children->content);
    const std::size_t start = value.find(before);
    if (start == absl::string_view::npos) return "";
    const absl::string_view rest = value.substr(start + before.size());
    return std::string(rest.substr(0, rest.find('/')));
  }
  return "";
}

// 3.x gives every certificate a place of performance and every
// measurementResult a name; 2.x has neither.
bool LooksLike3(const xmlNode* root) {
  const xmlNode* core =
      DccChild(DccChild(root, "administrativeData"), "coreData");
  if (DccChild(core, "performanceLocation") != nullptr) return true;
  const xmlNode* result =
      DccChild(DccChild(root, "measurementResults"), "measurementResult");
  return DccChild(result, "name") != nullptr;
}

// "3.1.1" and "2.x" are before 3.2; "3.x" and "" tell nothing.
bool IsBeforeMinorOf3(absl::string_view version, int wanted) {
  const std::vector<std::string> parts =
      absl::StrSplit(version, absl::MaxSplits('.', 2));
  int major = 0;
  if (parts.empty() || !absl::SimpleAtoi(parts[0], &major)) return false;
  if (major != 3) return major < 3;
  int minor = 0;
  return parts.size() > 1 && absl::SimpleAtoi(parts[1], &minor) &&
         minor < wanted;
}

}  // namespace

SchemaVersion ReadVersion(Build& build, const xmlNode* root) {
  SchemaVersion version{Attribute(root, "schemaVersion")};
  const std::string location = InSchemaLocation(root, "/dcc/v");
  if (!version.text.empty()) {
    if (!location.empty() && location != version.text) {
      build.log.Add("DCC_VERSION_DISAGREES", root, {version.text, location});
    }
  } else {
    version.source = location.empty() ? VersionSource::kStructure
                                      : VersionSource::kSchemaLocation;
    version.text = !location.empty()  ? location
                   : LooksLike3(root) ? "3.x"
                                      : "2.x";
    build.log.Add(
        "DCC_VERSION_NOT_STATED", root,
        {version.text, location.empty() ? "the structure" : "schemaLocation"});
  }
  version.is_known = IsKnown(version.text);
  if (!version.is_known && version.source != VersionSource::kStructure) {
    build.log.Add("DCC_VERSION_UNKNOWN", root, {version.text});
  }
  return version;
}

std::string OtherVersionOf(const xmlNode* root) {
  std::string version = Attribute(root, "schemaVersion");
  if (version.empty()) version = InSchemaLocation(root, "/si/v");
  return version;
}

bool IsBefore32(absl::string_view version) {
  return IsBeforeMinorOf3(version, 2);
}

bool MayDeclareUnits(absl::string_view version) {
  return !IsBeforeMinorOf3(version, 1);
}

}  // namespace suyuan::dcc
