#include "services/traceability/proof/proof_file.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/deflate/deflate.h"
#include "services/traceability/errors.h"

namespace suyuan::traceability {
namespace {

constexpr absl::string_view kFirstLine = "suyuan-proof/v1\n";
constexpr size_t kDigestBytes = 32;
constexpr size_t kMostBytes = size_t{16} << 20;
constexpr size_t kMostPlainBytes = size_t{64} << 20;

// 32 bits, the most significant byte first.
std::string Number(uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(value >> shift & 0xff));
  }
  return out;
}

absl::StatusOr<uint32_t> TakeNumber(absl::string_view& bytes) {
  if (bytes.size() < 4) return ProofMalformed("it ends in a length");
  uint32_t value = 0;
  for (const char c : bytes.substr(0, 4)) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  bytes.remove_prefix(4);
  return value;
}

}  // namespace

absl::StatusOr<ProofFile> ProofFile::Parse(absl::string_view bytes) {
  if (bytes.size() > kMostBytes) return ProofMalformed("it is over 16 MiB");
  if (!absl::ConsumePrefix(&bytes, kFirstLine)) {
    return ProofMalformed("its first line is not suyuan-proof/v1");
  }
  if (bytes.size() < kDigestBytes) return ProofMalformed("it ends in a digest");
  const absl::string_view digest = bytes.substr(0, kDigestBytes);
  bytes.remove_prefix(kDigestBytes);
  if (crypto::Sha256(bytes).view() != digest) return ProofDamaged();
  SUYUAN_ASSIGN_OR_RETURN(const uint32_t size, TakeNumber(bytes));
  if (size > kMostPlainBytes)
    return ProofMalformed("it unpacks to over 64 MiB");
  const absl::StatusOr<std::string> plain = deflate::Decompress(bytes, size);
  if (!plain.ok()) return ProofMalformed(plain.status().message());
  absl::string_view rest = *plain;
  SUYUAN_ASSIGN_OR_RETURN(const uint32_t length, TakeNumber(rest));
  if (length > rest.size()) return ProofMalformed("it ends in the statement");
  return ProofFile{.statement = std::string(rest.substr(0, length)),
                   .claims = std::string(rest.substr(length))};
}

absl::StatusOr<std::string> ProofFile::Bytes() const {
  const std::string plain = absl::StrCat(
      Number(static_cast<uint32_t>(statement.size())), statement, claims);
  if (plain.size() > kMostPlainBytes) return ProofTooLarge();
  const std::string packed = absl::StrCat(
      Number(static_cast<uint32_t>(plain.size())), deflate::Compress(plain));
  std::string out =
      absl::StrCat(kFirstLine, crypto::Sha256(packed).view(), packed);
  if (out.size() > kMostBytes) return ProofTooLarge();
  return out;
}

}  // namespace suyuan::traceability
