#include "services/traceability/drift/component_check.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_join.h"
#include "services/traceability/chain/resolution.h"

namespace suyuan::traceability {
namespace {

bool InService(const ComponentFacts& component, DayNumber as_of) {
  return !component.put_into_service ||
         ToDayNumber(component.put_into_service) <= as_of;
}

// Whether one of the numbers is of a component of the list.
bool IsListed(const Graph& graph, const StandardFacts& standard,
              absl::Span<const uint32_t> identifications) {
  for (const TextId id : identifications) {
    const absl::string_view text = graph.text(id);
    for (const ComponentFacts& component : standard.components) {
      const auto& listed = component.artefact.identifications;
      if (std::find(listed.begin(), listed.end(), text) != listed.end()) {
        return true;
      }
    }
  }
  return false;
}

std::string Listed(const StandardFacts& standard) {
  std::vector<std::string> out;
  for (const ComponentFacts& component : standard.components) {
    out.insert(out.end(), component.printed_identifications.begin(),
               component.printed_identifications.end());
  }
  return absl::StrJoin(out, ", ");
}

std::string Texts(const Graph& graph, absl::Span<const uint32_t> ids) {
  return absl::StrJoin(ids, ", ", [&](std::string* out, TextId id) {
    out->append(std::string(graph.text(id)));
  });
}

bool ReplacedAfter(const StandardFacts& standard, DayNumber day) {
  return std::any_of(standard.replacements.begin(), standard.replacements.end(),
                     [day](const Day& d) { return d && ToDayNumber(d) > day; });
}

// Items of the certificate that have one of the keys.
std::vector<ItemIndex> ItemsWith(const Graph& graph,
                                 const ComponentCertificate& own) {
  std::vector<ItemIndex> out;
  const CertificateRow& row = graph.certificate(own.certificate);
  for (uint32_t i = 0; i < row.items; ++i) {
    const ItemIndex item = row.first_item + i;
    const auto keys = graph.list(graph.item(item).keys);
    if (std::any_of(keys.begin(), keys.end(), [&](uint32_t key) {
          return std::find(own.keys.begin(), own.keys.end(), key) !=
                 own.keys.end();
        })) {
      out.push_back(item);
    }
  }
  return out;
}

// The last use of the standard up to the day in which a reference says what was
// used; kNone.
ReferenceIndex LastNamedUse(const Graph& graph, const StandardFacts& standard,
                            DayNumber as_of, absl::Time known_at) {
  std::vector<ReferenceIndex> citing;
  graph.CitingRecord(standard.name, citing);
  ReferenceIndex last = kNone;
  DayNumber last_day = kNoDay;
  for (const ReferenceIndex r : citing) {
    const ReferenceRow& reference = graph.reference(r);
    const DayNumber day = graph.certificate(reference.certificate).work_end();
    if (day == kNoDay || day > as_of || day <= last_day ||
        reference.identifications.size == 0 ||
        !graph.Known(reference.certificate, known_at)) {
      continue;
    }
    last = r;
    last_day = day;
  }
  return last;
}

}  // namespace

std::vector<ComponentCertificate> CertificatesOf(const Graph& graph,
                                                 const StandardFacts& standard,
                                                 DayNumber as_of,
                                                 absl::Time known_at) {
  std::vector<ComponentCertificate> out;
  for (const ComponentFacts& component : standard.components) {
    if (!component.main || !InService(component, as_of)) continue;
    out.push_back(
        {&component, kNone, KeysOfComponent(graph, standard, component)});
  }
  if (out.empty()) {
    out.push_back(
        {nullptr, kNone, KeysOfRecord(graph, standard.name, known_at)});
  }
  for (ComponentCertificate& one : out) {
    one.certificate = NewestFor(graph, one.keys, as_of, known_at);
  }
  return out;
}

DriftFinding CheckOwnItem(const Graph& graph, const StandardFacts& standard,
                          const ComponentCertificate& own) {
  DriftFinding out{.aspect = DriftAspect::kItem,
                   .outcome = Outcome::kUnknown,
                   .certificate = own.certificate};
  out.inputs.emplace_back("components", Listed(standard));
  for (const ItemIndex item : ItemsWith(graph, own)) {
    const auto printed = graph.list(graph.item(item).identifications);
    if (printed.empty()) continue;
    if (out.outcome != Outcome::kBroken) {
      out.inputs.resize(1);
      out.inputs.emplace_back("on_certificate", Texts(graph, printed));
    }
    if (!IsListed(graph, standard, printed)) {
      out.outcome = Outcome::kBroken;
    } else if (out.outcome == Outcome::kUnknown) {
      out.outcome = Outcome::kHeld;
    }
  }
  const DayNumber day = graph.certificate(own.certificate).work_end();
  if (out.outcome == Outcome::kBroken && ReplacedAfter(standard, day)) {
    out.outcome = Outcome::kUnknown;
  }
  return out;
}

DriftFinding CheckUsedItem(const Graph& graph, const StandardFacts& standard,
                           DayNumber as_of, absl::Time known_at) {
  DriftFinding out{.aspect = DriftAspect::kItem,
                   .outcome = Outcome::kNotApplicable};
  const ReferenceIndex use = LastNamedUse(graph, standard, as_of, known_at);
  if (use == kNone) return out;
  const ReferenceRow& reference = graph.reference(use);
  out.certificate = reference.certificate;
  if (ReplacedAfter(standard, graph.certificate(out.certificate).work_end())) {
    return out;
  }
  const auto printed = graph.list(reference.identifications);
  out.inputs.emplace_back("components", Listed(standard));
  out.inputs.emplace_back("used", Texts(graph, printed));
  out.outcome =
      IsListed(graph, standard, printed) ? Outcome::kHeld : Outcome::kBroken;
  return out;
}

}  // namespace suyuan::traceability
