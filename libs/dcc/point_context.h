#ifndef LIBS_DCC_POINT_CONTEXT_H_
#define LIBS_DCC_POINT_CONTEXT_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/dcc/document.h"
#include "libs/dcc/points.h"

namespace suyuan::dcc {

// Inside libs/dcc: answers what stands at an element of the document and what
// holds for a quantity, from indexes made once. The document must outlive it.
class ScopeIndex {
 public:
  explicit ScopeIndex(const Document& document);

  // Indexes of the elements that stand directly in `scope`.
  const std::vector<int>& EquipmentIn(const Scope& scope) const;
  const std::vector<int>& MethodsIn(const Scope& scope) const;
  const std::vector<int>& StatementsIn(const Scope& scope) const;
  // Quantities anywhere in the statement, by the statement nearest to them.
  const std::vector<int>& QuantitiesOf(int statement) const;

  // The quantity, its lists, its result, its measurementResult and the
  // document, in this order.
  std::vector<Scope> Around(int quantity) const;

  // True where nothing but its place tells the context of the quantity, so
  // that all quantities of its parent may share one.
  bool IsPlain(int quantity) const;
  PointContext ContextOf(int quantity) const;

 private:
  using Lists = std::map<std::pair<ScopeKind, int>, std::vector<int>>;

  static const std::vector<int>& In(const Lists& lists, const Scope& scope);
  void AddItems(const std::vector<Scope>& around, PointContext& context) const;
  void AddEquipment(const std::vector<Scope>& around,
                    PointContext& context) const;
  std::vector<int> Named(const std::vector<std::string>& ids,
                         const absl::flat_hash_map<std::string, int>& by) const;
  Stage StageAt(const Scope& scope) const;

  const Document& document_;
  Lists equipment_, methods_, statements_, conditions_;
  absl::flat_hash_map<int, std::vector<int>> statement_quantities_;
  absl::flat_hash_map<std::string, int> items_by_id_, equipment_by_id_;
};

}  // namespace suyuan::dcc

#endif  // LIBS_DCC_POINT_CONTEXT_H_
