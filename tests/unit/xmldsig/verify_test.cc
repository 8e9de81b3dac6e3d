#include "libs/xmldsig/verify.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "tests/unit/xmldsig/world.h"

namespace suyuan::xmldsig {
namespace {

using testing::At;
using testing::CertificateSpec;
using testing::Has;
using testing::Identity;
using testing::KeyKind;
using testing::Sign;
using testing::Signing;
using testing::Summary;
using testing::World;

std::string Changed(const std::string& document, absl::string_view from,
                    absl::string_view to) {
  const std::string changed = absl::StrReplaceAll(document, {{from, to}});
  REQUIRE(changed != document);
  return changed;
}

TEST_CASE("A document without a signature has no verdict on it") {
  const Report report = World().Judge(testing::kDocument);
  CHECK(report.verdict == Verdict::kNone);
  CHECK(report.signatures.empty());
}

TEST_CASE("Sound in everything that is checked is valid") {
  World world;
  CertificateSpec spec;
  spec.key = GENERATE(KeyKind::kEc256, KeyKind::kRsa2048);
  world.laboratory = Issue(world.authority, spec);
  Signing signing = world.ByLaboratory();
  signing.canonicalisation =
      GENERATE(testing::kC14n, testing::kC14n11, testing::kExclusive);
  signing.uri = GENERATE("", "#root");
  const Report report = world.Judge(Sign(signing));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kValid);
  REQUIRE(report.signatures.size() == 1);
  const SignatureReport& one = report.signatures[0];
  CHECK(one.coverage == Verdict::kValid);
  CHECK(one.algorithms == Verdict::kValid);
  CHECK(one.digest == Verdict::kValid);
  CHECK(one.value == Verdict::kValid);
  CHECK(one.certificate == Verdict::kValid);
  CHECK(one.chain == Verdict::kValid);
  CHECK(one.chain_now == Verdict::kValid);
  CHECK(one.revocation == Verdict::kValid);
}

TEST_CASE("The report says who signed, when, and how the time is known") {
  World world;
  const Report report = world.Judge(Sign(world.ByLaboratory()));
  const SignatureReport& one = report.signatures[0];
  CHECK(one.path == "/certificate/Signature");
  CHECK(one.signing_time.at == At("2024-03-01T10:00:00Z"));
  CHECK(one.signing_time.source == TimeSource::kClaimed);
  CHECK(Has(one.findings, "SIG_TIME_CLAIMED"));
  REQUIRE(one.signer.has_value());
  CHECK(one.signer->subject == "CN=Signing key 1,O=Example Lab");
  CHECK(one.signer->issuer == "CN=Authority,O=Example Trust");
  CHECK(one.signer->sha256.size() == 64);
  CHECK(one.signer->key_algorithm == "EC prime256v1");
  CHECK(one.signer->not_before == At("2023-01-01T00:00:00Z"));
  CHECK(one.signer->not_after == At("2025-01-01T00:00:00Z"));
}

TEST_CASE("Without trusted roots nothing is called valid") {
  World world;
  const Report report = World::Ask(Sign(world.ByLaboratory()), world.question);
  CHECK(report.verdict == Verdict::kNotChecked);
  const SignatureReport& one = report.signatures[0];
  CHECK(one.digest == Verdict::kValid);
  CHECK(one.value == Verdict::kValid);
  CHECK(one.chain == Verdict::kNotChecked);
  CHECK(one.revocation == Verdict::kNotChecked);
  CHECK(Has(one.findings, "SIG_CHAIN_NOT_CHECKED"));
}

TEST_CASE("One changed character of the document makes the digest wrong") {
  World world;
  const Report report =
      world.Judge(Changed(Sign(world.ByLaboratory()), "1.000002", "1.000003"));
  CHECK(report.verdict == Verdict::kInvalid);
  const SignatureReport& one = report.signatures[0];
  CHECK(one.digest == Verdict::kInvalid);
  CHECK(one.value == Verdict::kValid);
  CHECK(Has(one.findings, "SIG_DIGEST_WRONG"));
}

TEST_CASE("A digest that was made to fit makes the value wrong") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  Signing forged = world.ByLaboratory();
  forged.document = Changed(testing::kDocument, "1.000002", "1.000003");
  const auto digest_of = [](const std::string& xml) {
    const std::size_t at = xml.find("<ds:DigestValue>");
    return xml.substr(at, xml.find("</ds:DigestValue>") - at);
  };
  const std::string swapped =
      Changed(Changed(document, "1.000002", "1.000003"), digest_of(document),
              digest_of(Sign(forged)));
  const SignatureReport one = world.Judge(swapped).signatures[0];
  CHECK(one.digest == Verdict::kValid);
  CHECK(one.value == Verdict::kInvalid);
  CHECK(one.verdict == Verdict::kInvalid);
}

TEST_CASE("A stranger's key under the laboratory's certificate is found out") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signer = Issue(world.authority, CertificateSpec());
  signing.attached = {world.laboratory};
  signing.names_certificate = false;
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.value == Verdict::kInvalid);
  CHECK(one.verdict == Verdict::kInvalid);
}

TEST_CASE("Another certificate of the same key is not the one that was named") {
  World world;
  CertificateSpec other;
  other.organisation = "Another Lab";
  Signing signing = world.ByLaboratory();
  signing.attached = {IssueAgain(world.authority, world.laboratory, other)};
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.value == Verdict::kValid);
  CHECK(one.certificate == Verdict::kInvalid);
  CHECK(Has(one.findings, "SIG_CERTIFICATE_MISMATCH"));
}

TEST_CASE("Of several certificates the named one is the signer's") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.attached = {Issue(world.authority, CertificateSpec()),
                      world.authority, world.laboratory};
  CHECK(world.Judge(Sign(signing)).verdict == Verdict::kValid);
}

TEST_CASE("Without XAdES the certificate is not protected, which is said") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signing_time = "";
  signing.names_certificate = false;
  signing.attached = {world.authority, world.laboratory};
  const Report report = world.Judge(Sign(signing));
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kValid);
  CHECK(Has(report.signatures[0].findings, "SIG_CERTIFICATE_UNPROTECTED"));
  CHECK(Has(report.signatures[0].findings, "SIG_TIME_UNKNOWN"));
}

TEST_CASE("Properties that are not signed prove nothing") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.covers_properties = false;
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.certificate == Verdict::kInvalid);
  CHECK(one.signing_time.source == TimeSource::kExistence);
  CHECK(Has(one.findings, "SIG_PROPERTIES_NOT_SIGNED"));
}

TEST_CASE("A signature without a certificate is nobody's") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.attached = {Identity()};
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.digest == Verdict::kValid);
  CHECK(one.verdict == Verdict::kIndeterminate);
  CHECK(Has(one.findings, "SIG_CERTIFICATE_ABSENT"));
}

TEST_CASE("A certificate that may not sign makes the signature invalid") {
  World world;
  CertificateSpec spec;
  spec.key_usage = "critical,keyAgreement";
  world.laboratory = Issue(world.authority, spec);
  const Report refused = world.Judge(Sign(world.ByLaboratory()));
  CHECK(refused.verdict == Verdict::kInvalid);
  CHECK(Has(refused.signatures[0].findings, "SIG_CERTIFICATE_USAGE"));
  spec.key_usage = GENERATE("critical,nonRepudiation", "");
  world.laboratory = Issue(world.authority, spec);
  CHECK(world.Judge(Sign(world.ByLaboratory())).verdict == Verdict::kValid);
}

TEST_CASE("Methods that are broken prove nothing") {
  World world;
  CertificateSpec spec;
  spec.key = KeyKind::kRsa2048;
  world.laboratory = Issue(world.authority, spec);
  Signing signing = world.ByLaboratory();
  signing.signature_method =
      GENERATE("http://www.w3.org/2000/09/xmldsig#rsa-sha1",
               "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
               "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.verdict == Verdict::kInvalid);
  CHECK(Has(one.findings, "SIG_ALGORITHM_WEAK"));
  CHECK(one.value == Verdict::kNotChecked);
}

TEST_CASE("A digest by SHA-1 proves nothing") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.digest_method = testing::kSha1;
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.verdict == Verdict::kInvalid);
  CHECK(Has(one.findings, "SIG_ALGORITHM_WEAK"));
}

TEST_CASE("A method that is not known is not decided") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.signature_method = "http://www.w3.org/2021/04/xmldsig-more#eddsa";
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.verdict == Verdict::kIndeterminate);
  CHECK(Has(one.findings, "SIG_ALGORITHM_UNKNOWN"));
}

TEST_CASE("RSA keys from 2048 bits and EC keys from 256 bits count") {
  World world;
  CertificateSpec spec;
  spec.key = GENERATE(KeyKind::kRsa1024, KeyKind::kEc224);
  world.laboratory = Issue(world.authority, spec);
  const SignatureReport one =
      world.Judge(Sign(world.ByLaboratory())).signatures[0];
  CHECK(one.algorithms == Verdict::kInvalid);
  CHECK(Has(one.findings, "SIG_KEY_WEAK"));
}

TEST_CASE("Every way to remove the signatures alone covers the document") {
  const std::string removal = GENERATE(
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
         <ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>
         </ds:Transform>)",
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
         <ds:XPath xmlns:sig="http://www.w3.org/2000/09/xmldsig#">
         not( ancestor-or-self::sig:Signature )</ds:XPath></ds:Transform>)",
      R"(<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2">
         <f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2"
         Filter="subtract">/descendant::ds:Signature</f:XPath>
         </ds:Transform>)",
      R"(<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2">
         <f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2"
         Filter="subtract">here()/ancestor::ds:Signature[1]</f:XPath>
         </ds:Transform>)");
  World world;
  Signing signing = world.ByLaboratory();
  signing.removal = removal;
  const std::string document = Sign(signing);
  const Report report = world.Judge(document);
  INFO(Summary(report));
  CHECK(report.verdict == Verdict::kValid);
  CHECK(world.Judge(Changed(document, "1.000002", "2.000002")).verdict ==
        Verdict::kInvalid);
}

TEST_CASE("A transform that could leave something out is never run") {
  World world;
  Signing signing = world.ByLaboratory();
  signing.removal = GENERATE(
      // Leaves the results out as well.
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
         <ds:XPath>not(ancestor-or-self::ds:Signature) and
         not(ancestor-or-self::value)</ds:XPath></ds:Transform>)",
      // The prefix means something else here.
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
         <ds:XPath xmlns:e="urn:example">not(ancestor-or-self::e:Signature)
         </ds:XPath></ds:Transform>)",
      R"(<ds:Transform Algorithm="http://www.w3.org/2002/06/xmldsig-filter2">
         <f:XPath xmlns:f="http://www.w3.org/2002/06/xmldsig-filter2"
         Filter="intersect">/descendant::ds:Signature</f:XPath>
         </ds:Transform>)",
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116">
         <xsl:stylesheet version="1.0"
         xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/></ds:Transform>)");
  const SignatureReport one = world.Judge(Sign(signing)).signatures[0];
  CHECK(one.coverage == Verdict::kIndeterminate);
  CHECK(one.verdict == Verdict::kIndeterminate);
  CHECK(Has(one.findings, "SIG_TRANSFORM_UNKNOWN"));
}

TEST_CASE("Two signatures that remove each other are both judged") {
  World world;
  Signing first = world.ByLaboratory();
  first.removal =
      R"(<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116">
         <ds:XPath>not(ancestor-or-self::ds:Signature)</ds:XPath>
         </ds:Transform>)";
  first.removes_others = true;
  Signing second = first;
  second.document = Sign(first);
  second.id = "sig2";
  const std::string both = Sign(second);
  const Report report = world.Judge(both);
  INFO(Summary(report));
  REQUIRE(report.signatures.size() == 2);
  CHECK(report.verdict == Verdict::kValid);
  // The worst of both decides.
  second.names_certificate = false;
  second.attached = {Identity()};
  const Report open = world.Judge(Sign(second));
  CHECK(open.signatures[0].verdict == Verdict::kValid);
  CHECK(open.verdict == Verdict::kIndeterminate);
}

TEST_CASE("A signer who is not the issuer is a finding and no more") {
  World world;
  const std::string document = Sign(world.ByLaboratory());
  world.question.issuer_names = {"Ｅｘａｍｐｌｅ  LAB"};
  const Report same = world.Judge(document);
  CHECK_FALSE(Has(same.signatures[0].findings, "SIG_ISSUER_DIFFERS"));
  world.question.issuer_names = {"Another Lab", "另一实验室"};
  const Report other = world.Judge(document);
  CHECK(Has(other.signatures[0].findings, "SIG_ISSUER_DIFFERS"));
  CHECK(other.verdict == Verdict::kValid);
}

TEST_CASE("One trust folder serves many threads") {
  World world;
  suyuan::testing::TemporaryFolder folder;
  World::Write(folder.File("root.pem"), world.root.Pem());
  World::Write(folder.File("a.crl"),
               RevocationListOf(world.root, *world.root_list));
  World::Write(folder.File("b.crl"),
               RevocationListOf(world.authority, *world.authority_list));
  const auto trust = TrustFolder::Read(folder.File(""));
  REQUIRE(trust.ok());
  Question question = world.question;
  question.trust = &*trust;
  const std::string good = Sign(world.ByLaboratory());
  const std::string bad = Changed(good, "1.000002", "1.000003");
  std::vector<std::string> wrong(4);
  std::vector<std::thread> threads;
  for (std::string& mine : wrong) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        const auto valid = Verify(good, question);
        const auto invalid = Verify(bad, question);
        if (!valid.ok() || valid->verdict != Verdict::kValid || !invalid.ok() ||
            invalid->verdict != Verdict::kInvalid) {
          mine = "wrong";
        }
      }
    });
  }
  for (std::thread& one : threads) one.join();
  CHECK(wrong == std::vector<std::string>(4));
}

}  // namespace
}  // namespace suyuan::xmldsig
