#include "services/suyuanctl/commands/import.h"

#include <map>
#include <sstream>

#include "libs/base/status.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/suyuanctl/world/world_folder.h"

namespace suyuan::ctl {
namespace {

using certificates::v1::BatchImportCertificatesRequest;
using certificates::v1::BatchImportCertificatesResponse;
using certificates::v1::ImportCertificateRequest;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using world::testing::WorldFolder;

// Holds what it is given; refuses a document that says "bad".
class Service {
 public:
  BatchImport import() {
    return [this](const BatchImportCertificatesRequest& request)
               -> absl::StatusOr<BatchImportCertificatesResponse> {
      sizes.push_back(request.requests_size());
      if (down) return absl::UnavailableError("nobody answers");
      BatchImportCertificatesResponse response;
      for (const ImportCertificateRequest& one : request.requests()) {
        CHECK_FALSE(one.request_id().empty());
        Answer(one, *response.add_items());
      }
      return response;
    };
  }
  std::vector<int> sizes;
  std::map<std::string, std::string> held;
  bool down = false;

 private:
  void Answer(const ImportCertificateRequest& request,
              BatchImportCertificatesResponse::Item& item) {
    const std::string key =
        request.has_dcc() ? request.dcc() : request.certificate().number();
    if (key.find("bad") != std::string::npos) {
      item.set_code(3);
      item.set_reason("DCC_ELEMENT");
      item.set_message("line 7: <dcc:value> is empty; a number is wanted");
      return;
    }
    if (request.validate_only()) {
      item.set_created(held.count(key) == 0);
      return;
    }
    item.set_created(
        held.emplace(key, "certificates/" + std::to_string(held.size()))
            .second);
    item.set_certificate(held.at(key));
  }
};

struct Run {
  absl::StatusOr<bool> done = false;
  ImportSummary summary;
  std::string out;
  std::string err;
};

Run RunImport(Service& service, const ImportOptions& options) {
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  Run run;
  run.done = Import(options, service.import(), console, &run.summary);
  run.out = out.str();
  run.err = err.str();
  return run;
}

TEST_CASE("Folders are searched for .xml and .json, whatever their case") {
  WorldFolder folder;
  folder.Write("a.xml", "<a/>");
  folder.Write("deep/er/b.XML", "<b/>");
  folder.Write("c.json", R"({"number": "C"})");
  folder.Write("readme.txt", "no");
  folder.Write(".git/d.xml", "<d/>");
  folder.Write(".e.xml", "<e/>");
  Service service;
  const Run run = RunImport(service, {.paths = {folder.path()}});
  REQUIRE_THAT(run.done.status(), IsOk());
  CHECK(*run.done);
  CHECK(run.summary.created == 3);
  CHECK(service.held.count("<b/>") == 1);
  CHECK(service.held.count("C") == 1);
  CHECK(run.out ==
        "3 created, 0 already held, 0 skipped by the journal, 0 refused\n");
}

TEST_CASE("What is held already is told apart") {
  WorldFolder folder;
  folder.Write("a.xml", "<a/>");
  Service service;
  RunImport(service, {.paths = {folder.path()}});
  folder.Write("b.xml", "<b/>");
  const Run again = RunImport(service, {.paths = {folder.path()}});
  CHECK(again.summary.created == 1);
  CHECK(again.summary.held == 1);
}

TEST_CASE("Documents travel in batches") {
  WorldFolder folder;
  for (int i = 0; i < 5; ++i) {
    folder.Write(std::to_string(i) + ".xml", std::string(1, 'a' + i));
  }
  Service service;
  RunImport(service, {.paths = {folder.path()}, .batch = 2});
  CHECK(service.sizes == std::vector<int>{2, 2, 1});
}

TEST_CASE("A refusal is told with its file and its exact error, and ends") {
  WorldFolder folder;
  folder.Write("1.xml", "<good/>");
  folder.Write("2.xml", "<bad/>");
  folder.Write("3.xml", "<other/>");
  Service service;
  const Run run = RunImport(service, {.paths = {folder.path()}, .batch = 1});
  REQUIRE_THAT(run.done.status(), IsOk());
  CHECK_FALSE(*run.done);
  CHECK(run.summary.created == 1);
  CHECK(run.summary.refused == 1);
  CHECK(run.summary.left == 1);
  CHECK(run.err.find("refused " + folder.path() +
                     "/2.xml: INVALID_ARGUMENT DCC_ELEMENT: line 7: "
                     "<dcc:value> is empty; a number is wanted\n") !=
        std::string::npos);
}

TEST_CASE("With --keep-going every refusal is found, and it still fails") {
  WorldFolder folder;
  folder.Write("1.xml", "<bad/>");
  folder.Write("2.json", "{\"numbr\": 1}");
  folder.Write("3.xml", "<good/>");
  Service service;
  const Run run =
      RunImport(service, {.paths = {folder.path()}, .keep_going = true});
  REQUIRE_THAT(run.done.status(), IsOk());
  CHECK_FALSE(*run.done);
  CHECK(run.summary.created == 1);
  CHECK(run.summary.refused == 2);
  CHECK(run.summary.left == 0);
  CHECK(run.err.find("numbr") != std::string::npos);
}

TEST_CASE("A document that cannot be read does not undo those before it") {
  WorldFolder folder;
  folder.Write("1.xml", "<good/>");
  folder.Write("2.json", "not json");
  Service service;
  const Run run = RunImport(service, {.paths = {folder.path()}});
  CHECK_FALSE(*run.done);
  CHECK(run.summary.created == 1);
}

TEST_CASE("An import that was interrupted is taken up from its journal") {
  WorldFolder folder;
  for (int i = 0; i < 4; ++i) {
    folder.Write("in/" + std::to_string(i) + ".xml", std::string(1, 'a' + i));
  }
  const ImportOptions options{.paths = {folder.path() + "/in"},
                              .journal = folder.path() + "/journal",
                              .batch = 2};
  Service service;
  int calls = 0;
  std::ostringstream out, err;
  Console console(out, err, Words::In("en").value(), true);
  const auto dies = Import(
      options,
      [&](const BatchImportCertificatesRequest& request)
          -> absl::StatusOr<BatchImportCertificatesResponse> {
        if (++calls == 2) return absl::UnavailableError("gone");
        return service.import()(request);
      },
      console);
  CHECK(dies.status().code() == absl::StatusCode::kUnavailable);
  const Run rest = RunImport(service, options);
  CHECK(*rest.done);
  CHECK(rest.summary.skipped == 2);
  CHECK(rest.summary.created == 2);
  const Run nothing = RunImport(service, options);
  CHECK(nothing.summary.skipped == 4);
  CHECK(service.sizes == std::vector<int>{2, 2});
}

TEST_CASE("What is only validated is not remembered as acknowledged") {
  WorldFolder folder;
  folder.Write("in/a.xml", "<a/>");
  ImportOptions options{.paths = {folder.path() + "/in"},
                        .journal = folder.path() + "/journal",
                        .validate_only = true};
  Service service;
  CHECK(RunImport(service, options).summary.created == 1);
  CHECK(service.held.empty());
  options.validate_only = false;
  CHECK(RunImport(service, options).summary.created == 1);
}

TEST_CASE("A path that is not there and a kind that is none end it at once") {
  Service service;
  CHECK_THAT(RunImport(service, {.paths = {"/no/such"}}).done.status(),
             HasReason("FILE_MISSING"));
  CHECK_THAT(
      RunImport(service, {.paths = {"."}, .kind = "PAPER"}).done.status(),
      HasReason("INVALID_FIELD"));
  CHECK(service.sizes.empty());
}

}  // namespace
}  // namespace suyuan::ctl
