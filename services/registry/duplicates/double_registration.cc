#include "services/registry/duplicates/double_registration.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace suyuan::registry {
namespace {

// A mark and whose it is.
struct Meeting {
  IdentityMark mark;
  size_t record = 0;

  auto Order() const { return std::tie(mark.kind, mark.key, record); }
};

using Records = absl::Span<const IdentityFeatures>;
using Group = absl::Span<const Meeting>;

std::vector<Meeting> MeetingsOf(RecordKind kind, Records records) {
  std::vector<Meeting> meetings;
  for (size_t i = 0; i < records.size(); ++i) {
    for (IdentityMark& mark : MarksOf(kind, records[i])) {
      meetings.push_back({std::move(mark), i});
    }
  }
  std::sort(meetings.begin(), meetings.end(),
            [](const auto& a, const auto& b) { return a.Order() < b.Order(); });
  return meetings;
}

bool Overlap(const Period& a, const Period& b) {
  const bool a_ends_before =
      a.to.has_value() && b.from.has_value() && *a.to < *b.from;
  const bool b_ends_before =
      b.to.has_value() && a.from.has_value() && *b.to < *a.from;
  return !a_ends_before && !b_ends_before;
}

// The records of a group, each once, that overlap another of them in time.
std::vector<size_t> Together(Group group, Records records) {
  std::vector<size_t> all;
  for (const Meeting& meeting : group) {
    if (all.empty() || all.back() != meeting.record) {
      all.push_back(meeting.record);
    }
  }
  std::vector<size_t> together;
  if (all.size() > kMostSharing) return together;
  for (const size_t i : all) {
    if (std::any_of(all.begin(), all.end(), [&](size_t j) {
          return j != i && Overlap(records[i].period, records[j].period);
        })) {
      together.push_back(i);
    }
  }
  return together;
}

// Whether what the key leaves out speaks for a lead, too: of a similar serial
// number that it is another one, of a missing manufacturer that one is missing.
bool DetailSpeaksForIt(Group group) {
  const auto detail = [](const Meeting& m) -> const std::string& {
    return m.mark.detail;
  };
  switch (group.front().mark.kind) {
    case SharedIdentity::kSimilarSerial:
      return std::any_of(group.begin(), group.end(), [&](const Meeting& m) {
        return detail(m) != detail(group.front());
      });
    case SharedIdentity::kModelSerial:
    case SharedIdentity::kOwnerTitleSerial:
      return std::any_of(group.begin(), group.end(),
                         [&](const Meeting& m) { return detail(m).empty(); });
    default:
      return true;
  }
}

void AddLead(Group group, Records records,
             std::vector<DoubleRegistration>* leads) {
  const std::vector<size_t> together = Together(group, records);
  if (together.size() < 2 || !DetailSpeaksForIt(group)) return;
  DoubleRegistration lead;
  for (const size_t i : together) lead.names.push_back(records[i].name);
  std::sort(lead.names.begin(), lead.names.end());
  lead.reason = group.front().mark.kind;
  lead.shared = group.front().mark.Shown();
  lead.strength = TextOf(lead.reason).strength;
  leads->push_back(std::move(lead));
}

// Of leads on the same records the strongest stays: the first, as sorted.
void KeepStrongest(std::vector<DoubleRegistration>* leads) {
  std::set<std::vector<std::string>> seen;
  leads->erase(std::remove_if(leads->begin(), leads->end(),
                              [&](const DoubleRegistration& lead) {
                                return !seen.insert(lead.names).second;
                              }),
               leads->end());
}

}  // namespace

std::vector<DoubleRegistration> FindDoubleRegistrations(RecordKind kind,
                                                        Records records) {
  const std::vector<Meeting> meetings = MeetingsOf(kind, records);
  std::vector<DoubleRegistration> leads;
  for (size_t begin = 0; begin < meetings.size();) {
    size_t end = begin;
    while (end < meetings.size() &&
           meetings[end].mark.kind == meetings[begin].mark.kind &&
           meetings[end].mark.key == meetings[begin].mark.key) {
      ++end;
    }
    AddLead(absl::MakeSpan(meetings).subspan(begin, end - begin), records,
            &leads);
    begin = end;
  }
  std::sort(leads.begin(), leads.end(), [](const auto& a, const auto& b) {
    return std::tie(b.strength, a.names, a.reason, a.shared) <
           std::tie(a.strength, b.names, b.reason, b.shared);
  });
  KeepStrongest(&leads);
  return leads;
}

}  // namespace suyuan::registry
