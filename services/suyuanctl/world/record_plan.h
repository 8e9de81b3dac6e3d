#ifndef SERVICES_SUYUANCTL_WORLD_RECORD_PLAN_H_
#define SERVICES_SUYUANCTL_WORLD_RECORD_PLAN_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "services/suyuanctl/world/record_kind.h"

namespace suyuan::world {

// What a world wants of one record, one after the other: contents and endings.
struct RecordState {
  // Whole, with an ending's last day in its period; empty (no kind) for the
  // ending of a record that the world itself does not write before.
  Record content;
  bool ended = false;
  std::string day;     // of an ending
  std::string reason;  // of an ending

  bool Matches(const Record& stored) const;
};

// The states that each record passes through, over all files in their order.
// Pure.
class RecordPlan {
 public:
  // The next state of its record. Contents are named; see World.
  void Add(const Record& content);
  void AddEnding(absl::string_view name, absl::string_view day,
                 absl::string_view reason);

  const std::vector<RecordState>& StatesOf(absl::string_view name) const;

  // How many of the record's states need not be written, since `stored` is what
  // it is after them. The last match counts: applying a world again would
  // otherwise walk its records back through their past. 0 where none matches.
  size_t StatesReached(const Record& stored) const;

 private:
  std::map<std::string, std::vector<RecordState>> states_;
};

}  // namespace suyuan::world

#endif  // SERVICES_SUYUANCTL_WORLD_RECORD_PLAN_H_
