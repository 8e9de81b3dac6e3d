import {
  type Checkpoint,
  type NoteKey,
  openNote,
  parseCheckpoint,
  parseKey,
} from "./note.js";
import { Refusal } from "./refusal.js";

// Which logs are trusted, and which witnesses must have cosigned, by
// c2sp.org/tlog-policy.

type Party = { witness: NoteKey } | { wanted: number; members: Party[] };

export interface Policy {
  logs: NoteKey[];
  witnesses: NoteKey[];
  /** Undefined where none is wanted. */
  quorum: Party | undefined;
}

function invalid(line: number, problem: string): Refusal {
  const where = line === 0 ? "" : `line ${line}: `;
  return new Refusal("LOG_POLICY_INVALID", `not a policy: ${where}${problem}`);
}

/** A log alone, with no witnesses. */
export function policyOf(log: NoteKey): Policy {
  return { logs: [log], witnesses: [], quorum: undefined };
}

class Reader {
  readonly policy: Policy = { logs: [], witnesses: [], quorum: undefined };
  private readonly parties = new Map<string, Party>();
  hasQuorum = false;

  read(words: string[], line: number): void {
    const [what, name = "", ...rest] = words;
    if (this.hasQuorum && what === "quorum") {
      throw invalid(line, "a second quorum");
    }
    switch (what) {
      case "log":
        this.policy.logs.push(parseKey(name));
        return;
      case "witness": {
        const witness = parseKey(rest[0] ?? "", 4);
        this.policy.witnesses.push(witness);
        this.add(name, { witness }, line);
        return;
      }
      case "group":
        this.add(name, this.group(rest, line), line);
        return;
      case "quorum":
        this.hasQuorum = true;
        if (name !== "none") this.policy.quorum = this.find(name, line);
        return;
      default:
        throw invalid(line, "it begins with no word that is known");
    }
  }

  private group([wanted = "", ...names]: string[], line: number): Party {
    const members = names.map((name) => this.find(name, line));
    const number =
      wanted === "all" ? members.length : wanted === "any" ? 1 : Number(wanted);
    if (!Number.isInteger(number) || number < 1 || number > members.length) {
      throw invalid(line, "a group wants no such number of its members");
    }
    return { wanted: number, members };
  }

  private add(name: string, party: Party, line: number): void {
    if (name === "" || name === "none" || this.parties.has(name)) {
      throw invalid(line, "a name is missing or there twice");
    }
    this.parties.set(name, party);
  }

  private find(name: string, line: number): Party {
    const found = this.parties.get(name);
    if (found === undefined) throw invalid(line, `nobody is called ${name}`);
    return found;
  }
}

export function parsePolicy(text: string): Policy {
  const reader = new Reader();
  for (const [n, line] of text.split("\n").entries()) {
    const bare = line.trim();
    if (bare === "" || bare.startsWith("#")) continue;
    reader.read(bare.split(/[ \t]+/), n + 1);
  }
  if (!reader.hasQuorum) throw invalid(0, "it has no quorum");
  if (reader.policy.logs.length === 0) throw invalid(0, "it has no log");
  return reader.policy;
}

function isMet(party: Party, by: NoteKey[]): boolean {
  if ("witness" in party) return by.includes(party.witness);
  const met = party.members.filter((member) => isMet(member, by));
  return met.length >= party.wanted;
}

/** The checkpoint that a log of the policy signed, its quorum with it. */
export function openByPolicy(note: string, policy: Policy): Checkpoint {
  const { text, by } = openNote(note, [...policy.logs, ...policy.witnesses]);
  const log = policy.logs.find((one) => by.includes(one));
  if (log === undefined) {
    throw new Refusal("NOTE_UNVERIFIED", "no log of the policy signed it");
  }
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name) {
    throw new Refusal(
      "RECEIPT_OF_ANOTHER_LOG",
      `the checkpoint is of the log '${checkpoint.origin}', ` +
        `not of '${log.name}'`,
    );
  }
  if (policy.quorum !== undefined && !isMet(policy.quorum, by)) {
    throw new Refusal(
      "LOG_QUORUM_MISSING",
      "fewer witnesses have cosigned than the policy wants",
    );
  }
  return checkpoint;
}
