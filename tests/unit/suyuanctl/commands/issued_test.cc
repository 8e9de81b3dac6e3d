#include "services/suyuanctl/commands/issued.h"

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::Certificate;
using certificates::v1::ImportIssuedNumbersRequest;
using certificates::v1::IssuedSpan;
using certificates::v1::ListIssuedSpansRequest;
using certificates::v1::ListIssuedSpansResponse;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using world::testing::WorldFolder;

constexpr char kList[] = "number,kind,issued\nA-1,CALIBRATION,2026-03-02\n";

struct Told {
  std::ostringstream out;
  std::ostringstream err;
  Console console{out, err, Words::In("en").value(), true};
};

// Takes every list in.
struct Service {
  ImportIssued import() {
    return [this](const ImportIssuedNumbersRequest& request)
               -> absl::StatusOr<IssuedSpan> {
      requests.push_back(request);
      IssuedSpan span;
      *span.mutable_issuer() = request.issuer();
      span.set_from(request.from());
      span.set_to(request.to());
      span.set_numbers(1);
      return span;
    };
  }
  std::vector<ImportIssuedNumbersRequest> requests;
};

IssuedImportOptions Of(const std::string& path) {
  return {.path = path,
          .title = "例示计量院",
          .from = "2026-03-01",
          .to = "2026-03-31",
          .kinds = {"CALIBRATION", "VERIFICATION"}};
}

TEST_CASE("A list of what was issued is sent as it is, with what it covers") {
  WorldFolder folder;
  Service service;
  Told told;
  const std::string path = folder.Write("march.csv", kList);
  REQUIRE_THAT(
      StatusOf(ImportIssuedList(Of(path), service.import(), told.console)),
      IsOk());
  REQUIRE(service.requests.size() == 1);
  const ImportIssuedNumbersRequest& sent = service.requests[0];
  CHECK(sent.list().content_type() == "text/csv");
  CHECK(sent.list().data() == kList);
  CHECK(sent.issuer().title() == "例示计量院");
  CHECK(sent.from() == "2026-03-01");
  CHECK(sent.to() == "2026-03-31");
  REQUIRE(sent.kinds_size() == 2);
  CHECK(sent.kinds(0) == Certificate::KIND_CALIBRATION);
  CHECK_FALSE(sent.request_id().empty());
  CHECK_FALSE(sent.validate_only());
  CHECK(told.out.str() ==
        "names 1 certificates of 例示计量院, issued from 2026-03-01 to "
        "2026-03-31; the list is kept\n");
}

TEST_CASE("A list of JSON lines is told from a table by its name") {
  WorldFolder folder;
  Service service;
  Told told;
  const std::string path = folder.Write("march.JSONL", "{}\n");
  REQUIRE_THAT(
      StatusOf(ImportIssuedList(Of(path), service.import(), told.console)),
      IsOk());
  CHECK(service.requests[0].list().content_type() == "application/x-ndjson");
}

TEST_CASE("What is no list or no kind is refused before anybody is asked") {
  WorldFolder folder;
  Service service;
  Told told;
  IssuedImportOptions options = Of(folder.Write("march.txt", kList));
  CHECK_THAT(
      StatusOf(ImportIssuedList(options, service.import(), told.console)),
      HasReason("INVALID_FIELD"));
  options = Of(folder.Write("march.csv", kList));
  options.kinds = {"LETTER"};
  CHECK_THAT(
      StatusOf(ImportIssuedList(options, service.import(), told.console)),
      HasReason("INVALID_FIELD"));
  options = Of(folder.path() + "/none.csv");
  CHECK_THAT(
      StatusOf(ImportIssuedList(options, service.import(), told.console)),
      HasReason("FILE_MISSING"));
  CHECK(service.requests.empty());
}

// Pages of two spans; three in all.
absl::StatusOr<ListIssuedSpansResponse> Pages(
    const ListIssuedSpansRequest& request) {
  ListIssuedSpansResponse page;
  const int first = request.page_token().empty() ? 1 : 3;
  for (int i = first; i < first + 2 && i <= 3; ++i) {
    IssuedSpan& span = *page.add_issued_spans();
    span.set_name(absl::StrCat("issuedSpans/", i));
    span.mutable_issuer()->set_code("L0001");
    span.set_from(absl::StrCat("2026-0", i, "-01"));
    span.set_to(absl::StrCat("2026-0", i, "-28"));
    span.add_kinds(Certificate::KIND_CALIBRATION);
    span.set_numbers(i);
  }
  if (first == 1) page.set_next_page_token("3");
  return page;
}

TEST_CASE("The spans that lists cover are shown over all pages") {
  Told told;
  REQUIRE_THAT(StatusOf(ListIssued({}, Pages, told.console)), IsOk());
  CHECK(told.out.str() ==
        "NAME           ISSUER  FROM        TO          KINDS        NUMBERS\n"
        "issuedSpans/1  L0001   2026-01-01  2026-01-28  CALIBRATION  1\n"
        "issuedSpans/2  L0001   2026-02-01  2026-02-28  CALIBRATION  2\n"
        "issuedSpans/3  L0001   2026-03-01  2026-03-28  CALIBRATION  3\n");
  CHECK(told.err.str() == "3 in all\n");
  Told json;
  REQUIRE_THAT(StatusOf(ListIssued({.json = true}, Pages, json.console)),
               IsOk());
  CHECK(json.out.str().find(R"({"name":"issuedSpans/1",)") == 0);
  CHECK(json.err.str().empty());
}

}  // namespace
}  // namespace suyuan::ctl
