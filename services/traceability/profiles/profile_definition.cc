#include "services/traceability/profiles/profile_definition.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "libs/json/message_json.h"

namespace suyuan::traceability {
namespace {

using v1::ProfileDefinition;

constexpr size_t kMostTextBytes = 1000;

std::string At(absl::string_view field, int index) {
  return absl::StrCat(field, "[", index, "]");
}

absl::Status Wrong(absl::string_view field, absl::string_view seen,
                   absl::string_view wanted) {
  return InvalidField(
      field, absl::StrCat("is \"", seen, "\"; ", wanted, " is wanted"));
}

bool IsId(absl::string_view id) {
  constexpr size_t kFewest = 3;
  constexpr size_t kMost = 40;
  return id.size() >= kFewest && id.size() <= kMost &&
         absl::ascii_isupper(static_cast<unsigned char>(id[0])) &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '_';
         });
}

absl::Status TakeHead(const ProfileDefinition& from, Profile& out) {
  if (!IsId(from.id())) {
    return Wrong("id", from.id(),
                 "a capital letter, then capital letters, digits and "
                 "underscores, 3 to 40,");
  }
  if (from.version().empty() || from.version().size() > kMostTextBytes) {
    return Wrong("version", from.version(), "a version");
  }
  out.id = from.id();
  out.version = from.version();
  out.base = from.base();
  for (const auto& [language, text] : from.title().texts()) {
    if (text.size() > kMostTextBytes) {
      return InvalidField("title", "is longer than 1000 bytes");
    }
    if (language == "zh") out.title_zh = text;
    if (language == "en") out.title_en = text;
  }
  return absl::OkStatus();
}

// By its code, or its first word where no other code begins with it.
absl::StatusOr<Rule> RuleOf(absl::string_view field, absl::string_view code) {
  const RuleText* found = nullptr;
  for (const RuleText& rule : AllRules()) {
    if (rule.code == code) return rule.rule;
    if (!absl::StartsWith(rule.code, absl::StrCat(code, "_"))) continue;
    if (found != nullptr) {
      return Wrong(field, code, "the whole code of one rule");
    }
    found = &rule;
  }
  if (found != nullptr) return found->rule;
  return Wrong(field, code, "a code of docs/rules.md");
}

absl::Status TakeRules(const ProfileDefinition& from, Profile& out) {
  EnumSet<Rule> seen;
  for (int i = 0; i < from.rules_size(); ++i) {
    const ProfileDefinition::Rule& one = from.rules(i);
    const std::string field = At("rules", i);
    SUYUAN_ASSIGN_OR_RETURN(const Rule rule,
                            RuleOf(absl::StrCat(field, ".code"), one.code()));
    if (seen.has(rule)) {
      return Wrong(absl::StrCat(field, ".code"), one.code(),
                   "a rule that is not listed yet");
    }
    seen.Add(rule);
    const std::string severity = absl::StrCat(field, ".severity");
    if (!v1::Severity_IsValid(one.severity())) {
      return Wrong(severity, absl::StrCat(one.severity()),
                   "one of the severities");
    }
    if (one.off()) {
      if (one.severity() != v1::SEVERITY_UNSPECIFIED) {
        return Wrong(severity, v1::Severity_Name(one.severity()),
                     "none of a rule that is off");
      }
      out.off.Add(rule);
    } else if (one.severity() != v1::SEVERITY_UNSPECIFIED) {
      out.severity[static_cast<size_t>(rule)] =
          static_cast<Severity>(one.severity() - v1::SEVERITY_MINOR);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<EnumSet<CompetenceKind>> KindsOf(
    absl::string_view field, const ProfileDefinition::Competences& from) {
  using Wire = registry::v1::Competence;
  EnumSet<CompetenceKind> out;
  for (int i = 0; i < from.kinds_size(); ++i) {
    CompetenceKind kind = CompetenceKind::kUnspecified;
    switch (from.kinds(i)) {
      case Wire::KIND_AUTHORISATION:
        kind = CompetenceKind::kAuthorisation;
        break;
      case Wire::KIND_ACCREDITATION:
        kind = CompetenceKind::kAccreditation;
        break;
      case Wire::KIND_NATIONAL_INSTITUTE_CMC:
        kind = CompetenceKind::kNationalInstituteCmc;
        break;
      case Wire::KIND_NATIONAL_PRIMARY_STANDARD:
        kind = CompetenceKind::kNationalPrimaryStandard;
        break;
      case Wire::KIND_REFERENCE_MATERIAL_PRODUCTION:
        kind = CompetenceKind::kReferenceMaterialProduction;
        break;
      default:
        break;
    }
    const std::string at = At(absl::StrCat(field, ".kinds"), i);
    if (kind == CompetenceKind::kUnspecified) {
      return Wrong(at, absl::StrCat(from.kinds(i)),
                   "a kind of competence that rules know");
    }
    if (out.has(kind)) {
      return Wrong(at, Wire::Kind_Name(from.kinds(i)),
                   "a kind that is not listed yet");
    }
    out.Add(kind);
  }
  return out;
}

absl::Status TakeCompetences(const ProfileDefinition& from, Profile& out) {
  const auto take = [](bool given, absl::string_view field,
                       const ProfileDefinition::Competences& list,
                       EnumSet<CompetenceKind>& to) -> absl::Status {
    if (!given) return absl::OkStatus();
    SUYUAN_ASSIGN_OR_RETURN(to, KindsOf(field, list));
    return absl::OkStatus();
  };
  SUYUAN_RETURN_IF_ERROR(
      take(from.has_accepted(), "accepted", from.accepted(), out.accepted));
  SUYUAN_RETURN_IF_ERROR(
      take(from.has_accepted_for_verification(), "accepted_for_verification",
           from.accepted_for_verification(), out.accepted_for_verification));
  SUYUAN_RETURN_IF_ERROR(take(from.has_accepted_for_reference_material(),
                              "accepted_for_reference_material",
                              from.accepted_for_reference_material(),
                              out.accepted_for_crm));
  SUYUAN_RETURN_IF_ERROR(
      take(from.has_terminal(), "terminal", from.terminal(), out.terminal));
  return take(from.has_terminal_for_reference_material(),
              "terminal_for_reference_material",
              from.terminal_for_reference_material(), out.terminal_for_crm);
}

absl::Status TakeTerminals(const ProfileDefinition& from, Profile& out) {
  if (!from.has_terminals()) return absl::OkStatus();
  out.terminal_levels = {};
  for (int i = 0; i < from.terminals().terminals_size(); ++i) {
    Level level = Level::kUnspecified;
    switch (from.terminals().terminals(i)) {
      case ProfileDefinition::TERMINAL_SI_REALISATION:
        level = Level::kSiRealisation;
        break;
      case ProfileDefinition::TERMINAL_NATIONAL_PRIMARY:
        level = Level::kNationalPrimary;
        break;
      case ProfileDefinition::TERMINAL_FOREIGN_NMI_CMC:
        level = Level::kForeignNmiCmc;
        break;
      case ProfileDefinition::TERMINAL_PRIMARY_REFERENCE_MATERIAL:
        level = Level::kCrmPrimary;
        break;
      default:
        break;
    }
    const std::string at = At("terminals.terminals", i);
    if (level == Level::kUnspecified) {
      return Wrong(at, absl::StrCat(from.terminals().terminals(i)),
                   "one of the terminals");
    }
    if (out.terminal_levels.has(level)) {
      return Wrong(
          at, ProfileDefinition::Terminal_Name(from.terminals().terminals(i)),
          "a terminal that is not listed yet");
    }
    out.terminal_levels.Add(level);
  }
  return absl::OkStatus();
}

absl::Status TakePrecedence(const ProfileDefinition& from, Profile& out) {
  if (from.ratio_precedence().empty()) return absl::OkStatus();
  const auto is = [&](int i, ProfileDefinition::RatioSource source) {
    return from.ratio_precedence(i) == source;
  };
  constexpr auto kSpecification = ProfileDefinition::RATIO_SOURCE_SPECIFICATION;
  constexpr auto kScheme = ProfileDefinition::RATIO_SOURCE_SCHEME;
  if (from.ratio_precedence_size() == 2 && is(0, kSpecification) &&
      is(1, kScheme)) {
    out.ratio_precedence = {RatioSource::kSpecification, RatioSource::kScheme};
  } else if (from.ratio_precedence_size() == 2 && is(0, kScheme) &&
             is(1, kSpecification)) {
    out.ratio_precedence = {RatioSource::kScheme, RatioSource::kSpecification};
  } else {
    return InvalidField("ratio_precedence",
                        "does not have both sources, each once");
  }
  return absl::OkStatus();
}

std::string DigestOf(const ProfileDefinition& definition) {
  std::string canonical;
  json::AppendCanonicalJson(definition, canonical);
  return crypto::Sha256(canonical).Hex();
}

}  // namespace

absl::StatusOr<Profile> ToProfile(const ProfileDefinition& from) {
  if (from.base().empty()) {
    return InvalidField("base", "is missing; CN_LEGAL or CNAS_ILAC is wanted");
  }
  const absl::StatusOr<const Profile*> base = FindProfile(from.base());
  if (!base.ok()) {
    return Wrong("base", from.base(), "CN_LEGAL or CNAS_ILAC");
  }
  Profile out = **base;
  SUYUAN_RETURN_IF_ERROR(TakeHead(from, out));
  SUYUAN_RETURN_IF_ERROR(TakeRules(from, out));
  SUYUAN_RETURN_IF_ERROR(TakeCompetences(from, out));
  SUYUAN_RETURN_IF_ERROR(TakeTerminals(from, out));
  SUYUAN_RETURN_IF_ERROR(TakePrecedence(from, out));
  if (from.has_mpe_as_uncertainty()) {
    out.mpe_as_uncertainty = from.mpe_as_uncertainty();
  }
  if (from.has_standard_required()) {
    out.standard_required = from.standard_required();
  }
  if (from.has_ratio_blocks_verification()) {
    out.ratio_blocks_verification = from.ratio_blocks_verification();
  }
  out.digest = DigestOf(from);
  return out;
}

absl::StatusOr<Profile> ProfileFromJson(absl::string_view text) {
  ProfileDefinition definition;
  SUYUAN_RETURN_IF_ERROR(json::FromJson(text, definition));
  return ToProfile(definition);
}

}  // namespace suyuan::traceability
