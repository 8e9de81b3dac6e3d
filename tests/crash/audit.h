#ifndef TESTS_CRASH_AUDIT_H_
#define TESTS_CRASH_AUDIT_H_

#include <cstdint>

#include "absl/status/status.h"
#include "tests/crash/journal.h"
#include "tests/crash/suite.h"

namespace suyuan::crash {

// Compares what the services hold with what they told. Call while nobody
// writes and all that was sent is acknowledged; fails the running test where
// they differ. What the services tell here (digests and leaves of certificates
// that came in batches) goes into the journal, so that it holds ever after.
//
// The certificates: each held once, with its digest and leaf, void where that
// was acknowledged, and nothing else; the feed has each import and each void
// once, in positions without gaps.
void AuditCertificates(const Suite& suite, Journal& journal);
// The registry: each record in its newest acknowledged revision, and nothing
// else; the feed has each revision once.
void AuditRegistry(const Suite& suite, const Journal& journal);
// How many changes of the registry the journal has acknowledged.
int64_t RevisionsOf(const Journal& journal);
// The log: a leaf for each certificate and each void where it was told to be,
// within 30 s one for each revision of a record, and nothing else; every head
// that was ever shown is the root of the first leaves, and the newest one
// continues the last that was shown, as the service proves.
void AuditLog(const Suite& suite, const Journal& journal);
// Whether the signature of a head holds for exactly this size and root.
absl::Status CheckSigned(int64_t size, const KnownHead& head);
// The graph gets to the end of both feeds within 30 s, and then has as many
// certificates and records as they have.
void AuditGraph(const Suite& suite, const Journal& journal);

}  // namespace suyuan::crash

#endif  // TESTS_CRASH_AUDIT_H_
