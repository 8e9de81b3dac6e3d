#include "services/registry/transport/record_methods.h"

#include <vector>

#include "libs/metrology/calendar.h"
#include "services/registry/errors.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {

RecordMethods::RecordMethods(RecordBook& book, RecordStore& store,
                             const Clock& clock, std::string secret)
    : book_(book),
      store_(store),
      clock_(clock),
      tokens_(crypto::HmacSha256With(std::move(secret))) {}

absl::Status RecordMethods::CheckToken(const std::string& token) const {
  return CheckReadToken(store_, token);
}

absl::StatusOr<std::optional<absl::Time>> RecordMethods::KnownAt(
    bool given, const google::protobuf::Timestamp& known_at) {
  if (!given) return std::optional<absl::Time>();
  SUYUAN_ASSIGN_OR_RETURN(const absl::Time instant,
                          rpc::ParseInstant("known_at", known_at));
  return std::optional<absl::Time>(instant);
}

absl::Status RecordMethods::CheckName(absl::string_view field,
                                      absl::string_view name, RecordKind kind) {
  if (IsRecordName(name) && KindOfName(name) == kind) return absl::OkStatus();
  return InvalidField(field, absl::StrCat("is \"", name, "\"; wanted ",
                                          CollectionOf(kind), "/{id}"));
}

absl::Status CheckEnding(absl::CivilDay day, const Record& newest) {
  if (newest.period.from.has_value() && day < *newest.period.from) {
    return InvalidField("day",
                        absl::StrCat("is ", rpc::DayText(day), ", before ",
                                     rpc::DayText(*newest.period.from),
                                     ", the first day of ", newest.name));
  }
  if (newest.period.to.has_value() && day > *newest.period.to) {
    return InvalidField("day",
                        absl::StrCat("is ", rpc::DayText(day), ", after ",
                                     rpc::DayText(*newest.period.to),
                                     ", the last day of ", newest.name));
  }
  return absl::OkStatus();
}

absl::Status RecordMethods::GetInForce(const proto::GetInForceRequest& request,
                                       proto::Record& response,
                                       const rpc::Call& call) {
  if (!IsRecordName(request.name())) {
    return InvalidField("name", absl::StrCat("is \"", request.name(),
                                             "\"; wanted {collection}/{id}"));
  }
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const auto asked,
                          rpc::ParseOptionalDay("as_of", request.as_of()));
  const absl::CivilDay day = asked.value_or(metrology::LegalDay(clock_.Now()));
  SUYUAN_ASSIGN_OR_RETURN(const auto known_at,
                          KnownAt(request.has_known_at(), request.known_at()));
  SUYUAN_ASSIGN_OR_RETURN(
      const Record record,
      book_.Find(request.name(), known_at, call.deadline()));
  const Standing standing = WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    return StandingOn(day, record.period, SpellsOf(ToMessage<Message>(record)));
  });
  if (standing.state != Standing::State::kInForce) {
    return RecordNotInForce(record.name, day, standing);
  }
  response = ToAnyMessage(record);
  return absl::OkStatus();
}

absl::Status RecordMethods::ListHistory(
    const proto::ListHistoryRequest& request,
    proto::ListHistoryResponse& response, const rpc::Call& call) {
  if (!IsRecordName(request.name())) {
    return InvalidField("name", absl::StrCat("is \"", request.name(),
                                             "\"; wanted {collection}/{id}"));
  }
  SUYUAN_RETURN_IF_ERROR(CheckToken(request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  const std::string query = absl::StrCat("history ", request.name());
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(query, request.page_token()));
  const int64_t before = cursor.empty() ? 0 : cursor[0].integer();
  SUYUAN_ASSIGN_OR_RETURN(
      const std::vector<Record> revisions,
      book_.History(request.name(), before, size, call.deadline()));
  for (const Record& revision : revisions) {
    *response.add_revisions() = ToAnyMessage(revision);
  }
  if (!revisions.empty() && revisions.back().revision > 1) {
    response.set_next_page_token(
        tokens_.Make(query, {sql::Value(revisions.back().revision)}));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
