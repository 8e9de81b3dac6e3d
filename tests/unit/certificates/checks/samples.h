#ifndef TESTS_UNIT_CERTIFICATES_CHECKS_SAMPLES_H_
#define TESTS_UNIT_CERTIFICATES_CHECKS_SAMPLES_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/certificates/checks/checker.h"

namespace suyuan::certificates::checks::testing {

// Remembers in memory, until it is destroyed.
class MapMemory final : public Memory {
 public:
  absl::StatusOr<std::string> Recall(Shelf shelf,
                                     absl::string_view key) override;
  void Remember(Shelf shelf, absl::string_view key, std::string value) override;
  // The longest of what is remembered.
  size_t longest() const;

 private:
  std::map<std::pair<Shelf, std::string>, std::string> values_;
};

// The regulations that a test names, by normal form, and holders of keys.
class Regulations final : public RegistryFacts {
 public:
  std::map<std::string, int> months;
  std::optional<int> VerificationMonths(
      const metrology::SpecificationNumber& cited,
      absl::CivilDay day) const override;
  std::map<std::string, std::vector<KeyHolder>> holders;
  std::vector<KeyHolder> HoldersOf(absl::string_view thumbprint) const override;
  int64_t known_at() const override { return 0; }
};

absl::CivilDay Day(absl::string_view text);
metrology::Decimal Number(absl::string_view text);

// A sound calibration of the gauge 甲厂 YB-150 no. G-`serial` by 天山计量院,
// done on 2025-03-11, issued a day later and held here on 2025-03-13. `number`
// tells it from others. One result: 1.000 MPa, read 1.003, U = 0.020 (k = 2).
CheckedCertificate AnyCertificate(const std::string& number,
                                  const std::string& serial = "1");
CheckedResult AnyResult(absl::string_view value, absl::string_view indication);
// Done, issued and held on that day and the two that follow.
CheckedCertificate OnDay(CheckedCertificate certificate, absl::CivilDay day);

// Certificates in the order in which they come.
class Archive {
 public:
  explicit Archive(const RegistryFacts& facts) : checker_(facts) {}
  Archive() : checker_(nothing_) {}

  // What is found with this one.
  std::vector<Finding> Add(const CheckedCertificate& certificate);
  MapMemory& memory() { return memory_; }

 private:
  const NoRegistryFacts nothing_;
  const Checker checker_;
  MapMemory memory_;
};

// Of one code.
std::vector<Finding> Of(const std::string& code,
                        const std::vector<Finding>& findings);
// "31" of the figure with this name; "" where there is none.
std::string FigureIn(const Finding& finding, const std::string& name);

}  // namespace suyuan::certificates::checks::testing

#endif  // TESTS_UNIT_CERTIFICATES_CHECKS_SAMPLES_H_
