import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { sha256 } from "./file.js";
import { Refusal } from "./refusal.js";

// Signed notes by c2sp.org/signed-note and checkpoints by
// c2sp.org/tlog-checkpoint, with Ed25519 keys.

/** What a key signs: the text (1), or the text and an instant (4). */
export type NoteKeyType = 1 | 4;

export interface NoteKey {
  name: string;
  type: NoteKeyType;
  id: Buffer;
  key: KeyObject;
}

/** The algorithm and length that RFC 8410 puts before the 32 bytes of a key. */
const keyHeader = Buffer.from("302a300506032b6570032100", "hex");

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
export function parseKey(text: string, type: NoteKeyType = 1): NoteKey {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim());
  if (match === null) throw invalidKey("it is not name+id+key");
  const [, name = "", id = "", encoded = ""] = match;
  const key = fromBase64(encoded);
  if (key === undefined || key.length !== 33 || key[0] !== type) {
    throw invalidKey(`it is no Ed25519 key of the type ${type}`);
  }
  const wanted = sha256(Buffer.concat([Buffer.from(`${name}\n`), key]));
  if (wanted.subarray(0, 4).toString("hex") !== id) {
    throw invalidKey("its id is that of another key");
  }
  return {
    name,
    type,
    id: wanted.subarray(0, 4),
    key: createPublicKey({
      key: Buffer.concat([keyHeader, key.subarray(1)]),
      format: "der",
      type: "spki",
    }),
  };
}

/** What is signed over `text`, and the bare signature (c2sp.org/tlog-cosignature). */
function signed(text: string, bytes: Buffer, type: NoteKeyType) {
  if (type === 1) return { message: text, signature: bytes };
  if (bytes.length !== 72) throw noteMalformed("a cosignature is too short");
  const time = bytes.readBigUInt64BE(0);
  return {
    message: `cosignature/v1\ntime ${time}\n${text}`,
    signature: bytes.subarray(8),
  };
}

export interface Note {
  text: string;
  /** Those of the given keys that signed it. */
  by: NoteKey[];
}

/** A note that one of the keys signed; every signature of theirs must hold. */
export function openNote(note: string, keys: readonly NoteKey[]): Note {
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || !note.endsWith("\n")) throw noteMalformed("no signatures");
  const text = note.slice(0, end + 1);
  const by: NoteKey[] = [];
  for (const line of note.slice(end + 2, -1).split("\n")) {
    const match = /^\u2014 ([^+\s]+) (\S+)$/.exec(line);
    const bytes = fromBase64(match?.[2] ?? "");
    if (match === null || bytes === undefined || bytes.length < 5) {
      throw noteMalformed("a line is no signature");
    }
    const key = keys.find(
      (one) => one.name === match[1] && one.id.equals(bytes.subarray(0, 4)),
    );
    if (key === undefined || by.includes(key)) continue;
    const { message, signature } = signed(text, bytes.subarray(4), key.type);
    if (!verify(null, Buffer.from(message), key.key, signature)) {
      throw new Refusal(
        "NOTE_SIGNATURE_INVALID",
        `the signature of the key ${key.name} is wrong`,
      );
    }
    by.push(key);
  }
  if (by.length === 0) {
    throw new Refusal(
      "NOTE_UNVERIFIED",
      "the note has no signature of a known key",
    );
  }
  return { text, by };
}

export interface Checkpoint {
  origin: string;
  size: bigint;
  root: Buffer;
}

/** The checkpoint that a note's text is. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = "", size = "", encoded = ""] = text.split("\n");
  const root = fromBase64(encoded);
  if (!/^(0|[1-9][0-9]*)$/.test(size) || root?.length !== 32) {
    throw new Refusal("CHECKPOINT_MALFORMED", "malformed checkpoint");
  }
  return { origin, size: BigInt(size), root };
}
