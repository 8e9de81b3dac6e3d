#include "services/registry/comparison/comparison.h"

#include <algorithm>

namespace suyuan::registry::comparison {
namespace {

template <typename Items, typename Matches>
auto FindIn(const Items& items, Matches matches) -> decltype(&items[0]) {
  const auto found = std::find_if(items.begin(), items.end(), matches);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

absl::string_view CodeOf(State state) {
  static constexpr std::array<absl::string_view, 11> kCodes = {
      "PLANNED",    "PROTOCOL_APPROVED", "PILOT_FIRST", "ROUND",
      "PILOT_LAST", "ANALYSIS",          "DRAFT_A",     "DRAFT_B",
      "FINAL",      "CONSEQUENCES",      "CANCELLED"};
  return kCodes[static_cast<size_t>(state)];
}

absl::string_view CodeOf(Round round) {
  static constexpr std::array<absl::string_view, 3> kCodes = {
      "PARTICIPANT", "PILOT_FIRST", "PILOT_LAST"};
  return kCodes[static_cast<size_t>(round)];
}

const Participant* FindParticipant(const Comparison& comparison,
                                   absl::string_view institution) {
  return FindIn(comparison.participants, [&](const Participant& p) {
    return p.institution == institution;
  });
}

const Point* FindPoint(const Comparison& comparison, absl::string_view id) {
  return FindIn(comparison.points, [&](const Point& p) { return p.id == id; });
}

const Submission* FindSubmission(const Comparison& comparison,
                                 absl::string_view institution, Round round) {
  return FindIn(comparison.submissions, [&](const Submission& s) {
    return s.institution == institution && s.round == round;
  });
}

const metrology::LaboratoryResult* FindResult(const Submission& submission,
                                              absl::string_view point) {
  const Result* result = FindIn(
      submission.results, [&](const Result& r) { return r.point == point; });
  return result == nullptr ? nullptr : &result->found;
}

}  // namespace suyuan::registry::comparison
