// What the registry's records are here.

#include <set>

#include "catch2/catch.hpp"
#include "services/certificates/convert/registry.h"

namespace suyuan::certificates {
namespace {

namespace reg = ::suyuan::registry::v1;

reg::WatchResponse Message(const reg::Record& record) {
  reg::WatchResponse message;
  message.set_position(7);
  reg::Change& change = *message.add_changes();
  change.set_position(7);
  change.mutable_recorded_at()->set_seconds(1735689600);
  change.mutable_recorded_at()->set_nanos(1000);
  *change.mutable_record() = record;
  return message;
}

RegistryChange Read(const reg::Record& record) {
  const RegistryBatch batch = ToRegistryBatch(Message(record));
  CHECK(batch.position == 7);
  REQUIRE(batch.changes.size() == 1);
  CHECK(batch.changes[0].recorded_at ==
        absl::FromUnixSeconds(1735689600) + absl::Microseconds(1));
  return batch.changes[0];
}

reg::Record AnySpecification() {
  reg::Record record;
  reg::Specification& edition = *record.mutable_specification();
  edition.set_name("specifications/jjg-99-2022");
  edition.set_number("JJG 99-2022");
  edition.mutable_period()->set_from("2023-06-07");
  edition.set_verification_months(12);
  edition.mutable_meta()->set_revision(1);
  edition.mutable_meta()->mutable_update_time()->set_seconds(1735689600);
  return record;
}

TEST_CASE("An edition is read with its number, days and longest period") {
  const RegistryChange change = Read(AnySpecification());
  const auto& edition = std::get<SpecificationEdition>(change.record);
  CHECK(edition.number == "JJG 99-2022");
  CHECK(edition.in_force.from == absl::CivilDay(2023, 6, 7));
  CHECK_FALSE(edition.in_force.to.has_value());
  CHECK(edition.verification_months == 12);
}

TEST_CASE("An institution is read with all its names and its keys") {
  reg::Record record;
  reg::Institution& institution = *record.mutable_institution();
  institution.set_name("institutions/tianshan");
  (*institution.mutable_title()->mutable_texts())["zh"] = "天山计量院";
  (*institution.mutable_title()->mutable_texts())["en"] = "Tianshan  Lab";
  institution.add_aliases("天山计量院");
  institution.add_signing_keys()->set_thumbprint("AB12");
  const RegistryChange change = Read(record);
  const auto& read = std::get<InstitutionRecord>(change.record);
  CHECK(read.names.size() == 2);
  CHECK(read.signing_keys == std::vector<std::string>{"ab12"});
}

TEST_CASE("Of every kind it is settled whether the log tells it") {
  std::set<std::string> logged;
  const google::protobuf::OneofDescriptor& kinds =
      *reg::Record::descriptor()->oneof_decl(0);
  for (int i = 0; i < kinds.field_count(); ++i) {
    reg::Record record;
    record.GetReflection()->MutableMessage(&record, kinds.field(i));
    const RegistryChange change = Read(record);
    if (change.logged.has_value()) logged.insert(change.logged->kind);
  }
  CHECK(logged == std::set<std::string>{"INSTITUTION", "COMPETENCE", "STANDARD",
                                        "REFERENCE_MATERIAL", "SPECIFICATION",
                                        "INSTRUMENT", "VERIFICATION_SCHEME",
                                        "MANDATORY_CATALOGUE"});
  CHECK_FALSE(Read(reg::Record()).logged.has_value());
}

TEST_CASE("The digest is that of the content, without who wrote it") {
  reg::Record record = AnySpecification();
  const Digest digest = Read(record).logged->digest;
  CHECK(digest ==
        Digest::Of("{\"meta\":{\"revision\":\"1\",\"updateTime\":"
                   "\"2025-01-01T00:00:00Z\"},\"name\":\"specifications/"
                   "jjg-99-2022\",\"number\":\"JJG 99-2022\",\"period\":{"
                   "\"from\":\"2023-06-07\"},\"verificationMonths\":12}"));
  reg::RecordMeta& meta = *record.mutable_specification()->mutable_meta();
  meta.set_principal("somebody@example");
  meta.set_etag("\"1\"");
  meta.set_token("token");
  CHECK(Read(record).logged->digest == digest);
  meta.set_revision(2);
  CHECK(Read(record).logged->digest != digest);
}

}  // namespace
}  // namespace suyuan::certificates
