// What holds for records of every kind.

#include <algorithm>
#include <set>
#include <type_traits>
#include <variant>

#include "services/registry/convert/record_fields.h"
#include "tests/unit/registry/records/rules.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::IsOk;
using suyuan::testing::RegistryExamples;

// Calls `use` with the message that the record holds.
template <typename Use>
void WithMessageIn(proto::Record& record, Use use) {
  for (const RecordKind kind : kRecordKinds) {
    WithMessageOf(kind, [&](auto* none) {
      using Message = std::remove_pointer_t<decltype(none)>;
      if (!KindOf<Message>::IsIn(record)) return;
      use(*KindOf<Message>::In(record));
    });
  }
}

TEST_CASE("The examples are valid and say all kinds") {
  std::set<RecordKind> kinds;
  for (proto::Record record : RegistryExamples()) {
    WithMessageIn(record, [&](const auto& message) {
      INFO(message.name());
      const auto draft = ToDraft(message);
      REQUIRE_THAT(draft.status(), IsOk());
      CHECK(draft->name == message.name());
      CHECK(draft->kind == KindOfName(message.name()));
      kinds.insert(draft->kind);
    });
  }
  CHECK(kinds.size() == kRecordKinds.size());
}

TEST_CASE("An index finds by the values that a filter sees") {
  for (proto::Record record : RegistryExamples()) {
    WithMessageIn(record, [&](const auto& message) {
      const Draft draft = *ToDraft(message);
      std::set<IndexTerm> seen;
      for (const absl::string_view path : IndexedFields(draft.kind)) {
        INFO(message.name() << " " << path);
        const RecordField* field = RecordFields::Of(draft.kind).Find(path);
        REQUIRE(field != nullptr);
        for (const sql::FieldValue& value : ValuesOf(message, *field)) {
          const std::string text = std::get<std::string>(value);
          if (!text.empty()) seen.insert({std::string(path), text});
        }
      }
      // Beside the fields, a record is found by terms that answer questions
      // and that no filter asks for.
      std::set<IndexTerm> found;
      for (const IndexTerm& term : draft.terms) {
        if (RecordFields::Of(draft.kind).Find(term.field) != nullptr) {
          found.insert(term);
        }
      }
      CHECK(found == seen);
    });
  }
}

TEST_CASE("What the service says of a record is no part of what is kept") {
  proto::Record record =
      suyuan::testing::RegistryExample("verification_scheme");
  proto::VerificationScheme& scheme = *record.mutable_verification_scheme();
  const std::string payload = ToDraft(scheme)->payload;
  scheme.mutable_meta()->set_principal("somebody");
  CHECK(ToDraft(scheme)->payload == payload);
}

TEST_CASE("A record of any kind keeps its meta in the feed") {
  for (proto::Record example : RegistryExamples()) {
    WithMessageIn(example, [&](const auto& message) {
      INFO(message.name());
      Draft draft = *ToDraft(message);
      Record record;
      record.kind = draft.kind;
      record.name = draft.name;
      record.revision = 3;
      record.payload = draft.payload;
      auto watched = ToWatched(7, ToChange(record));
      REQUIRE_THAT(watched.status(), IsOk());
      CHECK(watched->position() == 7);
      WithMessageIn(*watched->mutable_record(), [&](const auto& told) {
        CHECK(told.name() == message.name());
        CHECK(told.meta().revision() == 3);
        CHECK(told.meta().token() == ToToken(7));
      });
    });
  }
}

}  // namespace
}  // namespace suyuan::registry
