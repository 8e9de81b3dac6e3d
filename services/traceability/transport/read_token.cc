#include "services/traceability/transport/read_token.h"

#include <algorithm>

#include "libs/base/status.h"
#include "libs/feed/token.h"

namespace suyuan::traceability {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(2);

}  // namespace

std::string TokenOf(const Positions& positions) {
  feed::ReadToken token;
  token.Include("registry", positions.registry);
  token.Include("certificates", positions.certificates);
  return token.ToString();
}

absl::Status AwaitToken(const Engine& engine, GrpcFollowers& followers,
                        const std::string& token, rpc::Call& call) {
  if (token.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const feed::ReadToken parsed,
                          feed::ReadToken::Parse("token", token));
  const absl::Time patience =
      engine.clock().Now() + std::min(kPatience, call.deadline().Left());
  const Deadline& whole = call.deadline();
  return followers.WaitFor(
      parsed, Deadline::At(engine.clock(), patience).WithCancel([&whole] {
        return !whole.Check().ok();
      }));
}

}  // namespace suyuan::traceability
