#include "services/suyuanctl/world/world_file.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/suyuanctl/world/record_kind.h"

namespace suyuan::world {
namespace {

namespace fs = std::filesystem;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::error_code error;
  std::ifstream in(path, std::ios::binary);
  if (!in || fs::is_directory(path, error)) {
    return WithReason(
        absl::NotFoundError(absl::StrCat("cannot read the file ", path)),
        "WORLD_FILE_MISSING");
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

std::string Beside(const std::string& file, const std::string& relative) {
  return (fs::path(file).parent_path() / relative).lexically_normal().string();
}

std::string Identity(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return error ? path : real.string();
}

absl::Status CheckRecordName(absl::string_view file, absl::string_view path,
                             const Message& record) {
  const FieldDescriptor* field =
      record.GetDescriptor()->FindFieldByName("name");
  const std::string name = record.GetReflection()->GetString(record, field);
  const Record as_record = ToRecord(record);
  if (FieldOfName(name) == FieldOf(as_record)) return absl::OkStatus();
  return BadWorld(
      file, absl::StrCat(path, ".name"),
      absl::StrCat("\"", name, "\" is not the name of a ", FieldOf(as_record)));
}

// Every record of a step, whatever its kind.
absl::Status CheckRecords(absl::string_view file, const std::string& path,
                          const Step& step) {
  std::vector<const FieldDescriptor*> fields;
  step.GetReflection()->ListFields(step, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
        field->message_type()->file()->package() != "suyuan.registry.v1") {
      continue;
    }
    const int count = step.GetReflection()->FieldSize(step, field);
    for (int i = 0; i < count; ++i) {
      SUYUAN_RETURN_IF_ERROR(CheckRecordName(
          file, absl::StrCat(path, ".", field->name(), "[", i, "]"),
          step.GetReflection()->GetRepeatedMessage(step, field, i)));
    }
  }
  return absl::OkStatus();
}

absl::Status Require(absl::string_view file, const std::string& path,
                     absl::string_view field, const std::string& value) {
  if (!value.empty()) return absl::OkStatus();
  return BadWorld(file, absl::StrCat(path, ".", field), "is missing");
}

absl::Status CheckChanges(absl::string_view file, const std::string& path,
                          const Step& step) {
  for (int i = 0; i < step.voids_size(); ++i) {
    const std::string at = absl::StrCat(path, ".voids[", i, "]");
    SUYUAN_RETURN_IF_ERROR(Require(file, at, "number", step.voids(i).number()));
    SUYUAN_RETURN_IF_ERROR(
        Require(file, at, "void_from", step.voids(i).void_from()));
  }
  for (int i = 0; i < step.replacements_size(); ++i) {
    const std::string at = absl::StrCat(path, ".replacements[", i, "]");
    const auto& replacement = step.replacements(i);
    SUYUAN_RETURN_IF_ERROR(Require(file, at, "number", replacement.number()));
    SUYUAN_RETURN_IF_ERROR(
        Require(file, at, "replaced_by", replacement.replaced_by()));
  }
  for (int i = 0; i < step.endings_size(); ++i) {
    const std::string at = absl::StrCat(path, ".endings[", i, "]");
    if (FieldOfName(step.endings(i).name()).empty()) {
      return BadWorld(file, absl::StrCat(at, ".name"),
                      absl::StrCat("\"", step.endings(i).name(),
                                   "\" is not the name of a record"));
    }
    SUYUAN_RETURN_IF_ERROR(Require(file, at, "day", step.endings(i).day()));
  }
  return absl::OkStatus();
}

absl::Status CheckExpectation(absl::string_view file, const std::string& path,
                              const Expectation& expectation) {
  SUYUAN_RETURN_IF_ERROR(Require(file, path, "target", expectation.target()));
  const bool asks =
      expectation.verdict() != 0 || expectation.codes_size() > 0 ||
      expectation.absent_size() > 0 || expectation.currency() != 0 ||
      expectation.affected_size() > 0;
  if (asks) return absl::OkStatus();
  return BadWorld(file, path,
                  "asks nothing; a verdict, codes, absent, currency or "
                  "affected is wanted");
}

absl::Time InstantOf(const google::protobuf::Timestamp& at) {
  return absl::FromUnixSeconds(at.seconds()) + absl::Nanoseconds(at.nanos());
}

// Reads files depth first, each once.
class Loader {
 public:
  // On `chain_`, the way from a named file down, as Frame: what it includes is
  // read before it is done.
  absl::Status Load(const std::string& path) {
    SUYUAN_RETURN_IF_ERROR(Enter(path, true));
    while (!chain_.empty()) {
      Frame& top = chain_.back();
      if (top.next_include < top.file.world.include_size()) {
        const std::string next =
            Beside(top.file.path, top.file.world.include(top.next_include++));
        SUYUAN_RETURN_IF_ERROR(Enter(next, false));
        continue;
      }
      open_.erase(top.identity);
      done_[top.identity] = files_.size();
      files_.push_back(std::move(top.file));
      chain_.pop_back();
    }
    return absl::OkStatus();
  }
  std::vector<WorldFile> files() && { return std::move(files_); }

 private:
  struct Frame {
    WorldFile file;
    std::string identity;
    int next_include = 0;
  };

  absl::Status Enter(const std::string& path, bool named) {
    const std::string identity = Identity(path);
    if (const auto done = done_.find(identity); done != done_.end()) {
      files_[done->second].named |= named;
      return absl::OkStatus();
    }
    if (open_.count(identity) > 0) {
      return WithReason(
          absl::InvalidArgumentError(absl::StrCat(
              chain_.back().file.path, ": include: ", path,
              " includes this file, so neither can be applied first")),
          "WORLD_INCLUDES_ITSELF");
    }
    Frame frame;
    frame.identity = identity;
    SUYUAN_ASSIGN_OR_RETURN(frame.file, Read(path));
    frame.file.named = named;
    open_.insert(identity);
    chain_.push_back(std::move(frame));
    return absl::OkStatus();
  }

  static absl::StatusOr<WorldFile> Read(const std::string& path) {
    WorldFile file;
    file.path = path;
    SUYUAN_ASSIGN_OR_RETURN(const std::string json, ReadFile(path));
    SUYUAN_ASSIGN_OR_RETURN(file.world, ParseWorld(path, json));
    SUYUAN_RETURN_IF_ERROR(CheckWorld(path, file.world));
    for (int s = 0; s < file.world.steps_size(); ++s) {
      const Step& step = file.world.steps(s);
      for (int i = 0; i < step.dcc_files_size(); ++i) {
        auto bytes = ReadFile(Beside(path, step.dcc_files(i)));
        if (!bytes.ok()) {
          return AtPlace(
              {path, absl::StrCat("steps[", s, "].dcc_files[", i, "]"), s}, "",
              bytes.status());
        }
        file.documents[step.dcc_files(i)] = *std::move(bytes);
      }
    }
    return file;
  }

  std::vector<Frame> chain_;
  std::set<std::string> open_;
  std::map<std::string, size_t> done_;
  std::vector<WorldFile> files_;
};

}  // namespace

absl::StatusOr<World> ParseWorld(absl::string_view file,
                                 absl::string_view json) {
  World world;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(json.data(), json.size()), &world);
  if (status.ok()) return world;
  return WithReason(
      absl::InvalidArgumentError(absl::StrCat(
          file, ": ",
          absl::string_view(status.message().data(), status.message().size()))),
      "WORLD_SYNTAX");
}

absl::Status CheckWorld(absl::string_view file, const World& world) {
  absl::Time last = absl::InfinitePast();
  for (int i = 0; i < world.steps_size(); ++i) {
    const Step& step = world.steps(i);
    const std::string path = absl::StrCat("steps[", i, "]");
    if (step.has_at()) {
      const absl::Time at = InstantOf(step.at());
      if (at < last) {
        return BadWorld(file, absl::StrCat(path, ".at"),
                        absl::StrCat(absl::FormatTime(at, absl::UTCTimeZone()),
                                     " is before an earlier step's"));
      }
      last = at;
    }
    SUYUAN_RETURN_IF_ERROR(CheckRecords(file, path, step));
    SUYUAN_RETURN_IF_ERROR(CheckChanges(file, path, step));
  }
  for (int i = 0; i < world.expect_size(); ++i) {
    SUYUAN_RETURN_IF_ERROR(CheckExpectation(
        file, absl::StrCat("expect[", i, "]"), world.expect(i)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WorldFile>> LoadWorlds(
    const std::vector<std::string>& paths) {
  Loader loader;
  for (const std::string& path : paths) {
    SUYUAN_RETURN_IF_ERROR(loader.Load(path));
  }
  return std::move(loader).files();
}

}  // namespace suyuan::world
