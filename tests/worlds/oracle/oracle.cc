#include "tests/worlds/oracle/oracle.h"

#include <algorithm>
#include <numeric>

#include "libs/metrology/calendar.h"
#include "tests/worlds/oracle/legs.h"
#include "tests/worlds/oracle/regime.h"
#include "tests/worlds/oracle/rules.h"
#include "tests/worlds/oracle/targets.h"
#include "tests/worlds/oracle/view.h"

namespace suyuan::oracle {
namespace {

using traceability::CertificateKind;
using traceability::ItemFacts;
using worlds::AffectedAnswer;
using worlds::AffectedQuestion;
using worlds::Currency;
using worlds::TraceAnswer;
using worlds::TraceQuestion;

// Every certificate ever told has a place; a view holds some of them.
int PlaceOf(const World& world, const Certificate* wanted) {
  if (wanted == nullptr) return -1;
  int place = 0;
  for (const worlds::Event& event : world.events) {
    const auto* c = std::get_if<Certificate>(&event.facts);
    if (c == wanted) return place;
    if (c != nullptr) ++place;
  }
  return -1;
}

std::vector<int> PlacesOf(const World& world,
                          const std::vector<const Certificate*>& list) {
  std::vector<int> out;
  for (const Certificate* c : list) out.push_back(PlaceOf(world, c));
  std::sort(out.begin(), out.end());
  return out;
}

struct Node {
  const Certificate* c = nullptr;
  int result = 0;
  std::vector<Support> supports;
  std::vector<std::vector<size_t>> above;  // for each support
  bool terminal = false;
  std::vector<Finding> findings;  // its certificate's among them
};

// A certificate of the chain, with its legs.
struct Paper {
  const Certificate* c = nullptr;
  std::vector<Leg> legs;
  std::vector<Finding> findings;
};

class Chain {
 public:
  Chain(const View& view, ProfileId profile, absl::CivilDay as_of)
      : view_(view), regime_{view, profile, as_of} {}

  // Adds a result of the target.
  void Root(const Certificate* c, int result) {
    roots_.push_back(At(c, result));
  }

  void Build() {
    for (size_t n = 0; n < nodes_.size(); ++n) {
      const auto supports =
          SupportsOf(*nodes_[n].c, nodes_[n].result, PaperOf(nodes_[n].c).legs);
      std::vector<std::vector<size_t>> above;
      for (const Support& support : supports) {
        std::vector<size_t> places;
        for (const int used : support.used) {
          places.push_back(At(support.leg->certificate, used));
        }
        above.push_back(std::move(places));
      }
      nodes_[n].supports = supports;
      nodes_[n].above = std::move(above);
    }
    for (size_t n = 0; n < nodes_.size(); ++n) JudgeNode(n);
    const std::vector<Verdict> verdicts = Verdicts(0);
    for (size_t n = 0; n < nodes_.size(); ++n) JudgeAbove(n, verdicts);
  }

  // The verdict of every node with the findings of one rule left out; 0 leaves
  // out none. V05 is what lets a verdict down the chain.
  std::vector<Verdict> Verdicts(int without) const {
    std::vector<Verdict> out;
    for (const Node& node : nodes_) out.push_back(OwnVerdict(node, without));
    if (without == 5) return out;
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t n = 0; n < nodes_.size(); ++n) {
        if (nodes_[n].terminal) continue;
        for (const auto& places : nodes_[n].above) {
          for (const size_t m : places) {
            if (out[m] <= out[n]) continue;
            out[n] = out[m];
            changed = true;
          }
        }
      }
    }
    return out;
  }

  Verdict RootVerdict(int without) const {
    const std::vector<Verdict> verdicts = Verdicts(without);
    Verdict worst = Verdict::kTraceable;
    for (const size_t n : roots_) worst = std::max(worst, verdicts[n]);
    return worst;
  }

  void Show(const World& world, TraceAnswer& out) const {
    for (const Paper& paper : papers_) ShowPaper(world, paper, out);
    const std::vector<Verdict> verdicts = Verdicts(0);
    for (size_t n = 0; n < nodes_.size(); ++n) {
      const Node& node = nodes_[n];
      const int c = PlaceOf(world, node.c);
      out.nodes.push_back({c, node.result, node.terminal, verdicts[n]});
      for (const Finding& f : node.findings) {
        if (OfCertificate(f)) continue;
        out.findings.push_back(
            {c, node.result, f.reference, f.rule, f.outcome, f.severity});
      }
      for (const Support& support : node.supports) {
        out.supports.push_back({c, node.result, support.leg->reference,
                                PlaceOf(world, support.leg->certificate),
                                support.used});
      }
    }
  }

 private:
  size_t At(const Certificate* c, int result) {
    for (size_t n = 0; n < nodes_.size(); ++n) {
      if (nodes_[n].c == c && nodes_[n].result == result) return n;
    }
    Node node;
    node.c = c;
    node.result = result;
    nodes_.push_back(std::move(node));
    bool known = false;
    for (const Paper& paper : papers_) known = known || paper.c == c;
    if (!known) {
      papers_.push_back({c, LegsOf(view_, *c), JudgeCertificate(regime_, *c)});
    }
    return nodes_.size() - 1;
  }

  const Paper& PaperOf(const Certificate* c) const {
    return *std::find_if(papers_.begin(), papers_.end(),
                         [c](const Paper& paper) { return paper.c == c; });
  }

  static bool OfCertificate(const Finding& f) {
    constexpr int kOfCertificate[] = {6, 17, 20, 21, 22, 23};
    return f.reference < 0 && std::count(std::begin(kOfCertificate),
                                         std::end(kOfCertificate), f.rule) > 0;
  }

  void JudgeNode(size_t n) {
    Node& node = nodes_[n];
    node.findings = PaperOf(node.c).findings;
    const auto add = [&](const std::vector<Finding>& more) {
      node.findings.insert(node.findings.end(), more.begin(), more.end());
    };
    node.findings.push_back(
        {2, InCycle(n) ? Outcome::kBroken : Outcome::kHeld});
    add(JudgeResult(regime_, *node.c, node.result));
    node.terminal = JudgeEnd(regime_, *node.c, node.result, node.findings);
    if (node.terminal) return;
    node.findings.push_back({1, node.c->references.empty() ? Outcome::kUnknown
                                : node.supports.empty()    ? Outcome::kBroken
                                                           : Outcome::kHeld});
    for (const Support& support : node.supports) {
      add(JudgeLeg(regime_, *node.c, node.result, support));
    }
  }

  // V05.
  void JudgeAbove(size_t n, const std::vector<Verdict>& verdicts) {
    Node& node = nodes_[n];
    if (node.terminal) return;
    for (size_t s = 0; s < node.supports.size(); ++s) {
      if (node.above[s].empty()) continue;
      Verdict worst = Verdict::kTraceable;
      for (const size_t m : node.above[s]) {
        worst = std::max(worst, verdicts[m]);
      }
      node.findings.push_back(
          {5,
           worst == Verdict::kNotTraceable    ? Outcome::kBroken
           : worst == Verdict::kIndeterminate ? Outcome::kUnknown
                                              : Outcome::kHeld,
           Severity::kBlocker, node.supports[s].leg->reference});
    }
  }

  static bool SameArtefactAndState(const Node& a, const Node& b) {
    for (const ItemFacts* x : ItemsOf(*a.c, a.result)) {
      for (const ItemFacts* y : ItemsOf(*b.c, b.result)) {
        if (x == y) return true;
        if (x->state == y->state &&
            Share(KeysOf(x->artefact), KeysOf(y->artefact))) {
          return true;
        }
      }
    }
    return false;
  }

  bool InCycle(size_t n) const {
    std::vector<size_t> reached = {n};
    bool again = false;
    for (size_t i = 0; i < reached.size(); ++i) {
      for (const auto& places : nodes_[reached[i]].above) {
        for (const size_t m : places) {
          again = again || m == n || SameArtefactAndState(nodes_[n], nodes_[m]);
          if (std::find(reached.begin(), reached.end(), m) == reached.end()) {
            reached.push_back(m);
          }
        }
      }
    }
    return again;
  }

  Verdict OwnVerdict(const Node& node, int without) const {
    Verdict worst = Verdict::kTraceable;
    for (const Finding& f : node.findings) {
      if (f.rule != without) worst = std::max(worst, VerdictOf(f));
    }
    return worst;
  }

  static void ShowPaper(const World& world, const Paper& paper,
                        TraceAnswer& out) {
    const int c = PlaceOf(world, paper.c);
    for (const Finding& f : paper.findings) {
      out.findings.push_back({c, -1, -1, f.rule, f.outcome, f.severity});
    }
    for (const Leg& leg : paper.legs) {
      out.legs.push_back(
          {c, leg.reference, leg.kind,
           leg.certificate == nullptr ? -1 : PlaceOf(world, leg.certificate),
           leg.record, PlacesOf(world, leg.candidates)});
    }
  }

  const View& view_;
  Regime regime_;
  std::vector<Node> nodes_;
  std::vector<Paper> papers_;
  std::vector<size_t> roots_;
};

// Results of a certificate that a target means.
std::vector<int> ResultsOf(const Certificate& c, const Keys& keys,
                           const std::string& result_id) {
  std::vector<int> out;
  for (const int r : CountingResults(c)) {
    if (!result_id.empty() && ResultAt(c, r).id != result_id) continue;
    bool meant = !HasItemWith(c, keys);
    for (const ItemFacts* item : ItemsOf(c, r)) {
      meant = meant || Share(KeysOf(item->artefact), keys);
    }
    if (meant) out.push_back(r);
  }
  return out;
}

Currency CurrencyOf(const View& view, const Certificate& c,
                    absl::CivilDay today) {
  if (c.kind == CertificateKind::kVerificationFail || VoidOn(view, c, today)) {
    return Currency::kSuspended;
  }
  const Window window = WindowOf(view, c);
  if (!window.to) return Currency::kUnknown;
  return today <= *window.to ? Currency::kCurrent : Currency::kExpired;
}

void Conclude(Outcome outcome, int rule, TraceAnswer& answer) {
  const Finding finding{rule, outcome};
  answer.findings.push_back({-1, -1, -1, rule, outcome, Severity::kBlocker});
  answer.verdict = std::max(answer.verdict, VerdictOf(finding));
}

// A target without a certificate to judge.
void WithoutChain(const View& view, const Target& target,
                  const TraceQuestion& question, Traced& out) {
  const auto level = RegisteredLevel(view, question.target);
  if (target.ambiguous) {
    Conclude(Outcome::kUnknown, worlds::kAmbiguousTarget, out.answer);
  } else if (level && MayEndAChain(*level)) {
    const bool accepted = AcceptsLevel(question.profile, *level);
    Conclude(accepted ? Outcome::kHeld : Outcome::kBroken, 27, out.answer);
    if (!accepted) out.deciding.push_back(27);
  } else {
    Conclude(Outcome::kUnknown, worlds::kNoCertificate, out.answer);
  }
}

bool AnyAbout(const std::vector<worlds::PlainFinding>& findings, int rule) {
  return std::any_of(findings.begin(), findings.end(), [&](const auto& f) {
    return f.rule == rule && f.outcome != Outcome::kHeld;
  });
}

void WithChain(const World& world, const View& view, const Target& target,
               const TraceQuestion& question, Traced& out) {
  TraceAnswer& answer = out.answer;
  Chain chain(view, question.profile, question.as_of);
  for (const Certificate* c : target.certificates) {
    const auto results = ResultsOf(*c, target.keys, question.result_id);
    for (const int r : results) chain.Root(c, r);
  }
  chain.Build();
  chain.Show(world, answer);
  if (answer.nodes.empty()) {
    answer = {};
    answer.result_found = false;
    return;
  }
  answer.verdict = chain.RootVerdict(0);
  answer.currency = CurrencyOf(view, *target.certificates.front(),
                               metrology::LegalDay(question.now));
  Verdict floor = Verdict::kTraceable;
  if (target.incomplete) {
    Conclude(Outcome::kUnknown, worlds::kNoCertificate, answer);
    floor = Verdict::kIndeterminate;
  }
  std::vector<int> rules(30);
  std::iota(rules.begin(), rules.end(), 1);
  for (const int more : {worlds::kComparisonFailed, worlds::kStaleReference,
                         worlds::kLateReference, worlds::kLinkGap}) {
    rules.push_back(more);
  }
  for (const int rule : rules) {
    if (AnyAbout(answer.findings, rule) &&
        std::max(floor, chain.RootVerdict(rule)) != answer.verdict) {
      out.deciding.push_back(rule);
    }
  }
}

// A result of a known certificate with the legs that carry it.
struct Carried {
  const Certificate* c = nullptr;
  int result = 0;
  std::vector<Support> supports;
  bool affected = false;
};

bool UsedWithin(const Certificate& c, const AffectedQuestion& question) {
  const Day use = WorkBegin(c);
  if (!use) return !question.from && !question.to;
  return (!question.from || *question.from <= *use) &&
         (!question.to || *use <= *question.to);
}

bool LeadsTo(const Source& source, const Certificate& c, const Leg& leg) {
  if (leg.kind == LegKind::kTerminal) {
    return !source.record.empty() && leg.record == source.record;
  }
  return leg.kind == LegKind::kResolved && leg.certificate != &c &&
         std::find(source.certificates.begin(), source.certificates.end(),
                   leg.certificate) != source.certificates.end();
}

bool Reached(const std::vector<Carried>& all, const Carried& one,
             const Source& source, const AffectedQuestion& question) {
  for (const Support& support : one.supports) {
    if (LeadsTo(source, *one.c, *support.leg) && UsedWithin(*one.c, question) &&
        (source.maker || InFault(*one.c, question))) {
      return true;
    }
    for (const Carried& other : all) {
      if (other.affected && other.c == support.leg->certificate &&
          std::find(support.used.begin(), support.used.end(), other.result) !=
              support.used.end()) {
        return true;
      }
    }
  }
  return false;
}

bool Newest(const View& view, const Certificate& c, absl::CivilDay as_of) {
  for (const ItemFacts& item : c.items) {
    const Keys keys = KeysOf(item.artefact);
    if (keys.empty() || NewestFor(view, keys, as_of) == &c) return true;
  }
  return c.items.empty();
}

}  // namespace

Traced Trace(const World& world, const TraceQuestion& question) {
  const View view = ViewAt(world, question.known_at);
  const Target target =
      FindTarget(view, question.target, question.issuer, question.as_of);
  Traced out;
  TraceAnswer& answer = out.answer;
  answer.found = target.found;
  if (!target.found) return out;
  answer.candidates = PlacesOf(world, target.candidates);
  if (target.certificates.empty()) {
    WithoutChain(view, target, question, out);
  } else {
    WithChain(world, view, target, question, out);
  }
  std::sort(answer.nodes.begin(), answer.nodes.end());
  std::sort(answer.legs.begin(), answer.legs.end());
  std::sort(answer.supports.begin(), answer.supports.end());
  std::sort(answer.findings.begin(), answer.findings.end());
  return out;
}

AffectedAnswer ListAffected(const World& world,
                            const AffectedQuestion& question) {
  const View view = ViewAt(world, question.known_at);
  const Source source = FindSource(view, question);
  AffectedAnswer out;
  out.found = source.found;
  if (!source.found) return out;
  std::vector<std::vector<Leg>> legs;
  for (const Certificate* c : view.certificates) {
    legs.push_back(LegsOf(view, *c));
  }
  std::vector<Carried> all;
  for (size_t i = 0; i < view.certificates.size(); ++i) {
    const Certificate* c = view.certificates[i];
    for (const int r : CountingResults(*c)) {
      all.push_back({c, r, SupportsOf(*c, r, legs[i])});
    }
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (Carried& one : all) {
      if (one.affected || !Reached(all, one, source, question)) continue;
      one.affected = changed = true;
    }
  }
  for (const Certificate* c : view.certificates) {
    worlds::PlainAffected affected;
    const bool own =
        question.include_targets && source.maker &&
        std::find(source.certificates.begin(), source.certificates.end(), c) !=
            source.certificates.end();
    for (const Carried& one : all) {
      if (one.c == c && (one.affected || own)) {
        affected.results.push_back(one.result);
      }
    }
    if (affected.results.empty()) continue;
    affected.certificate = PlaceOf(world, c);
    affected.current = Newest(view, *c, question.as_of);
    if (question.current_only && !affected.current) continue;
    out.certificates.push_back(std::move(affected));
  }
  std::sort(out.certificates.begin(), out.certificates.end());
  return out;
}

}  // namespace suyuan::oracle
