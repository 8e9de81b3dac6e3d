#ifndef TESTS_CRASH_REQUESTS_H_
#define TESTS_CRASH_REQUESTS_H_

#include "suyuan/certificates/v1/certificates.pb.h"
#include "suyuan/registry/v1/registry.pb.h"

namespace suyuan::crash {

// The import of the certificate with a number of its own that rests on an
// earlier one. The same for the same number, its request id too, so that it may
// be sent again.
certificates::v1::ImportCertificateRequest ImportOf(int64_t number);

// The void of that certificate, which is called `name`; the same again too.
certificates::v1::VoidCertificateRequest VoidOf(int64_t number,
                                                const std::string& name);

// An instrument of its own, and a change of it that follows the revision with
// this etag.
registry::v1::CreateInstrumentRequest CreationOf(int64_t number);
registry::v1::UpdateInstrumentRequest ChangeOf(int64_t number,
                                               const std::string& etag);

}  // namespace suyuan::crash

#endif  // TESTS_CRASH_REQUESTS_H_
