#ifndef TESTS_BENCH_PEERS_ROWS_H_
#define TESTS_BENCH_PEERS_ROWS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "tests/bench/peers/peer.h"

// Rows of kChainSql as the answer that they are.

namespace suyuan::bench {

using ChainRow = std::array<int64_t, 3>;  // certificate, is a root, holds

inline ChainAnswer ToChainAnswer(const std::vector<ChainRow>& rows) {
  ChainAnswer out;
  bool holds = true;
  bool rooted = false;
  for (const auto& [certificate, is_root, row_holds] : rows) {
    out.certificates.push_back(certificate);
    rooted = rooted || is_root != 0;
    holds = holds && row_holds != 0;
  }
  out.sound = rooted && holds;
  std::sort(out.certificates.begin(), out.certificates.end());
  out.certificates.erase(
      std::unique(out.certificates.begin(), out.certificates.end()),
      out.certificates.end());
  return out;
}

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_PEERS_ROWS_H_
