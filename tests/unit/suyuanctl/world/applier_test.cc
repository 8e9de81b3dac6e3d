#include "services/suyuanctl/world/applier.h"

#include "libs/base/status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/memory_services.h"

namespace suyuan::world {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::MemoryCertificates;
using testing::MemoryRecords;

std::vector<WorldFile> Files(absl::string_view json) {
  WorldFile file;
  file.path = "w.json";
  file.world = ParseWorld("w.json", json).value();
  REQUIRE_THAT(CheckWorld("w.json", file.world), IsOk());
  return {file};
}

// A standard that is described, described anew, and ended; certificates of
// which one is voided and one replaced.
constexpr absl::string_view kWorld = R"({"steps": [
  {"at": "2024-01-01T00:00:00Z",
   "institutions": [{"name": "institutions/lab", "title": {"texts": {"zh": "所"}}}],
   "standards": [{"name": "standards/a", "title": {"texts": {"en": "old"}}},
                 {"name": "standards/b"}],
   "certificates": [{"number": "C-1", "issuer": {"title": "Lab"}},
                    {"number": "C-2", "issuer": {"title": "Lab"}},
                    {"number": "C-3", "issuer": {"title": "Lab"}}]},
  {"at": "2024-02-01T00:00:00Z",
   "standards": [{"name": "standards/a", "title": {"texts": {"en": "new"}}}],
   "voids": [{"number": "C-1", "void_from": "2024-01-15", "reason": "faulty"}],
   "replacements": [{"number": "C-2", "replaced_by": "C-3",
                     "kind": "KIND_AMENDED"}]},
  {"at": "2024-03-01T00:00:00Z",
   "endings": [{"name": "standards/a", "day": "2024-02-29", "reason": "sold"}]}
]})";

TEST_CASE("A world is written in its order, and its hooks say so") {
  MemoryRecords records;
  MemoryCertificates certificates;
  std::vector<std::string> told;
  ApplyHooks hooks;
  hooks.before_step = [&](absl::Time at) {
    told.push_back(absl::FormatTime("%Y-%m", at, absl::UTCTimeZone()));
  };
  hooks.on_applied = [&](const Applied& one) {
    told.push_back(one.place.path);
    CHECK(one.written);
  };
  Applier applier(records, certificates, hooks);
  REQUIRE_THAT(applier.Apply(Files(kWorld)), IsOk());
  CHECK(told ==
        std::vector<std::string>{
            "2024-01", "steps[0].institutions[0]", "steps[0].standards[0]",
            "steps[0].standards[1]", "steps[0].certificates[0]",
            "steps[0].certificates[1]", "steps[0].certificates[2]", "2024-02",
            "steps[1].standards[0]", "steps[1].voids[0]",
            "steps[1].replacements[0]", "2024-03", "steps[2].endings[0]"});
  CHECK(applier.report().records == Tally{5, 0});
  CHECK(applier.report().certificates == Tally{3, 0});
  CHECK(applier.report().statuses == Tally{2, 0});
  CHECK(applier.report().token.PositionOf("registry") == 5);
  CHECK(applier.report().token.PositionOf("certificates") == 5);
  CHECK(LastDayOf(records.Get("standards/a").value()) == "2024-02-29");
}

TEST_CASE("Applying a world twice writes nothing the second time") {
  MemoryRecords records;
  MemoryCertificates certificates;
  REQUIRE_THAT(Applier(records, certificates, {}).Apply(Files(kWorld)), IsOk());
  const int records_before = records.writes();
  const int certificates_before = certificates.writes();
  Applier again(records, certificates, {});
  REQUIRE_THAT(again.Apply(Files(kWorld)), IsOk());
  CHECK(records.writes() == records_before);
  CHECK(certificates.writes() == certificates_before);
  CHECK(again.report().records == Tally{0, 5});
  CHECK(again.report().certificates == Tally{0, 3});
  CHECK(again.report().statuses == Tally{0, 2});
  // What was found counts as much as what was written.
  CHECK(again.report().token.PositionOf("registry") > 0);
}

TEST_CASE("A world that was interrupted is taken up where it was") {
  MemoryRecords records;
  MemoryCertificates certificates;
  auto files = Files(kWorld);
  auto& steps = *files[0].world.mutable_steps();
  const auto whole = steps;
  steps.DeleteSubrange(1, 2);
  REQUIRE_THAT(Applier(records, certificates, {}).Apply(files), IsOk());
  steps = whole;
  Applier rest(records, certificates, {});
  REQUIRE_THAT(rest.Apply(files), IsOk());
  CHECK(rest.report().records == Tally{2, 3});
  CHECK(rest.report().statuses == Tally{2, 0});
}

TEST_CASE("A record that somebody has changed is written as the world has it") {
  MemoryRecords records;
  MemoryCertificates certificates;
  REQUIRE_THAT(Applier(records, certificates, {}).Apply(Files(kWorld)), IsOk());
  Record changed = records.Get("standards/b").value();
  changed.mutable_standard()->set_code("12345678");
  REQUIRE(records.Update(changed, MetaOf(changed).etag()).ok());
  Applier again(records, certificates, {});
  REQUIRE_THAT(again.Apply(Files(kWorld)), IsOk());
  CHECK(again.report().records == Tally{1, 4});
  CHECK(records.Get("standards/b")->standard().code().empty());
}

TEST_CASE("A refusal names file, step, list, index and field, and ends") {
  MemoryRecords records;
  MemoryCertificates certificates;
  records.RefuseTitle("bad");
  Applier applier(records, certificates, {});
  const absl::Status refused = applier.Apply(Files(R"({"steps": [{},
      {"standards": [{"name": "standards/a"},
                     {"name": "standards/b", "title": {"texts": {"en": "bad"}}},
                     {"name": "standards/c"}]}]})"));
  CHECK_THAT(refused, HasReason("INVALID_FIELD"));
  CHECK(std::string(refused.message()) ==
        "w.json: steps[1].standards[1].title: is not to be had");
  REQUIRE(ViolationsOf(refused).size() == 1);
  CHECK(ViolationsOf(refused)[0].field == "steps[1].standards[1].title");
  CHECK(applier.report().records == Tally{1, 0});
}

TEST_CASE("A number must fit one certificate to be voided") {
  MemoryRecords records;
  MemoryCertificates certificates;
  constexpr absl::string_view kTwo = R"({"steps": [
      {"certificates": [{"number": "N", "issuer": {"title": "A"}},
                        {"number": "N", "issuer": {"title": "B"}}]},
      {"voids": [{"number": "$N", "issuer": "$I", "void_from": "2024-01-01"}]}
      ]})";
  const auto with = [&](const char* number, const char* issuer) {
    auto files = Files(kTwo);
    auto& wanted = *files[0].world.mutable_steps(1)->mutable_voids(0);
    wanted.set_number(number);
    wanted.set_issuer(issuer);
    return Applier(records, certificates, {}).Apply(files);
  };
  CHECK_THAT(with("N", ""), HasReason("CERTIFICATE_AMBIGUOUS"));
  CHECK_THAT(with("M", ""), HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK_THAT(with("N", "C"), HasReason("CERTIFICATE_NOT_FOUND"));
  CHECK(certificates.writes() == 2);
  // Numbers and names are compared as they are read, not as they are typed.
  CHECK_THAT(with("Ｎ", "Ａ"), IsOk());
  CHECK(certificates.writes() == 3);
}

TEST_CASE("A certificate of an earlier world can be voided by a later one") {
  MemoryRecords records;
  MemoryCertificates certificates;
  REQUIRE_THAT(Applier(records, certificates, {}).Apply(Files(kWorld)), IsOk());
  Applier later(records, certificates, {});
  REQUIRE_THAT(later.Apply(Files(R"({"steps": [{"voids": [
      {"number": "C-3", "void_from": "2024-01-01"},
      {"number": "C-1", "void_from": "2024-01-14"},
      {"number": "C-1", "void_from": "2024-01-15"}]}]})")),
               IsOk());
  // From an earlier day is something new, from a later one is not.
  CHECK(later.report().statuses == Tally{2, 1});
}

TEST_CASE("What a file's end has to say can end the work") {
  MemoryRecords records;
  MemoryCertificates certificates;
  ApplyHooks hooks;
  hooks.after_file = [](const WorldFile& file, const Report& so_far) {
    CHECK(so_far.records.written == 4);
    return absl::AbortedError(file.path);
  };
  auto files = Files(R"({"steps": [{"instruments": [
      {"name": "instruments/1"}, {"name": "instruments/2"},
      {"name": "instruments/3"}, {"name": "instruments/4"}]}]})");
  files.push_back(files[0]);
  Applier applier(records, certificates, hooks);
  CHECK(applier.Apply(files).message() == "w.json");
}

}  // namespace
}  // namespace suyuan::world
