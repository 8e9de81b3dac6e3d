#ifndef LIBS_XMLDSIG_REMOVAL_TRANSFORM_H_
#define LIBS_XMLDSIG_REMOVAL_TRANSFORM_H_

namespace suyuan::xmldsig {

// Inside libs/xmldsig: makes libxmlsec1 compute the XPath transforms as what
// RemovalBy() (removal.h) finds in them, and refuse all others. Its own run the
// document's XPath, which costs the square of the document. Once, after
// xmlSecInit().
void InstallRemovalTransforms();

}  // namespace suyuan::xmldsig

#endif  // LIBS_XMLDSIG_REMOVAL_TRANSFORM_H_
