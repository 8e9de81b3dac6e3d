#ifndef LIBS_DCC_BUILD_H_
#define LIBS_DCC_BUILD_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "libs/dcc/document.h"
#include "libs/dcc/finding_log.h"

namespace suyuan::dcc {

// Inside libs/dcc: a document in the making. `document` grows element by
// element; `log` takes what is odd.
struct Build {
  explicit Build(std::size_t most_findings) : log(most_findings) {}

  Document document;
  FindingLog log;
  absl::flat_hash_map<std::string, int> unit_by_text;
  // Known before the first element is read.
  std::vector<std::string> used_languages;
  // All ids of the document, and each refId with where it stands.
  absl::flat_hash_set<std::string> ids;
  // Units that a nonSIUnit declares anywhere in the document, as printed; and
  // whether the schema has that element (from 3.1 on).
  absl::flat_hash_set<std::string> declared_units;
  bool may_declare_units = true;
  // Where document.statements[i] stands.
  std::vector<const xmlNode*> statement_nodes;
  std::vector<std::pair<const xmlNode*, std::string>> references;
};

// Different unit texts that are read; a real certificate has about ten.
inline constexpr int kMostUnits = 1000;

// The index of `text` in Document::units, which it enters on first sight; -1
// past kMostUnits. Finds DCC_UNIT_*.
int UnitIndex(Build& build, const xmlNode* node, absl::string_view text);

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_BUILD_H_
