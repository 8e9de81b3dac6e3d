#include <google/protobuf/descriptor.h>
#include <google/protobuf/field_mask.pb.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/message_differencer.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/api/field_behavior.pb.h"
#include "libs/base/check.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"

namespace suyuan::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

bool Behaves(const FieldDescriptor& field, google::api::FieldBehavior how) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == how)
      return true;
  }
  return false;
}

bool IsSingularMessage(const FieldDescriptor& field) {
  return !field.is_repeated() &&
         field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

bool Has(const Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  return field.is_repeated() ? reflection->FieldSize(message, &field) > 0
                             : reflection->HasField(message, &field);
}

// to.field = from.field, absent where it is absent there.
void CopyField(const FieldDescriptor& field, const Message& from, Message& to) {
  std::unique_ptr<Message> copy(from.New());
  copy->CopyFrom(from);
  to.GetReflection()->SwapFields(&to, copy.get(), {&field});
}

bool Same(const FieldDescriptor& field, const Message& a, const Message& b) {
  MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {&field}, {&field});
}

// The fields that `path` names one after the other, each in the message before
// it.
absl::StatusOr<std::vector<const FieldDescriptor*>> Resolve(
    const Descriptor& type, const std::string& path) {
  std::vector<const FieldDescriptor*> out;
  const Descriptor* at = &type;
  const std::vector<std::string> names = absl::StrSplit(path, '.');
  for (const std::string& name : names) {
    const FieldDescriptor* field =
        at == nullptr ? nullptr : at->FindFieldByName(name);
    if (field == nullptr) {
      return InvalidField(
          "update_mask",
          absl::StrCat("\"", path, "\" is not a field of ", type.full_name(),
                       ": no \"", name,
                       at == nullptr ? "\" inside a value"
                                     : "\" in " + at->full_name()));
    }
    if (IsOutputOnly(*field)) {
      return InvalidField(
          "update_mask",
          absl::StrCat("\"", path, "\" is set by the service alone"));
    }
    out.push_back(field);
    at = IsSingularMessage(*field) ? field->message_type() : nullptr;
  }
  return out;
}

void CopyPath(const std::vector<const FieldDescriptor*>& path,
              const Message& patch, Message& target) {
  const Message* from = &patch;
  Message* to = &target;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    // Nothing to take and nothing to clear: do not make the way there.
    if (!Has(*from, *path[i]) && !Has(*to, *path[i])) return;
    from = &from->GetReflection()->GetMessage(*from, path[i]);
    to = to->GetReflection()->MutableMessage(to, path[i]);
  }
  CopyField(*path.back(), *from, *to);
}

struct Pair {
  const Message* before;
  Message* after;
  std::string prefix;
};

// What the annotations say about `field`, in the two states of its message.
absl::Status KeepField(const FieldDescriptor& field, const Pair& pair) {
  if (IsOutputOnly(field)) {
    CopyField(field, *pair.before, *pair.after);
    return absl::OkStatus();
  }
  if (!Behaves(field, google::api::IMMUTABLE)) return absl::OkStatus();
  if (!Has(*pair.after, field)) {
    CopyField(field, *pair.before, *pair.after);
    return absl::OkStatus();
  }
  if (Same(field, *pair.before, *pair.after)) return absl::OkStatus();
  return WithReason(InvalidField(absl::StrCat(pair.prefix, field.name()),
                                 "cannot change once it is set"),
                    "FIELD_IMMUTABLE");
}

absl::Status KeepWhatIsNotTheClients(const Message& before, Message& after) {
  std::vector<Pair> open = {{&before, &after, ""}};
  while (!open.empty()) {
    const Pair pair = std::move(open.back());
    open.pop_back();
    const Descriptor& type = *pair.after->GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      SUYUAN_RETURN_IF_ERROR(KeepField(field, pair));
      if (!IsSingularMessage(field) || !Has(*pair.after, field)) continue;
      const auto* reflection = pair.after->GetReflection();
      open.push_back({&reflection->GetMessage(*pair.before, &field),
                      reflection->MutableMessage(pair.after, &field),
                      absl::StrCat(pair.prefix, field.name(), ".")});
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool IsOutputOnly(const FieldDescriptor& field) {
  return Behaves(field, google::api::OUTPUT_ONLY);
}

absl::Status ApplyFieldMask(const google::protobuf::FieldMask& mask,
                            const Message& patch, Message& target) {
  SUYUAN_CHECK(patch.GetDescriptor() == target.GetDescriptor());
  const bool whole =
      mask.paths().empty() || (mask.paths_size() == 1 && mask.paths(0) == "*");
  std::unique_ptr<Message> changed(target.New());
  changed->CopyFrom(whole ? patch : target);
  if (!whole) {
    for (const std::string& path : mask.paths()) {
      SUYUAN_ASSIGN_OR_RETURN(const auto fields,
                              Resolve(*target.GetDescriptor(), path));
      CopyPath(fields, patch, *changed);
    }
  }
  SUYUAN_RETURN_IF_ERROR(KeepWhatIsNotTheClients(target, *changed));
  target.GetReflection()->Swap(&target, changed.get());
  return absl::OkStatus();
}

}  // namespace suyuan::rpc
