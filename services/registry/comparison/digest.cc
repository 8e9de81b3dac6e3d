#include "services/registry/comparison/digest.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/crypto/digest.h"

namespace suyuan::registry::comparison {
namespace {

constexpr absl::string_view kVersion = "suyuan comparison results 1";

void AppendStated(std::string& line, absl::string_view key,
                  absl::string_view text) {
  if (text.empty()) return;
  absl::StrAppend(&line, "\t", key, "=", absl::Utf8SafeCEscape(text));
}

std::string LineOf(const PrintedResult& result) {
  std::string line = absl::StrCat(absl::Utf8SafeCEscape(result.point), "\t",
                                  absl::Utf8SafeCEscape(result.value));
  AppendStated(line, "U", result.expanded);
  AppendStated(line, "k", result.coverage_factor);
  AppendStated(line, "p", result.coverage_probability);
  AppendStated(line, "u", result.standard);
  AppendStated(line, "nu", result.degrees_of_freedom);
  AppendStated(line, "distribution", result.distribution);
  AppendStated(line, "relative", result.relative ? "true" : "");
  return line;
}

}  // namespace

std::string CanonicalForm(const PrintedSubmission& submission) {
  std::vector<std::string> lines;
  for (const PrintedResult& result : submission.results) {
    lines.push_back(LineOf(result));
  }
  std::sort(lines.begin(), lines.end());
  std::string form =
      absl::StrCat(kVersion, "\n", submission.comparison, "\n",
                   submission.institution, "\n", CodeOf(submission.round), "\n",
                   absl::FormatCivilTime(submission.day), "\n");
  for (const std::string& line : lines) absl::StrAppend(&form, line, "\n");
  return form;
}

std::string DigestOf(const PrintedSubmission& submission) {
  return crypto::Sha256(CanonicalForm(submission)).Hex();
}

std::string BasisDigest(absl::Span<const Submission> submissions) {
  std::string all;
  for (const Submission& submission : submissions) {
    absl::StrAppend(&all, submission.digest, "\n");
  }
  return crypto::Sha256(all).Hex();
}

}  // namespace suyuan::registry::comparison
