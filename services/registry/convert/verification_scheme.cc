#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/drafting.h"
#include "services/registry/convert/parts.h"
#include "services/registry/records/identifiers.h"

namespace suyuan::registry {
namespace {

using Scheme = proto::VerificationScheme;
// Tiers of the nodes by id.
using Tiers = absl::flat_hash_map<std::string, int>;

void CheckNumber(const FieldPath& path, const Scheme& message,
                 FieldErrors& errors) {
  CheckRequiredText(path, message.number(), errors);
  if (message.number().empty()) return;
  CheckStatus(path,
              CheckSpecificationNumber(
                  message.number(), SpecificationKind::kVerificationScheme, ""),
              errors);
}

// How well a box measures: of its own kind of quantity, or the scheme's.
void CheckNodeCapability(const FieldPath& path, const Scheme& message,
                         const proto::Capability& capability,
                         FieldErrors& errors) {
  CheckCapability(path, capability, errors);
  if (capability.has_kind()) return;
  FieldErrors none;
  CheckUnitFits(path / "range" / "unit", message.kind(),
                ReadUnit(path, capability.range().unit(), none), errors);
}

void CheckNode(const FieldPath& path, const Scheme& message,
               const Scheme::Node& node, FieldErrors& errors) {
  CheckRequiredText(path / "id", node.id(), errors);
  if (node.tier() < 0) {
    errors.Add(path / "tier", absl::StrCat(node.tier(), " is negative"));
  }
  CheckTitle(path / "title", node.title(), true, errors);
  if (node.has_capability()) {
    CheckNodeCapability(path / "capability", message, node.capability(),
                        errors);
  }
  CheckWords(path / "equipment_classes", node.equipment_classes(), errors);
  if (node.level() != proto::Standard::LEVEL_UNSPECIFIED &&
      !node.equipment_classes().empty()) {
    errors.Add(path / "level",
               "is given beside equipment_classes; a box is of standards or of "
               "working instruments");
  }
}

Tiers ReadNodes(const FieldPath& path, const Scheme& message,
                FieldErrors& errors) {
  CheckAtLeast(path, message.nodes_size(), 2, errors);
  Tiers tiers;
  for (int i = 0; i < message.nodes_size(); ++i) {
    const Scheme::Node& node = message.nodes(i);
    CheckNode(path[i], message, node, errors);
    if (node.id().empty() || tiers.emplace(node.id(), node.tier()).second) {
      continue;
    }
    errors.Add(path[i] / "id",
               absl::StrCat(Quoted(node.id()), " is the id of two nodes"));
  }
  return tiers;
}

// False where it names no node.
bool CheckEnd(const FieldPath& path, const std::string& id, const Tiers& tiers,
              FieldErrors& errors) {
  if (tiers.contains(id)) return true;
  errors.Add(path, id.empty()
                       ? "is required"
                       : absl::StrCat(Quoted(id), " is the id of no node"));
  return false;
}

// A step leads to a lower tier, so steps make no circle.
void CheckEdge(const FieldPath& path, const Scheme::Edge& edge,
               const Tiers& tiers, FieldErrors& errors) {
  const bool has_from = CheckEnd(path / "from", edge.from(), tiers, errors);
  const bool has_to = CheckEnd(path / "to", edge.to(), tiers, errors);
  if (has_from && has_to && tiers.at(edge.to()) <= tiers.at(edge.from())) {
    errors.Add(
        path / "to",
        absl::StrCat(Quoted(edge.to()), " is of tier ", tiers.at(edge.to()),
                     ", not below tier ", tiers.at(edge.from()), " of ",
                     Quoted(edge.from())));
  }
  CheckOptionalText(path / "method", edge.method(), errors);
  if (edge.has_ratio()) CheckRatio(path / "ratio", edge.ratio(), errors);
}

void CheckEdges(const FieldPath& path, const Scheme& message,
                const Tiers& tiers, FieldErrors& errors) {
  CheckCount(path, message.edges_size(), errors);
  absl::flat_hash_set<std::pair<std::string, std::string>> steps;
  for (int i = 0; i < message.edges_size(); ++i) {
    const Scheme::Edge& edge = message.edges(i);
    CheckEdge(path[i], edge, tiers, errors);
    if (steps.emplace(edge.from(), edge.to()).second) continue;
    errors.Add(path[i],
               absl::StrCat("is the second step from ", Quoted(edge.from()),
                            " to ", Quoted(edge.to())));
  }
}

// Whatever is not at the top has its value from somewhere.
void CheckReached(const FieldPath& path, const Scheme& message,
                  FieldErrors& errors) {
  absl::flat_hash_set<std::string> reached;
  for (const Scheme::Edge& edge : message.edges()) reached.insert(edge.to());
  for (int i = 0; i < message.nodes_size(); ++i) {
    const Scheme::Node& node = message.nodes(i);
    if (node.tier() <= 0 || node.id().empty() || reached.contains(node.id())) {
      continue;
    }
    errors.Add(path[i], absl::StrCat("no step leads to ", Quoted(node.id()),
                                     " of tier ", node.tier()));
  }
}

void FindByAll(const Scheme& message, Drafting& drafting) {
  drafting.FindByNumber("number", message.number());
  drafting.FindByTitle("title", message.title());
  drafting.FindBy("kind.code", message.kind().code());
  drafting.FindByNumber("superseded_by", message.superseded_by());
  for (const Scheme::Node& node : message.nodes()) {
    drafting.SearchByTitle(node.title());
    for (const std::string& equipment : node.equipment_classes()) {
      drafting.FindBy("nodes.equipment_classes", equipment);
    }
  }
}

}  // namespace

absl::StatusOr<Draft> ToDraft(const proto::VerificationScheme& message) {
  Drafting drafting(message);
  const FieldPath& path = drafting.path;
  FieldErrors& errors = drafting.errors;
  CheckNumber(path / "number", message, errors);
  CheckTitle(path / "title", message.title(), true, errors);
  CheckRequiredKind(path / "kind", message.kind(), std::nullopt, errors);
  const Tiers tiers = ReadNodes(path / "nodes", message, errors);
  CheckEdges(path / "edges", message, tiers, errors);
  CheckReached(path / "nodes", message, errors);
  CheckOptionalText(path / "superseded_by", message.superseded_by(), errors);
  const Period period = ReadPeriod(path / "period", message.period(), errors);
  FindByAll(message, drafting);
  drafting.Identify(path / "number", "number", message.number(),
                    {text::NormaliseIdentifier(message.number())});
  return std::move(drafting).Finish(period);
}

template <>
absl::Span<const absl::string_view>
IndexedFieldsOf<proto::VerificationScheme>() {
  static constexpr absl::string_view kFields[] = {"number", "title",
                                                  "kind.code", "superseded_by",
                                                  "nodes.equipment_classes"};
  return kFields;
}

}  // namespace suyuan::registry
