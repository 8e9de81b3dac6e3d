#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/prefix.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/identity.h"
#include "services/registry/convert/record_type.h"
#include "services/registry/duplicates/double_registration.h"
#include "services/registry/duplicates/identity_files.h"
#include "services/registry/transport/query_methods.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

// How many files a page looks at before it is given, full or not.
constexpr int kMostLooks = 20000;
constexpr int kStep = 1000;

// Where a page begins.
struct LeadPlace {
  int64_t pass = 0;
  std::string after_file;  // "": the pass begins
  // Of the leads that are met next so many have been given.
  int64_t given = 0;
};

// What met under one part of their files.
struct Meeting {
  std::string part;
  std::vector<std::string> files;
  std::set<std::string> names;
};

// One page of the leads of a kind. Used once.
class LeadPage {
 public:
  LeadPage(const RecordBook& book, RecordKind kind, int size,
           const Deadline& deadline)
      : book_(book),
        kind_(kind),
        passes_(PassesOf(kind)),
        size_(static_cast<size_t>(size)),
        deadline_(deadline) {}

  absl::Status Fill(const LeadPlace& from);
  const std::vector<DoubleRegistration>& leads() const { return leads_; }
  // Where the next page begins; nullopt on the last.
  const std::optional<LeadPlace>& next() const { return next_; }

 private:
  const IdentityPass& PassOf(const LeadPlace& place) const {
    return passes_[static_cast<size_t>(place.pass)];
  }
  WalkQuery WalkFrom(const LeadPlace& place) const;
  // Both set next_ where the page ends with them.
  absl::Status WalkPass(LeadPlace place);
  absl::Status Close(const Meeting& meeting, LeadPlace& place);
  absl::StatusOr<std::vector<DoubleRegistration>> LeadsOf(
      const IdentityPass& pass, const Meeting& meeting) const;

  const RecordBook& book_;
  const RecordKind kind_;
  const std::vector<IdentityPass> passes_;
  const size_t size_;
  const Deadline& deadline_;
  int looks_ = 0;
  std::vector<DoubleRegistration> leads_;
  std::optional<LeadPlace> next_;
};

absl::Status LeadPage::Fill(const LeadPlace& from) {
  LeadPlace place = from;
  const auto passes = static_cast<int64_t>(passes_.size());
  for (; place.pass < passes && !next_.has_value();
       place = {place.pass + 1, "", 0}) {
    SUYUAN_RETURN_IF_ERROR(WalkPass(place));
  }
  return absl::OkStatus();
}

WalkQuery LeadPage::WalkFrom(const LeadPlace& place) const {
  const std::string prefix = PrefixOf(PassOf(place));
  WalkQuery walk;
  walk.sources = {{kind_, {}}};
  walk.field = std::string(kIdentityTerm);
  walk.after_value = place.after_file.empty() ? prefix : place.after_file;
  walk.after_name = absl::StrCat(CollectionOf(kind_), "/", kAfterAll);
  walk.last_value = absl::StrCat(prefix, kAfterAll);
  walk.limit = kStep;
  return walk;
}

// Those that meet stand together: their meeting is closed when another begins.
absl::Status LeadPage::WalkPass(LeadPlace place) {
  WalkQuery walk = WalkFrom(place);
  Meeting meeting;
  while (true) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<WalkedTerm> terms,
                            book_.Walk(walk, deadline_));
    for (const WalkedTerm& term : terms) {
      const absl::string_view part = MeetingPart(PassOf(place), term.value);
      if (part != meeting.part) {
        SUYUAN_RETURN_IF_ERROR(Close(meeting, place));
        if (next_.has_value()) return absl::OkStatus();
        meeting = {std::string(part), {}, {}};
      }
      meeting.files.push_back(term.value);
      meeting.names.insert(term.name);
      ++looks_;
    }
    if (terms.size() < static_cast<size_t>(kStep)) {
      return Close(meeting, place);
    }
    walk.after_value = terms.back().value;
    walk.after_name = terms.back().name;
  }
}

absl::Status LeadPage::Close(const Meeting& meeting, LeadPlace& place) {
  if (meeting.names.empty()) return absl::OkStatus();
  SUYUAN_ASSIGN_OR_RETURN(std::vector<DoubleRegistration> leads,
                          LeadsOf(PassOf(place), meeting));
  for (auto i = static_cast<size_t>(place.given); i < leads.size(); ++i) {
    if (leads_.size() == size_) {
      next_ = {place.pass, place.after_file, static_cast<int64_t>(i)};
      return absl::OkStatus();
    }
    leads_.push_back(std::move(leads[i]));
  }
  place = {place.pass, meeting.files.back(), 0};
  if (looks_ >= kMostLooks) next_ = place;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DoubleRegistration>> LeadPage::LeadsOf(
    const IdentityPass& pass, const Meeting& meeting) const {
  std::vector<DoubleRegistration> none;
  if (meeting.names.size() < 2 || meeting.names.size() > kMostFiled ||
      !CanMakeLead(pass, meeting.files)) {
    return none;
  }
  std::vector<IdentityFeatures> records;
  for (const std::string& name : meeting.names) {
    SUYUAN_ASSIGN_OR_RETURN(const Record record,
                            book_.Find(name, std::nullopt, deadline_));
    records.push_back(IdentityFeaturesOf(record));
  }
  return LeadsAt(kind_, pass, meeting.part, records);
}

absl::StatusOr<RecordKind> KindAsked(proto::RecordType type) {
  if (type == proto::RECORD_TYPE_UNSPECIFIED) return RecordKind::kInstrument;
  const std::optional<RecordKind> kind = ToRecordKind(type);
  if (kind.has_value() && !PassesOf(*kind).empty()) return *kind;
  return InvalidField(
      "type", absl::StrCat("is ", proto::RecordType_Name(type),
                           "; wanted instruments, standards, institutions or "
                           "reference materials"));
}

LeadPlace FromCursor(const std::vector<sql::Value>& cursor) {
  if (cursor.empty()) return {};
  return {cursor[0].integer(), std::string(cursor[1].text()),
          cursor[2].integer()};
}

proto::DoubleRegistration ToProto(const DoubleRegistration& lead) {
  proto::DoubleRegistration out;
  for (const std::string& name : lead.names) out.add_names(name);
  const SharedIdentityText& reason = TextOf(lead.reason);
  out.set_reason(std::string(reason.en));
  out.set_reason_code(std::string(reason.code));
  auto& explanation = *out.mutable_explanation()->mutable_texts();
  explanation["en"] = std::string(reason.en);
  explanation["zh"] = std::string(reason.zh);
  out.set_shared(lead.shared);
  out.set_strength(lead.strength);
  return out;
}

}  // namespace

absl::Status QueryMethods::ListDoubleRegistrations(
    const proto::ListDoubleRegistrationsRequest& request,
    proto::ListDoubleRegistrationsResponse& response,
    const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const RecordKind kind, KindAsked(request.type()));
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  const std::string of = TokenQuery(call, request);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(of, request.page_token()));
  LeadPage page(book_, kind, size, call.deadline());
  SUYUAN_RETURN_IF_ERROR(page.Fill(FromCursor(cursor)));
  for (const DoubleRegistration& lead : page.leads()) {
    *response.add_leads() = ToProto(lead);
  }
  if (page.next().has_value()) {
    response.set_next_page_token(tokens_.Make(
        of, {page.next()->pass, page.next()->after_file, page.next()->given}));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
