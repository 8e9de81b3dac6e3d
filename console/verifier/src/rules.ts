import { differs } from "./refusal.js";
import { parseEntry } from "./bindings.js";
import type {
  ClaimedCertificate,
  Claims,
  Finding,
  JudgedResult,
  Leg,
  Verdict,
} from "./claims.js";
import { type Document, workOf } from "./documents.js";
import { budgetReproduces } from "./budget.js";
import { linkHolds } from "./link.js";
import { type Profile, worst } from "./profile.js";
import { isCompetent, mayEndChain, standardStatus } from "./records.js";

// The rules that are comparisons of what findings say they were judged by
// (docs/rules.md 4), decided again. An input that a document contradicts is
// refused.

export type Outcome = Finding["outcome"];

/** A finding where it stands. */
export interface Place {
  claims: Claims;
  profile: Profile;
  finding: Finding;
  certificate: ClaimedCertificate;
  document: Document;
  /** Of findings about a result; else undefined. */
  result: JudgedResult | undefined;
  /** Of findings about a reference; else undefined. */
  leg: Leg | undefined;
  /** What the leg led to. */
  reference: ClaimedCertificate | undefined;
  referenceDocument: Document | undefined;
}

/** Undefined where the inputs do not decide the rule. */
export type Decision = Outcome | undefined;

// Inputs are printed with six digits: nearer than this nobody decides.
const digits = 1e-5;

function input(place: Place, name: string): string {
  return place.finding.inputs.find((one) => one[0] === name)?.[1] ?? "";
}

function has(place: Place, name: string): boolean {
  return place.finding.inputs.some((one) => one[0] === name);
}

function number(place: Place, name: string): number | undefined {
  const text = input(place, name);
  if (text === "") return undefined;
  const value = Number(text);
  if (Number.isNaN(value)) throw contradiction(place, name, "no number");
  return value;
}

function contradiction(place: Place, name: string, wanted: string): Error {
  return differs(
    `${place.finding.code} of ${place.document.name} was judged by ` +
      `${name} "${input(place, name)}"; ${wanted}`,
  );
}

/** The input must be what the document says. */
function agree(place: Place, name: string, wanted: string): string {
  if (input(place, name) !== wanted) {
    throw contradiction(place, name, `its document says "${wanted}"`);
  }
  return wanted;
}

function heldIf(holds: boolean): Outcome {
  return holds ? "HELD" : "BROKEN";
}

/** a >= b, or undecided where the printed digits do not tell. */
function atLeast(a: number, b: number): Decision {
  if (Math.abs(a - b) <= digits * Math.max(Math.abs(a), Math.abs(b))) {
    return undefined;
  }
  return heldIf(a > b);
}

/** Changes of status that were known at the time of the question. */
function knownChanges(
  place: Place,
  of: ClaimedCertificate,
): Record<string, unknown>[] {
  return of.changes
    .filter(
      (one) => parseEntry(one.leaf).time <= place.claims.question.knownAt,
    )
    .map((one) => JSON.parse(one.statement) as Record<string, unknown>);
}

/** The first day on which it does not count; "" is never. */
function voidFrom(place: Place, of: ClaimedCertificate): string {
  const days = knownChanges(place, of)
    .filter((one) => one.kind === "VOIDED")
    .map((one) => String(one.void_from))
    .sort();
  return days[0] ?? "";
}

/** The civil day in Asia/Shanghai of a leaf's instant. */
function shanghaiDay(time: string): string {
  return new Date(Date.parse(time) + 8 * 3600_000).toISOString().slice(0, 10);
}

function parent(place: Place): Decision {
  const { document, result } = place;
  agree(place, "references", String(document.references.length));
  if (document.references.length === 0) return "UNKNOWN";
  return heldIf(result !== undefined && result.legs.length > 0);
}

function certificateInTime(place: Place): Decision {
  const used = agree(place, "used_from", workOf(place.document).begin);
  if (place.referenceDocument === undefined) return "UNKNOWN";
  const finished = agree(
    place,
    "reference_finished",
    workOf(place.referenceDocument).end,
  );
  if (used === "" || finished === "") return "UNKNOWN";
  return heldIf(finished <= used);
}

function inDate(place: Place): Decision {
  const work = workOf(place.document);
  agree(place, "used_from", work.begin);
  agree(place, "used_to", work.end);
  const { reference, referenceDocument } = place;
  if (reference === undefined || referenceDocument === undefined) {
    return undefined;
  }
  const from = agree(place, "valid_from", workOf(referenceDocument).end);
  if (from === "" || work.begin === "") return "UNKNOWN";
  const to = lastDay(place, reference, referenceDocument);
  if (work.begin < from || (to !== "" && to < from)) return "BROKEN";
  if (to === "") return "UNKNOWN";
  return heldIf(work.end <= to);
}

/** The end of a window, as far as documents and changes tell it. */
function lastDay(
  place: Place,
  reference: ClaimedCertificate,
  document: Document,
): string {
  const to = input(place, "valid_to");
  const day = voidFrom(place, reference);
  if (input(place, "ended_by") === "void") {
    if (day === "") {
      throw contradiction(place, "ended_by", "nothing known voids it");
    }
    return to;
  }
  if (document.validTo !== "") agree(place, "valid_to", document.validTo);
  if (day !== "" && (to === "" || day <= to)) {
    throw contradiction(place, "valid_to", `it is void from ${day} on`);
  }
  return to;
}

function referenceTraceable(place: Place): Decision {
  const used = place.leg?.used ?? [];
  const above = worst(
    used.map(
      (n) => place.claims.answer.results[n]?.verdict ?? ("TRACEABLE" as Verdict),
    ),
  );
  if (above === "NOT_TRACEABLE") return "BROKEN";
  return above === "INDETERMINATE" ? "UNKNOWN" : "HELD";
}

/** Those named make the issuer competent; that there were none is given. */
function competent(place: Place): Decision {
  const named = place.finding.inputs
    .filter(([name]) => name === "competence")
    .map(([, value]) => value);
  if (named.length === 0) return undefined;
  const work = workOf(place.document);
  for (const name of named) {
    if (!isCompetent(place.claims, place.profile, name, place.document.kind, work)) {
      throw contradiction(place, "competence", `${name} does not count`);
    }
  }
  return "HELD";
}

function standardInUse(place: Place): Decision {
  const work = workOf(place.document);
  agree(place, "from", work.begin);
  agree(place, "to", work.end);
  const name = input(place, "standard");
  return name === "" ? undefined : standardStatus(place.claims, name, work);
}

function accepted(place: Place): Decision {
  const name = input(place, "record");
  return name === "" ? undefined : mayEndChain(place.claims, place.profile, name);
}

function smallestUncertainty(place: Place): Decision {
  const own = number(place, "standard_uncertainty");
  const smallest = number(place, "smallest_uncertainty");
  if (own === undefined || smallest === undefined) return undefined;
  const reaches = atLeast(own, smallest);
  // Below what is known, a row that nobody can read may allow it.
  return reaches === "BROKEN" && place.finding.outcome === "UNKNOWN"
    ? undefined
    : reaches;
}

function uncertaintyPresent(place: Place): Decision {
  const u = number(place, "standard_uncertainty");
  return u === undefined ? "UNKNOWN" : "HELD";
}

function monotonic(place: Place): Decision {
  const own = number(place, "standard_uncertainty");
  const reference = number(place, "of_reference");
  if (own === undefined || reference === undefined) return undefined;
  const id = place.result?.id;
  const average = place.document.results.find(
    (one) => one.id === id,
  )?.multiReferenceAverage;
  return average === true ? "HELD" : atLeast(own, reference);
}

function ratio(place: Place): Decision {
  if (!has(place, "allowed_ratio")) return "UNKNOWN";
  const figure = number(place, "figure");
  const limit = number(place, "maximum_permissible_error");
  if (figure === undefined || limit === undefined) return "UNKNOWN";
  const [numerator, denominator] = input(place, "allowed_ratio")
    .split("/")
    .map(Number);
  if (numerator === undefined || !denominator) {
    throw contradiction(place, "allowed_ratio", "it is no ratio");
  }
  return atLeast((limit * numerator) / denominator, figure);
}

function datesInOrder(place: Place): Decision {
  const { document, certificate } = place;
  const received = agree(place, "received", document.received);
  const begin = agree(place, "begin", document.begin);
  const end = agree(place, "end", document.end);
  const issued = agree(place, "issued", document.issued);
  const recorded = shanghaiDay(parseEntry(certificate.leaf).time);
  const inOrder = (a: string, b: string) => a === "" || b === "" || a <= b;
  const possible =
    inOrder(begin, end) &&
    inOrder(end, issued) &&
    inOrder(begin, issued) &&
    [received, begin, end, issued].every((day) => inOrder(day, recorded));
  const inTime =
    inOrder(received, workOf(document).begin) && inOrder(received, issued);
  const wanted = possible && !inTime ? "MAJOR" : "BLOCKER";
  if (place.finding.severity !== wanted) {
    throw differs(`V21_DATES_ORDER of ${document.name} is ${wanted}`);
  }
  return heldIf(possible && inTime);
}

function integrity(place: Place): Decision {
  if (place.leg !== undefined) return claimedDigest(place);
  const last = knownChanges(place, place.certificate)
    .filter((one) => one.kind === "SIGNED" || one.kind === "SIGNATURE_JUDGED")
    .pop();
  const state = stateAfter(last) ?? place.certificate.signature;
  if (state === "NOT_CHECKED") return "UNKNOWN";
  return heldIf(state !== "INVALID");
}

/** What a change makes of the state of all signatures. */
function stateAfter(
  change: Record<string, unknown> | undefined,
): string | undefined {
  if (change === undefined) return undefined;
  if (change.kind === "SIGNED") return "VALID";
  const decided = ["VALID", "INVALID", "ABSENT"];
  const state = String(change.signature_state);
  return decided.includes(state) ? state : "NOT_CHECKED";
}

function claimedDigest(place: Place): Decision {
  const claimed = place.document.references.find(
    (one) => one.id === place.leg?.reference,
  )?.digest;
  return claimed === undefined || claimed === ""
    ? undefined
    : heldIf(claimed === place.reference?.digest);
}

function budgetHolds(place: Place): Decision {
  const result = place.document.results.find(
    (one) => one.id === place.result?.id,
  );
  if (result?.budget === undefined) {
    throw differs(`${place.document.name} has no budget to judge`);
  }
  const decided = budgetReproduces(result.budget);
  // Only who reads units knows that one cannot be read.
  return place.finding.outcome === "UNKNOWN" ? undefined : decided;
}

function linkUp(place: Place): Decision {
  const link = place.document.references.find(
    (one) => one.id === place.leg?.reference,
  )?.link;
  if (link === undefined) {
    throw differs(`${place.document.name} has no remote link to judge`);
  }
  const work = workOf(place.document);
  agree(place, "used_from", work.begin);
  agree(place, "used_to", work.end);
  return linkHolds(link, work.begin, work.end);
}

function tiers(place: Place): Decision {
  if (has(place, "reason")) return "BROKEN";
  const own = number(place, "tier");
  const reference = number(place, "reference_tier");
  if (own === undefined || reference === undefined) return undefined;
  return heldIf(reference < own);
}

function isVerification(document: Document): boolean {
  return ["VERIFICATION", "VERIFICATION_FAIL"].includes(document.kind);
}

function passed(place: Place): Decision {
  const result = place.document.results.find(
    (one) => one.id === place.result?.id,
  );
  return heldIf(
    place.document.kind !== "VERIFICATION_FAIL" &&
      result?.conformity !== "FAIL",
  );
}

function issuedInTime(place: Place): Decision {
  const used = agree(place, "used_from", workOf(place.document).begin);
  if (place.referenceDocument === undefined) return undefined;
  const issued = agree(place, "issued", place.referenceDocument.issued);
  if (issued === "" || used === "") return "UNKNOWN";
  return heldIf(issued <= used);
}

function notReplaced(place: Place): Decision {
  if (place.reference === undefined) return undefined;
  const replaced = knownChanges(place, place.reference).some(
    (one) => one.kind === "AMENDED" || one.kind === "SUBSTITUTED",
  );
  return heldIf(!replaced);
}

/** What takes a finding's place to its outcome. */
export const deciders: Record<string, (place: Place) => Decision> = {
  V01_NO_PARENT: parent,
  V03_REF_CERT_MISSING: certificateInTime,
  V04_REF_EXPIRED_AT_USE: inDate,
  V05_REF_NOT_TRACEABLE: referenceTraceable,
  V06_ISSUER_NOT_COMPETENT: competent,
  V09_SCOPE_UNCERTAINTY: smallestUncertainty,
  V13_UNC_PRESENT: uncertaintyPresent,
  V14_UNC_MONOTONIC: monotonic,
  V15_UNC_RECOMPUTE: budgetHolds,
  V16_RATIO: ratio,
  V21_DATES_ORDER: datesInOrder,
  V22_CERT_UNIQUE: (place) => heldIf(!has(place, "other")),
  V23_CERT_INTEGRITY: integrity,
  V24_STANDARD_STATUS: standardInUse,
  V27_TERMINAL_OK: accepted,
  V28_HIERARCHY_SKIP: tiers,
  V29_CALIB_ON_MANDATORY: (place) => heldIf(isVerification(place.document)),
  V30_RESULT_FAILED: passed,
  LINK_GAP: linkUp,
  REF_CERT_LATE: issuedInTime,
  REF_CERT_REPLACED: notReplaced,
};
