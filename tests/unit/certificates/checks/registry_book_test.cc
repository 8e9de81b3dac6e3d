#include "services/certificates/checks/registry_book.h"

#include "catch2/catch.hpp"
#include "tests/unit/certificates/checks/samples.h"

namespace suyuan::certificates::checks {
namespace {

using testing::Day;

SpecificationEdition Edition(const std::string& name, const std::string& number,
                             const std::string& from, const std::string& to,
                             int months) {
  SpecificationEdition edition;
  edition.name = "specifications/" + name;
  edition.number = number;
  edition.in_force.from = Day(from);
  if (!to.empty()) edition.in_force.to = Day(to);
  edition.verification_months = months;
  return edition;
}

std::optional<int> Months(const RegistryBook& book, const std::string& cited,
                          const std::string& day) {
  return book.VerificationMonths(metrology::ReadSpecificationNumber(cited),
                                 Day(day));
}

TEST_CASE("A number with its year names an edition, whatever the day") {
  RegistryBook book;
  book.Put(
      Edition("jjg-52-1999", "JJG 52-1999", "1999-07-01", "2013-12-26", 6));
  book.Put(Edition("jjg-52-2013", "JJG 52-2013", "2013-12-27", "", 12));
  CHECK(Months(book, "JJG 52-1999", "2024-03-11") == 6);
  CHECK(Months(book, "ＪＪＧ 52—2013", "1980-01-01") == 12);
  CHECK_FALSE(Months(book, "JJG 52-2006", "2024-03-11").has_value());
  CHECK_FALSE(Months(book, "JJG 53-2013", "2024-03-11").has_value());
}

TEST_CASE("A number without a year is the edition in force on the day") {
  RegistryBook book;
  book.Put(
      Edition("jjg-52-1999", "JJG 52-1999", "1999-07-01", "2013-12-26", 6));
  book.Put(Edition("jjg-52-2013", "JJG 52-2013", "2013-12-27", "", 12));
  CHECK_FALSE(Months(book, "JJG 52", "1999-06-30").has_value());
  CHECK(Months(book, "JJG 52", "1999-07-01") == 6);
  CHECK(Months(book, "JJG 52", "2013-12-26") == 6);
  CHECK(Months(book, "JJG 52", "2013-12-27") == 12);
}

TEST_CASE("An edition that states no period is as good as none") {
  RegistryBook book;
  book.Put(Edition("jjg-52-2013", "JJG 52-2013", "2013-12-27", "", 0));
  CHECK_FALSE(Months(book, "JJG 52-2013", "2024-03-11").has_value());
  book.Put(Edition("again", "JJG 52-2013", "2013-12-27", "", 6));
  CHECK(Months(book, "JJG 52-2013", "2024-03-11") == 6);
}

TEST_CASE("A revision takes the place of the record, also under its number") {
  RegistryBook book;
  book.Put(Edition("one", "JJG 52-2013", "2013-12-27", "", 6));
  book.Put(Edition("two", "JJG 52-2013", "2013-12-27", "", 24));
  CHECK(Months(book, "JJG 52-2013", "2024-03-11") == 24);  // the longest
  book.Put(Edition("two", "JJG 53-2013", "2013-12-27", "", 36));
  CHECK(Months(book, "JJG 52-2013", "2024-03-11") == 6);
  CHECK(Months(book, "JJG 53-2013", "2024-03-11") == 36);
}

TEST_CASE("A key is held by whoever registers it now") {
  RegistryBook book;
  CHECK(book.HoldersOf("ab").empty());
  book.Put(InstitutionRecord{"institutions/a", {"甲院"}, {"ab", "cd"}});
  book.Put(InstitutionRecord{"institutions/b", {"乙院"}, {"ab"}});
  CHECK(book.HoldersOf("ab").size() == 2);
  book.Put(InstitutionRecord{"institutions/a", {"甲院", "甲所"}, {"cd"}});
  REQUIRE(book.HoldersOf("ab").size() == 1);
  CHECK(book.HoldersOf("ab")[0].institution == "institutions/b");
  CHECK(book.HoldersOf("cd")[0].names ==
        std::vector<std::string>{"甲院", "甲所"});
}

}  // namespace
}  // namespace suyuan::certificates::checks
