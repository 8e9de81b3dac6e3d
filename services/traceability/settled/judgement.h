#ifndef SERVICES_TRACEABILITY_SETTLED_JUDGEMENT_H_
#define SERVICES_TRACEABILITY_SETTLED_JUDGEMENT_H_

#include <cstdint>

#include "services/traceability/graph/rows.h"
#include "services/traceability/rules/rule.h"

// What is kept of a result once it is settled, in 32 bits each.

namespace suyuan::traceability {

// What the rules say of a result by itself, under both profiles, and what the
// walk over chains must know of it.
class ResultJudgement {
 public:
  // Judged by itself it ends chains that come to it.
  bool terminal(size_t profile) const { return (bits_ >> (4 + profile)) & 1; }
  // The worst of its own findings and its certificate's.
  Verdict verdict(size_t profile) const {
    return static_cast<Verdict>((bits_ >> (2 * profile)) & 3);
  }
  // Findings that hold only from the last decision about a comparison on.
  bool dated() const { return (bits_ >> 6) & 1; }
  // Rests on a result that does not come before it (ComesBefore), so that a
  // chain through it may be a ring; or does not fit these arrays.
  bool odd() const { return (bits_ >> 7) & 1; }
  // A leg that carries it is TERMINAL.
  bool at_record() const { return (bits_ >> 8) & 1; }
  uint32_t findings() const { return bits_ >> kFlags; }

  void SetTerminal(size_t profile) { bits_ |= 1U << (4 + profile); }
  void SetVerdict(size_t profile, Verdict verdict) {
    bits_ |= static_cast<uint32_t>(verdict) << (2 * profile);
  }
  void SetDated() { bits_ |= 1U << 6; }
  void SetOdd() { bits_ |= 1U << 7; }
  void SetAtRecord() { bits_ |= 1U << 8; }
  // False where the id is too large to be kept.
  bool SetFindings(uint32_t list) {
    if (list >> (32 - kFlags) != 0) return false;
    bits_ |= list << kFlags;
    return true;
  }

 private:
  static constexpr int kFlags = 10;
  uint32_t bits_ = 0;
};

// One result that a result rests on.
class Link {
 public:
  static constexpr uint32_t kMostResults = uint32_t{1} << 29;

  Link() = default;
  explicit Link(ResultIndex result) : bits_(result) {}

  ResultIndex result() const { return bits_ & (kMostResults - 1); }
  // Of the support that carries it; links of one support follow each other.
  bool first() const { return (bits_ & kFirst) != 0; }
  // Of what the result rests on.
  bool last() const { return (bits_ & kLast) != 0; }
  // The leg carries the result and leads to the certificate of result(), but
  // none of its results is used.
  bool bare() const { return (bits_ & kBare) != 0; }

  void SetFirst() { bits_ |= kFirst; }
  void SetLast() { bits_ |= kLast; }
  void SetBare() { bits_ |= kBare; }

 private:
  static constexpr uint32_t kFirst = uint32_t{1} << 31;
  static constexpr uint32_t kLast = uint32_t{1} << 30;
  static constexpr uint32_t kBare = uint32_t{1} << 29;
  uint32_t bits_ = 0;
};

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_SETTLED_JUDGEMENT_H_
