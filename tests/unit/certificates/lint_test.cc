#include "services/certificates/lint/lint.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/lint.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"
#include "tests/unit/dcc/sample.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::ValidCertificate;

const char kSignature[] =
    R"(<g:Signature xmlns:g="http://www.w3.org/2000/09/xmldsig#"/>)";

std::string Signed() {
  dcc::testing::Sample sample;
  sample.after_results = absl::StrCat(kSignature, kSignature);
  return sample.Xml();
}

// Answers as it was told to and remembers what it was asked.
class FakeChecker final : public SignatureChecker {
 public:
  absl::StatusOr<SignatureLint> Check(absl::string_view document,
                                      const dcc::LintReport& report,
                                      const Deadline&) const override {
    ++asked;
    bytes = document.size();
    signatures = report.signatures.size();
    return answer;
  }

  SignatureLint answer;
  mutable int asked = 0;
  mutable std::size_t bytes = 0;
  mutable std::size_t signatures = 0;
};

DocumentLint MustLint(const SignatureChecker& checker,
                      const std::string& document) {
  const DocumentLinter linter(nullptr, checker);
  auto lint = linter.Lint(document, dcc::Limits(), Deadline::Infinite());
  REQUIRE_THAT(StatusOf(lint), IsOk());
  return *std::move(lint);
}

TEST_CASE("Who checks signatures is asked where there is one, and only there") {
  FakeChecker checker;
  checker.answer.verdict = SignatureVerdict::kIndeterminate;
  CHECK(MustLint(checker, dcc::testing::Sample().Xml()).signature.verdict ==
        SignatureVerdict::kNone);
  CHECK(MustLint(checker, "<a>").signature.verdict ==
        SignatureVerdict::kNotChecked);
  CHECK(checker.asked == 0);
  CHECK(MustLint(checker, Signed()).signature.verdict ==
        SignatureVerdict::kIndeterminate);
  CHECK(checker.asked == 1);
  CHECK(checker.bytes == Signed().size());
  CHECK(checker.signatures == 2);
}

TEST_CASE("A report becomes a message with all that it says") {
  FakeChecker checker;
  checker.answer.verdict = SignatureVerdict::kInvalid;
  DocumentLint lint = MustLint(checker, Signed());
  lint.report.schema.verdict = dcc::Verdict::kInvalid;
  lint.report.schema.errors = 7;
  lint.report.schema.schema_version = "3.3.0";
  lint.report.schema.valid_without_signature = false;
  lint.report.semantic.findings[0].occurrences = 3;
  const v1::LintDocumentResponse response = ToProto(lint);
  CHECK(response.document_kind() == v1::DOCUMENT_KIND_DCC);
  CHECK(response.version() == "3.3.0");
  CHECK(response.root_name() == "digitalCalibrationCertificate");
  CHECK(response.root_namespace() == "https://ptb.de/dcc");
  CHECK(response.well_formed().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(response.schema().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(response.schema().error_count() == 7);
  CHECK(response.schema().schema_version() == "3.3.0");
  CHECK(response.schema().verdict_without_signature() ==
        v1::LINT_VERDICT_INVALID);
  CHECK(response.semantic().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(response.signature().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(response.signature().signature_count() == 2);
  REQUIRE(response.semantic().findings_size() == 1);
  const v1::LintFinding& finding = response.semantic().findings(0);
  CHECK(finding.code() == "DCC_LINK_WITHOUT_HASH");
  CHECK(finding.severity() == v1::LintFinding::SEVERITY_INFO);
  CHECK(finding.line() > 0);
  CHECK(finding.occurrences() == 3);
  CHECK(finding.message().texts_size() == 2);
}

TEST_CASE("Verdicts that are not said stay unsaid") {
  const v1::LintDocumentResponse broken =
      ToProto(MustLint(FakeChecker(), "<a>"));
  CHECK(broken.document_kind() == v1::DOCUMENT_KIND_UNSPECIFIED);
  CHECK(broken.well_formed().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(broken.schema().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  CHECK(broken.schema().verdict_without_signature() ==
        v1::LINT_VERDICT_UNSPECIFIED);
  CHECK(broken.semantic().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  CHECK(broken.signature().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  CHECK(ToProto(MustLint(FakeChecker(), "<order/>")).document_kind() ==
        v1::DOCUMENT_KIND_OTHER);
}

TEST_CASE("JSON is told by its first byte that is no blank") {
  CHECK(LooksLikeJson("{}"));
  CHECK(LooksLikeJson(" \r\n\t["));
  CHECK_FALSE(LooksLikeJson("<a/>"));
  CHECK_FALSE(LooksLikeJson("  "));
  CHECK_FALSE(LooksLikeJson(""));
  CHECK_FALSE(LooksLikeJson("\xEF\xBB\xBF<a/>"));
}

TEST_CASE("A canonical certificate is judged as an import would judge it") {
  const v1::LintDocumentResponse sound =
      LintCanonical(CanonicalJson(ValidCertificate()));
  CHECK(sound.document_kind() == v1::DOCUMENT_KIND_CANONICAL);
  CHECK(sound.well_formed().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(sound.schema().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(sound.semantic().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(sound.signature().verdict() == v1::LINT_VERDICT_NONE);

  v1::Certificate bad = ValidCertificate();
  bad.set_issued("12.07.2023");
  bad.clear_number();
  const v1::LintDocumentResponse refused = LintCanonical(CanonicalJson(bad));
  CHECK(refused.schema().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(refused.semantic().verdict() == v1::LINT_VERDICT_INVALID);
  REQUIRE(refused.semantic().findings_size() == 2);
  for (const v1::LintFinding& each : refused.semantic().findings()) {
    CHECK(each.code() == "CERT_FIELD_INVALID");
    CHECK(each.severity() == v1::LintFinding::SEVERITY_DEFECT);
    CHECK((each.path() == "number" || each.path() == "issued"));
    CHECK(each.message().texts_size() == 2);
  }
}

TEST_CASE("What an import would note of a certificate of its kind is found") {
  v1::Certificate notice = ValidCertificate();
  notice.set_kind(v1::Certificate::KIND_VERIFICATION_FAIL);
  notice.set_valid_to("2099-01-01");
  const v1::LintDocumentResponse response =
      LintCanonical(CanonicalJson(notice));
  CHECK(response.semantic().verdict() == v1::LINT_VERDICT_INVALID);
  const v1::LintFinding* validity = nullptr;
  for (const v1::LintFinding& each : response.semantic().findings()) {
    if (each.code() == "CERT_FAIL_NOTICE_VALIDITY") validity = &each;
  }
  REQUIRE(validity != nullptr);
  CHECK(validity->severity() == v1::LintFinding::SEVERITY_DEFECT);
  CHECK(validity->message().texts_size() == 2);
}

TEST_CASE("JSON of something else, and what is no JSON, is told apart") {
  const v1::LintDocumentResponse other = LintCanonical(R"({"numbr": "1"})");
  CHECK(other.well_formed().verdict() == v1::LINT_VERDICT_VALID);
  CHECK(other.schema().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(other.schema().findings(0).code() == "CERT_JSON_NOT_A_CERTIFICATE");
  CHECK(other.semantic().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  const v1::LintDocumentResponse cut = LintCanonical(R"({"number": "1)");
  CHECK(cut.document_kind() == v1::DOCUMENT_KIND_UNSPECIFIED);
  CHECK(cut.well_formed().verdict() == v1::LINT_VERDICT_INVALID);
  CHECK(cut.well_formed().findings(0).code() == "CERT_JSON_NOT_WELL_FORMED");
  CHECK(cut.schema().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  CHECK(cut.signature().verdict() == v1::LINT_VERDICT_NOT_CHECKED);
  const std::string deep(200'000, '[');
  CHECK(LintCanonical(deep).well_formed().verdict() ==
        v1::LINT_VERDICT_INVALID);
  const v1::LintDocumentResponse nested =
      LintCanonical(deep + std::string(200'000, ']'));
  CHECK(nested.schema().verdict() == v1::LINT_VERDICT_INVALID);
}

}  // namespace
}  // namespace suyuan::certificates
