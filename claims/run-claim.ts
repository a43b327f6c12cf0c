// One claim, run: what was measured, what that means, and what is shown of it.

import type { Claim, Judgement, Showing } from "./claim.ts";

export interface Outcome {
  readonly claim: Claim;
  readonly measured: unknown;
  readonly judgement: Judgement;
  readonly showing: Showing;
}

export async function runClaim(claim: Claim): Promise<Outcome> {
  const measured = await claim.measure();
  return { claim, measured, judgement: claim.judge(measured), showing: claim.show(measured) };
}

/** One after the other, since an experiment needs a core. */
export async function runClaims(claims: readonly Claim[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const claim of claims) outcomes.push(await runClaim(claim));
  return outcomes;
}
