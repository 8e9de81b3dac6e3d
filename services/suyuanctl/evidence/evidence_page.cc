#include "services/suyuanctl/evidence/evidence_page.h"

#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "services/suyuanctl/cli/trace_tree.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::ChainCertificate;
using traceability::v1::ChainLink;
using traceability::v1::ChainResult;
using traceability::v1::Finding;
using traceability::v1::TraceResponse;

constexpr char kStyle[] =
    "body{font:14px/1.5 sans-serif;margin:2em auto;max-width:60em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0}"
    "th,td{border:1px solid #999;padding:.2em .5em;text-align:left;"
    "vertical-align:top}"
    "code{font-size:12px;word-break:break-all}"
    "section{break-inside:avoid}"
    "@media print{body{margin:0;max-width:none}}";

std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::string Row(const char* cell,
                std::initializer_list<absl::string_view> texts) {
  std::string out = "<tr>";
  for (const absl::string_view text : texts) {
    absl::StrAppend(&out, "<", cell, ">", Escaped(text), "</", cell, ">");
  }
  return out + "</tr>\n";
}

// A name and a value.
std::string Pair(absl::string_view name, absl::string_view value) {
  return absl::StrCat("<tr><th>", Escaped(name), "</th><td>", Escaped(value),
                      "</td></tr>\n");
}

std::string InstantText(const google::protobuf::Timestamp& instant) {
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ",
                          absl::FromUnixSeconds(instant.seconds()),
                          absl::UTCTimeZone());
}

std::string VerdictText(traceability::v1::Verdict verdict, const Words& words) {
  return words.SayEnum("verdict", Verdict_Name(verdict), "VERDICT_");
}

bool Counts(const Finding& finding) {
  return finding.outcome() == traceability::v1::OUTCOME_BROKEN ||
         finding.outcome() == traceability::v1::OUTCOME_UNKNOWN;
}

void AppendFinding(const Finding& finding, const Words& words,
                   std::string& out) {
  out += Row("td", {finding.code(),
                    words.SayEnum("outcome", Outcome_Name(finding.outcome()),
                                  "OUTCOME_"),
                    words.SayEnum("severity", Severity_Name(finding.severity()),
                                  "SEVERITY_"),
                    words.Pick(finding.message()), finding.clause()});
}

// What does not hold, or is not known; nothing where all holds.
std::string FindingsOf(const ChainCertificate& certificate,
                       const Words& words) {
  std::string rows;
  for (const Finding& f : certificate.findings()) {
    if (Counts(f)) AppendFinding(f, words, rows);
  }
  for (const ChainResult& result : certificate.results()) {
    for (const Finding& f : result.findings()) {
      if (Counts(f)) AppendFinding(f, words, rows);
    }
  }
  if (rows.empty()) {
    return absl::StrCat("<p>", Escaped(words.Say("evidence.all_held")),
                        "</p>\n");
  }
  return absl::StrCat(
      "<table>\n",
      Row("th", {words.Say("evidence.rule"), words.Say("evidence.outcome"),
                 words.Say("evidence.severity"), words.Say("evidence.message"),
                 words.Say("evidence.clause")}),
      rows, "</table>\n");
}

std::string ResultsOf(const ChainCertificate& certificate, const Words& words) {
  std::string out = absl::StrCat(
      "<table>\n",
      Row("th",
          {words.Say("evidence.quantity"), words.Say("evidence.value"),
           words.Say("evidence.uncertainty"), words.Say("evidence.verdict")}));
  for (const ChainResult& result : certificate.results()) {
    out += Row("td",
               {result.kind().code(),
                absl::StrCat(result.value(), " ", PrintedUnit(result.unit())),
                PrintedUncertainty(result.uncertainty()),
                VerdictText(result.verdict(), words)});
  }
  return out + "</table>\n";
}

// Where its references lead: "[2], [3]", an open end, the end of the chain.
std::string LeadsTo(const TraceResponse& chain, int index, const Words& words) {
  std::vector<std::string> out;
  for (const ChainLink& link : chain.links()) {
    if (link.from() != index || link.not_applicable()) continue;
    if (link.state() == ChainLink::STATE_RESOLVED) {
      out.push_back(absl::StrCat("[", link.to() + 1, "]"));
    } else if (link.state() == ChainLink::STATE_TERMINAL) {
      out.push_back(link.record());
    } else {
      out.push_back(words.Say("evidence.open_end", {link.text()}));
    }
  }
  if (chain.certificates(index).terminal()) {
    out.push_back(words.Say("evidence.terminal"));
  }
  return absl::StrJoin(out, words.Say("comma"));
}

std::string DocumentOf(const Evidence& evidence,
                       const ChainCertificate& certificate,
                       const Words& words) {
  const auto found = evidence.certificates.find(certificate.certificate());
  if (found == evidence.certificates.end()) {
    return words.Say("evidence.digest_alone");
  }
  std::string out = found->second.document.empty()
                        ? words.Say("evidence.digest_alone")
                        : words.Say("evidence.enclosed");
  if (!found->second.receipt.empty()) {
    absl::StrAppend(&out, words.Say("comma"), words.Say("evidence.receipt"));
  }
  return out;
}

std::string SectionOf(const Evidence& evidence, int index, const Words& words) {
  const TraceResponse& chain = evidence.chain;
  const ChainCertificate& c = chain.certificates(index);
  return absl::StrCat(
      "<section>\n<h2>[", index + 1, "] ", Escaped(c.number()), "</h2>\n",
      "<table>\n", Pair(words.Say("evidence.item"), words.Pick(c.item_title())),
      Pair(words.Say("evidence.serial"),
           absl::StrJoin(c.item_identifications(), words.Say("comma"))),
      Pair(words.Say("evidence.issuer"), c.issuer()),
      Pair(words.Say("evidence.work"), absl::StrCat(c.begin(), " – ", c.end())),
      Pair(words.Say("evidence.issued"), c.issued()),
      Pair(words.Say("evidence.valid_to"), c.valid_to()),
      Pair(words.Say("evidence.verdict"), VerdictText(c.verdict(), words)),
      Pair(words.Say("evidence.rests_on"), LeadsTo(chain, index, words)),
      Pair(words.Say("evidence.log_index"), absl::StrCat(c.log_index())),
      Pair("SHA-256", c.digest()),
      Pair(words.Say("evidence.document"), DocumentOf(evidence, c, words)),
      "</table>\n", ResultsOf(c, words), FindingsOf(c, words), "</section>\n");
}

std::string ReasonsOf(const TraceResponse& chain, const Words& words) {
  if (chain.reasons().empty()) return "";
  std::string out = "<ul>\n";
  for (const auto& reason : chain.reasons()) {
    absl::StrAppend(&out, "<li>", Escaped(reason.code()), ": ",
                    Escaped(words.Pick(reason.message())), "</li>\n");
  }
  return out + "</ul>\n";
}

std::string StampOf(const TraceResponse& chain, const Words& words) {
  return absl::StrCat(
      "<table>\n", Pair(words.Say("evidence.target"), chain.target()),
      Pair(words.Say("evidence.verdict"), VerdictText(chain.verdict(), words)),
      Pair(words.Say("evidence.currency"),
           words.SayEnum("currency",
                         TraceResponse::Currency_Name(chain.currency()),
                         "CURRENCY_")),
      Pair(words.Say("evidence.profile"), chain.profile()),
      Pair(words.Say("evidence.as_of"), chain.as_of()),
      Pair(words.Say("evidence.known_at"), InstantText(chain.known_at())),
      Pair(words.Say("evidence.rule_version"), chain.rule_version()),
      Pair(words.Say("evidence.not_judged"),
           absl::StrJoin(chain.rules_not_judged(), words.Say("comma"))),
      "</table>\n");
}

}  // namespace

std::string EvidencePage(const Evidence& evidence, const Words& words) {
  const TraceResponse& chain = evidence.chain;
  const std::string title = Escaped(words.Say("evidence.title"));
  std::string out =
      absl::StrCat("<!DOCTYPE html>\n<html lang=\"", words.language(),
                   "\">\n<head>\n<meta charset=\"utf-8\">\n<title>", title,
                   " – ", Escaped(chain.target()), "</title>\n<style>", kStyle,
                   "</style>\n</head>\n<body>\n<h1>", title, "</h1>\n",
                   StampOf(chain, words), ReasonsOf(chain, words));
  for (int i = 0; i < chain.certificates_size(); ++i) {
    out += SectionOf(evidence, i, words);
  }
  absl::StrAppend(&out, "<p>", Escaped(words.Say("evidence.how_to_check")),
                  "</p>\n</body>\n</html>\n");
  return out;
}

}  // namespace suyuan::ctl
