// dcc_export_samples FOLDER: writes DCCs for tools that are not ours: exported
// from random certificates of all kinds, and from the published ones where
// SUYUAN_DCC_EXAMPLES has them.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/certificates/convert/convert.h"
#include "services/certificates/dcc/export.h"
#include "tests/unit/certificates/random_certificate.h"

namespace suyuan::certificates {
namespace {

constexpr int kRandom = 20;

bool Write(const std::string& path, const v1::Certificate& certificate) {
  const auto bytes = DccOf(certificate);
  if (bytes.ok()) std::ofstream(path) << *bytes;
  return bytes.ok();
}

// How many were written. Those that do not import, or that no DCC can say, are
// for other tests.
int WritePublished(const std::string& from, const std::string& to) {
  int written = 0;
  if (!std::filesystem::is_directory(from)) return written;
  for (const auto& entry : std::filesystem::directory_iterator(from)) {
    if (entry.path().extension() != ".xml") continue;
    std::stringstream bytes;
    bytes << std::ifstream(entry.path()).rdbuf();
    const auto prepared = PrepareDcc(bytes.str(), {});
    if (!prepared.ok()) continue;
    const auto certificate = ToProto(*prepared);
    const std::string name =
        absl::StrCat(to, "/sample_", entry.path().filename().string());
    written += certificate.ok() && Write(name, *certificate) ? 1 : 0;
  }
  return written;
}

int Main(const std::string& folder) {
  for (int seed = 0; seed < kRandom; ++seed) {
    if (!Write(absl::StrCat(folder, "/sample", seed, ".xml"),
               testing::RandomCertificate(static_cast<uint64_t>(seed)))) {
      std::fprintf(stderr, "seed %d is not exported\n", seed);
      return 1;
    }
  }
  const char* set = std::getenv("SUYUAN_DCC_EXAMPLES");
  const int published =
      WritePublished(set != nullptr ? set : "../shared/dcc/examples", folder);
  std::printf("%d random certificates, %d published ones\n", kRandom,
              published);
  return 0;
}

}  // namespace
}  // namespace suyuan::certificates

int main(int argc, char** argv) {
  return argc == 2 ? suyuan::certificates::Main(argv[1]) : 2;
}
