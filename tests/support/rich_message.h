#ifndef TESTS_SUPPORT_RICH_MESSAGE_H_
#define TESTS_SUPPORT_RICH_MESSAGE_H_

#include <cstdint>

#include "google/protobuf/message.h"

namespace suyuan::testing {

// Sets every field of `message`, at any depth, to something that its type can
// hold and that another `seed` would not; lists and maps get two elements.
// Texts have what files stumble over: quotes, commas, line ends, blanks at the
// ends, Chinese, and what a spreadsheet would run. No rule of a record is kept.
void FillEveryField(google::protobuf::Message& message, uint32_t seed);

}  // namespace suyuan::testing

#endif  // TESTS_SUPPORT_RICH_MESSAGE_H_
