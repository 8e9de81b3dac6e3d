#ifndef SERVICES_REGISTRY_FILES_IMPORT_RULES_H_
#define SERVICES_REGISTRY_FILES_IMPORT_RULES_H_

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// What the services of some kinds do beyond the rules of every record, for a
// row of a file: `record` is what it asks for, `before` the newest revision or
// null.
//
// A comparison begins as planned and changes as UpdateComparison lets it
// (COMPARISON_LOCKED). A report is frozen by its own method: a file makes and
// changes none (REPORT_FROZEN).
absl::Status ApplyImportRules(RecordKind kind,
                              const google::protobuf::Message* before,
                              google::protobuf::Message& record);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_FILES_IMPORT_RULES_H_
