#include "services/traceability/profiles/profile_definition.h"

#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "catch2/catch.hpp"
#include "services/traceability/profiles/load.h"
#include "tests/support/status_matchers.h"

namespace suyuan::traceability {
namespace {

using suyuan::testing::HasReason;
using suyuan::testing::IsOk;
using suyuan::testing::StatusOf;

constexpr char kStrict[] = R"({
  "id": "STRICT",
  "title": {"texts": {"zh": "从严", "en": "Strict"}},
  "version": "2026-11",
  "base": "CN_LEGAL",
  "rules": [
    {"code": "V14", "severity": "SEVERITY_BLOCKER"},
    {"code": "V20_ENVIRONMENT", "off": true}
  ],
  "accepted": {"kinds": ["KIND_AUTHORISATION", "KIND_ACCREDITATION"]},
  "terminals": {"terminals": ["TERMINAL_NATIONAL_PRIMARY"]},
  "mpeAsUncertainty": false,
  "ratioPrecedence": ["RATIO_SOURCE_SCHEME", "RATIO_SOURCE_SPECIFICATION"]
})";

Profile Strict() {
  const auto profile = ProfileFromJson(kStrict);
  REQUIRE_THAT(StatusOf(profile), IsOk());
  return *profile;
}

// The field that is refused once `part` of the sound definition is `other`.
std::string FieldRefused(const std::string& part, const std::string& other) {
  CAPTURE(part, other);
  const std::string json = absl::StrReplaceAll(kStrict, {{part, other}});
  REQUIRE(json != kStrict);
  const auto profile = ProfileFromJson(json);
  REQUIRE_FALSE(profile.ok());
  CHECK(ReasonOf(profile.status()) == "INVALID_FIELD");
  const std::vector<FieldViolation> found = ViolationsOf(profile.status());
  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].description.empty());
  return found[0].field;
}

TEST_CASE("A profile of one's own changes what it gives and nothing else") {
  const Profile profile = Strict();
  const Profile& base = BuiltInProfiles()[0];
  CHECK(profile.id == "STRICT");
  CHECK(profile.version == "2026-11");
  CHECK(profile.base == "CN_LEGAL");
  CHECK(profile.title_zh == "从严");
  CHECK(profile.SeverityOf(Rule::kV14) == Severity::kBlocker);
  CHECK(base.SeverityOf(Rule::kV14) == Severity::kMajor);
  CHECK(profile.SeverityOf(Rule::kV15) == base.SeverityOf(Rule::kV15));
  CHECK(profile.off.has(Rule::kV20));
  CHECK_FALSE(profile.off.has(Rule::kV21));
  CHECK(profile.accepted.has(CompetenceKind::kAccreditation));
  CHECK_FALSE(profile.accepted.has(CompetenceKind::kNationalPrimaryStandard));
  CHECK(profile.accepted_for_crm.has(
      CompetenceKind::kReferenceMaterialProduction));
  CHECK(profile.terminal_levels.has(Level::kNationalPrimary));
  CHECK_FALSE(profile.terminal_levels.has(Level::kCrmPrimary));
  CHECK_FALSE(profile.mpe_as_uncertainty);
  CHECK(profile.standard_required == base.standard_required);
  CHECK(profile.ratio_precedence[0] == RatioSource::kScheme);
}

TEST_CASE(
    "An empty list accepts nothing, one that is not given is the base's") {
  const auto none = ProfileFromJson(
      R"({"id": "NONE", "version": "1", "base": "CNAS_ILAC",
          "accepted": {}, "terminal": {}, "terminals": {}})");
  REQUIRE_THAT(StatusOf(none), IsOk());
  CHECK(none->accepted.empty());
  CHECK(none->terminal.empty());
  CHECK(none->terminal_levels.empty());
  CHECK(none->accepted_for_verification.has(CompetenceKind::kAuthorisation));
}

TEST_CASE("Each fault of a definition is named by its field") {
  CHECK(FieldRefused("\"STRICT\"", "\"strict\"") == "id");
  CHECK(FieldRefused("\"STRICT\"", "\"AB\"") == "id");
  CHECK(FieldRefused("\"2026-11\"", "\"\"") == "version");
  CHECK(FieldRefused("\"CN_LEGAL\"", "\"STRICT\"") == "base");
  CHECK(FieldRefused("\"base\": \"CN_LEGAL\",", "") == "base");
  CHECK(FieldRefused("\"V14\"", "\"V31\"") == "rules[0].code");
  CHECK(FieldRefused("\"V14\"", "\"V20\"") == "rules[1].code");
  CHECK(FieldRefused("\"off\": true",
                     "\"off\": true, \"severity\": \"SEVERITY_MINOR\"") ==
        "rules[1].severity");
  CHECK(FieldRefused("KIND_ACCREDITATION", "KIND_AUTHORISATION") ==
        "accepted.kinds[1]");
  CHECK(FieldRefused("KIND_ACCREDITATION", "KIND_UNSPECIFIED") ==
        "accepted.kinds[1]");
  CHECK(FieldRefused("TERMINAL_NATIONAL_PRIMARY", "TERMINAL_UNSPECIFIED") ==
        "terminals.terminals[0]");
  CHECK(FieldRefused("\"TERMINAL_NATIONAL_PRIMARY\"",
                     "\"TERMINAL_SI_REALISATION\", "
                     "\"TERMINAL_SI_REALISATION\"") ==
        "terminals.terminals[1]");
  CHECK(FieldRefused("RATIO_SOURCE_SCHEME", "RATIO_SOURCE_SPECIFICATION") ==
        "ratio_precedence");
  CHECK(FieldRefused("\"V14\"", "\"REF_CERT\"") == "rules[0].code");  // two
}

TEST_CASE("A definition that is no JSON, or of another shape, is refused") {
  CHECK_THAT(StatusOf(ProfileFromJson("{")), HasReason("JSON_SYNTAX"));
  CHECK_THAT(StatusOf(ProfileFromJson(R"({"idd": "A"})")),
             HasReason("INVALID_FIELD"));
}

TEST_CASE("Equal definitions have one digest however they are laid out") {
  const Profile profile = Strict();
  CHECK(profile.digest.size() == 64);
  const std::string narrow =
      absl::StrReplaceAll(kStrict, {{"\n", ""}, {"  ", ""}});
  CHECK(ProfileFromJson(narrow)->digest == profile.digest);
  const std::string other = absl::StrReplaceAll(kStrict, {{"2026-11", "2"}});
  CHECK(ProfileFromJson(other)->digest != profile.digest);
}

TEST_CASE("Profiles have different ids, and the built-in ones keep theirs") {
  Profiles profiles;
  CHECK_THAT(profiles.Add(Strict()), IsOk());
  CHECK_THAT(profiles.Add(Strict()), HasReason("INVALID_FIELD"));
  Profile legal = Strict();
  legal.id = "CN_LEGAL";
  CHECK_THAT(profiles.Add(legal), HasReason("INVALID_FIELD"));
  CHECK(profiles.All().size() == 3);
  CHECK((*profiles.Find("STRICT"))->id == "STRICT");
  CHECK((*profiles.Find(""))->id == "CN_LEGAL");
  CHECK_THAT(StatusOf(profiles.Find("OTHER")), HasReason("INVALID_FIELD"));
}

TEST_CASE("No more than 32 profiles are taken") {
  Profiles profiles;
  for (size_t i = 0; i < Profiles::kMost; ++i) {
    Profile one = Strict();
    one.id = "P" + std::to_string(i);
    CHECK_THAT(profiles.Add(one), IsOk());
  }
  CHECK_THAT(profiles.Add(Strict()), HasReason("INVALID_FIELD"));
}

TEST_CASE("A file that is not there is named") {
  Profiles profiles;
  const absl::Status status = LoadProfiles({"no/such.json"}, profiles);
  CHECK_THAT(status, HasReason("PROFILE_FILE_UNREADABLE"));
  CHECK(std::string(status.message()).find("no/such.json") !=
        std::string::npos);
}

}  // namespace
}  // namespace suyuan::traceability
