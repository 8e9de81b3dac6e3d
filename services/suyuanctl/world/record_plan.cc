#include "services/suyuanctl/world/record_plan.h"

namespace suyuan::world {

bool RecordState::Matches(const Record& stored) const {
  if (ended &&
      (LastDayOf(stored) != day || MetaOf(stored).end_reason() != reason)) {
    return false;
  }
  if (content.record_case() == Record::RECORD_NOT_SET) return ended;
  return SameContent(content, stored);
}

void RecordPlan::Add(const Record& content) {
  states_[NameOf(content)].push_back({.content = content});
}

void RecordPlan::AddEnding(absl::string_view name, absl::string_view day,
                           absl::string_view reason) {
  std::vector<RecordState>& states = states_[std::string(name)];
  RecordState state;
  if (!states.empty()) state.content = states.back().content;
  if (state.content.record_case() != Record::RECORD_NOT_SET) {
    SetLastDay(state.content, day);
  }
  state.ended = true;
  state.day = std::string(day);
  state.reason = std::string(reason);
  states.push_back(std::move(state));
}

const std::vector<RecordState>& RecordPlan::StatesOf(
    absl::string_view name) const {
  static const auto& none = *new std::vector<RecordState>();
  const auto found = states_.find(std::string(name));
  return found == states_.end() ? none : found->second;
}

size_t RecordPlan::StatesReached(const Record& stored) const {
  const std::vector<RecordState>& states = StatesOf(NameOf(stored));
  for (size_t reached = states.size(); reached > 0; --reached) {
    if (states[reached - 1].Matches(stored)) return reached;
  }
  return 0;
}

}  // namespace suyuan::world
