#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/field_mask.pb.h"
#include "libs/json/message_json.h"
#include "libs/rpc/fields.h"
#include "libs/text/encoding.h"
#include "services/registry/convert/messages.h"
#include "services/registry/files/columns.h"
#include "services/registry/files/file_rows.h"

namespace suyuan::registry {
namespace {

using google::protobuf::Message;

class JsonRows final : public FileRows {
 public:
  JsonRows(RecordKind kind, absl::string_view content)
      : kind_(kind), is_whole_(!HasOutputs(kind)) {
    absl::ConsumePrefix(&content, text::kByteOrderMark);
    for (const absl::string_view line : absl::StrSplit(content, '\n')) {
      if (absl::StripAsciiWhitespace(line).empty()) continue;
      lines_.push_back(line);
    }
    read_.resize(lines_.size());
  }

  size_t size() const override { return lines_.size(); }

  absl::StatusOr<Head> Read(size_t i) override {
    std::unique_ptr<Message> message =
        WithMessageOf(kind_, [](auto* none) -> std::unique_ptr<Message> {
          return std::make_unique<std::remove_pointer_t<decltype(none)>>();
        });
    SUYUAN_RETURN_IF_ERROR(json::FromJson(lines_[i], *message));
    read_[i] = std::move(message);
    return WithMessageOf(kind_, [&](auto* none) {
      using Record = std::remove_pointer_t<decltype(none)>;
      const auto& record = static_cast<const Record&>(*read_[i]);
      return Head{record.name(), record.meta().etag()};
    });
  }

  absl::Status Apply(size_t i, Message& record) const override {
    // A name is immutable: an empty message gets it first.
    const auto* name = record.GetDescriptor()->FindFieldByName("name");
    record.GetReflection()->SetString(
        &record, name, read_[i]->GetReflection()->GetString(*read_[i], name));
    return rpc::ApplyFieldMask({}, *read_[i], record);
  }

  bool is_whole() const override { return is_whole_; }

 private:
  const RecordKind kind_;
  const bool is_whole_;
  std::vector<absl::string_view> lines_;
  std::vector<std::unique_ptr<Message>> read_;
};

}  // namespace

std::unique_ptr<FileRows> OpenJsonLines(RecordKind kind,
                                        absl::string_view content) {
  return std::make_unique<JsonRows>(kind, content);
}

}  // namespace suyuan::registry
