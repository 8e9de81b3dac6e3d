#ifndef SERVICES_REGISTRY_CONVERT_INDICATOR_VALUES_H_
#define SERVICES_REGISTRY_CONVERT_INDICATOR_VALUES_H_

#include <vector>

#include "services/registry/indicators/evidence.h"
#include "services/registry/indicators/indicator_value.h"
#include "services/registry/indicators/report.h"
#include "suyuan/registry/v1/indicator.pb.h"
#include "suyuan/registry/v1/indicators.pb.h"

// Figures between the wire and the core.

namespace suyuan::registry {

namespace proto = ::suyuan::registry::v1;

proto::IndicatorValue ToProto(const indicators::IndicatorValue& value);
// Of a value that ToProto made: reports keep them.
indicators::IndicatorValue ToValue(const proto::IndicatorValue& message);
std::vector<indicators::IndicatorValue> ValuesOf(
    const proto::IndicatorReport& message);

// A report that was kept, as people read it.
indicators::Report ToReport(const proto::IndicatorReport& message);

proto::IndicatorDifference ToProto(
    const indicators::IndicatorDifference& difference);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_INDICATOR_VALUES_H_
