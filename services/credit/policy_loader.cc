#include "services/credit/policy_loader.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/status.h"
#include "libs/crypto/digest.h"
#include "services/credit/decay.h"
#include "services/credit/policy_json.h"
#include "services/credit/score.h"

namespace suyuan::credit {
namespace {

absl::Status Failed(const std::string& vector, absl::string_view what,
                    const std::string& got, const std::string& want) {
  return WithReason(absl::FailedPreconditionError(
                        absl::StrCat("vector ", vector, ": ", what, " is ", got,
                                     ", the policy says ", want)),
                    "POLICY_VECTOR_FAILED");
}

absl::Status CheckVector(const Policy& policy, const PolicyVector& vector) {
  ScoreQuestion question;
  question.as_of = vector.as_of;
  question.known_at = vector.known_at;
  SUYUAN_ASSIGN_OR_RETURN(const Score score,
                          ComputeScore(policy, vector.facts, question));
  const auto check = [&](absl::string_view what, int64_t got, int64_t want) {
    if (got == want) return absl::OkStatus();
    return Failed(vector.name, what, absl::StrCat(got), absl::StrCat(want));
  };
  SUYUAN_RETURN_IF_ERROR(
      check("deductions", score.deductions, vector.deductions));
  SUYUAN_RETURN_IF_ERROR(check("additions", score.additions, vector.additions));
  SUYUAN_RETURN_IF_ERROR(check("score", score.value, vector.score));
  if (score.class_by_score != vector.class_by_score) {
    return Failed(vector.name, "class by score",
                  std::string(CodeOf(score.class_by_score)),
                  std::string(CodeOf(vector.class_by_score)));
  }
  if (score.final_class != vector.final_class) {
    return Failed(vector.name, "class", std::string(CodeOf(score.final_class)),
                  std::string(CodeOf(vector.final_class)));
  }
  std::vector<std::string> overlays;
  for (const ActiveOverlay& active : score.overlays) {
    overlays.push_back(active.id);
  }
  if (overlays != vector.overlays) {
    return Failed(vector.name, "the list of overlays",
                  absl::StrCat("[", absl::StrJoin(overlays, ", "), "]"),
                  absl::StrCat("[", absl::StrJoin(vector.overlays, ", "), "]"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckVectors(const Policy& policy) {
  for (const DecayVector& vector : policy.decay_vectors) {
    const int64_t ppm = DecayPpm(vector.age, vector.half_life);
    if (ppm == vector.ppm) continue;
    return Failed(
        absl::StrCat("half-life ", vector.half_life, " age ", vector.age),
        "weight in ppm", absl::StrCat(ppm), absl::StrCat(vector.ppm));
  }
  for (const PolicyVector& vector : policy.vectors) {
    SUYUAN_RETURN_IF_ERROR(CheckVector(policy, vector));
  }
  return absl::OkStatus();
}

absl::StatusOr<Policy> LoadPolicy(absl::string_view json) {
  SUYUAN_ASSIGN_OR_RETURN(Policy policy, ParsePolicy(json));
  SUYUAN_ASSIGN_OR_RETURN(const std::string canonical, CanonicalPolicy(json));
  policy.hash = crypto::Sha256(canonical).Hex();
  SUYUAN_RETURN_IF_ERROR(CheckVectors(policy));
  return policy;
}

absl::StatusOr<Policy> LoadPolicyFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) {
    return WithReason(
        absl::NotFoundError(absl::StrCat("cannot read policy file ", path)),
        "POLICY_FILE_UNREADABLE");
  }
  return LoadPolicy(text.str());
}

}  // namespace suyuan::credit
