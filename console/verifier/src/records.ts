import type { Claims } from "./claims.js";
import { parseObject } from "./documents.js";
import type { Profile } from "./profile.js";
import type { Outcome } from "./rules.js";

// What the registry's records decide by themselves (docs/rules.md 4): V06, V24
// and V27 of the records that findings name.

type Json = Record<string, unknown>;

/** First and last day of work; "" where unknown. */
export interface Work {
  begin: string;
  end: string;
}

export function recordNamed(
  claims: Claims,
  kind: string,
  name: string,
): Json | undefined {
  return claims.records
    .filter((one) => one.kind === kind)
    .map((one) => parseObject(one.content, `a record ${kind}`))
    .find((one) => one.name === name);
}

function text(from: Json | undefined, name: string): string {
  const value = from?.[name];
  return typeof value === "string" ? value : "";
}

function list(from: Json, name: string): Json[] {
  const value = from[name];
  return Array.isArray(value) ? (value as Json[]) : [];
}

function periodOf(from: Json): { from: string; to: string } {
  const period = from.period as Json | undefined;
  return { from: text(period, "from"), to: text(period, "to") };
}

/** Whether the period has every day of the work; an empty end is open. */
function covers(record: Json, work: Work): boolean {
  const { from, to } = periodOf(record);
  return (from === "" || from <= work.begin) && (to === "" || work.end <= to);
}

function isSuspended(record: Json, work: Work): boolean {
  return list(record, "suspensions").some((one) => {
    const { from, to } = periodOf(one);
    const last = one.kind === "KIND_REVOKED" ? "" : to;
    return (
      (from === "" || from <= work.end) && (last === "" || work.begin <= last)
    );
  });
}

function accepts(
  profile: Profile,
  competence: string,
  certificate: string,
): boolean {
  return (
    profile.accepted.includes(competence) ||
    (certificate.startsWith("VERIFICATION") &&
      profile.acceptedForVerification.includes(competence)) ||
    (certificate === "CRM" &&
      profile.acceptedForReferenceMaterial.includes(competence))
  );
}

/** Whether a competence that V06 names makes its holder competent. */
export function isCompetent(
  claims: Claims,
  profile: Profile,
  name: string,
  certificate: string,
  work: Work,
): boolean {
  const competence = recordNamed(claims, "COMPETENCE", name);
  if (competence === undefined) return false;
  const holder = recordNamed(claims, "INSTITUTION", text(competence, "holder"));
  const kind = text(competence, "kind").replace(/^KIND_/, "");
  return (
    holder !== undefined &&
    covers(holder, work) &&
    !isSuspended(holder, work) &&
    accepts(profile, kind, certificate) &&
    covers(competence, work) &&
    !isSuspended(competence, work)
  );
}

/** Sealed or cancelled on a day of the work. */
function isOutOfUse(standard: Json, work: Work): boolean {
  const events = list(standard, "events")
    .filter((one) => text(one, "day") !== "")
    .sort((a, b) => (text(a, "day") < text(b, "day") ? -1 : 1));
  let since: string | undefined;
  for (const event of events) {
    const day = text(event, "day");
    if (event.kind === "KIND_RESTORED") {
      const spell = since !== undefined && since < day;
      if (spell && (since as string) <= work.end && work.begin < day) {
        return true;
      }
      since = undefined;
    } else if (["KIND_SEALED", "KIND_CANCELLED"].includes(String(event.kind))) {
      if (since === undefined || day < since) since = day;
    }
    if (event.kind === "KIND_CANCELLED") break;
  }
  return since !== undefined && since <= work.end;
}

const mayBeTerminal = ["SI_REALISATION", "NATIONAL_PRIMARY", "FOREIGN_NMI_CMC"];

function levelOf(standard: Json): string {
  return text(standard, "level").replace(/^LEVEL_/, "");
}

/** V24 of the standard named; undefined where its record is not here. */
export function standardStatus(
  claims: Claims,
  name: string,
  work: Work,
): Outcome | undefined {
  const standard = recordNamed(claims, "STANDARD", name);
  if (standard === undefined) return undefined;
  if (work.begin === "") return "UNKNOWN";
  if (isOutOfUse(standard, work) || !covers(standard, work)) return "BROKEN";
  if (mayBeTerminal.includes(levelOf(standard))) return "HELD";
  const assessments = list(standard, "assessments");
  if (assessments.length === 0) return "UNKNOWN";
  return assessments.some((one) => covers(one, work)) ? "HELD" : "BROKEN";
}

/** V27 of a record that ends a chain; undefined where it is not here. */
export function mayEndChain(
  claims: Claims,
  profile: Profile,
  name: string,
): Outcome | undefined {
  const standard = recordNamed(claims, "STANDARD", name);
  const material = recordNamed(claims, "REFERENCE_MATERIAL", name);
  if (standard === undefined && material === undefined) return undefined;
  const terminal =
    standard !== undefined
      ? levelOf(standard)
      : material?.grade === "GRADE_PRIMARY"
        ? "PRIMARY_REFERENCE_MATERIAL"
        : "";
  return profile.terminals.includes(terminal) ? "HELD" : "BROKEN";
}
