#include "tests/e2e/published.h"

#include "tests/integration/certificates/samples.h"

namespace suyuan::e2e {

namespace samples = certificates::testing;

std::optional<Published> ReadPublished() {
  const auto folder = samples::ExamplesFolder();
  if (!folder.has_value()) return std::nullopt;
  Published out;
  for (const std::string& file : samples::ChainFiles()) {
    out.chain.push_back(samples::ReadFile(*folder + "/" + file));
  }
  out.bogus_signature = samples::ReadFile(
      *folder + "/chain_1_BX-10504-CAL_bogus-signature_v2.2.0.xml");
  return out;
}

}  // namespace suyuan::e2e
