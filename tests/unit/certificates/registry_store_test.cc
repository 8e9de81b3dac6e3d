// What is kept of the registry's records.

#include "catch2/catch.hpp"
#include "libs/metrology/identifiers.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_registry_store.h"
#include "services/certificates/store/sql_specifications.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/samples.h"

namespace suyuan::certificates {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using testing::kNow;

RegistryBatch Told(int64_t position, int months) {
  RegistryBatch batch;
  batch.position = position;
  batch.changes = {{.position = position,
                    .recorded_at = kNow,
                    .record = SpecificationEdition{
                        .name = "specifications/jjg-52-2013",
                        .number = "JJG 52-2013",
                        .in_force = {absl::CivilDay(2013, 12, 27), {}},
                        .verification_months = months}}};
  return batch;
}

std::optional<int> Months(const SqlSpecifications& specifications) {
  return specifications.facts().VerificationMonths(
      metrology::ReadSpecificationNumber("JJG 52"),
      absl::CivilDay(2024, 3, 11));
}

// Fails on what it is told to.
class FailingPart final : public SqlRegistryPart {
 public:
  absl::Status Keep(const RegistryBatch&, sql::Transaction&) override {
    return absl::InternalError("the part fails");
  }
  void Kept(const RegistryBatch&) override {}
};

struct Store {
  std::unique_ptr<sql::Database> database =
      *sql::Database::Open(sql::Options());
  std::unique_ptr<SqlCertificateStore> certificates =
      std::move(SqlCertificateStore::Open(std::move(database), kNow)->store);
  std::unique_ptr<SqlSpecifications> specifications =
      *SqlSpecifications::Open(certificates->database());
  SqlRegistryStore records{certificates->database(), {specifications.get()}};
};

TEST_CASE("What the registry told is kept with how far it was followed") {
  Store store;
  CHECK(store.records.Position().value() == 0);
  CHECK_FALSE(Months(*store.specifications).has_value());
  REQUIRE_THAT(store.records.Keep(Told(7, 6)), IsOk());
  CHECK(store.records.Position().value() == 7);
  CHECK(Months(*store.specifications) == 6);
  REQUIRE_THAT(store.records.Keep(Told(9, 12)), IsOk());
  CHECK(Months(*store.specifications) == 12);
  const auto again = SqlSpecifications::Open(store.certificates->database());
  CHECK(Months(**again) == 12);
  CHECK_THAT(store.records.Keep(Told(8, 24)), HasReason("POSITION_BACKWARDS"));
  CHECK(Months(*store.specifications) == 12);
}

TEST_CASE("Where one part fails nothing of the batch is kept") {
  Store store;
  FailingPart failing;
  SqlRegistryStore records(store.certificates->database(),
                           {store.specifications.get(), &failing});
  CHECK_FALSE(records.Keep(Told(7, 6)).ok());
  CHECK(records.Position().value() == 0);
  CHECK_FALSE(Months(*store.specifications).has_value());
  const auto again = SqlSpecifications::Open(store.certificates->database());
  CHECK_FALSE(Months(**again).has_value());
}

}  // namespace
}  // namespace suyuan::certificates
