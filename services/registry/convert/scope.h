#ifndef SERVICES_REGISTRY_CONVERT_SCOPE_H_
#define SERVICES_REGISTRY_CONVERT_SCOPE_H_

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "services/registry/convert/drafting.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

using ScopeRows = google::protobuf::RepeatedPtrField<proto::ScopeRow>;

// Checks the rows of a scope. The sites that they name become requirements of
// `holder`, where that is not "".
void CheckScope(const FieldPath& path, const ScopeRows& rows,
                absl::string_view holder, Drafting& drafting);
// The term of a scope with a row that names no kind and so allows any. It is no
// field, so no filter asks for it.
inline constexpr absl::string_view kAnyKindTerm = "any_kind";
inline constexpr absl::string_view kAnyKindValue = "yes";
// Found by what the rows are about; `field` is the path of the scope in its
// record: "services".
void FindByScope(absl::string_view field, const ScopeRows& rows,
                 Drafting& drafting);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_SCOPE_H_
