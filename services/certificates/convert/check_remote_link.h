#ifndef SERVICES_CERTIFICATES_CONVERT_CHECK_REMOTE_LINK_H_
#define SERVICES_CERTIFICATES_CONVERT_CHECK_REMOTE_LINK_H_

#include "services/certificates/convert/violations.h"
#include "suyuan/certificates/v1/remote_link.pb.h"

namespace suyuan::certificates {

// Inside convert/check: whether the windows of a remote link, which stands at
// `path`, can be told. Adds to `found` a link without spells, more than 1000 of
// them or 20,000 comparisons, spells and comparisons that are not in order,
// instants that are no instants of the years 1900 to 2999, a gap that is none,
// and numbers without a unit.
void CheckRemoteLink(const FieldPath& path, const v1::RemoteLink& link,
                     Violations& found);

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_CONVERT_CHECK_REMOTE_LINK_H_
