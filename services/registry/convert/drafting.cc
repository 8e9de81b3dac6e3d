#include "services/registry/convert/drafting.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "libs/base/status.h"
#include "libs/rpc/fields.h"
#include "libs/text/normalise.h"
#include "libs/text/search_tokens.h"
#include "services/registry/convert/parts.h"
#include "services/registry/convert/record_fields.h"

namespace suyuan::registry {

Drafting::Drafting(RecordKind kind, absl::string_view field,
                   const std::string& name,
                   const google::protobuf::Message& message)
    : path(field), message_(message) {
  draft_.kind = kind;
  draft_.name = name;
  if (!IsRecordName(name) || KindOfName(name) != kind) {
    errors.Add(
        path / "name",
        absl::StrCat(Quoted(name), " is no name such as \"", CollectionOf(kind),
                     "/a-1\": lower-case letters, digits, hyphens"));
  }
  CheckEnums(path, message, errors);
}

void Drafting::FindBy(absl::string_view field, absl::string_view value) {
  if (value.empty()) return;
  draft_.terms.push_back({std::string(field), std::string(value)});
}

void Drafting::CountBy(absl::string_view term, std::string value) {
  draft_.terms.push_back({std::string(term), std::move(value)});
}

void Drafting::FindByNumber(absl::string_view field, absl::string_view number) {
  const std::string normal = text::NormaliseIdentifier(number);
  FindBy(field, normal);
  SearchBy(number);
  SearchBy(normal);
}

void Drafting::FindByTitle(absl::string_view field,
                           const metrology_proto::LocalizedText& title) {
  for (const auto& [language, text] : title.texts()) {
    FindBy(field, text::NormaliseName(text));
  }
  SearchByTitle(title);
}

void Drafting::SearchBy(absl::string_view text) {
  if (!text.empty()) search_texts_.emplace_back(text);
}

void Drafting::SearchByTitle(const metrology_proto::LocalizedText& title) {
  for (const auto& [language, text] : title.texts()) SearchBy(text);
}

void Drafting::FindByEnum(absl::string_view field,
                          const google::protobuf::EnumDescriptor& type,
                          int value) {
  FindBy(field, ShortNameOf(type, value));
}

void Drafting::Needs(const FieldPath& at, absl::string_view name,
                     RecordKind kind) {
  if (name.empty()) return errors.Add(at, "is required");
  if (!CheckReference(at, name, kind, errors)) return;
  draft_.requirements.push_back({at.text(), std::string(name), {}});
}

void Drafting::NeedsToBeFound(absl::string_view field, absl::string_view name,
                              RecordKind kind, bool required) {
  if (name.empty() && !required) return;
  FindBy(field, name);
  Needs(path / field, name, kind);
}

void Drafting::NeedsTerm(const FieldPath& at, absl::string_view name,
                         IndexTerm term) {
  draft_.requirements.push_back(
      {at.text(), std::string(name), std::move(term)});
}

void Drafting::Identify(const FieldPath& at, absl::string_view what,
                        absl::string_view printed,
                        std::initializer_list<absl::string_view> normal) {
  if (printed.empty()) return;
  // No part of a normal form holds a line feed.
  draft_.identifiers.push_back(
      {at.text(),
       std::string(printed),
       {absl::StrCat("identifier.", what), absl::StrJoin(normal, "\n")}});
}

absl::StatusOr<Draft> Drafting::Finish(const Period& period) && {
  SUYUAN_RETURN_IF_ERROR(errors.ToStatus());
  draft_.period = period;
  std::sort(draft_.terms.begin(), draft_.terms.end());
  draft_.terms.erase(std::unique(draft_.terms.begin(), draft_.terms.end()),
                     draft_.terms.end());
  draft_.search_tokens = text::SearchTokens(search_texts_);
  const std::unique_ptr<google::protobuf::Message> stored(message_.New());
  stored->CopyFrom(message_);
  stored->GetReflection()->ClearField(
      stored.get(), stored->GetDescriptor()->FindFieldByName("meta"));
  draft_.payload = rpc::CanonicalBytes(*stored);
  return std::move(draft_);
}

}  // namespace suyuan::registry
