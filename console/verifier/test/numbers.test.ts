import assert from "node:assert/strict";
import { test } from "node:test";
import { budgetIn, budgetReproduces } from "../src/budget.js";
import { linkHolds, linkIn } from "../src/link.js";

function component(id: string, u: string, more: object = {}) {
  return { id, standardUncertainty: u, ...more };
}

// 3, 4: u = 5, and so U = 10 with k = 2.
function judged(change: object, budget: object = {}) {
  const result = {
    value: "100",
    unit: "\\gram",
    uncertainty: { expanded: "10", coverageFactor: "2" },
    budget: { components: [component("a", "3"), component("b", "4")], ...budget },
    ...change,
  };
  const read = budgetIn(result);
  assert.ok(read !== undefined);
  return budgetReproduces(read);
}

test("a budget gives what is stated, to one unit of the last digit", () => {
  assert.equal(judged({}), "HELD");
  const stated = (expanded: string) =>
    judged({ uncertainty: { expanded, coverageFactor: "2" } });
  assert.equal(stated("11"), "HELD");
  assert.equal(stated("12"), "BROKEN");
  assert.equal(stated("10.1"), "HELD");
  assert.equal(stated("10.2"), "BROKEN");
  assert.equal(stated("1.1e1"), "HELD");
  const digit = (reportedDigit: string) =>
    judged(
      { uncertainty: { expanded: "12", coverageFactor: "2" } },
      { reportedDigit },
    );
  assert.equal(digit("2"), "HELD");
  assert.equal(digit("1.9"), "BROKEN");
});

test("both uncertainties that are stated have to agree", () => {
  const both = (standard: string) =>
    judged({ uncertainty: { expanded: "10", coverageFactor: "2", standard } });
  assert.equal(both("5"), "HELD");
  assert.equal(both("7"), "BROKEN");
});

test("a relative uncertainty is a part of the value", () => {
  const relative = (expanded: string) =>
    judged({ uncertainty: { expanded, coverageFactor: "2", relative: true } });
  assert.equal(relative("0.10"), "HELD");
  assert.equal(relative("0.12"), "BROKEN");
});

test("components correlate as the budget says", () => {
  const correlated = (coefficient: string) =>
    judged(
      { uncertainty: { expanded: "14.0", coverageFactor: "2" } },
      { correlations: [{ firstId: "a", secondId: "b", coefficient }] },
    );
  assert.equal(correlated("1"), "HELD");
  assert.equal(correlated("0.5"), "BROKEN");
});

test("a sensitivity takes a component to the unit of the result", () => {
  const with_ = (more: object) =>
    judged(
      {},
      { components: [component("a", "3"), component("b", "0.002", more)] },
    );
  assert.equal(with_({ unit: "\\kelvin", sensitivity: "2000" }), "HELD");
  assert.equal(with_({ unit: "\\kelvin", sensitivity: "1000" }), "BROKEN");
  // What a kilogram is in grams this program does not know.
  assert.equal(with_({ unit: "\\kilogram" }), undefined);
});

test("what cannot be read makes the rule unknown", () => {
  assert.equal(judged({ uncertainty: {} }), "UNKNOWN");
  assert.equal(judged({}, { components: [component("a", "x")] }), "UNKNOWN");
  assert.equal(judged({}, { components: [] }), "UNKNOWN");
  const other = [{ firstId: "a", secondId: "c", coefficient: "0" }];
  assert.equal(judged({}, { correlations: other }), "UNKNOWN");
});

function linked(comparisons: string[], more: object = {}) {
  const read = linkIn({
    remoteLink: {
      spells: [{ from: "2026-06-13T16:00:00Z", to: "2026-06-18T16:00:00Z" }],
      comparisons: comparisons.map((time) => ({ time, accepted: true })),
      maximumGap: "PT24H",
      ...more,
    },
  });
  assert.ok(read !== undefined);
  return (begin: string, end: string) => linkHolds(read, begin, end);
}

const kept = [
  "2026-06-14T04:00:00Z",
  "2026-06-15T00:00:00Z",
  "2026-06-15T20:00:00Z",
  "2026-06-16T18:00:00Z",
  "2026-06-17T12:00:00Z",
];

test("one window of a link holds the whole work", () => {
  assert.equal(linked(kept)("2026-06-15", "2026-06-17"), "HELD");
  assert.equal(linked(kept)("2026-06-15", "2026-06-19"), "BROKEN");
  assert.equal(linked([])("2026-06-14", "2026-06-14"), "HELD");
  assert.equal(linked([])("2026-06-15", "2026-06-15"), "BROKEN");
});

test("a gap on the only day of the work is not known to concern it", () => {
  const gap = linked(kept.filter((time) => time !== "2026-06-15T20:00:00Z"));
  assert.equal(gap("2026-06-16", "2026-06-16"), "UNKNOWN");
  assert.equal(gap("2026-06-15", "2026-06-17"), "BROKEN");
  assert.equal(gap("2026-06-15", "2026-06-15"), "HELD");
});

test("work on unknown days, or that ends before it begins, is unknown", () => {
  assert.equal(linked(kept)("", ""), "UNKNOWN");
  assert.equal(linked(kept)("2026-06-16", "2026-06-15"), "UNKNOWN");
});

test("what is not accepted bridges nothing, and a spell may go on", () => {
  const rejected = linked([], {
    comparisons: [{ time: "2026-06-14T12:00:00Z" }],
  });
  assert.equal(rejected("2026-06-14", "2026-06-15"), "BROKEN");
  const open = linked([], {
    spells: [{ from: "2026-06-13T16:00:00.000001Z" }],
    maximumGap: "P3D",
  });
  assert.equal(open("2026-06-15", "2026-06-16"), "HELD");
  assert.equal(open("2026-06-14", "2026-06-16"), "UNKNOWN");
});
