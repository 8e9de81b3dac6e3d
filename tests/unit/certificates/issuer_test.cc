#include "services/certificates/archive/issuer.h"

#include "catch2/catch.hpp"

namespace suyuan::certificates {
namespace {

TEST_CASE("Issuers are the same by record, title or code, as printed") {
  const Issuer by_title{.title = "新疆计量测试研究院"};
  CHECK(IsSameIssuer(by_title, {.title = "新疆 计量测试研究院"}));
  CHECK_FALSE(IsSameIssuer(by_title, {.title = "新疆计量院"}));
  CHECK(IsSameIssuer({.title = "A", .code = "CNAS L1234"},
                     {.title = "B", .code = "cnas l1234"}));
  CHECK_FALSE(IsSameIssuer({}, {}));
}

TEST_CASE("Where both name a record, the records decide") {
  const Issuer one{.institution = "institutions/a", .title = "院"};
  CHECK_FALSE(
      IsSameIssuer(one, {.institution = "institutions/b", .title = "院"}));
  CHECK(IsSameIssuer(one, {.institution = "institutions/a", .title = "X"}));
  CHECK(IsSameIssuer(one, {.title = "院"}));
}

TEST_CASE("Issuers that are the same share a form to look them up by") {
  const auto shares = [](const Issuer& a, const Issuer& b) {
    for (const std::string& form : IssuerForms(a)) {
      for (const std::string& other : IssuerForms(b)) {
        if (form == other) return true;
      }
    }
    return false;
  };
  CHECK(shares({.title = "Ａ院"}, {.title = "a院"}));
  CHECK(shares({.title = "X", .code = "L 1"}, {.title = "Y", .code = "L1"}));
  CHECK_FALSE(shares({.title = "L1"}, {.code = "L1"}));
  CHECK(IssuerForms({}).empty());
}

TEST_CASE("A public issuer is cut between characters") {
  CHECK(PublicIssuer({.institution = "institutions/a"}) == "institutions/a");
  CHECK(PublicIssuer({.institution = "institutions/a", .title = "院"}) == "院");
  std::string title;
  for (int i = 0; i < 200; ++i) title += "院";  // 600 bytes
  CHECK(PublicIssuer({.title = title}).size() == 255);
}

}  // namespace
}  // namespace suyuan::certificates
