#include "services/certificates/checks/numbers.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/checks/json_memory.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostPairs = 10;

std::string DayText(const std::optional<absl::CivilDay>& day) {
  return day.has_value() ? metrology::FormatDate(*day) : "";
}

std::string TextOf(const std::optional<metrology::Decimal>& number) {
  return number.has_value() ? number->text() : "";
}

// What a person would call another content: days, items and results.
std::string ContentOf(const CheckedCertificate& c) {
  std::vector<std::string> parts = {DayText(c.begin), DayText(c.end),
                                    DayText(c.issued), DayText(c.valid_to)};
  for (const CheckedItem& item : c.items) {
    parts.insert(parts.end(), {item.artefact.maker, item.artefact.model,
                               item.artefact.serial});
  }
  for (const CheckedResult& result : c.results) {
    parts.insert(parts.end(), {TextOf(result.value), TextOf(result.indication),
                               TextOf(result.error), result.uncertainty_text,
                               result.is_failed ? "failed" : ""});
  }
  return ShortKey(parts);
}

json ToJson(const NumberedCertificate& n) {
  return json::array(
      {n.certificate, n.issuer, n.content, DayText(n.valid_to), n.artefacts});
}

NumberedCertificate FromJson(const json& j) {
  NumberedCertificate n{j[0], j[1], j[2], std::nullopt,
                        j[4].get<std::vector<std::string>>()};
  const absl::StatusOr<absl::CivilDay> day =
      metrology::ParseDate(j[3].get_ref<const std::string&>());
  if (day.ok()) n.valid_to = *day;
  return n;
}

}  // namespace

absl::StatusOr<std::vector<NumberedCertificate>> WithNumber(
    Memory& memory, const std::string& number) {
  std::vector<NumberedCertificate> all;
  if (number.empty()) return all;
  SUYUAN_ASSIGN_OR_RETURN(
      const json state, RecallJson(memory, Shelf::kNumber, ShortKey({number})));
  for (const json& one : state) all.push_back(FromJson(one));
  return all;
}

absl::Status RememberNumber(const CheckedCertificate& c, Memory& memory) {
  if (c.number.empty()) return absl::OkStatus();
  const std::string key = ShortKey({c.number});
  SUYUAN_ASSIGN_OR_RETURN(json state, RecallJson(memory, Shelf::kNumber, key));
  if (state.is_null()) state = json::array();
  if (state.size() >= kMostOfOneNumber) return absl::OkStatus();
  NumberedCertificate n{
      c.id.text(), c.IssuerKey(), ContentOf(c), c.valid_to, {}};
  for (const CheckedItem& item : c.items) {
    if (n.artefacts.size() >= kMostOfOneNumber) break;
    for (std::string& artefact : item.artefact.Keys()) {
      n.artefacts.push_back(std::move(artefact));
    }
  }
  state.push_back(ToJson(n));
  RememberJson(memory, Shelf::kNumber, key, state);
  return absl::OkStatus();
}

absl::StatusOr<std::optional<NumberedCertificate>> CitedBy(
    const CheckedReference& reference, Memory& memory) {
  const std::string issuer = IssuerKeyOf(reference.issuer);
  for (const std::string& number : reference.certificate_numbers) {
    SUYUAN_ASSIGN_OR_RETURN(std::vector<NumberedCertificate> all,
                            WithNumber(memory, number));
    if (!issuer.empty()) {
      all.erase(std::remove_if(
                    all.begin(), all.end(),
                    [&issuer](const auto& n) { return n.issuer != issuer; }),
                all.end());
    }
    if (all.size() == 1) return std::move(all.front());
  }
  return std::nullopt;
}

std::string PairSubject(const CertificateId& a, const CertificateId& b) {
  return absl::StrCat(std::min(a, b).text(), " ", std::max(a, b).text());
}

absl::StatusOr<std::vector<Finding>> CheckUniqueNumber(
    const CheckedCertificate& c, Memory& memory) {
  std::vector<Finding> found;
  if (c.same_key.empty()) return found;
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<NumberedCertificate> held,
                          WithNumber(memory, c.number));
  const std::string content = ContentOf(c);
  for (const CertificateId& other : c.same_key) {
    if (found.size() == kMostPairs) break;
    const auto is_same = [&](const NumberedCertificate& n) {
      return n.certificate == other.text() && n.content == content;
    };
    const bool same = std::any_of(held.begin(), held.end(), is_same);
    Finding finding = FindingOn(c, "V22", PairSubject(c.id, other),
                                same ? FindingKind::kHard : FindingKind::kCross,
                                same ? Severity::kMajor : Severity::kBlocker);
    finding.certificates.push_back(other);
    finding.figures = {FigureOf("content", same ? "same" : "different"),
                       FigureOf("documents_of_this_number",
                                static_cast<double>(c.same_key.size() + 1))};
    found.push_back(std::move(finding));
  }
  return found;
}

}  // namespace suyuan::certificates::checks
