#ifndef TESTS_CRASH_SUITE_H_
#define TESTS_CRASH_SUITE_H_

#include <array>
#include <memory>
#include <string>

#include "absl/time/time.h"
#include "tests/support/process.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::crash {

enum class Service { kRegistry, kCertificates, kTraceability };
inline constexpr std::array<Service, 3> kServices = {
    Service::kRegistry, Service::kCertificates, Service::kTraceability};

const char* NameOf(Service service);

// The three services as the processes that an operator runs, on loopback ports
// and in a folder of their own, both the same over all restarts. Killed at the
// end. Not thread-safe, but for target().
class Suite {
 public:
  Suite();

  // Starts the process and does not wait for it.
  void Start(Service service);
  // Until it serves. Fails the test, with what it logged, if it ends or takes
  // longer than 30 s.
  void AwaitServing(Service service);
  // SIGKILL; gone when it returns. Fails the test if it had ended by itself.
  void Kill(Service service);

  const std::string& target(Service service) const {
    return at(service).target;
  }
  // What it logged over all its lives, the last 4 KiB of it.
  std::string Log(Service service) const;

 private:
  struct Slot {
    std::string target;
    std::string log;
    std::unique_ptr<testing::Process> process;
  };

  const Slot& at(Service service) const {
    return slots_[static_cast<size_t>(service)];
  }
  Slot& at(Service service) { return slots_[static_cast<size_t>(service)]; }

  const testing::TemporaryFolder folder_;
  std::array<Slot, kServices.size()> slots_;
};

}  // namespace suyuan::crash

#endif  // TESTS_CRASH_SUITE_H_
