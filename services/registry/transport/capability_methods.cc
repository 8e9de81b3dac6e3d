#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/status.h"
#include "libs/divisions/division.h"
#include "libs/metrology/quantity_kind.h"
#include "libs/rpc/fields.h"
#include "services/registry/capability/ranking.h"
#include "services/registry/convert/capability.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/scope.h"
#include "services/registry/records/in_force.h"
#include "services/registry/transport/institution_reader.h"
#include "services/registry/transport/query_methods.h"
#include "services/registry/transport/read_token.h"

namespace suyuan::registry {
namespace {

constexpr int kStep = 1000;

// A row that allows what is asked for, and where it stands among others.
struct Found {
  CapabilityRank rank;
  proto::CapabilityMatch match;
  // Where the row is done: sites of the institution; none: anywhere it works.
  std::vector<std::string> sites;
};

// The terms by one of which a scope is found that may allow the kind: each code
// of the same kind, and rows of any.
std::vector<IndexTerm> TermsOf(absl::string_view scope,
                               absl::string_view kind) {
  std::vector<IndexTerm> terms = {
      {std::string(kAnyKindTerm), std::string(kAnyKindValue)}};
  for (const metrology::QuantityKind& each : metrology::QuantityKinds()) {
    if (metrology::CanonicalKind(each.code) == metrology::CanonicalKind(kind)) {
      terms.push_back(
          {absl::StrCat(scope, ".kind.code"), std::string(each.code)});
    }
  }
  return terms;
}

// The lists that together hold every record whose scope may allow it.
std::vector<ScanQuery> ScansOf(const CapabilitySearch& search) {
  std::vector<ScanQuery> scans;
  ScanQuery scan;
  scan.as_of = search.day;
  scan.page_size = kStep;
  scan.kind = RecordKind::kCompetence;
  for (const IndexTerm& term : TermsOf("scope", search.question.kind)) {
    scan.terms = {{term, false}};
    scans.push_back(scan);
  }
  scan.kind = RecordKind::kStandard;
  for (const IndexTerm& term : TermsOf("services", search.question.kind)) {
    for (const char* level : {"PUBLIC_HIGHEST", "PUBLIC_SUBORDINATE"}) {
      scan.terms = {{term, false}, {{"level", level}, false}};
      scans.push_back(scan);
    }
  }
  return scans;
}

// Whether it holds where the instrument is, as far as that is known.
bool HoldsThere(const CapabilitySource& source,
                const CapabilitySearch& search) {
  return source.region.empty() || search.division.empty() ||
         divisions::LiesWithin(search.division, source.region);
}

// Looks for everybody who can; used once.
class CapabilityFinder {
 public:
  CapabilityFinder(const RecordBook& book, const CapabilitySearch& search,
                   const Deadline& deadline)
      : book_(book),
        search_(search),
        deadline_(deadline),
        institutions_(book, deadline) {}

  // All, in order. O(records whose scope names the kind).
  absl::StatusOr<std::vector<Found>> Find();

 private:
  absl::Status Scan(ScanQuery query);
  template <typename Message>
  void AddRows(const Message& message);
  // Says who it is and how far; false where the institution does not count.
  absl::StatusOr<bool> Place(Found& found);

  const RecordBook& book_;
  const CapabilitySearch& search_;
  const Deadline& deadline_;
  InstitutionReader institutions_;
  std::set<std::string> seen_;
  std::vector<Found> found_;
};

absl::StatusOr<std::vector<Found>> CapabilityFinder::Find() {
  for (const ScanQuery& scan : ScansOf(search_)) {
    SUYUAN_RETURN_IF_ERROR(Scan(scan));
  }
  std::vector<Found> placed;
  for (Found& found : found_) {
    SUYUAN_ASSIGN_OR_RETURN(const bool counts, Place(found));
    if (counts) placed.push_back(std::move(found));
  }
  std::sort(placed.begin(), placed.end(),
            [](const Found& a, const Found& b) { return a.rank < b.rank; });
  return placed;
}

absl::Status CapabilityFinder::Scan(ScanQuery query) {
  const auto look = [&](const Record& record) -> absl::StatusOr<bool> {
    SUYUAN_RETURN_IF_ERROR(deadline_.Check());
    if (!seen_.insert(record.name).second) return false;
    if (record.kind == RecordKind::kStandard) {
      AddRows(ToMessage<proto::Standard>(record));
    } else {
      AddRows(ToMessage<proto::Competence>(record));
    }
    return false;
  };
  do {
    SUYUAN_ASSIGN_OR_RETURN(const ScanPage page,
                            book_.Scan(query, look, deadline_));
    query.after_name = page.next_after_name;
  } while (!query.after_name.empty());
  return absl::OkStatus();
}

template <typename Message>
void CapabilityFinder::AddRows(const Message& message) {
  const std::optional<CapabilitySource> source = CapabilitySourceOf(message);
  if (!source.has_value() || !HoldsThere(*source, search_)) return;
  const std::optional<SourceInForce> in_force =
      InForceOn(search_.day, source->facts);
  if (!in_force.has_value()) return;
  for (int i = 0; i < source->rows->size(); ++i) {
    const proto::ScopeRow& row = source->rows->Get(i);
    ScopeRow read = ScopeRowOf(row);
    if (read.services.empty()) read.services = source->services;
    const std::optional<ScopeMatch> fits = MatchScope(search_.question, read);
    if (!fits.has_value()) continue;
    Found found;
    found.rank = {fits->is_partial, std::nullopt, fits->expanded_uncertainty,
                  source->holder,   source->name, i};
    found.match.set_institution(source->holder);
    found.match.set_source(source->name);
    found.match.set_row_index(i);
    *found.match.mutable_row() = row;
    if (fits->expanded_uncertainty.has_value()) {
      found.match.set_expanded_uncertainty(
          absl::StrFormat("%.6g", *fits->expanded_uncertainty));
    }
    if (in_force->to.has_value()) {
      found.match.set_in_force_to(rpc::DayText(*in_force->to));
    }
    found.sites.assign(row.sites().begin(), row.sites().end());
    if (found.sites.empty() && !source->site.empty()) {
      found.sites = {source->site};
    }
    found_.push_back(std::move(found));
  }
}

absl::StatusOr<bool> CapabilityFinder::Place(Found& found) {
  SUYUAN_ASSIGN_OR_RETURN(const proto::Institution* institution,
                          institutions_.Find(found.match.institution()));
  if (institution == nullptr) return false;
  const Standing standing = StandingOn(
      search_.day, PeriodOf(institution->period()), SpellsOf(*institution));
  if (standing.state != Standing::State::kInForce) return false;
  const NearestWorkplace nearest = NearestOf(
      WorkplacesFor(found.sites, WorkplacesOf(*institution)), search_.origin);
  if (search_.within_kilometres > 0 &&
      !(nearest.kilometres.has_value() &&
        *nearest.kilometres <= search_.within_kilometres)) {
    return false;
  }
  *found.match.mutable_title() = institution->title();
  found.match.set_site(nearest.site);
  found.rank.kilometres = nearest.kilometres;
  if (nearest.kilometres.has_value()) {
    found.match.set_kilometres(*nearest.kilometres);
  }
  return true;
}

std::vector<sql::Value> ToCursor(const CapabilityRank& rank) {
  return {rank.is_partial,  rank.kilometres, rank.expanded_uncertainty,
          rank.institution, rank.source,     rank.row};
}

CapabilityRank FromCursor(const std::vector<sql::Value>& cursor) {
  const auto real = [](const sql::Value& value) {
    return value.kind() == sql::Value::Kind::kReal ? std::optional(value.real())
                                                   : std::nullopt;
  };
  return {cursor[0].integer() != 0,
          real(cursor[1]),
          real(cursor[2]),
          std::string(cursor[3].text()),
          std::string(cursor[4].text()),
          cursor[5].integer()};
}

}  // namespace

absl::Status QueryMethods::FindCapability(
    const proto::FindCapabilityRequest& request,
    proto::FindCapabilityResponse& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(CheckReadToken(store_, request.token()));
  SUYUAN_ASSIGN_OR_RETURN(const CapabilitySearch search,
                          ToSearch(request, Today()));
  SUYUAN_ASSIGN_OR_RETURN(const int size, rpc::PageSize(request.page_size()));
  const std::string of = TokenQuery(call, request);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<sql::Value> cursor,
                          tokens_.Read(of, request.page_token()));
  SUYUAN_ASSIGN_OR_RETURN(
      std::vector<Found> all,
      CapabilityFinder(book_, search, call.deadline()).Find());
  auto next = all.begin();
  if (!cursor.empty()) {
    const CapabilityRank last = FromCursor(cursor);
    next = std::find_if(all.begin(), all.end(),
                        [&](const Found& found) { return last < found.rank; });
  }
  for (; next != all.end() && response.matches_size() < size; ++next) {
    *response.add_matches() = std::move(next->match);
  }
  if (next != all.end()) {
    response.set_next_page_token(
        tokens_.Make(of, ToCursor(std::prev(next)->rank)));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::registry
