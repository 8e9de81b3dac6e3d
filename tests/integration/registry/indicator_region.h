#ifndef TESTS_INTEGRATION_REGISTRY_INDICATOR_REGION_H_
#define TESTS_INTEGRATION_REGISTRY_INDICATOR_REGION_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "suyuan/registry/v1/indicators.grpc.pb.h"
#include "tests/integration/registry/suite.h"

namespace suyuan::registry {

// A registry with a few records of Xinjiang, and a client of its indicators.
// Each Add writes one record and changes it first as asked.
class IndicatorRegion {
 public:
  IndicatorRegion()
      : indicators_(proto::Indicators::NewStub(registry_.channel())) {}

  Registry& registry() { return registry_; }
  FakeClock& clock() { return registry_.clock(); }

  // Of the tier, in the division; "650102" is in Urumqi, "653101" is Kashgar.
  using ChangeInstitution = std::function<void(proto::Institution&)>;
  void AddInstitution(const std::string& id, const std::string& division,
                      proto::Institution::Tier tier,
                      const ChangeInstitution& change = nullptr);
  // Public, in force from 2022 to 2026, verifying the items.
  using ChangeStandard = std::function<void(proto::Standard&)>;
  void AddStandard(const std::string& id, const std::string& holder,
                   const std::vector<std::string>& items = {},
                   const ChangeStandard& change = nullptr);
  // In force from 2020 on; items i0, i1, ... of kinds c0, c1, ...
  using ChangeCatalogue = std::function<void(proto::MandatoryCatalogue&)>;
  void AddCatalogue(int items, const ChangeCatalogue& change = nullptr);
  using ChangeInstrument = std::function<void(proto::Instrument&)>;
  void AddInstrument(const std::string& id, const std::string& item,
                     const std::string& division,
                     const ChangeInstrument& change = nullptr);
  void AddSpecification(const std::string& id, const std::string& number,
                        const std::string& issued);
  using ChangeEntry = std::function<void(proto::IndicatorEntry&)>;
  proto::IndicatorEntry AddEntry(const std::string& id,
                                 proto::Indicator indicator,
                                 const ChangeEntry& change = nullptr);

  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(grpc::Status (proto::Indicators::Stub::*method)(
                                   grpc::ClientContext*, const Request&,
                                   Response*),
                               const Request& request) {
    Response response;
    SUYUAN_RETURN_IF_ERROR(rpc::Invoke({}, [&](grpc::ClientContext& context) {
      return (indicators_.get()->*method)(&context, request, &response);
    }));
    return response;
  }

  // One of the nine on a day, as known now or at an instant.
  proto::IndicatorValue Value(proto::Indicator indicator,
                              const std::string& as_of,
                              absl::Time known_at = absl::InfiniteFuture());

 private:
  Registry registry_;
  std::unique_ptr<proto::Indicators::Stub> indicators_;
};

}  // namespace suyuan::registry

#endif  // TESTS_INTEGRATION_REGISTRY_INDICATOR_REGION_H_
