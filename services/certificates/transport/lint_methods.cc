#include "services/certificates/transport/lint_methods.h"

#include <string>

#include "libs/base/status.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/convert/lint.h"
#include "services/certificates/errors.h"

namespace suyuan::certificates {

absl::StatusOr<v1::LintDocumentResponse> LintMethods::Lint(
    const v1::LintDocumentRequest& request, rpc::Call& call) const {
  const std::string& document = request.document().data();
  const auto size = static_cast<int64_t>(document.size());
  if (size == 0) {
    return InvalidField("document", "is empty; the bytes to judge are wanted");
  }
  if (size > kMaxOriginalBytes) {
    return DocumentTooLarge(size, kMaxOriginalBytes);
  }
  if (LooksLikeJson(document)) return LintCanonical(document);
  SUYUAN_ASSIGN_OR_RETURN(const DocumentLint lint,
                          linter_.Lint(document, DccLimits(), call.deadline()));
  return ToProto(lint);
}

}  // namespace suyuan::certificates
