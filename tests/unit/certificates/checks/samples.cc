#include "tests/unit/certificates/checks/samples.h"

#include <algorithm>

#include "catch2/catch.hpp"
#include "libs/metrology/calendar.h"
#include "tests/support/status_matchers.h"

namespace suyuan::certificates::checks::testing {

absl::StatusOr<std::string> MapMemory::Recall(Shelf shelf,
                                              absl::string_view key) {
  const auto found = values_.find({shelf, std::string(key)});
  return found == values_.end() ? "" : found->second;
}

void MapMemory::Remember(Shelf shelf, absl::string_view key,
                         std::string value) {
  values_[{shelf, std::string(key)}] = std::move(value);
}

size_t MapMemory::longest() const {
  size_t longest = 0;
  for (const auto& [key, value] : values_) {
    longest = std::max(longest, value.size());
  }
  return longest;
}

std::optional<int> Regulations::VerificationMonths(
    const metrology::SpecificationNumber& cited, absl::CivilDay) const {
  const auto found = months.find(cited.key);
  if (found == months.end()) return std::nullopt;
  return found->second;
}

std::vector<KeyHolder> Regulations::HoldersOf(
    absl::string_view thumbprint) const {
  const auto found = holders.find(std::string(thumbprint));
  return found == holders.end() ? std::vector<KeyHolder>() : found->second;
}

absl::CivilDay Day(absl::string_view text) {
  return *metrology::ParseDate(text);
}

metrology::Decimal Number(absl::string_view text) {
  return *metrology::Decimal::Parse(text);
}

CheckedResult AnyResult(absl::string_view value, absl::string_view indication) {
  CheckedResult result;
  result.id = "r";
  result.kind = "PRES";
  result.unit = "\\mega\\pascal";
  result.value = Number(value);
  result.indication = Number(indication);
  result.uncertainty_text = "0.020 k=2";
  result.expanded_uncertainty = 0.020;
  result.standard_uncertainty = 0.010;
  return result;
}

CheckedCertificate AnyCertificate(const std::string& number,
                                  const std::string& serial) {
  CheckedCertificate c{.id =
                           CertificateId(Digest::Of(number + " of " + serial))};
  c.kind = CertificateKind::kCalibration;
  c.number = number;
  c.issuer.title = "天山计量院";
  c.place = Place::kLaboratory;
  c.items.push_back({.id = "item1",
                     .artefact = {.title = "压力表",
                                  .maker = "甲厂",
                                  .model = "YB-150",
                                  .serial = "G-" + serial}});
  c.references.push_back(
      {.artefact = {.serial = "S-9"}, .certificate_numbers = {"UP-1"}});
  c.results.push_back(AnyResult("1.000", "1.003"));
  return OnDay(std::move(c), Day("2025-03-11"));
}

CheckedCertificate OnDay(CheckedCertificate certificate, absl::CivilDay day) {
  certificate.received = day - 1;
  certificate.begin = day;
  certificate.end = day;
  certificate.issued = day + 1;
  certificate.recorded_at = metrology::BeginOf(day + 2);
  return certificate;
}

std::vector<Finding> Archive::Add(const CheckedCertificate& certificate) {
  auto found = checker_.Check(certificate, memory_);
  REQUIRE_THAT(suyuan::testing::StatusOf(found), suyuan::testing::IsOk());
  return *std::move(found);
}

std::vector<Finding> Of(const std::string& code,
                        const std::vector<Finding>& findings) {
  std::vector<Finding> own;
  for (const Finding& finding : findings) {
    if (finding.code == code) own.push_back(finding);
  }
  return own;
}

std::string FigureIn(const Finding& finding, const std::string& name) {
  for (const Figure& figure : finding.figures) {
    if (figure.name == name) return figure.value;
  }
  return "";
}

}  // namespace suyuan::certificates::checks::testing
