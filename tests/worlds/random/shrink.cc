#include <algorithm>
#include <vector>

#include "tests/worlds/random/report.h"

namespace suyuan::worlds {
namespace {

using traceability::CertificateFacts;
using traceability::StatusFacts;

class Shrinker {
 public:
  Shrinker(Case found, const std::function<bool(const Case&)>& disagrees)
      : best_(std::move(found)), disagrees_(disagrees) {}

  Case Run() {
    for (bool smaller = true; smaller;) {
      smaller = DropEvents();
      smaller = DropParts() || smaller;
    }
    return std::move(best_);
  }

 private:
  bool Try(Case candidate) {
    if (!disagrees_(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  // Every status needs its certificate.
  static bool Whole(const World& world) {
    std::vector<std::string> names;
    for (const Event& event : world.events) {
      if (const auto* c = std::get_if<CertificateFacts>(&event.facts)) {
        names.push_back(c->name);
      } else if (const auto* s = std::get_if<StatusFacts>(&event.facts)) {
        if (std::find(names.begin(), names.end(), s->certificate) ==
            names.end()) {
          return false;
        }
      }
    }
    return true;
  }

  bool DropEvents() {
    bool any = false;
    for (size_t i = best_.world.events.size(); i-- > 0;) {
      Case candidate = best_;
      candidate.world.events.erase(candidate.world.events.begin() +
                                   static_cast<std::ptrdiff_t>(i));
      if (Whole(candidate.world)) any = Try(std::move(candidate)) || any;
    }
    return any;
  }

  // Takes away one element of a list of each certificate.
  template <typename Member>
  bool DropElements(Member member) {
    bool any = false;
    for (size_t i = 0; i < best_.world.events.size(); ++i) {
      const auto* c =
          std::get_if<CertificateFacts>(&best_.world.events[i].facts);
      if (c == nullptr) continue;
      for (size_t k = (c->*member).size(); k-- > 0;) {
        Case candidate = best_;
        auto& list =
            std::get<CertificateFacts>(candidate.world.events[i].facts).*member;
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(k));
        any = Try(std::move(candidate)) || any;
        c = std::get_if<CertificateFacts>(&best_.world.events[i].facts);
      }
    }
    return any;
  }

  bool DropParts() {
    bool any = DropElements(&CertificateFacts::references);
    any = DropElements(&CertificateFacts::results) || any;
    any = DropElements(&CertificateFacts::specifications) || any;
    return any;
  }

  Case best_;
  const std::function<bool(const Case&)>& disagrees_;
};

}  // namespace

Case Shrink(Case found, const std::function<bool(const Case&)>& disagrees) {
  return Shrinker(std::move(found), disagrees).Run();
}

}  // namespace suyuan::worlds
