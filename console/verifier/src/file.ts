import { createHash } from "node:crypto";
import { inflateSync } from "node:zlib";
import { Refusal, malformed } from "./refusal.js";

/** The file of a proof: a signed note, and the JSON that it is about. */
export interface ProofFile {
  statement: Buffer;
  claims: Buffer;
}

const firstLine = Buffer.from("suyuan-proof/v1\n");
const digestBytes = 32;
const mostBytes = 16 << 20;
const mostPlainBytes = 64 << 20;

export function sha256(bytes: Uint8Array | string): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** Takes the file apart; refuses it where a byte is another. */
export function parseFile(bytes: Buffer): ProofFile {
  if (bytes.length > mostBytes) throw malformed("it is over 16 MiB");
  if (!bytes.subarray(0, firstLine.length).equals(firstLine)) {
    throw malformed("its first line is not suyuan-proof/v1");
  }
  const sealed = bytes.subarray(firstLine.length);
  if (sealed.length < digestBytes) throw malformed("it ends in a digest");
  const packed = sealed.subarray(digestBytes);
  if (!sha256(packed).equals(sealed.subarray(0, digestBytes))) {
    throw new Refusal("PROOF_DAMAGED", "the proof is damaged");
  }
  const plain = unpack(packed);
  if (plain.length < 4) throw malformed("it ends in a length");
  const length = plain.readUInt32BE(0);
  if (length > plain.length - 4) throw malformed("it ends in the statement");
  return {
    statement: plain.subarray(4, 4 + length),
    claims: plain.subarray(4 + length),
  };
}

function unpack(packed: Buffer): Buffer {
  if (packed.length < 4) throw malformed("it ends in a length");
  const size = packed.readUInt32BE(0);
  if (size > mostPlainBytes) throw malformed("it unpacks to over 64 MiB");
  const stream = packed.subarray(4);
  let plain: Buffer;
  let used: number;
  try {
    // `info` tells how much was read: nothing may follow the stream's end.
    const done = inflateSync(stream, {
      maxOutputLength: size + 1,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    plain = done.buffer;
    used = done.engine.bytesWritten;
  } catch {
    throw malformed("not what was compressed");
  }
  if (plain.length !== size || used !== stream.length) {
    throw malformed("it holds another number of bytes");
  }
  return plain;
}
