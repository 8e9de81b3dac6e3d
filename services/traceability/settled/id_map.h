#ifndef SERVICES_TRACEABILITY_SETTLED_ID_MAP_H_
#define SERVICES_TRACEABILITY_SETTLED_ID_MAP_H_

#include <cstdint>
#include <utility>
#include <vector>

namespace suyuan::traceability {

// From 32-bit ids to places, for one question after another: Clear() is O(1)
// and keeps the memory, so that a thread that asks again allocates nothing.
class IdMap {
 public:
  IdMap() : slots_(256) {}

  void Clear() {
    size_ = 0;
    if (++epoch_ != 0) return;
    for (Slot& slot : slots_) slot.epoch = 0;
    epoch_ = 1;
  }

  // The place of `id` and false; or `next`, which becomes its place, and true.
  std::pair<uint32_t, bool> Place(uint32_t id, uint32_t next) {
    if (size_ * 2 >= slots_.size()) Grow();
    Slot& slot = Find(id);
    if (slot.epoch == epoch_) return {slot.place, false};
    slot = {id, next, epoch_};
    ++size_;
    return {next, true};
  }

 private:
  struct Slot {
    uint32_t id = 0;
    uint32_t place = 0;
    uint32_t epoch = 0;  // of no question
  };

  Slot& Find(uint32_t id) {
    const size_t mask = slots_.size() - 1;
    size_t at = (id * uint64_t{0x9e3779b97f4a7c15} >> 32) & mask;
    while (slots_[at].epoch == epoch_ && slots_[at].id != id) {
      at = (at + 1) & mask;
    }
    return slots_[at];
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.epoch == epoch_) Find(slot.id) = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two of them
  size_t size_ = 0;
  uint32_t epoch_ = 1;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_ID_MAP_H_
