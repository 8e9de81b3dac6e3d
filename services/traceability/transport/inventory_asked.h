#ifndef SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_ASKED_H_
#define SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_ASKED_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "libs/sql/page_token.h"
#include "services/traceability/convert/question.h"
#include "services/traceability/inventory/selection.h"
#include "services/traceability/rules/profile.h"
#include "suyuan/traceability/v1/inventory.pb.h"

// What questions about many records have in common. INVALID_FIELD and
// INVALID_PAGE_TOKEN name what is wrong.

namespace suyuan::traceability {

inline constexpr rpc::PageSizes kInventoryPages{.usual = 100, .most = 1000};

// Rules, day and knowledge of a question.
struct Asked {
  const Profile* profile = nullptr;  // never null
  QuestionTimes times;
};
absl::StatusOr<Asked> ToAsked(const Profiles& profiles,
                              const v1::InventoryQuestion& question,
                              absl::Time now);

absl::StatusOr<Selection> ToSelection(const v1::InstrumentSelection& message);

// The day of a field; `otherwise` where it is empty.
absl::StatusOr<DayNumber> DayOr(absl::string_view field,
                                const std::string& text, DayNumber otherwise);

// What a page's token depends on: all of the request but the page.
template <typename Request>
std::string QueryOf(absl::string_view method, Request request) {
  request.clear_page_token();
  request.clear_page_size();
  request.mutable_question()->clear_token();
  return absl::StrCat(method, " ", request.SerializeAsString());
}

template <typename Request>
absl::StatusOr<Page> ToPage(const sql::PageTokens& tokens,
                            const std::string& query, const Request& request) {
  Page page;
  SUYUAN_ASSIGN_OR_RETURN(const int size,
                          rpc::PageSize(request.page_size(), kInventoryPages));
  page.size = static_cast<size_t>(size);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens.Read(query, request.page_token()));
  if (!cursor.empty()) page.after = std::string(cursor[0].text());
  return page;
}

// "" after the last page.
std::string NextToken(const sql::PageTokens& tokens, const std::string& query,
                      const std::string& next);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_TRANSPORT_INVENTORY_ASKED_H_
