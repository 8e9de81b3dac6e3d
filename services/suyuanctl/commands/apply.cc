#include "services/suyuanctl/commands/apply.h"

#include <google/protobuf/descriptor.h>

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/cli/progress.h"
#include "services/suyuanctl/world/applier.h"
#include "services/suyuanctl/world/expectations.h"

namespace suyuan::ctl {
namespace {

using world::Judged;
using world::Report;
using world::Step;
using world::WorldFile;

// Whatever a step lists is written.
int64_t CountThings(const Step& step) {
  int64_t count = 0;
  const auto& type = *Step::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (!type.field(i)->is_repeated()) continue;
    count += step.GetReflection()->FieldSize(step, type.field(i));
  }
  return count;
}

int64_t CountThings(const std::vector<WorldFile>& files) {
  int64_t count = 0;
  for (const WorldFile& file : files) {
    for (const Step& step : file.world.steps()) count += CountThings(step);
  }
  return count;
}

void Introduce(const std::vector<WorldFile>& files, Console& console) {
  std::string last_notice;
  for (const WorldFile& file : files) {
    const std::string title = console.words().Pick(file.world.title());
    console.Print(title.empty() ? file.path
                                : absl::StrCat(file.path, ": ", title));
    if (!file.world.notice().empty() && file.world.notice() != last_notice) {
      last_notice = file.world.notice();
      console.Print(absl::StrCat("  ", last_notice));
    }
  }
}

// True if none fails.
bool Tell(const std::vector<Judged>& judged, Console& console) {
  size_t holding = 0;
  size_t told_later = 0;
  for (const Judged& one : judged) {
    console.Print(console.Say(
        one.told_later ? "apply.told_later"
                       : (one.holds() ? "apply.holds" : "apply.fails"),
        {absl::StrCat(one.place.file, ": ", one.place.path), one.about}));
    for (const std::string& difference : one.differences) {
      console.Print(absl::StrCat("      ", difference));
    }
    holding += one.holds() ? 1 : 0;
    told_later += one.told_later ? 1 : 0;
  }
  const size_t decided = judged.size() - told_later;
  console.Print(console.Say("apply.summary",
                            {absl::StrCat(holding), absl::StrCat(decided)}));
  return holding == decided;
}

void Summarise(const Report& report, Console& console) {
  const auto tell = [&console](absl::string_view key,
                               const world::Tally& tally) {
    console.Print(console.Say(
        key, {absl::StrCat(tally.written), absl::StrCat(tally.unchanged)}));
  };
  tell("apply.records", report.records);
  tell("apply.certificates", report.certificates);
  tell("apply.statuses", report.statuses);
}

}  // namespace

absl::StatusOr<bool> Apply(const ApplyOptions& options, world::Records& records,
                           world::Certificates& certificates,
                           world::Judge& judge, Console& console) {
  SUYUAN_ASSIGN_OR_RETURN(const std::vector<WorldFile> files,
                          world::LoadWorlds(options.files));
  Introduce(files, console);
  Progress progress(console, CountThings(files));
  std::vector<Judged> judged;
  world::ApplyHooks hooks;
  hooks.on_applied = [&progress](const world::Applied& applied) {
    progress.Advance(1, applied.name);
  };
  hooks.after_file = [&](const WorldFile& file,
                         const Report& so_far) -> absl::Status {
    if (!options.check || !file.named) return absl::OkStatus();
    SUYUAN_ASSIGN_OR_RETURN(
        const std::vector<Judged> more,
        world::JudgeExpectations(file, so_far.token.ToString(), judge));
    judged.insert(judged.end(), more.begin(), more.end());
    return absl::OkStatus();
  };
  world::Applier applier(records, certificates, hooks);
  const absl::Status applied = applier.Apply(files);
  progress.Clear();
  Summarise(applier.report(), console);
  if (!applied.ok()) return applied;
  if (!options.check) return true;
  return Tell(judged, console);
}

}  // namespace suyuan::ctl
