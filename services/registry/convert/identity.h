#ifndef SERVICES_REGISTRY_CONVERT_IDENTITY_H_
#define SERVICES_REGISTRY_CONVERT_IDENTITY_H_

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/duplicates/identity_files.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/records.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// By what a valid record can be seen to be of the same thing as another.
IdentityFeatures IdentityFeaturesOf(const proto::Institution& message);
IdentityFeatures IdentityFeaturesOf(const proto::Standard& message);
IdentityFeatures IdentityFeaturesOf(const proto::ReferenceMaterial& message);
IdentityFeatures IdentityFeaturesOf(const proto::Instrument& message);
// Of any other kind: nothing.
inline IdentityFeatures IdentityFeaturesOf(const google::protobuf::Message&) {
  return {};
}
IdentityFeatures IdentityFeaturesOf(const Record& record);

// Records have a term for each text that they are filed under
// (identity_files.h). It is no field, so no filter asks for it.
inline constexpr absl::string_view kIdentityTerm = "#identity";
template <typename Message>
void FindByIdentity(const Message& message, Drafting& drafting) {
  for (const std::string& file :
       FilesOf(KindOf<Message>::kKind, IdentityFeaturesOf(message))) {
    drafting.FindBy(kIdentityTerm, file);
  }
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_IDENTITY_H_
