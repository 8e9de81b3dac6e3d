#ifndef TESTS_CRASH_WRITERS_H_
#define TESTS_CRASH_WRITERS_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "suyuan/certificates/v1/certificates.grpc.pb.h"
#include "tests/crash/journal.h"
#include "tests/crash/suite.h"

namespace suyuan::crash {

// The client: imports certificates, one by one and in batches, voids some of
// them, and keeps records, from several threads at once. A call that a crash
// cuts off is sent again, with the same request id, until it is acknowledged;
// only then does the journal have it. A watcher keeps every head of the log
// that it is shown.
class Writers {
 public:
  // Borrows both.
  Writers(const Suite& suite, Journal& journal);
  ~Writers();

  // Writes until Finish().
  void Begin();
  // Says who is about to be killed; from now on its calls may fail, until the
  // next round. Nobody else's may, ever.
  void ExpectKill(Service victim);
  // Begins at most `more` writes and returns when all are acknowledged.
  void Finish(int64_t more);

  // Writes to the service that are begun and not acknowledged.
  int64_t in_flight(Service service) const {
    return at(service).in_flight.load();
  }
  // Calls, over all rounds, that were begun before a kill of the service and
  // that the kill left without an answer.
  int64_t cut_off(Service service) const { return at(service).cut_off.load(); }

 private:
  struct Flow {
    std::atomic<int64_t> in_flight{0};
    std::atomic<int64_t> cut_off{0};
  };

  const Flow& at(Service service) const {
    return flows_[static_cast<size_t>(service)];
  }
  Flow& at(Service service) { return flows_[static_cast<size_t>(service)]; }

  // Whether one more write may begin.
  bool Take();
  // False, and told to the journal, if it fails for another reason than that
  // its service was killed.
  bool Send(Service service,
            absl::FunctionRef<grpc::Status(grpc::ClientContext&)> attempt);
  void ImportOneByOne();
  // Of what ImportOf(number) has made.
  bool Void(certificates::v1::Certificates::Stub& stub, int64_t number,
            const std::string& name);
  void ImportInBatches();
  void KeepRecords();
  void WatchHeads();

  const Suite& suite_;
  Journal& journal_;
  std::array<Flow, kServices.size()> flows_;
  std::atomic<int64_t> left_{0};
  std::atomic<int64_t> kills_{0};
  std::atomic<int> victim_{-1};
  std::atomic<bool> is_watching_{false};
  std::atomic<int64_t> next_certificate_{0};
  std::atomic<int64_t> next_record_{0};
  std::vector<std::thread> threads_;
  std::thread watcher_;
};

}  // namespace suyuan::crash

#endif  // TESTS_CRASH_WRITERS_H_
