#ifndef SERVICES_REGISTRY_INDICATORS_NOTES_H_
#define SERVICES_REGISTRY_INDICATORS_NOTES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// What a reader of a figure must know, each text in Chinese and English.

namespace suyuan::registry::indicators {

// What a record says of itself that stands for nothing real.
inline constexpr absl::string_view kSampleData = "模拟数据";

// Begins with kSampleData.
std::string SampleDataNote();
std::string NoCatalogueNote();
std::string NoItemsNote();
std::string PartialCatalogueNote();
// `records` begin before a baseline, which stands for them.
std::string BaselineNote(int64_t records);
// `entries` are baselines within a wider baseline.
std::string NestedBaselineNote(int64_t entries);
// `value` counted without a place.
std::string NotPlacedNote(int64_t value);
// `projects` were reported again under a title that is counted already.
std::string SameProjectNote(int64_t projects);
// `editions` state no day of publication and none of effect.
std::string UndatedEditionNote(int64_t editions);

}  // namespace suyuan::registry::indicators

#endif  // SERVICES_REGISTRY_INDICATORS_NOTES_H_
