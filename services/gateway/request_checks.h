#ifndef SERVICES_GATEWAY_REQUEST_CHECKS_H_
#define SERVICES_GATEWAY_REQUEST_CHECKS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/gateway/gateway_core.h"
#include "services/gateway/http_message.h"
#include "services/gateway/route_table.h"

// What is decided from a request's head before its body is read.

namespace suyuan::gateway {

// HOST_NOT_LOCAL (421) where Host is neither "localhost" nor a loopback
// address. For a server on loopback: a page of any name may have that name lead
// here (DNS rebinding), and its requests then are of one origin with us.
absl::Status CheckLocalHost(const RequestHead& head);

// CROSS_ORIGIN (403) for a write that a page of another origin sends: there is
// no identity yet, so a browser on this machine must not be turned against it.
absl::Status CheckOrigin(const RequestHead& head);

// MEDIA_TYPE_UNSUPPORTED (415) for a body that is not application/json (or
// */*+json), or, where the route takes raw bytes, one without a type or with a
// type that a plain HTML form can send, unless the method has no side effects.
absl::Status CheckMediaType(const RequestHead& head, const Route& route);

// The call's deadline: X-Suyuan-Timeout ("2.5s", "800ms") up to the bound, else
// the default, which is longer where `large` bodies are taken. InvalidField
// naming the header where it is no duration of 1 ms or more.
absl::StatusOr<absl::Duration> CallTimeout(const RequestHead& head,
                                           const Route& route, bool large,
                                           const CallLimits& limits);

// Who the client says it is: Suyuan-Principal, else anonymous@local.
// PRINCIPAL_INVALID (401) where it is no "name@realm" or given twice.
absl::StatusOr<std::string> ClaimedPrincipal(const RequestHead& head);

// Whether Accept asks for server-sent events before NDJSON.
bool WantsEvents(const RequestHead& head);

}  // namespace suyuan::gateway

#endif  // SERVICES_GATEWAY_REQUEST_CHECKS_H_
