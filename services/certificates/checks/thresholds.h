#ifndef SERVICES_CERTIFICATES_CHECKS_THRESHOLDS_H_
#define SERVICES_CERTIFICATES_CHECKS_THRESHOLDS_H_

#include <cstdint>

namespace suyuan::certificates::checks {

// Raised with any change of a threshold, of a detector or of what it
// remembers: everything is then judged again.
inline constexpr int kRulesVersion = 3;

// From where on the checks speak. docs/certificate-checks.md explains each; a
// test holds the two to each other.
struct Thresholds {
  // V21: a trusted timestamp may follow the day of issue by so many days.
  int timestamp_days = 30;
  // EVIDENCE_LATE: uploaded more than so many days after issue.
  int late_days = 30;

  // A_UNIFORM_U: certificates in a row with one uncertainty, the models and the
  // resolutions among them.
  int uniform_certificates = 30;
  int uniform_models = 3;
  int uniform_resolutions = 2;

  // A_DECADE: how far log10 of a ratio may be from 3 or -3.
  double decade_width = 0.05;

  // A_EDGE_DATE: the last days of a validity, how late the upload, and how
  // rare late uploads must be at the issuer, of how many at least.
  int edge_days = 3;
  int edge_late_days = 60;
  double edge_usual_late_share = 0.2;
  int edge_known_uploads = 20;

  // REF_ELSEWHERE, PLACE_CONFLICT: days in common that no travelling explains.
  int common_days = 2;

  // A_VOLUME: minutes of work a day, minutes an item where none are known.
  double volume_minutes = 600;
  double volume_minutes_an_item = 5;

  // A_COPY, REPLAY: bits of information in a series that is told twice; points
  // of a series, and how alike two must be: correlation of what is left after
  // their straight lines, and relative difference of its size.
  double copy_bits = 30;
  int copy_points = 10;
  double copy_correlation = 0.999;
  double copy_size_difference = 0.05;

  // A_SYNTHETIC: last digits in all and chi squared of their counts (9 degrees
  // of freedom, exceeded by chance once in a million); equal readings in a
  // row; the digit must be finer than this part of the stated uncertainty.
  int synthetic_digits = 100;
  double synthetic_chi_squared = 44.81;
  int synthetic_readings = 10;
  double synthetic_resolution = 0.1;

  // A_LIMIT_PILE: verifications of the issuer and of its peers; the chance of
  // so many without a failure; results just inside the limit, and how many
  // standard deviations they must be over either neighbour.
  int pile_verifications = 200;
  double pile_chance = 1e-6;
  int pile_inside = 30;
  double pile_deviations = 5;

  // A_ENV_CONST: days on which the conditions were the same.
  int constant_days = 30;

  // A_HIDDEN_ADJ: earlier values, and how many standard uncertainties the new
  // one must be off the line through them.
  int drift_values = 3;
  double drift_uncertainties = 3;
};

}  // namespace suyuan::certificates::checks

#endif  // SERVICES_CERTIFICATES_CHECKS_THRESHOLDS_H_
