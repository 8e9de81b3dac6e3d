#include "services/certificates/checks/copied_readings.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "services/certificates/checks/json_memory.h"
#include "services/certificates/checks/readings.h"

namespace suyuan::certificates::checks {
namespace {

using nlohmann::json;

constexpr size_t kMostPoints = 32;

// Errors of an item by nominal value, without their straight line.
struct Residuals {
  std::string at;  // the nominal values and the unit
  std::vector<double> values;
  double coarsest_step = 0;
};

// Takes the line of least squares through (x, y) away from y. All x equal: the
// mean.
void TakeLineAway(const std::vector<double>& x, std::vector<double>& y) {
  const double n = static_cast<double>(x.size());
  double mean_x = 0, mean_y = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    mean_x += x[i] / n;
    mean_y += y[i] / n;
  }
  double squares = 0, products = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    squares += (x[i] - mean_x) * (x[i] - mean_x);
    products += (x[i] - mean_x) * (y[i] - mean_y);
  }
  const double slope = squares > 0 ? products / squares : 0;
  for (size_t i = 0; i < x.size(); ++i) {
    y[i] -= mean_y + slope * (x[i] - mean_x);
  }
}

Residuals ResidualsOf(const std::vector<const CheckedResult*>& results) {
  Residuals out;
  std::vector<double> nominal;
  std::vector<std::string> at;
  for (const CheckedResult* r : results) {
    if (!r->value.has_value() || !r->indication.has_value()) continue;
    if (nominal.size() == kMostPoints) break;
    nominal.push_back(r->value->value());
    at.push_back(r->value->text());
    at.push_back(r->unit);
    out.values.push_back(r->indication->value() - r->value->value());
    out.coarsest_step =
        std::max(out.coarsest_step, r->indication->resolution());
  }
  if (nominal.empty()) return out;
  out.at = ShortKey(at);
  TakeLineAway(nominal, out.values);
  return out;
}

double SizeOf(const std::vector<double>& values) {
  double squares = 0;
  for (const double value : values) squares += value * value;
  return std::sqrt(squares / static_cast<double>(values.size()));
}

double Correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double products = 0;
  for (size_t i = 0; i < a.size(); ++i) products += a[i] * b[i];
  return products / static_cast<double>(a.size()) / (SizeOf(a) * SizeOf(b));
}

Finding CopyFinding(const CheckedCertificate& c, const CheckedItem& item,
                    const std::string& subject, const std::string& other) {
  Finding finding =
      FindingOn(c, "A_COPY", subject, FindingKind::kAnomaly, Severity::kMinor);
  const CertificateId id = CertificateId::FromText(other);
  if (id != c.id) finding.certificates.push_back(id);
  for (const CheckedResult* result : c.ResultsOf(item)) {
    if (finding.points.size() == Finding::kMostNamed) break;
    finding.points.push_back(result->id);
  }
  return finding;
}

// Told before of another item: the certificates, by their order.
absl::StatusOr<bool> CheckEqual(const CheckedCertificate& c,
                                const CheckedItem& item,
                                const std::string& artefact,
                                const Thresholds& thresholds, Memory& memory,
                                std::vector<Finding>& found) {
  const Readings readings = ReadingsOf(c.ResultsOf(item));
  if (readings.bits < thresholds.copy_bits) return false;
  const std::string key = ShortKey({c.IssuerKey(), readings.key});
  SUYUAN_ASSIGN_OR_RETURN(json told, RecallJson(memory, Shelf::kReadings, key));
  if (told.is_null()) told = json::array();
  const bool is_known =
      std::any_of(told.begin(), told.end(),
                  [&artefact](const json& t) { return t[0] == artefact; });
  const bool is_copied = !told.empty() && (!is_known || told.size() > 1);
  if (is_copied) {
    Finding finding = CopyFinding(c, item, key, told[0][1]);
    for (size_t i = 1; i < told.size(); ++i) {
      const CertificateId id =
          CertificateId::FromText(told[i][1].get<std::string>());
      if (id != c.id) finding.certificates.push_back(id);
    }
    finding.figures = {
        FigureOf("items_with_these_readings",
                 static_cast<double>(told.size() + (is_known ? 0 : 1)), 1),
        FigureOf("information_bits", readings.bits, thresholds.copy_bits)};
    found.push_back(std::move(finding));
  }
  if (!is_known && told.size() + 1 < Finding::kMostNamed) {
    told.push_back({artefact, c.id.text()});
    RememberJson(memory, Shelf::kReadings, key, told);
  }
  return is_copied;
}

// [artefact, certificate, residuals]
absl::Status CheckAlike(const CheckedCertificate& c, const CheckedItem& item,
                        const std::string& artefact, bool is_told,
                        const Thresholds& thresholds, Memory& memory,
                        std::vector<Finding>& found) {
  const Residuals own = ResidualsOf(c.ResultsOf(item));
  if (static_cast<int>(own.values.size()) < thresholds.copy_points) {
    return absl::OkStatus();
  }
  const double size = SizeOf(own.values);
  if (size <= 2 * own.coarsest_step) return absl::OkStatus();
  const std::string key = ShortKey(
      {c.IssuerKey(), item.artefact.maker, item.artefact.model, own.at});
  SUYUAN_ASSIGN_OR_RETURN(json series, RecallJson(memory, Shelf::kSeries, key));
  if (series.is_null()) series = json::array();
  for (const json& other : series) {
    if (is_told || other[0] == artefact) continue;
    const std::vector<double> values = other[2].get<std::vector<double>>();
    const double correlation = Correlation(own.values, values);
    const double difference = std::abs(SizeOf(values) - size) / size;
    if (correlation <= thresholds.copy_correlation ||
        difference > thresholds.copy_size_difference) {
      continue;
    }
    Finding finding = CopyFinding(
        c, item, ShortKey({key, other[1].get<std::string>(), c.id.text()}),
        other[1]);
    finding.figures = {
        FigureOf("correlation", correlation, thresholds.copy_correlation),
        FigureOf("points", static_cast<double>(own.values.size()),
                 thresholds.copy_points),
        FigureOf("size_difference", difference,
                 thresholds.copy_size_difference)};
    found.push_back(std::move(finding));
  }
  series.push_back({artefact, c.id.text(), own.values});
  if (series.size() > kMostSeries) series.erase(0);
  RememberJson(memory, Shelf::kSeries, key, series);
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckCopiedReadings(const CheckedCertificate& c,
                                 const Thresholds& thresholds, Memory& memory,
                                 std::vector<Finding>& found) {
  for (const CheckedItem& item : c.items) {
    const std::vector<std::string> keys = item.artefact.Keys();
    if (item.artefact.serial.empty() || keys.empty()) continue;
    const std::string& artefact = keys.back();
    SUYUAN_ASSIGN_OR_RETURN(
        const bool is_told,
        CheckEqual(c, item, artefact, thresholds, memory, found));
    SUYUAN_RETURN_IF_ERROR(
        CheckAlike(c, item, artefact, is_told, thresholds, memory, found));
  }
  return absl::OkStatus();
}

}  // namespace suyuan::certificates::checks
