#include "libs/metrics/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace suyuan::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries& LatencyBuckets() {
  static const auto& buckets = *new prometheus::Histogram::BucketBoundaries{
      25e-6, 50e-6,  100e-6, 250e-6, 500e-6, 1e-3, 2.5e-3, 5e-3, 10e-3, 25e-3,
      50e-3, 100e-3, 250e-3, 500e-3, 1,      2.5,  5,      10,   30,    60};
  return buckets;
}

// Builder is one of prometheus::Build{Counter,Gauge,Histogram}().
template <typename Builder>
auto& Family(Builder builder, absl::string_view name, absl::string_view help,
             prometheus::Registry& registry) {
  return builder.Name(std::string(name))
      .Help(std::string(help))
      .Register(registry);
}

}  // namespace

void Counter::Increment(double by) { counter_->Increment(by); }
double Counter::value() const { return counter_->Value(); }

void Gauge::Set(double value) { gauge_->Set(value); }
void Gauge::Add(double by) { gauge_->Increment(by); }
double Gauge::value() const { return gauge_->Value(); }

void Latency::Observe(absl::Duration latency) {
  histogram_->Observe(absl::ToDoubleSeconds(latency));
}
int64_t Latency::count() const {
  return static_cast<int64_t>(histogram_->Collect().histogram.sample_count);
}

Registry::Registry() : registry_(std::make_shared<prometheus::Registry>()) {}
Registry::~Registry() = default;

Counter Registry::counter(absl::string_view name, absl::string_view help,
                          const Labels& labels) {
  return Counter(
      Family(prometheus::BuildCounter(), name, help, *registry_).Add(labels));
}

Gauge Registry::gauge(absl::string_view name, absl::string_view help,
                      const Labels& labels) {
  return Gauge(
      Family(prometheus::BuildGauge(), name, help, *registry_).Add(labels));
}

Latency Registry::latency(absl::string_view name, absl::string_view help,
                          const Labels& labels) {
  return Latency(Family(prometheus::BuildHistogram(), name, help, *registry_)
                     .Add(labels, LatencyBuckets()));
}

std::string Registry::Text() const {
  return prometheus::TextSerializer().Serialize(registry_->Collect());
}

}  // namespace suyuan::metrics
