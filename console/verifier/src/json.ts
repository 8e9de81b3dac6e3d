// Members of canonical JSON as protobuf writes it: what is not there is empty.

export type Json = Record<string, unknown>;

export function textIn(from: Json | undefined, name: string): string {
  const value = from?.[name];
  return typeof value === "string" ? value : "";
}

export function objectIn(from: Json, name: string): Json | undefined {
  const value = from[name];
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined;
}

export function objectsIn(from: Json | undefined, name: string): Json[] {
  const value = from?.[name];
  if (!Array.isArray(value)) return [];
  return value.filter((one) => typeof one === "object" && one !== null);
}

/** A decimal text; undefined where it is none. */
export function numberIn(
  from: Json | undefined,
  name: string,
): number | undefined {
  const text = textIn(from, name);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
