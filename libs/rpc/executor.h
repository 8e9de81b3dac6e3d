#ifndef LIBS_RPC_EXECUTOR_H_
#define LIBS_RPC_EXECUTOR_H_

#include <cstddef>
#include <deque>
#include <thread>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "libs/base/mutex.h"

namespace suyuan::rpc {

// A fixed number of threads and a bounded queue: more work than that is refused
// and not kept, so that a busy service stays quick for those it accepts.
// Thread-safe. The destructor runs what is queued, then joins.
class Executor {
 public:
  using Task = absl::AnyInvocable<void()>;

  // Both at least 1.
  Executor(int threads, size_t queue_limit);
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // False, and `task` untouched, if `queue_limit` tasks wait already.
  bool TrySubmit(Task&& task);

  // The next step of work that was admitted before: never refused, since its
  // number is bounded by what was admitted.
  void Continue(Task task);

  size_t queued() const;

 private:
  void Work();

  const size_t queue_limit_;
  mutable Mutex mutex_;
  CondVar ready_;
  std::deque<Task> queue_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace suyuan::rpc

#endif  // LIBS_RPC_EXECUTOR_H_
