import { type Bound, checkBindings, checkStatement } from "./bindings.js";
import { type Claims, parseClaims } from "./claims.js";
import { parseFile } from "./file.js";
import { type Tally, judge } from "./judge.js";
import {
  type Checkpoint,
  type NoteKey,
  openCheckpoint,
  openNote,
} from "./note.js";
import { Refusal } from "./refusal.js";

/** The rules that rules.ts and profile.ts know. */
export const ruleVersion = "2026.3";

export interface Checked {
  claims: Claims;
  checkpoint: Checkpoint;
  bound: Bound;
  tally: Tally;
}

/** Checks a proof by the log's key and the operator's, or throws a Refusal. */
export function checkProof(
  bytes: Buffer,
  log: NoteKey,
  operator: NoteKey,
): Checked {
  const file = parseFile(bytes);
  const statement = openNote(file.statement.toString("utf8"), operator);
  const claims = parseClaims(file.claims);
  const checkpoint = openCheckpoint(claims.checkpoint, log);
  checkStatement(statement, claims, file.claims, checkpoint);
  const bound = checkBindings(claims, checkpoint);
  if (claims.rules !== ruleVersion) {
    throw new Refusal(
      "PROOF_RULES_DIFFER",
      `the proof was judged by the rules ${claims.rules}; ` +
        `this program has ${ruleVersion}`,
    );
  }
  return { claims, checkpoint, bound, tally: judge(claims) };
}
