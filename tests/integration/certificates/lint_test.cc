// Judging documents through the service, by gRPC and by HTTP.

#include <grpcpp/channel.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "libs/rpc/client.h"
#include "services/gateway/gateway_server.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/raw_http.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/dcc/sample.h"
#include "tests/unit/dcc/small_schemas.h"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::certificates {
namespace {

using dcc::testing::Sample;
using dcc::testing::SmallDocument;
using dcc::testing::SmallSchema;
using dcc::testing::SmallValueSchema;
using dcc::testing::WriteFile;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::RawClient;
using suyuan::testing::RawResponse;
using suyuan::testing::RequestText;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::Suite;

// A folder with the schema of version 3.1.9, invented.
class Schemas {
 public:
  Schemas() {
    WriteFile(folder_.File("si.xsd"), SmallValueSchema("2.0"));
    WriteFile(folder_.File("dcc.xsd"), SmallSchema("3.1.9", "si.xsd"));
  }
  std::string path() const { return folder_.File(""); }

 private:
  TemporaryFolder folder_;
};

absl::StatusOr<v1::LintDocumentResponse> Lint(Suite& suite,
                                              const std::string& document) {
  v1::LintDocumentRequest request;
  request.mutable_document()->set_data(document);
  return suite.Call(&v1::Certificates::Stub::LintDocument, request);
}

TEST_CASE("Where valid schemas are wanted no other document is imported") {
  const Schemas schemas;
  certificates::Options options;
  options.dcc_schemas = schemas.path();
  options.require_valid_schema = true;
  Suite suite(options);
  Sample sample;
  sample.root_attributes = R"(schemaVersion="3.1.9")";
  const auto refused = suite.ImportDcc(sample.Xml());
  REQUIRE_THAT(StatusOf(refused), HasReason("SCHEMA_INVALID"));
  REQUIRE_FALSE(ViolationsOf(refused.status()).empty());
  const FieldViolation first = ViolationsOf(refused.status())[0];
  CHECK(first.field == "document");
  CHECK(absl::StrContains(first.description, "line "));
  CHECK(suite.List()->certificates_size() == 0);
  // Of a version whose schema is not at hand nothing is known.
  CHECK_THAT(StatusOf(suite.ImportDcc(Sample().Xml())), IsOk());
}

TEST_CASE("A document is judged by the schemas of the configured folder") {
  const Schemas schemas;
  Suite suite("", "", schemas.path());
  const auto valid = Lint(suite, SmallDocument("3.1.9", "<d:name>n</d:name>"));
  REQUIRE_THAT(StatusOf(valid), IsOk());
  CHECK(valid->schema().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(valid->schema().schema_version() == "3.1.9");
  const auto invalid = Lint(suite, SmallDocument("3.1.9", ""));
  REQUIRE_THAT(StatusOf(invalid), IsOk());
  CHECK(invalid->schema().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(invalid->schema().findings(0).code() == "DCC_SCHEMA_CHILD_MISSING");
  const auto unknown = Lint(suite, Sample().Xml());
  REQUIRE_THAT(StatusOf(unknown), IsOk());
  CHECK(unknown->schema().verdict() == v1::LINT_VERDICT_UNKNOWN_VERSION);
  CHECK(unknown->semantic().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(unknown->signature().verdict() == v1::LINT_VERDICT_NONE);
}

TEST_CASE("Without a folder the schema is not checked and never valid") {
  Suite suite;
  const auto lint = Lint(suite, Sample().Xml());
  REQUIRE_THAT(StatusOf(lint), IsOk());
  CHECK(lint->schema().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  CHECK(lint->schema().findings(0).code() == "DCC_SCHEMA_FOLDER_NONE");
  CHECK(lint->well_formed().verdict() == v1::LINT_VERDICT_VALID);
}

TEST_CASE("Signatures are judged by the roots and lists of the folder") {
  const xmldsig::testing::World world;
  const TemporaryFolder trust;
  world.WriteTrust(trust);
  xmldsig::testing::Signing signing = world.ByLaboratory();
  signing.document = Sample().Xml();
  std::string document = Sign(signing);
  Suite suite("", "", "", trust.File(""));
  const auto valid = Lint(suite, document);
  REQUIRE_THAT(StatusOf(valid), IsOk());
  CHECK(valid->signature().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(valid->signature().signature_count() == 1);
  Suite without;
  const auto open = Lint(without, document);
  REQUIRE_THAT(StatusOf(open), IsOk());
  CHECK(open->signature().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  document.replace(document.find("1.000002"), 8, "1.000003");
  const auto broken = Lint(suite, document);
  REQUIRE_THAT(StatusOf(broken), IsOk());
  CHECK(broken->signature().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(broken->semantic().verdict() == v1::LINT_VERDICT_VALID);
}

TEST_CASE("Nothing that is judged is kept") {
  Suite suite;
  REQUIRE_THAT(StatusOf(Lint(suite, Sample().Xml())), IsOk());
  const auto list = suite.List();
  REQUIRE_THAT(StatusOf(list), IsOk());
  CHECK(list->certificates().empty());
}

TEST_CASE("What is no document is an answer; no bytes or too many are not") {
  Suite suite;
  const auto lint = Lint(suite, "not XML");
  REQUIRE_THAT(StatusOf(lint), IsOk());
  CHECK(lint->well_formed().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK_THAT(StatusOf(Lint(suite, "")), HasReason("INVALID_FIELD"));
  CHECK_THAT(StatusOf(Lint(suite, std::string((48 << 20) + 1, ' '))),
             HasReason("DOCUMENT_TOO_LARGE"));
}

TEST_CASE("A folder that is of no use does not let the service start") {
  const TemporaryFolder empty;
  SystemClock clock;
  metrics::Registry metrics;
  Options options;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  options.dcc_schemas = empty.File("");
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("SCHEMA_FOLDER_EMPTY"));
  options.dcc_schemas = empty.File("nowhere");
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("SCHEMA_FOLDER_MISSING"));
  options.dcc_schemas.clear();
  options.require_valid_schema = true;
  CHECK_THAT(StatusOf(StartCertificates(options)), HasReason("INVALID_FIELD"));
  options.require_valid_schema = false;
  options.signature_trust = empty.File("nowhere");
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("TRUST_FOLDER_MISSING"));
}

// The service with a gateway before it.
class Http {
 public:
  Http() : suite_("", "", schemas_.path()) {
    gateway::Options options;
    options.listen = "127.0.0.1:0";
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    options.certificates =
        std::make_shared<rpc::ChannelPair>(suite_.server().InProcessChannel());
    auto started = gateway::StartGateway(options);
    REQUIRE_THAT(StatusOf(started), IsOk());
    gateway_ = *std::move(started);
  }

  RawResponse Post(const std::string& fields, const std::string& body) {
    RawClient client(static_cast<uint16_t>(gateway_->port()));
    client.Send(RequestText("POST", "/v1/certificates:lint", fields, body));
    return client.Receive().value();
  }

 private:
  SystemClock clock_;
  metrics::Registry metrics_;
  Schemas schemas_;
  Suite suite_;
  std::unique_ptr<gateway::GatewayServer> gateway_;
};

TEST_CASE("The body of a plain POST is judged, whatever type it says") {
  Http http;
  for (const char* type :
       {"Content-Type: application/xml\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n", ""}) {
    CAPTURE(type);
    const RawResponse answer = http.Post(type, SmallDocument("3.1.9", ""));
    REQUIRE(answer.status == 200);
    const auto json = nlohmann::json::parse(answer.body);
    CHECK(json["documentKind"] == "DOCUMENT_KIND_DCC");
    CHECK(json["version"] == "3.1.9");
    CHECK(json["wellFormed"]["verdict"] == "LINT_VERDICT_VALID");
    CHECK(json["schema"]["verdict"] == "LINT_VERDICT_INVALID");
    CHECK(json["schema"]["errorCount"] == 1);
    const auto& finding = json["schema"]["findings"][0];
    CHECK(finding["code"] == "DCC_SCHEMA_CHILD_MISSING");
    CHECK(finding["severity"] == "SEVERITY_DEFECT");
    CHECK(finding["path"] == "/digitalCalibrationCertificate");
    CHECK(finding["message"]["texts"]["zh"].get<std::string>().find("缺少") !=
          std::string::npos);
    CHECK(json["semantic"]["verdict"] == "LINT_VERDICT_INVALID");
    CHECK(json["signature"]["verdict"] == "LINT_VERDICT_NONE");
  }
}

TEST_CASE("JSON is judged as a canonical certificate over HTTP, too") {
  Http http;
  const RawResponse answer =
      http.Post("Content-Type: application/json\r\n", R"({"number": "A-1"})");
  REQUIRE(answer.status == 200);
  const auto json = nlohmann::json::parse(answer.body);
  CHECK(json["documentKind"] == "DOCUMENT_KIND_CANONICAL");
  CHECK(json["semantic"]["verdict"] == "LINT_VERDICT_INVALID");
}

TEST_CASE("A page of another origin may not have documents judged") {
  Http http;
  CHECK(http.Post("Content-Type: text/plain\r\nOrigin: http://evil.example\r\n",
                  "<a/>")
            .status == 403);
}

}  // namespace
}  // namespace suyuan::certificates
