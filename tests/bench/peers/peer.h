#ifndef TESTS_BENCH_PEERS_PEER_H_
#define TESTS_BENCH_PEERS_PEER_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/region.h"

// Those that are asked the same questions about one region: databases with
// tables and recursive SQL, and our engine among them.

namespace suyuan::bench {

inline constexpr int32_t kNeverVoid = std::numeric_limits<int32_t>::max();

// A certificate as its peers are told it; days count as there.
struct CertificateOfRegion {
  Calibration calibration;
  int tier = 0;
  int32_t valid_to = 0;
  int32_t void_from = kNeverVoid;
};

// What a certificate rests on.
struct ChainAnswer {
  // A root is reached, and every reference was in its window when it was used.
  bool sound = false;
  std::vector<int64_t> certificates;  // rising, the target among them

  friend bool operator==(const ChainAnswer&, const ChainAnswer&) = default;
};

// Instruments, and those whose newest certificate counts on the last day and
// is sound all the way up.
struct CoverageAnswer {
  int64_t instruments = 0;
  int64_t sound = 0;

  friend bool operator==(const CoverageAnswer&,
                         const CoverageAnswer&) = default;
};

// Is told everything, then Finish(), then questions. What fails ends the
// process: figures of half a region are worth nothing.
class Peer {
 public:
  virtual ~Peer() = default;
  virtual std::string name() const = 0;

  virtual void AddInstrument(ItemId item) = 0;
  virtual void AddCertificate(const CertificateOfRegion& certificate) = 0;
  // Makes indexes and whatever else it answers faster with.
  virtual void Finish() = 0;
  // On disk, indexes among them; the engine's in memory.
  virtual int64_t Bytes() = 0;

  virtual ChainAnswer Chain(int64_t certificate) = 0;
  // All that rests on any certificate of the standard, rising.
  virtual std::vector<int64_t> Affected(ItemId standard) = 0;
  virtual int64_t CountAffected(ItemId standard) = 0;
  virtual CoverageAnswer Coverage(int32_t day) = 0;
};

// The traceability service's engine: settled, with all rules of CN_LEGAL.
// Borrows the region, of whose certificates each has up to `most_points`
// results.
class EnginePeer : public Peer {
 public:
  // Traceable or not, with the reasons and without the chain.
  virtual bool IsSound(int64_t certificate) = 0;
};
std::unique_ptr<EnginePeer> MakeEnginePeer(const Region& region,
                                           int most_points);

// In a file of a folder.
std::unique_ptr<Peer> MakeSqlitePeer(const std::string& folder);

// In the database that libpq's connection string names, whose tables are made
// anew. Null where the program was built without libpq.
std::unique_ptr<Peer> MakePostgresPeer(const std::string& connection);

}  // namespace suyuan::bench

#endif  // TESTS_BENCH_PEERS_PEER_H_
