#include "services/certificates/dcc/export.h"

#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "catch2/catch.hpp"
#include "google/protobuf/util/message_differencer.h"
#include "libs/base/status.h"
#include "services/certificates/convert/canonical.h"
#include "services/certificates/convert/convert.h"
#include "tests/conformance/dcc/corpus.h"
#include "tests/conformance/dcc/schemas.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/certificates/random_certificate.h"

namespace suyuan::certificates {
namespace {

using dcc::testing::MustLint;
using dcc::testing::Schemas;
using google::protobuf::util::MessageDifferencer;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

// A document as the service takes it, without what only the service says.
absl::StatusOr<v1::Certificate> Canonical(const std::string& bytes,
                                          v1::Certificate::Kind hint) {
  SUYUAN_ASSIGN_OR_RETURN(const PreparedCertificate prepared,
                          PrepareDcc(bytes, hint));
  SUYUAN_ASSIGN_OR_RETURN(v1::Certificate certificate, ToProto(prepared));
  ClearOutputs(certificate);
  return certificate;
}

// Nothing is checked where the schemas are absent, and a line says so.
void CheckValid(const std::string& bytes) {
  if (Schemas() == nullptr) return;
  const dcc::LintReport report = MustLint(bytes, Schemas());
  std::string errors;
  for (const dcc::Finding& finding : report.schema.findings) {
    absl::StrAppend(&errors, finding.path, ": ", finding.message_en, "\n");
  }
  CHECK(errors == "");
  CHECK(report.schema.schema_version == "3.3.0");
  CHECK(report.schema.verdict == dcc::Verdict::kValid);
}

TEST_CASE("What is exported is valid against the schema of DCC 3.3.0") {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    INFO("seed " << seed);
    const auto bytes = DccOf(testing::RandomCertificate(seed));
    REQUIRE_THAT(StatusOf(bytes), IsOk());
    CheckValid(*bytes);
  }
}

TEST_CASE("Every published certificate comes back from our DCC as it was") {
  int same = 0, refused = 0;
  for (const auto& file : dcc::testing::Corpus()) {
    INFO(file.name);
    const auto certificate =
        Canonical(dcc::testing::ReadCorpusFile(file.name), {});
    if (!certificate.ok()) continue;
    const auto bytes = DccOf(*certificate);
    if (!bytes.ok()) {
      // Only what no schema of theirs allows: no day, no number.
      ++refused;
      CHECK_FALSE(file.is_valid_dcc);
      CHECK(ReasonOf(bytes.status()) == "DCC_EXPORT_UNSAYABLE");
      std::cout << file.name << ": " << bytes.status().message() << "\n";
      continue;
    }
    const auto again = Canonical(*bytes, {});
    REQUIRE_THAT(StatusOf(again), IsOk());
    CHECK(MessageDifferencer::Equivalent(*certificate, *again));
    CheckValid(*bytes);
    ++same;
  }
  std::cout << same << " published certificates exported, " << refused
            << " refused\n";
}

}  // namespace
}  // namespace suyuan::certificates
