#ifndef SERVICES_TRACEABILITY_CONVERT_REMOTE_LINK_H_
#define SERVICES_TRACEABILITY_CONVERT_REMOTE_LINK_H_

#include "services/traceability/convert/convert.h"
#include "services/traceability/graph/facts.h"
#include "suyuan/certificates/v1/remote_link.pb.h"

namespace suyuan::traceability {

// A gap that cannot be read is none: nothing then bridges anything. An
// uncertainty in a unit that cannot be read is not stated.
RemoteLinkFacts ToRemoteLink(const certificates::v1::RemoteLink& from,
                             UnitReader& units);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_REMOTE_LINK_H_
