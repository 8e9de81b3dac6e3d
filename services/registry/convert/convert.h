#ifndef SERVICES_REGISTRY_CONVERT_CONVERT_H_
#define SERVICES_REGISTRY_CONVERT_CONVERT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "services/registry/convert/messages.h"
#include "services/registry/records/in_force.h"
#include "services/registry/records/record.h"
#include "suyuan/registry/v1/registry.pb.h"

// Where the wire and the records meet: what passes ToDraft is valid, and
// everything behind it may rely on that.

namespace suyuan::registry {

// What `message` asks to have recorded: every field checked (INVALID_FIELD with
// a violation each, the paths beginning with KindOf<>::kField), the terms
// and search tokens by which it is found, and what it needs to be there. The
// payload is the message without its meta, in the same bytes for the same
// content; the end reason is empty.
absl::StatusOr<Draft> ToDraft(const proto::Institution& message);
absl::StatusOr<Draft> ToDraft(const proto::Competence& message);
absl::StatusOr<Draft> ToDraft(const proto::Standard& message);
absl::StatusOr<Draft> ToDraft(const proto::ReferenceMaterial& message);
absl::StatusOr<Draft> ToDraft(const proto::Specification& message);
absl::StatusOr<Draft> ToDraft(const proto::Instrument& message);
absl::StatusOr<Draft> ToDraft(const proto::Person& message);
absl::StatusOr<Draft> ToDraft(const proto::Declaration& message);
absl::StatusOr<Draft> ToDraft(const proto::VerificationScheme& message);
absl::StatusOr<Draft> ToDraft(const proto::MandatoryCatalogue& message);
absl::StatusOr<Draft> ToDraft(const proto::Comparison& message);
absl::StatusOr<Draft> ToDraft(const proto::IndicatorEntry& message);
absl::StatusOr<Draft> ToDraft(const proto::IndicatorReport& message);

// The draft that would write the record as it is.
absl::StatusOr<Draft> DraftOf(const Record& record);
// The version of what ToDraft finds records by. Raised with every change of the
// terms or the search texts of a kind that is there already: the records that
// were written before are then found by them too (reindex.h).
inline constexpr int64_t kIndexing = 5;

// The fields whose terms ToDraft makes, by their proto paths.
absl::Span<const absl::string_view> IndexedFields(RecordKind kind);

// When a valid record did not count within its period.
std::vector<Spell> SpellsOf(const proto::Institution& message);
std::vector<Spell> SpellsOf(const proto::Competence& message);
std::vector<Spell> SpellsOf(const proto::Standard& message);
std::vector<Spell> SpellsOf(const proto::ReferenceMaterial& message);
std::vector<Spell> SpellsOf(const proto::Person& message);
std::vector<Spell> SpellsOf(const proto::Comparison& message);
// Of any other kind: never.
inline std::vector<Spell> SpellsOf(const google::protobuf::Message&) {
  return {};
}

// What the record says, without meta; `Message` is that of its kind. For what
// changes it: it holds what the wire does not show yet.
template <typename Message>
Message StoredMessage(const Record& record);
// The record as the wire shows it, meta and all; of a comparison no results
// before all are in (HideResults).
template <typename Message>
Message ToMessage(const Record& record);
// The same as a record of any kind.
proto::Record ToAnyMessage(const Record& record);

// Of the feed, in tokens.
inline constexpr absl::string_view kFeed = "registry";

// The entry of the change feed: a serialised proto::Change without position and
// token.
std::string ToChange(const Record& record);
// What Watch sends for it.
absl::StatusOr<proto::Change> ToWatched(int64_t position,
                                        absl::string_view change);

// Reads that carry the token of a position include all up to it.
std::string ToToken(int64_t position);

}  // namespace suyuan::registry

#endif  // SERVICES_REGISTRY_CONVERT_CONVERT_H_
