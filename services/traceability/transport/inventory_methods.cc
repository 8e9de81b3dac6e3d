#include "services/traceability/transport/inventory_methods.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/divisions/division.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/reply.h"
#include "services/traceability/chain/window.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/errors.h"
#include "services/traceability/inventory/service_record.h"
#include "services/traceability/transport/inventory_asked.h"
#include "services/traceability/transport/read_token.h"

namespace suyuan::traceability {
namespace {

constexpr size_t kLongestText = 512;
// Names that are read at once where all are judged.
constexpr size_t kNamesAtOnce = 500;

DayNumber YearBefore(DayNumber day) {
  const absl::CivilDay then = *FromDayNumber(day);
  return ToDayNumber(absl::CivilDay(then.year() - 1, then.month(), then.day()));
}

void FillCertificate(const Graph& graph, CertificateIndex certificate,
                     absl::Time known_at, DayNumber as_of,
                     v1::RecordStatus& out) {
  out.set_certificate(
      std::string(graph.text(graph.certificate(certificate).name)));
  out.set_valid_to(DayText(WindowOf(graph, certificate, known_at).to));
  out.set_currency(ToProto(CurrencyOf(graph, certificate, as_of, known_at)));
}

absl::Status JudgeRecord(const Engine& engine, const std::string& record,
                         const Asked& asked, const Deadline& deadline,
                         v1::RecordStatus& out) {
  TraceQuestion question;
  question.target = {record, {}, asked.times.as_of, asked.times.known_at};
  question.profile = asked.profile;
  question.verdict_only = true;
  out.set_record(record);
  const absl::Status judged = engine.Trace(
      question, deadline,
      [&](const Graph& graph, const RuleContext&, const TraceAnswer& answer) {
        out.set_verdict(ToProto(answer.verdict));
        for (std::string& code : CodesOf(answer)) {
          out.add_codes(std::move(code));
        }
        if (answer.target.certificates.empty()) return;
        FillCertificate(graph, answer.target.certificates.front(),
                        asked.times.known_at, asked.times.as_of, out);
      });
  if (judged.ok() || absl::IsDeadlineExceeded(judged) ||
      absl::IsCancelled(judged)) {
    return judged;
  }
  // What cannot be judged is not passed.
  out.set_verdict(v1::VERDICT_INDETERMINATE);
  out.add_codes(ReasonOf(judged));
  return absl::OkStatus();
}

bool IsSound(const v1::RecordStatus& status) {
  return status.verdict() == v1::VERDICT_TRACEABLE &&
         status.currency() == v1::TraceResponse::CURRENCY_CURRENT;
}

// The laboratory's standards, then its instruments, as far as the page goes.
NamePage EquipmentOf(const Graph& graph, const std::string& laboratory,
                     const QuestionTimes& times, Page page) {
  NamePage out;
  if (!absl::StartsWith(page.after, "instruments/")) {
    out = StandardsInForce(graph, times.as_of, times.known_at, page,
                           [&](const StandardFacts& standard) {
                             return standard.holder == laboratory;
                           });
    if (!out.next.empty()) return out;
    page.after.clear();
    page.size -= out.names.size();
    // A page that the standards fill goes on after the last of them.
    if (page.size == 0) {
      out.next = out.names.back();
      return out;
    }
  }
  NamePage instruments = InstrumentsInUse(
      graph, {.owner = laboratory}, times.as_of, times.known_at, page,
      [](const InstrumentFacts&) { return true; });
  out.names.insert(out.names.end(), instruments.names.begin(),
                   instruments.names.end());
  out.next = std::move(instruments.next);
  return out;
}

// --- coverage --------------------------------------------------------------

struct Counted {
  std::string name;
  std::string key;  // of its group
};

std::string GroupOf(v1::ComputeChainCoverageRequest::Grouping grouping,
                    const InstrumentFacts& instrument) {
  switch (grouping) {
    case v1::ComputeChainCoverageRequest::GROUPING_PURPOSE:
      return instrument.purpose == Purpose::kUnspecified
                 ? ""
                 : suyuan::registry::v1::Instrument::Purpose_Name(
                       static_cast<int>(instrument.purpose));
    case v1::ComputeChainCoverageRequest::GROUPING_PREFECTURE:
      return instrument.division.substr(0, 4);
    case v1::ComputeChainCoverageRequest::GROUPING_EQUIPMENT_CLASS:
      return instrument.equipment_class;
    default:
      return "";
  }
}

// What a coverage counts of an instrument. What cannot be judged is not passed.
struct Standing {
  Verdict verdict = Verdict::kIndeterminate;
  bool has_certificate = false;
  Currency currency = Currency::kUnknown;
};

absl::StatusOr<Standing> StandingOf(const Engine& engine,
                                    const std::string& record,
                                    const Asked& asked,
                                    const Deadline& deadline) {
  TraceQuestion question;
  question.target = {record, {}, asked.times.as_of, asked.times.known_at};
  question.profile = asked.profile;
  question.verdict_only = true;
  Standing out;
  const absl::Status judged = engine.Trace(
      question, deadline,
      [&](const Graph& graph, const RuleContext&, const TraceAnswer& answer) {
        out.verdict = answer.verdict;
        const std::vector<CertificateIndex>& held = answer.target.certificates;
        out.has_certificate = !held.empty();
        if (held.empty()) return;
        out.currency = CurrencyOf(graph, held.front(), asked.times.as_of,
                                  asked.times.known_at);
      });
  if (absl::IsDeadlineExceeded(judged) || absl::IsCancelled(judged)) {
    return judged;
  }
  return out;
}

void Count(const Standing& standing, v1::CoverageGroup& group) {
  group.set_instruments(group.instruments() + 1);
  switch (standing.verdict) {
    case Verdict::kTraceable:
      group.set_traceable(group.traceable() + 1);
      break;
    case Verdict::kWithReservations:
      group.set_with_reservations(group.with_reservations() + 1);
      break;
    case Verdict::kIndeterminate:
      group.set_indeterminate(group.indeterminate() + 1);
      break;
    case Verdict::kNotTraceable:
      group.set_not_traceable(group.not_traceable() + 1);
      break;
  }
  if (standing.verdict <= Verdict::kWithReservations &&
      standing.currency == Currency::kCurrent) {
    group.set_sound(group.sound() + 1);
  }
  if (!standing.has_certificate) {
    group.set_without_certificate(group.without_certificate() + 1);
  }
  if (standing.currency == Currency::kExpired) {
    group.set_expired(group.expired() + 1);
  }
}

void Finish(v1::CoverageGroup& group) {
  if (group.instruments() == 0) return;
  group.set_percent(
      absl::StrFormat("%.2f", 100.0 * static_cast<double>(group.sound()) /
                                  static_cast<double>(group.instruments())));
}

void SetTitle(v1::ComputeChainCoverageRequest::Grouping grouping,
              v1::CoverageGroup& group) {
  if (grouping != v1::ComputeChainCoverageRequest::GROUPING_PREFECTURE) return;
  const divisions::Division* division =
      divisions::FindDivision(absl::StrCat(group.key(), "00"));
  if (division == nullptr) return;
  auto& texts = *group.mutable_title()->mutable_texts();
  texts["zh"] = std::string(division->name_zh);
  texts["en"] = std::string(division->name_en);
}

}  // namespace

// The key keeps tokens of one method from another and from other versions; what
// they hold, the name of a record, is no secret.
InventoryMethods::InventoryMethods(const Engine& engine,
                                   const Profiles& profiles)
    : engine_(engine),
      profiles_(profiles),
      tokens_(crypto::HmacSha256With("suyuan traceability inventory 1")) {}

absl::Status InventoryMethods::CheckFleet(const v1::CheckFleetRequest& request,
                                          v1::CheckFleetResponse& response,
                                          const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  SUYUAN_ASSIGN_OR_RETURN(const Selection selection,
                          ToSelection(request.selection()));
  if (selection.empty()) {
    return InvalidField("selection", "is empty; give one of its fields");
  }
  const std::string query = QueryOf("CheckFleet", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  response.set_token(TokenOf(engine_.positions()));
  NamePage found;
  engine_.Read([&](const Graph& graph) {
    found = InstrumentsInUse(graph, selection, asked.times.as_of,
                             asked.times.known_at, page,
                             [](const InstrumentFacts&) { return true; });
  });
  for (const std::string& name : found.names) {
    v1::RecordStatus status;
    SUYUAN_RETURN_IF_ERROR(
        JudgeRecord(engine_, name, asked, call.deadline(), status));
    if (request.only_unsound() && IsSound(status)) continue;
    *response.add_statuses() = std::move(status);
  }
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

absl::Status InventoryMethods::CheckLabEquipment(
    const v1::CheckLabEquipmentRequest& request,
    v1::CheckLabEquipmentResponse& response, const rpc::Call& call) const {
  SUYUAN_RETURN_IF_ERROR(
      rpc::CheckText("laboratory", request.laboratory(), kLongestText));
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  const std::string query = QueryOf("CheckLabEquipment", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  response.set_token(TokenOf(engine_.positions()));
  bool is_known = false;
  NamePage found;
  engine_.Read([&](const Graph& graph) {
    is_known = graph.Institution(request.laboratory(), asked.times.known_at) !=
               nullptr;
    found = EquipmentOf(graph, request.laboratory(), asked.times, page);
  });
  if (!is_known) return TargetNotFound(request.laboratory());
  for (const std::string& name : found.names) {
    SUYUAN_RETURN_IF_ERROR(JudgeRecord(engine_, name, asked, call.deadline(),
                                       *response.add_statuses()));
  }
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

absl::Status InventoryMethods::ListDueInstruments(
    const v1::ListDueInstrumentsRequest& request,
    v1::ListDueInstrumentsResponse& response, const rpc::Call&) const {
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  const DayNumber as_of = asked.times.as_of;
  const absl::Time known_at = asked.times.known_at;
  SUYUAN_ASSIGN_OR_RETURN(const Selection selection,
                          ToSelection(request.selection()));
  SUYUAN_ASSIGN_OR_RETURN(const DayNumber before,
                          DayOr("due_before", request.due_before(), as_of));
  const std::string query = QueryOf("ListDueInstruments", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  response.set_token(TokenOf(engine_.positions()));
  NamePage found;
  engine_.Read([&](const Graph& graph) {
    found = InstrumentsInUse(
        graph, selection, as_of, known_at, page,
        [&](const InstrumentFacts& instrument) {
          const LastCertificate last =
              LastCertificateOf(graph, instrument, as_of, known_at);
          if (!IsDue(last, before)) return false;
          v1::DueInstrument& due = *response.add_instruments();
          due.set_instrument(instrument.name);
          if (last.certificate == kNone) return true;
          due.set_certificate(std::string(
              graph.text(graph.certificate(last.certificate).name)));
          due.set_valid_to(DayText(last.valid_to));
          return true;
        });
  });
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

absl::Status InventoryMethods::ListDormantStandards(
    const v1::ListDormantStandardsRequest& request,
    v1::ListDormantStandardsResponse& response, const rpc::Call&) const {
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  const DayNumber as_of = asked.times.as_of;
  const absl::Time known_at = asked.times.known_at;
  SUYUAN_ASSIGN_OR_RETURN(const DayNumber since,
                          DayOr("since", request.since(), YearBefore(as_of)));
  const std::string query = QueryOf("ListDormantStandards", request);
  SUYUAN_ASSIGN_OR_RETURN(const Page page, ToPage(tokens_, query, request));
  response.set_token(TokenOf(engine_.positions()));
  NamePage found;
  engine_.Read([&](const Graph& graph) {
    found = StandardsInForce(
        graph, as_of, known_at, page, [&](const StandardFacts& standard) {
          const DayNumber last = LastUseOf(graph, standard, as_of, known_at);
          if (!IsDormant(standard, last, since)) return false;
          v1::DormantStandard& dormant = *response.add_standards();
          dormant.set_standard(standard.name);
          dormant.set_last_used(DayText(last));
          return true;
        });
  });
  response.set_next_page_token(NextToken(tokens_, query, found.next));
  return absl::OkStatus();
}

absl::Status InventoryMethods::ComputeChainCoverage(
    const v1::ComputeChainCoverageRequest& request, v1::ChainCoverage& response,
    const rpc::Call& call) const {
  SUYUAN_ASSIGN_OR_RETURN(
      const Asked asked,
      ToAsked(profiles_, request.question(), engine_.clock().Now()));
  SUYUAN_ASSIGN_OR_RETURN(const Selection selection,
                          ToSelection(request.selection()));
  response.set_profile(asked.profile->id);
  response.set_as_of(DayText(asked.times.as_of));
  *response.mutable_known_at() = rpc::InstantProto(asked.times.shown_known_at);
  response.set_token(TokenOf(engine_.positions()));
  std::map<std::string, v1::CoverageGroup> groups;
  Page page{.size = kNamesAtOnce};
  do {
    std::vector<Counted> counted;
    NamePage found;
    engine_.Read([&](const Graph& graph) {
      found = InstrumentsInUse(
          graph, selection, asked.times.as_of, asked.times.known_at, page,
          [&](const InstrumentFacts& instrument) {
            counted.push_back(
                {instrument.name, GroupOf(request.grouping(), instrument)});
            return true;
          });
    });
    for (const Counted& one : counted) {
      SUYUAN_ASSIGN_OR_RETURN(
          const Standing standing,
          StandingOf(engine_, one.name, asked, call.deadline()));
      Count(standing, groups[one.key]);
      Count(standing, *response.mutable_total());
    }
    page.after = std::move(found.next);
  } while (!page.after.empty());
  for (auto& [key, group] : groups) {
    group.set_key(key);
    SetTitle(request.grouping(), group);
    Finish(group);
    *response.add_groups() = std::move(group);
  }
  Finish(*response.mutable_total());
  return absl::OkStatus();
}

}  // namespace suyuan::traceability
