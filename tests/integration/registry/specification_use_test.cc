// GetSpecificationUse as a client asks. It is 2025-01-01 in the suite.

#include "absl/strings/str_cat.h"
#include "tests/integration/registry/recording.h"

namespace suyuan::registry {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;
using testing::FromText;
using testing::Record;

// "2 standards, 1 competences, 1 institutions".
std::string UseOf(Registry& registry, const std::string& request) {
  const auto use =
      registry.Call(&proto::Registry::Stub::GetSpecificationUse,
                    FromText<proto::GetSpecificationUseRequest>(request));
  REQUIRE_THAT(StatusOf(use), IsOk());
  CHECK(use->names_size() == use->standards() + use->competences());
  return absl::StrCat(use->standards(), " standards, ", use->competences(),
                      " competences, ", use->institutions(), " institutions");
}

void Edition(Registry& registry, const std::string& id,
             const std::string& number) {
  Record<proto::Specification>(registry, id,
                               absl::StrCat(R"(
    title { texts { key: "zh" value: "砝码" } } kind: KIND_VERIFICATION_REGULATION
    number: ")",
                                            number, "\""));
}

void Standard(Registry& registry, const std::string& id,
              const std::string& more) {
  Record<proto::Standard>(registry, id,
                          absl::StrCat(R"(
    title { texts { key: "zh" value: "砝码标准装置 )",
                                       id, R"(" } }
    level: LEVEL_PUBLIC_HIGHEST holder: "institutions/kashi" )",
                                       more));
}

constexpr char kBranch[] = R"(diagram { branches {
  kind { code: "MASS" } method_up: "直接比较" method_down: "直接比较"
  specification_down: "JJG99—2022"
  upper { title { texts { key: "zh" value: "E1" } } accuracy_class: "E1" }
  own { title { texts { key: "zh" value: "E2" } } accuracy_class: "E2" }
  lower { title { texts { key: "zh" value: "F1" } } accuracy_class: "F1" } } })";

TEST_CASE("Records that name an edition are counted, each once") {
  Registry registry;
  Record<proto::Institution>(registry, "kashi", R"(
    title { texts { key: "zh" value: "喀什" } } kind: KIND_STATUTORY_PREFECTURE)");
  Edition(registry, "new", "JJG 99-2022");
  Edition(registry, "old", "JJG 99-1990");
  Standard(registry, "a", R"(
    services { specifications: "JJG 99-2022" specifications: "JJG 99-2022" }
    services { specifications: "jjg 99-2022" })");
  Standard(registry, "b", kBranch);
  Standard(registry, "c", R"(services { specifications: "JJG 99-90" })");
  Record<proto::Competence>(registry, "d", R"(
    holder: "institutions/kashi" kind: KIND_AUTHORISATION
    scope { specifications: "JJG 99-2022" } scope { specifications: "JJG 99" })");
  CHECK(UseOf(registry, R"(name: "specifications/new")") ==
        "2 standards, 1 competences, 1 institutions");
  CHECK(UseOf(registry, R"(name: "specifications/old")") ==
        "1 standards, 0 competences, 1 institutions");
}

TEST_CASE("Only records in force on the day are counted") {
  Registry registry;
  Record<proto::Institution>(registry, "kashi", R"(
    title { texts { key: "zh" value: "喀什" } } kind: KIND_STATUTORY_PREFECTURE)");
  Edition(registry, "new", "JJG 99-2022");
  Standard(registry, "a", R"(
    services { specifications: "JJG 99-2022" }
    period { from: "2023-06-07" } events { kind: KIND_SEALED day: "2025-01-01" })");
  CHECK(UseOf(registry, R"(name: "specifications/new")").substr(0, 1) == "0");
  CHECK(UseOf(registry, R"(name: "specifications/new" as_of: "2024-12-31")")
            .substr(0, 1) == "1");
  CHECK(UseOf(registry, R"(name: "specifications/new" as_of: "2023-06-06")")
            .substr(0, 1) == "0");
}

TEST_CASE("The use of what is no edition is refused") {
  Registry registry;
  const auto use = [&](const char* name) {
    proto::GetSpecificationUseRequest request;
    request.set_name(name);
    return StatusOf(
        registry.Call(&proto::Registry::Stub::GetSpecificationUse, request));
  };
  CHECK_THAT(use("specifications/none"), HasReason("RECORD_NOT_FOUND"));
  CHECK_THAT(use("standards/a"), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace suyuan::registry
