import type { Finding, Verdict } from "./claims.js";
import { verdicts } from "./claims.js";

// Severities of the built-in profiles (docs/rules.md 4), and what findings do
// to a verdict (docs/rules.md 5).

type Severity = Finding["severity"];

const major = new Set(
  (
    "V09_SCOPE_UNCERTAINTY V10_SCOPE_SITE V14_UNC_MONOTONIC V15_UNC_RECOMPUTE " +
    "V16_RATIO V17_SPEC_IN_FORCE V18_SPEC_APPLIES V19_PERSON_COMPETENT " +
    "V20_ENVIRONMENT V25_STABILITY V28_HIERARCHY_SKIP STALE_REF_CERT " +
    "REF_CERT_LATE COMPARISON_FAILED"
  ).split(" "),
);
const minor = new Set([
  "RULE_CONFLICT",
  "ITEM_IDENTITY_MISMATCH",
  "REF_CERT_REPLACED",
]);
const majorIn: Record<string, Set<string>> = {
  CN_LEGAL: new Set(),
  CNAS_ILAC: new Set(["V24_STANDARD_STATUS", "V29_CALIB_ON_MANDATORY"]),
};

export function isProfile(profile: string): boolean {
  return profile in majorIn;
}

function usual(code: string, profile: string): Severity {
  if (minor.has(code)) return "MINOR";
  if (major.has(code) || majorIn[profile]?.has(code) === true) return "MAJOR";
  return "BLOCKER";
}

/** The severities that a finding of this code and outcome may have. */
export function severitiesOf(
  finding: Finding,
  profile: string,
  isVerification: boolean,
): Severity[] {
  const is = usual(finding.code, profile);
  const unknown = finding.outcome === "UNKNOWN";
  switch (finding.code) {
    case "V16_RATIO":
      // The ratio that gave way is told as minor beside the one that holds.
      return profile === "CN_LEGAL" && isVerification
        ? ["BLOCKER", "MINOR"]
        : [is, "MINOR"];
    case "V19_PERSON_COMPETENT":
    case "V20_ENVIRONMENT":
      return unknown ? [is, "MINOR"] : [is];
    case "V21_DATES_ORDER":
      return finding.outcome === "BROKEN" ? [is, "MAJOR"] : [is];
    case "V23_CERT_INTEGRITY":
      return unknown ? ["MAJOR"] : [is];
    case "STALE_REF_CERT":
      return finding.outcome === "BROKEN" ? [is, "BLOCKER"] : [is];
    default:
      return [is];
  }
}

export function verdictOf(finding: Finding): Verdict {
  if (finding.outcome === "HELD" || finding.severity === "MINOR") {
    return "TRACEABLE";
  }
  if (finding.severity === "MAJOR") return "TRACEABLE_WITH_RESERVATIONS";
  return finding.outcome === "BROKEN" ? "NOT_TRACEABLE" : "INDETERMINATE";
}

export function worst(of: Iterable<Verdict>): Verdict {
  let place = 0;
  for (const one of of) place = Math.max(place, verdicts.indexOf(one));
  return verdicts[place] as Verdict;
}
