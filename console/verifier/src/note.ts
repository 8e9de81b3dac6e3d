import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { sha256 } from "./file.js";
import { Refusal } from "./refusal.js";

// Signed notes by c2sp.org/signed-note and checkpoints by
// c2sp.org/tlog-checkpoint, with Ed25519 keys.

export interface NoteKey {
  name: string;
  id: Buffer;
  key: KeyObject;
}

/** The algorithm and length that RFC 8410 puts before the 32 bytes of a key. */
const keyHeader = Buffer.from("302a300506032b6570032100", "hex");
const noteType = 1;

function invalidKey(problem: string): Refusal {
  return new Refusal("NOTE_KEY_INVALID", `not the key of a note: ${problem}`);
}

function noteMalformed(problem: string): Refusal {
  return new Refusal("NOTE_MALFORMED", `malformed note: ${problem}`);
}

/** Bytes of the one base64 text that they have; undefined for any other. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** "<name>+<key id>+<base64 of the type and the key>". */
export function parseKey(text: string): NoteKey {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
  if (match === null) throw invalidKey("it is not name+id+key");
  const [, name = "", id = "", encoded = ""] = match;
  const key = fromBase64(encoded);
  if (key === undefined || key.length !== 33 || key[0] !== noteType) {
    throw invalidKey("it is no Ed25519 key that signs notes");
  }
  const wanted = sha256(Buffer.concat([Buffer.from(`${name}\n`), key]));
  if (wanted.subarray(0, 4).toString("hex") !== id) {
    throw invalidKey("its id is that of another key");
  }
  return {
    name,
    id: wanted.subarray(0, 4),
    key: createPublicKey({
      key: Buffer.concat([keyHeader, key.subarray(1)]),
      format: "der",
      type: "spki",
    }),
  };
}

/** The text of a note, if `key` signed it and every signature of `key` holds. */
export function openNote(note: string, key: NoteKey): string {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw noteMalformed("no signatures");
  const text = note.slice(0, end + 1);
  let signed = false;
  for (const line of note.slice(end + 2, -1).split("\n")) {
    const match = /^\u2014 ([^+\s]+) (\S+)$/.exec(line);
    const bytes = fromBase64(match?.[2] ?? "");
    if (match === null || bytes === undefined || bytes.length < 5) {
      throw noteMalformed("a line is no signature");
    }
    if (match[1] !== key.name || !bytes.subarray(0, 4).equals(key.id)) continue;
    if (!verify(null, Buffer.from(text), key.key, bytes.subarray(4))) {
      throw new Refusal(
        "NOTE_SIGNATURE_INVALID",
        `the signature of the key ${key.name} is wrong`,
      );
    }
    signed = true;
  }
  if (!signed) {
    throw new Refusal(
      "NOTE_UNVERIFIED",
      "the note has no signature of a known key",
    );
  }
  return text;
}

export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Buffer;
}

/** The checkpoint in a note that the log signed under its own name. */
export function openCheckpoint(note: string, log: NoteKey): Checkpoint {
  const lines = openNote(note, log).split("\n");
  const [origin = "", size = "", encoded = ""] = lines;
  const root = fromBase64(encoded);
  if (!/^(0|[1-9][0-9]*)$/.test(size) || root?.length !== 32) {
    throw new Refusal("CHECKPOINT_MALFORMED", "malformed checkpoint");
  }
  if (origin !== log.name) {
    throw new Refusal(
      "RECEIPT_OF_ANOTHER_LOG",
      `the checkpoint is of the log '${origin}', not of '${log.name}'`,
    );
  }
  return { origin, size: BigInt(size), root };
}
