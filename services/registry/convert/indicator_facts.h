#ifndef SERVICES_REGISTRY_CONVERT_INDICATOR_FACTS_H_
#define SERVICES_REGISTRY_CONVERT_INDICATOR_FACTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "services/registry/indicators/facts.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/comparison.pb.h"
#include "suyuan/registry/v1/indicator.pb.h"
#include "suyuan/registry/v1/records.pb.h"
#include "suyuan/registry/v1/schemes.pb.h"

// From valid records to what the indicators are counted from. The sources are
// left empty: the reader knows name and place.

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

// Whether a text of the record says 模拟数据.
bool IsSampleRecord(const Record& record);

indicators::Tier ToTier(proto::Institution::Tier tier);
proto::Institution::Tier ToProto(indicators::Tier tier);

indicators::InstitutionFact ToFact(const proto::Institution& message);
indicators::StandardFact ToFact(const proto::Standard& message);
// Final on the day of the step, or on the record's last day where that is
// earlier: a comparison may be recorded after it was made.
indicators::ComparisonFact ToFact(const proto::Comparison& message);
indicators::SpecificationFact ToFact(const proto::Specification& message);
indicators::EntryFact ToFact(const proto::IndicatorEntry& message);
indicators::CatalogueFact ToFact(const proto::MandatoryCatalogue& message);

// The terms by which all instruments and all standards are counted without
// being read.
std::string DemandTermOf(const proto::Instrument& message);
std::string AgeTermOf(const proto::Standard& message);
// By which reports are put in order: the day that each is about.
inline constexpr absl::string_view kReportDayTerm = "#day";

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_INDICATOR_FACTS_H_
