import { fromBase64 } from "./note.js";
import { malformed } from "./refusal.js";

// What a proof claims, as it is written (docs/proof-bundle.md). Nothing here is
// believed.

export interface Leaf {
  index: bigint;
  entry: string;
}

export interface Change {
  leaf: Leaf;
  statement: string;
}

export interface ClaimedCertificate {
  digest: string;
  signature: "ABSENT" | "NOT_CHECKED" | "VALID" | "INVALID";
  leaf: Leaf;
  document: string;
  changes: Change[];
}

export interface ClaimedRecord {
  kind: string;
  content: string;
  leaf: Leaf | undefined;
}

export const verdicts = [
  "TRACEABLE",
  "TRACEABLE_WITH_RESERVATIONS",
  "INDETERMINATE",
  "NOT_TRACEABLE",
] as const;
/** From best to worst. */
export type Verdict = (typeof verdicts)[number];

export interface Finding {
  code: string;
  outcome: "HELD" | "BROKEN" | "UNKNOWN";
  severity: "MINOR" | "MAJOR" | "BLOCKER";
  reference: string;
  inputs: [name: string, value: string][];
}

export interface Leg {
  reference: string;
  state: "RESOLVED" | "TERMINAL" | "OPEN_END" | "AMBIGUOUS";
  /** Its digest; "" where the state is another than RESOLVED. */
  certificate: string;
  record: string;
  used: number[];
}

export interface JudgedCertificate {
  digest: string;
  verdict: Verdict;
  findings: Finding[];
}

export interface JudgedResult {
  certificate: number;
  id: string;
  verdict: Verdict;
  terminal: boolean;
  findings: Finding[];
  legs: Leg[];
}

export interface Answer {
  verdict: Verdict;
  findings: Finding[];
  candidates: string[];
  rooted: number;
  certificates: JudgedCertificate[];
  results: JudgedResult[];
}

export interface Question {
  target: string;
  issuer: string;
  result: string;
  profile: string;
  asOf: string;
  knownAt: string;
}

export interface Claims {
  question: Question;
  rules: string;
  checkpoint: string;
  proof: Buffer[];
  certificates: ClaimedCertificate[];
  records: ClaimedRecord[];
  answer: Answer;
}

/** Reads values of one type or refuses the whole. */
const read = {
  object(value: unknown, members: string[], what: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw malformed(`${what} is no object`);
    }
    if (Object.keys(value).join() !== members.join()) {
      throw malformed(`${what} has other members than ${members.join(", ")}`);
    }
    return value as Record<string, unknown>;
  },
  text(value: unknown): string {
    if (typeof value !== "string") throw malformed("a text is none");
    return value;
  },
  flag(value: unknown): boolean {
    if (typeof value !== "boolean") throw malformed("a flag is none");
    return value;
  },
  place(value: unknown): number {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
      throw malformed("a place is none");
    }
    return value;
  },
  list<T>(value: unknown, each: (one: unknown) => T): T[] {
    if (!Array.isArray(value)) throw malformed("a list is none");
    return value.map(each);
  },
  word<T extends string>(value: unknown, words: readonly T[]): T {
    const found = words.find((word) => word === value);
    if (found === undefined) throw malformed(`a word is none of ${words}`);
    return found;
  },
};

function toLeaf(value: unknown): Leaf {
  const leaf = read.object(value, ["index", "entry"], "a leaf");
  const index = read.place(leaf.index);
  if (!Number.isSafeInteger(index)) throw malformed("an index is too large");
  return { index: BigInt(index), entry: read.text(leaf.entry) };
}

function toCertificate(value: unknown): ClaimedCertificate {
  const members = ["digest", "signature", "leaf", "document", "changes"];
  const one = read.object(value, members, "a certificate");
  const digest = read.text(one.digest);
  if (!/^[0-9a-f]{64}$/.test(digest)) throw malformed("a digest is none");
  return {
    digest,
    signature: read.word(one.signature, [
      "ABSENT",
      "NOT_CHECKED",
      "VALID",
      "INVALID",
    ] as const),
    leaf: toLeaf(one.leaf),
    document: read.text(one.document),
    changes: read.list(one.changes, (change) => {
      const is = read.object(change, ["leaf", "statement"], "a change");
      return { leaf: toLeaf(is.leaf), statement: read.text(is.statement) };
    }),
  };
}

function toRecord(value: unknown): ClaimedRecord {
  const has = typeof value === "object" && value !== null && "leaf" in value;
  const members = has ? ["kind", "content", "leaf"] : ["kind", "content"];
  const one = read.object(value, members, "a record");
  return {
    kind: read.text(one.kind),
    content: read.text(one.content),
    leaf: has ? toLeaf(one.leaf) : undefined,
  };
}

function toFinding(value: unknown): Finding {
  const [code, outcome, severity, reference, ...rest] = read.list(
    value,
    read.text,
  );
  if (reference === undefined || rest.length % 2 !== 0) {
    throw malformed("a finding is none");
  }
  const inputs: [string, string][] = [];
  for (let i = 0; i < rest.length; i += 2) {
    inputs.push([rest[i] as string, rest[i + 1] as string]);
  }
  return {
    code: code as string,
    outcome: read.word(outcome, ["HELD", "BROKEN", "UNKNOWN"] as const),
    severity: read.word(severity, ["MINOR", "MAJOR", "BLOCKER"] as const),
    reference,
    inputs,
  };
}

function toLeg(value: unknown): Leg {
  const members = ["reference", "state", "certificate", "record", "used"];
  const one = read.object(value, members, "a leg");
  return {
    reference: read.text(one.reference),
    state: read.word(one.state, [
      "RESOLVED",
      "TERMINAL",
      "OPEN_END",
      "AMBIGUOUS",
    ] as const),
    certificate: read.text(one.certificate),
    record: read.text(one.record),
    used: read.list(one.used, (place) => read.place(place)),
  };
}

function toAnswer(value: unknown): Answer {
  const members = [
    "verdict",
    "findings",
    "candidates",
    "rooted",
    "certificates",
    "results",
  ];
  const one = read.object(value, members, "the answer");
  return {
    verdict: read.word(one.verdict, verdicts),
    findings: read.list(one.findings, toFinding),
    candidates: read.list(one.candidates, read.text),
    rooted: read.place(one.rooted),
    certificates: read.list(one.certificates, (certificate) => {
      const names = ["digest", "verdict", "findings"];
      const is = read.object(certificate, names, "a judged certificate");
      return {
        digest: read.text(is.digest),
        verdict: read.word(is.verdict, verdicts),
        findings: read.list(is.findings, toFinding),
      };
    }),
    results: read.list(one.results, (result) => {
      const names = [
        "certificate",
        "id",
        "verdict",
        "terminal",
        "findings",
        "legs",
      ];
      const is = read.object(result, names, "a judged result");
      return {
        certificate: read.place(is.certificate),
        id: read.text(is.id),
        verdict: read.word(is.verdict, verdicts),
        terminal: read.flag(is.terminal),
        findings: read.list(is.findings, toFinding),
        legs: read.list(is.legs, toLeg),
      };
    }),
  };
}

function toHashes(encoded: string): Buffer[] {
  const bytes = fromBase64(encoded);
  if (bytes === undefined || bytes.length % 32 !== 0) {
    throw malformed("its proof is no list of hashes");
  }
  return Array.from({ length: bytes.length / 32 }, (_, i) =>
    bytes.subarray(i * 32, i * 32 + 32),
  );
}

/** Refuses whatever a writer of claims would not have written so. */
export function parseClaims(bytes: Buffer): Claims {
  let value: unknown;
  let written: string;
  try {
    value = JSON.parse(bytes.toString("utf8"));
    written = JSON.stringify(value);
  } catch {
    throw malformed("its claims are no JSON object");
  }
  if (!Buffer.from(written).equals(bytes)) {
    throw malformed("its claims are not written as claims are");
  }
  const members = [
    "question",
    "rules",
    "checkpoint",
    "proof",
    "certificates",
    "records",
    "answer",
  ];
  const one = read.object(value, members, "the claims");
  const asked = ["target", "issuer", "result", "profile", "asOf", "knownAt"];
  const question = read.object(one.question, asked, "the question");
  return {
    question: {
      target: read.text(question.target),
      issuer: read.text(question.issuer),
      result: read.text(question.result),
      profile: read.text(question.profile),
      asOf: read.text(question.asOf),
      knownAt: read.text(question.knownAt),
    },
    rules: read.text(one.rules),
    checkpoint: read.text(one.checkpoint),
    proof: toHashes(read.text(one.proof)),
    certificates: read.list(one.certificates, toCertificate),
    records: read.list(one.records, toRecord),
    answer: toAnswer(one.answer),
  };
}
