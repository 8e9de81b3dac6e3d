#include "services/traceability/convert/answer.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/escaping.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/convert/messages.h"
#include "services/traceability/rules/ratio.h"
#include "services/traceability/rules/reference.h"

namespace suyuan::traceability {
namespace {

using metrology::v1::LocalizedText;

void SetText(LocalizedText& out, absl::string_view zh, absl::string_view en) {
  if (!zh.empty()) (*out.mutable_texts())["zh"] = std::string(zh);
  if (!en.empty()) (*out.mutable_texts())["en"] = std::string(en);
}

void FillMessage(const Finding& finding, LocalizedText& out) {
  SetText(out, MessageZh(finding), MessageEn(finding));
}

bool Shown(const Finding& finding, v1::View view) {
  return view == v1::VIEW_FULL || finding.outcome == Outcome::kBroken ||
         finding.outcome == Outcome::kUnknown;
}

void FillFinding(const Graph& graph, const Finding& finding,
                 absl::string_view result_id, v1::Finding& out) {
  FillFinding(finding, out);
  out.set_result_id(std::string(result_id));
  if (finding.reference != kNone) {
    out.set_reference_id(
        std::string(graph.text(graph.reference(finding.reference).id)));
  }
}

void FillReasons(const Graph& graph, const TraceAnswer& answer,
                 v1::TraceResponse& out) {
  for (const Reason& from : ReasonsOf(answer)) {
    v1::Reason& reason = *out.add_reasons();
    reason.set_code(std::string(TextOf(from.first.rule).code));
    reason.set_outcome(ToProto(from.first.outcome));
    reason.set_severity(ToProto(from.first.severity));
    reason.set_count(from.count);
    FillMessage(from.first, *reason.mutable_message());
    if (from.certificate != kNone) {
      reason.set_certificate(
          std::string(graph.text(graph.certificate(from.certificate).name)));
    }
  }
}

void FillResult(const Graph& graph, const ChainNode& node,
                const JudgedNode& judged, v1::View view, v1::ChainResult& out) {
  const ResultRow& row = graph.result(node.result);
  out.set_id(std::string(graph.text(row.id)));
  const Kind& kind = graph.kinds().kind(row.kind);
  out.mutable_kind()->set_code(kind.code);
  for (const auto& [key, value] : kind.qualifiers) {
    (*out.mutable_kind()->mutable_qualifiers())[key] = value;
  }
  const auto printed = graph.list({row.printed, 5});
  out.set_value(std::string(graph.text(printed[0])));
  out.set_unit(std::string(graph.text(printed[1])));
  auto& uncertainty = *out.mutable_uncertainty();
  uncertainty.set_expanded(std::string(graph.text(printed[2])));
  uncertainty.set_coverage_factor(std::string(graph.text(printed[3])));
  uncertainty.set_standard(std::string(graph.text(printed[4])));
  out.set_verdict(ToProto(judged.verdict));
  for (const Finding& f : judged.findings) {
    if (Shown(f, view)) FillFinding(graph, f, out.id(), *out.add_findings());
  }
}

void FillItem(const Graph& graph, const CertificateRow& row,
              LocalizedText& title,
              google::protobuf::RepeatedPtrField<std::string>& printed) {
  if (row.items == 0) return;
  const ItemRow& first = graph.item(row.first_item);
  SetText(title, graph.text(first.title_zh), graph.text(first.title_en));
  for (uint32_t i = 0; i < row.items; ++i) {
    for (const TextId id :
         graph.list(graph.item(row.first_item + i).printed_identifications)) {
      printed.Add(std::string(graph.text(id)));
    }
  }
}

void FillPaper(const Graph& graph, const RuleContext& context,
               CertificateIndex index, v1::ChainCertificate& out) {
  const CertificateRow& row = graph.certificate(index);
  out.set_certificate(std::string(graph.text(row.name)));
  out.set_number(std::string(graph.text(row.printed_number)));
  out.set_issuer(std::string(graph.text(row.printed_issuer)));
  if (const auto* i = graph.ResolveParty(row.issuer, context.known_at)) {
    out.set_institution(i->name);
  }
  FillItem(graph, row, *out.mutable_item_title(),
           *out.mutable_item_identifications());
  out.set_begin(DayText(row.begin));
  out.set_end(DayText(row.end));
  out.set_issued(DayText(row.issued));
  out.set_valid_to(DayText(WindowOf(graph, index, context.known_at).to));
  out.set_log_index(row.log_index);
  out.set_digest(absl::BytesToHexString(absl::string_view(
      reinterpret_cast<const char*>(row.digest.data()), row.digest.size())));
}

void FillCertificates(const Graph& graph, const RuleContext& context,
                      const TraceAnswer& answer, v1::View view,
                      v1::TraceResponse& out) {
  const Chain& chain = answer.chain;
  for (size_t c = 0; c < chain.certificates.size(); ++c) {
    const ChainCertificate& certificate = chain.certificates[c];
    const JudgedCertificate& judged = answer.judgement.certificates[c];
    v1::ChainCertificate& to = *out.add_certificates();
    FillPaper(graph, context, certificate.index, to);
    to.set_verdict(ToProto(judged.verdict));
    to.set_depth(static_cast<int32_t>(certificate.depth));
    bool terminal = !certificate.nodes.empty();
    for (const uint32_t n : certificate.nodes) {
      const JudgedNode& node = answer.judgement.nodes[n];
      terminal = terminal && node.terminal;
      FillResult(graph, chain.nodes[n], node, view, *to.add_results());
    }
    to.set_terminal(terminal);
    for (const Finding& f : judged.findings) {
      if (Shown(f, view)) FillFinding(graph, f, "", *to.add_findings());
    }
  }
}

// Identity of the artefact on a link that carries nothing is still of interest.
v1::ChainLink::State ToProto(LegState state) {
  switch (state) {
    case LegState::kResolved:
      return v1::ChainLink::STATE_RESOLVED;
    case LegState::kTerminal:
      return v1::ChainLink::STATE_TERMINAL;
    case LegState::kOpenEnd:
      return v1::ChainLink::STATE_OPEN_END;
    case LegState::kAmbiguous:
      return v1::ChainLink::STATE_AMBIGUOUS;
  }
  return v1::ChainLink::STATE_UNSPECIFIED;
}

class Links {
 public:
  Links(const Graph& graph, const RuleContext& context,
        const TraceAnswer& answer, v1::TraceResponse& out)
      : graph_(graph), context_(context), answer_(answer), out_(out) {
    for (size_t c = 0; c < answer.chain.certificates.size(); ++c) {
      places_[answer.chain.certificates[c].index] = static_cast<int32_t>(c);
    }
  }

  void Fill() {
    for (size_t c = 0; c < answer_.chain.certificates.size(); ++c) {
      const std::vector<Leg>& legs = answer_.chain.certificates[c].legs;
      for (uint32_t l = 0; l < legs.size(); ++l) {
        FillLink(c, l, legs[l], *out_.add_links());
      }
    }
  }

 private:
  void FillLink(size_t certificate, uint32_t index, const Leg& leg,
                v1::ChainLink& to) {
    const ReferenceRow& reference = graph_.reference(leg.reference);
    to.set_from(static_cast<int32_t>(certificate));
    to.set_to(-1);
    if (leg.state == LegState::kResolved) {
      const auto found = places_.find(leg.certificate);
      if (found != places_.end()) to.set_to(found->second);
    }
    to.set_reference_id(std::string(graph_.text(reference.id)));
    to.set_state(ToProto(leg.state));
    to.set_text(std::string(graph_.text(reference.text)));
    to.set_record(leg.record);
    to.set_uses(reference.uses);
    for (const CertificateIndex c : leg.candidates) {
      to.add_candidates(std::string(graph_.text(graph_.certificate(c).name)));
    }
    double worst = std::nan("");
    for (const uint32_t n : answer_.chain.certificates[certificate].nodes) {
      const ChainNode& node = answer_.chain.nodes[n];
      for (const Support& support : node.supports) {
        if (support.leg != index) continue;
        to.add_result_ids(
            std::string(graph_.text(graph_.result(node.result).id)));
        worst = std::fmax(worst, RatioOf(context_, node.result, leg, support));
      }
    }
    to.set_ratio(NumberText(worst));
    // A certificate beside the chain has no judged results, so none of its
    // links can be told to apply.
    to.set_not_applicable(to.result_ids().empty());
  }

  const Graph& graph_;
  const RuleContext& context_;
  const TraceAnswer& answer_;
  v1::TraceResponse& out_;
  std::map<CertificateIndex, int32_t> places_;
};

// Findings about a link that carries no result: whose artefact it names.
void FillBesideFindings(const Graph& graph, const RuleContext& context,
                        const TraceAnswer& answer, v1::View view,
                        v1::TraceResponse& out) {
  const Chain& chain = answer.chain;
  for (size_t c = 0; c < chain.certificates.size(); ++c) {
    std::vector<bool> carries(chain.certificates[c].legs.size(), false);
    for (const uint32_t n : chain.certificates[c].nodes) {
      for (const Support& s : chain.nodes[n].supports) carries[s.leg] = true;
    }
    for (size_t l = 0; l < carries.size(); ++l) {
      if (carries[l]) continue;
      const Finding f = JudgeIdentity(context, chain.certificates[c].legs[l]);
      if (Shown(f, view)) {
        FillFinding(
            graph, f, "",
            *out.mutable_certificates(static_cast<int>(c))->add_findings());
      }
    }
  }
}

}  // namespace

v1::Outcome ToProto(Outcome outcome) {
  switch (outcome) {
    case Outcome::kHeld:
      return v1::OUTCOME_HELD;
    case Outcome::kBroken:
      return v1::OUTCOME_BROKEN;
    case Outcome::kUnknown:
      return v1::OUTCOME_UNKNOWN;
    case Outcome::kNotApplicable:
      return v1::OUTCOME_NOT_APPLICABLE;
  }
  return v1::OUTCOME_UNSPECIFIED;
}

v1::Severity ToProto(Severity severity) {
  switch (severity) {
    case Severity::kMinor:
      return v1::SEVERITY_MINOR;
    case Severity::kMajor:
      return v1::SEVERITY_MAJOR;
    case Severity::kBlocker:
      return v1::SEVERITY_BLOCKER;
  }
  return v1::SEVERITY_UNSPECIFIED;
}

void FillFinding(const Finding& finding, v1::Finding& out) {
  out.set_code(std::string(TextOf(finding.rule).code));
  out.set_outcome(ToProto(finding.outcome));
  out.set_severity(ToProto(finding.severity));
  FillMessage(finding, *out.mutable_message());
  for (const auto& [key, value] : finding.inputs) {
    (*out.mutable_inputs())[key] = value;
  }
  out.set_clause(std::string(TextOf(finding.rule).clause));
}

v1::Verdict ToProto(Verdict verdict) {
  switch (verdict) {
    case Verdict::kTraceable:
      return v1::VERDICT_TRACEABLE;
    case Verdict::kWithReservations:
      return v1::VERDICT_TRACEABLE_WITH_RESERVATIONS;
    case Verdict::kIndeterminate:
      return v1::VERDICT_INDETERMINATE;
    case Verdict::kNotTraceable:
      return v1::VERDICT_NOT_TRACEABLE;
  }
  return v1::VERDICT_UNSPECIFIED;
}

v1::TraceResponse::Currency ToProto(Currency currency) {
  switch (currency) {
    case Currency::kCurrent:
      return v1::TraceResponse::CURRENCY_CURRENT;
    case Currency::kExpired:
      return v1::TraceResponse::CURRENCY_EXPIRED;
    case Currency::kSuspended:
      return v1::TraceResponse::CURRENCY_SUSPENDED;
    case Currency::kUnknown:
      return v1::TraceResponse::CURRENCY_UNKNOWN;
  }
  return v1::TraceResponse::CURRENCY_UNSPECIFIED;
}

void FillAnswer(const Graph& graph, const RuleContext& context,
                const TraceAnswer& answer, v1::View view,
                v1::TraceResponse& out) {
  out.set_verdict(ToProto(answer.verdict));
  out.set_currency(ToProto(answer.currency));
  FillReasons(graph, answer, out);
  for (const CertificateIndex c : answer.target.candidates) {
    out.add_candidates(std::string(graph.text(graph.certificate(c).name)));
  }
  out.set_rule_version(std::string(kRuleVersion));
  for (const RuleText& rule : AllRules()) {
    if (!rule.built) out.add_rules_not_judged(std::string(rule.code));
  }
  if (view == v1::VIEW_VERDICT) return;
  FillCertificates(graph, context, answer, view, out);
  Links(graph, context, answer, out).Fill();
  FillBesideFindings(graph, context, answer, view, out);
}

std::vector<std::string> CodesOf(const TraceAnswer& answer) {
  std::vector<std::string> codes;
  for (const Reason& reason : ReasonsOf(answer)) {
    if (reason.first.severity == Severity::kMinor) continue;
    codes.emplace_back(TextOf(reason.first.rule).code);
  }
  return codes;
}

void FillAffected(const Graph& graph, absl::Time known_at,
                  const AffectedCertificate& affected,
                  v1::AffectedCertificate& out) {
  const CertificateRow& row = graph.certificate(affected.certificate);
  out.set_certificate(std::string(graph.text(row.name)));
  out.set_number(std::string(graph.text(row.printed_number)));
  out.set_issuer(std::string(graph.text(row.printed_issuer)));
  FillItem(graph, row, *out.mutable_item_title(),
           *out.mutable_item_identifications());
  for (uint32_t i = 0; i < row.items && out.record().empty(); ++i) {
    const ItemRow& item = graph.item(row.first_item + i);
    if (item.record != kNoText)
      out.set_record(std::string(graph.text(item.record)));
    for (const uint32_t key : graph.list(item.keys)) {
      const auto instruments = graph.InstrumentsByKey(graph.key(key), known_at);
      const auto standards = graph.StandardsByKey(graph.key(key), known_at);
      if (!out.record().empty()) break;
      if (!instruments.empty()) out.set_record(instruments.front()->name);
      if (!standards.empty()) out.set_record(standards.front()->name);
    }
  }
  out.set_begin(DayText(row.begin));
  out.set_end(DayText(row.end));
  out.set_depth(static_cast<int32_t>(affected.depth));
  for (const ResultIndex r : affected.results) {
    out.add_result_ids(std::string(graph.text(graph.result(r).id)));
  }
  out.set_current(affected.current);
}

void FillProfile(const Profile& profile, v1::Profile& out) {
  out.set_id(profile.id);
  SetText(*out.mutable_title(), profile.title_zh, profile.title_en);
  out.set_version(profile.version);
  out.set_digest(profile.digest);
  out.set_base(profile.base);
  for (const RuleText& rule : AllRules()) {
    v1::RuleSeverity& to = *out.add_rules();
    to.set_code(std::string(rule.code));
    to.set_severity(ToProto(profile.SeverityOf(rule.rule)));
    SetText(*to.mutable_title(), rule.title_zh, rule.title_en);
    to.set_clause(std::string(rule.clause));
    to.set_built(rule.built);
    to.set_off(profile.off.has(rule.rule));
  }
}

}  // namespace suyuan::traceability
