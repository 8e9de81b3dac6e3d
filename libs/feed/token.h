#ifndef LIBS_FEED_TOKEN_H_
#define LIBS_FEED_TOKEN_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace suyuan::feed {

// A read token: positions by feed ("registry", "certificates") that an answer
// must include. Opaque to clients: base64url without padding. A feed's name is
// 1 to 32 lower-case letters; at most 8 feeds; a position is not negative.
class ReadToken {
 public:
  ReadToken() = default;
  ReadToken(absl::string_view feed, int64_t position);

  // InvalidArgument, reason TOKEN_INVALID, with `field` as violation. "" is the
  // empty token, which asks for nothing.
  static absl::StatusOr<ReadToken> Parse(absl::string_view field,
                                         absl::string_view text);
  // "" for the empty token; the same token always gives the same text.
  std::string ToString() const;

  // The greater position counts.
  void Include(absl::string_view feed, int64_t position);
  void Include(const ReadToken& other);

  // 0 for a feed that it does not name.
  int64_t PositionOf(absl::string_view feed) const;
  const std::map<std::string, int64_t>& positions() const { return positions_; }

 private:
  std::map<std::string, int64_t> positions_;
};

}  // namespace suyuan::feed

#endif  // LIBS_FEED_TOKEN_H_
