#include "services/registry/store/stored_record.h"

#include <cstdint>

#include "libs/base/status.h"

namespace suyuan::registry {
namespace {

constexpr char kVersion = 1;
// Version, created_at, position, length of the end reason.
constexpr size_t kHeader = 1 + 8 + 8 + 4;

void Put64(std::string& out, uint64_t value) {
  for (int i = 0; i < 8; ++i) {
    out.push_back(static_cast<char>(value >> (8 * i)));
  }
}
void Put32(std::string& out, uint32_t value) {
  for (int i = 0; i < 4; ++i) {
    out.push_back(static_cast<char>(value >> (8 * i)));
  }
}

uint64_t Take(absl::string_view& in, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) {
    value |= uint64_t{static_cast<uint8_t>(in[i])} << (8 * i);
  }
  in.remove_prefix(bytes);
  return value;
}

absl::Status Corrupt() {
  return WithReason(
      absl::DataLossError("a stored record has a form that is not known here"),
      "STORE_CORRUPT");
}

}  // namespace

std::string EncodeStored(const Record& record, int64_t position) {
  std::string out;
  out.reserve(kHeader + record.end_reason.size() + record.payload.size());
  out.push_back(kVersion);
  Put64(out, static_cast<uint64_t>(absl::ToUnixMicros(record.created_at)));
  Put64(out, static_cast<uint64_t>(position));
  Put32(out, static_cast<uint32_t>(record.end_reason.size()));
  out.append(record.end_reason).append(record.payload);
  return out;
}

absl::Status DecodeStored(absl::string_view stored, Record& record) {
  if (stored.size() < kHeader || stored[0] != kVersion) return Corrupt();
  stored.remove_prefix(1);
  record.created_at =
      absl::FromUnixMicros(static_cast<int64_t>(Take(stored, 8)));
  record.position = static_cast<int64_t>(Take(stored, 8));
  const uint64_t reason = Take(stored, 4);
  if (stored.size() < reason) return Corrupt();
  record.end_reason = std::string(stored.substr(0, reason));
  record.payload = std::string(stored.substr(reason));
  return absl::OkStatus();
}

}  // namespace suyuan::registry
