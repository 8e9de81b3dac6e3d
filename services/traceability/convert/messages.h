#ifndef SERVICES_TRACEABILITY_CONVERT_MESSAGES_H_
#define SERVICES_TRACEABILITY_CONVERT_MESSAGES_H_

#include <string>

#include "services/traceability/rules/rule.h"

namespace suyuan::traceability {

// A finding as a sentence: what must hold, how it ended, the numbers that it
// was judged by.
std::string MessageZh(const Finding& finding);
std::string MessageEn(const Finding& finding);

}  // namespace suyuan::traceability

#endif  // SERVICES_TRACEABILITY_CONVERT_MESSAGES_H_
