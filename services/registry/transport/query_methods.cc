#include "services/registry/transport/query_methods.h"

#include <utility>
#include <vector>

#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/metrology/calendar.h"
#include "libs/rpc/fields.h"
#include "libs/text/search_tokens.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/record_type.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

// Each kind that is asked for, once; all but persons where none is.
absl::StatusOr<std::vector<RecordKind>> KindsAsked(
    const proto::SearchRecordsRequest& request) {
  std::vector<RecordKind> kinds;
  for (int i = 0; i < request.types_size(); ++i) {
    const std::optional<RecordKind> kind = ToRecordKind(request.types(i));
    if (!kind.has_value()) {
      return InvalidField(absl::StrCat("types[", i, "]"),
                          "is no kind of record; leave the list empty for all");
    }
    kinds.push_back(*kind);
  }
  if (!kinds.empty()) return kinds;
  for (const RecordKind kind : kRecordKinds) {
    if (kind != RecordKind::kPerson) kinds.push_back(kind);
  }
  return kinds;
}

}  // namespace

QueryMethods::QueryMethods(const RecordBook& book, const RecordStore& store,
                           const Clock& clock, std::string secret)
    : book_(book),
      store_(store),
      clock_(clock),
      tokens_(crypto::HmacSha256With(std::move(secret))) {}

absl::CivilDay QueryMethods::Today() const {
  return metrology::LegalDay(clock_.Now());
}

absl::StatusOr<absl::CivilDay> QueryMethods::DayAsked(
    absl::string_view field, absl::string_view text) const {
  SUYUAN_ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> day,
                          rpc::ParseOptionalDay(field, text));
  return day.value_or(Today());
}

absl::Status QueryMethods::SearchRecords(
    const proto::SearchRecordsRequest& request,
    proto::SearchRecordsResponse& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SearchQuery query;
  query.text = request.query();
  if (text::QueryTokens(query.text).empty()) {
    return InvalidField("query", "holds no letter or digit to search for");
  }
  SUYUAN_ASSIGN_OR_RETURN(query.kinds, KindsAsked(request));
  SUYUAN_ASSIGN_OR_RETURN(query.as_of,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  SUYUAN_ASSIGN_OR_RETURN(query.page_size, rpc::PageSize(request.page_size()));
  const std::string of = TokenQuery(call, request);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(of, request.page_token()));
  if (!cursor.empty()) query.after_name = std::string(cursor[0].text());
  SUYUAN_ASSIGN_OR_RETURN(const ScanPage page,
                          book_.Search(query, call.deadline()));
  for (const Record& record : page.records) {
    *response.add_records() = ToAnyMessage(record);
  }
  if (!page.next_after_name.empty()) {
    response.set_next_page_token(
        tokens_.Make(of, {sql::Value(page.next_after_name)}));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
