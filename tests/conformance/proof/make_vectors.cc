// Writes the proofs of tests/conformance/proof/golden anew: after a change of
// the rules' version. Usage: make_proof_vectors FOLDER

#include <cstdio>
#include <fstream>
#include <string>

#include "nlohmann/json.hpp"
#include "tests/conformance/proof/vectors.h"

namespace suyuan::traceability::testing {
namespace {

bool Write(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  out.close();
  if (out.good()) return true;
  std::fprintf(stderr, "cannot write %s\n", path.c_str());
  return false;
}

bool WriteAll(const std::string& folder) {
  nlohmann::ordered_json manifest;
  manifest["logKey"] = LogKey(kSeed);
  manifest["operatorKey"] = OperatorKey(kSeed);
  manifest["proofs"] = nlohmann::ordered_json::array();
  for (const Vector& vector : MakeVectors(kSeed)) {
    nlohmann::ordered_json entry;
    entry["name"] = vector.name;
    if (!vector.verdict.empty()) entry["verdict"] = vector.verdict;
    if (!vector.reason.empty()) entry["reason"] = vector.reason;
    if (vector.strict) entry["profile"] = "strict.json";
    manifest["proofs"].push_back(entry);
    if (!Write(folder + "/" + vector.name + ".proof", vector.bytes)) {
      return false;
    }
  }
  return Write(folder + "/manifest.json", manifest.dump(2) + "\n");
}

}  // namespace
}  // namespace suyuan::traceability::testing

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_proof_vectors FOLDER\n");
    return 2;
  }
  return suyuan::traceability::testing::WriteAll(argv[1]) ? 0 : 1;
}
