#include "services/traceability/settled/finding_lists.h"

namespace suyuan::traceability {

FindingLists::FindingLists() { Intern({}); }

uint32_t FindingLists::Intern(const FindingsByProfile& findings) {
  std::string bytes;
  for (const std::vector<Finding>& of_profile : findings) {
    for (const Finding& f : of_profile) {
      if (f.outcome != Outcome::kBroken && f.outcome != Outcome::kUnknown) {
        continue;
      }
      bytes.push_back(static_cast<char>(f.rule));
      bytes.push_back(static_cast<char>(f.outcome));
      bytes.push_back(static_cast<char>(f.severity));
    }
    bytes.push_back('\xff');
  }
  const auto [at, added] =
      ids_.try_emplace(std::move(bytes), static_cast<uint32_t>(lists_.size()));
  if (!added) return at->second;
  const auto id = static_cast<uint32_t>(lists_.size());
  List list{static_cast<uint32_t>(findings_.size()), {}};
  for (size_t p = 0; p < kSettledProfiles; ++p) {
    for (const Finding& f : findings[p]) {
      if (f.outcome != Outcome::kBroken && f.outcome != Outcome::kUnknown) {
        continue;
      }
      const auto next = static_cast<uint32_t>(findings_.size());
      findings_.GrowTo(next + 1);
      findings_[next] = {f.rule, f.outcome, f.severity};
      ++list.sizes[p];
    }
  }
  lists_.GrowTo(id + 1);
  lists_[id] = list;
  return id;
}

int64_t FindingLists::bytes() const {
  int64_t keys = 0;
  for (const auto& [bytes, id] : ids_) {
    keys += static_cast<int64_t>(bytes.capacity());
  }
  return lists_.bytes() + findings_.bytes() + keys +
         static_cast<int64_t>(ids_.capacity()) * 41;
}

}  // namespace suyuan::traceability
