#ifndef LIBS_BASE_CHECK_H_
#define LIBS_BASE_CHECK_H_

// Ends the process with file, line and text if `condition` is false. For what
// only our own bug can break; what the world can break is a Status.
#define SUYUAN_CHECK(condition)                              \
  do {                                                       \
    if (!(condition)) {                                      \
      ::suyuan::CheckFailed(__FILE__, __LINE__, #condition); \
    }                                                        \
  } while (false)

namespace suyuan {

[[noreturn]] void CheckFailed(const char* file, int line,
                              const char* condition);

}  // namespace suyuan

#endif  // LIBS_BASE_CHECK_H_
