#ifndef SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PAGE_H_
#define SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PAGE_H_

#include <string>

#include "services/suyuanctl/cli/words.h"
#include "services/suyuanctl/evidence/evidence_pack.h"

namespace suyuan::ctl {

// The chain to be read and printed: HTML of one file, without scripts and
// without anything from elsewhere. Stamped with day, knowledge, profile and
// version of the rules. Pure.
std::string EvidencePage(const Evidence& evidence, const Words& words);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_EVIDENCE_EVIDENCE_PAGE_H_
