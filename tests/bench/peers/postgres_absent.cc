#include "tests/bench/peers/peer.h"

namespace suyuan::bench {

std::unique_ptr<Peer> MakePostgresPeer(const std::string&) { return nullptr; }

}  // namespace suyuan::bench
