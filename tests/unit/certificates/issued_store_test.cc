#include "services/certificates/issued/issued_store.h"

#include "catch2/catch.hpp"
#include "libs/crypto/digest.h"
#include "services/certificates/checks/outside_facts.h"
#include "services/certificates/store/sql_issued_store.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using checks::CheckedCertificate;
using checks::OnRegister;
using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::kNow;

const Issuer kIssuer = {.institution = "", .title = "天山计量院", .code = ""};

IssuedOrder March(const Issuer& issuer, std::vector<IssuedNumber> numbers) {
  IssuedOrder order;
  order.span.coverage = {.issuer = issuer,
                         .from = absl::CivilDay(2025, 3, 1),
                         .to = absl::CivilDay(2025, 3, 31),
                         .kinds = {CertificateKind::kCalibration}};
  order.span.numbers = static_cast<int64_t>(numbers.size());
  order.span.recorded_at = kNow;
  order.span.principal = "a@b";
  order.numbers = std::move(numbers);
  return order;
}

IssuedNumber Calibration(const std::string& number,
                         const std::string& digest = "") {
  return {number, CertificateKind::kCalibration, digest};
}

CheckedCertificate Certificate(const std::string& number,
                               absl::CivilDay issued = absl::CivilDay(2025, 3,
                                                                      12)) {
  CheckedCertificate c{.id = CertificateId(Digest::Of(number))};
  c.kind = CertificateKind::kCalibration;
  c.number = number;
  c.issuer = kIssuer;
  c.issued = issued;
  return c;
}

struct Store {
  absl::StatusOr<IssuedSpan> Import(IssuedOrder order) {
    absl::StatusOr<IssuedSpan> answer = absl::UnknownError("no answer");
    issued.ImportAsync(std::move(order),
                       [&answer](auto span) { answer = std::move(span); });
    // A write after it is done after it.
    (void)sqlite.owned->Write(
        [](CertificateWriter&) { return absl::OkStatus(); },
        Deadline::Infinite());
    return answer;
  }
  OnRegister Says(CheckedCertificate c) {
    CheckedCertificate* const one = &c;
    REQUIRE_THAT(issued.Ask(absl::MakeConstSpan(&one, 1)), IsOk());
    return c.on_register;
  }
  std::vector<int64_t> List(const std::string& issuer, int page_size) {
    std::vector<int64_t> sequences;
    std::string token;
    do {
      const auto page =
          issued.List({issuer, token, page_size}, Deadline::Infinite());
      REQUIRE_THAT(StatusOf(page), IsOk());
      for (const IssuedSpan& span : page->spans) {
        sequences.push_back(span.sequence);
      }
      token = page->next_page_token;
    } while (!token.empty());
    return sequences;
  }

  testing::Sqlite sqlite;
  SqlIssuedStore issued{sqlite.owned->database(),
                        crypto::HmacSha256With("secret")};
};

TEST_CASE("A register speaks of the days and kinds that its lists cover") {
  Store s;
  CHECK(s.Says(Certificate("A-1")) == OnRegister::kUnknown);
  REQUIRE_THAT(StatusOf(s.Import(March(kIssuer, {Calibration("A-1")}))),
               IsOk());
  CHECK(s.Says(Certificate("A-1")) == OnRegister::kNamed);
  CHECK(s.Says(Certificate("A-2")) == OnRegister::kNotNamed);
  CHECK(s.Says(Certificate("A-2", absl::CivilDay(2025, 3, 1))) ==
        OnRegister::kNotNamed);
  CHECK(s.Says(Certificate("A-2", absl::CivilDay(2025, 3, 31))) ==
        OnRegister::kNotNamed);
  CHECK(s.Says(Certificate("A-2", absl::CivilDay(2025, 2, 28))) ==
        OnRegister::kUnknown);
  CHECK(s.Says(Certificate("A-2", absl::CivilDay(2025, 4, 1))) ==
        OnRegister::kUnknown);
  CheckedCertificate c = Certificate("A-2");
  c.kind = CertificateKind::kVerification;
  CHECK(s.Says(c) == OnRegister::kUnknown);
  c = Certificate("A-2");
  c.issuer.title = "乙院";
  CHECK(s.Says(c) == OnRegister::kUnknown);
  c = Certificate("A-2");
  c.issued.reset();
  CHECK(s.Says(c) == OnRegister::kUnknown);
}

TEST_CASE("What any list of the issuer names is named") {
  Store s;
  REQUIRE_THAT(StatusOf(s.Import(March(kIssuer, {}))), IsOk());
  CHECK(s.Says(Certificate("A-1")) == OnRegister::kNotNamed);
  IssuedOrder april = March(kIssuer, {Calibration("A-1")});
  april.span.coverage.from = absl::CivilDay(2025, 4, 1);
  april.span.coverage.to = absl::CivilDay(2025, 4, 30);
  REQUIRE_THAT(StatusOf(s.Import(std::move(april))), IsOk());
  CHECK(s.Says(Certificate("A-1")) == OnRegister::kNamed);
}

TEST_CASE("A digest is held to documents that the issuer made") {
  Store s;
  REQUIRE_THAT(StatusOf(s.Import(March(kIssuer, {Calibration("A-1", "ab")}))),
               IsOk());
  CheckedCertificate c = Certificate("A-1");
  CHECK(s.Says(c) == OnRegister::kNamed);  // entered from paper
  c.document_digest = "ab";
  CHECK(s.Says(c) == OnRegister::kNamed);
  c.document_digest = "cd";
  CHECK(s.Says(c) == OnRegister::kOtherBytes);
  REQUIRE_THAT(StatusOf(s.Import(March(kIssuer, {Calibration("A-1", "cd")}))),
               IsOk());
  CHECK(s.Says(c) == OnRegister::kNamed);
}

TEST_CASE("A list is its issuer's by record, else by name or code") {
  Store s;
  REQUIRE_THAT(StatusOf(s.Import(March({.institution = "institutions/a",
                                        .title = "天山计量院",
                                        .code = "L1"},
                                       {}))),
               IsOk());
  CheckedCertificate c = Certificate("A-1");
  CHECK(s.Says(c) == OnRegister::kNotNamed);
  c.issuer = {.institution = "", .title = "", .code = "l1"};
  CHECK(s.Says(c) == OnRegister::kNotNamed);
  c.issuer = {.institution = "institutions/a", .title = "", .code = ""};
  CHECK(s.Says(c) == OnRegister::kNotNamed);
  c.issuer = {
      .institution = "institutions/b", .title = "天山计量院", .code = ""};
  CHECK(s.Says(c) == OnRegister::kUnknown);
}

TEST_CASE("A repeated request gives the first answer") {
  Store s;
  IssuedOrder order = March(kIssuer, {Calibration("A-1")});
  order.request = {"9e107d9d-3721-4f5e-8f0b-1c7a6a1d2b3c", "m", "d"};
  const auto first = s.Import(order);
  REQUIRE_THAT(StatusOf(first), IsOk());
  CHECK(s.Import(order)->sequence == first->sequence);
  CHECK(s.List("", 10).size() == 1);
  order.request.digest = "other";
  CHECK_THAT(StatusOf(s.Import(order)), HasReason("REQUEST_ID_REUSED"));
}

TEST_CASE("Spans are listed newest first, of all or of an issuer") {
  Store s;
  for (const char* title : {"甲院", "乙院", "甲院"}) {
    REQUIRE_THAT(StatusOf(s.Import(March({.title = title}, {}))), IsOk());
  }
  CHECK(s.List("", 2) == std::vector<int64_t>{3, 2, 1});
  CHECK(s.List("甲院", 1) == std::vector<int64_t>{3, 1});
  CHECK(s.List("丙院", 1).empty());
  CHECK_THAT(StatusOf(s.issued.List({"", "nonsense", 1}, Deadline::Infinite())),
             HasReason("INVALID_PAGE_TOKEN"));
}

}  // namespace
}  // namespace suyuan::certificates
