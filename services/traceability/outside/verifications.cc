#include "services/traceability/outside/verifications.h"

#include <algorithm>
#include <tuple>

#include "services/traceability/chain/resolution.h"
#include "services/traceability/inventory/selection.h"
#include "services/traceability/outside/mandatory_item.h"
#include "services/traceability/rules/context.h"

namespace suyuan::traceability {
namespace {

// Certificates about the instrument, each once.
std::vector<CertificateIndex> CertificatesOf(const Graph& graph,
                                             const InstrumentFacts& instrument,
                                             absl::Time known_at) {
  std::vector<ItemIndex> items;
  for (const uint32_t key : KeysOfRecord(graph, instrument.name, known_at)) {
    graph.ItemsByKey(key, items);
  }
  std::vector<CertificateIndex> out;
  for (const ItemIndex item : items) {
    out.push_back(graph.item(item).certificate);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool Counts(const Graph& graph, CertificateIndex c,
            const VerificationQuestion& question) {
  const CertificateRow& row = graph.certificate(c);
  const DayNumber day = row.work_end();
  return IsVerification(row.kind) && day != kNoDay && question.from <= day &&
         day <= question.to && graph.Known(c, question.known_at) &&
         !graph.Replaced(c, question.known_at) &&
         graph.VoidFrom(c, question.known_at) > day;
}

std::string KindOf(const Graph& graph, const CertificateRow& row) {
  if (row.results == 0) return "";
  return graph.kinds().kind(graph.result(row.first_result).kind).code;
}

// Whether a code names a division of the level.
bool Names(absl::string_view code, RegionLevel level) {
  if (code.size() < 6) return false;
  switch (level) {
    case RegionLevel::kProvince:
      return true;
    case RegionLevel::kPrefecture:
      return code.substr(2, 2) != "00";
    case RegionLevel::kCounty:
      return code.substr(2, 2) != "00" && code.substr(4, 2) != "00";
  }
  return false;
}

}  // namespace

Whereabouts WhereIs(absl::string_view instrument_division,
                    const StandardPlace& body, RegionLevel level) {
  if (!Names(instrument_division, level)) return Whereabouts::kUnknown;
  if (body.abroad) return Whereabouts::kOutside;
  const Zone zone = ZoneOf(instrument_division, body.division);
  if (zone == Zone::kUnknown) return Whereabouts::kUnknown;
  const Zone farthest = level == RegionLevel::kProvince     ? Zone::kRegion
                        : level == RegionLevel::kPrefecture ? Zone::kPrefecture
                                                            : Zone::kCounty;
  return zone <= farthest ? Whereabouts::kInside : Whereabouts::kOutside;
}

std::vector<Verification> MandatoryVerificationsOf(
    const Graph& graph, const std::vector<const CatalogueFacts*>& catalogues,
    const InstrumentFacts& instrument, const VerificationQuestion& question) {
  std::vector<Verification> out;
  for (const CertificateIndex c :
       CertificatesOf(graph, instrument, question.known_at)) {
    if (!Counts(graph, c, question)) continue;
    const CertificateRow& row = graph.certificate(c);
    Verification one{.certificate = c, .day = row.work_end()};
    if (!InForce(instrument.period, one.day)) continue;
    const CatalogueItemFacts* item =
        MandatoryItemOf(catalogues, instrument, one.day);
    if (item == nullptr) continue;
    one.catalogue_item = item->id;
    one.kind_code = KindOf(graph, row);
    one.issuer = graph.ResolveParty(row.issuer, question.known_at);
    if (one.issuer != nullptr) one.issuer_place = PlaceOf(*one.issuer);
    const std::string issuer = one.issuer == nullptr ? "" : one.issuer->name;
    if ((!question.issuer.empty() && question.issuer != issuer) ||
        (!question.kind_code.empty() && question.kind_code != one.kind_code)) {
      continue;
    }
    one.where = WhereIs(instrument.division, one.issuer_place, question.level);
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end(),
            [&graph](const Verification& a, const Verification& b) {
              const auto name = [&graph](const Verification& v) {
                return graph.text(graph.certificate(v.certificate).name);
              };
              return std::tuple(a.day, name(a)) < std::tuple(b.day, name(b));
            });
  return out;
}

}  // namespace suyuan::traceability
