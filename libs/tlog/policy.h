#ifndef LIBS_TLOG_POLICY_H_
#define LIBS_TLOG_POLICY_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/tlog/checkpoint.h"
#include "libs/tlog/note.h"

namespace suyuan::tlog {

// Which logs are trusted and which witnesses must have cosigned a checkpoint,
// by c2sp.org/tlog-policy: lines of
//   log <key> [<url>]
//   witness <name> <key> [<url>]
//   group <name> all|any|<k> <name>...
//   quorum <name>|none
// Names mean nothing outside of the file. Immutable.
class Policy {
 public:
  struct Log {
    NoteVerifier key;
    std::string url;  // "" where none is given, as below
  };
  struct Witness {
    std::string name;
    NoteVerifier key;
    std::string url;
  };

  // InvalidArgument LOG_POLICY_INVALID with the line that breaks a rule of the
  // document. At most 64 KiB and 64 lines of each kind.
  static absl::StatusOr<Policy> Parse(absl::string_view text);

  const std::vector<Log>& logs() const { return logs_; }
  const std::vector<Witness>& witnesses() const { return witnesses_; }
  // The keys of all witnesses.
  std::vector<NoteVerifier> WitnessKeys() const;
  // The word after `quorum`.
  const std::string& quorum() const { return quorum_name_; }
  // Whether those who made `signatures`, all of which hold, are enough.
  bool HasQuorum(absl::Span<const NoteSignature> signatures) const;

 private:
  class Reader;
  Policy() = default;

  // A witness or a group: what a name stands for.
  struct Party {
    std::string name;
    std::optional<size_t> witness;  // else a group
    size_t wanted = 0;              // of the group's members
    std::vector<size_t> members;    // parties before this one
  };

  std::vector<Log> logs_;
  std::vector<Witness> witnesses_;
  std::vector<Party> parties_;
  std::string quorum_name_;
  std::optional<size_t> quorum_;  // a party; nullopt: none is wanted
};

// The checkpoint in `note` if a log of the policy signed it under its own
// origin, whoever cosigned it. The errors of OpenNote(), CHECKPOINT_MALFORMED,
// NOTE_UNVERIFIED where only witnesses signed, and RECEIPT_OF_ANOTHER_LOG.
absl::StatusOr<Checkpoint> OpenBySomeLog(absl::string_view note,
                                         const Policy& policy);
// And if the policy's quorum cosigned it; else PermissionDenied
// LOG_QUORUM_MISSING.
absl::StatusOr<Checkpoint> OpenByPolicy(absl::string_view note,
                                        const Policy& policy);

}  // namespace suyuan::tlog

#endif  // LIBS_TLOG_POLICY_H_
