#include "libs/rpc/trace_context.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"

namespace suyuan::rpc {
namespace {

constexpr size_t kHeaderLength = 55;

bool IsLowerHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

bool IsZero(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '0'; });
}

// Never zero.
uint64_t Random64() {
  thread_local std::mt19937_64 engine = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device()};
    return std::mt19937_64(seed);
  }();
  uint64_t value = 0;
  while (value == 0) value = engine();
  return value;
}

std::string RandomHex64() {
  return absl::StrCat(absl::Hex(Random64(), absl::kZeroPad16));
}

}  // namespace

TraceContext::TraceContext(std::string trace_id, std::string span_id,
                           std::string flags)
    : trace_id_(std::move(trace_id)),
      span_id_(std::move(span_id)),
      flags_(std::move(flags)) {}

absl::StatusOr<TraceContext> TraceContext::Parse(absl::string_view header) {
  const auto refuse = [] {
    return absl::InvalidArgumentError(
        "traceparent is not of the form 00-<32 hex>-<16 hex>-<2 hex>");
  };
  if (header.size() < kHeaderLength) return refuse();
  const absl::string_view version = header.substr(0, 2);
  const absl::string_view trace_id = header.substr(3, 32);
  const absl::string_view span_id = header.substr(36, 16);
  const absl::string_view flags = header.substr(53, 2);
  if (header[2] != '-' || header[35] != '-' || header[52] != '-') {
    return refuse();
  }
  for (const absl::string_view part : {version, trace_id, span_id, flags}) {
    if (!IsLowerHex(part)) return refuse();
  }
  if (version == "ff" || IsZero(trace_id) || IsZero(span_id)) return refuse();
  const bool longer = header.size() > kHeaderLength;
  if (longer && (version == "00" || header[kHeaderLength] != '-')) {
    return refuse();
  }
  return TraceContext(std::string(trace_id), std::string(span_id),
                      std::string(flags));
}

TraceContext TraceContext::New() {
  return TraceContext(absl::StrCat(RandomHex64(), RandomHex64()), RandomHex64(),
                      "00");
}

TraceContext TraceContext::Child() const {
  return TraceContext(trace_id_, RandomHex64(), flags_);
}

std::string TraceContext::ToHeader() const {
  return absl::StrCat("00-", trace_id_, "-", span_id_, "-", flags_);
}

}  // namespace suyuan::rpc
