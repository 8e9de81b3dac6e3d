/** Why a proof does not hold: a reason of docs/errors.md and what is wrong. */
export class Refusal extends Error {
  constructor(
    readonly reason: string,
    problem: string,
  ) {
    super(problem);
  }
}

export function malformed(problem: string): Refusal {
  return new Refusal("PROOF_MALFORMED", `malformed proof: ${problem}`);
}

export function malformedProfile(what: string, problem: string): Refusal {
  return new Refusal("INVALID_FIELD", `malformed profile: ${what} ${problem}`);
}

export function unbound(what: string, problem: string): Refusal {
  return new Refusal("PROOF_UNBOUND", `${what} ${problem}`);
}

export function differs(problem: string): Refusal {
  return new Refusal(
    "PROOF_ANSWER_DIFFERS",
    `what is claimed does not give the answer: ${problem}`,
  );
}
