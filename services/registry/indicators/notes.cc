#include "services/registry/indicators/notes.h"

#include "absl/strings/str_cat.h"

namespace suyuan::registry::indicators {
namespace {

std::string Note(absl::string_view zh, absl::string_view en) {
  return absl::StrCat(zh, " / ", en);
}

}  // namespace

std::string SampleDataNote() {
  return Note(
      absl::StrCat(kSampleData, "：计入的记录含模拟数据"),
      "sample data: some of the records counted stand for nothing real");
}

std::string NoCatalogueNote() {
  return Note("当日没有有效的强制管理目录",
              "no mandatory catalogue is in force on the day");
}

std::string NoItemsNote() {
  return Note("目录中没有可计入的强检项目",
              "the catalogue has no item that must be verified");
}

std::string PartialCatalogueNote() {
  return Note(
      "目录不完整，缺少已公布的项目",
      "the catalogue is partial: rows of the published list are missing");
}

std::string BaselineNote(int64_t records) {
  return Note(absl::StrCat(records, " 条记录始于基期或更早，已含在基期数内"),
              absl::StrCat(records,
                           " records begin on the day of the baseline or "
                           "before and are part of it"));
}

std::string NestedBaselineNote(int64_t entries) {
  return Note(
      absl::StrCat(entries, " 条基期填报位于更大范围的基期填报之内，不另计"),
      absl::StrCat(entries,
                   " baselines lie within a wider one and are not counted"));
}

std::string NotPlacedNote(int64_t value) {
  return Note(absl::StrCat(value, " 项没有归属地州"),
              absl::StrCat(value, " counted without a prefecture"));
}

std::string SameProjectNote(int64_t projects) {
  return Note(
      absl::StrCat(projects, " 条填报与已计项目同名，不另计"),
      absl::StrCat(projects, " reports of a project that is counted already"));
}

std::string UndatedEditionNote(int64_t editions) {
  return Note(absl::StrCat(editions, " 项规范没有发布日期和实施日期，未计入"),
              absl::StrCat(editions,
                           " editions without a day of publication or effect "
                           "are not counted"));
}

}  // namespace suyuan::registry::indicators
