#include "services/registry/records/record.h"

#include <string>

#include "catch2/catch.hpp"

namespace suyuan::registry {
namespace {

TEST_CASE("The collection of a name tells the kind of the record") {
  for (const RecordKind kind : kRecordKinds) {
    CHECK(KindOfName(std::string(CollectionOf(kind)) + "/a") == kind);
  }
  CHECK_FALSE(KindOfName("certificates/a").has_value());
  CHECK_FALSE(KindOfName("").has_value());
}

TEST_CASE("An id is 1 to 63 lower-case letters, digits and inner hyphens") {
  CHECK(IsRecordId("a"));
  CHECK(IsRecordId("e2-mass-500g"));
  CHECK(IsRecordId("2021"));
  CHECK(IsRecordId(std::string(63, 'x')));
  CHECK_FALSE(IsRecordId(std::string(64, 'x')));
  CHECK_FALSE(IsRecordId(""));
  CHECK_FALSE(IsRecordId("-a"));
  CHECK_FALSE(IsRecordId("a-"));
  CHECK_FALSE(IsRecordId("A"));
  CHECK_FALSE(IsRecordId("a/b"));
  CHECK_FALSE(IsRecordId("砝码"));
}

TEST_CASE("A record name is a collection of ours and one id") {
  CHECK(IsRecordName("referenceMaterials/gbw08607-2021"));
  CHECK_FALSE(IsRecordName("standards"));
  CHECK_FALSE(IsRecordName("standards/"));
  CHECK_FALSE(IsRecordName("standards/a/b"));
  CHECK_FALSE(IsRecordName("certificates/a"));
}

TEST_CASE("A period contains both of its ends, and an open end has none") {
  const absl::CivilDay first(2024, 3, 1);
  const absl::CivilDay last(2024, 3, 31);
  const Period month{first, last};
  CHECK_FALSE(month.Contains(first - 1));
  CHECK(month.Contains(first));
  CHECK(month.Contains(last));
  CHECK_FALSE(month.Contains(last + 1));
  CHECK(Period{}.Contains(absl::CivilDay(1, 1, 1)));
  CHECK(Period{first, std::nullopt}.Contains(absl::CivilDay(9999, 12, 31)));
}

TEST_CASE("An etag changes with the revision and with its instant") {
  Record record;
  record.revision = 1;
  record.recorded_at = absl::FromUnixSeconds(1700000000);
  Record later = record;
  later.recorded_at += absl::Microseconds(1);
  Record next = record;
  next.revision = 2;
  CHECK(EtagOf(record) == EtagOf(record));
  CHECK(EtagOf(record) != EtagOf(later));
  CHECK(EtagOf(record) != EtagOf(next));
}

}  // namespace
}  // namespace suyuan::registry
