#include "services/registry/transport/read_token.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/feed/token.h"
#include "services/registry/convert/convert.h"

namespace suyuan::registry {

// Every write that has been answered is in the store, so there is nothing to
// wait for: a position beyond it is another store's, or one that was lost.
absl::Status CheckReadToken(const RecordStore& store, absl::string_view token) {
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  const int64_t wanted = parsed.PositionOf(kFeed);
  const int64_t last = store.last_position();
  if (wanted <= last) return absl::OkStatus();
  return WithReason(absl::UnavailableError(
                        absl::StrCat("the answer would not include position ",
                                     wanted, " of the registry, but ", last)),
                    "READ_TOKEN_AHEAD");
}

}  // namespace suyuan::registry
