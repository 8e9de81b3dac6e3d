import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkProof } from "../src/check.js";
import { parseKey } from "../src/note.js";
import { parsePolicy, policyOf } from "../src/policy.js";
import { parseProfile } from "../src/profile.js";
import { Refusal } from "../src/refusal.js";

// Both checkers agree on the golden files (tests/conformance/proof).

interface Manifest {
  logKey: string;
  operatorKey: string;
  /** `profile`: whoever checks is given this file's. */
  proofs: {
    name: string;
    verdict?: string;
    reason?: string;
    profile?: string;
  }[];
}

const folder =
  process.env.SUYUAN_PROOF_VECTORS ?? "../../tests/conformance/proof/golden";
const manifest = JSON.parse(
  readFileSync(`${folder}/manifest.json`, "utf8"),
) as Manifest;
const log = policyOf(parseKey(manifest.logKey));
const operator = parseKey(manifest.operatorKey);

function outcomeOf(
  bytes: Buffer,
  profile?: string,
): { verdict?: string; reason?: string } {
  const profiles =
    profile === undefined
      ? []
      : [parseProfile(readFileSync(`${folder}/${profile}`, "utf8"))];
  try {
    const checked = checkProof(bytes, log, operator, profiles);
    return { verdict: checked.claims.answer.verdict };
  } catch (error) {
    if (error instanceof Refusal) return { reason: error.reason };
    throw error;
  }
}

for (const { name, profile, ...wanted } of manifest.proofs) {
  test(`the proof ${name} is ${wanted.verdict ?? wanted.reason}`, () => {
    const bytes = readFileSync(`${folder}/${name}.proof`);
    assert.deepEqual(outcomeOf(bytes, profile), wanted);
  });
}

test("no byte of a proof can be another", () => {
  const bytes = readFileSync(`${folder}/seven-levels.proof`);
  for (let at = 0; at < bytes.length; ++at) {
    const other = Buffer.from(bytes);
    other[at] = (other[at] as number) ^ (1 << at % 8);
    assert.ok(outcomeOf(other).reason !== undefined, `byte ${at}`);
  }
});

test("most findings of a sound chain are decided again", () => {
  const bytes = readFileSync(`${folder}/seven-levels.proof`);
  const { tally } = checkProof(bytes, log, operator);
  const sum = (of: "decided" | "given") =>
    [...tally.values()].reduce((all, so) => all + so[of], 0);
  assert.ok(sum("decided") > sum("given"));
});

test("a policy that wants a witness refuses what nobody cosigned", () => {
  const bytes = readFileSync(`${folder}/seven-levels.proof`);
  const witness =
    "witness.example/w1+977e6fec+BFDnIeScAT8Axiz1nyFjVCqdjfAkZO/rYV0xBRsP3cMm";
  const text = `log ${manifest.logKey}\nwitness w1 ${witness}\n`;
  assert.throws(
    () => checkProof(bytes, parsePolicy(`${text}quorum w1\n`), operator),
    { reason: "LOG_QUORUM_MISSING" },
  );
  checkProof(bytes, parsePolicy(`${text}quorum none\n`), operator);
});
