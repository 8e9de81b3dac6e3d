#include "tests/integration/certificates/samples.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "libs/base/check.h"

namespace suyuan::certificates::testing {

v1::Certificate AnyCertificate(const std::string& number) {
  v1::Certificate c;
  c.set_kind(v1::Certificate::KIND_CALIBRATION);
  c.set_number(number);
  c.mutable_issuer()->set_title("天山计量院");
  c.mutable_issuer()->set_code("CNAS L1234");
  c.set_received("2024-03-01");
  c.set_begin("2024-03-10");
  c.set_end("2024-03-11");
  c.set_issued("2024-03-12");
  c.set_valid_to("2025-03-10");
  v1::Item& item = *c.add_items();
  item.set_id("item1");
  (*item.mutable_title()->mutable_texts())["zh"] = "砝码";
  item.set_manufacturer("甲厂");
  v1::ItemIdentification& serial = *item.add_identifications();
  serial.set_issuer("manufacturer");
  serial.set_value("W-100");
  v1::ReferenceUse& reference = *c.add_references();
  reference.set_id("ref1");
  reference.add_certificate_numbers("UP-1");
  reference.set_uses(1);
  v1::Result& result = *c.add_results();
  result.set_id("r1");
  result.mutable_kind()->set_code("MASS");
  result.set_value("1.000000");
  result.set_unit("\\kilogram");
  result.mutable_uncertainty()->set_expanded("0.000005");
  result.mutable_uncertainty()->set_coverage_factor("2");
  return c;
}

std::optional<std::string> ExamplesFolder() {
  const char* set = std::getenv("SUYUAN_DCC_EXAMPLES");
  const std::string folder = set != nullptr ? set : "../shared/dcc/examples";
  if (std::filesystem::is_directory(folder)) return folder;
  std::cout << "no published certificates in " << folder
            << " (SUYUAN_DCC_EXAMPLES): nothing to test\n";
  return std::nullopt;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  SUYUAN_CHECK(file.good());
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<std::string> ChainFiles() {
  return {"chain_1_BX-10504-CAL_v2.2.0.xml", "chain_2_K026-17P5172_v2.2.0.xml",
          "chain_3_K026-17P4654_v2.2.0.xml", "chain_4_M-16P013_v2.2.0.xml"};
}

}  // namespace suyuan::certificates::testing
