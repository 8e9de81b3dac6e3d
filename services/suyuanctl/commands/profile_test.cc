#include "services/suyuanctl/commands/profile_test.h"

#include <cstddef>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "services/suyuanctl/cli/documents.h"
#include "services/suyuanctl/world/record_kind.h"
#include "services/suyuanctl/world/world_file.h"
#include "services/traceability/convert/answer.h"
#include "services/traceability/profiles/load.h"
#include "services/traceability/profiles/trial.h"

namespace suyuan::ctl {
namespace {

using traceability::Profile;
using traceability::Profiles;
using traceability::StatusFacts;
using traceability::StatusKind;
using traceability::Trial;
using world::Step;
using world::WorldFile;

// Tells a trial what files say.
class Teller {
 public:
  Teller(Trial& trial, absl::Time start) : trial_(trial), at_(start) {}

  absl::Status Tell(const WorldFile& file) {
    for (const Step& step : file.world.steps()) {
      if (step.has_at()) at_ = traceability::InstantOf(step.at());
      TellRecords(step);
      for (const auto& certificate : step.certificates()) {
        SUYUAN_RETURN_IF_ERROR(trial_.Tell(certificate, Next()));
      }
      skipped_ += static_cast<size_t>(step.dcc_files_size());
      SUYUAN_RETURN_IF_ERROR(TellStatuses(step));
    }
    return absl::OkStatus();
  }

  absl::Status TellLines(const std::string& path) {
    SUYUAN_ASSIGN_OR_RETURN(const std::string text, ReadDocument(path));
    size_t number = 0;
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      ++number;
      if (line.find_first_not_of(" \t\r") == absl::string_view::npos) continue;
      certificates::v1::Certificate certificate;
      const absl::Status read = json::FromJson(line, certificate);
      if (!read.ok()) {
        return WithReason(
            absl::Status(read.code(),
                         absl::StrCat(path, ":", number, ": ", read.message())),
            ReasonOf(read));
      }
      SUYUAN_RETURN_IF_ERROR(trial_.Tell(certificate, Next()));
    }
    return absl::OkStatus();
  }

  size_t skipped() const { return skipped_; }

 private:
  // No two things are known at one instant.
  absl::Time Next() { return at_ += absl::Microseconds(1); }

  template <typename Records>
  void TellAll(const Records& records) {
    for (const auto& record : records) {
      trial_.Tell(world::ToRecord(record), Next());
    }
  }

  void TellRecords(const Step& step) {
    TellAll(step.institutions());
    TellAll(step.persons());
    TellAll(step.competences());
    TellAll(step.specifications());
    TellAll(step.verification_schemes());
    TellAll(step.standards());
    TellAll(step.reference_materials());
    TellAll(step.instruments());
  }

  absl::Status TellStatuses(const Step& step) {
    for (const auto& one : step.voids()) {
      StatusFacts status;
      status.kind = StatusKind::kVoided;
      status.void_from = traceability::DayOf(one.void_from());
      SUYUAN_RETURN_IF_ERROR(
          trial_.Tell(one.number(), one.issuer(), status, Next()));
    }
    for (const auto& one : step.replacements()) {
      StatusFacts status;
      status.kind =
          one.kind() == certificates::v1::StatusChange::KIND_SUBSTITUTED
              ? StatusKind::kSubstituted
              : StatusKind::kAmended;
      SUYUAN_ASSIGN_OR_RETURN(status.replaced_by,
                              trial_.NameOf(one.replaced_by(), one.issuer()));
      SUYUAN_RETURN_IF_ERROR(
          trial_.Tell(one.number(), one.issuer(), status, Next()));
    }
    return absl::OkStatus();
  }

  Trial& trial_;
  absl::Time at_;
  size_t skipped_ = 0;
};

absl::StatusOr<size_t> TellFiles(const std::vector<std::string>& files,
                                 absl::Time now, Trial& trial) {
  std::vector<std::string> worlds;
  std::vector<std::string> lines;
  for (const std::string& file : files) {
    (absl::EndsWith(file, ".jsonl") ? lines : worlds).push_back(file);
  }
  Teller teller(trial, now);
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<WorldFile> loaded,
                          world::LoadWorlds(worlds));
  for (const WorldFile& file : loaded) {
    SUYUAN_RETURN_IF_ERROR(teller.Tell(file));
  }
  for (const std::string& file : lines) {
    SUYUAN_RETURN_IF_ERROR(teller.TellLines(file));
  }
  return teller.skipped();
}

std::string VerdictWord(traceability::Verdict verdict, const Words& words) {
  return words.SayEnum(
      "verdict", traceability::v1::Verdict_Name(traceability::ToProto(verdict)),
      "VERDICT_");
}

// How many differ; each is told.
size_t TellDifferences(const std::vector<Trial::Judged>& base,
                       const std::vector<Trial::Judged>& own,
                       Console& console) {
  size_t differences = 0;
  for (size_t i = 0; i < own.size(); ++i) {
    if (own[i].verdict == base[i].verdict && own[i].codes == base[i].codes) {
      continue;
    }
    ++differences;
    const auto side = [&](const Trial::Judged& one) {
      return one.codes.empty()
                 ? VerdictWord(one.verdict, console.words())
                 : absl::StrCat(VerdictWord(one.verdict, console.words()), " (",
                                absl::StrJoin(one.codes, " "), ")");
    };
    console.Print(absl::StrCat(own[i].number, "  ", own[i].issuer, ": ",
                               side(base[i]), " -> ", side(own[i])));
  }
  return differences;
}

}  // namespace

absl::StatusOr<bool> TestProfile(const ProfileTestOptions& options,
                                 const Clock& clock, Console& console) {
  Profiles profiles;
  SUYUAN_RETURN_IF_ERROR(
      traceability::LoadProfiles({options.profile}, profiles));
  const Profile& own = *profiles.All().back();
  SUYUAN_ASSIGN_OR_RETURN(
      const Profile* base,
      traceability::FindProfile(options.against.empty() ? own.base
                                                        : options.against));
  SUYUAN_ASSIGN_OR_RETURN(const auto day,
                          rpc::ParseOptionalDay("as_of", options.as_of));
  console.Print(console.Say("profile_test.profile",
                            {own.id, own.version, own.digest, base->id}));
  if (options.files.empty()) return true;
  Trial trial(clock);
  SUYUAN_ASSIGN_OR_RETURN(const size_t skipped,
                          TellFiles(options.files, clock.Now(), trial));
  const traceability::DayNumber as_of =
      day ? traceability::ToDayNumber(*day)
          : traceability::ShanghaiDay(clock.Now());
  SUYUAN_ASSIGN_OR_RETURN(const auto by_base, trial.Judge(*base, as_of));
  SUYUAN_ASSIGN_OR_RETURN(const auto by_own, trial.Judge(own, as_of));
  const size_t differences = TellDifferences(by_base, by_own, console);
  console.Print(console.Say(
      "profile_test.summary",
      {absl::StrCat(by_own.size()), absl::StrCat(differences), base->id}));
  if (skipped > 0) {
    console.Note(console.Say("profile_test.skipped", {absl::StrCat(skipped)}));
  }
  return true;
}

}  // namespace suyuan::ctl
