#ifndef SERVICES_TRACEABILITY_SETTLED_ARTEFACT_CLASSES_H_
#define SERVICES_TRACEABILITY_SETTLED_ARTEFACT_CLASSES_H_

#include <algorithm>
#include <cstdint>
#include <utility>

#include "services/traceability/graph/array.h"
#include "services/traceability/graph/rows.h"

namespace suyuan::traceability {

// Keys of artefacts in classes: those that stood on one certificate are in one,
// and so on from certificate to certificate. Certificates of different classes
// are of different artefacts; those of one class mostly of the same.
class ArtefactClasses {
 public:
  // O(log keys), and so is ClassOf.
  void Join(uint32_t a, uint32_t b) {
    GrowTo(std::max(a, b) + 1);
    a = ClassOf(a);
    b = ClassOf(b);
    if (a == b) return;
    if (sizes_[a] < sizes_[b]) std::swap(a, b);
    above_[b] = a;
    sizes_[a] += sizes_[b];
  }

  // kNone stays alone.
  uint32_t ClassOf(uint32_t key) const {
    if (key >= above_.size()) return key;
    while (above_[key] != key) key = above_[key];
    return key;
  }

  int64_t bytes() const { return above_.bytes() + sizes_.bytes(); }

  // As Settled::EachPart.
  template <typename Self, typename Visit>
  static void EachPart(Self& self, Visit&& visit) {
    visit("above", self.above_);
    visit("sizes", self.sizes_);
  }

 private:
  void GrowTo(uint32_t size) {
    for (auto next = static_cast<uint32_t>(above_.size()); next < size;
         ++next) {
      above_.push_back(next);
      sizes_.push_back(1);
    }
  }

  Array<uint32_t> above_;
  Array<uint32_t> sizes_;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_ARTEFACT_CLASSES_H_
