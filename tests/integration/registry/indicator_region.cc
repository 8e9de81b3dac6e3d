#include "tests/integration/registry/indicator_region.h"

#include "absl/strings/str_cat.h"
#include "libs/rpc/fields.h"

namespace suyuan::registry {

using suyuan::testing::IsOk;
using Stub = proto::Registry::Stub;

void IndicatorRegion::AddInstitution(const std::string& id,
                                     const std::string& division,
                                     proto::Institution::Tier tier,
                                     const ChangeInstitution& change) {
  proto::CreateInstitutionRequest request;
  request.set_institution_id(id);
  proto::Institution& institution = *request.mutable_institution();
  (*institution.mutable_title()->mutable_texts())["zh"] = id;
  institution.set_kind(proto::Institution::KIND_AUTHORISED_BODY);
  institution.set_division(division);
  institution.set_tier(tier);
  institution.mutable_period()->set_from("2001-01-01");
  if (change) change(institution);
  REQUIRE_THAT(registry_.Call(&Stub::CreateInstitution, request).status(),
               IsOk());
}

void IndicatorRegion::AddStandard(const std::string& id,
                                  const std::string& holder,
                                  const std::vector<std::string>& items,
                                  const ChangeStandard& change) {
  proto::CreateStandardRequest request;
  request.set_standard_id(id);
  proto::Standard& standard = *request.mutable_standard();
  (*standard.mutable_title()->mutable_texts())["zh"] = id;
  standard.set_level(proto::Standard::LEVEL_PUBLIC_HIGHEST);
  standard.set_holder(absl::StrCat("institutions/", holder));
  standard.mutable_period()->set_from("2020-01-01");
  proto::Assessment& certificate = *standard.add_public_certificates();
  certificate.set_number(id);
  certificate.mutable_period()->set_from("2022-01-01");
  certificate.mutable_period()->set_to("2026-12-31");
  proto::ScopeRow& row = *standard.add_services();
  row.add_services(proto::ScopeRow::SERVICE_LEGAL_VERIFICATION);
  row.mutable_catalogue_items()->Assign(items.begin(), items.end());
  if (change) change(standard);
  REQUIRE_THAT(registry_.Call(&Stub::CreateStandard, request).status(), IsOk());
}

void IndicatorRegion::AddCatalogue(int items, const ChangeCatalogue& change) {
  proto::CreateMandatoryCatalogueRequest request;
  request.set_mandatory_catalogue_id("c2020-42");
  proto::MandatoryCatalogue& catalogue = *request.mutable_mandatory_catalogue();
  catalogue.set_edition("2020-42");
  (*catalogue.mutable_title()->mutable_texts())["zh"] = "目录";
  catalogue.mutable_period()->set_from("2020-10-26");
  for (int i = 0; i < items; ++i) {
    proto::MandatoryCatalogue::Item& item = *catalogue.add_items();
    item.set_id(absl::StrCat("i", i));
    (*item.mutable_title()->mutable_texts())["zh"] = absl::StrCat("项目", i);
    item.set_supervision(proto::MandatoryCatalogue::SUPERVISION_VERIFICATION);
    item.set_verification(proto::MandatoryCatalogue::VERIFICATION_PERIODIC);
    item.add_equipment_classes(absl::StrCat("c", i));
  }
  if (change) change(catalogue);
  REQUIRE_THAT(
      registry_.Call(&Stub::CreateMandatoryCatalogue, request).status(),
      IsOk());
}

void IndicatorRegion::AddInstrument(const std::string& id,
                                    const std::string& item,
                                    const std::string& division,
                                    const ChangeInstrument& change) {
  proto::CreateInstrumentRequest request;
  request.set_instrument_id(id);
  proto::Instrument& instrument = *request.mutable_instrument();
  (*instrument.mutable_title()->mutable_texts())["zh"] = id;
  instrument.add_identifications()->set_value(id);
  instrument.set_catalogue_item(item);
  instrument.set_division(division);
  instrument.set_purpose(proto::Instrument::PURPOSE_TRADE);
  instrument.mutable_period()->set_from("2022-01-01");
  if (change) change(instrument);
  REQUIRE_THAT(registry_.Call(&Stub::CreateInstrument, request).status(),
               IsOk());
}

void IndicatorRegion::AddSpecification(const std::string& id,
                                       const std::string& number,
                                       const std::string& issued) {
  proto::CreateSpecificationRequest request;
  request.set_specification_id(id);
  proto::Specification& specification = *request.mutable_specification();
  specification.set_number(number);
  (*specification.mutable_title()->mutable_texts())["zh"] = id;
  specification.set_kind(proto::Specification::KIND_VERIFICATION_REGULATION);
  specification.set_region("新");
  specification.set_issued(issued);
  REQUIRE_THAT(registry_.Call(&Stub::CreateSpecification, request).status(),
               IsOk());
}

proto::IndicatorEntry IndicatorRegion::AddEntry(const std::string& id,
                                                proto::Indicator indicator,
                                                const ChangeEntry& change) {
  proto::CreateIndicatorEntryRequest request;
  request.set_indicator_entry_id(id);
  proto::IndicatorEntry& entry = *request.mutable_indicator_entry();
  entry.set_indicator(indicator);
  (*entry.mutable_title()->mutable_texts())["zh"] = id;
  entry.set_division("650100");
  entry.add_evidence()->set_title("批复");
  entry.mutable_period()->set_from("2022-06-01");
  if (change) change(entry);
  const auto made =
      Ask(&proto::Indicators::Stub::CreateIndicatorEntry, request);
  REQUIRE_THAT(made.status(), IsOk());
  return *made;
}

proto::IndicatorValue IndicatorRegion::Value(proto::Indicator indicator,
                                             const std::string& as_of,
                                             absl::Time known_at) {
  proto::ComputeIndicatorsRequest request;
  request.set_as_of(as_of);
  if (known_at != absl::InfiniteFuture()) {
    *request.mutable_known_at() = rpc::InstantProto(known_at);
  }
  const auto nine = Ask(&proto::Indicators::Stub::ComputeIndicators, request);
  REQUIRE_THAT(nine.status(), IsOk());
  REQUIRE(nine->values_size() == 9);
  CHECK(nine->as_of() == as_of);
  return nine->values(indicator - 1);
}

}  // namespace suyuan::registry
