#include "libs/dcc/document_kind.h"

#include "absl/strings/match.h"
#include "libs/dcc/xml_tree.h"

namespace suyuan::dcc {
namespace {

struct Names {
  const char* code;
  const char* english;
  const char* chinese;
};

Names NamesOf(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kDcc:
      return {"DCC", "a digital calibration certificate", "数字校准证书"};
    case DocumentKind::kDccDraft:
      return {"DCC_DRAFT", "a draft of the DCC before version 2.2",
              "2.2 版之前的 DCC 草案"};
    case DocumentKind::kDccOtherNamespace:
      return {"DCC_OTHER_NAMESPACE", "a certificate in another namespace",
              "命名空间不符的证书"};
    case DocumentKind::kDcx:
      return {"DCX", "the DCX dialect of DFM", "DFM 的 DCX 格式"};
    case DocumentKind::kKeyComparison:
      return {"KEY_COMPARISON", "a BIPM key comparison file",
              "BIPM 关键比对文件"};
    case DocumentKind::kDsiValues:
      return {"DSI_VALUES", "D-SI values without a certificate",
              "没有证书的 D-SI 数值"};
    case DocumentKind::kDrmd:
      return {"DRMD", "a digital reference material document (DRMD)",
              "数字标准物质文件（DRMD）"};
    case DocumentKind::kWebPage:
      return {"WEB_PAGE", "a web page (HTML)", "网页（HTML）"};
    case DocumentKind::kOther:
      break;
  }
  return {"OTHER", "another kind of document", "其他类型的文件"};
}

}  // namespace

DocumentKind DocumentKindOf(absl::string_view root_name,
                            absl::string_view root_namespace) {
  const bool is_certificate = root_name == "digitalCalibrationCertificate";
  if (is_certificate && root_namespace == kDccNamespace) {
    return DocumentKind::kDcc;
  }
  if (root_namespace == "https://dfm.dk") return DocumentKind::kDcx;
  if (absl::StrContains(root_namespace, "intranet.ptb.de")) {
    return DocumentKind::kDccDraft;
  }
  if (root_name == "html" || root_name == "HTML") {
    return DocumentKind::kWebPage;
  }
  if (root_namespace == "KC_Schema" ||
      absl::StrContains(root_namespace, "bipm.org") ||
      absl::StrContains(root_name, "ComparisonReport") ||
      absl::StrContains(root_name, "radionuclide")) {
    return DocumentKind::kKeyComparison;
  }
  if (root_name == "testDSIXML" || root_namespace == kSiNamespace) {
    return DocumentKind::kDsiValues;
  }
  if (root_name == "digitalReferenceMaterialDocument") {
    return DocumentKind::kDrmd;
  }
  return is_certificate ? DocumentKind::kDccOtherNamespace
                        : DocumentKind::kOther;
}

const char* DocumentKindCode(DocumentKind kind) { return NamesOf(kind).code; }
const char* DocumentKindInEnglish(DocumentKind kind) {
  return NamesOf(kind).english;
}
const char* DocumentKindInChinese(DocumentKind kind) {
  return NamesOf(kind).chinese;
}

}  // namespace suyuan::dcc
