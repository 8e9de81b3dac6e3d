#ifndef SERVICES_CERTIFICATES_CHECKS_ARTEFACT_HISTORY_H_
#define SERVICES_CERTIFICATES_CHECKS_ARTEFACT_HISTORY_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "nlohmann/json.hpp"
#include "services/certificates/checks/checked_certificate.h"

namespace suyuan::certificates::checks {

// One value that a certificate gave an item.
struct HistoryPoint {
  std::string key;  // which: kind, title and nominal value
  double value = 0;
  double standard_uncertainty = 0;  // 0: none stated
  std::string unit;
  // It is the value of a measure and no deviation from a nominal one.
  bool is_measure = false;
};

// A certificate about the thing: it was at a body, or somebody came to it.
struct Visit {
  std::string certificate;  // CertificateId::text()
  CertificateKind kind = CertificateKind::kUnspecified;
  std::string issuer;  // IssuerKey
  std::string number;
  absl::CivilDay begin;  // of the work
  absl::CivilDay end;
  // From the day on which the issuer had it.
  absl::CivilDay held_from;
  std::optional<absl::CivilDay> issued;
  std::optional<absl::CivilDay> valid_to;
  Place place = Place::kUnspecified;
  // Where it was, so that two can be compared; empty: not known.
  std::string whereabouts;
  std::string state;
  bool has_references = false;
  bool is_failed = false;
  bool is_adjusted = false;  // it has results from before an adjustment
  // Numbers of other certificates that it says it rests on or replaces.
  std::vector<std::string> cites;
  bool gives_reason = false;  // for what it replaces
  // Of all its readings, where they tell enough to be recognised; else empty.
  std::string readings;
  std::vector<HistoryPoint> points;

  bool IsInLaboratory() const {
    return place == Place::kLaboratory || place == Place::kLaboratoryBranch;
  }
};

// A certificate that used the thing as a reference.
struct Use {
  std::string certificate;
  std::string issuer;
  absl::CivilDay begin;
  absl::CivilDay end;
  Place place = Place::kUnspecified;
  std::string whereabouts;
};

// What is remembered of one thing: its newest visits by day of work, and its
// newest uses. Bounded: some 5 kB at most for visits, 5 kB for uses.
struct ArtefactHistory {
  static constexpr size_t kMostVisits = 8;
  static constexpr size_t kMostUses = 32;
  static constexpr size_t kMostPoints = 16;

  std::vector<Visit> visits;  // by day of work, oldest first
  std::vector<Use> uses;      // likewise

  // Beyond the bound the oldest goes; one that is older than all stays out. A
  // certificate that is there already is not added again.
  void Add(Visit visit);
  void Add(Use use);

  nlohmann::json ToJson() const;
  static ArtefactHistory FromJson(const nlohmann::json& json);
};

// Of a certificate that names a day of work; else nullopt: what has no day
// has no place in a history.
std::optional<Visit> VisitOf(const CheckedCertificate& certificate,
                             const CheckedItem& item);
std::optional<Use> UseOf(const CheckedCertificate& certificate);

CertificateId IdOf(const Visit& visit);
CertificateId IdOf(const Use& use);

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_ARTEFACT_HISTORY_H_
