#include "services/traceability/proof/described_answer.h"

#include "libs/crypto/encoding.h"
#include "nlohmann/json.hpp"

namespace suyuan::traceability {
namespace {

using Json = nlohmann::ordered_json;

std::string Text(absl::string_view text) { return std::string(text); }

absl::string_view WordOfOutcome(Outcome outcome) {
  switch (outcome) {
    case Outcome::kHeld:
      return "HELD";
    case Outcome::kBroken:
      return "BROKEN";
    case Outcome::kUnknown:
      return "UNKNOWN";
    case Outcome::kNotApplicable:
      return "NOT_APPLICABLE";
  }
  return "";
}

absl::string_view WordOfSeverity(Severity severity) {
  switch (severity) {
    case Severity::kMinor:
      return "MINOR";
    case Severity::kMajor:
      return "MAJOR";
    case Severity::kBlocker:
      return "BLOCKER";
  }
  return "";
}

absl::string_view WordOfState(LegState state) {
  switch (state) {
    case LegState::kResolved:
      return "RESOLVED";
    case LegState::kTerminal:
      return "TERMINAL";
    case LegState::kOpenEnd:
      return "OPEN_END";
    case LegState::kAmbiguous:
      return "AMBIGUOUS";
  }
  return "";
}

class Describing {
 public:
  Describing(const Graph& graph, const TraceAnswer& answer)
      : graph_(graph), answer_(answer) {}

  Json Whole() const {
    Json out;
    out["verdict"] = Text(WordOf(answer_.verdict));
    out["findings"] = Findings(answer_.findings);
    out["candidates"] = Json::array();
    for (const CertificateIndex c : answer_.target.candidates) {
      out["candidates"].push_back(DigestOf(c));
    }
    out["rooted"] = answer_.chain.rooted;
    out["certificates"] = Json::array();
    for (uint32_t c = 0; c < answer_.chain.beside; ++c) {
      out["certificates"].push_back(Certificate(c));
    }
    out["results"] = Json::array();
    for (size_t n = 0; n < answer_.chain.nodes.size(); ++n) {
      out["results"].push_back(Result(n));
    }
    return out;
  }

 private:
  std::string DigestOf(CertificateIndex c) const {
    const Digest& digest = graph_.certificate(c).digest;
    return crypto::ToHex(
        {reinterpret_cast<const char*>(digest.data()), digest.size()});
  }

  // [code, outcome, severity, reference id, then name and value of each input].
  Json OneFinding(const Finding& finding) const {
    Json out = {
        Text(TextOf(finding.rule).code), Text(WordOfOutcome(finding.outcome)),
        Text(WordOfSeverity(finding.severity)),
        finding.reference == kNone
            ? ""
            : Text(graph_.text(graph_.reference(finding.reference).id))};
    for (const auto& [name, value] : finding.inputs) {
      out.push_back(name);
      out.push_back(value);
    }
    return out;
  }

  Json Findings(const std::vector<Finding>& findings) const {
    Json out = Json::array();
    for (const Finding& finding : findings) {
      if (finding.outcome == Outcome::kNotApplicable) continue;
      out.push_back(OneFinding(finding));
    }
    return out;
  }

  Json Certificate(uint32_t place) const {
    const ChainCertificate& certificate = answer_.chain.certificates[place];
    const JudgedCertificate& judged = answer_.judgement.certificates[place];
    Json out;
    out["digest"] = DigestOf(certificate.index);
    out["verdict"] = Text(WordOf(judged.verdict));
    out["findings"] = Findings(judged.findings);
    return out;
  }

  Json Result(size_t place) const {
    const ChainNode& node = answer_.chain.nodes[place];
    const JudgedNode& judged = answer_.judgement.nodes[place];
    Json out;
    out["certificate"] = node.certificate;
    out["id"] = Text(graph_.text(graph_.result(node.result).id));
    out["verdict"] = Text(WordOf(judged.verdict));
    out["terminal"] = judged.terminal;
    out["findings"] = Findings(judged.findings);
    out["legs"] = Json::array();
    const auto& legs = answer_.chain.certificates[node.certificate].legs;
    for (size_t s = 0; s < node.supports.size(); ++s) {
      out["legs"].push_back(Support(legs[node.supports[s].leg], node.above[s]));
    }
    return out;
  }

  Json Support(const Leg& leg, const std::vector<uint32_t>& above) const {
    Json out;
    out["reference"] = Text(graph_.text(graph_.reference(leg.reference).id));
    out["state"] = Text(WordOfState(leg.state));
    out["certificate"] =
        leg.certificate == kNone ? "" : DigestOf(leg.certificate);
    out["record"] = leg.record;
    out["used"] = above;
    return out;
  }

  const Graph& graph_;
  const TraceAnswer& answer_;
};

}  // namespace

std::string DescribeAnswer(const Graph& graph, const TraceAnswer& answer) {
  return Describing(graph, answer)
      .Whole()
      .dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::string_view WordOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kTraceable:
      return "TRACEABLE";
    case Verdict::kWithReservations:
      return "TRACEABLE_WITH_RESERVATIONS";
    case Verdict::kIndeterminate:
      return "INDETERMINATE";
    case Verdict::kNotTraceable:
      return "NOT_TRACEABLE";
  }
  return "";
}

}  // namespace suyuan::traceability
