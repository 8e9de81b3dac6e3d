import { sha256 } from "./file.js";
import { Refusal } from "./refusal.js";

// The tree of RFC 6962 2.1, made again from some of its leaves.

function invalid(problem: string): Refusal {
  return new Refusal(
    "LOG_PROOF_INVALID",
    `the proof does not hold: ${problem}`,
  );
}

export function hashLeaf(entry: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.of(0), entry]));
}

function hashNode(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.of(1), left, right]));
}

/** The largest power of two below `size`, which is at least 2. */
function leftOf(size: bigint): bigint {
  let power = 1n;
  while (power * 2n < size) power *= 2n;
  return power;
}

/**
 * The root of the tree of `size` leaves in which the leaves are where they say,
 * if the hashes are true of the rest. Uses each leaf and each hash. No deeper
 * than a 62-bit number has digits.
 */
export function rootOfMany(
  leaves: ReadonlyMap<bigint, Buffer>,
  size: bigint,
  hashes: readonly Buffer[],
): Buffer {
  const indexes = [...leaves.keys()].sort((a, b) => (a < b ? -1 : 1));
  const last = indexes.at(-1);
  if (last !== undefined && last >= size) {
    throw invalid(`leaf ${last} is not in a tree of ${size}`);
  }
  if (size === 0n) {
    if (hashes.length > 0) throw invalid("it has hashes of an empty tree");
    return sha256("");
  }
  let nextLeaf = 0;
  let nextHash = 0;
  const within = (begin: bigint, end: bigint): Buffer => {
    const index = indexes[nextLeaf];
    if (index === undefined || index >= end) {
      const hash = hashes[nextHash++];
      if (hash === undefined) throw invalid("it has too few hashes");
      return hash;
    }
    if (end - begin === 1n) {
      ++nextLeaf;
      return leaves.get(index) as Buffer;
    }
    const middle = begin + leftOf(end - begin);
    const left = within(begin, middle);
    return hashNode(left, within(middle, end));
  };
  const root = within(0n, size);
  if (nextHash !== hashes.length) throw invalid("it has too many hashes");
  return root;
}
