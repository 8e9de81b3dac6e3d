// The lists of reference data: the same in every registry, so no token of a
// write matters to them.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/base/status.h"
#include "libs/divisions/division.h"
#include "libs/metrology/identifiers.h"
#include "libs/metrology/named_unit.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/metrology/si_reference_point.h"
#include "libs/rpc/fields.h"
#include "services/registry/transport/query_methods.h"

namespace suyuan::registry {
namespace {

using metrology::v1::LocalizedText;

// What stands on one page of a list that is ordered by code.
template <typename Item>
struct CodePage {
  std::vector<const Item*> items;
  bool is_last = true;
};

template <typename Item>
CodePage<Item> PageAfter(const std::vector<const Item*>& by_code,
                         absl::string_view after, int size) {
  CodePage<Item> page;
  for (const Item* item : by_code) {
    if (item->code <= after) continue;
    if (page.items.size() == static_cast<size_t>(size)) {
      page.is_last = false;
      break;
    }
    page.items.push_back(item);
  }
  return page;
}

template <typename Item>
std::vector<const Item*> ByCode(absl::Span<const Item> items) {
  std::vector<const Item*> sorted;
  for (const Item& item : items) sorted.push_back(&item);
  std::sort(sorted.begin(), sorted.end(),
            [](const Item* a, const Item* b) { return a->code < b->code; });
  return sorted;
}

void SetTitle(absl::string_view zh, absl::string_view en,
              LocalizedText& title) {
  if (!zh.empty()) (*title.mutable_texts())["zh"] = std::string(zh);
  if (!en.empty()) (*title.mutable_texts())["en"] = std::string(en);
}

void Fill(const metrology::QuantityKind& kind, proto::QuantityKindInfo& out) {
  out.set_code(std::string(kind.code));
  SetTitle(kind.name_zh, kind.name_en, *out.mutable_title());
  out.set_unit(std::string(kind.si_unit));
  out.set_uri(metrology::PersistentIdentifierOf(kind));
}

void Fill(const metrology::NamedUnit& unit, proto::UnitInfo& out) {
  out.set_code(unit.code);
  SetTitle(unit.name_zh, unit.name_en, *out.mutable_title());
  out.set_symbol(unit.symbol);
  out.set_base_units(unit.base_units);
  out.set_factor(unit.factor);
  out.set_legal(unit.standing == metrology::LegalStanding::kLegal);
  out.set_uri(unit.uri);
}

void Fill(const divisions::Division& division, proto::Division& out) {
  out.set_code(std::string(division.code));
  SetTitle(division.name_zh, division.name_en, *out.mutable_title());
  out.set_parent(divisions::ParentCode(division.code));
  if (!division.point.has_value()) return;
  out.set_latitude(division.point->latitude);
  out.set_longitude(division.point->longitude);
}

// Answers a page of `by_code`; `add` makes room for an item in the response.
template <typename Item, typename Request, typename Response, typename Add>
absl::Status Answer(const std::vector<const Item*>& by_code,
                    const sql::PageTokens& tokens, const Request& request,
                    const rpc::Call& call, Response& response, Add add) {
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  const std::string of = TokenQuery(call, request);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens.Read(of, request.page_token()));
  const auto page =
      PageAfter(by_code, cursor.empty() ? "" : cursor[0].text(), size);
  for (const Item* item : page.items) Fill(*item, *add());
  if (!page.is_last) {
    response.set_next_page_token(
        tokens.Make(of, {sql::Value(std::string(page.items.back()->code))}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status QueryMethods::ListQuantityKinds(
    const proto::ListQuantityKindsRequest& request,
    proto::ListQuantityKindsResponse& response, const rpc::Call& call) const {
  return Answer(ByCode(metrology::QuantityKinds()), tokens_, request, call,
                response, [&] { return response.add_quantity_kinds(); });
}

absl::Status QueryMethods::ListUnits(const proto::ListUnitsRequest& request,
                                     proto::ListUnitsResponse& response,
                                     const rpc::Call& call) const {
  return Answer(ByCode(metrology::NamedUnits()), tokens_, request, call,
                response, [&] { return response.add_units(); });
}

absl::Status QueryMethods::ListDivisions(
    const proto::ListDivisionsRequest& request,
    proto::ListDivisionsResponse& response, const rpc::Call& call) const {
  std::vector<const divisions::Division*> listed;
  if (request.parent().empty()) {
    listed = ByCode(divisions::Divisions());
  } else if (divisions::FindDivision(request.parent()) != nullptr) {
    listed = divisions::ChildrenOf(request.parent());
  } else {
    return InvalidField("parent", absl::StrCat("\"", request.parent(),
                                               "\" is no division that is "
                                               "listed here"));
  }
  return Answer(listed, tokens_, request, call, response,
                [&] { return response.add_divisions(); });
}

}  // namespace suyuan::registry
