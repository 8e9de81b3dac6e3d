#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Checked, checkProof } from "./check.js";
import { parseDocument, workOf } from "./documents.js";
import { type NoteKey, parseKey } from "./note.js";
import { parsePolicy, policyOf } from "./policy.js";
import { parseProfile } from "./profile.js";
import { Refusal } from "./refusal.js";
import { type Language, say, sayVerdict } from "./words.js";

// Exit code: 0 the proof holds, whatever the verdict; 1 it does not; 2 usage.

function languageOf(wanted: string | undefined): Language {
  const text = wanted ?? process.env.LC_ALL ?? process.env.LANG ?? "";
  return text.startsWith("zh") ? "zh" : "en";
}

function keyFrom(text: string | undefined, file: string | undefined): NoteKey {
  return parseKey(text ?? readFileSync(file ?? "", "utf8"));
}

/** "V06_ISSUER_NOT_COMPETENT ×7" of those that the tally has any of. */
function list(checked: Checked, of: "decided" | "given"): string {
  return [...checked.tally]
    .filter(([, so]) => so[of] > 0)
    .sort()
    .map(([code, so]) => `${code} ×${so[of]}`)
    .join(", ");
}

function print(checked: Checked, operator: NoteKey, language: Language): void {
  const { claims, bound, checkpoint } = checked;
  const { question, answer } = claims;
  const lines = [
    say(
      language,
      "head",
      question.target,
      sayVerdict(language, answer.verdict),
      question.profile,
      question.asOf,
      question.knownAt,
    ),
  ];
  for (const judged of answer.certificates) {
    const certificate = claims.certificates.find(
      (one) => one.digest === judged.digest,
    );
    if (certificate === undefined) continue;
    const document = parseDocument(certificate);
    const verdict = sayVerdict(language, judged.verdict);
    lines.push(
      `  ${document.number}  ${document.issuer}  ` +
        `${workOf(document).end}  ${verdict}`,
    );
  }
  lines.push(
    say(
      language,
      "proven",
      claims.certificates.length,
      bound.provenCertificates,
      claims.records.length,
      bound.provenRecords,
      checkpoint.origin,
      checkpoint.size,
    ),
    say(language, "asserted", operator.name),
    say(language, "decided", list(checked, "decided")),
    say(language, "given", list(checked, "given")),
    say(language, "holds"),
  );
  console.log(lines.join("\n"));
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: "string" },
      "key-file": { type: "string" },
      policy: { type: "string" },
      "operator-key": { type: "string" },
      "operator-key-file": { type: "string" },
      profile: { type: "string", multiple: true },
      lang: { type: "string" },
    },
  });
  const language = languageOf(values.lang);
  const [file] = positionals;
  const hasKeys =
    (values.key ?? values["key-file"] ?? values.policy) !== undefined &&
    (values["operator-key"] ?? values["operator-key-file"]) !== undefined;
  if (file === undefined || !hasKeys) {
    console.error(say(language, "usage"));
    return 2;
  }
  try {
    const log =
      values.policy !== undefined
        ? parsePolicy(readFileSync(values.policy, "utf8"))
        : policyOf(keyFrom(values.key, values["key-file"]));
    const operator = keyFrom(
      values["operator-key"],
      values["operator-key-file"],
    );
    const profiles = (values.profile ?? []).map((path) =>
      parseProfile(readFileSync(path, "utf8")),
    );
    const checked = checkProof(readFileSync(file), log, operator, profiles);
    print(checked, operator, language);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(say(language, "refused", error.reason, error.message));
    return 1;
  }
}

process.exitCode = main();
