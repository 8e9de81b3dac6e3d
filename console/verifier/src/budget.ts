import { type Json, numberIn, objectIn, objectsIn, textIn } from "./json.js";

// V15 (docs/rules.md 4, Budgets): the budget of a result gives what is stated.
// Everything is reckoned in the unit of the result.

/** c u of a component; undefined where it depends on reading units. */
interface Component {
  id: string;
  amount: number | undefined;
}

interface Stated {
  value: number;
  coverageFactor: number;
  digit: number;
}

export interface Budget {
  /** False where a number, or what a correlation names, cannot be read. */
  readable: boolean;
  components: Component[];
  /** r between two components by their places. */
  correlations: { first: number; second: number; coefficient: number }[];
  stated: Stated[];
}

// Rounding on the way must not decide.
const slack = 1e-9;

/** One unit of the last digit of a decimal text. */
function digitOf(text: string): number {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  return 10 ** (Number(exponent) - decimals);
}

function componentIn(from: Json, unit: string): Component | undefined {
  const u = numberIn(from, "standardUncertainty");
  const c = numberIn(from, "sensitivity");
  if (u === undefined || u < 0) return undefined;
  const id = textIn(from, "id");
  if (c !== undefined) return { id, amount: c * u };
  if (textIn(from, "sensitivity") !== "") return undefined;
  const own = textIn(from, "unit");
  return { id, amount: own === "" || own === unit ? u : undefined };
}

function statedIn(result: Json): Stated[] {
  const from = objectIn(result, "uncertainty");
  if (from === undefined) return [];
  let scale = 1;
  if (from.relative === true) {
    const printed = textIn(result, "value") !== "" ? "value" : "indication";
    const value = numberIn(result, printed);
    if (value === undefined || value === 0) return [];
    scale = Math.abs(value);
  }
  const digit = numberIn(objectIn(result, "budget"), "reportedDigit");
  const out: Stated[] = [];
  const add = (name: string, coverageFactor: number) => {
    const value = numberIn(from, name);
    if (value === undefined || value < 0) return;
    out.push({
      value: value * scale,
      coverageFactor,
      digit: digit ?? digitOf(textIn(from, name)) * scale,
    });
  };
  const k = numberIn(from, "coverageFactor");
  if (k !== undefined && k >= 1) add("expanded", k);
  add("standard", 1);
  return out;
}

/** The budget of a result of a canonical certificate, if it has one. */
export function budgetIn(result: Json): Budget | undefined {
  const from = objectIn(result, "budget");
  if (from === undefined) return undefined;
  const unit = textIn(result, "unit");
  const listed = objectsIn(from, "components");
  const components = listed
    .map((one) => componentIn(one, unit))
    .filter((one): one is Component => one !== undefined);
  let readable =
    components.length === listed.length && components.length > 0;
  const correlations: Budget["correlations"] = [];
  for (const one of objectsIn(from, "correlations")) {
    const place = (name: string) =>
      components.findIndex((each) => each.id === textIn(one, name));
    const first = place("firstId");
    const second = place("secondId");
    const coefficient = numberIn(one, "coefficient");
    if (first < 0 || second < 0 || coefficient === undefined) {
      readable = false;
    } else {
      correlations.push({ first, second, coefficient });
    }
  }
  return { readable, components, correlations, stated: statedIn(result) };
}

/** u_c (GUM 5.2.2); undefined where the numbers give none. */
function combined(budget: Budget): number | undefined {
  const amounts: number[] = [];
  for (const { amount } of budget.components) {
    if (amount === undefined) return undefined;
    amounts.push(amount);
  }
  let variance = amounts.reduce((sum, one) => sum + one * one, 0);
  for (const { first, second, coefficient } of budget.correlations) {
    if (first === second || Math.abs(coefficient) > 1) return undefined;
    variance +=
      2 * coefficient * (amounts[first] ?? 0) * (amounts[second] ?? 0);
  }
  return variance < 0 ? undefined : Math.sqrt(variance);
}

/**
 * Whether every uncertainty that is stated is what the budget gives, to one
 * unit of its last digit. Undefined where that is a matter of reading units,
 * or nearer than this reckoning goes.
 */
export function budgetReproduces(
  budget: Budget,
): "HELD" | "BROKEN" | "UNKNOWN" | undefined {
  if (!budget.readable || budget.stated.length === 0) return "UNKNOWN";
  const u = combined(budget);
  if (u === undefined) return undefined;
  let near = false;
  for (const { value, coverageFactor, digit } of budget.stated) {
    const off = Math.abs(u * coverageFactor - value);
    const allowed = digit + slack * value;
    if (Math.abs(off - allowed) <= 1e-3 * slack * value) near = true;
    else if (off > allowed) return "BROKEN";
  }
  return near ? undefined : "HELD";
}
