#include "services/registry/indicators/tally.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/registry/indicators/division.h"
#include "services/registry/indicators/notes.h"

namespace suyuan::registry::indicators {
namespace {

absl::CivilDay DayOf(const EntryFact& baseline, const Plan& plan) {
  return baseline.period.from.value_or(plan.base_day);
}

bool CountsOn(absl::CivilDay day, const EntryFact& entry, const Plan& plan) {
  if (!entry.period.Contains(day)) return false;
  return !entry.baseline || DayOf(entry, plan) <= day;
}

// The division that a baseline stands for; "" is the whole region, with what
// is not placed in it.
absl::string_view ScopeOf(const EntryFact& baseline, const Plan& plan) {
  const std::string& division = baseline.source.division;
  return division == plan.division ? "" : absl::string_view(division);
}

bool IsNested(const EntryFact& entry, absl::Span<const EntryFact> baselines,
              const Plan& plan) {
  const absl::string_view inner = ScopeOf(entry, plan);
  return std::any_of(baselines.begin(), baselines.end(),
                     [&](const EntryFact& other) {
                       const absl::string_view outer = ScopeOf(other, plan);
                       return inner != outer && IsWithin(inner, outer);
                     });
}

// Whether a baseline stands for what is counted.
bool IsCovered(const Counted& counted, absl::Span<const EntryFact> baselines,
               const Plan& plan) {
  return std::any_of(
      baselines.begin(), baselines.end(), [&](const EntryFact& baseline) {
        return IsWithin(counted.source.division, ScopeOf(baseline, plan)) &&
               (!counted.since.has_value() ||
                *counted.since <= DayOf(baseline, plan));
      });
}

// Reports in force on the day, apart by kind.
struct Reports {
  std::vector<Counted> ordinary;
  std::vector<EntryFact> baselines;  // the widest only
  int64_t nested = 0;
};

Reports ReportsOn(absl::CivilDay day, absl::Span<const EntryFact> entries,
                  const Plan& plan) {
  Reports out;
  std::vector<EntryFact> baselines;
  for (const EntryFact& entry : entries) {
    if (!CountsOn(day, entry, plan)) continue;
    if (entry.baseline) {
      baselines.push_back(entry);
    } else {
      out.ordinary.push_back({entry.source, entry.period.from, entry.value});
    }
  }
  for (const EntryFact& baseline : baselines) {
    if (IsNested(baseline, baselines, plan)) {
      ++out.nested;
    } else {
      out.baselines.push_back(baseline);
    }
  }
  return out;
}

Tally Sum(absl::Span<const Counted> counted) {
  Tally out;
  std::map<std::string, int64_t> parts;
  bool is_sample = false;
  for (const Counted& one : counted) {
    out.value += one.value;
    parts[PrefectureOf(one.source.division)] += one.value;
    out.evidence.push_back(one.source.record);
    is_sample = is_sample || one.source.is_sample;
  }
  std::sort(out.evidence.begin(), out.evidence.end());
  out.evidence.erase(std::unique(out.evidence.begin(), out.evidence.end()),
                     out.evidence.end());
  for (const auto& [division, value] : parts) {
    if (value != 0) out.parts.push_back({division, value});
  }
  if (is_sample) out.notes.push_back(SampleDataNote());
  if (const auto it = parts.find(""); it != parts.end() && it->second != 0) {
    out.notes.push_back(NotPlacedNote(it->second));
  }
  return out;
}

}  // namespace

Tally AddUp(std::vector<Counted> records, absl::Span<const EntryFact> entries,
            const Plan& plan, absl::CivilDay day) {
  const Reports reports = ReportsOn(day, entries, plan);
  std::vector<Counted> counted = std::move(records);
  counted.insert(counted.end(), reports.ordinary.begin(),
                 reports.ordinary.end());
  const size_t all = counted.size();
  counted.erase(std::remove_if(counted.begin(), counted.end(),
                               [&](const Counted& one) {
                                 return IsCovered(one, reports.baselines, plan);
                               }),
                counted.end());
  const auto covered = static_cast<int64_t>(all - counted.size());
  for (const EntryFact& baseline : reports.baselines) {
    counted.push_back({baseline.source, DayOf(baseline, plan), baseline.value});
  }
  Tally out = Sum(counted);
  if (covered > 0) out.notes.push_back(BaselineNote(covered));
  if (reports.nested > 0) {
    out.notes.push_back(NestedBaselineNote(reports.nested));
  }
  return out;
}

std::vector<EntryFact> DistinctProjects(std::vector<EntryFact> entries,
                                        absl::CivilDay day, int64_t& repeated) {
  std::sort(entries.begin(), entries.end(),
            [](const EntryFact& a, const EntryFact& b) {
              return a.source.record < b.source.record;
            });
  repeated = 0;
  std::vector<EntryFact> out;
  absl::flat_hash_set<std::string> titles;
  for (EntryFact& entry : entries) {
    if (!entry.baseline && entry.period.Contains(day)) {
      bool is_known = false;
      for (const std::string& title : entry.titles) {
        is_known = !titles.insert(title).second || is_known;
      }
      if (is_known) {
        ++repeated;
        continue;
      }
    }
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace suyuan::registry::indicators
