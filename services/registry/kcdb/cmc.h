#ifndef SERVICES_REGISTRY_KCDB_CMC_H_
#define SERVICES_REGISTRY_KCDB_CMC_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Calibration and measurement capabilities (CMCs) as the key comparison
// database of the BIPM publishes them (KCDB 2.0, https://www.bipm.org/kcdb/):
// the answer of its interface to a search, read from a file.

namespace suyuan::registry::kcdb {

// Numbers as the shortest decimal text that gives them back; "" where the
// register says nothing.
struct Limits {
  std::string lower;
  std::string upper;
  std::string unit;  // as printed: "µV/V"
};

struct Table {
  std::string name;
  std::string comment;
  // JSON text: {"row_1": {"col_1": "...", ...}, ...}; empty or without a number
  // where the register masks it.
  std::string contents;
};

// One CMC; every text as printed, "" where the register says nothing.
struct Cmc {
  std::string kcdb_code;  // "APMP-EM-CN-0000012A-1"
  std::string nmi_code;   // "NIM"
  std::string nmi_name;
  std::string nmi_service_code;
  std::string country;
  std::string regional_organisation;
  std::string domain;            // "PHYSICS", "CHEM-BIO", "RADIATION"
  std::string area;              // "EM"
  std::string service_category;  // "EM/DC-1.1.1"
  std::string physics_code;      // "1.1.1"
  // From the general to the particular: service, sub-service, category, ...
  std::vector<std::string> services;
  std::string quantity;
  std::string analyte;
  std::string matrix;
  std::string nuclide;
  std::string instrument;
  std::string method;
  std::string international_standard;
  std::vector<std::pair<std::string, std::string>> parameters;
  Limits range;
  Limits uncertainty;
  std::string uncertainty_mode;  // "Absolute", "Relative"
  std::string equation;
  std::string equation_comment;
  Table table;
  std::string coverage_factor;
  std::string confidence_level;  // percent
  std::string traceability_source;
  std::string comments;
  std::string group;
  std::string approval_date;
  std::string publication_date;
  std::string status;  // "Published", "Greyed out", "Archived", "Deleted"
  std::string status_date;
};

// The CMCs of an answer, in its order: an object with a list `data`, or that
// list alone. Read with tolerance: keys in any case, `measurementTechnique`
// also as the register spells it, numbers as numbers or as texts, null as
// nothing, keys that are not known here ignored. INVALID_FIELD (content) for
// anything else; JSON_SYNTAX.
absl::StatusOr<std::vector<Cmc>> ReadCmcs(absl::string_view json);

}  // namespace suyuan::registry::kcdb

#endif  // SERVICES_REGISTRY_KCDB_CMC_H_
