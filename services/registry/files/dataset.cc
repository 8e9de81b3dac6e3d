#include "services/registry/files/dataset.h"

#include <algorithm>
#include <array>
#include <type_traits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "services/registry/convert/convert.h"
#include "services/registry/convert/messages.h"

namespace suyuan::registry {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr std::array<const char*, 3> kOfAll = {"meta.etag", "meta.principal",
                                               "meta.token"};

// By the field of proto::Record.
struct LeftOut {
  absl::string_view kind;
  const char* path;
};
constexpr LeftOut kOfKinds[] = {
    {"institution", "seals"},          {"institution", "signing_keys"},
    {"competence", "signatories"},     {"standard", "persons"},
    {"instrument", "owner"},           {"instrument", "place"},
    {"instrument", "latitude"},        {"instrument", "longitude"},
    {"instrument", "fleet"},           {"instrument", "identifications"},
    {"instrument", "identities"},      {"comparison", "steps.principal"},
    {"comparison", "submissions"},     {"comparison", "corrections"},
    {"indicator_report", "evaluator"},
};

bool IsPublished(RecordKind kind) { return kind != RecordKind::kPerson; }

std::string FieldOf(RecordKind kind) {
  return WithMessageOf(kind, [](auto* none) {
    using Record = std::remove_pointer_t<decltype(none)>;
    return std::string(KindOf<Record>::kField);
  });
}

std::vector<std::string> PathsOf(RecordKind kind) {
  std::vector<std::string> paths(kOfAll.begin(), kOfAll.end());
  const std::string field = FieldOf(kind);
  for (const LeftOut& each : kOfKinds) {
    if (each.kind == field) paths.push_back(each.path);
  }
  return paths;
}

// The messages that the field leads to.
std::vector<Message*> Below(Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  std::vector<Message*> below;
  if (!field.is_repeated()) {
    if (reflection.HasField(message, &field)) {
      below.push_back(reflection.MutableMessage(&message, &field));
    }
    return below;
  }
  for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
    below.push_back(reflection.MutableRepeatedMessage(&message, &field, i));
  }
  return below;
}

void Clear(absl::string_view path, Message& record) {
  std::vector<Message*> at = {&record};
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (size_t i = 0; i < names.size(); ++i) {
    std::vector<Message*> next;
    for (Message* message : at) {
      const auto* field = message->GetDescriptor()->FindFieldByName(names[i]);
      SUYUAN_CHECK(field != nullptr);
      if (i + 1 == names.size()) {
        message->GetReflection()->ClearField(message, field);
      } else {
        for (Message* each : Below(*message, *field)) next.push_back(each);
      }
    }
    at = std::move(next);
  }
}

absl::StatusOr<int64_t> Count(RecordCursor& cursor) {
  int64_t count = 0;
  while (true) {
    SUYUAN_ASSIGN_OR_RETURN(const std::vector<Record> records, cursor.Next());
    if (records.empty()) return count;
    count += static_cast<int64_t>(records.size());
  }
}

void AppendLine(const v1::DatasetLine& line, std::string& piece) {
  json::AppendJson(line, piece);
  piece.push_back('\n');
}

}  // namespace

void LeaveOut(RecordKind kind, Message& record) {
  for (const std::string& path : PathsOf(kind)) Clear(path, record);
}

Dataset::Dataset(DatasetTerms terms, absl::Time known_at,
                 const RecordBook& book, Deadline deadline)
    : terms_(std::move(terms)),
      known_at_(known_at),
      book_(book),
      deadline_(std::move(deadline)) {}

std::unique_ptr<RecordCursor> Dataset::CursorOf(size_t kind) const {
  RecordCursor::Query query;
  query.kind = kRecordKinds[kind];
  query.known_at = known_at_;
  return std::make_unique<RecordCursor>(std::move(query), book_, deadline_);
}

absl::Status Dataset::Describe(std::string& piece) {
  v1::DatasetLine line;
  v1::DatasetDescription& description = *line.mutable_description();
  auto& title = *description.mutable_title()->mutable_texts();
  title["zh"] = "量值溯源登记数据集";
  title["en"] = "Register of metrological traceability";
  description.set_publisher(terms_.publisher);
  description.set_licence(terms_.licence);
  *description.mutable_known_at() = rpc::InstantProto(known_at_);
  for (size_t i = 0; i < kRecordKinds.size(); ++i) {
    const RecordKind kind = kRecordKinds[i];
    if (!IsPublished(kind)) continue;
    auto& count = *description.add_counts();
    count.set_type(static_cast<v1::RecordType>(i + 1));
    SUYUAN_ASSIGN_OR_RETURN(const int64_t records, Count(*CursorOf(i)));
    count.set_records(records);
    for (const std::string& path : PathsOf(kind)) {
      description.add_fields_left_out(absl::StrCat(FieldOf(kind), ".", path));
    }
  }
  AppendLine(line, piece);
  return absl::OkStatus();
}

absl::StatusOr<bool> Dataset::Next(std::string& piece) {
  if (std::exchange(begins_, false)) SUYUAN_RETURN_IF_ERROR(Describe(piece));
  while (piece.empty() && kind_ < kRecordKinds.size()) {
    const RecordKind kind = kRecordKinds[kind_];
    if (cursor_ == nullptr) cursor_ = CursorOf(kind_);
    std::vector<Record> records;
    if (IsPublished(kind)) {
      SUYUAN_ASSIGN_OR_RETURN(records, cursor_->Next());
    }
    for (const Record& record : records) {
      v1::DatasetLine line;
      *line.mutable_record() = ToAnyMessage(record);
      Message& any = *line.mutable_record();
      const auto* field = any.GetDescriptor()->FindFieldByName(FieldOf(kind));
      LeaveOut(kind, *any.GetReflection()->MutableMessage(&any, field));
      AppendLine(line, piece);
    }
    if (records.empty()) {
      cursor_ = nullptr;
      ++kind_;
    }
  }
  return !piece.empty();
}

}  // namespace suyuan::registry
