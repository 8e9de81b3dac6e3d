#include "services/suyuanctl/commands/apply.h"

#include <sstream>

#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/memory_services.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::IsOk;
using traceability::v1::AffectedCertificate;
using traceability::v1::TraceResponse;
using world::testing::MemoryCertificates;
using world::testing::MemoryRecords;
using world::testing::WorldFolder;

// Finds everything traceable.
class Kind final : public world::Judge {
 public:
  absl::StatusOr<TraceResponse> Trace(
      const traceability::v1::TraceRequest& request) override {
    CHECK_FALSE(request.token().empty());
    TraceResponse answer;
    answer.set_verdict(traceability::v1::VERDICT_TRACEABLE);
    return answer;
  }
  absl::StatusOr<std::vector<AffectedCertificate>> ListAffected(
      const traceability::v1::ListAffectedRequest&) override {
    return std::vector<AffectedCertificate>();
  }
};

TEST_CASE("Applying tells what the world is, what was written, what holds") {
  WorldFolder folder;
  folder.Write("base.json", R"({"notice": "模拟数据 simulated data",
      "steps": [{"instruments": [{"name": "instruments/a"}]}],
      "expect": [{"target": "unasked",
                  "verdict": "VERDICT_NOT_TRACEABLE"}]})");
  const std::string top = folder.Write("top.json", R"({
      "include": ["base.json"], "title": {"texts": {"zh": "顶"}},
      "notice": "模拟数据 simulated data",
      "expect": [
        {"about": "好", "target": "1", "verdict": "VERDICT_TRACEABLE"},
        {"about": "坏", "target": "2", "verdict": "VERDICT_INDETERMINATE"}]})");
  MemoryRecords records;
  MemoryCertificates certificates;
  Kind judge;
  std::ostringstream out, err;
  Console console(out, err, Words::In("zh").value(), true);
  const auto done = Apply({.files = {top}, .check = true}, records,
                          certificates, judge, console);
  REQUIRE_THAT(done.status(), IsOk());
  CHECK_FALSE(*done);
  const std::string base = folder.path() + "/base.json";
  CHECK(out.str() ==
        base + "\n  模拟数据 simulated data\n" + top +
            ": 顶\n登记记录：写入 1，未变 0\n证书：写入 0，未变 0\n"
            "作废与替换：写入 0，未变 0\n通过  " +
            top + ": expect[0]  好\n不符  " + top +
            ": expect[1]  坏\n      verdict: expected VERDICT_INDETERMINATE, "
            "got VERDICT_TRACEABLE; codes: none\n期望 2 项，符合 1 项\n");
}

TEST_CASE("Without --check nothing is asked of the judge") {
  WorldFolder folder;
  const std::string world = folder.Write("w.json", R"({"expect": [
      {"target": "2", "verdict": "VERDICT_INDETERMINATE"}]})");
  MemoryRecords records;
  MemoryCertificates certificates;
  Kind judge;
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  const auto done =
      Apply({.files = {world}}, records, certificates, judge, console);
  REQUIRE_THAT(done.status(), IsOk());
  CHECK(*done);
  CHECK(out.str().find("expect") == std::string::npos);
}

}  // namespace
}  // namespace suyuan::ctl
