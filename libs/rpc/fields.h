#ifndef LIBS_RPC_FIELDS_H_
#define LIBS_RPC_FIELDS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace google::protobuf {
class FieldDescriptor;
class FieldMask;
class Message;
class Timestamp;
}  // namespace google::protobuf

// The checks that every service makes of its requests. Every refusal is
// InvalidArgument, reason INVALID_FIELD unless another is named, with the path
// of the field as `field`.

namespace suyuan::rpc {

// Changes `target`, the stored record, as `patch` and `mask` ask (AIP-134). An
// empty mask or "*" replaces the whole record; else each path replaces that
// field alone, a repeated field, map or message as a whole, and clears it where
// the patch has none. `target` is unchanged on failure. By the annotations of
// google.api.field_behavior, at any depth outside repeated fields:
//   OUTPUT_ONLY  keeps the stored value; a path that names one is refused
//   IMMUTABLE    keeps the stored value where the patch has none, and refuses
//                another one, reason FIELD_IMMUTABLE
// Unknown paths are refused with "update_mask" as field. Both messages are of
// one type. O(size of the messages).
absl::Status ApplyFieldMask(const google::protobuf::FieldMask& mask,
                            const google::protobuf::Message& patch,
                            google::protobuf::Message& target);

// Whether the service alone sets `field` (google.api.field_behavior).
bool IsOutputOnly(const google::protobuf::FieldDescriptor& field);

// A page size as AIP-158 reads it: 0 is the default, more than `most` is
// `most`, negative is refused.
struct PageSizes {
  int usual = 50;
  int most = 1000;
};
absl::StatusOr<int> PageSize(int requested, PageSizes sizes = {});

// The ids in a resource name: {"xj", "7"} for "institutions/xj/persons/7" and
// the pattern "institutions/{institution}/persons/{person}". An id is 1 to 128
// characters of A-Z a-z 0-9 . _ ~ -, and does not begin with '.'.
absl::StatusOr<std::vector<std::string>> ParseName(absl::string_view field,
                                                   absl::string_view name,
                                                   absl::string_view pattern);
// The same where the pattern has one id.
absl::StatusOr<std::string> ParseId(absl::string_view field,
                                    absl::string_view name,
                                    absl::string_view pattern);
// An id that a client chose for a new resource, AIP-122: 1 to 63 characters,
// lower-case letters, digits and hyphens, begins with a letter or digit, does
// not end with a hyphen.
absl::Status CheckNewId(absl::string_view field, absl::string_view id);

// Empty, or a UUID in its 36 characters (RFC 9562), upper or lower case.
absl::Status CheckRequestId(absl::string_view request_id);

// "2025-03-01", exactly so, and a day that exists.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view field,
                                        absl::string_view text);
// The same; nullopt for "".
absl::StatusOr<std::optional<absl::CivilDay>> ParseOptionalDay(
    absl::string_view field, absl::string_view text);
std::string DayText(absl::CivilDay day);

// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
absl::StatusOr<absl::Time> ParseInstant(
    absl::string_view field, const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp InstantProto(absl::Time time);

// Not empty (nor blanks alone) and at most `max_bytes`.
absl::Status CheckText(absl::string_view field, absl::string_view text,
                       size_t max_bytes);

// Not OK if `size` is over `most`: for repeated fields.
absl::Status CheckCount(absl::string_view field, int size, int most);

// Bytes that are the same for equal messages, maps too: what a request's digest
// is made of.
std::string CanonicalBytes(const google::protobuf::Message& message);

// OK, or Aborted with reason ETAG_MISMATCH where `seen` is neither "" nor
// `current`: somebody changed the record since it was read.
absl::Status CheckEtag(absl::string_view seen, absl::string_view current);

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_FIELDS_H_
