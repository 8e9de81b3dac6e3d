#ifndef SERVICES_SUYUANCTL_COMMANDS_SIGN_H_
#define SERVICES_SUYUANCTL_COMMANDS_SIGN_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/suyuanctl/cli/connections.h"
#include "services/suyuanctl/cli/console.h"
#include "suyuan/certificates/v1/certificate.pb.h"

namespace suyuan::ctl {

struct SignOptions {
  // Files, or certificates/* that the service holds.
  std::vector<std::string> targets;
  // PKCS #8 in PEM, its owner's alone.
  std::string key_file;
  // Of one file; "": beside each file (SignaturePathOf).
  std::string output;
};

// The certificates service, as far as signing asks it.
struct HeldCertificates {
  std::function<absl::StatusOr<std::string>(const std::string& name)> original;
  std::function<absl::Status(
      const std::string& name,
      const certificates::v1::DetachedSignature& signature)>
      add;
};
HeldCertificates HeldCertificatesOver(Connections& connections);

// Signs each file and writes its signature; signs the original of each
// certificate that is held and adds the signature to it. Errors of
// ReadSignedBytes(), of crypto::SigningKey::Load(), of the service; the first
// ends it.
absl::StatusOr<bool> Sign(const SignOptions& options,
                          const HeldCertificates& held, absl::Time now,
                          Console& console);

struct GenerateKeyOptions {
  // "ed25519", "ecdsa" or "sm2".
  std::string algorithm = "ed25519";
  std::string key_file;
};

// Makes a key pair, keeps it in the file, never over another, and prints what
// the institution registers: a member of its `signingKeys`, to count from today
// on.
absl::StatusOr<bool> GenerateKey(const GenerateKeyOptions& options,
                                 absl::Time now, Console& console);

// Prints the public part of a private key's file, in PEM.
absl::StatusOr<bool> PrintPublicKey(const std::string& key_file,
                                    Console& console);

struct RegisterKeyOptions {
  std::string institution;  // institutions/*
  // A private key, of which the public part is taken, or a public one.
  std::string key_file;
  // First and last day; "": today, and none.
  std::string from;
  std::string to;
};

// Adds the key to those of an institution that is registered. Refused as the
// registry refuses.
absl::StatusOr<bool> RegisterKey(const RegisterKeyOptions& options,
                                 absl::Time now, Connections& connections,
                                 Console& console);

}  // namespace suyuan::ctl

#endif  // SERVICES_SUYUANCTL_COMMANDS_SIGN_H_
