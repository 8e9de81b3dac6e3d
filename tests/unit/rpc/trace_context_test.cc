#include "libs/rpc/trace_context.h"

#include "libs/rpc/call.h"
#include "tests/support/status_matchers.h"

namespace suyuan::rpc {
namespace {

using testing::HasReason;
using testing::IsOk;

constexpr char kHeader[] =
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

TEST_CASE("A trace goes on under a new span") {
  const auto trace = TraceContext::Parse(kHeader);
  REQUIRE_THAT(trace.status(), IsOk());
  CHECK(trace->ToHeader() == kHeader);
  const TraceContext child = trace->Child();
  CHECK(child.trace_id() == trace->trace_id());
  CHECK(child.span_id() != trace->span_id());
  CHECK(TraceContext::Parse(child.ToHeader()).ok());
  CHECK(child.ToHeader().substr(52) == "-01");
}

TEST_CASE("New traces differ and are well formed") {
  const TraceContext a = TraceContext::New(), b = TraceContext::New();
  CHECK(a.trace_id() != b.trace_id());
  CHECK(TraceContext::Parse(a.ToHeader()).ok());
}

TEST_CASE("What W3C Trace Context refuses is refused") {
  const char* refused =
      GENERATE("", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
               "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
               "00-00000000000000000000000000000000-b7ad6b7169203331-01",
               "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
               "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
               "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
               "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
               "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  CAPTURE(refused);
  CHECK_FALSE(TraceContext::Parse(refused).ok());
}

TEST_CASE("A later version is read as far as we know it") {
  CHECK(TraceContext::Parse(
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more")
            .ok());
}

TEST_CASE("A principal is name@realm, each of 1 to 128 plain characters") {
  CHECK_THAT(CheckPrincipal("anonymous@local"), IsOk());
  CHECK_THAT(CheckPrincipal("svc:credit+1@xj.example"), IsOk());
  CHECK_THAT(CheckPrincipal(std::string(128, 'a') + "@b"), IsOk());
  const std::string refused =
      GENERATE(std::string(), std::string("lab"), std::string("@xj"),
               std::string("lab@"), std::string("a@b@c"), std::string("a b@c"),
               std::string(129, 'a') + "@b");
  CHECK_THAT(CheckPrincipal(refused), HasReason("PRINCIPAL_INVALID"));
}

}  // namespace
}  // namespace suyuan::rpc
