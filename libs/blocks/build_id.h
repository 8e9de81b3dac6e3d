#ifndef LIBS_BLOCKS_BUILD_ID_H_
#define LIBS_BLOCKS_BUILD_ID_H_

#include <string>

namespace suyuan::blocks {

// What the linker called this program by a digest of all that is in it (the
// GNU build id), in hexadecimal: another one was made of other code. "" where
// the linker was told not to.
std::string BuildId();

}  // namespace suyuan::blocks

#endif  // LIBS_BLOCKS_BUILD_ID_H_
