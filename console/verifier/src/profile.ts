import type { Finding, Verdict } from "./claims.js";
import { verdicts } from "./claims.js";
import { malformedProfile } from "./refusal.js";

// What a regime accepts and what findings cost in it (docs/rules.md 4,
// docs/profiles.md), and what they do to a verdict (docs/rules.md 5).

type Severity = Finding["severity"];

const codes = (
  "V01_NO_PARENT V02_CYCLE V03_REF_CERT_MISSING V04_REF_EXPIRED_AT_USE " +
  "V05_REF_NOT_TRACEABLE V06_ISSUER_NOT_COMPETENT V07_SCOPE_QUANTITY " +
  "V08_SCOPE_RANGE V09_SCOPE_UNCERTAINTY V10_SCOPE_SITE V11_QUANTITY_KIND " +
  "V12_DIMENSION V13_UNC_PRESENT V14_UNC_MONOTONIC V15_UNC_RECOMPUTE " +
  "V16_RATIO V17_SPEC_IN_FORCE V18_SPEC_APPLIES V19_PERSON_COMPETENT " +
  "V20_ENVIRONMENT V21_DATES_ORDER V22_CERT_UNIQUE V23_CERT_INTEGRITY " +
  "V24_STANDARD_STATUS V25_STABILITY V26_CRM_BATCH V27_TERMINAL_OK " +
  "V28_HIERARCHY_SKIP V29_CALIB_ON_MANDATORY V30_RESULT_FAILED " +
  "STALE_REF_CERT REF_CERT_LATE COMPARISON_FAILED LINK_GAP RULE_CONFLICT " +
  "ITEM_IDENTITY_MISMATCH REF_CERT_REPLACED NO_CERTIFICATE AMBIGUOUS_TARGET"
).split(" ");
const major =
  "V09_SCOPE_UNCERTAINTY V10_SCOPE_SITE V14_UNC_MONOTONIC V15_UNC_RECOMPUTE " +
  "V16_RATIO V17_SPEC_IN_FORCE V18_SPEC_APPLIES V19_PERSON_COMPETENT " +
  "V20_ENVIRONMENT V25_STABILITY V28_HIERARCHY_SKIP STALE_REF_CERT " +
  "REF_CERT_LATE COMPARISON_FAILED";
const minor = "RULE_CONFLICT ITEM_IDENTITY_MISMATCH REF_CERT_REPLACED";

/** Kinds of competence or terminal, less their prefix. */
type Kinds = readonly string[];

export interface Profile {
  id: string;
  /** Of the codes that are no blockers. */
  severities: ReadonlyMap<string, Severity>;
  /** Rules that the regime does not know. */
  off: ReadonlySet<string>;
  /** Competences that make an issuer competent (V06). */
  accepted: Kinds;
  acceptedForVerification: Kinds;
  acceptedForReferenceMaterial: Kinds;
  /** What may end a chain without a certificate (V27). */
  terminals: Kinds;
  ratioBlocksVerification: boolean;
}

function severitiesWith(more: string): Map<string, Severity> {
  const out = new Map<string, Severity>();
  for (const code of major.split(" ")) out.set(code, "MAJOR");
  for (const code of more.split(" ")) if (code !== "") out.set(code, "MAJOR");
  for (const code of minor.split(" ")) out.set(code, "MINOR");
  return out;
}

const cnLegal: Profile = {
  id: "CN_LEGAL",
  severities: severitiesWith(""),
  off: new Set(),
  accepted: ["AUTHORISATION", "NATIONAL_PRIMARY_STANDARD"],
  acceptedForVerification: [],
  acceptedForReferenceMaterial: ["REFERENCE_MATERIAL_PRODUCTION"],
  terminals: [
    "SI_REALISATION",
    "NATIONAL_PRIMARY",
    "PRIMARY_REFERENCE_MATERIAL",
  ],
  ratioBlocksVerification: true,
};

const cnasIlac: Profile = {
  id: "CNAS_ILAC",
  severities: severitiesWith("V24_STANDARD_STATUS V29_CALIB_ON_MANDATORY"),
  off: new Set(),
  accepted: [
    "ACCREDITATION",
    "NATIONAL_INSTITUTE_CMC",
    "NATIONAL_PRIMARY_STANDARD",
  ],
  acceptedForVerification: ["AUTHORISATION"],
  acceptedForReferenceMaterial: ["REFERENCE_MATERIAL_PRODUCTION"],
  terminals: [
    "SI_REALISATION",
    "NATIONAL_PRIMARY",
    "FOREIGN_NMI_CMC",
    "PRIMARY_REFERENCE_MATERIAL",
  ],
  ratioBlocksVerification: false,
};

export const builtInProfiles: readonly Profile[] = [cnLegal, cnasIlac];

// --- a definition of one's own -----------------------------------------------

type Json = Record<string, unknown>;

const members = [
  "id",
  "title",
  "version",
  "base",
  "rules",
  "accepted",
  "acceptedForVerification",
  "acceptedForReferenceMaterial",
  "terminal",
  "terminalForReferenceMaterial",
  "terminals",
  "mpeAsUncertainty",
  "standardRequired",
  "ratioBlocksVerification",
  "ratioPrecedence",
];
const competences = [
  "AUTHORISATION",
  "ACCREDITATION",
  "NATIONAL_INSTITUTE_CMC",
  "NATIONAL_PRIMARY_STANDARD",
  "REFERENCE_MATERIAL_PRODUCTION",
];

function objectOf(value: unknown, names: string[], what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformedProfile(what, "is no object");
  }
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) {
      throw malformedProfile(what, `has a member ${name}, which is unknown`);
    }
  }
  return value as Json;
}

/** Absent where the list is; words without `prefix`, each once. */
function wordsOf(
  value: unknown,
  member: string,
  prefix: string,
  known: Kinds,
  what: string,
): Kinds | undefined {
  if (value === undefined) return undefined;
  const list = objectOf(value, [member], what)[member] ?? [];
  if (!Array.isArray(list)) throw malformedProfile(what, "is no list");
  const words = list.map((one) =>
    typeof one === "string" && one.startsWith(prefix)
      ? one.slice(prefix.length)
      : "",
  );
  if (words.some((one, at) => !known.includes(one) || words.indexOf(one) < at)) {
    throw malformedProfile(what, "has what is unknown, or there twice");
  }
  return words;
}

function flagOf(value: unknown, base: boolean, what: string): boolean {
  if (value === undefined) return base;
  if (typeof value !== "boolean") throw malformedProfile(what, "is no flag");
  return value;
}

/** By its code, or its first word where no other code begins with it. */
function codeOf(given: unknown): string {
  const found = codes.filter(
    (one) => one === given || one.startsWith(`${String(given)}_`),
  );
  const exact = found.find((one) => one === given);
  const only = exact ?? (found.length === 1 ? found[0] : undefined);
  if (only === undefined) {
    throw malformedProfile("rules", `has no rule for "${String(given)}"`);
  }
  return only;
}

function takeRules(
  value: unknown,
  severities: Map<string, Severity>,
  off: Set<string>,
): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) throw malformedProfile("rules", "is no list");
  const seen = new Set<string>();
  for (const each of value) {
    const one = objectOf(each, ["code", "off", "severity"], "rules");
    const code = codeOf(one.code);
    if (seen.has(code)) throw malformedProfile("rules", `has ${code} twice`);
    seen.add(code);
    const severity = ["MINOR", "MAJOR", "BLOCKER"].find(
      (word) => one.severity === `SEVERITY_${word}`,
    );
    if (flagOf(one.off, false, "rules") && one.severity === undefined) {
      off.add(code);
    } else if (severity !== undefined && one.off !== true) {
      severities.set(code, severity as Severity);
    } else if (one.severity !== undefined) {
      throw malformedProfile("rules", `has no severity for ${code}`);
    }
  }
}

/** A definition (docs/profiles.md), or a Refusal that names what is wrong. */
export function parseProfile(text: string): Profile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformedProfile("it", "is no JSON object");
  }
  const from = objectOf(value, members, "it");
  const { id } = from;
  if (typeof id !== "string" || !/^[A-Z][A-Z0-9_]{2,39}$/.test(id)) {
    throw malformedProfile("id", "is none");
  }
  if (typeof from.version !== "string" || from.version === "") {
    throw malformedProfile("version", "is missing");
  }
  if (builtInProfiles.some((one) => one.id === id)) {
    throw malformedProfile("id", "is a built-in profile's");
  }
  const base = builtInProfiles.find((one) => one.id === from.base);
  if (base === undefined) throw malformedProfile("base", "is no profile");
  const severities = new Map(base.severities);
  const off = new Set<string>();
  takeRules(from.rules, severities, off);
  const kinds = (name: string, otherwise: Kinds) =>
    wordsOf(from[name], "kinds", "KIND_", competences, name) ?? otherwise;
  // What nothing here is held against, but has to be what it should be.
  kinds("terminal", []);
  kinds("terminalForReferenceMaterial", []);
  flagOf(from.mpeAsUncertainty, false, "mpeAsUncertainty");
  flagOf(from.standardRequired, false, "standardRequired");
  return {
    id,
    severities,
    off,
    accepted: kinds("accepted", base.accepted),
    acceptedForVerification: kinds(
      "acceptedForVerification",
      base.acceptedForVerification,
    ),
    acceptedForReferenceMaterial: kinds(
      "acceptedForReferenceMaterial",
      base.acceptedForReferenceMaterial,
    ),
    terminals:
      wordsOf(
        from.terminals,
        "terminals",
        "TERMINAL_",
        cnasIlac.terminals,
        "terminals",
      ) ?? base.terminals,
    ratioBlocksVerification: flagOf(
      from.ratioBlocksVerification,
      base.ratioBlocksVerification,
      "ratioBlocksVerification",
    ),
  };
}

// --- what findings cost ------------------------------------------------------

function usual(code: string, profile: Profile): Severity {
  return profile.severities.get(code) ?? "BLOCKER";
}

/** The severities that a finding of this code and outcome may have. */
export function severitiesOf(
  finding: Finding,
  profile: Profile,
  isVerification: boolean,
): Severity[] {
  const is = usual(finding.code, profile);
  const unknown = finding.outcome === "UNKNOWN";
  switch (finding.code) {
    case "V16_RATIO":
      // The ratio that gave way is told as minor beside the one that holds.
      return profile.ratioBlocksVerification && isVerification
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
