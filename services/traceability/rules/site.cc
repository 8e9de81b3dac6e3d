#include "services/traceability/rules/site.h"

#include <algorithm>

namespace suyuan::traceability {
namespace {

const SiteFacts* SiteOf(const Graph& graph, const InstitutionFacts& issuer,
                        const CertificateRow& row) {
  if (row.place_text != kNoText) {
    const absl::string_view printed = graph.text(row.place_text);
    for (const SiteFacts& site : issuer.sites) {
      if (std::find(site.names.begin(), site.names.end(), printed) !=
          site.names.end()) {
        return &site;
      }
    }
  }
  const bool the_only_one =
      row.place == Place::kLaboratory && issuer.sites.size() == 1;
  return the_only_one ? &issuer.sites.front() : nullptr;
}

bool Elsewhere(Place place) {
  return place == Place::kCustomer || place == Place::kCustomerBranch ||
         place == Place::kOther;
}

bool Names(const ScopeRowFacts& row, const SiteFacts& site) {
  return std::find(row.sites.begin(), row.sites.end(), site.id) !=
         row.sites.end();
}

}  // namespace

Finding JudgeSite(const RuleContext& context, const InstitutionFacts* issuer,
                  CertificateIndex certificate,
                  const std::vector<const ScopeRowFacts*>& rows) {
  Finding found = Found(context, Rule::kV10, Outcome::kNotApplicable);
  const bool bound =
      std::all_of(rows.begin(), rows.end(),
                  [](const ScopeRowFacts* r) { return !r->sites.empty(); });
  if (issuer == nullptr || rows.empty() || !bound) return found;
  const CertificateRow& row = context.graph.certificate(certificate);
  const SiteFacts* site = SiteOf(context.graph, *issuer, row);
  Explain(context, found, "place", context.graph.text(row.place_text));
  if (site == nullptr) {
    found.outcome = Elsewhere(row.place) ? Outcome::kBroken : Outcome::kUnknown;
    return found;
  }
  Explain(context, found, "site", site->id);
  const bool named =
      std::any_of(rows.begin(), rows.end(),
                  [&](const ScopeRowFacts* r) { return Names(*r, *site); });
  found.outcome = named ? Outcome::kHeld : Outcome::kBroken;
  return found;
}

}  // namespace suyuan::traceability
