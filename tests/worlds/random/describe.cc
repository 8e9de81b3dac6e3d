#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "tests/worlds/random/report.h"

namespace suyuan::worlds {
namespace {

using traceability::ArtefactName;
using traceability::CertificateFacts;
using traceability::Day;
using traceability::Interval;
using traceability::Kind;
using traceability::PartyFacts;
using traceability::Period;
using traceability::ReferenceFacts;
using traceability::ResultFacts;

// " name=value" of what is set.
class Line {
 public:
  explicit Line(std::string start) : text_(std::move(start)) {}

  Line& Add(const char* name, const std::string& value) {
    if (!value.empty()) absl::StrAppend(&text_, " ", name, "=", value);
    return *this;
  }
  Line& Add(const char* name, const std::vector<std::string>& values) {
    return Add(name, absl::StrJoin(values, ","));
  }
  Line& Add(const char* name, const Day& day) {
    return Add(name, day ? absl::FormatCivilTime(*day) : std::string());
  }
  Line& Add(const char* name, const std::optional<double>& number) {
    return Add(name, number ? absl::StrCat(*number) : std::string());
  }
  Line& Add(const char* name, const std::optional<Interval>& range) {
    if (!range) return *this;
    const auto end = [](const std::optional<double>& x) {
      return x ? absl::StrCat(*x) : std::string("open");
    };
    return Add(name, absl::StrCat(end(range->lo), "..", end(range->hi)));
  }
  Line& Add(const char* name, const Period& period) {
    if (!period.from && !period.to) return *this;
    const auto end = [](const Day& day) {
      return day ? absl::FormatCivilTime(*day) : std::string("open");
    };
    return Add(name, absl::StrCat(end(period.from), "..", end(period.to)));
  }
  template <typename Enum>
  Line& Number(const char* name, Enum value) {
    const int number = static_cast<int>(value);
    return number == 0 ? *this : Add(name, absl::StrCat(number));
  }
  Line& Party(const char* name, const PartyFacts& party) {
    if (party.institution.empty() && party.title.empty() &&
        party.code.empty()) {
      return *this;
    }
    return Add(name, absl::StrCat("[", party.institution, "|", party.title, "|",
                                  party.code, "]"));
  }
  Line& Artefact(const ArtefactName& artefact) {
    return Add("record", artefact.record)
        .Add("maker", artefact.manufacturer)
        .Add("ids", artefact.identifications);
  }
  Line& KindOf(const Kind& kind) {
    std::string text = kind.code;
    for (const auto& [key, value] : kind.qualifiers) {
      absl::StrAppend(&text, "(", key, ":", value, ")");
    }
    if (kind.inferred) absl::StrAppend(&text, "(inferred)");
    return Add("kind", text);
  }
  Line& Smallest(
      const std::optional<traceability::SmallestUncertaintyFacts>& s) {
    if (!s) return *this;
    Add("cmc", absl::StrCat(static_cast<int>(s->form), "[", s->constant, "; ",
                            s->proportional, "x]"));
    for (const auto& [x, u] : s->points) {
      Add("at", absl::StrCat(x, ":", u));
    }
    return *this;
  }
  std::string Take() { return absl::StrCat(text_, "\n"); }

 private:
  std::string text_;
};

std::string DescribeBudget(const traceability::BudgetFacts& budget) {
  std::string out = budget.readable ? "" : "unreadable ";
  for (const auto& one : budget.components) {
    absl::StrAppend(&out, one.sensitivity, "*", one.standard_uncertainty, " ");
  }
  for (const auto& one : budget.correlations) {
    absl::StrAppend(&out, "r", one.first, one.second, ":", one.coefficient,
                    " ");
  }
  for (const auto& stated : budget.stated) {
    absl::StrAppend(&out, "stated ", stated.value, " k ",
                    stated.coverage_factor, " to ", stated.digit, " ");
  }
  return out;
}

std::string DescribeLink(const traceability::RemoteLinkFacts& link) {
  std::string out = absl::StrCat(absl::FormatDuration(link.maximum_gap), " ");
  for (const auto& spell : link.spells) {
    absl::StrAppend(&out, "[",
                    absl::FormatTime(spell.from, absl::UTCTimeZone()), "..",
                    absl::FormatTime(spell.to, absl::UTCTimeZone()), "] ");
  }
  for (const auto& one : link.comparisons) {
    absl::StrAppend(&out, one.accepted ? "+" : "-",
                    absl::FormatTime(one.time, absl::UTCTimeZone()), " ");
  }
  return out;
}

std::string DescribeResult(const ResultFacts& r) {
  std::vector<std::string> sensitivities;
  for (const auto& s : r.sensitivities) {
    sensitivities.push_back(absl::StrCat(s.reference_id, ":", s.coefficient));
  }
  return Line(absl::StrCat("    result ", r.id))
      .Add("item", r.item_id)
      .KindOf(r.kind)
      .Add("dim", r.dimension.value_or(""))
      .Add("x", r.value)
      .Add("u", r.standard_uncertainty)
      .Add("mpe", r.maximum_permissible_error)
      .Add("range", r.valid_range)
      .Number("stage", r.stage)
      .Number("conformity", r.conformity)
      .Number("average", r.multi_reference_average)
      .Add("references", r.reference_ids)
      .Add("c", sensitivities)
      .Add("budget", r.budget ? DescribeBudget(*r.budget) : "")
      .Take();
}

std::string DescribeReference(const ReferenceFacts& r) {
  return Line(absl::StrCat("    reference ", r.id))
      .Add("numbers", r.numbers)
      .Party("issuer", r.issuer)
      .Artefact(r.artefact)
      .Add("standard", r.standard)
      .Add("assessment", r.assessment_number)
      .Add("digest", r.digest.substr(r.digest.size() > 4 ? 60 : 0))
      .Add("results", r.result_ids)
      .Add("link", r.remote_link ? DescribeLink(*r.remote_link) : "")
      .Take();
}

std::vector<std::string> Signers(const CertificateFacts& c) {
  std::vector<std::string> out;
  for (const auto& signer : c.signers) {
    out.push_back(
        absl::StrCat(static_cast<int>(signer.role), ":", signer.registration));
  }
  return out;
}

std::vector<std::string> Conditions(const CertificateFacts& c) {
  std::vector<std::string> out;
  for (const auto& one : c.conditions) {
    out.push_back(absl::StrCat(one.kind.code, ":", one.lo, "..", one.hi));
  }
  return out;
}

void AddLimits(const std::vector<traceability::ConditionLimitFacts>& limits,
               Line& line) {
  for (const auto& limit : limits) {
    line.Add("limit", limit.kind.code)
        .Add("from", std::optional<Interval>(limit.range));
  }
}

struct DescribeFacts {
  int& place;

  std::string operator()(const CertificateFacts& c) {
    std::string text =
        Line(absl::StrCat("certificate #", place++, " ", c.number))
            .Add("name", c.name)
            .Number("kind", c.kind)
            .Party("issuer", c.issuer)
            .Add("received", c.received)
            .Add("begin", c.begin)
            .Add("end", c.end)
            .Add("issued", c.issued)
            .Add("valid_to", c.valid_to)
            .Add("specs", c.specifications)
            .Number("place", c.place)
            .Add("at", c.place_text)
            .Add("signers", Signers(c))
            .Add("conditions", Conditions(c))
            .Add("material", c.material_number)
            .Add("replaces", c.replaces_number)
            .Number("signature", c.signature)
            .Take();
    for (const auto& item : c.items) {
      absl::StrAppend(&text, Line(absl::StrCat("    item ", item.id))
                                 .Artefact(item.artefact)
                                 .Add("class", item.equipment_class)
                                 .Add("accuracy", item.accuracy_class)
                                 .Add("state", item.state)
                                 .Take());
    }
    for (const auto& r : c.references) {
      absl::StrAppend(&text, DescribeReference(r));
    }
    for (const auto& r : c.results) absl::StrAppend(&text, DescribeResult(r));
    return text;
  }
  std::string operator()(const traceability::StatusFacts& s) {
    return Line("status")
        .Add("of", s.certificate)
        .Add("kind", absl::StrCat(static_cast<int>(s.kind)))
        .Add("void_from", s.void_from)
        .Add("by", s.replaced_by)
        .Take();
  }
  std::string operator()(const traceability::InstitutionFacts& r) {
    Line line(r.name);
    line.Add("titles", r.titles).Add("period", r.period);
    for (const auto& s : r.suspensions) line.Add("suspended", s);
    for (const auto& site : r.sites) line.Add("site", site.names);
    return line.Take();
  }
  std::string operator()(const traceability::PersonFacts& r) {
    Line line(r.name);
    line.Add("registration", r.registration)
        .Add("employer", r.employer)
        .Add("period", r.period);
    for (const auto& s : r.suspensions) line.Add("suspended", s);
    for (const auto& project : r.projects) {
      line.Add("project", absl::StrCat(project.scope.size()))
          .Add("for", project.period);
      for (const auto& row : project.scope) line.KindOf(row.kind);
    }
    return line.Take();
  }
  std::string operator()(const traceability::CompetenceFacts& r) {
    Line line(r.name);
    line.Add("of", r.holder)
        .Number("kind", r.kind)
        .Add("number", r.number)
        .Add("period", r.period);
    for (const auto& s : r.suspensions) line.Add("suspended", s);
    for (const auto& s : r.signatories) {
      line.Add("signatory", s.person).Add("for", s.period);
    }
    std::string text = line.Take();
    for (const auto& row : r.scope) {
      Line of_row("    row");
      for (const auto service : row.services) {
        of_row.Add("service", absl::StrCat(static_cast<int>(service)));
      }
      absl::StrAppend(&text, of_row.KindOf(row.kind)
                                 .Add("dim", row.dimension.value_or(""))
                                 .Add("range", row.range)
                                 .Add("class", row.equipment_class)
                                 .Smallest(row.smallest_uncertainty)
                                 .Add("sites", row.sites)
                                 .Take());
    }
    return text;
  }
  std::string operator()(const traceability::StandardFacts& r) {
    Line line(r.name);
    line.Number("level", r.level).Add("period", r.period);
    for (const auto& a : r.assessments) {
      line.Add("assessment", a.number).Add("for", a.period);
    }
    for (const auto& e : r.events) {
      line.Add("event", absl::StrCat(static_cast<int>(e.kind)))
          .Add("on", e.day);
    }
    for (const auto& d : r.comparisons) {
      line.Add(d.resolved ? "resolved" : "failed", d.comparison)
          .Add("on", d.day)
          .KindOf(d.kind);
    }
    for (const auto& day : r.reviews) line.Add("reviewed", day);
    AddLimits(r.environment, line);
    line.Add("established", r.established).Add("accuracy", r.accuracy_classes);
    for (const auto& test : r.tests) {
      line.Add(test.stability ? "stability" : "repeatability",
               !test.passed   ? "undecided"
               : *test.passed ? "passed"
                              : "failed")
          .Add("on", test.day);
    }
    std::string text = line.Take();
    for (const auto& component : r.components) {
      absl::StrAppend(&text,
                      Line(component.main ? "    MAIN" : "    AUX")
                          .Artefact(component.artefact)
                          .Add("accuracy", component.accuracy_classes)
                          .Number("months", component.recalibration_months)
                          .Take());
    }
    return text;
  }
  std::string operator()(const traceability::ReferenceMaterialFacts& r) {
    Line line(r.name);
    line.Number("level", r.level)
        .Add("number", r.number)
        .Add("period", r.period);
    for (const auto& value : r.values) {
      line.Add("value", value.certified ? "certified" : "other")
          .KindOf(value.kind);
    }
    return line.Take();
  }
  std::string operator()(const traceability::SpecificationFacts& r) {
    Line line(r.name);
    line.Add("number", r.number)
        .Number("kind", r.kind)
        .Add("period", r.period)
        .Add("classes", r.equipment_classes);
    if (r.transition) line.Add("transition", *r.transition);
    AddLimits(r.environment, line);
    if (r.ratio) {
      line.Add("ratio",
               absl::StrCat(r.ratio->numerator, "/", r.ratio->denominator,
                            r.ratio->basis_is_mpe ? " of MPE" : ""));
    }
    return line.Take();
  }
  std::string operator()(const traceability::InstrumentFacts& r) {
    return Line(r.name)
        .Artefact(r.artefact)
        .Add("class", r.equipment_class)
        .Number("months", r.recalibration_months)
        .Number("purpose", r.purpose)
        .Add("accuracy", r.accuracy_classes)
        .Take();
  }
  std::string operator()(const traceability::VerificationSchemeFacts& r) {
    Line line(r.name);
    line.KindOf(r.kind).Add("period", r.period);
    for (const auto& node : r.nodes) {
      line.Add("node", absl::StrCat(node.id, "@", node.tier))
          .Add("accuracy", node.accuracy_class)
          .Add("classes", node.equipment_classes);
    }
    for (const auto& edge : r.edges) {
      line.Add("edge", absl::StrCat(edge.from, ">", edge.to));
      if (!edge.ratio) continue;
      line.Add("ratio",
               absl::StrCat(edge.ratio->numerator, "/", edge.ratio->denominator,
                            edge.ratio->basis_is_mpe ? " of MPE" : ""));
    }
    return line.Take();
  }
};

std::string Moment(absl::Time at) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%E*S", at,
                          absl::FixedTimeZone(8 * 60 * 60));
}

std::string Place(const char* what, int place) {
  return place < 0 ? std::string() : absl::StrCat(" ", what, place);
}

std::string Text(const PlainFinding& f) {
  constexpr const char* kOutcomes[] = {"held", "broken", "unknown"};
  constexpr const char* kSeverities[] = {"minor", "major", "blocker"};
  return absl::StrCat("finding", Place("#", f.certificate),
                      Place("result ", f.result),
                      Place("reference ", f.reference), " V", f.rule, " ",
                      kOutcomes[static_cast<int>(f.outcome)], " ",
                      kSeverities[static_cast<int>(f.severity)]);
}

std::string Text(const PlainLeg& l) {
  constexpr const char* kKinds[] = {"resolved", "terminal", "open end",
                                    "ambiguous"};
  return absl::StrCat("leg", Place("#", l.certificate),
                      Place("reference ", l.reference), " ",
                      kKinds[static_cast<int>(l.kind)], Place("to #", l.to),
                      " ", l.record, " ", absl::StrJoin(l.candidates, ","));
}

std::string Text(const PlainSupport& s) {
  return absl::StrCat("support", Place("#", s.certificate),
                      Place("result ", s.result),
                      Place("reference ", s.reference), Place("to #", s.to),
                      " used ", absl::StrJoin(s.used, ","));
}

std::string Text(Verdict verdict) {
  constexpr const char* kVerdicts[] = {"TRACEABLE", "RESERVATIONS",
                                       "INDETERMINATE", "NOT_TRACEABLE"};
  return kVerdicts[static_cast<int>(verdict)];
}

std::string Text(const PlainNode& n) {
  return absl::StrCat("node", Place("#", n.certificate),
                      Place("result ", n.result), " ", Text(n.verdict),
                      n.terminal ? " terminal" : "");
}

std::string Text(const PlainAffected& a) {
  return absl::StrCat("affected", Place("#", a.certificate), " results ",
                      absl::StrJoin(a.results, ","),
                      a.current ? " current" : "");
}

std::vector<std::string> Lines(const TraceAnswer& answer) {
  std::vector<std::string> out = {
      answer.found ? "target found" : "no such target",
      answer.result_found ? "result found" : "no such result",
      absl::StrCat("verdict ", Text(answer.verdict)),
      absl::StrCat("currency ", static_cast<int>(answer.currency)),
      absl::StrCat("candidates ", absl::StrJoin(answer.candidates, ","))};
  for (const auto& n : answer.nodes) out.push_back(Text(n));
  for (const auto& l : answer.legs) out.push_back(Text(l));
  for (const auto& s : answer.supports) out.push_back(Text(s));
  for (const auto& f : answer.findings) out.push_back(Text(f));
  return out;
}

std::vector<std::string> Lines(const AffectedAnswer& answer) {
  std::vector<std::string> out = {answer.found ? "target found"
                                               : "no such target"};
  for (const auto& a : answer.certificates) out.push_back(Text(a));
  return out;
}

std::string DifferenceOf(std::vector<std::string> engine,
                         std::vector<std::string> oracle) {
  std::sort(engine.begin(), engine.end());
  std::sort(oracle.begin(), oracle.end());
  std::vector<std::string> only;
  std::string text;
  std::set_difference(engine.begin(), engine.end(), oracle.begin(),
                      oracle.end(), std::back_inserter(only));
  for (const auto& line : only) absl::StrAppend(&text, "engine: ", line, "\n");
  only.clear();
  std::set_difference(oracle.begin(), oracle.end(), engine.begin(),
                      engine.end(), std::back_inserter(only));
  for (const auto& line : only) absl::StrAppend(&text, "oracle: ", line, "\n");
  return text;
}

}  // namespace

std::string Describe(const Case& c) {
  std::string text;
  int place = 0;
  for (const Event& event : c.world.events) {
    absl::StrAppend(&text, Moment(event.recorded_at), " ",
                    std::visit(DescribeFacts{place}, event.facts));
  }
  absl::StrAppend(
      &text,
      Line("trace")
          .Add("target", c.trace.target)
          .Party("issuer", c.trace.issuer)
          .Add("result", c.trace.result_id)
          .Add("profile", c.trace.profile == ProfileId::kCnLegal ? "CN_LEGAL"
                                                                 : "CNAS_ILAC")
          .Add("as_of", Day(c.trace.as_of))
          .Add("known_at", Moment(c.trace.known_at))
          .Add("now", Moment(c.trace.now))
          .Take());
  absl::StrAppend(&text,
                  Line("affected")
                      .Add("target", c.affected.target)
                      .Party("issuer", c.affected.issuer)
                      .Add("from", c.affected.from)
                      .Add("to", c.affected.to)
                      .Add("void_from", c.affected.void_from)
                      .Add("void_to", c.affected.void_to)
                      .Add("as_of", Day(c.affected.as_of))
                      .Add("known_at", Moment(c.affected.known_at))
                      .Number("current_only", c.affected.current_only)
                      .Number("include_targets", c.affected.include_targets)
                      .Take());
  return text;
}

std::string Difference(const TraceAnswer& engine, const TraceAnswer& oracle) {
  return DifferenceOf(Lines(engine), Lines(oracle));
}

std::string Difference(const AffectedAnswer& engine,
                       const AffectedAnswer& oracle) {
  return DifferenceOf(Lines(engine), Lines(oracle));
}

}  // namespace suyuan::worlds
