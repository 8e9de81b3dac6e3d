#include "services/certificates/convert/signatures.h"

#include <string>
#include <vector>

#include "catch2/catch.hpp"
#include "libs/base/status.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/institution_keys.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::kNow;

// The one field that is at fault.
std::string FieldOf(const absl::Status& status) {
  const std::vector<FieldViolation> violations = ViolationsOf(status);
  return violations.size() == 1 ? violations[0].field : "";
}

v1::DetachedSignature AnySignature() {
  v1::DetachedSignature signature;
  signature.set_key_id(std::string(64, 'A'));
  signature.set_signature(std::string(64, 's'));
  signature.mutable_signing_time()->set_seconds(1735689600);
  return signature;
}

JudgedSignature Judged(DetachedVerdict verdict) {
  return {.signature = {.algorithm = crypto::SignatureAlgorithm::kSm2Sm3,
                        .key_id = std::string(64, 'a'),
                        .bytes = "signature",
                        .signed_at = kNow},
          .verdict = verdict,
          .signer = "institutions/tianshan",
          .received_at = kNow};
}

TEST_CASE("A signature is read as it was sent") {
  const auto read = ToSignature(AnySignature());
  REQUIRE_THAT(StatusOf(read), IsOk());
  CHECK(read->algorithm == std::nullopt);
  CHECK(read->key_id == std::string(64, 'a'));
  CHECK(read->bytes == std::string(64, 's'));
  CHECK(read->signed_at == kNow);
}

TEST_CASE("A signature that is none is refused with the field") {
  const auto refused = [](auto change) {
    v1::DetachedSignature signature = AnySignature();
    change(signature);
    return StatusOf(ToSignature(signature));
  };
  CHECK(FieldOf(refused([](auto& s) { s.set_key_id(std::string(63, 'a')); })) ==
        "key_id");
  CHECK(FieldOf(refused([](auto& s) { s.clear_signature(); })) == "signature");
  CHECK_THAT(refused([](auto& s) { s.set_signature(std::string(128, 's')); }),
             IsOk());
  CHECK(FieldOf(refused([](auto& s) {
          s.set_signature(std::string(129, 's'));
        })) == "signature");
  CHECK(FieldOf(refused([](auto& s) {
          s.set_algorithm(static_cast<v1::SignatureAlgorithm>(4));
        })) == "algorithm");
  CHECK(FieldOf(refused([](auto& s) {
          s.mutable_signing_time()->set_nanos(-1);
        })) == "signing_time");
}

TEST_CASE("A certificate comes with at most eight signatures") {
  v1::ImportCertificateRequest request;
  for (int i = 0; i < kMostSignatures; ++i) {
    *request.add_signatures() = AnySignature();
  }
  CHECK_THAT(StatusOf(ToSignatures(request.signatures())), IsOk());
  request.mutable_signatures(7)->clear_key_id();
  CHECK(FieldOf(StatusOf(ToSignatures(request.signatures()))) ==
        "signatures[7].key_id");
  *request.add_signatures() = AnySignature();
  CHECK(FieldOf(StatusOf(ToSignatures(request.signatures()))) == "signatures");
}

TEST_CASE("What is wrong with a signature is said in both languages") {
  for (int verdict = 2; verdict <= 10; ++verdict) {
    v1::Certificate certificate;
    certificate.mutable_issuer()->set_title("昆仑计量院");
    AddSignatureFinding(Judged(static_cast<DetachedVerdict>(verdict)), 0,
                        certificate);
    CAPTURE(verdict);
    REQUIRE(certificate.findings_size() == 1);
    const v1::ImportFinding& finding = certificate.findings(0);
    CHECK(finding.path() == "signatures[0]");
    CHECK_FALSE(finding.code().empty());
    CHECK(finding.message().texts().size() == 2);
    CHECK(finding.message().texts().at("en").find('$') == std::string::npos);
    CHECK(finding.message().texts().at("zh").find('$') == std::string::npos);
  }
  v1::Certificate certificate;
  AddSignatureFinding(Judged(DetachedVerdict::kValid), 0, certificate);
  CHECK(certificate.findings().empty());
}

TEST_CASE("A signer who is not the issuer is named beside the issuer") {
  v1::Certificate certificate;
  certificate.mutable_issuer()->set_title("昆仑计量院");
  AddSignatureFinding(Judged(DetachedVerdict::kSignerMismatch), 0, certificate);
  const v1::ImportFinding& finding = certificate.findings(0);
  CHECK(finding.code() == "SIGNER_MISMATCH");
  const std::string& text = finding.message().texts().at("en");
  CHECK(text.find("institutions/tianshan") != std::string::npos);
  CHECK(text.find("昆仑计量院") != std::string::npos);
}

TEST_CASE("Signatures in a document and beside it are counted together") {
  v1::Certificate certificate;
  certificate.set_signature_count(1);
  SignatureLint inside;
  inside.verdict = SignatureVerdict::kIndeterminate;
  const JudgedSignature beside = Judged(DetachedVerdict::kValid);
  SetSignatures(inside, {&beside, 1}, certificate);
  CHECK(certificate.signature_count() == 2);
  CHECK(certificate.signatures_size() == 1);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK_FALSE(IsBrokenInside(certificate));
}

TEST_CASE("A document whose own signature is broken is broken inside") {
  v1::Certificate certificate;
  certificate.set_signature_count(1);
  SignatureLint inside;
  inside.verdict = SignatureVerdict::kInvalid;
  SetSignatures(inside, {}, certificate);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_INVALID);
  CHECK(IsBrokenInside(certificate));
  v1::Certificate other;
  const JudgedSignature beside = Judged(DetachedVerdict::kInvalid);
  SetSignatures({}, {&beside, 1}, other);
  CHECK(other.signature_state() == v1::SIGNATURE_STATE_INVALID);
  CHECK_FALSE(IsBrokenInside(other));
}

TEST_CASE("A signature that was unknown is put in its own place once valid") {
  v1::Certificate certificate;
  const JudgedSignature unknown = Judged(DetachedVerdict::kKeyUnknown);
  SetSignatures({}, {&unknown, 1}, certificate);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_INDETERMINATE);
  CHECK_FALSE(HasValidSignature(certificate, std::string(64, 'a')));
  AddSignature(Judged(DetachedVerdict::kValid), certificate);
  CHECK(certificate.signatures_size() == 1);
  CHECK(certificate.signature_count() == 1);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK(HasValidSignature(certificate, std::string(64, 'a')));
}

TEST_CASE("A signature that is judged again has its finding replaced") {
  v1::Certificate certificate;
  const JudgedSignature valid = Judged(DetachedVerdict::kValid);
  SetSignatures({}, {&valid, 1}, certificate);
  certificate.add_findings()->set_code("OTHER");
  const auto review = [&certificate](DetachedVerdict verdict,
                                     SignatureState state) {
    ReviewSignature(Judged(verdict), state, certificate);
  };
  review(DetachedVerdict::kKeyRevoked, SignatureState::kInvalid);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_INVALID);
  CHECK(certificate.signatures_size() == 1);
  REQUIRE(certificate.findings_size() == 2);
  CHECK(certificate.findings(1).code() == "SIGNATURE_KEY_REVOKED");
  review(DetachedVerdict::kKeyCompromised, SignatureState::kIndeterminate);
  REQUIRE(certificate.findings_size() == 2);
  CHECK(certificate.findings(1).code() == "SIGNATURE_KEY_COMPROMISED");
  review(DetachedVerdict::kValid, SignatureState::kValid);
  REQUIRE(certificate.findings_size() == 1);
  CHECK(certificate.findings(0).code() == "OTHER");
}

TEST_CASE(
    "A bad signature beside an open one in the document mends by another") {
  v1::Certificate certificate;
  certificate.set_signature_count(1);
  SignatureLint inside;
  inside.verdict = SignatureVerdict::kNotChecked;
  const JudgedSignature beside = Judged(DetachedVerdict::kKeyRevoked);
  SetSignatures(inside, {&beside, 1}, certificate);
  CHECK(certificate.signature_state() == v1::SIGNATURE_STATE_INVALID);
  CHECK_FALSE(IsBrokenInside(certificate));
  v1::ImportFinding& finding = *certificate.add_findings();
  finding.set_code("SIG_DIGEST");
  finding.set_severity("error");
  CHECK(IsBrokenInside(certificate));
}

TEST_CASE("A signature is read back as it was written") {
  JudgedSignature judged = Judged(DetachedVerdict::kKeyExpired);
  const auto check = [&judged] {
    const JudgedSignature read = FromProto(ToProto(judged));
    CHECK(read.IsSameSignature(judged));
    CHECK(read.signature.algorithm == judged.signature.algorithm);
    CHECK(read.signature.signed_at == judged.signature.signed_at);
    CHECK(read.verdict == judged.verdict);
    CHECK(read.signer == judged.signer);
    CHECK(read.received_at == judged.received_at);
  };
  check();
  judged.signature.algorithm.reset();
  judged.signature.signed_at.reset();
  check();
}

TEST_CASE("A failed judgement of the signatures fails the preparation") {
  const auto prepared = PrepareCanonical(
      testing::ValidCertificate(), v1::Certificate::KIND_UNSPECIFIED,
      [](absl::string_view, v1::Certificate&) {
        return absl::UnavailableError("not now");
      });
  CHECK(absl::IsUnavailable(prepared.status()));
}

TEST_CASE("Signatures are judged over the bytes that are kept") {
  std::string seen;
  const auto prepared = PrepareCanonical(
      testing::ValidCertificate(), v1::Certificate::KIND_UNSPECIFIED,
      [&seen](absl::string_view original, v1::Certificate&) {
        seen = std::string(original);
        return absl::OkStatus();
      });
  REQUIRE_THAT(StatusOf(prepared), IsOk());
  CHECK(prepared->original == seen);
}

constexpr char kLine[] =
    R"({"name":"institutions/tianshan","title":{"texts":{"zh":"天山计量院"}},)"
    R"("aliases":["天山所"],"fieldOfALaterVersion":1,"signingKeys":[)"
    R"({"thumbprint":"00"},{"publicKey":"-----BEGIN PUBLIC KEY-----\n)"
    R"(MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAECfnfMR5UIaFQ3X0WHkvFxnIXn60Y\n)"
    R"(M/wHa7CP81bzUCDM6kkM4md1pS3G6nGMwapgCu0F+/NeCEpmMvYHLamtEw==\n)"
    R"(-----END PUBLIC KEY-----\n","period":{"from":"2025-01-01"},)"
    R"("revoked":"2025-06-01"}]})";

TEST_CASE("Institutions are read as the registry exports them") {
  const auto read = ParseInstitutions(std::string(kLine) + "\n\n");
  REQUIRE_THAT(StatusOf(read), IsOk());
  REQUIRE(read->size() == 1);
  const SigningInstitution& institution = (*read)[0];
  CHECK(institution.name == "institutions/tianshan");
  CHECK(institution.titles.size() == 2);
  // The key of which the certificate's digest alone is known is left out.
  REQUIRE(institution.keys.size() == 1);
  const InstitutionKey& key = institution.keys[0];
  CHECK(key.key.algorithm() == crypto::SignatureAlgorithm::kSm2Sm3);
  CHECK(key.terms.from == absl::CivilDay(2025, 1, 1));
  CHECK(key.terms.to == std::nullopt);
  // The beginning of that day in China.
  CHECK(key.terms.revoked_at ==
        absl::FromCivil(absl::CivilSecond(2025, 5, 31, 16, 0, 0),
                        absl::UTCTimeZone()));
}

TEST_CASE("A line that is no institution is named") {
  const auto read =
      ParseInstitutions(std::string(kLine) + "\n{\"title\":{}}\n");
  CHECK(FieldOf(StatusOf(read)) == "institution_keys");
  CHECK(std::string(read.status().message()).find("line 2") !=
        std::string::npos);
}

}  // namespace
}  // namespace suyuan::certificates
