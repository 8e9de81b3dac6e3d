#include "services/suyuanctl/commands/suggest.h"

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/trace_tree.h"
#include "services/suyuanctl/commands/json.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::ChainCandidate;
using traceability::v1::SuggestChainRequest;
using traceability::v1::SuggestChainResponse;

SuggestChainRequest ToRequest(const SuggestOptions& options) {
  SuggestChainRequest request;
  request.set_instrument(options.instrument);
  request.set_kind_code(options.kind);
  request.set_value(options.value);
  request.set_unit(options.unit);
  request.set_expanded_uncertainty(options.uncertainty);
  request.set_maximum_permissible_error(options.mpe);
  request.set_ratio(options.ratio);
  request.set_specification(options.specification);
  request.set_division(options.division);
  request.set_equipment_class(options.equipment_class);
  if (options.verification) {
    request.set_service(registry::v1::ScopeRow::SERVICE_LEGAL_VERIFICATION);
  }
  request.set_include_outside(options.outside);
  request.mutable_question()->set_profile(options.profile);
  request.mutable_question()->set_as_of(options.as_of);
  request.mutable_question()->set_token(options.token);
  return request;
}

std::string Headline(const ChainCandidate& candidate, const std::string& unit,
                     const Words& words) {
  std::string out = absl::StrCat(
      "  ", candidate.standard(), "  ", words.Pick(candidate.title()), "  ",
      words.SayEnum("zone", ChainCandidate::Zone_Name(candidate.zone()),
                    "ZONE_"));
  if (candidate.has_kilometres()) {
    absl::StrAppend(&out, "  ", candidate.kilometres(), " km");
  }
  if (!candidate.expanded_uncertainty().empty()) {
    absl::StrAppend(&out, "  U = ", candidate.expanded_uncertainty(), " ",
                    PrintedUnit(unit), " (k = 2)");
  }
  if (!candidate.ratio().empty()) {
    absl::StrAppend(&out, "  ",
                    words.Say("suggest.ratio", {candidate.ratio()}));
  }
  if (candidate.hops() > 0) {
    absl::StrAppend(
        &out, "  ",
        words.Say("suggest.hops", {absl::StrCat(candidate.hops())}));
  }
  return out;
}

// What does not hold, or is not known.
void PrintFaults(const ChainCandidate& candidate, Console& console) {
  for (const auto& check : candidate.checks()) {
    if (check.outcome() == traceability::v1::OUTCOME_HELD) continue;
    console.Print(absl::StrCat("    ", check.code(), "  ",
                               console.words().Pick(check.message())));
  }
}

void Print(const SuggestChainResponse& answer, Console& console) {
  const Words& words = console.words();
  console.Print(words.Say(answer.candidates().empty() ? "suggest.none"
                                                      : "suggest.candidates"));
  for (const ChainCandidate& c : answer.candidates()) {
    console.Print(Headline(c, answer.unit(), words));
    PrintFaults(c, console);
  }
  if (!answer.flat_options().empty()) console.Print(words.Say("suggest.flat"));
  for (const auto& option : answer.flat_options()) {
    console.Print(absl::StrCat(
        Headline(option.candidate(), answer.unit(), words), "  ",
        words.Say("suggest.saves",
                  {absl::StrCat(option.hops_saved()),
                   absl::StrCat(option.expanded_uncertainty_saved(), " ",
                                PrintedUnit(answer.unit()))})));
  }
  if (!answer.near_misses().empty()) {
    console.Print(words.Say("suggest.near_misses"));
  }
  for (const ChainCandidate& c : answer.near_misses()) {
    console.Print(Headline(c, answer.unit(), words));
    PrintFaults(c, console);
  }
  console.Print(words.Say(
      "suggest.counts",
      {absl::StrCat(answer.standards()), absl::StrCat(answer.suitable()),
       absl::StrCat(answer.suitable_outside())}));
}

}  // namespace

absl::StatusOr<bool> Suggest(const SuggestOptions& options,
                             Connections& connections, Console& console) {
  SuggestChainResponse answer;
  SUYUAN_RETURN_IF_ERROR(
      world::CallPeer(connections.traceability_peer(), connections.settings(),
                      [&](grpc::ClientContext& context) {
                        return connections.suggestions().SuggestChain(
                            &context, ToRequest(options), &answer);
                      }));
  if (options.json) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(answer, true));
    console.Print(json);
  } else {
    Print(answer, console);
  }
  return !answer.candidates().empty();
}

}  // namespace suyuan::ctl
