#include "services/suyuanctl/commands/trace.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/text/display.h"
#include "services/suyuanctl/cli/table.h"
#include "services/suyuanctl/cli/trace_tree.h"
#include "services/suyuanctl/commands/affected_frozen.h"
#include "services/suyuanctl/commands/json.h"

namespace suyuan::ctl {
namespace {

using traceability::v1::AffectedCertificate;
using traceability::v1::ListAffectedRequest;
using traceability::v1::ListAffectedResponse;
using traceability::v1::ListProfilesRequest;
using traceability::v1::ListProfilesResponse;
using traceability::v1::Profile;
using traceability::v1::RuleSeverity;
using traceability::v1::TraceRequest;

absl::Status PrintJson(const google::protobuf::Message& message, bool indented,
                       Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::string json, ToJson(message, indented));
  console.Print(json);
  return absl::OkStatus();
}

absl::StatusOr<ListAffectedRequest> ToRequest(const AffectedOptions& options) {
  ListAffectedRequest request;
  request.set_target(options.target);
  request.set_issuer(options.issuer);
  request.set_from(options.from);
  request.set_to(options.to);
  request.set_void_from(options.void_from);
  request.set_void_to(options.void_to);
  request.set_include_targets(options.include_targets);
  request.set_current_only(options.current_only);
  request.set_as_of(options.as_of);
  request.set_token(options.token);
  if (!options.known_at.empty()) {
    SUYUAN_ASSIGN_OR_RETURN(*request.mutable_known_at(),
                            ParseInstant("--known-at", options.known_at));
  }
  return request;
}

std::string AffectedLine(const AffectedCertificate& one, const Words& words) {
  return absl::StrCat(
      text::PadLeft(absl::StrCat(one.depth()), 3), "  ",
      text::PadRight(one.end(), 10), "  ", text::PadRight(one.number(), 20),
      "  ", text::PadRight(one.issuer(), 24), "  ",
      text::PadRight(words.Pick(one.item_title()), 20), "  ",
      absl::StrJoin(one.item_identifications(), words.Say("comma")),
      one.current() ? absl::StrCat("  ", words.Say("affected.current")) : "");
}

// Prints a stream as it comes and keeps what its summary must agree with.
class AffectedPrinter {
 public:
  AffectedPrinter(bool json, Console& console)
      : json_(json), console_(console) {}

  absl::Status Take(const ListAffectedResponse& response) {
    for (const AffectedCertificate& one : response.affected()) {
      names_.Update(absl::StrCat(one.certificate(), "\n"));
      ++count_;
      if (json_) {
        SUYUAN_RETURN_IF_ERROR(PrintJson(one, false, console_));
      } else {
        console_.Print(AffectedLine(one, console_.words()));
      }
    }
    if (response.has_summary()) {
      summary_ = response.summary();
      whole_ = true;
    }
    return absl::OkStatus();
  }

  absl::Status Finish() {
    const std::string digest = names_.Finish().Hex();
    if (!whole_ || summary_.certificates() != count_ ||
        summary_.digest() != digest) {
      return WithReason(
          absl::DataLossError(absl::StrCat(
              "the list is not whole: ", count_, " certificates came, ",
              whole_ ? absl::StrCat(summary_.certificates(),
                                    " were announced with digest ",
                                    summary_.digest(), " instead of ", digest)
                     : "and no summary")),
          "STREAM_INCOMPLETE");
    }
    if (json_) {
      ListAffectedResponse last;
      *last.mutable_summary() = summary_;
      return PrintJson(last, false, console_);
    }
    console_.Print(console_.Say("affected.summary",
                                {absl::StrCat(summary_.certificates()),
                                 absl::StrCat(summary_.items()), digest}));
    return absl::OkStatus();
  }

 private:
  const bool json_;
  Console& console_;
  crypto::Hasher names_ = crypto::Hasher::Sha256();
  int64_t count_ = 0;
  bool whole_ = false;
  ListAffectedResponse::Summary summary_;
};

void PrintProfile(const Profile& profile, Console& console) {
  const Words& words = console.words();
  console.Print(absl::StrCat(profile.id(), "  ", words.Pick(profile.title())));
  Table table;
  for (const RuleSeverity& rule : profile.rules()) {
    table.AddRow(
        {"  " + rule.code(),
         words.SayEnum("severity",
                       traceability::v1::Severity_Name(rule.severity()),
                       "SEVERITY_"),
         words.Say(rule.built() ? "profiles.judged" : "profiles.not_judged"),
         words.Pick(rule.title())});
  }
  for (const std::string& line : table.Lines()) console.Print(line);
}

}  // namespace

absl::StatusOr<bool> Trace(const TraceOptions& options,
                           Connections& connections, Console& console) {
  TraceRequest request;
  SUYUAN_RETURN_IF_ERROR(Put(options.question, request));
  request.set_view(options.full ? traceability::v1::VIEW_FULL
                                : traceability::v1::VIEW_CHAIN);
  world::GrpcJudge judge(connections.traceability(),
                         connections.traceability_peer(),
                         connections.settings());
  SUYUAN_ASSIGN_OR_RETURN(const auto answer, judge.Trace(request));
  if (options.json) {
    SUYUAN_RETURN_IF_ERROR(PrintJson(answer, true, console));
  } else {
    const TreeLines lines = console.utf8() ? BoxLines() : AsciiLines();
    for (const std::string& line : DrawTrace(answer, console.words(), lines)) {
      console.Print(line);
    }
  }
  return answer.candidates().empty();
}

absl::StatusOr<bool> Affected(const AffectedOptions& options,
                              Connections& connections, Console& console) {
  if (options.target.empty() == options.check.empty()) {
    return InvalidField("NUMBER",
                        "a target, or a list with --check, is wanted");
  }
  if (!options.check.empty()) {
    return CheckFrozenAffected(options.check, options.known_at, options.token,
                               connections, console);
  }
  SUYUAN_ASSIGN_OR_RETURN(const ListAffectedRequest request,
                          ToRequest(options));
  if (!options.freeze.empty()) {
    return FreezeAffected(request, options.freeze, connections, console);
  }
  grpc::ClientContext context;
  world::PrepareStream(connections.settings(), context);
  const auto reader =
      connections.traceability().ListAffected(&context, request);
  AffectedPrinter printer(options.json, console);
  ListAffectedResponse response;
  absl::Status printed;
  while (printed.ok() && reader->Read(&response)) {
    printed = printer.Take(response);
  }
  if (!printed.ok()) context.TryCancel();
  const grpc::Status finished = reader->Finish();
  SUYUAN_RETURN_IF_ERROR(printed);
  SUYUAN_RETURN_IF_ERROR(
      world::StreamStatus(connections.traceability_peer(), finished));
  SUYUAN_RETURN_IF_ERROR(printer.Finish());
  return true;
}

absl::StatusOr<bool> Profiles(const std::string& only, bool json,
                              Connections& connections, Console& console) {
  ListProfilesResponse response;
  SUYUAN_RETURN_IF_ERROR(
      world::CallPeer(connections.traceability_peer(), connections.settings(),
                      [&](grpc::ClientContext& context) {
                        return connections.traceability().ListProfiles(
                            &context, ListProfilesRequest(), &response);
                      }));
  bool found = only.empty();
  for (const Profile& profile : response.profiles()) {
    if (!only.empty() && profile.id() != only) continue;
    found = true;
    if (json) {
      SUYUAN_RETURN_IF_ERROR(PrintJson(profile, true, console));
    } else {
      PrintProfile(profile, console);
    }
  }
  if (found) return true;
  return absl::NotFoundError(absl::StrCat("no profile \"", only, "\""));
}

}  // namespace suyuan::ctl
