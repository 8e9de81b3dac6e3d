import { differs, Refusal } from "./refusal.js";
import type {
  ClaimedCertificate,
  Claims,
  Finding,
  JudgedResult,
  Leg,
  Verdict,
} from "./claims.js";
import { type Document, nameOf, parseDocument } from "./documents.js";
import {
  builtInProfiles,
  type Profile,
  severitiesOf,
  verdictOf,
  worst,
} from "./profile.js";
import { deciders, type Place } from "./rules.js";

// From findings to verdicts, and from inputs to findings where they decide.

/** How many findings of a rule were decided again, and how many believed. */
export type Tally = Map<string, { decided: number; given: number }>;

const certificateRules = [
  "V06_ISSUER_NOT_COMPETENT",
  "V21_DATES_ORDER",
  "V22_CERT_UNIQUE",
  "V23_CERT_INTEGRITY",
];
const resultRules = ["V02_CYCLE", "V13_UNC_PRESENT", "V30_RESULT_FAILED"];
const resolvedRules = [
  "V03_REF_CERT_MISSING",
  "V04_REF_EXPIRED_AT_USE",
  "V11_QUANTITY_KIND",
  "REF_CERT_REPLACED",
];

class Judging {
  readonly tally: Tally = new Map();
  private readonly byDigest = new Map<string, ClaimedCertificate>();
  private readonly documents = new Map<string, Document>();

  constructor(
    private readonly claims: Claims,
    private readonly profile: Profile,
  ) {
    for (const one of claims.certificates) {
      this.byDigest.set(one.digest, one);
      this.documents.set(one.digest, parseDocument(one));
    }
  }

  run(): void {
    const { answer } = this.claims;
    for (const [n, one] of answer.certificates.entries()) {
      this.expect(one.findings, certificateRules, "", this.nameAt(n));
      for (const finding of one.findings) this.check(finding, n, undefined);
    }
    for (const result of answer.results) {
      this.checkShape(result);
      for (const finding of result.findings) {
        this.check(finding, result.certificate, result);
      }
    }
    for (const finding of answer.findings) this.count(finding, false);
    this.checkVerdicts();
  }

  private certificateAt(place: number): ClaimedCertificate {
    const judged = this.claims.answer.certificates[place];
    const found = this.byDigest.get(judged?.digest ?? "");
    if (found === undefined) {
      throw differs(`no certificate is at the place ${place} of the chain`);
    }
    return found;
  }

  private documentAt(place: number): Document {
    const digest = this.certificateAt(place).digest;
    return this.documents.get(digest) as Document;
  }

  private nameAt(place: number): string {
    return nameOf(this.certificateAt(place));
  }

  /** Legs and results are those of the document; what must be judged was. */
  private checkShape(result: JudgedResult): void {
    const document = this.documentAt(result.certificate);
    const where = `${document.name} ${result.id}`;
    const known =
      document.results.some((one) => one.id === result.id) ||
      (document.results.length === 0 && result.id === "");
    if (!known) throw differs(`${where} is no result of the document`);
    this.expect(result.findings, resultRules, "", where);
    if (document.results.find((one) => one.id === result.id)?.budget) {
      this.expect(result.findings, ["V15_UNC_RECOMPUTE"], "", where);
    }
    if (!result.terminal) {
      this.expect(result.findings, ["V01_NO_PARENT"], "", where);
    } else if (!this.mayEnd(result)) {
      throw differs(`${where} ends the chain without V27_TERMINAL_OK`);
    }
    for (const leg of result.legs) this.checkLeg(result, leg, document, where);
  }

  private mayEnd(result: JudgedResult): boolean {
    if (this.profile.off.has("V27_TERMINAL_OK")) return true;
    return result.findings.some(
      (one) =>
        one.code === "V27_TERMINAL_OK" &&
        one.outcome === "HELD" &&
        one.reference === "",
    );
  }

  private checkLeg(
    result: JudgedResult,
    leg: Leg,
    document: Document,
    where: string,
  ): void {
    const reference = document.references.find(
      (one) => one.id === leg.reference,
    );
    if (reference === undefined) {
      throw differs(`${where} rests on a reference that it does not name`);
    }
    const { answer } = this.claims;
    for (const n of leg.used) {
      const place = answer.results[n]?.certificate ?? -1;
      if (answer.certificates[place]?.digest !== leg.certificate) {
        throw differs(`${where} uses results of another certificate`);
      }
    }
    if ((leg.state === "RESOLVED") !== this.byDigest.has(leg.certificate)) {
      throw differs(`${where} rests on a certificate that is not here`);
    }
    if (result.terminal) return;
    if (reference.link !== undefined) {
      this.expect(result.findings, ["LINK_GAP"], leg.reference, where);
    }
    if (leg.state === "RESOLVED") {
      this.expect(result.findings, resolvedRules, leg.reference, where);
      if (leg.used.length > 0) {
        const v05 = ["V05_REF_NOT_TRACEABLE"];
        this.expect(result.findings, v05, leg.reference, where);
      }
    } else if (leg.state === "TERMINAL") {
      this.expect(result.findings, ["V27_TERMINAL_OK"], leg.reference, where);
    } else {
      const v03 = ["V03_REF_CERT_MISSING"];
      this.expect(result.findings, v03, leg.reference, where);
    }
  }

  private expect(
    findings: Finding[],
    codes: string[],
    reference: string,
    where: string,
  ): void {
    for (const code of codes) {
      if (this.profile.off.has(code)) continue;
      const there = findings.some(
        (one) => one.code === code && one.reference === reference,
      );
      if (!there) throw differs(`${where} was not judged by ${code}`);
    }
  }

  private check(
    finding: Finding,
    certificate: number,
    result: JudgedResult | undefined,
  ): void {
    const document = this.documentAt(certificate);
    const { profile } = this;
    if (profile.off.has(finding.code)) {
      throw differs(`${finding.code} is off in ${profile.id}`);
    }
    const verification = document.kind.startsWith("VERIFICATION");
    const allowed = severitiesOf(finding, profile, verification);
    if (!allowed.includes(finding.severity)) {
      throw differs(
        `${finding.code} of ${document.name} is ${finding.severity}; ` +
          `${profile.id} has ${allowed.join(" or ")}`,
      );
    }
    // A reference may lead to several certificates: any of its legs may be it.
    const legs =
      result?.legs.filter((leg) => leg.reference === finding.reference) ?? [];
    const places = legs.length > 0 ? legs : [undefined];
    let refused: unknown;
    for (const leg of places) {
      try {
        this.decide(this.placeOf(finding, certificate, result, leg));
        return;
      } catch (error) {
        refused = error;
      }
    }
    throw refused;
  }

  private placeOf(
    finding: Finding,
    certificate: number,
    result: JudgedResult | undefined,
    leg: Leg | undefined,
  ): Place {
    const digest = leg?.certificate ?? "";
    return {
      claims: this.claims,
      profile: this.profile,
      finding,
      certificate: this.certificateAt(certificate),
      document: this.documentAt(certificate),
      result,
      leg,
      reference: this.byDigest.get(digest),
      referenceDocument: this.documents.get(digest),
    };
  }

  private decide(place: Place): void {
    const { finding, document } = place;
    const decided = deciders[finding.code]?.(place);
    if (decided !== undefined && decided !== finding.outcome) {
      throw differs(
        `${finding.code} of ${document.name} is ${decided}, ` +
          `not ${finding.outcome}`,
      );
    }
    this.count(finding, decided !== undefined);
  }

  private count(finding: Finding, decided: boolean): void {
    const so = this.tally.get(finding.code) ?? { decided: 0, given: 0 };
    ++so[decided ? "decided" : "given"];
    this.tally.set(finding.code, so);
  }

  private checkVerdicts(): void {
    const { answer } = this.claims;
    const papers = answer.certificates.map((one) =>
      worst(one.findings.map(verdictOf)),
    );
    const results = this.propagate(
      answer.results.map((one) =>
        worst([
          papers[one.certificate] ?? "TRACEABLE",
          ...one.findings.map(verdictOf),
        ]),
      ),
    );
    for (const [n, result] of answer.results.entries()) {
      const where = `${this.nameAt(result.certificate)} ${result.id}`;
      this.same(result.verdict, results[n], where);
    }
    const certificates = answer.certificates.map((one, place) => {
      const verdict = worst([
        papers[place] ?? "TRACEABLE",
        ...results.filter((_, n) => answer.results[n]?.certificate === place),
      ]);
      this.same(one.verdict, verdict, this.nameAt(place));
      return verdict;
    });
    const whole = worst([
      ...certificates.slice(0, answer.rooted),
      ...answer.findings.map(verdictOf),
    ]);
    this.same(answer.verdict, whole, this.claims.question.target);
  }

  /** Each result takes on the worst that it uses, as far as that goes. */
  private propagate(verdicts: Verdict[]): Verdict[] {
    if (this.profile.off.has("V05_REF_NOT_TRACEABLE")) return verdicts;
    let changed = true;
    while (changed) {
      changed = false;
      for (const [n, result] of this.claims.answer.results.entries()) {
        if (result.terminal) continue;
        const used = result.legs.flatMap((leg) => leg.used);
        const now = worst([
          verdicts[n] as Verdict,
          ...used.map((m) => verdicts[m] ?? "TRACEABLE"),
        ]);
        changed ||= now !== verdicts[n];
        verdicts[n] = now;
      }
    }
    return verdicts;
  }

  private same(
    claimed: Verdict,
    judged: Verdict | undefined,
    where: string,
  ): void {
    if (claimed !== judged) {
      throw differs(`${where} is ${judged ?? "nothing"}, not ${claimed}`);
    }
  }
}

/**
 * Refuses findings that their inputs, and verdicts that findings do not give.
 * `own` are profiles that the reader has besides the built-in ones.
 */
export function judge(claims: Claims, own: readonly Profile[]): Tally {
  const { profile } = claims.question;
  const found = [...builtInProfiles, ...own].find((one) => one.id === profile);
  if (found === undefined) {
    throw new Refusal(
      "INVALID_FIELD",
      `"${profile}" is no profile that is known here; give its definition`,
    );
  }
  const judging = new Judging(claims, found);
  judging.run();
  return judging.tally;
}
