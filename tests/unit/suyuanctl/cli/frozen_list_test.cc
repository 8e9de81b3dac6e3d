#include "services/suyuanctl/cli/frozen_list.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"
#include "tests/support/status_matchers.h"

namespace suyuan::ctl {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using traceability::v1::FrozenAffectedLine;

std::string LineOf(const FrozenAffectedLine& line) {
  std::string out;
  json::AppendCanonicalJson(line, out);
  return out + "\n";
}

// A document as the service makes it.
std::string Document(const std::vector<std::string>& names,
                     const std::string& result = "r1") {
  FrozenAffectedLine header;
  header.mutable_header()->set_format("suyuan-affected-1");
  header.mutable_header()->mutable_question()->set_target("standards/f1");
  std::string out = LineOf(header);
  std::string listed;
  for (const std::string& name : names) {
    FrozenAffectedLine line;
    line.mutable_certificate()->set_certificate(name);
    line.mutable_certificate()->set_digest(std::string(64, 'a'));
    line.mutable_certificate()->add_result_ids(result);
    out += LineOf(line);
    absl::StrAppend(&listed, name, "\n");
  }
  FrozenAffectedLine summary;
  summary.mutable_summary()->set_certificates(
      static_cast<int64_t>(names.size()));
  summary.mutable_summary()->set_digest(crypto::Sha256(listed).Hex());
  summary.mutable_summary()->set_document_digest(crypto::Sha256(out).Hex());
  return out + LineOf(summary);
}

TEST_CASE("A kept list reads back when nothing was changed in it") {
  const auto list = ReadFrozenList(Document({"certificates/a"}));
  REQUIRE_THAT(list.status(), IsOk());
  CHECK(list->header.question().target() == "standards/f1");
  REQUIRE(list->certificates.size() == 1);
  CHECK(list->certificates[0].certificate() == "certificates/a");
}

TEST_CASE("A kept list in which something was changed is no evidence") {
  const std::string document = Document({"certificates/a", "certificates/b"});
  const auto changed = [&document](const char* from, const char* to) {
    return StatusOf(
        ReadFrozenList(absl::StrReplaceAll(document, {{from, to}})));
  };
  CHECK_THAT(changed("certificates/b", "certificates/c"),
             HasReason("FROZEN_LIST_CHANGED"));
  CHECK_THAT(changed("standards/f1", "standards/f2"),
             HasReason("FROZEN_LIST_CHANGED"));
  CHECK_THAT(changed("\"certificates\":\"2\"", "\"certificates\":\"3\""),
             HasReason("FROZEN_LIST_CHANGED"));
}

TEST_CASE("A document that was cut off, or is another, is refused") {
  const std::string document = Document({"certificates/a"});
  const size_t last = document.rfind('\n', document.size() - 2);
  CHECK_THAT(StatusOf(ReadFrozenList(document.substr(0, last + 1))),
             HasReason("FROZEN_LIST_MALFORMED"));
  CHECK_THAT(StatusOf(ReadFrozenList(document + document)),
             HasReason("FROZEN_LIST_MALFORMED"));
  CHECK_THAT(StatusOf(ReadFrozenList("")), HasReason("FROZEN_LIST_MALFORMED"));
  CHECK_THAT(StatusOf(ReadFrozenList("{}\n")),
             HasReason("FROZEN_LIST_MALFORMED"));
  CHECK_THAT(StatusOf(ReadFrozenList("a,b\n")),
             HasReason("FROZEN_LIST_MALFORMED"));
}

TEST_CASE("Two lists differ by what was added, removed and changed") {
  const auto list = [](const std::vector<std::string>& names,
                       const std::string& result) {
    auto read = ReadFrozenList(Document(names, result));
    REQUIRE_THAT(read.status(), IsOk());
    return *std::move(read);
  };
  const FrozenList kept = list({"certificates/a", "certificates/b"}, "r1");
  CHECK(Compare(kept, kept).empty());
  const FrozenDifference moved =
      Compare(kept, list({"certificates/b", "certificates/c"}, "r1"));
  REQUIRE(moved.added.size() == 1);
  CHECK(moved.added[0].certificate() == "certificates/c");
  REQUIRE(moved.removed.size() == 1);
  CHECK(moved.removed[0].certificate() == "certificates/a");
  CHECK(moved.changed.empty());
  CHECK(Compare(kept, list({"certificates/a", "certificates/b"}, "r2"))
            .changed.size() == 2);
}

}  // namespace
}  // namespace suyuan::ctl
