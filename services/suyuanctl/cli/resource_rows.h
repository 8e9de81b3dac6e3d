#ifndef SERVICES_SUYUANCTL_CLI_RESOURCE_ROWS_H_
#define SERVICES_SUYUANCTL_CLI_RESOURCE_ROWS_H_

#include <string>
#include <vector>

#include "google/protobuf/message.h"
#include "services/suyuanctl/cli/words.h"

namespace suyuan::ctl {

// Resources of any type as rows of a table: their name and what of the usual
// (number, title, kind, whose, when) their type has, in this order.
std::vector<std::string> HeadingsOf(const google::protobuf::Descriptor& type);
// As many cells as HeadingsOf the message's type.
std::vector<std::string> CellsOf(const google::protobuf::Message& resource,
                                 const Words& words);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_CLI_RESOURCE_ROWS_H_
