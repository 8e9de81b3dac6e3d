#ifndef SERVICES_REGISTRY_TRANSPORT_QUESTION_MOMENT_H_
#define SERVICES_REGISTRY_TRANSPORT_QUESTION_MOMENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/records/record_book.h"
#include "services/registry/store/record_store.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {

// About which day a question is, and what was known of it.
struct Moment {
  absl::CivilDay day;
  absl::Time known_at;
};

// Of a request with `as_of`, `known_at` and `token`: today in Asia/Shanghai and
// what is known now where they are absent. READ_TOKEN_AHEAD, INVALID_FIELD.
template <typename Request>
absl::StatusOr<Moment> MomentOf(const Request& request, const RecordBook& book,
                                const RecordStore& store, const Clock& clock) {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> day,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  Moment moment;
  moment.day = day.value_or(metrology::LegalDay(clock.Now()));
  if (request.has_known_at()) {
    SUYUAN_ASSIGN_OR_RETURN(moment.known_at,
                            rpc::ParseInstant("known_at", request.known_at()));
  } else {
    SUYUAN_ASSIGN_OR_RETURN(moment.known_at, book.KnownNow());
  }
  return moment;
}

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_QUESTION_MOMENT_H_
