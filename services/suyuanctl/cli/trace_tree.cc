#include "services/suyuanctl/cli/trace_tree.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/metrology/unit_text.h"
#include "services/suyuanctl/cli/table.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::ChainCertificate;
using traceability::v1::ChainLink;
using traceability::v1::ChainResult;
using traceability::v1::Finding;
using traceability::v1::Reason;
using traceability::v1::TraceResponse;

// So many of things that are alike are shown; --json has all.
constexpr size_t kShownAlike = 4;

std::string SayVerdict(const Words& words, traceability::v1::Verdict verdict) {
  return words.SayEnum("verdict", traceability::v1::Verdict_Name(verdict),
                       "VERDICT_");
}

std::string SayOutcome(const Words& words, traceability::v1::Outcome outcome) {
  return words.SayEnum("outcome", traceability::v1::Outcome_Name(outcome),
                       "OUTCOME_");
}

std::string SaySeverity(const Words& words,
                        traceability::v1::Severity severity) {
  return words.SayEnum("severity", traceability::v1::Severity_Name(severity),
                       "SEVERITY_");
}

std::vector<std::string> Without(std::vector<std::string> parts,
                                 const std::string& dropped) {
  parts.erase(std::remove(parts.begin(), parts.end(), dropped), parts.end());
  return parts;
}

// The parts that say something, two blanks apart.
std::string Spaced(std::vector<std::string> parts) {
  return absl::StrJoin(Without(std::move(parts), ""), "  ");
}

std::string Dates(const ChainCertificate& certificate, const Words& words) {
  std::vector<std::string> parts;
  const bool one_day =
      certificate.end().empty() || certificate.begin() == certificate.end();
  if (!certificate.begin().empty()) {
    parts.push_back(one_day ? words.Say("trace.day", {certificate.begin()})
                            : words.Say("trace.days", {certificate.begin(),
                                                       certificate.end()}));
  }
  if (!certificate.issued().empty()) {
    parts.push_back(words.Say("trace.issued", {certificate.issued()}));
  }
  parts.push_back(certificate.valid_to().empty()
                      ? words.Say("trace.no_valid_to")
                      : words.Say("trace.valid_to", {certificate.valid_to()}));
  return absl::StrJoin(parts, words.Say("comma"));
}

std::string FindingLine(const Finding& finding, const Words& words) {
  std::string line = words.Say(
      "trace.finding",
      {finding.code(), SayOutcome(words, finding.outcome()),
       SaySeverity(words, finding.severity()), words.Pick(finding.message())});
  if (!finding.reference_id().empty()) {
    absl::StrAppend(&line,
                    words.Say("trace.at_reference", {finding.reference_id()}));
  }
  return line;
}

// What is found about a result, without the numbers it was judged by: results
// that are alike in it are told together.
std::string FoundAbout(const ChainResult& result) {
  std::string found = absl::StrCat(result.verdict());
  for (const Finding& finding : result.findings()) {
    absl::StrAppend(&found, " ", finding.code(), finding.outcome(),
                    finding.reference_id());
  }
  return found;
}

// Indexes of results that are alike, in the order of their first members.
std::vector<std::vector<int>> Alike(const ChainCertificate& certificate) {
  std::vector<std::vector<int>> groups;
  std::map<std::string, size_t> group_of;
  for (int i = 0; i < certificate.results_size(); ++i) {
    const auto [at, is_new] =
        group_of.emplace(FoundAbout(certificate.results(i)), groups.size());
    if (is_new) groups.emplace_back();
    groups[at->second].push_back(i);
  }
  return groups;
}

std::vector<std::string> ResultRow(const ChainResult& result,
                                   const Words& words) {
  const std::string uncertainty = PrintedUncertainty(result.uncertainty());
  const std::string unit = PrintedUnit(result.unit());
  return {
      words.Say("trace.result", {result.id()}),
      unit.empty() ? result.value() : absl::StrCat(result.value(), " ", unit),
      uncertainty.empty() ? words.Say("trace.no_uncertainty") : uncertainty,
      SayVerdict(words, result.verdict())};
}

// Of results that are alike the first few, and once what is found about them.
std::vector<std::string> ResultLines(const ChainCertificate& certificate,
                                     const Words& words) {
  const std::vector<std::vector<int>> groups = Alike(certificate);
  Table table;
  for (const std::vector<int>& group : groups) {
    for (size_t i = 0; i < std::min(group.size(), kShownAlike); ++i) {
      table.AddRow(ResultRow(certificate.results(group[i]), words));
    }
  }
  const std::vector<std::string> rows = table.Lines();
  auto row = rows.begin();
  std::vector<std::string> lines;
  for (const std::vector<int>& group : groups) {
    const size_t shown = std::min(group.size(), kShownAlike);
    lines.insert(lines.end(), row, row + static_cast<ptrdiff_t>(shown));
    row += static_cast<ptrdiff_t>(shown);
    if (group.size() > shown) {
      lines.push_back(words.Say("trace.more_results",
                                {absl::StrCat(group.size() - shown)}));
    }
    for (const Finding& finding : certificate.results(group[0]).findings()) {
      lines.push_back(absl::StrCat("  ", FindingLine(finding, words)));
    }
  }
  return lines;
}

// "a, b, c": the first few, then how many there are.
std::string FewOf(const google::protobuf::RepeatedPtrField<std::string>& ids,
                  const Words& words) {
  const size_t shown = std::min(static_cast<size_t>(ids.size()), kShownAlike);
  const std::string few =
      absl::StrJoin(ids.begin(), ids.begin() + static_cast<int>(shown), ", ");
  if (shown == static_cast<size_t>(ids.size())) return few;
  return words.Say("trace.few_of", {few, absl::StrCat(ids.size())});
}

// Everything about a certificate but what it rests on.
std::vector<std::string> CertificateLines(const ChainCertificate& certificate,
                                          int index, const Words& words) {
  std::vector<std::string> lines;
  lines.push_back(
      Spaced({absl::StrCat("[", index + 1, "]"), certificate.number(),
              certificate.issuer(), SayVerdict(words, certificate.verdict())}));
  lines.push_back(Spaced(
      {words.Pick(certificate.item_title()),
       absl::StrJoin(certificate.item_identifications(), words.Say("comma"))}));
  if (lines.back().empty()) lines.pop_back();
  lines.push_back(Dates(certificate, words));
  for (const Finding& finding : certificate.findings()) {
    lines.push_back(FindingLine(finding, words));
  }
  for (std::string& line : ResultLines(certificate, words)) {
    lines.push_back(std::move(line));
  }
  if (certificate.terminal()) lines.push_back(words.Say("trace.terminal"));
  return lines;
}

// What a link says beside where it leads.
std::string LinkFacts(const ChainLink& link, const Words& words) {
  std::vector<std::string> facts;
  if (!link.ratio().empty()) {
    facts.push_back(words.Say("trace.ratio", {link.ratio()}));
  }
  if (link.uses() > 1) {
    facts.push_back(words.Say("trace.uses", {absl::StrCat(link.uses())}));
  }
  if (link.result_ids_size() > 0) {
    facts.push_back(
        words.Say("trace.for_results", {FewOf(link.result_ids(), words)}));
  }
  std::string text;
  for (const std::string& fact : facts) {
    absl::StrAppend(&text, words.Say("comma"), fact);
  }
  return text;
}

std::string LinkTarget(const ChainLink& link, bool resolved,
                       const Words& words) {
  switch (link.state()) {
    case ChainLink::STATE_RESOLVED:
      return resolved ? "" : words.Say("trace.open_end", {link.text()});
    case ChainLink::STATE_TERMINAL:
      return words.Say("trace.terminal_record", {link.record(), link.text()});
    case ChainLink::STATE_AMBIGUOUS:
      return words.Say("trace.ambiguous",
                       {link.text(), absl::StrJoin(link.candidates(), ", ")});
    default:
      return words.Say("trace.open_end", {link.text()});
  }
}

// Draws from an explicit stack: a chain may be as deep as its records say.
class Drawing {
 public:
  Drawing(const TraceResponse& answer, const Words& words,
          const TreeLines& lines, std::vector<std::string>& out)
      : answer_(answer), words_(words), lines_(lines), out_(out) {
    for (const ChainLink& link : answer.links()) {
      links_[link.from()].push_back(&link);
    }
  }

  void Draw() {
    drawn_.resize(static_cast<size_t>(answer_.certificates_size()), false);
    DrawCertificate(0, "");
    while (!open_.empty()) {
      const Open open = std::move(open_.back());
      open_.pop_back();
      DrawLink(open);
    }
  }

 private:
  struct Open {
    const ChainLink* link;
    std::string prefix;
    bool last;
  };

  void DrawCertificate(int index, const std::string& prefix) {
    drawn_[static_cast<size_t>(index)] = true;
    const std::vector<const ChainLink*>& up = links_[index];
    const std::vector<std::string> lines =
        CertificateLines(answer_.certificates(index), index, words_);
    const std::string& beside = up.empty() ? lines_.blank : lines_.beside;
    for (size_t i = 0; i < lines.size(); ++i) {
      out_.push_back(absl::StrCat(prefix, i == 0 ? "" : beside, lines[i]));
    }
    for (size_t i = up.size(); i > 0; --i) {
      open_.push_back({up[i - 1], prefix, i == up.size()});
    }
  }

  void DrawLink(const Open& open) {
    const ChainLink& link = *open.link;
    const bool resolved = link.state() == ChainLink::STATE_RESOLVED &&
                          link.to() >= 0 &&
                          link.to() < answer_.certificates_size();
    const bool again = resolved && drawn_[static_cast<size_t>(link.to())];
    std::string line = words_.Say("trace.link", {link.reference_id()});
    absl::StrAppend(&line, LinkTarget(link, resolved, words_));
    if (again) {
      absl::StrAppend(&line,
                      words_.Say("trace.again",
                                 {absl::StrCat(link.to() + 1),
                                  answer_.certificates(link.to()).number()}));
    }
    absl::StrAppend(&line, LinkFacts(link, words_));
    if (link.not_applicable()) {
      absl::StrAppend(&line, words_.Say("trace.not_applicable"));
    }
    out_.push_back(absl::StrCat(open.prefix,
                                open.last ? lines_.last : lines_.branch, line));
    if (!resolved || again) return;
    DrawCertificate(link.to(),
                    open.prefix + (open.last ? lines_.blank : lines_.beside));
  }

  const TraceResponse& answer_;
  const Words& words_;
  const TreeLines& lines_;
  std::vector<std::string>& out_;
  std::map<int, std::vector<const ChainLink*>> links_;
  std::vector<bool> drawn_;
  std::vector<Open> open_;
};

void AddHead(const TraceResponse& answer, const Words& words,
             std::vector<std::string>& out) {
  out.push_back(words.Say(
      "trace.head", {answer.target(), SayVerdict(words, answer.verdict())}));
  out.push_back(
      words.Say("trace.asked",
                {answer.as_of(), answer.profile(),
                 words.SayEnum("currency",
                               TraceResponse::Currency_Name(answer.currency()),
                               "CURRENCY_")}));
  for (const Reason& reason : answer.reasons()) {
    std::string line = words.Say(
        "trace.finding",
        {reason.code(), SayOutcome(words, reason.outcome()),
         SaySeverity(words, reason.severity()), words.Pick(reason.message())});
    if (reason.count() > 1) {
      absl::StrAppend(
          &line, words.Say("trace.places", {absl::StrCat(reason.count())}));
    }
    out.push_back(absl::StrCat("  ", line));
  }
}

}  // namespace

TreeLines BoxLines() { return {"├─ ", "└─ ", "│  ", "   "}; }
TreeLines AsciiLines() { return {"+- ", "`- ", "|  ", "   "}; }

std::string PrintedUnit(const std::string& dsi) {
  const auto unit = metrology::ParseDsiLenient(dsi);
  if (!unit.ok()) return dsi;
  const std::string printed = metrology::FormatPrinted(unit->unit);
  return printed == "1" ? "" : printed;
}

std::string PrintedUncertainty(const metrology::v1::Uncertainty& uncertainty) {
  const std::string relative = uncertainty.relative() ? "rel" : "";
  if (!uncertainty.expanded().empty()) {
    const std::string k =
        uncertainty.coverage_factor().empty()
            ? ""
            : absl::StrCat(" (k = ", uncertainty.coverage_factor(), ")");
    return absl::StrCat("U", relative, " = ", uncertainty.expanded(), k);
  }
  if (uncertainty.standard().empty()) return "";
  return absl::StrCat("u", relative, " = ", uncertainty.standard());
}

std::vector<std::string> DrawTrace(const TraceResponse& answer,
                                   const Words& words, const TreeLines& lines) {
  std::vector<std::string> out;
  AddHead(answer, words, out);
  if (answer.candidates_size() > 0) {
    out.push_back(words.Say("trace.candidates"));
    for (const std::string& candidate : answer.candidates()) {
      out.push_back(absl::StrCat("  ", candidate));
    }
  }
  if (answer.certificates_size() > 0) {
    out.push_back("");
    Drawing(answer, words, lines, out).Draw();
  }
  if (answer.rules_not_judged_size() > 0) {
    out.push_back("");
    out.push_back(words.Say("trace.not_judged",
                            {absl::StrJoin(answer.rules_not_judged(), ", ")}));
  }
  return out;
}

}  // namespace suyuan::ctl
