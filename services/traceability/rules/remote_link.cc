#include "services/traceability/rules/remote_link.h"

#include <algorithm>
#include <string>

#include "libs/metrology/calendar.h"

namespace suyuan::traceability {
namespace {

absl::CivilDay ToDay(DayNumber number) { return *FromDayNumber(number); }

// What one moment of evidence carries, joined to what came before.
void Extend(Spell carried, std::vector<Spell>& out) {
  if (!out.empty() && carried.from <= out.back().to) {
    out.back().to = std::max(out.back().to, carried.to);
  } else {
    out.push_back(carried);
  }
}

std::string InstantText(absl::Time instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%S%Ez", instant,
                          metrology::LegalZone());
}

// The first time within the work that no window holds.
void ExplainGap(const RuleContext& context, const std::vector<Spell>& windows,
                absl::Time begin, absl::Time end, Finding& found) {
  if (!context.explain) return;
  absl::Time from = begin;
  absl::Time to = end;
  for (const Spell& window : windows) {
    if (window.to < from) continue;
    if (window.from > from) {
      to = std::min(to, window.from);
      break;
    }
    from = window.to;
  }
  if (from >= end) return;
  Explain(context, found, "gap_from", InstantText(from));
  Explain(context, found, "gap_to", InstantText(to));
}

}  // namespace

std::vector<Spell> WindowsOf(const RemoteLinkFacts& link) {
  std::vector<Spell> out;
  auto next = link.comparisons.begin();
  for (const RemoteLinkFacts::Spell& spell : link.spells) {
    const auto carry = [&](absl::Time from) {
      Extend({from, std::min(from + link.maximum_gap, spell.to)}, out);
    };
    carry(spell.from);
    for (; next != link.comparisons.end() && next->time <= spell.to; ++next) {
      if (next->accepted && next->time >= spell.from) carry(next->time);
    }
  }
  return out;
}

std::optional<double> LinkUncertainty(const RemoteLinkFacts& link,
                                      const Work& work) {
  if (!work.known()) return std::nullopt;
  const absl::Time begin = metrology::BeginOf(ToDay(work.begin));
  const absl::Time end = metrology::EndOf(ToDay(work.end));
  std::vector<const RemoteLinkFacts::Comparison*> relied_on;
  for (const RemoteLinkFacts::Comparison& one : link.comparisons) {
    if (!one.accepted || one.time >= end) continue;
    if (one.time < begin) relied_on.clear();
    relied_on.push_back(&one);
  }
  std::optional<double> largest;
  for (const RemoteLinkFacts::Comparison* one : relied_on) {
    if (!one->standard_uncertainty) return std::nullopt;
    largest = std::max(largest.value_or(0), *one->standard_uncertainty);
  }
  return largest;
}

Finding JudgeLink(const RuleContext& context, const Work& work,
                  const Leg& leg) {
  Finding found =
      Found(context, Rule::kLinkGap, Outcome::kNotApplicable, leg.reference);
  const RemoteLinkFacts* const link = context.graph.RemoteLink(leg.reference);
  if (link == nullptr) return found;
  found.outcome = Outcome::kUnknown;
  ExplainDay(context, found, "used_from", work.begin);
  ExplainDay(context, found, "used_to", work.end);
  if (!work.known() || work.end < work.begin) return found;
  const absl::Time begin = metrology::BeginOf(ToDay(work.begin));
  const absl::Time end = metrology::EndOf(ToDay(work.end));
  const absl::Time first_day_end = metrology::EndOf(ToDay(work.begin));
  const absl::Time last_day_begin = metrology::BeginOf(ToDay(work.end));
  const std::vector<Spell> windows = WindowsOf(*link);
  bool may_hold = false;
  for (const Spell& window : windows) {
    if (window.from <= begin && window.to >= end) {
      found.outcome = Outcome::kHeld;
      return found;
    }
    may_hold =
        may_hold || (window.from < first_day_end && window.to > last_day_begin);
  }
  if (!may_hold) found.outcome = Outcome::kBroken;
  Explain(context, found, "maximum_gap",
          absl::FormatDuration(link->maximum_gap));
  ExplainGap(context, windows, begin, end, found);
  return found;
}

}  // namespace suyuan::traceability
