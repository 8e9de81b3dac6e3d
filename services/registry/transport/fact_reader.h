#ifndef SERVICES_REGISTRY_TRANSPORT_FACT_READER_H_
#define SERVICES_REGISTRY_TRANSPORT_FACT_READER_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "libs/base/deadline.h"
#include "services/registry/indicators/definition.h"
#include "services/registry/indicators/demand_row.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/indicators/standard_age.h"
#include "services/registry/records/record_book.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/schemes.pb.h"

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// Reads what the indicators are counted from, as it was known at one instant:
// only the records that some rule counts, found by their terms, and each
// institution once. Borrows all; used by one thread.
class FactReader {
 public:
  FactReader(const RecordBook& book, absl::Time known_at,
             const Deadline& deadline)
      : book_(book), known_at_(known_at), deadline_(deadline) {}

  // All that indicators::Compute asks for.
  absl::StatusOr<indicators::Facts> Read(const indicators::Plan& plan,
                                         absl::CivilDay day);

  // Public standards of holders in `division`, in force or not.
  absl::StatusOr<std::vector<indicators::StandardFact>> PublicStandards(
      const std::string& division);

  struct Catalogue {
    proto::MandatoryCatalogue message;
    indicators::CatalogueFact fact;
  };
  // The one of that name; RECORD_NOT_FOUND. "" gives the one in force on the
  // day, the newest edition where there are several, and nullopt where there is
  // none.
  absl::StatusOr<std::optional<Catalogue>> FindCatalogue(
      const std::string& name, absl::CivilDay day);

  // The newest revision that was known; null where there was none.
  absl::StatusOr<const proto::Institution*> FindInstitution(
      absl::string_view name);

  // Every instrument, ended ones too. Reads no record.
  using UseDemand = absl::FunctionRef<void(const indicators::DemandRow& row)>;
  absl::Status EachDemand(UseDemand use);
  // Every standard, by what its oldest main component tells. Reads no record.
  using UseAge = absl::FunctionRef<void(absl::string_view name,
                                        const indicators::AgeRow& row)>;
  absl::Status EachAge(UseAge use);
  // The institutions in a division, by name. Reads no record.
  struct Place {
    std::string division;
    indicators::Tier tier = indicators::Tier::kUnspecified;
  };
  using Places = absl::flat_hash_map<std::string, Place>;
  absl::StatusOr<Places> InstitutionsIn(const std::string& division);
  // The sectors of all institutions that have any, sorted. Reads no record.
  absl::StatusOr<absl::flat_hash_map<std::string, std::vector<std::string>>>
  SectorsByInstitution();

 private:
  // Calls `use` with every record of a kind that has the term, or with all
  // where its field is empty.
  using Use = absl::FunctionRef<absl::Status(const Record& record)>;
  absl::Status EachRecord(RecordKind kind, const IndexTerm& term, Use use);

  absl::Status EachInstitutionTerm(absl::string_view field,
                                   absl::string_view prefix,
                                   RecordStore::UseTerm use);

  absl::Status ReadInstitutions(const indicators::Plan& plan,
                                indicators::Facts& facts);
  // Only of holders in `places`.
  absl::Status ReadStandards(const IndexTerm& term, const Places& places,
                             std::vector<indicators::StandardFact>& out);
  absl::Status ReadPublicStandards(const Places& places,
                                   std::vector<indicators::StandardFact>& out);
  absl::Status ReadComparisons(const indicators::Plan& plan,
                               indicators::Facts& facts);
  absl::Status ReadSpecifications(const indicators::Plan& plan,
                                  indicators::Facts& facts);
  absl::Status ReadEntries(indicators::Facts& facts);

  const RecordBook& book_;
  const absl::Time known_at_;
  const Deadline& deadline_;
  absl::flat_hash_map<std::string, std::unique_ptr<proto::Institution>>
      institutions_;
};

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_TRANSPORT_FACT_READER_H_
