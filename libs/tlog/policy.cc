#include "libs/tlog/policy.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/status.h"
#include "libs/tlog/decimal.h"
#include "libs/tlog/errors.h"

namespace suyuan::tlog {
namespace {

constexpr size_t kMaxBytes = 64 << 10;
constexpr size_t kMaxOfAKind = 64;
constexpr absl::string_view kNone = "none";

using Words = std::vector<absl::string_view>;

bool HasControlCharacter(absl::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

}  // namespace

// Reads a policy line by line.
class Policy::Reader {
 public:
  absl::StatusOr<Policy> Read(absl::string_view text) {
    if (text.size() > kMaxBytes) return PolicyInvalid(0, "over 64 KiB");
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      ++line_;
      SUYUAN_RETURN_IF_ERROR(ReadLine(line));
    }
    if (out_.quorum_name_.empty()) return Bad("no quorum line");
    return std::move(out_);
  }

 private:
  absl::Status Bad(absl::string_view problem) const {
    return PolicyInvalid(line_, problem);
  }

  absl::Status ReadLine(absl::string_view line) {
    if (HasControlCharacter(line)) return Bad("a control character");
    const Words words =
        absl::StrSplit(line, absl::ByAnyChar(" \t"), absl::SkipEmpty());
    if (words.empty() || words[0][0] == '#') return absl::OkStatus();
    if (words[0] == "log") return ReadLog(words);
    if (words[0] == "witness") return ReadWitness(words);
    if (words[0] == "group") return ReadGroup(words);
    if (words[0] == "quorum") return ReadQuorum(words);
    return Bad(absl::StrCat("'", words[0],
                            "' instead of log, witness, group or quorum"));
  }

  // A key of this type that no line of the kind has named before.
  absl::StatusOr<NoteVerifier> ReadKey(absl::string_view text, NoteKeyType type,
                                       std::set<std::string>& seen) const {
    absl::StatusOr<NoteVerifier> key = NoteVerifier::Parse(text);
    if (!key.ok()) return Bad(key.status().message());
    if (key->type() != type) {
      return Bad(type == NoteKeyType::kNote ? "a log's key is of type 1"
                                            : "a witness's key is of type 4");
    }
    if (!seen.insert(key->key().bytes()).second) {
      return Bad("another line has the same key");
    }
    return key;
  }

  absl::Status ReadLog(const Words& words) {
    if (words.size() < 2 || words.size() > 3) {
      return Bad("log <key> [<url>] is wanted");
    }
    if (out_.logs_.size() == kMaxOfAKind) return Bad("over 64 logs");
    SUYUAN_ASSIGN_OR_RETURN(NoteVerifier key,
                            ReadKey(words[1], NoteKeyType::kNote, log_keys_));
    out_.logs_.push_back(
        {std::move(key), std::string(words.size() > 2 ? words[2] : "")});
    return absl::OkStatus();
  }

  absl::Status ReadWitness(const Words& words) {
    if (words.size() < 3 || words.size() > 4) {
      return Bad("witness <name> <key> [<url>] is wanted");
    }
    if (out_.witnesses_.size() == kMaxOfAKind) return Bad("over 64 witnesses");
    SUYUAN_RETURN_IF_ERROR(CheckNew(words[1]));
    SUYUAN_ASSIGN_OR_RETURN(
        NoteVerifier key,
        ReadKey(words[2], NoteKeyType::kCosignature, witness_keys_));
    out_.parties_.push_back(
        {.name = std::string(words[1]), .witness = out_.witnesses_.size()});
    out_.witnesses_.push_back({std::string(words[1]), std::move(key),
                               std::string(words.size() > 3 ? words[3] : "")});
    return absl::OkStatus();
  }

  absl::Status ReadGroup(const Words& words) {
    if (words.size() < 4) {
      return Bad("group <name> all|any|<k> <name>... is wanted");
    }
    if (out_.parties_.size() - out_.witnesses_.size() == kMaxOfAKind) {
      return Bad("over 64 groups");
    }
    SUYUAN_RETURN_IF_ERROR(CheckNew(words[1]));
    Party group{.name = std::string(words[1])};
    for (const absl::string_view name : absl::MakeConstSpan(words).subspan(3)) {
      SUYUAN_ASSIGN_OR_RETURN(const size_t member, Find(name));
      // Each counts in one way only.
      if (!members_.insert(member).second) {
        return Bad(absl::StrCat("'", name, "' is a member already"));
      }
      group.members.push_back(member);
    }
    SUYUAN_ASSIGN_OR_RETURN(group.wanted,
                            ReadThreshold(words[2], group.members.size()));
    out_.parties_.push_back(std::move(group));
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> ReadThreshold(absl::string_view word,
                                       size_t members) const {
    if (word == "all") return members;
    if (word == "any") return 1;
    const std::optional<uint64_t> wanted = ParseDecimal(word);
    if (!wanted || *wanted < 1 || *wanted > members) {
      return Bad(absl::StrCat("'", word, "' of ", members, " members"));
    }
    return *wanted;
  }

  absl::Status ReadQuorum(const Words& words) {
    if (words.size() != 2) return Bad("quorum <name> is wanted");
    if (!out_.quorum_name_.empty()) return Bad("a second quorum line");
    if (words[1] != kNone) {
      SUYUAN_ASSIGN_OR_RETURN(out_.quorum_, Find(words[1]));
    }
    out_.quorum_name_ = std::string(words[1]);
    return absl::OkStatus();
  }

  absl::Status CheckNew(absl::string_view name) const {
    if (name == kNone || Find(name).ok()) {
      return Bad(absl::StrCat("the name '", name, "' is taken"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Find(absl::string_view name) const {
    for (size_t i = 0; i < out_.parties_.size(); ++i) {
      if (out_.parties_[i].name == name) return i;
    }
    return Bad(absl::StrCat("no line before this one defines '", name, "'"));
  }

  Policy out_;
  int line_ = 0;
  std::set<std::string> log_keys_;
  std::set<std::string> witness_keys_;
  std::set<size_t> members_;  // of any group
};

absl::StatusOr<Policy> Policy::Parse(absl::string_view text) {
  return Reader().Read(text);
}

std::vector<NoteVerifier> Policy::WitnessKeys() const {
  std::vector<NoteVerifier> out;
  for (const Witness& witness : witnesses_) out.push_back(witness.key);
  return out;
}

bool Policy::HasQuorum(absl::Span<const NoteSignature> signatures) const {
  if (!quorum_.has_value()) return true;
  // A party's members come before it.
  std::vector<bool> has_witnessed;
  for (const Party& party : parties_) {
    if (party.witness.has_value()) {
      const NoteVerifier& key = witnesses_[*party.witness].key;
      has_witnessed.push_back(
          std::any_of(signatures.begin(), signatures.end(),
                      [&](const NoteSignature& s) { return IsBy(s, key); }));
      continue;
    }
    const auto count = std::count_if(
        party.members.begin(), party.members.end(),
        [&has_witnessed](size_t member) { return has_witnessed[member]; });
    has_witnessed.push_back(static_cast<size_t>(count) >= party.wanted);
  }
  return has_witnessed[*quorum_];
}

namespace {

struct Opened {
  Checkpoint checkpoint;
  // Cosignatures of the policy's witnesses.
  std::vector<NoteSignature> cosignatures;
};

absl::StatusOr<Opened> Open(absl::string_view note, const Policy& policy) {
  std::vector<NoteVerifier> keys = policy.WitnessKeys();
  for (const Policy::Log& log : policy.logs()) keys.push_back(log.key);
  SUYUAN_ASSIGN_OR_RETURN(Note opened, OpenNote(note, keys));
  Opened out;
  SUYUAN_ASSIGN_OR_RETURN(out.checkpoint, Checkpoint::Parse(opened.text));
  const NoteVerifier* by = nullptr;
  for (NoteSignature& signature : opened.verified) {
    const auto log = std::find_if(
        policy.logs().begin(), policy.logs().end(),
        [&](const Policy::Log& one) { return IsBy(signature, one.key); });
    if (log == policy.logs().end()) {
      out.cosignatures.push_back(std::move(signature));
    } else if (by == nullptr || log->key.name() == out.checkpoint.origin) {
      by = &log->key;
    }
  }
  if (by == nullptr) return NoteUnverified();
  if (by->name() != out.checkpoint.origin) {
    return ReceiptOfAnotherLog(out.checkpoint.origin, by->name());
  }
  return out;
}

}  // namespace

absl::StatusOr<Checkpoint> OpenBySomeLog(absl::string_view note,
                                         const Policy& policy) {
  SUYUAN_ASSIGN_OR_RETURN(Opened opened, Open(note, policy));
  return std::move(opened.checkpoint);
}

absl::StatusOr<Checkpoint> OpenByPolicy(absl::string_view note,
                                        const Policy& policy) {
  SUYUAN_ASSIGN_OR_RETURN(Opened opened, Open(note, policy));
  if (policy.HasQuorum(opened.cosignatures)) {
    return std::move(opened.checkpoint);
  }
  std::vector<std::string> by;
  for (const NoteSignature& one : opened.cosignatures) by.push_back(one.name);
  return QuorumMissing(policy.quorum(), absl::StrJoin(by, ", "));
}

}  // namespace suyuan::tlog
