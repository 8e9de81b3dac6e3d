#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/divisions/division.h"
#include "libs/metrology/identifiers.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/due.h"
#include "services/registry/convert/record_holder.h"
#include "services/registry/transport/institution_reader.h"
#include "services/registry/transport/query_methods.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

using metrology::v1::LocalizedText;

// A review is applied for half a year before the end.
constexpr int kUsualDays = 180;
// How many records a page looks at.
constexpr int kMostLooks = 2000;

// What is asked for.
struct DueQuery {
  std::vector<DueReason> reasons;
  absl::CivilDay from;
  absl::CivilDay to;
  absl::CivilDay today;
  std::string holder;    // "": any
  std::string division;  // "": any
};

// Where something stands in the list.
struct DuePlace {
  std::string day;
  std::string name;
  std::string number;
  int64_t reason = 0;

  friend auto operator<=>(const DuePlace&, const DuePlace&) = default;
};

DuePlace PlaceOf(const proto::DueRecord& due) {
  return {due.last_day(), due.name(), due.number(), due.reason()};
}

std::vector<sql::Value> ToCursor(const DuePlace& place) {
  return {place.day, place.name, place.number, place.reason};
}

DuePlace FromCursor(const std::vector<sql::Value>& cursor) {
  return {std::string(cursor[0].text()), std::string(cursor[1].text()),
          std::string(cursor[2].text()), cursor[3].integer()};
}

absl::StatusOr<std::vector<DueReason>> ReasonsAsked(
    const proto::ListDueRecordsRequest& request) {
  std::vector<DueReason> reasons;
  for (int i = 0; i < request.reasons_size(); ++i) {
    const auto reason = ToDueReason(request.reasons(i));
    if (!reason.has_value()) {
      return InvalidField(absl::StrCat("reasons[", i, "]"),
                          "is no reason; leave the list empty for all");
    }
    reasons.push_back(*reason);
  }
  if (reasons.empty()) reasons.assign(kDueReasons.begin(), kDueReasons.end());
  return reasons;
}

absl::Status CheckHolder(const DueQuery& query) {
  if (query.holder.empty() ||
      (IsRecordName(query.holder) &&
       KindOfName(query.holder) == RecordKind::kInstitution)) {
    return absl::OkStatus();
  }
  return InvalidField("holder", absl::StrCat("is \"", query.holder,
                                             "\"; wanted institutions/{id}"));
}

absl::Status CheckDivisionAsked(const DueQuery& query) {
  if (query.division.empty()) return absl::OkStatus();
  const auto division = metrology::ParseDivision(query.division);
  if (division.ok()) return absl::OkStatus();
  return InvalidField("division", division.status().message());
}

absl::StatusOr<DueQuery> DueQueryOf(const proto::ListDueRecordsRequest& request,
                                    absl::CivilDay today) {
  DueQuery query;
  query.today = today;
  SUYUAN_ASSIGN_OR_RETURN(query.reasons, ReasonsAsked(request));
  SUYUAN_ASSIGN_OR_RETURN(const auto from,
                          rpc::ParseOptionalDay("from", request.from()));
  query.from = from.value_or(today);
  SUYUAN_ASSIGN_OR_RETURN(const auto to,
                          rpc::ParseOptionalDay("to", request.to()));
  query.to = to.value_or(query.from + kUsualDays);
  if (query.to < query.from) {
    return InvalidField(
        "to", absl::StrCat("is ", rpc::DayText(query.to), ", before ",
                           rpc::DayText(query.from), ", the first day"));
  }
  query.holder = request.holder();
  query.division = request.division();
  SUYUAN_RETURN_IF_ERROR(CheckHolder(query));
  SUYUAN_RETURN_IF_ERROR(CheckDivisionAsked(query));
  return query;
}

// A record, as far as what ends of it is listed.
struct Ending {
  std::vector<DueItem> items;
  LocalizedText title;  // empty where it has none of its own
  std::string holder;   // "" where it has none
};

Ending EndingOf(const Record& record) {
  return WithMessageOf(record.kind, [&](auto* none) {
    using Message = std::remove_pointer_t<decltype(none)>;
    const Message message = ToMessage<Message>(record);
    Ending ending;
    ending.items = DueItems(DueFactsOf(message));
    ending.holder = HolderOf(message, record.kind);
    if (const LocalizedText* title = TitleOf(message)) ending.title = *title;
    return ending;
  });
}

bool EndsLater(const Period& a, const Period& b) {
  return b.to.has_value() && (!a.to.has_value() || *b.to < *a.to);
}

proto::DueRecord ToProto(const DueItem& item, const std::string& name,
                         absl::CivilDay today) {
  proto::DueRecord due;
  due.set_name(name);
  due.set_reason(ToProto(item.reason));
  due.set_number(item.number);
  due.set_last_day(rpc::DayText(item.last_day));
  due.set_days_left(static_cast<int32_t>(item.last_day - today));
  return due;
}

// One page of the list. Used once.
class DuePage {
 public:
  DuePage(const RecordBook& book, const DueQuery& query, int size,
          const Deadline& deadline)
      : book_(book),
        query_(query),
        size_(static_cast<size_t>(size)),
        deadline_(deadline),
        institutions_(book, deadline) {}

  // What stands after a place.
  absl::Status Fill(const DuePlace& after);
  const std::vector<proto::DueRecord>& due() const { return due_; }
  // What the next page comes after; nullopt on the last.
  const std::optional<DuePlace>& next() const { return next_; }

 private:
  WalkQuery WalkAfter(const DuePlace& place) const;
  // Adds what of a record ends on a day, as far as it comes after `place`.
  absl::Status Add(const std::string& day, const std::string& name,
                   const DuePlace& place);
  absl::StatusOr<bool> IsWanted(const std::string& holder);
  bool IsAsked(DueReason reason) const;
  absl::StatusOr<LocalizedText> TitleFor(const Ending& ending);
  // Whether the years of a competence go on in another record.
  absl::StatusOr<bool> IsRenewed(const Record& record);
  // Whether the page is full and there is more; keeps `size_` and the place.
  bool IsOver();

  const RecordBook& book_;
  const DueQuery& query_;
  const size_t size_;
  const Deadline& deadline_;
  InstitutionReader institutions_;
  std::vector<proto::DueRecord> due_;
  std::optional<DuePlace> next_;
};

WalkQuery DuePage::WalkAfter(const DuePlace& place) const {
  WalkQuery walk;
  for (const RecordKind kind : kRecordKinds) {
    const bool has_reason = std::any_of(
        query_.reasons.begin(), query_.reasons.end(),
        [&](DueReason reason) { return KindOfDue(reason) == kind; });
    const std::string field(HolderFieldOf(kind));
    if (!has_reason || (field.empty() && !query_.holder.empty())) continue;
    walk.sources.push_back({kind, {}});
    if (query_.holder.empty()) continue;
    walk.sources.back().terms = {{field, query_.holder}};
  }
  walk.field = std::string(kDueTerm);
  walk.after_value = place.day;
  walk.after_name = place.name;
  walk.last_value = rpc::DayText(query_.to);
  walk.limit = static_cast<int>(size_) + 1;
  return walk;
}

absl::Status DuePage::Fill(const DuePlace& after) {
  // The page before may have broken off within a record.
  if (!after.name.empty()) {
    SUYUAN_RETURN_IF_ERROR(Add(after.day, after.name, after));
    if (IsOver()) return absl::OkStatus();
  }
  int looks = 0;
  WalkQuery walk = WalkAfter(after);
  while (true) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<WalkedTerm> terms,
                            book_.Walk(walk, deadline_));
    for (const WalkedTerm& term : terms) {
      SUYUAN_RETURN_IF_ERROR(Add(term.value, term.name, {}));
      if (IsOver()) return absl::OkStatus();
      if (++looks == kMostLooks) {
        next_ = {term.value, term.name, std::string(kAfterAll)};
        return absl::OkStatus();
      }
    }
    if (terms.size() < static_cast<size_t>(walk.limit)) return absl::OkStatus();
    walk.after_value = terms.back().value;
    walk.after_name = terms.back().name;
  }
}

bool DuePage::IsOver() {
  if (due_.size() <= size_) return false;
  due_.resize(size_);
  next_ = PlaceOf(due_.back());
  return true;
}

bool DuePage::IsAsked(DueReason reason) const {
  return std::find(query_.reasons.begin(), query_.reasons.end(), reason) !=
         query_.reasons.end();
}

absl::StatusOr<bool> DuePage::IsWanted(const std::string& holder) {
  if (query_.division.empty()) return true;
  SUYUAN_ASSIGN_OR_RETURN(const proto::Institution* institution,
                          institutions_.Find(holder));
  return institution != nullptr &&
         divisions::LiesWithin(institution->division(), query_.division);
}

absl::Status DuePage::Add(const std::string& day, const std::string& name,
                          const DuePlace& place) {
  SUYUAN_ASSIGN_OR_RETURN(const Record record,
                          book_.Find(name, std::nullopt, deadline_));
  const Ending ending = EndingOf(record);
  SUYUAN_ASSIGN_OR_RETURN(const bool is_wanted, IsWanted(ending.holder));
  if (!is_wanted) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(const bool is_renewed, IsRenewed(record));
  if (is_renewed) return absl::OkStatus();
  for (const DueItem& item : ending.items) {
    proto::DueRecord due = ToProto(item, name, query_.today);
    if (due.last_day() != day || !IsAsked(item.reason) ||
        PlaceOf(due) <= place) {
      continue;
    }
    due.set_holder(ending.holder);
    SUYUAN_ASSIGN_OR_RETURN(*due.mutable_title(), TitleFor(ending));
    due_.push_back(std::move(due));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> DuePage::IsRenewed(const Record& record) {
  if (record.kind != RecordKind::kCompetence) return false;
  const auto competence = ToMessage<proto::Competence>(record);
  if (competence.number().empty()) return false;
  ScanQuery query;
  query.kind = record.kind;
  query.terms = {
      {{"number", text::NormaliseIdentifier(competence.number())}, false},
      {{"holder", competence.holder()}, false}};
  SUYUAN_ASSIGN_OR_RETURN(
      const ScanPage later,
      book_.Scan(
          query,
          [&](const Record& other) -> absl::StatusOr<bool> {
            return EndsLater(other.period, record.period) &&
                   ToMessage<proto::Competence>(other).kind() ==
                       competence.kind();
          },
          deadline_));
  return !later.records.empty();
}

absl::StatusOr<LocalizedText> DuePage::TitleFor(const Ending& ending) {
  if (!ending.title.texts().empty()) return ending.title;
  SUYUAN_ASSIGN_OR_RETURN(const proto::Institution* holder,
                          institutions_.Find(ending.holder));
  return holder == nullptr ? LocalizedText() : holder->title();
}

}  // namespace

absl::Status QueryMethods::ListDueRecords(
    const proto::ListDueRecordsRequest& request,
    proto::ListDueRecordsResponse& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const DueQuery query, DueQueryOf(request, Today()));
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  const std::string of = TokenQuery(call, request);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(of, request.page_token()));
  DuePage page(book_, query, size, call.deadline());
  SUYUAN_RETURN_IF_ERROR(
      page.Fill(cursor.empty() ? DuePlace{rpc::DayText(query.from), "", "", 0}
                               : FromCursor(cursor)));
  for (const proto::DueRecord& due : page.due()) *response.add_due() = due;
  if (page.next().has_value()) {
    response.set_next_page_token(tokens_.Make(of, ToCursor(*page.next())));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
