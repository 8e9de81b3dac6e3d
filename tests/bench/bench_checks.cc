// What the checks of certificates cost: bench_checks [--certificates N]. Prints
// microseconds a certificate for reading it, for judging it in memory, and for
// judging it and keeping what follows in a database on the disk.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/check.h"
#include "libs/crypto/digest.h"
#include "libs/log/log.h"
#include "libs/metrics/metrics.h"
#include "libs/metrology/calendar.h"
#include "services/certificates/archive/archive.h"
#include "services/certificates/convert/checked.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/store/sql_certificate_store.h"
#include "services/certificates/store/sql_finding_store.h"
#include "services/certificates/transport/check_runner.h"
#include "tests/support/temporary_folder.h"

namespace suyuan::certificates {
namespace {

// The nth verification of a gauge: 20 issuers, 40 models, ten points.
v1::Certificate Nth(int n) {
  v1::Certificate c;
  c.set_kind(v1::Certificate::KIND_VERIFICATION);
  c.set_number(absl::StrCat("B-", n));
  c.mutable_issuer()->set_title(absl::StrCat("计量所", n % 20));
  const absl::CivilDay day = absl::CivilDay(2025, 1, 1) + n % 360;
  c.set_begin(metrology::FormatDate(day));
  c.set_end(metrology::FormatDate(day));
  c.set_issued(metrology::FormatDate(day + 1));
  c.set_place(v1::Certificate::PLACE_LABORATORY);
  c.add_specifications("JJG 52-2013");
  v1::Item& item = *c.add_items();
  item.set_id("i");
  (*item.mutable_title()->mutable_texts())["zh"] = "压力表";
  item.set_manufacturer("甲厂");
  item.set_model(absl::StrCat("YB-", n % 40));
  v1::ItemIdentification& serial = *item.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value(absl::StrCat("G-", n % 1000000));
  v1::ReferenceUse& reference = *c.add_references();
  reference.set_id("r");
  reference.set_manufacturer("乙厂");
  reference.set_uses(1);
  reference.add_identifications()->set_value(absl::StrCat("S-", n % 60));
  v1::Signer& signer = *c.add_signers();
  signer.set_role(v1::Signer::ROLE_PERFORMER);
  signer.set_registration(absl::StrCat("REG-", n % 200));
  v1::EnvironmentCondition& condition = *c.add_environment();
  condition.set_quantity("temperature");
  condition.set_min(absl::StrCat("20.", n % 10));
  condition.set_unit("\\degreecelsius");
  for (int i = 1; i <= 10; ++i) {
    v1::Result& result = *c.add_results();
    result.set_id(absl::StrCat("p", i));
    result.mutable_kind()->set_code("PRES");
    result.set_unit("\\mega\\pascal");
    result.set_value(absl::StrCat(i, ".000"));
    result.set_indication(absl::StrCat(i, ".0", 10 + (n * 7 + i * 13) % 89));
    result.set_maximum_permissible_error("0.160");
    result.mutable_uncertainty()->set_expanded("0.030");
    result.mutable_uncertainty()->set_coverage_factor("2");
  }
  return c;
}

class MapMemory final : public checks::Memory {
 public:
  absl::StatusOr<std::string> Recall(checks::Shelf shelf,
                                     absl::string_view key) override {
    return values_[{shelf, std::string(key)}];
  }
  void Remember(checks::Shelf shelf, absl::string_view key,
                std::string value) override {
    values_[{shelf, std::string(key)}] = std::move(value);
  }
  size_t bytes() const {
    size_t sum = 0;
    for (const auto& [key, value] : values_) {
      sum += key.second.size() + value.size();
    }
    return sum;
  }

 private:
  std::map<std::pair<checks::Shelf, std::string>, std::string> values_;
};

void Print(const char* what, absl::Duration spent, int count) {
  std::printf("%-34s %8.1f us a certificate\n", what,
              absl::ToDoubleMicroseconds(spent) / count);
}

void InMemory(int count) {
  std::vector<v1::Certificate> certificates;
  for (int n = 0; n < count; ++n) {
    certificates.push_back(Nth(n));
    certificates.back().set_name(
        CertificateId(Digest::Of(certificates.back().number())).name());
  }
  absl::Time begin = absl::Now();
  std::vector<checks::CheckedCertificate> checked;
  for (const v1::Certificate& certificate : certificates) {
    checked.push_back(ToChecked(certificate));
  }
  Print("read", absl::Now() - begin, count);
  const checks::NoRegistryFacts facts;
  const checks::Checker checker(facts);
  MapMemory memory;
  size_t found = 0;
  begin = absl::Now();
  for (const checks::CheckedCertificate& certificate : checked) {
    auto findings = checker.Check(certificate, memory);
    SUYUAN_CHECK(findings.ok());
    found += findings->size();
  }
  Print("judge, in memory", absl::Now() - begin, count);
  std::printf("%-34s %8.0f bytes a certificate; %zu findings\n", "remembered",
              static_cast<double>(memory.bytes()) / count, found);
}

void OnDisk(int count) {
  const suyuan::testing::TemporaryFolder folder;
  const SystemClock clock;
  metrics::Registry metrics;
  sql::Options options;
  options.path = folder.File("certificates.db");
  auto opened =
      SqlCertificateStore::Open(*sql::Database::Open(options), clock.Now());
  SUYUAN_CHECK(opened.ok());
  SqlCertificateStore& store = *opened->store;
  const ProtoFeedEncoder encoder;
  Archive archive(store, encoder, clock);
  for (int n = 0; n < count; ++n) {
    auto prepared = PrepareCanonical(Nth(n), v1::Certificate::KIND_UNSPECIFIED);
    SUYUAN_CHECK(prepared.ok());
    // The queue is bounded: the last of each thousand is waited for.
    if (n % 1000 == 999 || n + 1 == count) {
      SUYUAN_CHECK(
          archive.Import(*std::move(prepared), {}, Deadline::Infinite()).ok());
    } else {
      archive.ImportAsync(*std::move(prepared), {},
                          [](auto outcome) { SUYUAN_CHECK(outcome.ok()); });
    }
  }
  auto findings =
      SqlFindingStore::Open(store.database(), crypto::HmacSha256With("bench"));
  SUYUAN_CHECK(findings.ok());
  const checks::NoRegistryFacts facts;
  const checks::Checker checker(facts);
  CheckRunner runner(store, **findings, checker, clock, log::Default(), metrics,
                     {});
  const absl::Time begin = absl::Now();
  runner.Start();
  SUYUAN_CHECK(
      runner.WaitFor(store.last_position(), Deadline::Infinite()).ok());
  Print("read, judge and keep, on disk", absl::Now() - begin, count);
}

int Main(int argc, char** argv) {
  CLI::App app("What the checks of certificates cost.", "bench_checks");
  int count = 20000;
  app.add_option("--certificates", count, "how many")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  InMemory(count);
  OnDisk(count);
  return 0;
}

}  // namespace
}  // namespace suyuan::certificates

int main(int argc, char** argv) {
  return suyuan::certificates::Main(argc, argv);
}
