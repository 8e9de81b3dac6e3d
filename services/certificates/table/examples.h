#ifndef SERVICES_CERTIFICATES_TABLE_EXAMPLES_H_
#define SERVICES_CERTIFICATES_TABLE_EXAMPLES_H_

#include <vector>

#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::certificates {

// A made-up certificate of each kind that institutions issue: 检定证书,
// 检定结果通知书, 校准证书, 标准物质证书. Each says that it is made up, passes
// CheckCertificate without a finding and can be said in a table.
std::vector<v1::Certificate> TableExamples();

}  // namespace suyuan::certificates

#endif  // SERVICES_CERTIFICATES_TABLE_EXAMPLES_H_
