import { type Json, objectIn, objectsIn, textIn } from "./json.js";

// LINK_GAP (docs/rules.md 4, Remote links): one window of a remote link holds
// the whole work. Instants and spans are in microseconds.

interface Spell {
  from: number;
  to: number;
}

export interface Link {
  spells: Spell[];
  /** Instants of the accepted comparisons. */
  accepted: number[];
  /** Undefined where it cannot be read here. */
  maximumGap: number | undefined;
}

const second = 1_000_000;
const hour = 3600 * second;

/** NaN where it is none. */
function instantOf(text: string): number {
  const [whole = "", fraction = ""] = text.replace(/Z$/, "").split(".");
  return (
    Date.parse(`${whole}Z`) * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6))
  );
}

/** "PT24H", "P1DT12H": no months or years, which no gap has. */
function spanOf(text: string): number | undefined {
  const parts =
    /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/.exec(
      text,
    );
  if (parts === null || text === "P") return undefined;
  const [weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => Number(part ?? "0"));
  return (
    ((weeks ?? 0) * 7 + (days ?? 0)) * 24 * hour +
    (hours ?? 0) * hour +
    (minutes ?? 0) * 60 * second +
    (seconds ?? 0) * second
  );
}

/** The link of a reference of a canonical certificate, if it has one. */
export function linkIn(reference: Json): Link | undefined {
  const from = objectIn(reference, "remoteLink");
  if (from === undefined) return undefined;
  return {
    spells: objectsIn(from, "spells").map((one) => ({
      from: instantOf(textIn(one, "from")),
      to: textIn(one, "to") === "" ? Infinity : instantOf(textIn(one, "to")),
    })),
    accepted: objectsIn(from, "comparisons")
      .filter((one) => one.accepted === true)
      .map((one) => instantOf(textIn(one, "time"))),
    maximumGap: spanOf(textIn(from, "maximumGap")),
  };
}

/** Windows that touch are one. */
function windowsOf(link: Link, gap: number): Spell[] {
  const out: Spell[] = [];
  for (const spell of link.spells) {
    const evidence = link.accepted.filter(
      (time) => spell.from <= time && time <= spell.to,
    );
    for (const from of [spell.from, ...evidence]) {
      const to = Math.min(from + gap, spell.to);
      const last = out[out.length - 1];
      if (last !== undefined && from <= last.to) {
        last.to = Math.max(last.to, to);
      } else {
        out.push({ from, to });
      }
    }
  }
  return out;
}

/** When a civil day begins in Asia/Shanghai. */
function beginOf(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`) * 1000;
}

/** Of work from the day `begin` to the day `end`, "" where unknown. */
export function linkHolds(
  link: Link,
  begin: string,
  end: string,
): "HELD" | "BROKEN" | "UNKNOWN" | undefined {
  if (begin === "" || end < begin) return "UNKNOWN";
  if (link.maximumGap === undefined) return undefined;
  const day = 24 * hour;
  const windows = windowsOf(link, link.maximumGap);
  const [first, last] = [beginOf(begin), beginOf(end)];
  if (windows.some((one) => one.from <= first && one.to >= last + day)) {
    return "HELD";
  }
  const may = windows.some((one) => one.from < first + day && one.to > last);
  return may ? "UNKNOWN" : "BROKEN";
}
