#include <grpcpp/channel.h>

#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "catch2/catch.hpp"
#include "libs/crypto/signing_key.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "services/registry/registry_server.h"
#include "suyuan/registry/v1/registry.grpc.pb.h"
#include "tests/integration/certificates/samples.h"
#include "tests/integration/certificates/suite.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

using crypto::SignatureAlgorithm;
using crypto::SigningKey;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using suyuan::testing::TemporaryFolder;
using testing::AnyCertificate;
using testing::Suite;

namespace reg = ::suyuan::registry::v1;

constexpr char kRequest[] = "0b9a6d2e-3c1f-4d57-9a44-1f0c8f6c1a01";

reg::SigningKey Registered(const SigningKey& key, const std::string& from,
                           const std::string& to = "") {
  reg::SigningKey out;
  out.set_public_key(key.verifying_key().Pem());
  out.mutable_period()->set_from(from);
  out.mutable_period()->set_to(to);
  return out;
}

// A registry in this process, with an institution of the certificates' issuer.
class RunningRegistry {
 public:
  RunningRegistry() {
    registry::Options options;
    options.clock = &clock_;
    options.logger = &log::Default();
    options.metrics = &metrics_;
    auto started = registry::StartRegistry(options);
    REQUIRE_THAT(started.status(), IsOk());
    server_ = *std::move(started);
    stub_ = reg::Registry::NewStub(server_->InProcessChannel());
  }
  ~RunningRegistry() {
    stub_.reset();
    server_->Stop(absl::Seconds(5));
  }

  std::shared_ptr<grpc::Channel> channel() {
    return server_->InProcessChannel();
  }

  void Create(const std::string& id, const std::string& title,
              const std::vector<reg::SigningKey>& keys) {
    reg::CreateInstitutionRequest request;
    reg::Institution& institution = *request.mutable_institution();
    (*institution.mutable_title()->mutable_texts())["zh"] = title;
    institution.set_kind(reg::Institution::KIND_COMMERCIAL_LABORATORY);
    for (const reg::SigningKey& key : keys)
      *institution.add_signing_keys() = key;
    request.set_institution_id(id);
    reg::Institution created;
    const auto called =
        rpc::Invoke(Options(), [&](grpc::ClientContext& context) {
          return stub_->CreateInstitution(&context, request, &created);
        });
    REQUIRE_THAT(called, IsOk());
  }
  // The registry's token.
  std::string SetKeys(const std::string& name,
                      const std::vector<reg::SigningKey>& keys) {
    reg::UpdateInstitutionRequest request;
    request.mutable_institution()->set_name(name);
    for (const reg::SigningKey& key : keys) {
      *request.mutable_institution()->add_signing_keys() = key;
    }
    request.mutable_update_mask()->add_paths("signing_keys");
    reg::Institution updated;
    const auto called =
        rpc::Invoke(Options(), [&](grpc::ClientContext& context) {
          return stub_->UpdateInstitution(&context, request, &updated);
        });
    REQUIRE_THAT(called, IsOk());
    return updated.meta().token();
  }

 private:
  static rpc::CallOptions Options() {
    rpc::CallOptions options;
    options.principal = "registrar@example";
    options.timeout = absl::Seconds(60);
    return options;
  }

  SystemClock clock_;
  metrics::Registry metrics_;
  std::unique_ptr<rpc::RunningService> server_;
  std::unique_ptr<reg::Registry::Stub> stub_;
};

certificates::Options Following(RunningRegistry& registry) {
  certificates::Options options;
  options.registry = registry.channel();
  return options;
}

// What the service keeps of a canonical certificate is what is signed.
std::string OriginalOf(const v1::Certificate& certificate) {
  Suite suite;
  const auto imported = suite.Import(certificate);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  v1::GetOriginalRequest request;
  request.set_name(imported->certificate().name());
  const auto original =
      suite.Call(&v1::Certificates::Stub::GetOriginal, request);
  REQUIRE_THAT(StatusOf(original), IsOk());
  return original->data();
}

v1::DetachedSignature SignatureBy(const SigningKey& key,
                                  const std::string& bytes) {
  v1::DetachedSignature signature;
  signature.set_key_id(key.verifying_key().id());
  signature.set_signature(key.Sign(bytes));
  return signature;
}

v1::DetachedSignature SignatureBy(const SigningKey& key,
                                  const v1::Certificate& certificate) {
  return SignatureBy(key, OriginalOf(certificate));
}

v1::ImportCertificateRequest RequestOf(const v1::Certificate& certificate,
                                       const v1::DetachedSignature& signature) {
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = certificate;
  *request.add_signatures() = signature;
  return request;
}

// The keys are on their way when the suite has started, and so are those that
// were just registered: repeated until `is_there`, which is soon.
v1::Certificate TryUntil(
    Suite& suite, const v1::ImportCertificateRequest& request,
    const std::function<bool(const v1::Certificate&)>& is_there) {
  v1::ImportCertificateRequest trial = request;
  trial.set_validate_only(true);
  for (int i = 0; i < 1000; ++i) {
    const auto tried =
        suite.Call(&v1::Certificates::Stub::ImportCertificate, trial);
    if (tried.ok() && is_there(tried->certificate())) break;
    if (!tried.ok())
      REQUIRE_THAT(StatusOf(tried), HasReason("SIGNING_KEYS_NOT_READY"));
    absl::SleepFor(absl::Milliseconds(10));
  }
  const auto imported =
      suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
  REQUIRE_THAT(StatusOf(imported), IsOk());
  return imported->certificate();
}

v1::DetachedSignature::Verdict VerdictOf(const v1::Certificate& certificate) {
  return certificate.signatures_size() == 1
             ? certificate.signatures(0).verdict()
             : v1::DetachedSignature::VERDICT_UNSPECIFIED;
}

std::function<bool(const v1::Certificate&)> Has(
    v1::DetachedSignature::Verdict verdict) {
  return
      [verdict](const v1::Certificate& c) { return VerdictOf(c) == verdict; };
}

// The title that AnyCertificate() prints.
std::string Issuer() { return AnyCertificate("x").issuer().title(); }

TEST_CASE("A certificate with its issuer's signature is kept as valid") {
  const auto algorithm = GENERATE(SignatureAlgorithm::kEd25519,
                                  SignatureAlgorithm::kEcdsaP256Sha256,
                                  SignatureAlgorithm::kSm2Sm3);
  const SigningKey key = SigningKey::Generate(algorithm);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {Registered(key, "2020-01-01")});
  Suite suite(Following(registry));
  const v1::Certificate c = AnyCertificate("A-1");
  const v1::DetachedSignature sent = SignatureBy(key, c);
  const v1::Certificate imported = TryUntil(
      suite, RequestOf(c, sent), Has(v1::DetachedSignature::VERDICT_VALID));
  CHECK(imported.signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK(imported.signature_count() == 1);
  const auto got = suite.Get(imported.name());
  REQUIRE_THAT(StatusOf(got), IsOk());
  REQUIRE(got->signatures_size() == 1);
  CHECK(got->signatures(0).signature() == sent.signature());
  CHECK(got->signatures(0).institution() == "institutions/tianshan");
  CHECK(static_cast<int>(got->signatures(0).algorithm()) ==
        static_cast<int>(algorithm));
  const auto feed = suite.Feed(1);
  CHECK(feed[0].imported().signature_state() == v1::SIGNATURE_STATE_VALID);
}

TEST_CASE("What is wrong with a signature is a finding and refuses nothing") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  const SigningKey other = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  const SigningKey expired = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  const SigningKey unknown = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(),
                  {Registered(key, "2020-01-01"),
                   Registered(expired, "2020-01-01", "2020-12-31")});
  registry.Create("kunlun", "昆仑计量院", {Registered(other, "2020-01-01")});
  Suite suite(Following(registry));
  const auto import = [&](const std::string& number, const SigningKey& by,
                          v1::DetachedSignature::Verdict verdict) {
    const v1::Certificate c = AnyCertificate(number);
    return TryUntil(suite, RequestOf(c, SignatureBy(by, c)), Has(verdict));
  };
  const auto mismatch =
      import("A-1", other, v1::DetachedSignature::VERDICT_SIGNER_MISMATCH);
  CHECK(mismatch.signature_state() == v1::SIGNATURE_STATE_INDETERMINATE);
  CHECK(mismatch.findings(mismatch.findings_size() - 1).code() ==
        "SIGNER_MISMATCH");
  const auto late =
      import("A-2", expired, v1::DetachedSignature::VERDICT_KEY_EXPIRED);
  CHECK(late.signature_state() == v1::SIGNATURE_STATE_INVALID);
  const auto nobody =
      import("A-3", unknown, v1::DetachedSignature::VERDICT_KEY_UNKNOWN);
  CHECK(nobody.signature_state() == v1::SIGNATURE_STATE_INDETERMINATE);
  const v1::Certificate c = AnyCertificate("A-4");
  const v1::DetachedSignature foreign = SignatureBy(key, AnyCertificate("A-5"));
  CHECK(TryUntil(suite, RequestOf(c, foreign),
                 Has(v1::DetachedSignature::VERDICT_INVALID))
            .signature_state() == v1::SIGNATURE_STATE_INVALID);
}

TEST_CASE("A key that has expired stays good for what it signed") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(),
                  {Registered(key, "2020-01-01", "2020-12-31")});
  Suite suite(Following(registry));
  const v1::Certificate c = AnyCertificate("A-1");
  v1::DetachedSignature signature = SignatureBy(key, c);
  *signature.mutable_signing_time() =
      rpc::InstantProto(metrology::BeginOf(absl::CivilDay(2020, 7, 1)));
  CHECK(TryUntil(suite, RequestOf(c, signature),
                 Has(v1::DetachedSignature::VERDICT_VALID))
            .signature_state() == v1::SIGNATURE_STATE_VALID);
}

TEST_CASE("A revocation counts once the feed has told of it") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {Registered(key, "2020-01-01")});
  Suite suite(Following(registry));
  const v1::Certificate first = AnyCertificate("A-1");
  TryUntil(suite, RequestOf(first, SignatureBy(key, first)),
           Has(v1::DetachedSignature::VERDICT_VALID));
  reg::SigningKey revoked = Registered(key, "2020-01-01");
  revoked.set_revoked("2024-06-01");
  registry.SetKeys("institutions/tianshan", {revoked});
  const v1::Certificate second = AnyCertificate("A-2");
  const auto imported =
      TryUntil(suite, RequestOf(second, SignatureBy(key, second)),
               Has(v1::DetachedSignature::VERDICT_KEY_REVOKED));
  CHECK(imported.signature_state() == v1::SIGNATURE_STATE_INVALID);
}

// Signed by the key at that instant, as the signer says.
v1::Certificate ImportSigned(Suite& suite, const SigningKey& key,
                             const std::string& number, absl::Time made_at) {
  const v1::Certificate c = AnyCertificate(number);
  v1::DetachedSignature signature = SignatureBy(key, c);
  *signature.mutable_signing_time() = rpc::InstantProto(made_at);
  return TryUntil(suite, RequestOf(c, signature),
                  Has(v1::DetachedSignature::VERDICT_VALID));
}

std::vector<v1::Finding> BrokenSignatures(Suite& suite,
                                          const std::string& token) {
  return suite.Findings("code = V23 AND state = OPEN", token);
}

TEST_CASE("A revocation that reaches back is held to what the key signed") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  const SigningKey other = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  const reg::SigningKey good = Registered(key, "2020-01-01");
  const reg::SigningKey unused = Registered(other, "2020-01-01");
  registry.Create("tianshan", Issuer(), {good, unused});
  Suite suite(Following(registry));
  const absl::Time revoked_at = metrology::BeginOf(absl::CivilDay(2024, 6, 1));
  const auto before =
      ImportSigned(suite, key, "A-1", revoked_at - absl::Microseconds(1));
  const auto after = ImportSigned(suite, key, "A-2", revoked_at);
  const absl::Time known = absl::Now();
  reg::SigningKey revoked = good;
  revoked.set_revoked("2024-06-01");
  const std::string token =
      registry.SetKeys("institutions/tianshan", {revoked, unused});
  const std::vector<v1::Finding> found = BrokenSignatures(suite, token);
  REQUIRE(found.size() == 1);
  CHECK(found[0].certificates(0) == after.name());
  CHECK(suite.Get(before.name())->signature_state() ==
        v1::SIGNATURE_STATE_VALID);
  CHECK(suite.Get(before.name())->status_changes().empty());
  const auto now = suite.Get(after.name());
  REQUIRE_THAT(StatusOf(now), IsOk());
  CHECK(now->signature_state() == v1::SIGNATURE_STATE_INVALID);
  CHECK(VerdictOf(*now) == v1::DetachedSignature::VERDICT_KEY_REVOKED);
  CHECK(now->findings(now->findings_size() - 1).code() ==
        "SIGNATURE_KEY_REVOKED");
  REQUIRE(now->status_changes_size() == 1);
  CHECK(now->status_changes(0).principal() == "checks@suyuan");

  SECTION("and what was known before remains") {
    v1::GetCertificateRequest request;
    request.set_name(after.name());
    *request.mutable_known_at() = rpc::InstantProto(known);
    const auto then =
        suite.Call(&v1::Certificates::Stub::GetCertificate, request);
    REQUIRE_THAT(StatusOf(then), IsOk());
    CHECK(then->signature_state() == v1::SIGNATURE_STATE_VALID);
    CHECK(VerdictOf(*then) == v1::DetachedSignature::VERDICT_VALID);
  }
  SECTION("and is told on the feed") {
    const auto feed = suite.Feed(3);
    REQUIRE(feed.size() == 3);
    CHECK(feed[2].status().certificate() == after.name());
    const v1::StatusChange& change = feed[2].status().change();
    CHECK(change.kind() == v1::StatusChange::KIND_SIGNATURE_JUDGED);
    CHECK(change.signature_state() == v1::SIGNATURE_STATE_INVALID);
  }
  SECTION("and one that is put right gives it back") {
    const std::string righted =
        registry.SetKeys("institutions/tianshan", {good, unused});
    CHECK(BrokenSignatures(suite, righted).empty());
    CHECK(suite.Get(after.name())->signature_state() ==
          v1::SIGNATURE_STATE_VALID);
    CHECK(suite.Get(after.name())->status_changes_size() == 2);
  }
  SECTION("and a key that signed nothing concerns nothing") {
    reg::SigningKey gone = unused;
    gone.set_revoked("2020-06-01");
    const std::string more =
        registry.SetKeys("institutions/tianshan", {revoked, gone});
    CHECK(BrokenSignatures(suite, more).size() == 1);
    CHECK(suite.Get(before.name())->status_changes().empty());
    CHECK(suite.Get(after.name())->status_changes_size() == 1);
  }
  SECTION("and a good signature mends it") {
    v1::AddSignatureRequest request;
    request.set_name(after.name());
    *request.mutable_signature() = SignatureBy(other, AnyCertificate("A-2"));
    const auto added =
        suite.Call(&v1::Certificates::Stub::AddSignature, request);
    REQUIRE_THAT(StatusOf(added), IsOk());
    CHECK(added->signature_state() == v1::SIGNATURE_STATE_VALID);
    CHECK(BrokenSignatures(suite, added->token()).empty());
  }
}

TEST_CASE("A stolen key makes what it claims to have signed doubtful") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kSm2Sm3);
  RunningRegistry registry;
  reg::SigningKey registered = Registered(key, "2020-01-01");
  registry.Create("tianshan", Issuer(), {registered});
  Suite suite(Following(registry));
  const auto imported = ImportSigned(
      suite, key, "A-1", metrology::BeginOf(absl::CivilDay(2024, 1, 1)));
  registered.set_revoked("2024-06-01");
  registered.set_compromised(true);
  const std::string token =
      registry.SetKeys("institutions/tianshan", {registered});
  CHECK(BrokenSignatures(suite, token).empty());
  const auto now = suite.Get(imported.name());
  CHECK(now->signature_state() == v1::SIGNATURE_STATE_INDETERMINATE);
  CHECK(VerdictOf(*now) == v1::DetachedSignature::VERDICT_KEY_COMPROMISED);
}

TEST_CASE("What a key signed is judged again after a restart") {
  const TemporaryFolder folder;
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  reg::SigningKey registered = Registered(key, "2020-01-01");
  registry.Create("tianshan", Issuer(), {registered});
  certificates::Options options = Following(registry);
  options.database = folder.File("certificates.db");
  std::string name;
  {
    Suite suite(options);
    name = ImportSigned(suite, key, "A-1",
                        metrology::BeginOf(absl::CivilDay(2024, 7, 1)))
               .name();
  }
  registered.set_revoked("2024-06-01");
  const std::string token =
      registry.SetKeys("institutions/tianshan", {registered});
  for (int starts = 0; starts < 2; ++starts) {
    Suite suite(options);
    CHECK(BrokenSignatures(suite, token).size() == 1);
    CHECK(suite.Get(name)->signature_state() == v1::SIGNATURE_STATE_INVALID);
    CHECK(suite.Get(name)->status_changes_size() == 1);
  }
}

TEST_CASE("A signature is added to a certificate that is held") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kSm2Sm3);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {});
  Suite suite(Following(registry));
  const v1::Certificate c = AnyCertificate("A-1");
  const v1::DetachedSignature signature = SignatureBy(key, c);
  const v1::Certificate imported =
      TryUntil(suite, RequestOf(c, signature),
               Has(v1::DetachedSignature::VERDICT_KEY_UNKNOWN));
  v1::AddSignatureRequest request;
  request.set_name(imported.name());
  *request.mutable_signature() = signature;
  request.set_request_id(kRequest);
  CHECK_THAT(
      StatusOf(suite.Call(&v1::Certificates::Stub::AddSignature, request)),
      HasReason("SIGNATURE_REFUSED"));
  registry.SetKeys("institutions/tianshan", {Registered(key, "2020-01-01")});
  const v1::Certificate more = AnyCertificate("A-2");
  TryUntil(suite, RequestOf(more, SignatureBy(key, more)),
           Has(v1::DetachedSignature::VERDICT_VALID));
  const auto added = suite.Call(&v1::Certificates::Stub::AddSignature, request);
  REQUIRE_THAT(StatusOf(added), IsOk());
  CHECK(added->signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK(added->signature_count() == 1);
  CHECK(VerdictOf(*added) == v1::DetachedSignature::VERDICT_VALID);
  REQUIRE(added->status_changes_size() == 1);
  CHECK(added->status_changes(0).kind() == v1::StatusChange::KIND_SIGNED);
  const auto again = suite.Call(&v1::Certificates::Stub::AddSignature, request);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->status_changes_size() == 1);
  const auto feed = suite.Feed(3);
  CHECK(feed[2].status().certificate() == imported.name());
  CHECK(feed[2].status().change().kind() == v1::StatusChange::KIND_SIGNED);
  CHECK(feed[2].status().change().signature().signature() ==
        signature.signature());
}

TEST_CASE("Bytes that are held take up the signature that they come with") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {Registered(key, "2020-01-01")});
  Suite suite(Following(registry));
  const v1::Certificate c = AnyCertificate("A-1");
  REQUIRE_THAT(StatusOf(suite.Import(c)), IsOk());
  const auto request = RequestOf(c, SignatureBy(key, c));
  const v1::Certificate held =
      TryUntil(suite, request, [](const v1::Certificate&) { return true; });
  CHECK(held.signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK(held.status_changes_size() == 1);
  v1::BatchImportCertificatesRequest batch;
  *batch.add_requests() = request;
  const v1::Certificate other = AnyCertificate("A-2");
  REQUIRE_THAT(StatusOf(suite.Import(other)), IsOk());
  *batch.add_requests() = RequestOf(other, SignatureBy(key, other));
  const auto answered =
      suite.Call(&v1::Certificates::Stub::BatchImportCertificates, batch);
  REQUIRE_THAT(StatusOf(answered), IsOk());
  CHECK_FALSE(answered->items(1).created());
  const auto got = suite.Get(answered->items(1).certificate());
  CHECK(got->signature_state() == v1::SIGNATURE_STATE_VALID);
  CHECK(suite.Get(held.name())->status_changes_size() == 1);
}

TEST_CASE("A repeated request with a signature gets the first answer") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  Suite suite;
  const v1::Certificate c = AnyCertificate("A-1");
  auto request = RequestOf(c, SignatureBy(key, c));
  request.set_request_id(kRequest);
  const auto first =
      suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
  REQUIRE_THAT(StatusOf(first), IsOk());
  const auto again =
      suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
  REQUIRE_THAT(StatusOf(again), IsOk());
  CHECK(again->created());
  CHECK(rpc::CanonicalBytes(again->certificate()) ==
        rpc::CanonicalBytes(first->certificate()));
}

TEST_CASE("Without keys a signature is kept and not checked") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  Suite suite;
  const v1::Certificate c = AnyCertificate("A-1");
  const auto imported = suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                   RequestOf(c, SignatureBy(key, c)));
  REQUIRE_THAT(StatusOf(imported), IsOk());
  CHECK(imported->certificate().signature_state() ==
        v1::SIGNATURE_STATE_NOT_CHECKED);
  CHECK(VerdictOf(imported->certificate()) ==
        v1::DetachedSignature::VERDICT_NOT_CHECKED);
}

TEST_CASE("A file of institutions does where there is no registry") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  const TemporaryFolder folder;
  certificates::Options options;
  options.institution_keys = folder.File("institutions.jsonl");
  std::string pem = key.verifying_key().Pem();
  for (size_t at = 0; (at = pem.find('\n', at)) != std::string::npos; at += 2) {
    pem.replace(at, 1, "\\n");
  }
  std::ofstream(options.institution_keys)
      << R"({"name":"institutions/tianshan","title":{"texts":{"zh":")"
      << Issuer() << R"("}},"signingKeys":[{"publicKey":")" << pem
      << R"(","period":{"from":"2020-01-01"}}]})"
      << "\n";
  Suite suite(options);
  const v1::Certificate c = AnyCertificate("A-1");
  const auto imported = suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                   RequestOf(c, SignatureBy(key, c)));
  REQUIRE_THAT(StatusOf(imported), IsOk());
  CHECK(imported->certificate().signature_state() == v1::SIGNATURE_STATE_VALID);
}

TEST_CASE("A file of institutions that is none stops the start") {
  SystemClock clock;
  metrics::Registry metrics;
  const TemporaryFolder folder;
  certificates::Options options;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  options.institution_keys = folder.File("institutions.jsonl");
  CHECK_THAT(StatusOf(StartCertificates(options)), HasReason("INVALID_FIELD"));
  std::ofstream(options.institution_keys) << "no JSON\n";
  CHECK_THAT(StatusOf(StartCertificates(options)), HasReason("INVALID_FIELD"));
}

// A folder with the key of institutions/tianshan, which those may sign with.
class IssuingFolder {
 public:
  IssuingFolder(const SigningKey& key, const std::string& principals) {
    REQUIRE_THAT(key.Store(folder_.File("tianshan.pem")), IsOk());
    std::ofstream(folder_.File("tianshan.principals")) << principals;
  }
  std::string path() const { return folder_.File(""); }

 private:
  TemporaryFolder folder_;
};

v1::ImportCertificateRequest ToBeSigned(const std::string& number,
                                        const std::string& institution) {
  v1::ImportCertificateRequest request;
  *request.mutable_certificate() = AnyCertificate(number);
  request.mutable_certificate()->mutable_issuer()->set_institution(institution);
  request.set_sign_as_issuer(true);
  return request;
}

TEST_CASE("The service signs for an institution that left its key with it") {
  const auto algorithm = GENERATE(SignatureAlgorithm::kEd25519,
                                  SignatureAlgorithm::kEcdsaP256Sha256,
                                  SignatureAlgorithm::kSm2Sm3);
  const SigningKey key = SigningKey::Generate(algorithm);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {Registered(key, "2020-01-01")});
  const IssuingFolder folder(
      key, "# the laboratory's own system\n\ntester@example\n");
  certificates::Options options = Following(registry);
  options.issuing_keys = folder.path();
  Suite suite(options);
  auto request = ToBeSigned("A-1", "institutions/tianshan");
  request.set_request_id(kRequest);
  const v1::Certificate imported =
      TryUntil(suite, request, Has(v1::DetachedSignature::VERDICT_VALID));
  CHECK(imported.signature_state() == v1::SIGNATURE_STATE_VALID);
  v1::GetOriginalRequest original;
  original.set_name(imported.name());
  const auto bytes = suite.Call(&v1::Certificates::Stub::GetOriginal, original);
  REQUIRE_THAT(StatusOf(bytes), IsOk());
  REQUIRE(imported.signatures_size() == 1);
  CHECK(key.verifying_key().Verify(bytes->data(),
                                   imported.signatures(0).signature()));
  CHECK(imported.signatures(0).has_signing_time());

  SECTION("and once, however often it is asked") {
    const auto again =
        suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
    REQUIRE_THAT(StatusOf(again), IsOk());
    CHECK(again->created());
    request.clear_request_id();
    const auto held =
        suite.Call(&v1::Certificates::Stub::ImportCertificate, request);
    REQUIRE_THAT(StatusOf(held), IsOk());
    CHECK_FALSE(held->created());
    CHECK(held->certificate().signatures_size() == 1);
  }
  SECTION("and for no other") {
    const auto refused = suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                    ToBeSigned("A-2", "institutions/kunlun"));
    CHECK_THAT(StatusOf(refused), HasReason("ISSUING_KEY_NONE"));
    const auto unnamed = suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                    ToBeSigned("A-3", ""));
    CHECK_THAT(StatusOf(unnamed), HasReason("ISSUING_KEY_NONE"));
    CHECK(suite.List()->certificates_size() == 1);
  }
}

TEST_CASE("Only those who are listed have certificates signed") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {Registered(key, "2020-01-01")});
  const IssuingFolder folder(key, "somebody@else\n");
  certificates::Options options = Following(registry);
  options.issuing_keys = folder.path();
  Suite suite(options);
  const auto request = ToBeSigned("A-1", "institutions/tianshan");
  absl::Status refused;
  do {
    refused = StatusOf(
        suite.Call(&v1::Certificates::Stub::ImportCertificate, request));
  } while (ReasonOf(refused) == "SIGNING_KEYS_NOT_READY");
  CHECK_THAT(refused, HasReason("ISSUING_NOT_ALLOWED"));
  CHECK(suite.List()->certificates_size() == 0);
}

TEST_CASE("Nothing is issued under a key that is not registered") {
  const SigningKey key = SigningKey::Generate(SignatureAlgorithm::kEd25519);
  RunningRegistry registry;
  registry.Create("tianshan", Issuer(), {});
  const IssuingFolder folder(key, "tester@example\n");
  certificates::Options options = Following(registry);
  options.issuing_keys = folder.path();
  Suite suite(options);
  const auto request = ToBeSigned("A-1", "institutions/tianshan");
  absl::Status refused;
  do {
    refused = StatusOf(
        suite.Call(&v1::Certificates::Stub::ImportCertificate, request));
  } while (ReasonOf(refused) == "SIGNING_KEYS_NOT_READY");
  CHECK_THAT(refused, HasReason("SIGNATURE_REFUSED"));
  CHECK(suite.List()->certificates_size() == 0);
}

TEST_CASE("A folder of keys that cannot be used stops the start") {
  SystemClock clock;
  metrics::Registry metrics;
  const TemporaryFolder folder;
  certificates::Options options;
  options.clock = &clock;
  options.logger = &log::Default();
  options.metrics = &metrics;
  options.issuing_keys = folder.File("nowhere");
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("ISSUING_KEYS_INVALID"));
  options.issuing_keys = folder.File("");
  REQUIRE_THAT(SigningKey::Generate(SignatureAlgorithm::kEd25519)
                   .Store(folder.File("tianshan.pem")),
               IsOk());
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("ISSUING_KEYS_INVALID"));
  std::ofstream(folder.File("tianshan.principals")) << "# nobody\n";
  CHECK_THAT(StatusOf(StartCertificates(options)),
             HasReason("ISSUING_KEYS_INVALID"));
}

TEST_CASE("A signature that is none is refused with its field") {
  Suite suite;
  v1::DetachedSignature none;
  none.set_key_id("no digest");
  const auto refused = suite.Call(&v1::Certificates::Stub::ImportCertificate,
                                  RequestOf(AnyCertificate("A-1"), none));
  REQUIRE_THAT(StatusOf(refused), HasReason("INVALID_FIELD"));
  CHECK(ViolationsOf(refused.status())[0].field == "signatures[0].key_id");
  CHECK(suite.List()->certificates().empty());
}

}  // namespace
}  // namespace suyuan::certificates
