import { malformed } from "./refusal.js";
import { type Budget, budgetIn } from "./budget.js";
import type { ClaimedCertificate } from "./claims.js";
import { type Json, objectsIn, textIn } from "./json.js";
import { type Link, linkIn } from "./link.js";

// What the documents themselves say, as far as rules are held against it.
// Canonical certificates: docs/certificates.md.

export interface Reference {
  id: string;
  digest: string;
  link: Link | undefined;
}

export interface Result {
  id: string;
  conformity: string;
  multiReferenceAverage: boolean;
  budget: Budget | undefined;
}

/** Days are "2024-03-11" or "", which sort as they follow each other. */
export interface Document {
  name: string;
  kind: string;
  number: string;
  issuer: string;
  received: string;
  begin: string;
  end: string;
  issued: string;
  validTo: string;
  references: Reference[];
  results: Result[];
}

export function parseObject(text: string, what: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(`${what} cannot be read`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw malformed(`${what} is no object`);
  }
  return value as Json;
}

export function nameOf(certificate: ClaimedCertificate): string {
  return `certificates/${certificate.digest.slice(0, 32)}`;
}

export function parseDocument(certificate: ClaimedCertificate): Document {
  const from = parseObject(certificate.document, nameOf(certificate));
  const issuer = (from.issuer ?? {}) as Json;
  return {
    name: nameOf(certificate),
    kind: textIn(from, "kind").replace(/^KIND_/, ""),
    number: textIn(from, "number"),
    issuer: textIn(issuer, "title") || textIn(issuer, "institution"),
    received: textIn(from, "received"),
    begin: textIn(from, "begin"),
    end: textIn(from, "end"),
    issued: textIn(from, "issued"),
    validTo: textIn(from, "validTo"),
    references: objectsIn(from, "references").map((one) => ({
      id: textIn(one, "id"),
      digest: textIn(one, "digest").toLowerCase(),
      link: linkIn(one),
    })),
    results: objectsIn(from, "results").map((one) => ({
      id: textIn(one, "id"),
      conformity: textIn(one, "conformity").replace(/^CONFORMITY_/, ""),
      multiReferenceAverage: one.multiReferenceAverage === true,
      budget: budgetIn(one),
    })),
  };
}

/** The first and last day of the work (docs/rules.md 1). */
export function workOf(document: Document): { begin: string; end: string } {
  return {
    begin: document.begin || document.end,
    end: document.end || document.begin,
  };
}
