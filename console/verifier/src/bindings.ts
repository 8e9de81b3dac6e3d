import { sha256 } from "./file.js";
import { Refusal, unbound } from "./refusal.js";
import { hashLeaf, rootOfMany } from "./tree.js";
import type { Checkpoint } from "./note.js";
import type {
  Change,
  ClaimedCertificate,
  ClaimedRecord,
  Claims,
  Leaf,
} from "./claims.js";
import { nameOf, parseDocument, parseObject } from "./documents.js";

// That the log has what is claimed to be in it.

interface Entry {
  kind: string;
  digest: string;
  time: string;
  statement: string;
}

/** What was proven of what there is. */
export interface Bound {
  provenCertificates: number;
  provenRecords: number;
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** A line of the log (docs/log.md). */
export function parseEntry(leaf: Leaf): Entry {
  const what = `the leaf ${leaf.index}`;
  let from: Record<string, unknown>;
  try {
    from = parseObject(leaf.entry, what);
  } catch {
    throw unbound(what, "is no entry of the log");
  }
  const text = (name: string) => {
    const value = from[name];
    return typeof value === "string" ? value : "";
  };
  if (!instant.test(text("time"))) throw unbound(what, "has no time");
  return {
    kind: text("kind"),
    digest: text("digest"),
    time: text("time"),
    statement: text("statement"),
  };
}

/** The text that the operator signs about these claims. */
export function statementOf(
  claims: Claims,
  bytes: Buffer,
  checkpoint: Checkpoint,
): string {
  const lines = [
    "suyuan-proof-statement/v1",
    checkpoint.origin,
    checkpoint.size.toString(),
    checkpoint.root.toString("base64"),
    sha256(bytes).toString("base64"),
    claims.question.knownAt,
  ];
  for (const one of claims.certificates) {
    const leaves = [one.leaf, ...one.changes.map((change) => change.leaf)];
    lines.push(`${one.digest} ${leaves.map((leaf) => leaf.index).join(" ")}`);
  }
  return `${lines.join("\n")}\n`;
}

function checkInTree(claims: Claims, checkpoint: Checkpoint): void {
  const leaves = new Map<bigint, Buffer>();
  const add = (leaf: Leaf | undefined) => {
    if (leaf === undefined) return;
    if (leaves.has(leaf.index)) {
      throw unbound(`the leaf ${leaf.index}`, "is claimed for two things");
    }
    leaves.set(leaf.index, hashLeaf(Buffer.from(leaf.entry)));
  };
  for (const certificate of claims.certificates) {
    add(certificate.leaf);
    for (const change of certificate.changes) add(change.leaf);
  }
  for (const record of claims.records) add(record.leaf);
  const root = rootOfMany(leaves, checkpoint.size, claims.proof);
  if (!root.equals(checkpoint.root)) {
    throw unbound("the leaves", "are not in the tree of the checkpoint");
  }
}

function checkTime(what: string, time: string, claims: Claims): void {
  if (time > claims.question.knownAt) {
    throw unbound(what, "was not known at the time of the question");
  }
}

function checkChange(certificate: ClaimedCertificate, change: Change): void {
  const what = `the leaf ${change.leaf.index}`;
  const entry = parseEntry(change.leaf);
  if (entry.digest !== certificate.digest) {
    throw unbound(what, `is not about ${nameOf(certificate)}`);
  }
  if (entry.statement !== sha256(change.statement).toString("hex")) {
    throw unbound(what, "does not say what is claimed that it says");
  }
  if (parseObject(change.statement, what).kind !== entry.kind) {
    throw unbound(what, "is of another kind of change");
  }
}

function checkCertificate(
  certificate: ClaimedCertificate,
  claims: Claims,
): void {
  const what = `the leaf ${certificate.leaf.index}`;
  const entry = parseEntry(certificate.leaf);
  if (entry.digest !== certificate.digest || entry.statement !== "") {
    throw unbound(what, `is not of the import of ${nameOf(certificate)}`);
  }
  if (entry.kind !== parseDocument(certificate).kind) {
    throw unbound(what, "is of another kind of certificate");
  }
  checkTime(what, entry.time, claims);
  for (const change of certificate.changes) checkChange(certificate, change);
}

function checkRecord(record: ClaimedRecord, claims: Claims): void {
  parseObject(record.content, `a record ${record.kind}`);
  if (record.leaf === undefined) return;
  const what = `the leaf ${record.leaf.index}`;
  const entry = parseEntry(record.leaf);
  if (
    entry.kind !== `RECORD_${record.kind}` ||
    entry.digest !== sha256(record.content).toString("hex")
  ) {
    throw unbound(what, `is not of the record ${record.kind} claimed`);
  }
  checkTime(what, entry.time, claims);
}

function isOriginal(certificate: ClaimedCertificate): boolean {
  return sha256(certificate.document).toString("hex") === certificate.digest;
}

/** Refuses what does not belong to its leaf, or is not in the tree. */
export function checkBindings(claims: Claims, checkpoint: Checkpoint): Bound {
  checkInTree(claims, checkpoint);
  let last = -1n;
  for (const certificate of claims.certificates) {
    if (certificate.leaf.index <= last) {
      throw unbound(nameOf(certificate), "is not in the order of the log");
    }
    last = certificate.leaf.index;
    checkCertificate(certificate, claims);
  }
  for (const record of claims.records) checkRecord(record, claims);
  return {
    provenCertificates: claims.certificates.filter(isOriginal).length,
    provenRecords: claims.records.filter((one) => one.leaf !== undefined)
      .length,
  };
}

/** Refuses a statement that is about other claims. */
export function checkStatement(
  text: string,
  claims: Claims,
  bytes: Buffer,
  checkpoint: Checkpoint,
): void {
  if (text !== statementOf(claims, bytes, checkpoint)) {
    throw new Refusal(
      "PROOF_UNBOUND",
      "the operator's statement is about other claims",
    );
  }
}
