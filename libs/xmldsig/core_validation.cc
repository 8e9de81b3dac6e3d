#include "libs/xmldsig/core_validation.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <xmlsec/io.h>
#include <xmlsec/keys.h>
#include <xmlsec/openssl/app.h>
#include <xmlsec/openssl/crypto.h>
#include <xmlsec/openssl/evp.h>
#include <xmlsec/transforms.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

// Needs what the headers above define.
#include <xmlsec/errors.h>

#include "libs/base/check.h"
#include "libs/xmldsig/removal_transform.h"

namespace suyuan::xmldsig {
namespace {

// Once in the process. What fails here is a broken installation.
bool Start() {
  xmlInitParser();
  SUYUAN_CHECK(xmlSecInit() == 0);
  // A hostile document must not write to standard error.
  xmlSecErrorsDefaultCallbackEnableOutput(0);
  SUYUAN_CHECK(xmlSecOpenSSLInit() == 0);
  // No handler is left that could open anything.
  xmlSecIOCleanupCallbacks();
  InstallRemovalTransforms();
  return true;
}

// While it lives, what libxml2 complains of in this thread goes nowhere.
class Silence {
 public:
  Silence()
      : handler_(xmlStructuredError), context_(xmlStructuredErrorContext) {
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlErrorPtr) {});
  }
  ~Silence() { xmlSetStructuredErrorFunc(context_, handler_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  const xmlStructuredErrorFunc handler_;
  void* const context_;
};

// libxmlsec1 takes nodes that it may change; verifying, it changes none.
xmlNode* Borrow(const xmlNode* node) { return const_cast<xmlNode*>(node); }

struct FreeKey {
  void operator()(xmlSecKey* key) const { xmlSecKeyDestroy(key); }
};
struct FreeContext {
  void operator()(xmlSecTransformCtx* context) const {
    xmlSecTransformCtxDestroy(context);
  }
};
using Key = std::unique_ptr<xmlSecKey, FreeKey>;
using Context = std::unique_ptr<xmlSecTransformCtx, FreeContext>;

// Null for a kind of key that libxmlsec1 does not know.
Key KeyOf(const X509* certificate) {
  EVP_PKEY* evp = X509_get0_pubkey(certificate);
  if (evp == nullptr || EVP_PKEY_up_ref(evp) != 1) return nullptr;
  xmlSecKeyDataPtr data = xmlSecOpenSSLEvpKeyAdopt(evp);
  if (data == nullptr) {
    EVP_PKEY_free(evp);
    return nullptr;
  }
  Key key(xmlSecKeyCreate());
  SUYUAN_CHECK(key != nullptr);
  if (xmlSecKeySetValue(key.get(), data) != 0) {
    xmlSecKeyDataDestroy(data);
    return nullptr;
  }
  return key;
}

// The transforms of SignedInfo: canonical form, then the signature's method.
// Null where they cannot be made; `method` is the second.
Context SignedInfoTransforms(const SignatureElement& signature, const Key& key,
                             xmlSecTransformPtr& method) {
  Context context(xmlSecTransformCtxCreate());
  SUYUAN_CHECK(context != nullptr);
  if (xmlSecTransformCtxNodeRead(context.get(),
                                 Borrow(signature.canonicalisation),
                                 xmlSecTransformUsageC14NMethod) == nullptr) {
    return nullptr;
  }
  method = xmlSecTransformCtxNodeRead(context.get(), Borrow(signature.method),
                                      xmlSecTransformUsageSignatureMethod);
  if (method == nullptr) return nullptr;
  method->operation = xmlSecTransformOperationVerify;
  if (xmlSecTransformSetKey(method, key.get()) != 0) return nullptr;
  return context;
}

struct FreeNodes {
  void operator()(xmlSecNodeSet* nodes) const { xmlSecNodeSetDestroy(nodes); }
};

}  // namespace

struct CoreValidation::State {
  xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(nullptr);
};

CoreValidation::CoreValidation(const SignatureElement& signature)
    : signature_(signature), state_([] {
        static const bool started = Start();
        SUYUAN_CHECK(started);
        return std::make_unique<State>();
      }()) {
  xmlSecDSigCtxPtr context = state_->context;
  SUYUAN_CHECK(context != nullptr);
  context->operation = xmlSecTransformOperationVerify;
  // Ids are looked up, no XPointer is run.
  context->flags =
      XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS | XMLSEC_DSIG_FLAGS_USE_VISA3D_HACK;
  context->enabledReferenceUris =
      xmlSecTransformUriTypeEmpty | xmlSecTransformUriTypeSameDocument;
}

CoreValidation::~CoreValidation() { xmlSecDSigCtxDestroy(state_->context); }

bool CoreValidation::IsDigestRight(const Reference& reference) {
  const Silence silence;
  xmlSecDSigReferenceCtxPtr context = xmlSecDSigReferenceCtxCreate(
      state_->context, xmlSecDSigReferenceOriginSignedInfo);
  SUYUAN_CHECK(context != nullptr);
  const bool is_right =
      xmlSecDSigReferenceCtxProcessNode(context, Borrow(reference.node)) == 0 &&
      context->status == xmlSecDSigStatusSucceeded;
  xmlSecDSigReferenceCtxDestroy(context);
  ERR_clear_error();
  return is_right;
}

bool CoreValidation::IsValueRight(const X509* signer) {
  const Silence silence;
  const Key key = KeyOf(signer);
  xmlSecTransformPtr method = nullptr;
  const Context context =
      key == nullptr ? nullptr : SignedInfoTransforms(signature_, key, method);
  if (context == nullptr) {
    ERR_clear_error();
    return false;
  }
  xmlNode* info = Borrow(signature_.signed_info);
  const std::unique_ptr<xmlSecNodeSet, FreeNodes> nodes(
      xmlSecNodeSetGetChildren(info->doc, info, /*withComments=*/1,
                               /*invert=*/0));
  SUYUAN_CHECK(nodes != nullptr);
  const bool is_right =
      xmlSecTransformCtxXmlExecute(context.get(), nodes.get()) == 0 &&
      xmlSecTransformVerifyNodeContent(method, Borrow(signature_.value),
                                       context.get()) == 0 &&
      method->status == xmlSecTransformStatusOk;
  ERR_clear_error();
  return is_right;
}

}  // namespace suyuan::xmldsig
