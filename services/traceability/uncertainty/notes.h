#ifndef SERVICES_TRACEABILITY_UNCERTAINTY_NOTES_H_
#define SERVICES_TRACEABILITY_UNCERTAINTY_NOTES_H_

#include "absl/strings/string_view.h"
#include "services/traceability/uncertainty/recomputation.h"

namespace suyuan::traceability {

// A gap or an assumption for people; docs/uncertainty.md lists them.
struct NoteText {
  absl::string_view code;
  absl::string_view zh;
  absl::string_view en;
};
NoteText TextOf(GapKind kind);
NoteText TextOf(AssumptionKind kind);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_UNCERTAINTY_NOTES_H_
