#ifndef SERVICES_REGISTRY_CONVERT_DRAFTING_H_
#define SERVICES_REGISTRY_CONVERT_DRAFTING_H_

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/message.h"
#include "services/registry/convert/field_checks.h"
#include "services/registry/convert/messages.h"
#include "services/registry/records/record.h"

namespace suyuan::registry {

// A draft in the making: a message, what is wrong with it, the terms by which
// it is found and the records that it needs. Borrows the message.
class Drafting {
 public:
  // Checks what all kinds have: the name and the values of enums.
  template <typename Message>
  explicit Drafting(const Message& message)
      : Drafting(KindOf<Message>::kKind, KindOf<Message>::kField,
                 message.name(), message) {}

  // Found by `value` in this field, which is one of IndexedFields or none of
  // the record's; not where it is empty.
  void FindBy(absl::string_view field, absl::string_view value);
  // Counted by `value`, without being read. No filter asks for `term`, which
  // begins with '#'.
  void CountBy(absl::string_view term, std::string value);
  // Also by a search for it as printed or in its normal form.
  void FindByNumber(absl::string_view field, absl::string_view number);
  // Also by a search for words of it, in any of its languages.
  void FindByTitle(absl::string_view field,
                   const metrology_proto::LocalizedText& title);
  // Found by a search alone.
  void SearchBy(absl::string_view text);
  void SearchByTitle(const metrology_proto::LocalizedText& title);
  // By its short name, "PUBLIC_HIGHEST"; not where it is unspecified.
  template <typename Enum>
  void FindByEnum(absl::string_view field, Enum value) {
    FindByEnum(field, *google::protobuf::GetEnumDescriptor<Enum>(),
               static_cast<int>(value));
  }

  // The record of that name must be there; "" is refused.
  void Needs(const FieldPath& path, absl::string_view name, RecordKind kind);
  // As Needs, and the record is found by `name` in this field. "" is refused
  // where `required`.
  void NeedsToBeFound(absl::string_view field, absl::string_view name,
                      RecordKind kind, bool required);
  // The record `name`, which is checked elsewhere, must have `term`.
  void NeedsTerm(const FieldPath& path, absl::string_view name, IndexTerm term);

  // `printed`, at `at`, is a number that no other record of the kind may have.
  // `what` it is of, and `normal`: the number in normal form, after its issuer
  // where others number too. Nothing where `printed` is empty.
  void Identify(const FieldPath& at, absl::string_view what,
                absl::string_view printed,
                std::initializer_list<absl::string_view> normal);

  // INVALID_FIELD with all that was wrong, or the draft.
  absl::StatusOr<Draft> Finish(const Period& period) &&;

  const FieldPath path;
  FieldErrors errors;

 private:
  Drafting(RecordKind kind, absl::string_view field, const std::string& name,
           const google::protobuf::Message& message);
  void FindByEnum(absl::string_view field,
                  const google::protobuf::EnumDescriptor& type, int value);

  const google::protobuf::Message& message_;
  Draft draft_;
  std::vector<std::string> search_texts_;
};

// The fields whose terms ToDraft makes of a `Message`, by their proto paths.
// Specialised beside ToDraft for each kind.
template <typename Message>
absl::Span<const absl::string_view> IndexedFieldsOf();

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_DRAFTING_H_
