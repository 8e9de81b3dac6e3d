#include "services/traceability/transport/inventory_asked.h"

#include <initializer_list>
#include <utility>

namespace suyuan::traceability {
namespace {

constexpr size_t kLongestText = 512;

}  // namespace

absl::StatusOr<Asked> ToAsked(const Profiles& profiles,
                              const v1::InventoryQuestion& question,
                              absl::Time now) {
  Asked asked;
  SUYUAN_ASSIGN_OR_RETURN(asked.profile, profiles.Find(question.profile()));
  SUYUAN_ASSIGN_OR_RETURN(asked.times,
                          TimesOf(question.as_of(), question.has_known_at(),
                                  question.known_at(), now));
  return asked;
}

absl::StatusOr<Selection> ToSelection(const v1::InstrumentSelection& message) {
  for (const auto& [field, text] :
       std::initializer_list<std::pair<const char*, const std::string&>>{
           {"selection.fleet", message.fleet()},
           {"selection.owner", message.owner()},
           {"selection.division", message.division()},
           {"selection.equipment_class", message.equipment_class()}}) {
    if (text.empty()) continue;
    SUYUAN_RETURN_IF_ERROR(rpc::CheckText(field, text, kLongestText));
  }
  return Selection{message.fleet(), message.owner(), message.division(),
                   message.equipment_class(),
                   static_cast<Purpose>(message.purpose())};
}

absl::StatusOr<DayNumber> DayOr(absl::string_view field,
                                const std::string& text, DayNumber otherwise) {
  SUYUAN_ASSIGN_OR_RETURN(const auto day, rpc::ParseOptionalDay(field, text));
  return day.has_value() ? ToDayNumber(*day) : otherwise;
}

std::string NextToken(const sql::PageTokens& tokens, const std::string& query,
                      const std::string& next) {
  return next.empty() ? "" : tokens.Make(query, {sql::Value(next)});
}

}  // namespace suyuan::traceability
