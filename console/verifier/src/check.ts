import { type Bound, checkBindings, checkStatement } from "./bindings.js";
import { type Claims, parseClaims } from "./claims.js";
import { parseFile } from "./file.js";
import { type Tally, judge } from "./judge.js";
import { type Checkpoint, type NoteKey, openNote } from "./note.js";
import { type Policy, openByPolicy } from "./policy.js";
import type { Profile } from "./profile.js";
import { Refusal } from "./refusal.js";

/** The rules that rules.ts and profile.ts know. */
export const ruleVersion = "2026.4";

export interface Checked {
  claims: Claims;
  checkpoint: Checkpoint;
  bound: Bound;
  tally: Tally;
}

/**
 * Checks a proof by whom its reader believes, or throws a Refusal. A proof
 * under a profile that is not built in needs that profile's definition.
 */
export function checkProof(
  bytes: Buffer,
  log: Policy,
  operator: NoteKey,
  profiles: readonly Profile[] = [],
): Checked {
  const file = parseFile(bytes);
  const statement = openNote(file.statement.toString("utf8"), [operator]);
  const claims = parseClaims(file.claims);
  const checkpoint = openByPolicy(claims.checkpoint, log);
  checkStatement(statement.text, claims, file.claims, checkpoint);
  const bound = checkBindings(claims, checkpoint);
  if (claims.rules !== ruleVersion) {
    throw new Refusal(
      "PROOF_RULES_DIFFER",
      `the proof was judged by the rules ${claims.rules}; ` +
        `this program has ${ruleVersion}`,
    );
  }
  return { claims, checkpoint, bound, tally: judge(claims, profiles) };
}
