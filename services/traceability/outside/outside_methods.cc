#include "services/traceability/outside/outside_methods.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/divisions/division.h"
#include "libs/rpc/fields.h"
#include "services/traceability/outside/verifications.h"
#include "services/traceability/rules/context.h"
#include "services/traceability/transport/inventory_asked.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {
namespace {

using CountRequest = v1::CountOutsideVerificationsRequest;
using Group = v1::OutsideVerificationGroup;

// Instruments that are read at once where all are counted.
constexpr size_t kInstrumentsAtOnce = 500;

struct AskedVerifications {
  VerificationQuestion question;
  Selection selection;
  v1::RegionLevel level = v1::REGION_LEVEL_PROVINCE;
  absl::Time shown_known_at;
};

absl::StatusOr<RegionLevel> ToLevel(v1::RegionLevel level) {
  switch (level) {
    case v1::REGION_LEVEL_UNSPECIFIED:
    case v1::REGION_LEVEL_PROVINCE:
      return RegionLevel::kProvince;
    case v1::REGION_LEVEL_PREFECTURE:
      return RegionLevel::kPrefecture;
    case v1::REGION_LEVEL_COUNTY:
      return RegionLevel::kCounty;
    default:
      return InvalidField("period.level", "is no level that is known here");
  }
}

DayNumber YearBefore(DayNumber day) {
  const absl::CivilDay then = *FromDayNumber(day);
  return ToDayNumber(
             absl::CivilDay(then.year() - 1, then.month(), then.day())) +
         1;
}

absl::StatusOr<AskedVerifications> ToAsked(
    const Profiles& profiles, const v1::VerificationPeriod& period,
    const v1::InventoryQuestion& question, absl::Time now) {
  AskedVerifications out;
  SUYUAN_ASSIGN_OR_RETURN(const Asked asked,
                          traceability::ToAsked(profiles, question, now));
  SUYUAN_ASSIGN_OR_RETURN(out.selection, ToSelection(period.selection()));
  SUYUAN_ASSIGN_OR_RETURN(out.question.level, ToLevel(period.level()));
  if (period.level() != v1::REGION_LEVEL_UNSPECIFIED) {
    out.level = period.level();
  }
  SUYUAN_ASSIGN_OR_RETURN(out.question.to,
                          DayOr("period.to", period.to(), asked.times.as_of));
  SUYUAN_ASSIGN_OR_RETURN(
      out.question.from,
      DayOr("period.from", period.from(), YearBefore(out.question.to)));
  if (out.question.to < out.question.from) {
    return InvalidField("period.to", "is before `from`");
  }
  out.question.issuer = period.issuer();
  out.question.kind_code = period.kind_code();
  out.question.known_at = asked.times.known_at;
  out.shown_known_at = asked.times.shown_known_at;
  return out;
}

// --- counts -----------------------------------------------------------------

std::string GroupOf(CountRequest::Grouping grouping, const Graph& graph,
                    const InstrumentFacts& instrument,
                    const Verification& verification) {
  switch (grouping) {
    case CountRequest::GROUPING_PREFECTURE:
      return instrument.division.substr(0, 4);
    case CountRequest::GROUPING_KIND:
      return verification.kind_code;
    case CountRequest::GROUPING_ISSUER:
      return verification.issuer != nullptr
                 ? verification.issuer->name
                 : std::string(
                       graph.text(graph.certificate(verification.certificate)
                                      .printed_issuer));
    case CountRequest::GROUPING_MONTH:
      return DayText(verification.day).substr(0, 7);
    case CountRequest::GROUPING_CATALOGUE_ITEM:
      return verification.catalogue_item;
    default:
      return "";
  }
}

void Add(const Verification& verification, Group& group) {
  group.set_verifications(group.verifications() + 1);
  switch (verification.where) {
    case Whereabouts::kInside:
      group.set_inside(group.inside() + 1);
      break;
    case Whereabouts::kOutside:
      group.set_outside(group.outside() + 1);
      break;
    case Whereabouts::kUnknown:
      group.set_unknown(group.unknown() + 1);
      break;
  }
}

void Finish(Group& group) {
  const int64_t decided = group.inside() + group.outside();
  if (decided == 0) return;
  group.set_percent_outside(
      absl::StrFormat("%.2f", 100.0 * static_cast<double>(group.outside()) /
                                  static_cast<double>(decided)));
}

void SetTitle(CountRequest::Grouping grouping, Group& group) {
  if (grouping != CountRequest::GROUPING_PREFECTURE || group.key().empty()) {
    return;
  }
  const auto* division = divisions::FindDivision(group.key() + "00");
  if (division == nullptr) return;
  auto& texts = *group.mutable_title()->mutable_texts();
  texts["zh"] = std::string(division->name_zh);
  texts["en"] = std::string(division->name_en);
}

void FillGroups(CountRequest::Grouping grouping,
                std::map<std::string, Group> groups,
                v1::OutsideVerificationReport& out) {
  for (auto& [key, group] : groups) {
    group.set_key(key);
    SetTitle(grouping, group);
    Finish(group);
    *out.add_groups() = std::move(group);
  }
  std::stable_sort(
      out.mutable_groups()->begin(), out.mutable_groups()->end(),
      [](const Group& a, const Group& b) { return a.outside() > b.outside(); });
}

// --- evidence ---------------------------------------------------------------

bool AtCustomers(Place place) {
  return place == Place::kCustomer || place == Place::kCustomerBranch;
}

void Fill(const Graph& graph, const InstrumentFacts& instrument,
          const Verification& verification, v1::OutsideVerification& out) {
  const CertificateRow& row = graph.certificate(verification.certificate);
  out.set_instrument(instrument.name);
  out.set_instrument_division(instrument.division);
  out.set_catalogue_item(verification.catalogue_item);
  out.set_certificate(std::string(graph.text(row.name)));
  out.set_number(std::string(graph.text(row.printed_number)));
  out.set_digest(crypto::Digest{row.digest}.Hex());
  out.set_issuer(std::string(graph.text(row.printed_issuer)));
  if (verification.issuer != nullptr) {
    out.set_institution(verification.issuer->name);
  }
  out.set_issuer_division(verification.issuer_place.division);
  out.set_end(DayText(verification.day));
  out.set_kind_code(verification.kind_code);
  out.set_unknown(verification.where == Whereabouts::kUnknown);
  out.set_on_site(AtCustomers(row.place));
}

}  // namespace

OutsideMethods::OutsideMethods(const Engine& engine, const Profiles& profiles)
    : engine_(engine),
      profiles_(profiles),
      tokens_(crypto::HmacSha256With("suyuan traceability outside 1")) {}

absl::Status OutsideMethods::Count(const CountRequest& request,
                                   v1::OutsideVerificationReport& response,
                                   const Deadline& deadline) const {
  SUYUAN_ASSIGN_OR_RETURN(const AskedVerifications asked,
                          ToAsked(profiles_, request.period(),
                                  request.question(), engine_.clock().Now()));
  const VerificationQuestion& question = asked.question;
  response.set_from(DayText(question.from));
  response.set_to(DayText(question.to));
  response.set_level(asked.level);
  *response.mutable_known_at() = rpc::InstantProto(asked.shown_known_at);
  response.set_token(TokenOf(engine_.positions()));
  std::map<std::string, Group> groups;
  Page page{.size = kInstrumentsAtOnce};
  do {
    SUYUAN_RETURN_IF_ERROR(deadline.Check());
    NamePage found;
    engine_.Read([&](const Graph& graph) {
      const auto catalogues = graph.Catalogues(question.known_at);
      found = Instruments(
          graph, asked.selection, question.known_at, page,
          [&](const InstrumentFacts& instrument) {
            for (const Verification& verification : MandatoryVerificationsOf(
                     graph, catalogues, instrument, question)) {
              Add(verification, groups[GroupOf(request.grouping(), graph,
                                               instrument, verification)]);
              Add(verification, *response.mutable_total());
            }
            return true;
          });
    });
    page.after = std::move(found.next);
  } while (!page.after.empty());
  FillGroups(request.grouping(), std::move(groups), response);
  Finish(*response.mutable_total());
  return absl::OkStatus();
}

absl::Status OutsideMethods::List(
    const v1::ListOutsideVerificationsRequest& request,
    v1::ListOutsideVerificationsResponse& response) const {
  SUYUAN_ASSIGN_OR_RETURN(const AskedVerifications asked,
                          ToAsked(profiles_, request.period(),
                                  request.question(), engine_.clock().Now()));
  const VerificationQuestion& question = asked.question;
  const std::string query = QueryOf("ListOutsideVerifications", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  response.set_token(TokenOf(engine_.positions()));
  NamePage found;
  engine_.Read([&](const Graph& graph) {
    const auto catalogues = graph.Catalogues(question.known_at);
    found = Instruments(
        graph, asked.selection, question.known_at, page,
        [&](const InstrumentFacts& instrument) {
          bool any = false;
          for (const Verification& verification : MandatoryVerificationsOf(
                   graph, catalogues, instrument, question)) {
            const bool shown = verification.where == Whereabouts::kOutside ||
                               (verification.where == Whereabouts::kUnknown &&
                                request.include_unknown());
            if (!shown) continue;
            Fill(graph, instrument, verification,
                 *response.add_verifications());
            any = true;
          }
          return any;
        });
  });
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

}  // namespace suyuan::traceability
