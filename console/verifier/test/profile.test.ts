import assert from "node:assert/strict";
import { test } from "node:test";
import { builtInProfiles, parseProfile, severitiesOf } from "../src/profile.js";

const strict = {
  id: "STRICT",
  version: "1",
  base: "CN_LEGAL",
  rules: [
    { code: "V14", severity: "SEVERITY_BLOCKER" },
    { code: "V20_ENVIRONMENT", off: true },
  ],
  accepted: { kinds: ["KIND_ACCREDITATION"] },
  terminals: {},
  ratioBlocksVerification: false,
};

function parsed(change: object) {
  return parseProfile(JSON.stringify({ ...strict, ...change }));
}

test("what a definition gives takes the place of what its base has", () => {
  const profile = parsed({});
  assert.equal(profile.severities.get("V14_UNC_MONOTONIC"), "BLOCKER");
  assert.equal(profile.severities.get("V15_UNC_RECOMPUTE"), "MAJOR");
  assert.deepEqual([...profile.off], ["V20_ENVIRONMENT"]);
  assert.deepEqual(profile.accepted, ["ACCREDITATION"]);
  assert.deepEqual(profile.terminals, []);
  assert.deepEqual(
    profile.acceptedForReferenceMaterial,
    builtInProfiles[0]?.acceptedForReferenceMaterial,
  );
  const ratio = {
    code: "V16_RATIO",
    outcome: "BROKEN" as const,
    severity: "MAJOR" as const,
    reference: "",
    inputs: [],
  };
  assert.deepEqual(severitiesOf(ratio, profile, true), ["MAJOR", "MINOR"]);
});

const wrong: [string, object][] = [
  ["an id in small letters", { id: "strict" }],
  ["the id of a built-in profile", { id: "CN_LEGAL" }],
  ["no version", { version: "" }],
  ["a base that is none", { base: "STRICT" }],
  ["a member that is unknown", { more: 1 }],
  ["a rule that is none", { rules: [{ code: "V31", off: true }] }],
  ["part of a rule's first word", { rules: [{ code: "V1", off: true }] }],
  [
    "a rule twice",
    { rules: [{ code: "V14" }, { code: "V14_UNC_MONOTONIC" }] },
  ],
  [
    "a severity of a rule that is off",
    { rules: [{ code: "V14", off: true, severity: "SEVERITY_MAJOR" }] },
  ],
  ["a kind twice", { accepted: { kinds: ["KIND_ACCREDITATION", "KIND_ACCREDITATION"] } }],
  ["a terminal that is none", { terminals: { terminals: ["TERMINAL_NONE"] } }],
  ["a flag that is a text", { mpeAsUncertainty: "true" }],
];
for (const [what, change] of wrong) {
  test(`a definition with ${what} is refused`, () => {
    assert.throws(() => parsed(change), { reason: "INVALID_FIELD" });
  });
}
